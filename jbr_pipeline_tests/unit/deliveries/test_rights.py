"""Row-level data is readable by its owner alone, from the first byte and whatever the umask."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse import processing, publication
from jbr_pipeline.warehouse.renewal import hernieuw
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen, werkblad, xlsx_bytes

DAG = date(2025, 6, 1)


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


def watch_while(zones: Sequence[Path], work: Callable[[], object]) -> list[str]:
    """What was open to others in the zones at any moment while the work was done, looked at without pause."""
    seen: set[str] = set()
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            for zone in zones:
                with contextlib.suppress(FileNotFoundError):
                    seen.update(open_to_others(zone))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return sorted(seen)


def test_figures_are_closed_while_they_are_computed_and_published(huis: Huis) -> None:
    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", rijen("bezetting", 40))
    stand = huis.alles()

    def compute() -> None:
        hernieuw(huis.paden, stand, vanaf=DAG, vandaag=DAG, aanleiding="proef", oordeel="Gepubliceerd.")

    assert watch_while([huis.paden.geland, huis.paden.gesloten], compute) == []
    assert list((huis.paden.gesloten / "indicatoren").glob("*.parquet"))


def test_the_database_is_closed_until_it_has_been_verified(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    huis.lever("JBR_BZK_bezetting_20241231_v1.csv", rijen("bezetting", 40))
    stand = huis.alles()
    modes: list[int] = []
    verify = publication.verifieer

    def look(file: Path) -> publication.Publicatie:
        modes.append(stat.S_IMODE(file.stat().st_mode))
        return verify(file)

    monkeypatch.setattr(publication, "verifieer", look)
    hernieuw(huis.paden, stand, vanaf=DAG, vandaag=DAG, aanleiding="proef", oordeel="Gepubliceerd.")
    assert modes == [0o600]
    assert stat.S_IMODE(huis.paden.database.stat().st_mode) == 0o644


def test_what_does_not_fit_in_memory_spills_to_the_closed_zone_and_not_into_the_database(huis: Huis) -> None:
    secret = "niet buiten de gesloten zone"
    database = huis.paden.data / "in_aanbouw.duckdb"

    def spill() -> None:
        with session(huis.paden) as con:
            con.execute(f"set memory_limit = '64MB'; attach '{database}' as nieuw; use nieuw")
            con.execute(
                f"create temp table klein as select '{secret} ' || range || sha256(range::varchar) as cel "
                "from range(1_500_000)"
            )
            assert [p for p in huis.paden.tijdelijk.iterdir() if p.stat().st_size], "nothing was spilled"
            con.execute("use memory; detach nieuw")

    assert watch_while([huis.paden.gesloten], spill) == []
    assert secret.encode() not in database.read_bytes()
    assert not list(huis.paden.tijdelijk.glob("*"))
