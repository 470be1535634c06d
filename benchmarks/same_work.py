"""The pipeline on the work of a peer: `python -m benchmarks.same_work <data folder>`.

All deliveries of all subjects, typed and checked as always, and of the figures those that a peer computes; without
publications and without the published database. The other indicators are taken out of the catalogue, and nothing else
is different from a run. Prints what `run_pipeline` prints.
"""

from __future__ import annotations

import sys

import dagster as dg

from benchmarks.peers import UITSPLITSINGEN
from jbr_pipeline.indicators import catalogue

JOB = "zelfde_werk"


def main() -> int:
    """Run on the folder that the command names; 1 when a step failed."""
    _restrict()
    # Only now, since the rooms take the catalogue by name when they are imported, and the assets are made from it.
    from benchmarks import run_pipeline
    from jbr_pipeline.orchestration import deliveries, figures

    work = [deliveries.aanleveringen_geland, *deliveries.onderwerpen, deliveries.aanleveringen_beoordeeld]
    job = dg.define_asset_job(JOB, selection=dg.AssetSelection.assets(*work, *figures.domeinen))
    return run_pipeline.main(job)


def _restrict() -> None:
    """Leave in the catalogue the indicators and breakdowns of a peer; their variants and older structures stay."""
    every = catalogue.catalogus()
    kept = {
        code: every[code].model_copy(update={"uitsplitsingen": asked[1:]}) for code, asked in UITSPLITSINGEN.items()
    }
    catalogue.catalogus = lambda: kept  # type: ignore[assignment]


if __name__ == "__main__":
    sys.exit(main())
