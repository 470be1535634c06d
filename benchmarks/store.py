"""The results in `results/latest.json`, written after every part; what was not measured again is kept."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import night
from benchmarks.measure import PROJECT

LAATSTE = PROJECT / "benchmarks" / "results" / "latest.json"

Uitkomsten = dict[str, Any]


def machine() -> dict[str, object]:
    """What the figures depend on besides the code, without saying which machine it is."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(memory / 1e9),
        "python": platform.python_version(),
        "duckdb": version("duckdb"),
    }


@dataclass
class Bewaarplaats:
    """The results so far. What an earlier run measured stays, unless it was on another machine or other versions."""

    bestand: Path = LAATSTE
    uitkomsten: Uitkomsten = field(default_factory=dict)

    @classmethod
    def open(cls, bestand: Path = LAATSTE) -> Bewaarplaats:
        """What is there, to go on with."""
        here = machine()
        kept = lees(bestand) if bestand.exists() else {}
        return cls(bestand, kept if kept.get("machine") == here else {"machine": here})

    def rij(self, deel: str, uitkomst: dict[str, Any], sleutel: Sequence[str]) -> None:
        """Put one result in the list of a part, in the place of the one with the same key."""

        def key(row: dict[str, Any]) -> tuple[Any, ...]:
            return tuple(row[k] for k in sleutel)

        others = [row for row in self.uitkomsten.get(deel, []) if key(row) != key(uitkomst)]
        self.uitkomsten[deel] = sorted([*others, _dated(uitkomst)], key=key)
        self.bewaar()

    def nacht(self, maat: str, uitkomst: dict[str, Any]) -> None:
        """Put in the night on one size."""
        sizes = {**self.uitkomsten.get("night", {}).get("sizes", {}), maat: _dated(uitkomst)}
        self.uitkomsten["night"] = night.samen(sizes)
        self.bewaar()

    def deel(self, deel: str, uitkomst: dict[str, Any]) -> None:
        """Put in a part that is measured as a whole."""
        self.uitkomsten[deel] = _dated(uitkomst)
        self.bewaar()

    def bewaar(self) -> None:
        """Write everything, so that a run that is broken off leaves what it had."""
        self.bestand.parent.mkdir(parents=True, exist_ok=True)
        aside = self.bestand.with_suffix(".nieuw")
        aside.write_text(json.dumps(self.uitkomsten, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        aside.replace(self.bestand)


def lees(bestand: Path = LAATSTE) -> Uitkomsten:
    """The results in a file."""
    found: Uitkomsten = json.loads(bestand.read_bytes())
    return found


def _dated(uitkomst: dict[str, Any]) -> dict[str, Any]:
    return {**uitkomst, "measured_on": f"{datetime.now(UTC):%Y-%m-%d}"}
