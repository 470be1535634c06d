"""Deliveries with a marker in every place where a cell, a name or a title can stand; see `merken`."""

from __future__ import annotations

import gzip
import re
from typing import Any

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, werkblad, xlsx_bytes
from jbr_pipeline_tests.integration.run.merken import BSN, EMAIL, PSEUDONIEM, TEKST, merk, merkpseudoniem

GOEDE_RIJEN = 4
PUBLIEK = {("enquete", "groep")}
"""Published cells of BZK, which are no rows about anyone: what stands there is meant for everyone."""
ALLEEN_BEKENDE = {("duurzaamheid", "kenmerk")}
"""A text that a rule binds to a list."""

VREEMDE_NAMEN = (
    f"{merk()} personeel.csv",
    f"{TEKST}/JBR_{TEKST}_bezetting_20241231_v1.csv",
    f"JBR_AZ_{TEKST}_20241231_v1.csv",
    f"JBR_AZ_bezetting_{TEKST}_v1.csv",
    f"JBR_AZ_bezetting_20241231_v1.{TEKST}",
    f"JBR_AZ_bezetting_20241231_v0 {TEKST}.csv",
)
"""Names of files with a marker in the part that is not understood."""


def vrije_kolommen(contract: Aanleveringscontract) -> list[Kolom]:
    """The columns in which a marker stands in a valid row."""
    return [
        k
        for k in contract.kolom
        if k.type == "tekst"
        and (contract.soort, k.naam) not in PUBLIEK | ALLEEN_BEKENDE
        and any(re.search(k.patroon or "", m) for m in (TEKST, f"{PSEUDONIEM}0000"))
    ]


def getypeerde_kolommen(contract: Aanleveringscontract) -> list[Kolom]:
    """The columns in which a marker sends its row to quarantine."""
    free = {k.naam for k in vrije_kolommen(contract)} - {"pseudo_id"}
    return [k for k in contract.kolom if k.naam not in free and (contract.soort, k.naam) not in PUBLIEK]


def goede_rij(contract: Aanleveringscontract, n: int) -> dict[str, Any]:
    """A valid row with a marker in every column that takes one."""
    planted = {
        k.naam: merk() if re.search(k.patroon or "", TEKST) else merkpseudoniem() for k in vrije_kolommen(contract)
    }
    return rij(contract.soort, n, **planted)


def rijen_met_merken(contract: Aanleveringscontract) -> list[dict[str, Any]]:
    """Good rows, and one row for quarantine for every column that does not take any text."""
    bad = [
        goede_rij(contract, GOEDE_RIJEN + n) | {k.naam: merk()}
        for n, k in enumerate(getypeerde_kolommen(contract), start=1)
    ]
    return [*(goede_rij(contract, n) for n in range(1, GOEDE_RIJEN + 1)), *bad]


def lever_goede(huis: Huis) -> None:
    """Every subject from two ministries, in every form of file; those of one have columns that nobody knows."""
    for n, contract in enumerate(contracten().values()):
        rows = rijen_met_merken(contract)
        huis.lever(f"JBR_BZK_{contract.soort}_20241231_v1.csv", csv_tekst(rows).encode("cp1252"))
        if contract.alleen_van:
            continue
        extra = merk()
        wider = [{**row, extra: merk()} for row in rijen_met_merken(contract)]
        ragged = csv_tekst(wider) + f"{merk()};{merk()}\n{';'.join([merk()] * 40)}\n" + f'"{merk()}\n'
        naam = f"JBR_SZW_{contract.soort}_20241231_v1"
        match n % 3:
            case 0:
                huis.lever(f"{naam}.csv", ragged)
            case 1:
                huis.lever(f"{naam}.csv.gz", ragged)
            case 2:
                huis.lever(f"{naam}.xlsx", xlsx_bytes({merk(): [[merk()]], merk(): werkblad(wider, above=2)}))


def lever_geweigerde(huis: Huis) -> int:
    """Files that are refused, each for another reason, with markers wherever there can be one; says how many."""
    good = csv_tekst(_bezetting(3))
    workbook = xlsx_bytes({merk(): werkblad(_bezetting(3))})
    files: dict[str, bytes | str] = {
        **dict.fromkeys(VREEMDE_NAMEN, good),
        # Content that is not understood.
        "JBR_AZ_bezetting_20241231_v2.csv": csv_tekst([{merk(): merk(), merk(): merk()}]),
        "JBR_AZ_bezetting_20241231_v3.csv": f"{merk()}\n\n{good}",
        "JBR_AZ_bezetting_20241231_v4.csv": good.replace("standplaats", "geslacht"),
        "JBR_AZ_bezetting_20241231_v5.csv": f'"{good}',
        "JBR_AZ_bezetting_20241231_v6.csv": good.encode("utf-16"),
        "JBR_AZ_bezetting_20241231_v7.csv": good.encode("cp1252") + b"\x81\x8d",
        "JBR_AZ_bezetting_20241231_v8.xlsx": workbook[: len(workbook) // 2],
        "JBR_AZ_bezetting_20241231_v9.xlsx": b"PK\x03\x04" + merk().encode() * 50,
        "JBR_AZ_bezetting_20241231_v10.xlsx": xlsx_bytes({merk(): [[merk(), merk()], [merk(), merk()]]}),
        "JBR_AZ_bezetting_20241231_v11.xlsx": b"\xd0\xcf\x11\xe0" + merk().encode("utf-16"),
        "JBR_AZ_bezetting_20241231_v12.csv": csv_tekst([goede_rij(_contract(), 1) | {"geslacht": merk()}]),
        # Personal data.
        "JBR_AZ_bezetting_20241231_v13.csv": csv_tekst([{**r, "BSN": merk()} for r in _bezetting(3)]),
        "JBR_AZ_bezetting_20241231_v14.csv": csv_tekst(
            [{**r, "pseudo_id": b} for r, b in zip(_bezetting(3), BSN, strict=True)]
        ),
        "JBR_AZ_bezetting_20241231_v15.csv": csv_tekst(
            [{**r, merk(): b} for r, b in zip(_bezetting(3), BSN, strict=True)]
        ),
        "JBR_AZ_bezetting_20241231_v16.csv": csv_tekst([{**r, "standplaats": EMAIL} for r in _bezetting(3)]),
        VREEMDE_NAMEN[0]: csv_tekst([{"Achternaam": merk(), "BSN": BSN[0]}]),
        "JBR_AZ_bezetting_20241231_v17.xlsx": xlsx_bytes(
            {merk(): werkblad([{**r, "naam": merk()} for r in _bezetting(2)])}
        ),
        # A slot that is taken already, and one of the future.
        "JBR_BZK_bezetting_20241231_v1.csv.gz": csv_tekst(_bezetting(5)),
        "JBR_AZ_bezetting_20991231_v1.csv": good,
    }
    for naam, inhoud in files.items():
        huis.lever(naam, inhoud)
    packed = gzip.compress(good.encode() * 20)
    huis.lever("JBR_AZ_bezetting_20241231_v18.csv", b"").with_name("JBR_AZ_bezetting_20241231_v19.csv.gz").write_bytes(
        packed[: len(packed) // 2]
    )
    return len(files) + 2


def _contract() -> Aanleveringscontract:
    return contracten()["bezetting"]


def _bezetting(aantal: int) -> list[dict[str, Any]]:
    return [goede_rij(_contract(), n) for n in range(1, aantal + 1)]
