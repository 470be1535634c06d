"""Assets of the edition for readers: the files to download and the pages, built and put in place together."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from jbr_pipeline.orchestration.deliveries import EIGENAAR
from jbr_pipeline.orchestration.fouten import zonder_celwaarden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.reporting.exports.wholeness import Controle
from jbr_pipeline.reporting.kerncijfers import als_markdown, lees_kerncijfers
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.reporting.preview import bestandenlijst, eerste_grafiek, eerste_rijen
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.reporting.uitgave import Deel, Uitgave, Uitgavefout, geef_uit
from jbr_pipeline.warehouse.turns import slot

GROEP = "publicatie"
BESTANDEN_HEEL = "bestanden_heel"


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            "bestanden",
            deps=["jbr_duckdb"],
            group_name=GROEP,
            owners=EIGENAAR,
            kinds={"csv", "parquet", "excel"},
            description=(
                "De cijfers als bestanden: een CSV per indicator, alles in een Parquet-bestand, een werkmap met "
                "tabellen, en beschrijvingen volgens Data Package, CSVW en DCAT-AP-NL."
            ),
        ),
        dg.AssetSpec(
            "publieksversie",
            deps=["jbr_duckdb"],
            group_name=GROEP,
            owners=EIGENAAR,
            kinds={"html"},
            description=(
                "De publieksversie: een website zonder server, met een pagina per indicator. Apart gebouwd uit de "
                "gepubliceerde database en samen met de bestanden in één keer op zijn plaats gezet."
            ),
        ),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            BESTANDEN_HEEL,
            asset="bestanden",
            blocking=True,
            description=(
                "Elk bestand is wat het gegevenspakket beschrijft, en CSV en Parquet hebben evenveel rijen als de "
                "database. Zo niet, dan blijft de vorige uitgave staan."
            ),
        )
    ],
)
def uitgave(pijplijn: Pijplijn) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult]:  # type: ignore[type-arg]
    """Build both from the published database and put them in place."""
    paden = pijplijn.paden
    with zonder_celwaarden(), slot(paden):
        try:
            made = geef_uit(paden, pijplijn.vindplaats)
        except Uitgavefout as fout:
            if fout.controle:
                yield _check(fout.controle)
            raise
        yield dg.MaterializeResult(
            asset_key="bestanden",
            metadata={
                **_size(made.bestanden),
                "map": dg.MetadataValue.path(made.map / "bestanden"),
                "eerste_rijen": dg.MetadataValue.md(eerste_rijen(made.map)),
                "bestanden": dg.MetadataValue.md(bestandenlijst(made.map)),
            },
            data_version=dg.DataVersion(made.bestanden.kenmerk),
            check_results=[_check(made.controle)],
        )
        headlines = lees_kerncijfers(paden.database)
        yield dg.MaterializeResult(
            asset_key="publieksversie",
            metadata={
                **_size(made.paginas),
                **_where(made, pijplijn),
                "kerncijfers": dg.MetadataValue.md(als_markdown(headlines)),
                "grafiek": dg.MetadataValue.md(eerste_grafiek(made.indicatorpagina(headlines[0].indicator_code))),
            },
            data_version=dg.DataVersion(made.paginas.kenmerk),
        )


def _size(part: Deel) -> dict[str, int | float]:
    return {"aantal": part.aantal, "grootte_mb": round(part.grootte_bytes / 1e6, 1)}


def _where(made: Uitgave, pijplijn: Pijplijn) -> dict[str, dg.MetadataValue]:
    """The front page on this machine, and where readers reach it when that was set."""
    url = pijplijn.vindplaats.url
    reached = {"adres": dg.MetadataValue.url(url)} if url else {}
    return {"voorpagina": dg.MetadataValue.path(made.voorpagina), **reached}


def _check(controle: Controle) -> dg.AssetCheckResult:
    rows = tabel(("waar", "rijen"), [(naam, getal(n)) for naam, n in controle.rijen.items()], rechts=("rijen",))
    return dg.AssetCheckResult(
        asset_key="bestanden",
        check_name=BESTANDEN_HEEL,
        passed=controle.is_heel,
        severity=dg.AssetCheckSeverity.ERROR,
        description=controle.in_woorden(),
        metadata={"bestanden": controle.bestanden, "rijen": dg.MetadataValue.md(rows)},
    )
