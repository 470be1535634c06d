"""Rebuilding everything from the raw folder: the pipeline and the floor in turn, on the same input."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.compare import verschillen
from benchmarks.measure import MAP, Meting, bezig, meet, module, samengevat, spreiding
from benchmarks.prepare import invoer, leeg
from benchmarks.sizes import Maat

GETOOND = 5
"""Differences that are kept."""


@dataclass(frozen=True)
class Draaimeting:
    """A measured run of the pipeline, and what it told of itself."""

    proces: Meting
    draai_s: float
    """From Dagster's start of the run to its end: the rest is loading and closing down."""
    stappen: dict[str, float]
    bescherming_s: float


def meet_pijplijn(map_: Path, naam: str, *, werk: str = "run_pipeline") -> Draaimeting:
    """Run the pipeline once on a data folder, on all work or on what the module `werk` takes. Raises Mislukt."""
    done = meet(*module(f"benchmarks.{werk}", map_), naam=naam)
    told = json.loads(done.uitvoer.splitlines()[-1])
    return Draaimeting(done, told["run_s"], told["steps"], told["protection_s"])


def meet_herbouw(maten: list[Maat], herhalingen: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The results of each size, as they come."""
    for maat in maten:
        yield _size(maat, herhalingen[maat.naam])


def _size(maat: Maat, times: int) -> dict[str, Any]:
    map_, floor_db = invoer(maat), MAP / f"bodem-{maat.naam}.duckdb"
    pipeline: list[Draaimeting] = []
    floor: list[Meting] = []
    for number in range(1, times + 1):
        leeg(map_)
        with bezig(f"rebuild {maat.naam}: pipeline {number}/{times}"):
            pipeline.append(meet_pijplijn(map_, f"pijplijn-{maat.naam}"))
        with bezig(f"rebuild {maat.naam}: floor {number}/{times}"):
            floor.append(meet(*module("benchmarks.floor", map_, floor_db), naam=f"bodem-{maat.naam}"))
    with bezig(f"rebuild {maat.naam}: comparing"):
        found = verschillen(map_, floor_db)
    floor_db.unlink()
    return uitkomst(maat, pipeline, floor, found)


def uitkomst(maat: Maat, pijplijn: list[Draaimeting], bodem: list[Meting], verschillen: list[str]) -> dict[str, Any]:
    """What is kept of the runs of a size. A ratio is one of medians."""
    ours, theirs = samengevat([p.proces for p in pijplijn]), samengevat(bodem)
    wall, floor_wall = ours["wall_s"]["median"], theirs["wall_s"]["median"]
    unprotected = median(p.proces.wall_s - p.bescherming_s for p in pijplijn)
    return {
        "size": maat.naam,
        "rows": maat.rijen,
        "runs": len(pijplijn),
        "pipeline_s": wall,
        "floor_s": floor_wall,
        "ratio": round(wall / floor_wall, 3),
        "ratio_zonder_bescherming": round(unprotected / floor_wall, 3),
        "cpu_ratio": round(ours["cpu_s"]["median"] / theirs["cpu_s"]["median"], 3),
        "peak_mb": ours["peak_mb"]["median"],
        "floor_peak_mb": theirs["peak_mb"]["median"],
        "s_per_million": round(wall / maat.rijen * 1e6, 3),
        "floor_s_per_million": round(floor_wall / maat.rijen * 1e6, 3),
        "equal": not verschillen,
        "differences": verschillen[:GETOOND],
        "protection_s": spreiding([p.bescherming_s for p in pijplijn])["median"],
        "run_s": spreiding([p.draai_s for p in pijplijn])["median"],
        "steps": {name: spreiding([p.stappen[name] for p in pijplijn])["median"] for name in pijplijn[0].stappen},
        "pipeline": ours,
        "floor": theirs,
    }
