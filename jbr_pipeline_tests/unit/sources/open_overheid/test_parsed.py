"""What was parsed of a segment is used again for as long as it holds, and the result is that of the raw segments."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.sources.open_overheid import parsed, segments, state
from jbr_pipeline.sources.open_overheid.client import Antwoord
from jbr_pipeline.sources.open_overheid.publications import ONTLEED, fold_publications

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)


def _land(raw: Path, document_id: str, titel: str, *, nacht: int = 0) -> None:
    versie = {"nummer": nacht, "openbaarmakingsdatum": "2026-01-01"}
    body = json.dumps({"document": {"titelcollectie": {"officieleTitel": titel}}, "versies": [versie]})
    with segments.Archief(raw, "b") as archief:
        antwoord = Antwoord("detail", "/x", 200, BEGIN + timedelta(days=nacht), body.encode(), None)
        archief.land(antwoord, aanleiding="lijst", document_id=document_id, sleutel=f"{document_id}_1|")


def _vouw(raw: Path, doel: Path) -> bytes:
    with duckdb.connect() as con:
        fold_publications(con, raw, doel / "p.parquet")
    return (doel / "p.parquet").read_bytes()


def _delen(doel: Path) -> dict[str, int]:
    return {p.name: p.stat().st_ino for p in (doel / ONTLEED).iterdir()}


def _titels(doel: Path) -> list[str]:
    rows = duckdb.execute("select titel from read_parquet(?) order by all", [str(doel / "p.parquet")]).fetchall()
    return [titel for (titel,) in rows]


def test_every_night_gives_the_bytes_of_a_fold_that_starts_from_nothing(tmp_path: Path) -> None:
    raw, kept = tmp_path / "raw", tmp_path / "nachten"
    for nacht in range(3):
        _land(raw, "nieuw", f"Kaart {nacht}", nacht=nacht)
        _land(raw, f"document-{nacht}", "Brief", nacht=nacht)
        assert _vouw(raw, kept) == _vouw(raw, tmp_path / f"opnieuw-{nacht}")
    assert _titels(kept) == ["Brief", "Brief", "Brief", "Kaart 2"]


def test_a_night_parses_only_the_segments_that_are_new(tmp_path: Path) -> None:
    _land(tmp_path / "raw", "a", "Kaart")
    _vouw(tmp_path / "raw", tmp_path)
    before = _delen(tmp_path)
    _land(tmp_path / "raw", "b", "Brief")
    _vouw(tmp_path / "raw", tmp_path)
    after = _delen(tmp_path)
    assert before.items() < after.items()
    assert len(after) == len(before) + 1


def test_a_segment_that_holds_something_else_is_parsed_again(tmp_path: Path) -> None:
    _land(tmp_path / "raw", "a", "Kaart")
    _vouw(tmp_path / "raw", tmp_path)
    _land(tmp_path / "anders", "a", "Brief")
    (ander,), (segment,) = segments.segmenten(tmp_path / "anders"), segments.segmenten(tmp_path / "raw")
    ander.replace(segment)
    _vouw(tmp_path / "raw", tmp_path)
    assert _titels(tmp_path) == ["Brief"]
    assert len(_delen(tmp_path)) == 1


def test_other_rules_of_parsing_make_every_part_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _land(tmp_path / "raw", "a", "Kaart")
    _vouw(tmp_path / "raw", tmp_path)
    before = _delen(tmp_path)
    monkeypatch.setitem(state.DETAIL, "nieuw", "VARCHAR")
    _vouw(tmp_path / "raw", tmp_path)
    assert not set(_delen(tmp_path)) & set(before)


def test_what_a_stopped_run_left_half_is_removed_and_made_again(tmp_path: Path) -> None:
    _land(tmp_path / "raw", "a", "Kaart")
    whole = _vouw(tmp_path / "raw", tmp_path)
    (part,) = (tmp_path / ONTLEED).iterdir()
    part.rename(part.with_name(f".{part.name}.1"))
    assert _vouw(tmp_path / "raw", tmp_path) == whole
    assert [p.name for p in (tmp_path / ONTLEED).iterdir()] == [part.name]


def test_nights_that_bring_little_are_kept_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsed, "SAMEN", 1_000)
    for nacht in range(8):
        _land(tmp_path / "raw", f"document-{nacht}", "Kaart", nacht=nacht)
        _vouw(tmp_path / "raw", tmp_path)
    assert len(segments.segmenten(tmp_path / "raw")) == 8
    assert len(_delen(tmp_path)) < 6
    assert len(_titels(tmp_path)) == 8
