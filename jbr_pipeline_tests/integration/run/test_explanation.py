"""`jbr explain` tells of any figure what it means, what it rests on, and how it came through the checks."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.indicators.catalogue import Indicator, catalogus
from jbr_pipeline.reporting.explanation import NietTeVerklaren, Vraag, verklaar
from jbr_pipeline.warehouse.layout import Paden


def explain(map_: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would, in a pipe."""
    return subprocess.run(
        [sys.executable, "-c", "from jbr_pipeline.cli import main; main()", "explain", *args],
        env={**os.environ, "JBR_DATA_DIR": str(map_), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_figure_of_the_rijk_with_everything_behind_it(voorbeeldmap: Path) -> None:
    result = explain(voorbeeldmap, "omvang_fte", "2024")
    assert result.returncode == 0, result.stderr
    text = result.stdout
    assert text.startswith("# Omvang van het personeel, 2024, het Rijk\n\n**157.019 fte**")
    assert "- Formule: teller / 36" in text
    assert "| totaal | standaard | 31-12-2024 | toen | 157.019 | 5.652.684 | 36 |" in text
    assert "| totaal | gemaximeerd | 31-12-2024 |" in text
    assert "| JBR_BZK_bezetting_20241231_v1." in text
    assert "JBR_DEF_" not in text, "staff of Defensie is outside the population"
    assert "## Controles" in text
    assert "Dit cijfer is nog in geen editie vastgesteld." in text


@pytest.mark.parametrize("indicator", catalogus().values(), ids=lambda i: i.code)
def test_every_indicator_can_be_explained(voorbeeldmap: Path, indicator: Indicator) -> None:
    text = verklaar(Paden(voorbeeldmap), Vraag.van(indicator.code, 2024, "rijk"))
    assert text.startswith(f"# {indicator.naam}, 2024, het Rijk")
    assert "## Waar het op rust (0)" not in text


def test_every_delivery_is_named_with_the_sha256_of_its_bytes(voorbeeldmap: Path) -> None:
    text = verklaar(Paden(voorbeeldmap), Vraag.van("inhuur_pct", 2024, "OCW"))
    (landed,) = list((voorbeeldmap / "raw" / "aanleveringen").rglob("JBR_OCW_financien_20241231_v2.*"))
    assert hashlib.sha256(landed.read_bytes()).hexdigest() in text
    assert "JBR_OCW_financien_20241231_v1" not in text, "it was replaced"


def test_a_figure_from_publications_names_the_harvest(voorbeeldmap: Path) -> None:
    text = verklaar(Paden(voorbeeldmap), Vraag.van("publicaties", 2024, "bzk"))
    folded = voorbeeldmap / "warehouse" / "publicaties" / "publicaties.parquet"
    assert f"| open.overheid.nl | {hashlib.sha256(folded.read_bytes()).hexdigest()} |" in text


def test_rows_read_are_told_apart(voorbeeldmap: Path) -> None:
    """What is in the explanation is what is in jbr.aanlevering."""
    text = verklaar(Paden(voorbeeldmap), Vraag.van("woo_tijdig_pct", 2024, "VWS"))
    with duckdb.connect(str(voorbeeldmap / "warehouse" / "jbr.duckdb"), read_only=True) as con:
        read, valid, quarantined, skipped = con.execute(
            """
            select rijen_gelezen, rijen_geldig, rijen_quarantaine, rijen_overgeslagen
            from jbr.jbr.aanlevering
            where bestandsnaam like 'JBR_VWS_woo_verzoeken_20241231_%'
            """
        ).fetchall()[0]
    assert f"| {read:,} | {valid:,} | {quarantined:,} | {skipped:,} |".replace(",", ".") in text


@pytest.mark.parametrize(
    ("args", "melding"),
    [
        (("omvang_ft", "2024"), "Bedoelt u omvang_fte"),
        (("xyzzy", "2024"), "jbr.indicator"),
        (("omvang_fte", "1999"), "Jaren met cijfers: 2022, 2023, 2024"),
        (("omvang_fte", "2024", "XYZ"), "geen ministerie XYZ"),
    ],
)
def test_a_question_without_an_answer_says_what_there_is(
    voorbeeldmap: Path, args: tuple[str, ...], melding: str
) -> None:
    result = explain(voorbeeldmap, *args)
    assert result.returncode == 2
    assert melding in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NietTeVerklaren, match="draai eerst jbr run"):
        verklaar(Paden(tmp_path), Vraag.van("omvang_fte", 2024, "rijk"))
