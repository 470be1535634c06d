"""Measuring whole processes: wall time, time of the processor with that of child processes, and peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

from rich.console import Console

PROJECT = Path(__file__).parents[1]
MAP = PROJECT / "data" / "benchmarks"
"""Input, and whatever the measured processes make of it."""

RUNNER = Path(__file__).with_name("runner.py")
LAATSTE_REGELS = 20
"""Of what a failed process said."""

_err = Console(stderr=True)

Spreiding = dict[str, float]
"""Minimum, median and maximum."""


class Mislukt(Exception):
    """A measured process did not succeed; the message holds the last that it said."""


@dataclass(frozen=True)
class Meting:
    """One process from start to end, and what it wrote on stdout."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    uitvoer: str


def meet(*command: str, naam: str) -> Meting:
    """Run a command in the project folder. Raises Mislukt.

    Settings of the pipeline in the environment are left out: what is measured is the same for everybody.
    """
    logs = MAP / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    logboek = logs / f"{naam}.log"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("JBR_", "DAGSTER_"))}
    with tempfile.TemporaryDirectory() as map_, logboek.open("w", encoding="utf-8") as err:
        result = Path(map_) / "result.json"
        runner = [sys.executable, "-I", "-S", str(RUNNER), str(result), *command]
        done = subprocess.run(  # noqa: S603 - our own commands
            runner, stdout=subprocess.PIPE, stderr=err, cwd=PROJECT, env=environment, text=True, check=False
        )
        if done.returncode:
            said = (logboek.read_text(encoding="utf-8") + done.stdout).splitlines()[-LAATSTE_REGELS:]
            raise Mislukt("\n".join([f"{naam}: exit code {done.returncode}", *said]))
        return Meting(**json.loads(result.read_bytes()), uitvoer=done.stdout)


def module(naam: str, *argumenten: object, python: str = sys.executable) -> list[str]:
    """The command that runs a module of the project."""
    return [python, "-m", naam, *map(str, argumenten)]


def spreiding(waarden: Sequence[float]) -> Spreiding:
    """How a series of measurements lies."""
    return {
        "min": round(min(waarden), 3),
        "median": round(median(waarden), 3),
        "max": round(max(waarden), 3),
    }


def samengevat(metingen: Sequence[Meting]) -> dict[str, Spreiding]:
    """The spread of everything that was measured of the same process several times."""
    return {
        "wall_s": spreiding([m.wall_s for m in metingen]),
        "cpu_s": spreiding([m.cpu_s for m in metingen]),
        "peak_mb": spreiding([m.peak_mb for m in metingen]),
    }


@contextmanager
def bezig(wat: str) -> Iterator[None]:
    """Tell what runs and since when, and how long it took when it is done."""
    begin = time.perf_counter()
    since = f"{datetime.now().astimezone():%H:%M:%S}"
    _err.print(f"[dim]{since}[/dim]  {wat} …", highlight=False)
    with _err.status(f"{wat}, since {since}"):
        yield
    _err.print(f"          {wat}: {time.perf_counter() - begin:.1f} s", highlight=False)


def zeg(wat: str) -> None:
    """Tell something that is no progress."""
    _err.print(wat, highlight=False)
