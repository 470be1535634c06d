"""Putting an edition in place: whole or not at all, whoever reads, dies, or does the same at the same time."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting import uitgave
from jbr_pipeline.reporting.exports.layout import BESTANDEN, CSV, PARQUET
from jbr_pipeline.reporting.exports.wholeness import controleer
from jbr_pipeline.reporting.uitgave import Uitgavefout, geef_uit, schrijf_naar
from jbr_pipeline.warehouse.layout import Paden

CIJFER = "omvang_fte"


@pytest.fixture
def klein(eigen: Paden) -> Paden:
    """A database with one indicator, of which an edition is made in little time."""
    with duckdb.connect(str(eigen.database)) as writer:
        for table in ("indicator_waarde", "indicator"):
            writer.execute(f"delete from jbr.jbr.{table} where indicator_code <> '{CIJFER}'")
    return eigen


@pytest.fixture(autouse=True)
def zonder_paginas(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages have tests of their own; here a front page stands for all of them."""
    monkeypatch.setattr(
        "jbr_pipeline.reporting.publieksversie.schrijf_paginas",
        lambda _, naar: (naar / uitgave.VOORPAGINA).write_text("<title>Publieksversie</title>", encoding="utf-8"),
    )


def _verander(paden: Paden) -> None:
    with duckdb.connect(str(paden.database)) as writer:
        writer.execute("update jbr.jbr.indicator_waarde set waarde = waarde + 1")


def _inhoud(map_: Path) -> dict[str, str]:
    return {f.relative_to(map_).as_posix(): sha256(f.read_bytes()).hexdigest() for f in map_.rglob("*") if f.is_file()}


def _opzij(paden: Paden) -> list[Path]:
    return [p for p in paden.warehouse.glob(".publicatie-*") if p.resolve() != paden.publicatie.resolve()]


def test_an_edition_is_whole_open_to_readers_and_moves_along_with_its_folder(klein: Paden) -> None:
    made = geef_uit(klein)
    assert made.voorpagina.exists()
    assert controleer(klein, klein.publicatie).is_heel
    assert not klein.publicatie.readlink().is_absolute()
    assert (klein.publicatie.resolve().stat().st_mode & 0o777) == 0o755
    assert {f.stat().st_mode & 0o777 for f in klein.publicatie.rglob("*") if f.is_file()} == {0o644}
    moved = Paden(klein.data.rename(klein.data.with_name("elders")))
    assert controleer(moved, moved.publicatie).is_heel


def test_who_reads_goes_on_reading_the_edition_that_was_opened(klein: Paden) -> None:
    geef_uit(klein)
    file = klein.publicatie / BESTANDEN / CSV / f"{CIJFER}.csv"
    before = file.read_bytes()
    with file.open("rb") as reader:
        assert reader.read(10) == before[:10]
        _verander(klein)
        geef_uit(klein)
        assert reader.read() == before[10:]
    assert file.read_bytes() != before


def test_the_former_edition_and_what_a_killed_build_left_are_cleared(klein: Paden) -> None:
    geef_uit(klein)
    (klein.warehouse / ".publicatie-gestorven" / BESTANDEN).mkdir(parents=True)
    (klein.warehouse / ".publicatie-gestorven-link").symlink_to(".publicatie-gestorven")
    (klein.warehouse / ".publicatie-los").write_text("half")
    _verander(klein)
    geef_uit(klein)
    assert _opzij(klein) == []
    assert controleer(klein, klein.publicatie).is_heel


def test_an_edition_that_is_the_same_is_left_as_it_stands(klein: Paden) -> None:
    first = geef_uit(klein)
    place = klein.publicatie.resolve()
    again = geef_uit(klein)
    assert (again.paginas, again.bestanden) == (first.paginas, first.bestanden)
    assert klein.publicatie.resolve() == place
    assert _opzij(klein) == []


def test_a_damaged_edition_is_made_again(klein: Paden) -> None:
    geef_uit(klein)
    (klein.publicatie / BESTANDEN / PARQUET).write_bytes(b"stuk")
    assert not controleer(klein, klein.publicatie).is_heel
    geef_uit(klein)
    assert controleer(klein, klein.publicatie).is_heel


def test_a_folder_in_the_place_of_the_link_gives_way(klein: Paden) -> None:
    klein.publicatie.mkdir()
    (klein.publicatie / "oud.html").write_text("van een kopie die de koppeling volgde")
    geef_uit(klein)
    assert klein.publicatie.is_symlink()
    assert not (klein.publicatie / "oud.html").exists()
    assert _opzij(klein) == []


def test_a_failure_leaves_the_former_edition_and_nothing_half(klein: Paden) -> None:
    geef_uit(klein)
    before = _inhoud(klein.publicatie)
    with duckdb.connect(str(klein.database)) as writer:
        writer.execute("drop view jbr.jbr.reeks")
    with pytest.raises(Uitgavefout, match="De publieksversie is niet gemaakt"):
        geef_uit(klein)
    assert _inhoud(klein.publicatie) == before
    assert _opzij(klein) == []


def test_files_that_hold_other_rows_than_the_database_are_not_put_in_place(
    klein: Paden, monkeypatch: pytest.MonkeyPatch
) -> None:
    geef_uit(klein)
    before = _inhoud(klein.publicatie)
    _verander(klein)
    write = uitgave.controleer

    def once_a_row_is_added(paden: Paden, map_: Path) -> object:
        with duckdb.connect(str(paden.database)) as writer:
            writer.execute(
                "insert into jbr.jbr.indicator_waarde "
                "select * replace ('JBR 1' as editie) from jbr.jbr.indicator_waarde limit 1"
            )
        return write(paden, map_)

    monkeypatch.setattr(uitgave, "controleer", once_a_row_is_added)
    with pytest.raises(Uitgavefout, match="Niet elk bestand heeft evenveel rijen als de database") as caught:
        geef_uit(klein)
    assert caught.value.controle
    assert _inhoud(klein.publicatie) == before


def test_without_a_database_there_is_nothing_to_publish(tmp_path: Path) -> None:
    paden = Paden(tmp_path)
    paden.warehouse.mkdir()
    with pytest.raises(Uitgavefout, match="draai eerst jbr run"):
        geef_uit(paden)


def test_an_edition_may_be_made_elsewhere_but_not_over_something(klein: Paden, tmp_path: Path) -> None:
    elsewhere = tmp_path / "uit" / "jbr"
    made = schrijf_naar(klein, elsewhere)
    assert made.map == elsewhere
    assert controleer(klein, elsewhere).is_heel
    assert not klein.publicatie.exists()
    with pytest.raises(Uitgavefout, match="is geen lege map"):
        schrijf_naar(klein, elsewhere)


def test_two_at_once_leave_one_whole_edition(eigen: Paden) -> None:
    command = [sys.executable, "-c", "from jbr_pipeline.cli import main; main()", "export"]
    environment = {**os.environ, "JBR_DATA_DIR": str(eigen.data)}
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=300)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert all(f"Publieksversie: {eigen.publicatie / uitgave.VOORPAGINA}" in text for text in said)
    assert controleer(eigen, eigen.publicatie).is_heel
    assert _opzij(eigen) == []
