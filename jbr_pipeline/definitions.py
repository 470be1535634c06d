"""The one place where everything is wired for Dagster."""

from __future__ import annotations

import dagster as dg

from jbr_pipeline.orchestration import deliveries, figures, jobs, meldingen, publicaties, uitgave
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.settings import Settings


def build_defs(*, settings: Settings | None = None) -> dg.Definitions:
    """Assets, checks, jobs, schedule, sensors and resource; `settings` overrides the environment."""
    return dg.Definitions(
        assets=[
            deliveries.aanleveringen_geland,
            deliveries.aanlevering,
            *deliveries.onderwerpen,
            deliveries.aanleveringen_beoordeeld,
            publicaties.open_overheid_geland,
            publicaties.publicaties,
            *figures.domeinen,
            figures.jbr_duckdb,
            uitgave.uitgave,
        ],
        jobs=[jobs.jbr_nachtelijk, jobs.jbr_bij_aanlevering],
        schedules=[jobs.jbr_nachtelijk_schedule],
        sensors=[jobs.jbr_aanleveringen, meldingen.jbr_meldingen],
        resources={"pijplijn": Pijplijn.van(settings or Settings())},
        # A process per step costs a second each; the steps share one machine and one slot anyway.
        executor=dg.in_process_executor,
    )


defs = build_defs()
