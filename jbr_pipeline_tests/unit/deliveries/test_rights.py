"""Row-level data is readable by its owner alone, from the first byte and whatever the umask."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse import processing
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen, werkblad, xlsx_bytes


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    assert os.umask(before) == 0o022, "the umask was not put back"


def open_to_others(folder: Path) -> list[str]:
    return [
        str(p) for p in [folder, *folder.rglob("*")] if stat.S_IMODE(p.lstat().st_mode) & 0o077 and not p.is_symlink()
    ]


def deliver(huis: Huis) -> None:
    rows = [*rijen("bezetting", 4), rij("bezetting", 5, geslacht="?")]
    text = csv_tekst(rows)
    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", text.replace("\n", "\r\n\r\n").encode("cp1252"))
    huis.lever("JBR_FIN_bezetting_20241231_v1.csv.gz", text + '"\n')
    huis.lever("JBR_OCW_bezetting_20241231_v1.xlsx", xlsx_bytes({"blad": werkblad(rows)}))
    huis.lever("JBR_SZW_bezetting_20241231_v1.csv", "geen;koppen\n")
    huis.lever("JBR_VWS_bezetting_20241231_v1.csv", csv_tekst([{**rij("bezetting"), "bsn": "1"}]))


def test_what_lands_and_what_is_made_of_it_is_closed(huis: Huis) -> None:
    deliver(huis)
    huis.alles()
    assert open_to_others(huis.paden.geland) == []
    assert open_to_others(huis.paden.gesloten) == []
    assert len(list(huis.paden.gesloten.rglob("*.parquet"))) == 6


def test_everything_is_closed_while_it_is_being_written_too(huis: Huis) -> None:
    deliver(huis)
    seen: list[str] = []

    def watch(event: str, args: tuple[object, ...]) -> None:
        # Looks around before every file that Python opens, makes or moves.
        if watching and event in ("open", "os.rename", "os.link", "os.remove", "os.mkdir"):
            for zone in (huis.paden.geland, huis.paden.gesloten):
                seen.extend(open_to_others(zone) if zone.exists() else [])

    watching = True
    sys.addaudithook(watch)
    huis.alles()
    watching = False
    assert seen == []


def test_the_warehouse_itself_stays_open_to_the_readers_of_the_database(huis: Huis) -> None:
    deliver(huis)
    huis.alles()
    assert stat.S_IMODE(huis.paden.warehouse.stat().st_mode) == 0o755
    assert stat.S_IMODE(huis.paden.gesloten.stat().st_mode) == 0o700


def test_a_store_that_was_made_too_open_is_closed(huis: Huis) -> None:
    for folder in (huis.paden.geland, huis.paden.gesloten):
        folder.mkdir(parents=True)
        folder.chmod(0o755)
    deliver(huis)
    huis.alles()
    assert [stat.S_IMODE(f.stat().st_mode) for f in (huis.paden.geland, huis.paden.gesloten)] == [0o700, 0o700]


def test_rows_are_closed_whoever_lends_the_connection(huis: Huis) -> None:
    deliver(huis)
    huis.land()
    landed = [e for e in manifest.lees(huis.paden.geland) if e.soort == "bezetting" and e.besluit == "geland"]
    with duckdb.connect() as con:
        processing.verwerk(huis.paden, con, contracten()["bezetting"], landed)
    assert open_to_others(huis.paden.gesloten) == []


def test_working_copies_of_a_killed_run_are_gone_after_the_next(huis: Huis) -> None:
    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", rijen("bezetting", 3))
    huis.land()
    for place in (huis.paden.geland, huis.paden.made_gesloten()):
        left_over = place / ".werk-gestopt"
        left_over.mkdir()
        (left_over / "inhoud").write_text("kopie")
    huis.lever("JBR_SZW_bezetting_20241231_v1.csv", rijen("bezetting", 3))
    huis.alles()
    assert not list(huis.paden.data.rglob(".werk-*"))
