"""Assets of open.overheid.nl: responses as received, and the publications folded from them."""

import dagster as dg

from jbr_pipeline.orchestration.deliveries import EIGENAAR
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.sources.open_overheid.client import OpenOverheidFout
from jbr_pipeline.sources.open_overheid.harvest import HarvestRapport
from jbr_pipeline.warehouse.publications import haal_op, vouw
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import slot

GROEP = "open_overheid"
HERHALINGEN = 2
WACHT_S = 30

GELAND = "open_overheid_geland"
OPHALEN_GELUKT = "ophalen_gelukt"
TOTALEN_SLUITEN = "totalen_per_maand_sluiten"
VORM_ONGEWIJZIGD = "vorm_ongewijzigd"
ALLES_LEESBAAR = "alles_leesbaar"


@dg.asset(
    name=GELAND,
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"api", "json"},
    check_specs=[
        dg.AssetCheckSpec(
            OPHALEN_GELUKT, asset=GELAND, description="De bron antwoordde en er bleef niets te vragen over."
        ),
        dg.AssetCheckSpec(
            TOTALEN_SLUITEN,
            asset=GELAND,
            description="Per maand zijn er evenveel documenten als de bron zegt te hebben.",
        ),
    ],
    description=(
        "Antwoorden van open.overheid.nl zoals ontvangen, gecomprimeerd. Elke nacht: de wijzigingen, de laatste dertig "
        "dagen, en elke maand waarvan het totaal verschilt van wat wij hebben."
    ),
)
def open_overheid_geland(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Harvest. A source that stays out of reach fails a check and holds up nothing else."""
    try:
        with slot(pijplijn.paden), pijplijn.client() as client:
            rapport = haal_op(pijplijn.paden, client, vanaf=pijplijn.vanaf, vandaag=pijplijn.vandaag)
    except OpenOverheidFout as fout:
        if context.retry_number < HERHALINGEN:
            raise dg.RetryRequested(max_retries=HERHALINGEN, seconds_to_wait=WACHT_S) from fout
        rapport = HarvestRapport(onvolledig=[str(fout)])
    return dg.MaterializeResult(
        metadata={
            "verzoeken": rapport.verzoeken,
            "nieuw": rapport.nieuw,
            "gewijzigd": rapport.gewijzigd,
            "ingetrokken": rapport.ingetrokken,
            "teruggekeerd": rapport.teruggekeerd,
            "herlezen_maanden": len(rapport.afwijkende_maanden),
            "duur_s": round(rapport.duur_s, 1),
            "verzonnen_voorbeeld": pijplijn.paden.is_voorbeeld,
            **({"opmerkingen": _listing(rapport.opmerkingen)} if rapport.opmerkingen else {}),
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key=GELAND,
                check_name=OPHALEN_GELUKT,
                passed=rapport.volledig,
                severity=dg.AssetCheckSeverity.ERROR,
                metadata={"onvolledig": _listing(rapport.onvolledig)} if rapport.onvolledig else {},
            ),
            dg.AssetCheckResult(
                asset_key=GELAND,
                check_name=TOTALEN_SLUITEN,
                passed=rapport.volledig and not rapport.niet_sluitend,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"maanden": _listing(rapport.niet_sluitend)} if rapport.niet_sluitend else {},
            ),
        ],
    )


@dg.asset(
    deps=[open_overheid_geland],
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"duckdb", "parquet"},
    check_specs=[
        dg.AssetCheckSpec(
            ALLES_LEESBAAR, asset="publicaties", description="Elk bewaard antwoord liet zich lezen."
        ),
        dg.AssetCheckSpec(
            VORM_ONGEWIJZIGD,
            asset="publicaties",
            description="De antwoorden hebben de velden die we gebruiken, en geen velden die we niet kennen.",
        ),
    ],
    description=(
        "Eén regel per document dat ooit is gezien, met organisatie, documentsoort, informatiecategorie, dubbelen en "
        "intrekkingen."
    ),
)
def publicaties(pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Fold the raw responses; the same responses give the same bytes."""
    with slot(pijplijn.paden), session(pijplijn.paden) as con:
        rapport = vouw(pijplijn.paden, con, vanaf=pijplijn.vanaf)
    drift = [f"niet meer gezien: {v}" for v in rapport.nooit_gezien]
    drift += [f"onbekend veld: {v} ({n} keer)" for v, n in sorted(rapport.onbekende_velden.items())]
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": rapport.publicaties,
            "ingetrokken": rapport.ingetrokken,
            "dubbelen": rapport.dubbelen,
            "zonder_detail": rapport.zonder_detail,
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key="publicaties",
                check_name=ALLES_LEESBAAR,
                passed=not rapport.onleesbaar,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"onleesbaar": rapport.onleesbaar},
            ),
            dg.AssetCheckResult(
                asset_key="publicaties",
                check_name=VORM_ONGEWIJZIGD,
                passed=not drift,
                severity=dg.AssetCheckSeverity.WARN,
                metadata={"verschillen": _listing(drift)} if drift else {},
            ),
        ],
    )


def _listing(lines: list[str]) -> dg.MetadataValue:
    return dg.MetadataValue.md("\n".join(f"- {line}" for line in lines))
