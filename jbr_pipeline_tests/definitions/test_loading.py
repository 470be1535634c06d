"""Loading the code location: fast, quiet, and without the heavy libraries."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jbr_pipeline

PACKAGE = Path(jbr_pipeline.__file__).parent
HOOGSTENS_S = 1.0

ALLEEN_IN_EEN_DRAAI = {
    "altair",
    "great_expectations",
    "highspy",
    "holidays",
    "httpx",
    "pandas",
    "rich",
    "scipy",
    "sqlalchemy",
    "vl_convert",
    "xlsxwriter",
}
"""Slow to import; whoever needs one of these imports it where it is used."""

_MEET = """
import json, sys, time
start = time.perf_counter()
import dagster
framework = time.perf_counter()
import jbr_pipeline.definitions
jbr_pipeline.definitions.defs.get_repository_def()
done = time.perf_counter()
print(json.dumps({"dagster": framework - start, "ours": done - framework, "modules": sorted(sys.modules)}))
"""


def _load(*options: str) -> tuple[dict[str, Any], str]:
    # Compiled modules may be kept, as they are wherever the pipeline is installed.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, *options, "-c", _MEET], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), done.stderr


def test_loading_takes_at_most_a_second_more_than_dagster() -> None:
    took = []
    for _ in range(3):
        measured, _ = _load()
        took.append(measured["ours"])
        if min(took) <= HOOGSTENS_S:
            return
    raise AssertionError(f"het laden duurde {took} seconden, bovenop dagster")


def test_loading_imports_nothing_that_only_a_run_needs_and_warns_of_nothing() -> None:
    measured, said = _load("-W", "default")
    assert ALLEEN_IN_EEN_DRAAI & set(measured["modules"]) == set()
    ours = [line for line in said.splitlines() if "Warning" in line and "jbr_pipeline" in line]
    assert [*ours, *(line for line in said.splitlines() if "BetaWarning" in line)] == []


def test_only_the_rim_imports_dagster() -> None:
    importers = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(a.name.split(".")[0].startswith("dagster") for a in node.names))
        or (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0].startswith("dagster"))
    }
    assert {f for f in importers if not f.startswith("orchestration/")} <= {"definitions.py"}
