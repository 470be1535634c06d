"""When the pipeline runs: the nightly job with its schedule, and the sensor on the drop folder.

Neither job holds the partitioned asset `aanlevering`, so both start with one click and without a question; a
partition is done again from that asset's own page.
"""

import hashlib

import dagster as dg
from dagster._core.definitions.unresolved_asset_job_definition import UnresolvedAssetJobDefinition

from jbr_pipeline.orchestration.deliveries import aanlevering, wachtende_bestanden
from jbr_pipeline.orchestration.fouten import zonder_celwaarden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.orchestration.publicaties import open_overheid_geland
from jbr_pipeline.orchestration.uitgave import uitgave
from jbr_pipeline.reporting.numbers import NEDERLAND

_ALLES = dg.AssetSelection.all() - dg.AssetSelection.assets(aanlevering)

jbr_nachtelijk = dg.define_asset_job(
    "jbr_nachtelijk",
    selection=_ALLES,
    description="Alles: nieuwe aanleveringen, publicaties, cijfers en de gepubliceerde database.",
)

jbr_bij_aanlevering = dg.define_asset_job(
    "jbr_bij_aanlevering",
    selection=_ALLES - dg.AssetSelection.assets(open_overheid_geland),
    description="Als jbr_nachtelijk, zonder publicaties op te halen: voor aanleveringen die overdag binnenkomen.",
)


def tot_en_met_database(job: UnresolvedAssetJobDefinition) -> UnresolvedAssetJobDefinition:
    """A job that ends where the database is published: without the pages and files for readers."""
    return dg.define_asset_job(f"{job.name}_tot_database", job.selection - dg.AssetSelection.assets(*uitgave.keys))


jbr_nachtelijk_schedule = dg.ScheduleDefinition(
    name="jbr_nachtelijk_schedule",
    job=jbr_nachtelijk,
    cron_schedule="0 2 * * *",
    execution_timezone=str(NEDERLAND),
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Elke nacht om twee uur.",
)


@dg.sensor(
    name="jbr_aanleveringen",
    job=jbr_bij_aanlevering,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Start een draai als er nieuwe bestanden in de inleverplaats liggen.",
)
@zonder_celwaarden()
def jbr_aanleveringen(context: dg.SensorEvaluationContext, pijplijn: Pijplijn) -> dg.SensorResult | dg.SkipReason:
    """One run per set of new files: the run key is the set, so the same files never start a second run.

    A file that was still growing when a run looked at it has another size or time at the next look, and starts one.
    """
    waiting = wachtende_bestanden(pijplijn.paden)
    if not waiting:
        return dg.SkipReason("Geen nieuwe bestanden.")
    key = hashlib.sha256("\n".join(sorted(waiting)).encode()).hexdigest()[:16]
    if key == context.cursor:
        return dg.SkipReason("Voor deze bestanden is al een draai gestart.")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=key)], cursor=key)
