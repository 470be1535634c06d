"""Assets of the figures: one per domain of the JBR, and the published database."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import dagster as dg
import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.indicators.catalogue import DOMEINEN, Indicator, catalogus
from jbr_pipeline.orchestration.columns import van_parquet, van_tabel
from jbr_pipeline.orchestration.deliveries import BEOORDEELD, EIGENAAR
from jbr_pipeline.orchestration.fouten import zonder_celwaarden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.reporting.disclosure import Onthullingscontrole
from jbr_pipeline.reporting.kerncijfers import Kerncijferstand, als_markdown, lees_kerncijfers
from jbr_pipeline.reporting.numbers import dag, getal
from jbr_pipeline.reporting.reconciliation import Aansluiting, lees_aansluiting
from jbr_pipeline.reporting.signals import OMSCHRIJVINGEN, Signaal, signalen
from jbr_pipeline.reporting.status import oordeel
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.warehouse import clock, history, runs
from jbr_pipeline.warehouse.figures import bereken, berekeningen, bestand
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.publication import Onthullingsfout, Publicatie, publiceer
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import stand
from jbr_pipeline.warehouse.turns import slot

GROEP = "indicatoren"
ONTHULLING_UITGESLOTEN = "onthulling_uitgesloten"
KERNCIJFERS_SLUITEN_AAN = "kerncijfers_sluiten_aan"
AANSLUITING_MET_GEPUBLICEERD = "aansluiting_met_gepubliceerd"


def _domain(domein: str, entries: list[Indicator]) -> dg.AssetsDefinition:
    sources = sorted({b for i in entries for b in i.bronnen})
    subjects = [b for b in sources if b in contracten()]

    @dg.asset(
        name=f"indicatoren_{domein}",
        deps=[*sources, *([BEOORDEELD] if subjects else [])],
        group_name=GROEP,
        owners=EIGENAAR,
        kinds={"duckdb", "sql"},
        description=f"Cijfers van het domein {domein}, nog zonder onthullingscontrole, in de gesloten zone.",
        metadata={
            "aantal_indicatoren": len(entries),
            "indicatoren": dg.MetadataValue.md("\n".join(f"- `{i.code}`: {i.naam}" for i in entries)),
        },
    )
    @zonder_celwaarden()
    def figures(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paden = pijplijn.paden
        with slot(paden), session(paden) as con:
            now = stand(paden)
            rapport = bereken(paden, con, now, entries, run_id=context.run.run_id, waarneming=pijplijn.waarneming())
            files = [bestand(paden, i.code) for i in entries]
            rows = _row_count(con, files)
            columns = van_parquet(con, files, "indicator_waarde")
        prints = {b.indicator_code: b.vingerafdruk for b in berekeningen(paden)}
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": rows,
                "dagster/column_schema": columns,
                "berekend": len(rapport.berekend),
                "ongewijzigd": len(rapport.ongewijzigd),
                "herkomst": dg.MetadataValue.md(_provenance(now, sources)),
            },
            data_version=dg.DataVersion(
                hashlib.sha256("".join(prints[i.code] for i in entries).encode()).hexdigest()[:16]
            ),
        )

    return figures


def _provenance(now: Stand, sources: Sequence[str]) -> str:
    """What the figures of a domain rest on, with a link to each source; per figure it is in jbr.herkomst."""
    rows = []
    for source in sources:
        deliveries = now.in_werking(source)
        days = sorted({a.landing.peildatum for a in deliveries if a.landing.peildatum})
        count = getal(len(deliveries)) if deliveries else ""
        rows.append((f"[{source}](/assets/{source})", count, ", ".join(map(dag, days))))
    table = tabel(("bron", "aanleveringen in werking", "peildata"), rows, rechts=("aanleveringen in werking",))
    return (
        f"{table}\n\nPer cijfer: [jbr.herkomst](/assets/jbr_duckdb), of `jbr explain CODE JAAR [ORG]`. "
        "Per aanlevering: [aanlevering](/assets/aanlevering)."
    )


def _row_count(con: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> int:
    paths = ", ".join(literal(str(f)) for f in files)
    counted = con.execute(f"select count(*) from read_parquet([{paths}])").fetchone()
    assert counted is not None
    return int(counted[0])


domeinen = [
    _domain(domein, [i for i in catalogus().values() if i.domein == domein])
    for domein in DOMEINEN
    if any(i.domein == domein for i in catalogus().values())
]


@dg.asset(
    deps=[*domeinen, BEOORDEELD, "publicaties"],
    group_name="publicatie",
    owners=EIGENAAR,
    kinds={"duckdb"},
    check_specs=[
        dg.AssetCheckSpec(
            ONTHULLING_UITGESLOTEN,
            asset="jbr_duckdb",
            blocking=True,
            description=(
                "Uit alles wat gepubliceerd wordt, edities meegerekend, is geen aantal van een tot vier personen af te "
                "leiden. Lukt dat wel, of is het niet op tijd na te gaan, dan blijft de vorige database staan."
            ),
        ),
        dg.AssetCheckSpec(
            KERNCIJFERS_SLUITEN_AAN,
            asset="jbr_duckdb",
            description="De kerncijfers zijn gelijk aan die van de brief aan de Kamer, op de gedrukte nauwkeurigheid.",
        ),
        dg.AssetCheckSpec(
            AANSLUITING_MET_GEPUBLICEERD,
            asset="jbr_duckdb",
            description=(
                "De berekende cijfers sluiten aan op eerder gepubliceerde, op de nauwkeurigheid van de bron; in "
                "verzonnen gegevens alleen die van de brief aan de Kamer."
            ),
        ),
        *(
            dg.AssetCheckSpec(naam, asset="jbr_duckdb", description=omschrijving)
            for naam, omschrijving in OMSCHRIJVINGEN.items()
        ),
    ],
    description=(
        "De gepubliceerde database voor analisten, na onthullingscontrole: apart gebouwd, gecontroleerd en in één keer "
        "op zijn plaats gezet. De kolommen zijn die van de tabel jbr.indicator_waarde."
    ),
    metadata={"dagster/column_schema": van_tabel("indicator_waarde")},
)
def jbr_duckdb(
    context: dg.AssetExecutionContext, pijplijn: Pijplijn
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult]:  # type: ignore[type-arg]
    """Publish, and hold the headline figures against the letter."""
    paden = pijplijn.paden
    with zonder_celwaarden():
        with slot(paden):
            now = stand(paden)
            draai = runs.afgerond(
                pijplijn.draai(context), oordeel(paden, now), voorbeeld=paden.is_voorbeeld, nu=clock.nu(paden)
            )
            with session(paden) as con:
                try:
                    result = publiceer(paden, con, now, draai, waarneming=pijplijn.waarneming())
                except Onthullingsfout as fout:
                    yield _disclosed(fout)
                    raise
            history.bewaar(paden, draai)
        rows = lees_kerncijfers(paden.database)
        yield dg.MaterializeResult(
            metadata={
                "dagster/row_count": result.rijen["indicator_waarde"],
                "grootte_mb": round(result.grootte_bytes / 1e6, 1),
                "oordeel": draai.oordeel,
                "kerncijfers": dg.MetadataValue.md(als_markdown(rows)),
                "tabellen": dg.MetadataValue.md(_tables(result.rijen)),
            },
            check_results=[
                _nothing_disclosed(result),
                _headline_check(rows),
                _reconciliation_check(lees_aansluiting(paden.database)),
                *map(_signal_check, signalen(paden)),
            ],
        )


def _nothing_disclosed(result: Publicatie) -> dg.AssetCheckResult:
    protection = Onthullingscontrole(result.controle, result.verlies)
    return dg.AssetCheckResult(
        asset_key="jbr_duckdb",
        check_name=ONTHULLING_UITGESLOTEN,
        passed=True,
        description=protection.in_woorden(),
        metadata={
            "kleine_aantallen": result.controle.beschermd,
            "bijkomend_weggelaten_pct": protection.bijkomend_pct,
            "per_indicator": dg.MetadataValue.md(protection.als_markdown()),
        },
    )


def _disclosed(fout: Onthullingsfout) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key="jbr_duckdb",
        check_name=ONTHULLING_UITGESLOTEN,
        passed=False,
        severity=dg.AssetCheckSeverity.ERROR,
        description=str(fout),
        metadata={"af_te_leiden": dict(fout.controle.lekken) if fout.controle else {}},
    )


def _tables(rows: Mapping[str, int]) -> str:
    known = tabellen()
    lines = [(t, getal(n), known[t].omschrijving if t in known else "") for t, n in rows.items()]
    return tabel(("tabel", "rijen", "inhoud"), lines, rechts=("rijen",))


def _headline_check(rows: list[Kerncijferstand]) -> dg.AssetCheckResult:
    off = [r for r in rows if not r.sluit_aan]
    return dg.AssetCheckResult(
        asset_key="jbr_duckdb",
        check_name=KERNCIJFERS_SLUITEN_AAN,
        passed=not off,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{len(rows) - len(off)} van {len(rows)} kerncijfers sluiten aan.",
        metadata={"kerncijfers": dg.MetadataValue.md(als_markdown(rows))},
    )


def _reconciliation_check(aansluiting: Aansluiting) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key="jbr_duckdb",
        check_name=AANSLUITING_MET_GEPUBLICEERD,
        passed=aansluiting.klopt,
        severity=dg.AssetCheckSeverity.WARN,
        description=aansluiting.in_woorden(),
        metadata={
            "sluit_aan": aansluiting.sluit_aan,
            "wijkt_af": aansluiting.wijkt_af,
            "niet_te_vergelijken": aansluiting.niet_te_vergelijken,
            "afwijkingen": dg.MetadataValue.md(aansluiting.als_markdown()),
        },
    )


def _signal_check(signaal: Signaal) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(
        asset_key="jbr_duckdb",
        check_name=signaal.naam,
        passed=not signaal.aantal,
        severity=dg.AssetCheckSeverity.WARN,
        description=signaal.samenvatting,
        metadata={"aantal": signaal.aantal, "voorbeelden": dg.MetadataValue.md(signaal.opsomming() or "Geen.")},
    )
