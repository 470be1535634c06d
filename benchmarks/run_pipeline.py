"""The pipeline as it is measured: `python -m benchmarks.run_pipeline <data folder>`.

What `jbr run` does until the database is published, without the harvest, in one process. The last line on stdout is
JSON: the seconds of the run and of each step, from Dagster's own events, and those of disclosure control within them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

import dagster as dg

from benchmarks.floor.__main__ import VANAF, VANDAAG
from jbr_pipeline.definitions import build_defs
from jbr_pipeline.orchestration import jobs
from jbr_pipeline.orchestration.launch import draai
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.reporting import console
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse import protection

P = ParamSpec("P")
T = TypeVar("T")


CIJFERS = jobs.tot_en_met_database(jobs.jbr_bij_aanlevering)


def main(job: dg.UnresolvedAssetJobDefinition = CIJFERS) -> int:
    """Run a job on the folder that the command names; 1 when a step failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder")
    settings = Settings(data_dir=parser.parse_args().data, harvest_from=VANAF)
    # The years that are over are those of the floor, in whatever year this runs.
    Pijplijn.vandaag = property(_today)  # type: ignore[assignment, method-assign]
    spent: list[float] = []
    for name in ("bescherm", "verberg_en_controleer"):
        setattr(protection, name, _timed(getattr(protection, name), spent))
    with console.voortgang():
        definitions = dg.Definitions.merge(build_defs(settings=settings), dg.Definitions(jobs=[job]))
        done = draai(definitions, settings, job=job.name)
    print(json.dumps({**_run(), "protection_s": round(sum(spent), 3)}))
    return 0 if done.gelukt else 1


def _today(_: Pijplijn) -> date:
    return VANDAAG


def _timed(function: Callable[P, T], spent: list[float]) -> Callable[P, T]:
    @wraps(function)
    def timed(*args: P.args, **kwargs: P.kwargs) -> T:
        begin = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            spent.append(time.perf_counter() - begin)

    return timed


def _run() -> dict[str, object]:
    """The seconds of the latest run and of each of its steps, in the order in which they started."""
    with dg.DagsterInstance.get() as instance:
        (latest,) = instance.get_run_records(limit=1)
        stats = instance.get_run_step_stats(latest.dagster_run.run_id)
    timed = [(s.start_time, s.step_key, s.end_time) for s in stats if s.start_time and s.end_time]
    assert latest.start_time
    assert latest.end_time
    return {
        "run_s": round(latest.end_time - latest.start_time, 3),
        "steps": {name: round(end - begin, 3) for begin, name, end in sorted(timed)},
    }


if __name__ == "__main__":
    sys.exit(main())
