"""Dagster's own launcher of runs, which also knows whether the process of a run is still there.

Dagster's does not: a run that dies together with the code server that started it stays "started" for ever, and two of
those fill the queue. The monitoring of the daemon asks here, and marks such a run as failed. What a run does belongs
elsewhere.
"""

from __future__ import annotations

import fcntl
import json
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dagster as dg
from dagster._core.errors import DagsterUserCodeUnreachableError
from dagster._core.launcher.base import CheckRunHealthResult, WorkerStatus
from dagster._core.launcher.default_run_launcher import DefaultRunLauncher
from dagster._core.storage.tags import GRPC_INFO_TAG
from dagster._grpc.client import DagsterGrpcClient
from dagster._grpc.types import CanCancelExecutionRequest, CanCancelExecutionResult
from dagster._serdes import deserialize_value

WACHT_S = 5.0
WEG = "Het proces van deze draai is er niet meer; wat het had gepubliceerd staat er nog."


class Launcher(DefaultRunLauncher):
    """Launches as Dagster does; `dagster.yaml` names it."""

    @property
    def supports_check_run_worker_health(self) -> bool:
        """Dagster asks only then."""
        return True

    def check_run_worker_health(self, run: dg.DagsterRun) -> CheckRunHealthResult:
        """Whether a run that started is still being worked on; a code server that is too busy to say so is taken to."""
        if GRPC_INFO_TAG in run.tags:
            there = _server_has(json.loads(run.tags[GRPC_INFO_TAG]), run.run_id)
        else:
            there = is_aan_het_werk(Path(self._instance.root_directory), run.run_id)
        return CheckRunHealthResult(WorkerStatus.RUNNING) if there else CheckRunHealthResult(WorkerStatus.FAILED, WEG)


@contextmanager
def aan_het_werk(home: Path, run_id: str) -> Iterator[None]:
    """This process works on the run, of which no code server knows; it shows as long as the process is there."""
    file = _mark(home, run_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as mark:
        fcntl.flock(mark, fcntl.LOCK_EX)
        try:
            yield
        finally:
            file.unlink()


def is_aan_het_werk(home: Path, run_id: str) -> bool:
    """Whether a process is at work on the run in the way of `aan_het_werk`."""
    try:
        with _mark(home, run_id).open() as mark:
            fcntl.flock(mark, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        return False
    return False


def _mark(home: Path, run_id: str) -> Path:
    return home / "aan_het_werk" / run_id


def _server_has(server: Mapping[str, Any], run_id: str) -> bool:
    """Whether the code server is there and has the run."""
    if not _somebody_listens(server):
        return False
    client = DagsterGrpcClient(server.get("port"), server.get("socket"), server["host"])
    try:
        answer = client.can_cancel_execution(CanCancelExecutionRequest(run_id=run_id), timeout=int(WACHT_S))
    except DagsterUserCodeUnreachableError:
        return True
    return deserialize_value(answer, CanCancelExecutionResult).can_cancel


def _somebody_listens(server: Mapping[str, Any]) -> bool:
    local = server.get("socket")
    with socket.socket(socket.AF_UNIX if local else socket.AF_INET) as probe:
        probe.settimeout(WACHT_S)
        try:
            probe.connect(local or (server["host"], server["port"]))
        except (ConnectionRefusedError, FileNotFoundError):
            return False
        except OSError:
            return True
    return True
