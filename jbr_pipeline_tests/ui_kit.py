"""The Dagster UI as an operator serves it: a real process, on a free port, stopped as an operator stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from jbr_pipeline_tests.definitions.kleine_map import vrije_poort

OPSTARTEN_S = 60.0


@dataclass(frozen=True)
class Bediend:
    """A UI that answers."""

    poort: int
    pid: int

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.poort}"


@contextmanager
def bedien(data: Path, log: Path, *opties: str, **omgeving: str) -> Iterator[Bediend]:
    """`jbr ui` on a data folder, with these options and settings."""
    port = vrije_poort()
    command = [str(Path(sys.executable).with_name("jbr")), "ui", "--poort", str(port), *opties]
    environment: Mapping[str, str] = {**os.environ, "JBR_DATA_DIR": str(data), **omgeving}
    with log.open("w") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            served = Bediend(port, process.pid)
            _wait_for(f"{served.url}/server_info", process)
            yield served
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def _wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + OPSTARTEN_S
    while time.monotonic() < until:
        assert process.poll() is None, "jbr ui hield ermee op"
        try:
            httpx.get(url, timeout=5, trust_env=False)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(url)
