"""The daemon as a process of its own, as systemd keeps it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg

WACHT_S = 90.0


def test_a_daemon_of_its_own_is_alive_and_ends_when_it_is_told(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("jbr")), "daemon"]
    environment = {**os.environ, "JBR_DATA_DIR": str(tmp_path / "instance")}
    with (tmp_path / "daemon.log").open("w") as log:
        daemon = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            until = time.monotonic() + WACHT_S
            while not instance.get_daemon_heartbeats() and time.monotonic() < until:
                time.sleep(0.3)
            assert "SENSOR" in instance.get_daemon_heartbeats()
        finally:
            daemon.send_signal(signal.SIGTERM)
            assert daemon.wait(timeout=60) == 0
