"""What starting costs: the help of the command, and loading the code location next to Dagster alone."""

from __future__ import annotations

import json
import sys
import sysconfig
from pathlib import Path
from typing import Any

from benchmarks.measure import bezig, meet, spreiding

KEER = 5
ZWAAR = ("great_expectations", "altair", "scipy", "pandas")
"""Libraries that no step needs to be loaded for the code location to be known."""

CODE_LOCATIE = "import jbr_pipeline.definitions"
GELADEN = f"import json, sys; {CODE_LOCATIE}; print(json.dumps([n for n in {ZWAAR!r} if n in sys.modules]))"


def meet_start() -> dict[str, Any]:
    """Every start in a fresh process, the median of five."""
    jbr = Path(sysconfig.get_path("scripts"), "jbr")
    commands = {
        "help": [str(jbr), "--help"],
        "dagster": [sys.executable, "-c", "import dagster"],
        "definitions": [sys.executable, "-c", CODE_LOCATIE],
    }
    with bezig("start"):
        # In turn, so that what else the machine does weighs on each alike.
        rounds = [{name: meet(*c, naam=f"start-{name}").wall_s for name, c in commands.items()} for _ in range(KEER)]
        loaded = json.loads(meet(sys.executable, "-c", GELADEN, naam="start-geladen").uitvoer)
    walls = {name: spreiding([r[name] for r in rounds]) for name in commands}
    alone, whole = walls["dagster"]["median"], walls["definitions"]["median"]
    return {
        "help_s": walls["help"]["median"],
        "dagster_s": alone,
        "definitions_s": whole,
        "ratio": round(whole / alone, 3),
        "heavy": list(ZWAAR),
        "loaded": loaded,
        "runs": KEER,
        "spread": walls,
    }
