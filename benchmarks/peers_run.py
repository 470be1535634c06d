"""The peers and the pipeline in turn, on the same input and for the same work."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.measure import MAP, PROJECT, Meting, bezig, meet, module, samengevat
from benchmarks.prepare import invoer, leeg
from benchmarks.rebuild import GETOOND, meet_pijplijn
from benchmarks.sizes import Maat

PEERS = {"pandas_gx": "pandas + Great Expectations", "dbt_duckdb": "dbt + DuckDB"}
"""The modules, and how they are called in tables."""


def interpreter() -> str:
    """That of the venv of the peers, where it is installed."""
    own = PROJECT / ".venv-bench" / "bin" / "python"
    return str(own) if own.exists() else sys.executable


def meet_peers(maten: list[Maat], herhalingen: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The results of each peer on each size, as they come."""
    for maat in maten:
        yield from _size(maat, herhalingen[maat.naam])


def _size(maat: Maat, times: int) -> Iterator[dict[str, Any]]:
    map_, peers = invoer(maat), {name: MAP / f"{name}-{maat.naam}" for name in PEERS}
    pipeline: list[Meting] = []
    measured: dict[str, list[Meting]] = {name: [] for name in PEERS}
    for number in range(1, times + 1):
        leeg(map_)
        with bezig(f"peers {maat.naam}: pipeline {number}/{times}"):
            pipeline.append(meet_pijplijn(map_, f"zelfde-werk-{maat.naam}", werk="same_work").proces)
        for name, output in peers.items():
            shutil.rmtree(output, ignore_errors=True)
            command = module(f"benchmarks.peers.{name}", map_, output, python=interpreter())
            with bezig(f"peers {maat.naam}: {name} {number}/{times}"):
                measured[name].append(meet(*command, naam=f"{name}-{maat.naam}"))
    compare = importlib.import_module("benchmarks.peers.compare")
    for name, output in peers.items():
        with bezig(f"peers {maat.naam}: comparing {name}"):
            found = compare.verschillen(output, map_)
        shutil.rmtree(output)
        yield uitkomst(name, maat, measured[name], pipeline, found)


def uitkomst(
    naam: str, maat: Maat, peer: list[Meting], pijplijn: list[Meting], verschillen: list[str]
) -> dict[str, Any]:
    """What is kept of a peer on a size; `factor` is how many times slower than the pipeline it is on that work."""
    theirs, ours = samengevat(peer), samengevat(pijplijn)
    return {
        "name": naam,
        "size": maat.naam,
        "rows": maat.rijen,
        "runs": len(peer),
        "wall_s": theirs["wall_s"]["median"],
        "cpu_s": theirs["cpu_s"]["median"],
        "peak_mb": theirs["peak_mb"]["median"],
        "pipeline_s": ours["wall_s"]["median"],
        "factor": round(theirs["wall_s"]["median"] / ours["wall_s"]["median"], 3),
        "equal": not verschillen,
        "differences": verschillen[:GETOOND],
        "peer": theirs,
        "pipeline": ours,
    }
