"""Assets of the figures: one per domain of the JBR, and the published database."""

import dagster as dg

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators.catalogue import DOMEINEN, Indicator, catalogus
from jbr_pipeline.orchestration.deliveries import BEOORDEELD, EIGENAAR
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.reporting.kerncijfers import Kerncijferstand, als_markdown, lees_kerncijfers
from jbr_pipeline.reporting.status import oordeel
from jbr_pipeline.warehouse import runs
from jbr_pipeline.warehouse.figures import bereken, berekeningen
from jbr_pipeline.warehouse.publication import publiceer
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import slot, stand

GROEP = "indicatoren"
KERNCIJFERS_SLUITEN_AAN = "kerncijfers_sluiten_aan"


def _domain(domein: str, entries: list[Indicator]) -> dg.AssetsDefinition:
    sources = sorted({b for i in entries for b in i.bronnen})

    @dg.asset(
        name=f"indicatoren_{domein}",
        deps=[*(b for b in sources if b in contracten()), *({BEOORDEELD} if set(sources) & set(contracten()) else ())]
        + (["publicaties"] if "publicaties" in sources else []),
        group_name=GROEP,
        owners=EIGENAAR,
        kinds={"duckdb", "sql"},
        description=f"Cijfers van het domein {domein}, nog zonder onthullingscontrole, in de gesloten zone.",
        metadata={"indicatoren": dg.MetadataValue.md("\n".join(f"- `{i.code}`: {i.naam}" for i in entries))},
    )
    def figures(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
        paden = pijplijn.paden
        with slot(paden), session(paden) as con:
            rapport = bereken(
                paden, con, stand(paden), entries, run_id=context.run_id, waarneming=pijplijn.waarneming()
            )
        prints = {b.indicator_code: b.vingerafdruk for b in berekeningen(paden)}
        return dg.MaterializeResult(
            metadata={
                "indicatoren": len(entries),
                "berekend": len(rapport.berekend),
                "ongewijzigd": len(rapport.ongewijzigd),
            },
            data_version=dg.DataVersion("".join(prints.get(i.code, "")[:6] for i in entries)),
        )

    return figures


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
            KERNCIJFERS_SLUITEN_AAN,
            asset="jbr_duckdb",
            description="De kerncijfers zijn gelijk aan die van de brief aan de Kamer, op de gedrukte nauwkeurigheid.",
        )
    ],
    description=(
        "De gepubliceerde database voor analisten, na onthullingscontrole: apart gebouwd, gecontroleerd en in één keer "
        "op zijn plaats gezet."
    ),
)
def jbr_duckdb(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Publish, and hold the headline figures against the letter."""
    paden = pijplijn.paden
    now = stand(paden)
    draai = runs.afgerond(pijplijn.draai(context), oordeel(paden, now), voorbeeld=paden.is_voorbeeld)
    with slot(paden), session(paden) as con:
        result = publiceer(paden, con, now, draai, waarneming=pijplijn.waarneming())
        runs.bewaar(paden, draai)
    rows = lees_kerncijfers(paden.database)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": result.rijen["indicator_waarde"],
            "grootte_mb": round(result.grootte_bytes / 1e6, 1),
            "oordeel": draai.oordeel,
            "kerncijfers": dg.MetadataValue.md(als_markdown(rows)),
            **{f"rijen_{table}": count for table, count in result.rijen.items()},
        },
        check_results=[_headline_check(rows)],
    )


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
