"""A run of which the process is gone does not stay "started", and so does not keep its place in the queue."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import dagster as dg
import pytest
from dagster._core.launcher.base import WorkerStatus
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._daemon.monitoring.run_monitoring import monitor_started_run

from jbr_pipeline.orchestration import launcher
from jbr_pipeline.orchestration.launcher import Launcher, aan_het_werk

KILLED = """
import os, signal, sys
from pathlib import Path
import dagster as dg
from jbr_pipeline.orchestration.launcher import aan_het_werk

@dg.op
def sterf() -> None:
    os.kill(os.getpid(), signal.SIGKILL)

@dg.job
def draai() -> None:
    sterf()

with aan_het_werk(Path(os.environ["DAGSTER_HOME"]), sys.argv[1]), dg.DagsterInstance.get() as instance:
    draai.execute_in_process(instance=instance, run_id=sys.argv[1])
"""
RUN_ID = "11111111-2222-4333-8444-555555555555"


def started(instance: dg.DagsterInstance, **server: object) -> dg.DagsterRun:
    tags = {GRPC_INFO_TAG: json.dumps({"host": "localhost", **server})} if server else {}
    run = dg.DagsterRun("draai", run_id=RUN_ID, status=dg.DagsterRunStatus.STARTED, tags=tags)
    instance.add_run(run)
    return run


def health(instance: dg.DagsterInstance, run: dg.DagsterRun) -> WorkerStatus:
    assert isinstance(instance.run_launcher, Launcher)
    return instance.run_launcher.check_run_worker_health(run).status


def monitor(instance: dg.DagsterInstance) -> dg.DagsterRunStatus:
    """What the daemon does every two minutes; the status of the run after that."""
    record = instance.get_run_record_by_id(RUN_ID)
    assert record
    monitor_started_run(instance, cast(Any, None), record, logging.getLogger("monitor"))
    run = instance.get_run_by_id(RUN_ID)
    assert run
    return run.status


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[str]:
    """A code server so busy that it answers nothing."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
        server.listen()
        yield str(tmp_path / "s")


def test_a_run_that_was_killed_is_marked_as_failed(instance: dg.DagsterInstance) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, RUN_ID], env=dict(os.environ), check=False)
    assert killed.returncode == -signal.SIGKILL
    run = instance.get_run_by_id(RUN_ID)
    assert run
    assert run.status is dg.DagsterRunStatus.STARTED
    assert monitor(instance) is dg.DagsterRunStatus.FAILURE


def test_a_run_of_a_process_that_is_there_is_left_alone(instance: dg.DagsterInstance) -> None:
    started(instance)
    with aan_het_werk(Path(instance.root_directory), RUN_ID):
        assert monitor(instance) is dg.DagsterRunStatus.STARTED
    assert monitor(instance) is dg.DagsterRunStatus.FAILURE


def test_a_run_whose_code_server_is_gone_is_gone(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    assert health(instance, started(instance, socket=str(tmp_path / "weg"))) is WorkerStatus.FAILED


def test_a_code_server_that_died_and_left_its_socket_is_gone(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s"))
    assert health(instance, started(instance, socket=str(tmp_path / "s"))) is WorkerStatus.FAILED


def test_a_code_server_too_busy_to_answer_keeps_its_run(
    instance: dg.DagsterInstance, listening: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(launcher, "WACHT_S", 1.0)
    assert health(instance, started(instance, socket=listening)) is WorkerStatus.RUNNING
