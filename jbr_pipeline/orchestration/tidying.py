"""Which runs Dagster need not remember any more: its history grows by some megabytes with every run.

What a run published is not touched: figures, deliveries and the administration of the runs are not Dagster's. What is
kept of a run that goes belongs in `event_log`.
"""

from __future__ import annotations

import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import dagster as dg

from jbr_pipeline.orchestration.launch import bereid_voor
from jbr_pipeline.progress import vertel
from jbr_pipeline.settings import Settings

log = logging.getLogger(__name__)

AFGELOPEN = [dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED]
WACHT_S = 30.0


@dataclass(frozen=True)
class Opgeruimd:
    """How many runs went, and the bytes of the history before and after."""

    draaien: int
    voor: int
    na: int


def ruim_op(settings: Settings, voor: datetime) -> Opgeruimd:
    """Remove every run that ended and was made before `voor` from the history of Dagster. Others may go on."""
    home = bereid_voor(settings)
    before = _size(home)
    with dg.DagsterInstance.get() as instance:
        records = instance.get_run_records(dg.RunsFilter(statuses=AFGELOPEN, created_before=voor))
        for record in vertel(log, "%d van %d draaien verwijderd", records):
            run_id = record.dagster_run.run_id
            instance.delete_run(run_id)
            instance.compute_log_manager.delete_logs(prefix=[run_id])
    if records:
        _shrink(home)
    return Opgeruimd(len(records), before, _size(home))


def _size(home: Path) -> int:
    return sum(f.stat().st_size for f in home.rglob("*") if f.is_file())


def _shrink(home: Path) -> None:
    """Give back the room of what went; where a database is in use for long, SQLite uses it for what comes."""
    for file in (home / "history" / "runs" / "index.db", home / "history" / "runs.db"):
        try:
            with closing(sqlite3.connect(file, timeout=WACHT_S, isolation_level=None)) as con:
                con.execute("vacuum")
                con.execute("pragma wal_checkpoint(truncate)")
        except sqlite3.OperationalError as fout:
            log.warning("%s is in gebruik en houdt zijn grootte: %s", file.name, fout)
