"""`jbr --help` answers at once: what only a command needs is imported by that command."""

import subprocess
import sys

PROGRAMMA = """
import sys
from jbr_pipeline.cli import main
sys.argv = ["jbr", "--help"]
try:
    main()
finally:
    print("MODULES", *sys.modules)
"""

ALLEEN_IN_EEN_OPDRACHT = {
    "altair",
    "dagster",
    "duckdb",
    "great_expectations",
    "highspy",
    "holidays",
    "httpx",
    "numpy",
    "pandas",
    "pydantic",
    "scipy",
    "sqlalchemy",
}


def test_help_imports_nothing_that_only_a_command_needs() -> None:
    said = subprocess.run([sys.executable, "-c", PROGRAMMA], capture_output=True, text=True, check=True).stdout
    shown, _, modules = said.rpartition("MODULES")
    assert "run" in shown
    assert ALLEEN_IN_EEN_OPDRACHT & set(modules.split()) == set()
