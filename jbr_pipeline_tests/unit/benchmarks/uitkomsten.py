"""Results as the harness keeps them, without measuring anything."""

from typing import Any

from benchmarks.measure import Meting
from benchmarks.night import samen
from benchmarks.peers_run import uitkomst as peer_uitkomst
from benchmarks.rebuild import Draaimeting
from benchmarks.rebuild import uitkomst as herbouw_uitkomst
from benchmarks.sizes import MATEN

MAAT = MATEN["2M"]


def meting(wall_s: float) -> Meting:
    return Meting(wall_s, 1.5 * wall_s, 400.0, "")


def draaimeting(wall_s: float, bescherming_s: float = 4.0) -> Draaimeting:
    return Draaimeting(meting(wall_s), wall_s - 3, {"bezetting": 5.0, "jbr_duckdb": 6.0}, bescherming_s)


def nacht(maanden: int, wall_s: float, *, equal: bool | None = True) -> dict[str, Any]:
    return {
        "size": f"{maanden} maanden",
        "rows": maanden * 160_000,
        "months": maanden,
        "delivered_rows": 36_000,
        "publications": 300,
        "wall_s": wall_s,
        "cpu_s": wall_s,
        "peak_mb": 700.0,
        "protection_s": 1.0,
        "run_s": 3.0,
        "steps": {"bezetting": 2.0},
        "equal": equal,
        "differences": [],
    }


def uitkomsten() -> dict[str, Any]:
    """Everything measured, everything well."""
    return {
        "machine": {"cores": 2, "memory_gb": 24, "python": "3.11.2", "duckdb": "1.5.5"},
        "rebuild": [
            herbouw_uitkomst(
                MAAT, [draaimeting(w) for w in (31.0, 30.0, 44.0)], [meting(w) for w in (9.0, 10.0, 11.0)], []
            )
        ],
        "night": samen({"2M": nacht(12, 10.0), "20M": nacht(120, 11.0)}),
        "peers": [peer_uitkomst("pandas_gx", MAAT, [meting(93.0)], [meting(31.0)], [])],
        "harvest": {"backfill_requests_per_1000": 20.4, "night_requests": 300, "night_bound": 340},
        "start": {
            "help_s": 0.4,
            "dagster_s": 1.5,
            "definitions_s": 2.1,
            "ratio": 1.4,
            "heavy": ["great_expectations", "pandas"],
            "loaded": [],
            "runs": 5,
            "spread": {name: {"min": 1.0, "median": 1.5, "max": 2.0} for name in ("help", "dagster", "definitions")},
        },
    }
