"""The `jbr` command as an operator meets it: what it says and how it exits."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.deliveries_kit import Huis, rijen
from jbr_pipeline_tests.integration.run.wereld import Wereld

JBR = Path(sys.executable).with_name("jbr")


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.01)) as server:
        yield server


@pytest.fixture
def huis(tmp_path: Path, server: Standin) -> Huis:
    return Wereld.maak(tmp_path / "data", server).huis


def jbr(huis: Huis, server: Standin, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the folder, with the stand-in as the platform."""
    settings = {
        "JBR_DATA_DIR": str(huis.paden.data),
        "JBR_OPEN_OVERHEID_URL": server.base_url,
        "JBR_OPEN_OVERHEID_RPS": "5000",
        "JBR_HARVEST_FROM": "2023-01-01",
        "COLUMNS": "400",
        **extra,
    }
    return subprocess.run(
        [str(JBR), *arguments], env={**os.environ, **settings}, capture_output=True, text=True, timeout=180, check=False
    )


def test_a_run_with_something_to_attend_to_publishes_and_exits_3(huis: Huis, server: Standin) -> None:
    done = jbr(huis, server, "run")
    assert done.returncode == 3, done.stderr
    assert "Omvang van het Rijk in fte, eind 2024" in done.stdout
    assert "Ontbreekt: bezetting van OCW op 31-12-2024." in done.stdout
    assert huis.paden.database.exists()
    front = huis.paden.publicatie / "index.html"
    assert f"Publieksversie: {front}" in done.stdout
    assert front.exists()
    status = jbr(huis, server, "status")
    assert status.returncode == 3
    assert "Ontbreekt: bezetting van OCW op 31-12-2024." in status.stdout


def test_an_edition_for_readers_that_fails_leaves_the_database_published_and_is_made_later(
    huis: Huis, server: Standin, tmp_path: Path
) -> None:
    (tmp_path / "vl_convert.py").write_text("raise ImportError('what draws the charts is broken')")
    broken = {"PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = jbr(huis, server, "run", **broken)
    assert done.returncode == 3
    assert "De publieksversie is niet vernieuwd; de database wel. Er is er nog geen." in done.stderr
    assert huis.paden.database.exists()
    assert not huis.paden.publicatie.exists()
    frozen = jbr(huis, server, "edition", "freeze", "2024", **broken)
    assert frozen.returncode == 3
    assert "JBR 2024 is vastgesteld" in frozen.stdout
    assert "De publieksversie is niet vernieuwd" in frozen.stderr
    made = jbr(huis, server, "export")
    assert made.returncode == 0, made.stderr
    assert f"Publieksversie: {huis.paden.publicatie / 'index.html'}" in made.stdout


def test_there_is_nothing_to_export_before_a_run(huis: Huis, server: Standin) -> None:
    done = jbr(huis, server, "export")
    assert done.returncode == 2
    assert "draai eerst jbr run" in done.stderr


def test_a_refused_file_counts_once_it_is_accepted_by_hand(huis: Huis, server: Standin) -> None:
    huis.lever("JBR_SZW_bezetting_20241231_v2.csv", rijen("bezetting", 8))
    jbr(huis, server, "run")
    refused = jbr(huis, server, "status")
    assert (
        "Afgekeurd: JBR_SZW_bezetting_20241231_v2.csv. Het aantal regels wijkt hoogstens 60 procent af"
        in refused.stdout
    )
    accepted = jbr(huis, server, "accept", "JBR_SZW_bezetting_20241231_v2.csv", "--reden", "onderdeel overgedragen")
    assert accepted.returncode == 0, accepted.stderr
    jbr(huis, server, "run")
    with duckdb.connect(str(huis.paden.database), read_only=True) as con:
        rows = con.execute(
            "select status, reden from jbr.jbr.aanlevering where bestandsnaam = 'JBR_SZW_bezetting_20241231_v2.csv'"
        ).fetchall()
    assert rows == [("geaccepteerd", "Met de hand geaccepteerd: onderdeel overgedragen")]


@pytest.mark.parametrize(
    ("naam", "melding"),
    [
        ("JBR_OCW_bezetting_20241231_v9.csv", "Er is geen aanlevering met de naam"),
        ("JBR_BZK_bezetting_20241231_v1.csv", "niet op een kritieke bestandsregel afgekeurd"),
    ],
)
def test_only_a_file_refused_by_a_file_rule_can_be_accepted(
    huis: Huis, server: Standin, naam: str, melding: str
) -> None:
    huis.alles()
    done = jbr(huis, server, "accept", naam, "--reden", "zomaar")
    assert done.returncode == 2
    assert melding in done.stderr


def test_made_up_deliveries_do_not_go_where_deliveries_are(huis: Huis, server: Standin) -> None:
    before = sorted(huis.paden.raw.rglob("*"))
    done = jbr(huis, server, "sample")
    assert done.returncode == 2
    assert "verzonnen voorbeelden gaan alleen in een lege gegevensmap" in done.stderr
    assert sorted(huis.paden.raw.rglob("*")) == before


def test_wrong_usage_exits_2(huis: Huis, server: Standin) -> None:
    assert jbr(huis, server, "accept").returncode == 2
    assert jbr(huis, server, "bestaat-niet").returncode == 2


def test_a_run_that_publishes_nothing_exits_1_and_leaves_what_was_published(huis: Huis, server: Standin) -> None:
    huis.paden.warehouse.mkdir(parents=True)
    huis.paden.database.write_bytes(b"de vorige")
    huis.paden.geland.write_text("een bestand waar een map hoort")
    done = jbr(huis, server, "run")
    assert done.returncode == 1, done.stderr
    assert "Er is niets gepubliceerd" in done.stderr
    assert huis.paden.database.read_bytes() == b"de vorige"


def test_a_setting_that_cannot_be_read_is_named(huis: Huis, server: Standin) -> None:
    done = jbr(huis, server, "status", JBR_HARVEST_FROM="gisteren")
    assert done.returncode == 2
    assert "JBR_HARVEST_FROM is niet te lezen: 'gisteren'" in done.stderr


def test_an_address_with_a_secret_in_it_is_refused_and_not_repeated(huis: Huis, server: Standin) -> None:
    done = jbr(huis, server, "status", JBR_OPEN_OVERHEID_URL="https://iemand:geheim@open.overheid.nl/api")
    assert done.returncode == 2
    assert "JBR_OPEN_OVERHEID_URL is niet te lezen (verwacht: een adres zonder gebruikersnaam" in done.stderr
    assert "geheim" not in done.stdout + done.stderr
