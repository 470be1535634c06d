"""Data folders of the harness: what a copy shares with its origin, and what is left before a rebuild."""

from pathlib import Path

import pytest

from benchmarks.night import kopieer
from benchmarks.prepare import OPGEHAALD, leeg, vingerafdruk


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    for name in ("raw/geland/abc", "raw/open_overheid/.slot", "warehouse/jbr.duckdb", f"warehouse/{OPGEHAALD}"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(name, encoding="utf-8")
    return data


def test_a_copy_shares_what_is_written_once_and_nothing_else(map_: Path, tmp_path: Path) -> None:
    kopieer(map_, tmp_path / "copy")
    shared = {
        file.relative_to(map_).as_posix(): file.samefile(tmp_path / "copy" / file.relative_to(map_))
        for file in map_.rglob("*")
        if file.is_file()
    }
    assert shared == {
        "raw/geland/abc": True,
        "raw/open_overheid/.slot": False,
        "warehouse/jbr.duckdb": False,
        f"warehouse/{OPGEHAALD}": False,
    }


def test_a_copy_to_rebuild_has_no_warehouse_but_the_report_of_the_harvest(map_: Path, tmp_path: Path) -> None:
    kopieer(map_, tmp_path / "copy", warehouse=False)
    kept = [f.relative_to(tmp_path / "copy") for f in (tmp_path / "copy" / "warehouse").rglob("*") if f.is_file()]
    assert kept == [Path("warehouse") / OPGEHAALD]


def test_emptying_leaves_the_report_of_the_harvest(map_: Path) -> None:
    leeg(map_)
    assert [f.relative_to(map_) for f in (map_ / "warehouse").rglob("*") if f.is_file()] == [
        Path("warehouse") / OPGEHAALD
    ]
    assert (map_ / "raw" / "geland" / "abc").exists()


def test_the_fingerprint_of_the_input_is_the_same_twice() -> None:
    assert vingerafdruk() == vingerafdruk()
