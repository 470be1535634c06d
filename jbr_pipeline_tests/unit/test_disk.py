"""Files put in place whole, what is left of them, and what a disk refuses in words."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from jbr_pipeline import disk
from jbr_pipeline.sources.deliveries.landing import land
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.turns import slot


def test_a_file_that_could_not_be_made_leaves_the_old_one_and_nothing_aside(tmp_path: Path) -> None:
    doel = tmp_path / "cijfer.json"
    disk.schrijf(doel, b"oud")

    def stop_halfway() -> None:
        with disk.vervang(doel) as aside:
            aside.write_bytes(b"nie")
            raise ValueError("halverwege")

    with pytest.raises(ValueError, match="halverwege"):
        stop_halfway()
    assert doel.read_bytes() == b"oud"
    assert list(tmp_path.iterdir()) == [doel]


def test_what_a_dead_process_left_aside_is_gone_once_somebody_has_the_lock(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    kept = paden.edities / "jbr_2024.sha256"
    left = [
        paden.verwerkt / ".a.json.4711",
        paden.warehouse / ".jbr.duckdb.4711",
        paden.warehouse / ".jbr.duckdb.4711.wal",
        paden.edities / ".jbr_2024.4711" / "waarden.parquet",
        paden.rapporten / "BZK" / ".a.rapport.html.4711",
        paden.geland / ".werk-x" / "inhoud",
        paden.geland / "manifest" / ".a.landing.json.4711",
        paden.tijdelijk / "duckdb_temp_storage_0.tmp",
    ]
    for file in [kept, *left]:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    with slot(paden):
        assert not [file for file in left if file.exists()]
    assert kept.exists()
    assert not list(tmp_path.rglob("*.4711"))


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "De schijf waarop {map} staat, is vol."),
        (errno.EDQUOT, "De schijf waarop {map} staat, is vol."),
        (errno.EROFS, "{map} is alleen te lezen."),
        (errno.EACCES, "Er zijn geen rechten op {map}."),
        (errno.EIO, "De schijf waarop {map} staat, geeft fouten"),
    ],
)
def test_what_the_system_refuses_is_told_with_the_folder(tmp_path: Path, number: int, words: str) -> None:
    fout = OSError(number, os.strerror(number), str(tmp_path / "er-niet"))
    said = disk.in_woorden(fout, Path("/elders"))
    assert said
    assert said.startswith(words.format(map=tmp_path))


def test_a_refusal_is_found_behind_the_error_that_it_caused(tmp_path: Path) -> None:
    fout = RuntimeError("stap")
    fout.__cause__ = sqlite3.OperationalError("database or disk is full")
    assert disk.in_woorden(fout, tmp_path)


def test_an_error_that_only_quotes_such_words_is_none(tmp_path: Path) -> None:
    assert disk.in_woorden(ValueError("No space left on device"), tmp_path) is None


def test_a_write_that_fails_names_the_file_it_was_for(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="doel") as fout, disk.genoemd(tmp_path / "doel"):
        raise OSError(errno.ENOSPC, "vol")
    assert fout.value.filename == str(tmp_path / "doel")


def test_a_drop_folder_that_is_a_file_does_not_pass_for_an_empty_one(tmp_path: Path) -> None:
    inbox = tmp_path / "inleverplaats"
    inbox.touch()
    with pytest.raises(NotADirectoryError):
        land(inbox, tmp_path / "geland", voorbeeld=False)
