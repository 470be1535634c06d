"""Loading the code location: quiet, and without the heavy libraries. How long it takes is for the benchmark."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import jbr_pipeline

PACKAGE = Path(jbr_pipeline.__file__).parent

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

_LAAD = """
import json, sys
import jbr_pipeline.definitions
jbr_pipeline.definitions.defs.get_repository_def()
print(json.dumps(sorted(sys.modules)))
"""


def _load(*options: str) -> tuple[set[str], str]:
    done = subprocess.run([sys.executable, *options, "-c", _LAAD], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout)), done.stderr


def test_loading_imports_nothing_that_only_a_run_needs_and_warns_of_nothing() -> None:
    modules, said = _load("-W", "default")
    assert ALLEEN_IN_EEN_DRAAI & modules == set()
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
