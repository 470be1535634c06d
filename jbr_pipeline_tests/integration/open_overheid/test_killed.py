"""A run that is killed at any point loses nothing that it fetched."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.open_overheid.harvest import herstel_afgebroken
from jbr_pipeline_tests.integration.open_overheid.kit import (
    assert_gelijk,
    details_gevraagd,
    haal,
    hoort_er_te_zijn,
    klein_corpus,
    vouw,
)

LOOP = """
import sys
from datetime import date
from pathlib import Path
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.harvest import harvest
with Client(sys.argv[1], zoek_per_seconde=1e6) as client:
    harvest(client, Path(sys.argv[2]), vanaf=date(2022, 1, 1), vandaag=date(2025, 3, 1), bron="voorbeeld")
"""


@pytest.mark.parametrize("na_details", [1, 60, 110])
def test_a_killed_run_is_resumed_without_fetching_a_document_again(tmp_path: Path, na_details: int) -> None:
    raw = tmp_path / "raw"
    with Standin(klein_corpus()) as standin:
        _laat_sterven(standin, raw, lambda: len(details_gevraagd(standin)) >= na_details)
        voor = details_gevraagd(standin)
        assert len(voor) < len(hoort_er_te_zijn(standin))
        assert list((raw / "segmenten").glob("*.open"))

        assert haal(standin, raw).volledig
        assert_gelijk(standin, raw)
        # The one answer that was on its way when the process died may be asked twice; nothing else is.
        dubbel = [i for i, keren in Counter(details_gevraagd(standin)).items() if keren > 1]
        assert set(dubbel) <= {voor[-1]}


def test_what_a_killed_run_fetched_can_be_folded_without_another_run(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(klein_corpus()) as standin:
        _laat_sterven(standin, raw, lambda: len(details_gevraagd(standin)) >= 60)
        assert herstel_afgebroken(raw) > 60
        assert len(vouw(raw).rijen) >= 59


def test_changes_that_a_killed_night_had_only_half_read_are_not_forgotten(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(klein_corpus()) as standin:
        haal(standin, raw)
        for document_id in sorted(hoort_er_te_zijn(standin))[:120]:
            standin.voorraad.nieuwe_versie(document_id)
        standin.verzoeken.clear()
        # The feed has three pages of changes; the run dies while it reads the second.
        _laat_sterven(standin, raw, lambda: any("start=50" in v.pad for v in standin.verzoeken))
        haal(standin, raw)
        assert_gelijk(standin, raw)


def _laat_sterven(standin: Standin, raw: Path, wanneer: Callable[[], bool]) -> None:
    proces = subprocess.Popen([sys.executable, "-c", LOOP, standin.base_url, str(raw)])
    try:
        uiterlijk = time.monotonic() + 20
        while not wanneer():
            assert proces.poll() is None, "de loop was klaar voor hij kon sterven"
            assert time.monotonic() < uiterlijk
            time.sleep(0.001)
    finally:
        proces.kill()
        proces.wait()
