"""A typed batch on a connection, split and counted: valid rows, quarantine, and the result of every delivery.

Works on the tables that `sources.deliveries.typed` makes and on `breuken`, the rows that break a rule. Where the
rows go for good belongs in `processing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb

from jbr_pipeline.contracts.delivery import MERKKOLOM, Aanleveringscontract
from jbr_pipeline.quality import rules
from jbr_pipeline.sources.deliveries import typed
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.processed import Regeltelling, Verwerking, vingerafdruk


def onbekende_kolommen(kop: Sequence[str], contract: Aanleveringscontract) -> tuple[str, ...]:
    """The columns of a header that the contract does not know."""
    known = {k.naam for k in contract.kolom} | {MERKKOLOM, ""}
    return tuple(naam for naam in kop if naam not in known)


def schrijf_geldig(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, werkmap: Path) -> None:
    """Write the rows that break no critical rule to `geldig` below the working folder, a folder a delivery."""
    columns = ", ".join(f'"{n}"' for n in [k.naam for k in contract.kolom] + [a.naam for a in contract.afgeleid])
    con.execute(
        f"""
        copy (
            select aanlevering_id, regelnr, peildatum, {columns}
            from rijen
            anti join (select aanlevering_id, regelnr from breuken where kritiek) using (aanlevering_id, regelnr)
        ) to {rules.literal(f"{werkmap}/geldig")} (format parquet, compression zstd, partition_by (aanlevering_id))
        """
    )


def schrijf_quarantaine(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, werkmap: Path) -> None:
    """Write the other rows to `quarantaine`, with line, rules, columns and the cells as delivered."""
    cells = ", ".join(f"'{k.naam}': ruw.\"ruw_{k.naam}\"" for k in contract.kolom)
    con.execute(
        f"""
        copy (
            select b.aanlevering_id, b.regelnr, b.regels, b.kolommen, map {{{cells}}} as cellen, null::varchar as regel
            from breuken as b
            join ruw using (aanlevering_id, regelnr)
            where b.kritiek
            union all
            select aanlevering_id, regelnr, ['{typed.ONLEESBAAR}'], []::varchar[], null, regel
            from onleesbaar
        ) to {rules.literal(f"{werkmap}/quarantaine")} (format parquet, compression zstd, partition_by (aanlevering_id))
        """
    )


def resultaten(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    batch: Sequence[Landing],
    readable: Sequence[typed.Gelezen],
) -> list[Verwerking]:
    """Count every delivery of the batch. Raises RuntimeError when rows got lost: that is never published."""
    measures = "".join(f", ({r.maat})::double" for r in contract.bestandsregel)
    valid = _by_delivery(
        con,
        f"""
        select aanlevering_id, count(*){measures}
        from rijen
        anti join (select aanlevering_id, regelnr from breuken where kritiek) using (aanlevering_id, regelnr)
        group by aanlevering_id
        """,
    )
    quarantined = _by_delivery(
        con,
        """
        select aanlevering_id, count(*)
        from (
            select aanlevering_id from breuken where kritiek
            union all
            select aanlevering_id from onleesbaar
        )
        group by aanlevering_id
        """,
    )
    skipped = _by_delivery(con, "select aanlevering_id, count(*) from subtotaal group by aanlevering_id")
    read = _by_delivery(
        con,
        """
        select aanlevering_id, count(*)
        from (select aanlevering_id from ruw union all select aanlevering_id from onleesbaar)
        group by aanlevering_id
        """,
    )
    counts: dict[str, dict[str, Regeltelling]] = {}
    for aanlevering_id, regel, geteld, overtredingen in con.execute(rules.tellingen_sql(contract, "rijen")).fetchall():
        counts.setdefault(aanlevering_id, {})[regel] = Regeltelling(geteld, overtredingen)
    unreadable = _by_delivery(con, "select aanlevering_id, count(*) from onleesbaar group by aanlevering_id")
    texts = {g.aanlevering_id: g.tekst for g in readable}
    results = []
    for landing in batch:
        if (tekst := texts.get(landing.aanlevering_id)) is None:
            continue
        id_ = landing.aanlevering_id
        result = Verwerking(
            aanlevering_id=id_,
            vingerafdruk=vingerafdruk(landing, contract),
            codering=tekst.codering,
            onbekende_kolommen=onbekende_kolommen(tekst.kop, contract),
            rijen_gelezen=read.get(id_, (0,))[0],
            rijen_geldig=valid.get(id_, (0,))[0],
            rijen_quarantaine=quarantined.get(id_, (0,))[0],
            rijen_overgeslagen=skipped.get(id_, (0,))[0],
            tellingen={
                typed.ONLEESBAAR: Regeltelling(read.get(id_, (0,))[0], unreadable.get(id_, (0,))[0]),
                **counts.get(id_, {}),
            },
            maten=dict(zip((r.naam for r in contract.bestandsregel), valid.get(id_, (0,))[1:], strict=False)),
        )
        _assert_conserved(result)
        results.append(_usable(result))
    return results


def _by_delivery(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, tuple[int, ...]]:
    return {row[0]: tuple(row[1:]) for row in con.execute(query).fetchall()}


def _assert_conserved(v: Verwerking) -> None:
    """Rows read = valid + quarantined + skipped; anything else is a fault of ours and must never be published."""
    if v.rijen_gelezen != v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen:
        raise RuntimeError(
            f"{v.aanlevering_id}: {v.rijen_gelezen} regels gelezen, maar {v.rijen_geldig} geldig, "
            f"{v.rijen_quarantaine} in quarantaine en {v.rijen_overgeslagen} overgeslagen"
        )


def _usable(v: Verwerking) -> Verwerking:
    reden = None
    if v.rijen_gelezen == v.rijen_overgeslagen:
        reden = "Het bestand heeft geen enkele regel met gegevens onder de kolomnamen."
    elif v.rijen_geldig == 0:
        reden = f"Geen van de {v.rijen_gelezen} regels is bruikbaar; zie de redenen per regel in de quarantaine."
    return replace(v, reden=reden) if reden else v
