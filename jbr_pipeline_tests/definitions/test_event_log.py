"""The event log that stays open: what it writes is Dagster's, at once, for every other process."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import uuid
from multiprocessing.synchronize import Barrier
from pathlib import Path

import dagster as dg
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage

from jbr_pipeline.orchestration.event_log import OPEN_HOOGSTENS, EventLog, Storage

WACHT_S = 20


@dg.asset(check_specs=[dg.AssetCheckSpec("klopt", asset="cijfer")])
def cijfer() -> dg.MaterializeResult:  # type: ignore[type-arg]
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])


def own_log(instance: dg.DagsterInstance) -> EventLog:
    log = instance.event_log_storage
    assert isinstance(log, EventLog)
    return log


def make_storage(base_dir: str, together: Barrier) -> None:
    together.wait(WACHT_S)
    Storage(base_dir).dispose()


def test_processes_that_start_at_once_in_an_empty_folder_all_get_their_storage(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(4)
    processes = [context.Process(target=make_storage, args=(str(tmp_path), together)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * 4


def test_dagsters_own_storage_reads_everything_while_ours_is_open(instance: dg.DagsterInstance) -> None:
    result = dg.materialize([cijfer], instance=instance)
    assert own_log(instance)._engines
    dagsters = DagsterSqliteStorage.from_local(instance.root_directory)
    events = dagsters.event_log_storage.get_logs_for_run(result.run_id)
    assert [e.dagster_event_type for e in events][-1] == dg.DagsterEventType.PIPELINE_SUCCESS
    assert len(events) == len(instance.all_logs(result.run_id))
    summary = dagsters.event_log_storage.get_latest_asset_check_execution_by_key(
        [dg.AssetCheckKey(dg.AssetKey("cijfer"), "klopt")]
    )
    assert [s.run_id for s in summary.values() if s] == [result.run_id]


def test_whoever_watches_a_run_sees_its_events_while_it_goes_on(instance: dg.DagsterInstance) -> None:
    job = dg.Definitions(assets=[cijfer], jobs=[dg.define_asset_job("alles")]).resolve_job_def("alles")
    run_id = str(uuid.uuid4())
    seen: list[str] = []
    success = threading.Event()

    def watcher(entry: dg.EventLogEntry, _: str) -> None:
        seen.append(str(entry.dagster_event_type))
        if entry.dagster_event_type == dg.DagsterEventType.PIPELINE_SUCCESS:
            success.set()

    webserver = SqliteEventLogStorage(own_log(instance)._base_dir)
    try:
        webserver.watch(run_id, None, watcher)
        job.execute_in_process(instance=instance, run_id=run_id)
        assert success.wait(WACHT_S), seen
    finally:
        webserver.dispose()


def test_no_more_databases_stay_open_than_a_few(instance: dg.DagsterInstance) -> None:
    runs = [dg.materialize([cijfer], instance=instance).run_id for _ in range(OPEN_HOOGSTENS + 2)]
    assert len(own_log(instance)._engines) == OPEN_HOOGSTENS
    assert all(instance.all_logs(run) for run in runs)


def test_what_a_killed_process_wrote_is_there_for_the_next(instance: dg.DagsterInstance) -> None:
    script = (
        "import os, signal, dagster as dg\n"
        "instance = dg.DagsterInstance.get()\n"
        "instance.report_runless_asset_event(dg.AssetMaterialization('cijfer'))\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", script], env=dict(os.environ), check=False)
    assert killed.returncode == -signal.SIGKILL
    found = instance.get_latest_materialization_event(dg.AssetKey("cijfer"))
    assert found is not None


def test_wiping_leaves_nothing_open(instance: dg.DagsterInstance) -> None:
    dg.materialize([cijfer], instance=instance)
    log = own_log(instance)
    log.wipe()
    again = dg.materialize([cijfer], instance=instance)
    assert instance.all_logs(again.run_id)
