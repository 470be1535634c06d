"""Whether the results are worse than those in git: by ratios, never by seconds, for those are of one machine."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from benchmarks.measure import PROJECT
from benchmarks.store import LAATSTE, Uitkomsten

SPEELRUIMTE = 1.25
"""A ratio may be so many times worse: less differs from one run to the next."""

HERBOUW = ("ratio", "ratio_zonder_bescherming", "cpu_ratio")


def vorige() -> Uitkomsten | None:
    """The results of the last commit, or None when it holds none."""
    name = LAATSTE.relative_to(PROJECT).as_posix()
    shown = subprocess.run(  # noqa: S603 - a fixed command
        ["git", "show", f"HEAD:{name}"],  # noqa: S607
        cwd=PROJECT,
        capture_output=True,
        check=False,
    )
    found: Uitkomsten | None = json.loads(shown.stdout) if shown.returncode == 0 else None
    return found


def oordeel(oud: Uitkomsten | None, nieuw: Uitkomsten) -> list[str]:
    """What is wrong with the new results; empty when nothing is. What was measured in one of both is not compared."""
    found = [f"{name}: no longer equal" for name, equal in _equalities(nieuw) if equal is False]
    if oud is None:
        return found
    before = dict(_ratios(oud))
    for name, ratio in _ratios(nieuw):
        if name in before and ratio > SPEELRUIMTE * before[name]:
            found.append(f"{name}: {ratio:.2f}, was {before[name]:.2f}")
    met = dict(_bounds(oud))
    found += [f"{name}: the bound is no longer met" for name, holds in _bounds(nieuw) if met.get(name) and not holds]
    return found


def _ratios(uitkomsten: Uitkomsten) -> Iterator[tuple[str, float]]:
    """Every ratio by name, so that lower is better."""
    for row in uitkomsten.get("rebuild", []):
        for kind in HERBOUW:
            yield f"rebuild {row['size']} {kind}", row[kind]
    for row in uitkomsten.get("peers", []):
        # Of a peer is kept how many times slower it is; turned over it is how much of that time the pipeline takes.
        yield f"pipeline over {row['name']} {row['size']}", 1 / row["factor"]
    for part, key in (("night", "ratio"), ("start", "ratio"), ("harvest", "backfill_requests_per_1000")):
        value = uitkomsten.get(part, {}).get(key)
        if value is not None:
            yield f"{part} {key}", float(value)


def _equalities(uitkomsten: Uitkomsten) -> Iterator[tuple[str, bool | None]]:
    for part in ("rebuild", "peers"):
        for row in uitkomsten.get(part, []):
            yield " ".join(filter(None, (part, row.get("name"), row["size"]))), row["equal"]
    if night := uitkomsten.get("night"):
        yield "night", night["equal"]


def _bounds(uitkomsten: Uitkomsten) -> Iterator[tuple[str, bool]]:
    """The bounds that were measured, and whether each is met."""
    night: dict[str, Any] = uitkomsten.get("night", {})
    for name, holds in night.get("within_bounds", {}).items():
        if holds is not None:
            yield f"night {name}", holds
    if harvest := uitkomsten.get("harvest"):
        yield "harvest night_requests", harvest["night_requests"] <= harvest["night_bound"]
    if start := uitkomsten.get("start"):
        for name in start["heavy"]:
            yield f"start without {name}", name not in start["loaded"]
