"""Assets of open.overheid.nl: responses as received, and the publications folded from them."""

from datetime import timedelta

import dagster as dg

from jbr_pipeline.orchestration.checks import opsomming
from jbr_pipeline.orchestration.columns import van_parquet
from jbr_pipeline.orchestration.deliveries import EIGENAAR
from jbr_pipeline.orchestration.fouten import zonder_celwaarden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.reporting.freshness import VERS, is_vers, versheid
from jbr_pipeline.reporting.numbers import dag, moment
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, OpenOverheidFout
from jbr_pipeline.warehouse import clock
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import haal_op, laatste_rapport, vouw
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.turns import slot

GROEP = "open_overheid"
HERHALINGEN = 2
"""How often a harvest is tried again when the source is out of reach; each request has its own attempts too."""

GELAND = "open_overheid_geland"
OPHALEN_GELUKT = "ophalen_gelukt"
TOTALEN_SLUITEN = "totalen_per_maand_sluiten"
VORM_ONGEWIJZIGD = "vorm_ongewijzigd"
ALLES_LEESBAAR = "alles_leesbaar"
ALLES_BRUIKBAAR = "alles_bruikbaar"
LABELS_BEKEND = "labels_bekend"
OPHALEN_VERS = "ophalen_vers"


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
        dg.AssetCheckSpec(
            VORM_ONGEWIJZIGD,
            asset=GELAND,
            description=(
                "De antwoorden hebben de velden en typen die we verwachten en geen andere, en de velden waar cijfers "
                "op rusten zijn zo vaak gevuld als eerder."
            ),
        ),
    ],
    description=(
        "Antwoorden van open.overheid.nl zoals ontvangen, gecomprimeerd. Elke nacht: de wijzigingen, de perioden "
        "waarvan het totaal verschilt van wat wij hebben, een deel van de wachtrij, en wat het langst niet is getoond."
    ),
)
@zonder_celwaarden()
def open_overheid_geland(context: dg.AssetExecutionContext, pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Harvest. A source that stays out of reach fails a check and holds up nothing else."""
    try:
        with pijplijn.client() as client:
            rapport = haal_op(pijplijn.paden, client, vanaf=pijplijn.vanaf, vandaag=pijplijn.vandaag)
    except OpenOverheidFout as fout:
        # A refusal, a used-up budget or another source in the folder stays the same however often it is asked.
        if isinstance(fout, BronOnbereikbaar) and context.retry_number < HERHALINGEN:
            raise dg.RetryRequested(max_retries=HERHALINGEN, seconds_to_wait=pijplijn.herhaal_na_s) from fout
        return dg.MaterializeResult(
            metadata={"verzonnen_voorbeeld": pijplijn.paden.is_voorbeeld},
            check_results=[*_harvest_checks([str(fout)], []), _shape_check(None)],
        )
    return dg.MaterializeResult(
        metadata={
            "verzoeken": rapport.verzoeken,
            "nieuw": rapport.nieuw,
            "gewijzigd": rapport.gewijzigd,
            "ingetrokken": rapport.ingetrokken,
            "teruggekeerd": rapport.teruggekeerd,
            "herlezen_perioden": len(rapport.afwijkende_perioden),
            "gelabeld": rapport.gelabeld,
            "wachtrij": rapport.wachtrij,
            "duur_s": round(rapport.duur_s, 1),
            "verzonnen_voorbeeld": pijplijn.paden.is_voorbeeld,
            **({"opmerkingen": _listing(rapport.opmerkingen)} if rapport.opmerkingen else {}),
        },
        check_results=[
            *_harvest_checks(rapport.onvolledig, rapport.niet_sluitend, rapport.wachtrij_klaar),
            _shape_check(rapport.vormverschillen),
        ],
    )


def _harvest_checks(incomplete: list[str], off: list[str], queue: str = "") -> list[dg.AssetCheckResult]:
    left = incomplete + ([queue] if queue else [])
    return [
        dg.AssetCheckResult(
            asset_key=GELAND,
            check_name=OPHALEN_GELUKT,
            passed=not left,
            # A queue is worked off night after night as planned; only what went wrong is an error.
            severity=dg.AssetCheckSeverity.ERROR if incomplete else dg.AssetCheckSeverity.WARN,
            description=left[0] if left else "Er bleef niets te vragen over.",
            metadata={"onvolledig": _listing(left)} if left else {},
        ),
        dg.AssetCheckResult(
            asset_key=GELAND,
            check_name=TOTALEN_SLUITEN,
            passed=not incomplete and not off,
            severity=dg.AssetCheckSeverity.WARN,
            description=f"{len(off)} perioden sluiten niet."
            if off
            else "Niet te zeggen: het ophalen is niet af."
            if incomplete
            else "Alle maanden sluiten.",
            metadata={"perioden": _listing(off)} if off else {},
        ),
    ]


def _shape_check(differences: list[str] | None) -> dg.AssetCheckResult:
    """How the shape of the answers stands; None where there are none."""
    if differences is None:
        text = "Niet te zeggen: er is niets opgehaald."
    elif differences:
        text = f"{len(differences)} verschillen met de vorm die we kennen: {opsomming(differences)}."
    else:
        text = "De vorm is zoals we die kennen."
    return dg.AssetCheckResult(
        asset_key=GELAND,
        check_name=VORM_ONGEWIJZIGD,
        passed=differences == [],
        severity=dg.AssetCheckSeverity.WARN,
        description=text,
        metadata={
            "aantal_verschillen": len(differences or ()),
            **({"verschillen": _listing(differences)} if differences else {}),
        },
    )


@dg.asset(
    deps=[open_overheid_geland],
    group_name=GROEP,
    owners=EIGENAAR,
    kinds={"duckdb", "parquet"},
    check_specs=[
        dg.AssetCheckSpec(ALLES_LEESBAAR, asset="publicaties", description="Elk bewaard antwoord liet zich lezen."),
        dg.AssetCheckSpec(
            ALLES_BRUIKBAAR,
            asset="publicaties",
            description="Elk resultaat is een document op zichzelf, met een id en een openbaarmakingsdatum.",
        ),
        dg.AssetCheckSpec(
            LABELS_BEKEND,
            asset="publicaties",
            description="Categorieën, ministeries en documentsoorten hebben de naam waaronder we ze kennen.",
        ),
        dg.AssetCheckSpec(
            OPHALEN_VERS,
            asset="publicaties",
            description=f"Het laatste volledige ophalen is hoogstens {VERS // timedelta(hours=1)} uur oud.",
        ),
    ],
    description=(
        "Eén regel per document dat ooit is gezien, met organisatie, documentsoort, informatiecategorie, dubbelen en "
        "intrekkingen."
    ),
)
@zonder_celwaarden()
def publicaties(pijplijn: Pijplijn) -> dg.MaterializeResult:  # type: ignore[type-arg]
    """Fold the raw responses; the same responses give the same bytes."""
    with slot(pijplijn.paden), session(pijplijn.paden) as con:
        rapport = vouw(pijplijn.paden, con, vanaf=pijplijn.vanaf)
        columns = van_parquet(con, [pijplijn.paden.publicaties], "publicatie")
    opgehaald = laatste_rapport(pijplijn.paden)
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": rapport.publicaties,
            "dagster/column_schema": columns,
            "ingetrokken": rapport.ingetrokken,
            "dubbelen": rapport.dubbelen,
            "zonder_detail": rapport.zonder_detail,
            "wacht_op_detail": rapport.wacht_op_detail,
            **({"wachtrij_klaar": opgehaald.wachtrij_klaar} if opgehaald and opgehaald.wachtrij else {}),
        },
        check_results=[
            dg.AssetCheckResult(
                asset_key="publicaties",
                check_name=ALLES_LEESBAAR,
                passed=not rapport.onleesbaar,
                severity=dg.AssetCheckSeverity.WARN,
                description=f"{rapport.onleesbaar} bewaarde antwoorden zijn onleesbaar.",
                metadata={"onleesbaar": rapport.onleesbaar},
            ),
            _usable_check(rapport.onbruikbaar, opgehaald.overtal if opgehaald else {}),
            dg.AssetCheckResult(
                asset_key="publicaties",
                check_name=LABELS_BEKEND,
                passed=not rapport.vreemde_labels,
                severity=dg.AssetCheckSeverity.WARN,
                description=f"{opsomming(rapport.vreemde_labels)}."
                if rapport.vreemde_labels
                else "Alle namen zijn bekend.",
                metadata={"labels": _listing(rapport.vreemde_labels)} if rapport.vreemde_labels else {},
            ),
            _freshness_check(pijplijn.paden),
        ],
    )


def _usable_check(apart: dict[str, int], extra: dict[str, int]) -> dg.AssetCheckResult:
    """What lacks something no figure can do without, and what the source lists without its being a document."""
    left = [f"{n} documenten met {why}" for why, n in apart.items()]
    left += [f"{n} resultaten met {why}" for why, n in extra.items()]
    return dg.AssetCheckResult(
        asset_key="publicaties",
        check_name=ALLES_BRUIKBAAR,
        passed=not left,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"Niet te gebruiken: {opsomming(left)}." if left else "Alles is te gebruiken.",
        metadata={
            "documenten_apart": sum(apart.values()),
            "resultaten_zonder_eigen_document": sum(extra.values()),
        },
    )


def _freshness_check(paden: Paden) -> dg.AssetCheckResult:
    found, now = versheid(paden), clock.nu(paden)
    return dg.AssetCheckResult(
        asset_key="publicaties",
        check_name=OPHALEN_VERS,
        passed=is_vers(found.opgehaald_op, now),
        severity=dg.AssetCheckSeverity.WARN,
        description=found.ophalen(now),
        metadata={
            **({"volledig_opgehaald_op": moment(found.opgehaald_op)} if found.opgehaald_op else {}),
            **({"nieuwste_document": dag(found.nieuwste_document)} if found.nieuwste_document else {}),
        },
    )


def _listing(lines: list[str]) -> dg.MetadataValue:
    return dg.MetadataValue.md("\n".join(f"- {line}" for line in lines))
