"""What lands, what is refused and why, and what becomes of the files in the drop folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import time
from pathlib import Path

import pytest

from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen, verzonnen

NAAM = "JBR_BZK_financien_20241231_v1.csv"


def bedrag(waarde: int) -> str:
    """Deliveries of one size that differ."""
    return csv_tekst([rij("financien", bedrag=str(1000 + waarde))])


def kept(huis: Huis) -> set[str]:
    return {p.name for p in huis.paden.geland.iterdir() if p.is_file()}


def test_the_bytes_are_kept_under_their_hash_and_the_file_stays_in_the_inbox(huis: Huis) -> None:
    file = huis.lever(f"2024/{NAAM}", bedrag(1))
    (entry,) = huis.land().geland
    assert entry.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert (huis.paden.geland / entry.sha256).read_bytes() == file.read_bytes()
    assert entry.aanlevering_id == f"BZK_financien_20241231_v1-{entry.sha256[:12]}"
    assert (entry.bestandsnaam, entry.grootte_bytes) == (NAAM, file.stat().st_size)
    assert (entry.organisatie_code, entry.soort, entry.versie, entry.formaat) == ("mnre1034", "financien", 1, "csv")
    assert entry.gewijzigd_op.timestamp() == file.stat().st_mtime


def test_a_second_visit_does_nothing(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1))
    huis.lever("rommel.csv", bedrag(2))
    huis.land()
    before = sorted((p, p.stat().st_mtime_ns) for p in huis.paden.geland.rglob("*"))
    assert huis.land() == landing.Landingsrapport()
    assert sorted((p, p.stat().st_mtime_ns) for p in huis.paden.geland.rglob("*")) == before


def test_what_landed_before_is_recognised_unread(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    file = huis.lever(NAAM, bedrag(1), tijd=1_700_000_000.123456)
    huis.lever("rommel.csv", bedrag(2))
    huis.land()
    read: list[str] = []
    original = landing._sha256
    monkeypatch.setattr(landing, "_sha256", lambda file: read.append(file.name) or original(file))
    assert huis.land() == landing.Landingsrapport()
    assert read == ["rommel.csv"], "of what was refused, another content may land"
    os.utime(file)
    huis.land()
    assert read[1:] == ["rommel.csv", NAAM]


def test_another_content_at_another_time_is_read_and_refused(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1), tijd=1_700_000_000)
    huis.land()
    huis.lever(NAAM, bedrag(2), tijd=1_700_000_001)
    (refused,) = huis.land().geweigerd
    assert "al ontvangen" in (refused.reden or "")


def test_the_same_bytes_in_another_folder_or_case_are_ignored(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1))
    huis.lever(f"kopie/{NAAM}", bedrag(1))
    huis.lever("kopie2/JBR_bzk_FINANCIEN_20241231_V01.CSV", bedrag(1))
    rapport = huis.land()
    assert (len(rapport.geland), rapport.geweigerd) == (1, [])


def test_of_two_files_for_one_slot_the_oldest_wins_and_the_other_is_refused(huis: Huis) -> None:
    huis.lever(f"a/{NAAM}", bedrag(1), tijd=2000)
    huis.lever(f"b/{NAAM}", bedrag(2), tijd=1000)
    rapport = huis.land()
    assert [e.sha256 for e in rapport.geland] == [hashlib.sha256(bedrag(2).encode()).hexdigest()]
    (refused,) = rapport.geweigerd
    assert refused.reden is not None
    assert rapport.geland[0].aanlevering_id in refused.reden
    assert "al ontvangen" in refused.reden
    assert "hogere versie" in refused.reden
    assert kept(huis) == {rapport.geland[0].sha256}


def test_of_two_files_of_one_age_the_first_path_wins(huis: Huis) -> None:
    huis.lever(f"b/{NAAM}", bedrag(2), tijd=1000)
    huis.lever(f"a/{NAAM}", bedrag(1), tijd=1000)
    assert huis.land().geland[0].sha256 == hashlib.sha256(bedrag(1).encode()).hexdigest()


def test_what_landed_before_wins_from_a_file_that_is_older(huis: Huis) -> None:
    huis.lever(f"a/{NAAM}", bedrag(1), tijd=2000)
    huis.land()
    huis.lever(f"b/{NAAM}", bedrag(2), tijd=1000)
    rapport = huis.land()
    assert (rapport.geland, len(rapport.geweigerd)) == ([], 1)


@pytest.mark.parametrize("ander", ["JBR_BZK_financien_20241231_v1.csv.gz", "JBR_bzk_financien_20241231_v01.CSV"])
def test_a_slot_is_one_whatever_the_extension_or_the_case(huis: Huis, ander: str) -> None:
    huis.lever(NAAM, bedrag(1))
    huis.lever(ander, bedrag(2))
    assert len(huis.land().geweigerd) == 1


def test_the_same_bytes_may_fill_another_slot(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1))
    huis.lever(NAAM.replace("v1", "v2"), bedrag(1))
    huis.lever(NAAM.replace("BZK", "FIN"), bedrag(1))
    assert len(huis.land().geland) == 3
    assert len(kept(huis)) == 1


def test_a_refused_file_takes_no_slot(huis: Huis) -> None:
    huis.lever(f"a/{NAAM}", verzonnen(rijen("financien", 1)))
    huis.lever(f"b/{NAAM}", bedrag(1))
    rapport = huis.land()
    assert (len(rapport.geland), len(rapport.geweigerd)) == (1, 1)


@pytest.mark.parametrize(
    "naam", ["notitie.txt", "JBR_XYZ_financien_20241231_v1.csv", "JBR_BZK_financien_20240701_v1.csv"]
)
def test_a_file_with_a_bad_name_is_an_entry_and_stays_where_it_is(huis: Huis, naam: str) -> None:
    file = huis.lever(naam, bedrag(1))
    (entry,) = huis.land().geweigerd
    assert (entry.besluit, entry.soort, entry.verwijderd) == ("geweigerd", None, False)
    assert entry.reden
    assert file.exists()
    assert kept(huis) == set()


def test_bad_names_with_the_same_bytes_are_entries_of_their_own(huis: Huis) -> None:
    huis.lever("a.csv", bedrag(1))
    huis.lever("b.csv", bedrag(1))
    assert len({e.aanlevering_id for e in huis.land().geweigerd}) == 2


def test_personal_data_is_not_kept_and_leaves_the_inbox(huis: Huis) -> None:
    file = huis.lever(NAAM, [{**rij("financien"), "BSN": "MARKER-123"}])
    content = file.read_bytes()
    (entry,) = huis.land().geweigerd
    assert not file.exists()
    assert (entry.besluit, entry.verwijderd) == ("geweigerd", True)
    assert (entry.bestandsnaam, entry.grootte_bytes) == (NAAM, len(content))
    assert entry.sha256 == hashlib.sha256(content).hexdigest()
    for p in huis.paden.data.rglob("*"):
        assert p.is_dir() or b"MARKER-123" not in p.read_bytes()


def test_personal_data_that_is_delivered_again_leaves_the_inbox_again(huis: Huis) -> None:
    rows = [{**rij("financien"), "BSN": "1"}]
    huis.lever(NAAM, rows)
    huis.land()
    file = huis.lever(NAAM, rows)
    assert huis.land().geweigerd == []
    assert not file.exists()


def test_personal_data_under_a_bad_name_leaves_the_inbox_too(huis: Huis) -> None:
    file = huis.lever("personeel.csv", [{**rij("financien"), "Achternaam": "Jansen"}])
    (entry,) = huis.land().geweigerd
    assert "persoonsgegevens" in (entry.reden or "")
    assert not file.exists()


def test_a_made_up_delivery_lands_in_a_made_up_folder_only(huis: Huis) -> None:
    huis.lever(NAAM, verzonnen(rijen("financien", 1)))
    huis.lever(NAAM.replace("BZK", "FIN"), rijen("financien", 1))
    rapport = huis.land(voorbeeld=True)
    assert [e.bestandsnaam for e in rapport.geland] == [NAAM]
    assert "alleen verzonnen voorbeelden" in (rapport.geweigerd[0].reden or "")
    assert (huis.paden.inbox / NAAM.replace("BZK", "FIN")).exists()


def test_a_young_file_is_looked_at_again_and_taken_when_it_is_at_rest(
    huis: Huis, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr(landing.time, "sleep", waits.append)
    huis.lever(NAAM, bedrag(1), tijd=time.time() - 0.5)
    assert len(huis.land().geland) == 1
    assert len(waits) == 1
    assert 0.5 < waits[0] <= landing.RUST_SECONDEN


def test_a_file_that_still_grows_is_left_for_the_next_visit(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    file = huis.lever(NAAM, bedrag(1), tijd=time.time())
    other = huis.lever(NAAM.replace("BZK", "FIN"), bedrag(1), tijd=time.time())
    gone = huis.lever(NAAM.replace("BZK", "OCW"), bedrag(1), tijd=time.time())

    def meanwhile(_: float) -> None:
        with file.open("a") as f:
            f.write(";\n")
        gone.unlink()

    monkeypatch.setattr(landing.time, "sleep", meanwhile)
    rapport = huis.land()
    assert sorted(rapport.in_beweging) == [NAAM, gone.name]
    assert [e.bestandsnaam for e in rapport.geland] == [other.name]
    monkeypatch.setattr(landing.time, "sleep", lambda _: None)
    assert [e.bestandsnaam for e in huis.land().geland] == [NAAM]


def test_old_files_are_not_waited_for(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landing.time, "sleep", lambda _: pytest.fail("waited"))
    huis.lever(NAAM, bedrag(1))
    huis.lever(NAAM.replace("BZK", "FIN"), bedrag(1), tijd=time.time() + 3600)
    assert len(huis.land().geland) == 2


def test_a_file_that_cannot_be_read_holds_up_no_other(huis: Huis, monkeypatch: pytest.MonkeyPatch) -> None:
    # Taking away the rights would not stop a test that runs as root.
    huis.lever(NAAM, bedrag(1))
    huis.lever(NAAM.replace("BZK", "FIN"), bedrag(1))
    original = landing._sha256

    def refuse(file: Path) -> str:
        if file.name == NAAM:
            raise PermissionError(13, "Permission denied")
        return original(file)

    monkeypatch.setattr(landing, "_sha256", refuse)
    rapport = huis.land()
    assert (len(rapport.geland), rapport.in_beweging) == (1, [NAAM])


def test_hidden_files_links_and_what_excel_keeps_open_are_no_deliveries(huis: Huis, tmp_path: Path) -> None:
    huis.lever(f".{NAAM}", bedrag(1))
    huis.lever("~$JBR_BZK_financien_20241231_v1.xlsx", b"Jan Jansen")
    outside = tmp_path / "elders.csv"
    outside.write_text(bedrag(1))
    (huis.paden.inbox / NAAM).symlink_to(outside)
    rapport = huis.land()
    assert (rapport.geland, rapport.geweigerd, rapport.in_beweging) == ([], [], [])


def test_a_name_that_is_no_utf8_is_refused_and_nothing_more(huis: Huis) -> None:
    huis.paden.inbox.mkdir(parents=True)
    with open(os.fsencode(huis.paden.inbox) + b"/JBR_BZK_financi\xebn_20241231_v1.csv", "wb") as f:  # noqa: PTH123
        f.write(bedrag(1).encode())
        os.utime(f.fileno(), (1000, 1000))
    (entry,) = huis.land().geweigerd
    assert entry.bestandsnaam == "JBR_BZK_financi\ufffdn_20241231_v1.csv"
    assert manifest.lees(huis.paden.geland) == [entry]


def test_an_inbox_that_is_not_there_is_an_empty_one(huis: Huis) -> None:
    assert landing.land(huis.paden.inbox, huis.paden.geland, voorbeeld=False) == landing.Landingsrapport()


def test_a_landing_that_broke_off_before_the_entry_is_done_again(huis: Huis) -> None:
    file = huis.lever(NAAM, bedrag(1))
    huis.paden.geland.mkdir(parents=True)
    (huis.paden.geland / hashlib.sha256(file.read_bytes()).hexdigest()).write_bytes(file.read_bytes())
    assert len(huis.land().geland) == 1


def test_nothing_is_left_of_the_work(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1))
    huis.lever("JBR_FIN_financien_20241231_v1.csv.gz", "onzin")
    huis.lever("JBR_OCW_financien_20241231_v1.csv", [{**rij("financien"), "bsn": "1"}])
    huis.land()
    assert not [p for p in huis.paden.geland.rglob("*") if p.name.startswith(".")]


def test_an_entry_once_written_is_never_changed(huis: Huis) -> None:
    huis.lever(NAAM, bedrag(1))
    (entry,) = huis.land().geland
    file = huis.paden.geland / "manifest" / f"{entry.aanlevering_id}.landing.json"
    before = file.read_bytes()
    assert json.loads(before)["sha256"] == entry.sha256
    manifest.schrijf(huis.paden.geland, landing.replace(entry, bestandsnaam="anders.csv"))
    assert file.read_bytes() == before
    (huis.paden.inbox / NAAM).unlink()
    huis.lever(NAAM, bedrag(2))
    huis.land()
    assert file.read_bytes() == before
    assert (huis.paden.geland / entry.sha256).read_bytes() == bedrag(1).encode()


def test_the_log_names_the_file_and_the_reason_and_no_value(huis: Huis, caplog: pytest.LogCaptureFixture) -> None:
    huis.lever(NAAM, [{**rij("financien"), "bsn": "MARKER"}])
    huis.lever("MARKERLOOS.txt", gzip.compress(b"MARKER"))
    with caplog.at_level(logging.DEBUG):
        huis.land()
    assert f"{NAAM} geweigerd: Het bestand heeft een kolom met persoonsgegevens" in caplog.text
    assert "MARKER" not in caplog.text.replace("MARKERLOOS", "")
