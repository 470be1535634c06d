"""`jbr purge` as an operator meets it, and a whole run afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from jbr_pipeline.definitions import build_defs
from jbr_pipeline.orchestration.launch import draai
from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.turns import slot
from jbr_pipeline_tests.integration.retention.archief import OUD, Archief

JBR = Path(sys.executable).with_name("jbr")


def jbr(archief: Archief, *arguments: str, timeout: float = 120, **extra: str) -> subprocess.CompletedProcess[str]:
    settings = {"JBR_DATA_DIR": str(archief.paden.data), "COLUMNS": "400", **extra}
    return subprocess.run(
        [str(JBR), *arguments],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def test_without_confirmation_it_only_shows(archief: Archief) -> None:
    shown = jbr(archief, "purge")
    assert shown.returncode == 0, shown.stderr
    assert "bezetting" in shown.stdout
    assert "12 bestanden in de inleverplaats" in shown.stdout
    assert "Er is nog niets verwijderd; doe dat met --bevestig." in shown.stdout
    assert archief.huis.stand().opgeschoond == frozenset()
    assert archief.sporen()


def test_with_confirmation_it_removes_and_publishes(archief: Archief) -> None:
    before = archief.waarden("true")
    done = jbr(archief, "purge", "--bevestig")
    assert done.returncode == 0, done.stderr
    assert "Verwijderd. Deze jaren komen voortaan uit hun editie." in done.stdout
    assert archief.sporen() == {}
    assert archief.waarden("true") == before
    again = jbr(archief, "purge", "--bevestig")
    assert again.returncode == 0, again.stderr
    assert "Er is niets op te schonen." in again.stdout


def test_what_may_not_be_purged_is_wrong_usage(archief: Archief) -> None:
    archief.paden.verwerking(archief.landing("JBR_BZK_woo_verzoeken_20221231_v1.csv").aanlevering_id).unlink()
    refused = jbr(archief, "purge", "--bevestig")
    assert refused.returncode == 2
    assert "JBR_BZK_woo_verzoeken_20221231_v1.csv is nog niet verwerkt. Draai eerst jbr run." in refused.stderr
    kept_too_short = jbr(archief, "purge", JBR_BEWAARJAREN="0")
    assert kept_too_short.returncode == 2
    assert "JBR_BEWAARJAREN is niet te lezen: '0'" in kept_too_short.stderr


def test_it_waits_for_a_run_that_writes(archief: Archief) -> None:
    with slot(archief.paden), pytest.raises(subprocess.TimeoutExpired):
        jbr(archief, "purge", "--bevestig", timeout=8)
    assert archief.sporen()


def test_a_whole_run_after_a_purge_publishes_the_same(archief: Archief) -> None:
    before = archief.waarden("jaar in (2022, 2023)")
    archief.schoon_op()
    with Standin(maak_corpus(schaal=0.01)) as server:
        settings = Settings(
            data_dir=archief.paden.data,
            open_overheid_url=server.base_url,
            open_overheid_rps=5000,
            harvest_from=date(2025, 1, 1),
        )
        assert draai(build_defs(settings=settings), settings).gelukt
    assert archief.waarden("jaar in (2022, 2023)") == before
    assert archief.sporen() == {}
    purged = archief.lees("select distinct year(peildatum) from aanlevering where opgeschoond_op is not null")
    assert {year for (year,) in purged} == set(OUD)
