"""Every example of docs/analysts.md runs, and answers with what it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.editions.redactie import Redactie

PAGINA = Path(__file__).parents[3] / "docs" / "analysts.md"
BLOKKEN = re.findall(r"^```(\w+)\n(.*?)^```$", PAGINA.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
SQL = [text for kind, text in BLOKKEN if kind == "sql"]
PYTHON = [text for kind, text in BLOKKEN if kind == "python"]
R = [text for kind, text in BLOKKEN if kind == "r" and not text.startswith("# niet uitgevoerd")]
VAN_EEN_EDITIE = ("editie_reeks", "correctie_overzicht")
"""What has rows only where an edition is frozen: not in the sample."""


@pytest.fixture
def map_(voorbeeldmap: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with in it what `data/warehouse` holds for readers."""
    paden = Paden(voorbeeldmap)
    (tmp_path / "jbr.duckdb").symlink_to(paden.database)
    (tmp_path / "publicatie").symlink_to(paden.publicatie)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(database: Path, statement: str) -> tuple[list[str], int]:
    """The names of the columns and the number of rows."""
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("use jbr.jbr")
        result = con.execute(statement)
        return [d[0] for d in result.description or ()], len(result.fetchall())


def promised(block: str, mark: str) -> str:
    """The comment lines at the end of an example, without their mark."""
    lines = block.rstrip().splitlines()
    kept = []
    while lines and lines[-1].startswith(mark):
        kept.append(lines.pop().removeprefix(mark))
    return "\n".join(reversed(kept))


def test_nothing_on_the_page_is_left_out() -> None:
    assert {kind for kind, _ in BLOKKEN} == {"sh", "sql", "python", "r"}
    assert PAGINA.read_text(encoding="utf-8").count("\n```") == 2 * len(BLOKKEN)
    assert len(SQL) >= 15
    assert len(R) == len([k for k, _ in BLOKKEN if k == "r"]) - 1


@pytest.mark.parametrize("statement", SQL, ids=range(len(SQL)))
def test_a_query_answers_with_the_columns_it_names_and_with_rows(
    map_: Path, redactie: Redactie, statement: str
) -> None:
    of_edition = any(name in statement for name in VAN_EEN_EDITIE)
    columns, rows = ask(redactie.paden.database if of_edition else map_ / "jbr.duckdb", statement)
    assert ", ".join(columns) == promised(statement, "-- ")
    assert rows > 0


@pytest.mark.parametrize("script", PYTHON, ids=range(len(PYTHON)))
def test_python_prints_what_the_page_says(map_: Path, script: str) -> None:
    run = subprocess.run([sys.executable, "-c", script], cwd=map_, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert run.stdout.strip() == promised(script, "# ")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is niet geïnstalleerd; make test doet dat")
@pytest.mark.parametrize("script", R, ids=range(len(R)))
def test_r_prints_what_the_page_says(map_: Path, script: str) -> None:
    copy = next(s for s in SQL if s.startswith("copy"))
    ask(map_ / "jbr.duckdb", copy)
    run = subprocess.run(["Rscript", "--vanilla", "-e", script], cwd=map_, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert [line.rstrip() for line in run.stdout.splitlines()] == promised(script, "# ").splitlines()


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is niet geïnstalleerd; make test doet dat")
def test_the_example_that_needs_a_package_is_r_that_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "pakket.R"
    file.write_text(next(text for kind, text in BLOKKEN if kind == "r" and text not in R), encoding="utf-8")
    run = subprocess.run(["Rscript", "--vanilla", "-e", f"parse('{file}')"], capture_output=True, check=False)
    assert run.returncode == 0
