"""The raw store keeps every byte, survives being cut off anywhere, and never changes a closed segment."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.open_overheid.client import Antwoord
from jbr_pipeline.sources.open_overheid.errors import AndereBron
from jbr_pipeline.sources.open_overheid.segments import Archief, bron, herstel, segmenten
from jbr_pipeline.sources.open_overheid.state import lees_kennis


def _antwoord(body: bytes) -> Antwoord:
    return Antwoord("detail", "/zoek/x", 200, datetime(2026, 1, 1, tzinfo=UTC), body, None)


def _regels(raw: Path) -> list[dict[str, Any]]:
    return [json.loads(regel) for s in segmenten(raw) for regel in gzip.decompress(s.read_bytes()).splitlines()]


@pytest.mark.parametrize(
    "body",
    [b'{"titel": "caf\xc3\xa9\\n"}\n', b'{"titel": "caf\xe9"}', b'\xef\xbb\xbf{"a": 1}', b'{"a": "\x00"}', b""],
    ids=["utf-8", "geen utf-8", "bom", "nul", "leeg"],
)
def test_a_body_comes_back_byte_for_byte(tmp_path: Path, body: bytes) -> None:
    with Archief(tmp_path, "b") as archief:
        archief.land(_antwoord(body), document_id="x", sleutel="x_1|")
    (regel,) = _regels(tmp_path)
    terug = base64.b64decode(regel["body_base64"]) if "body_base64" in regel else regel["body"].encode()
    assert terug == body
    assert regel["sha256"] == hashlib.sha256(body).hexdigest()
    # DuckDB can read every form of it.
    lees_kennis(tmp_path)


def test_lines_are_numbered_through_all_segments(tmp_path: Path) -> None:
    for _ in range(2):
        with Archief(tmp_path, "b", regels_per_segment=2) as archief:
            for _ in range(5):
                archief.land(_antwoord(b"{}"))
    assert len(segmenten(tmp_path)) == 6
    nummers = [r["volgnr"] for r in _regels(tmp_path)]
    assert nummers == sorted(set(nummers))


def test_a_closed_segment_is_never_touched_again(tmp_path: Path) -> None:
    with Archief(tmp_path, "b") as archief:
        archief.land(_antwoord(b"{}"))
    (segment,) = segmenten(tmp_path)
    voor = segment.read_bytes(), segment.stat().st_mtime_ns
    with Archief(tmp_path, "b") as archief:
        archief.land(_antwoord(b"[]"))
    assert (segment.read_bytes(), segment.stat().st_mtime_ns) == voor


@given(plek=st.floats(min_value=0, max_value=1))
def test_wherever_a_segment_is_cut_off_the_whole_lines_before_it_are_saved(
    tmp_path_factory: pytest.TempPathFactory, plek: float
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    with Archief(raw, "b") as archief:
        eindes = []
        for nummer in range(20):
            archief.land(_antwoord(json.dumps({"n": nummer, "vulling": "x" * nummer * 40}).encode()))
            eindes.append((raw / "segmenten" / "00000001.jsonl.gz.open").stat().st_size)
    (segment,) = segmenten(raw)
    heel = segment.read_bytes()
    grens = round(plek * len(heel))
    segment.rename(segment.with_suffix(".gz.open")).write_bytes(heel[:grens])

    assert herstel(raw) >= sum(einde <= grens for einde in eindes)
    regels = _regels(raw)
    assert [json.loads(r["body"])["n"] for r in regels] == list(range(len(regels)))
    assert not list((raw / "segmenten").glob("*.open"))
    # Writing goes on in a segment of its own.
    with Archief(raw, "b") as archief:
        archief.land(_antwoord(b"{}"))
    assert len(_regels(raw)) == len(regels) + 1


def test_dying_while_recovering_costs_nothing(tmp_path: Path) -> None:
    with Archief(tmp_path, "b") as archief:
        archief.land(_antwoord(b"{}"))
    (segment,) = segmenten(tmp_path)
    # The closed segment is there already, the open one was not removed yet.
    segment.with_suffix(".gz.open").write_bytes(segment.read_bytes()[:-9])
    assert herstel(tmp_path) == 0
    assert len(_regels(tmp_path)) == 1


def test_a_folder_remembers_its_source(tmp_path: Path) -> None:
    assert bron(tmp_path) is None
    with Archief(tmp_path, "voorbeeld"):
        pass
    assert bron(tmp_path) == "voorbeeld"
    with pytest.raises(AndereBron):
        Archief(tmp_path, "https://open.overheid.nl")


def test_segments_without_a_source_are_not_taken_over(tmp_path: Path) -> None:
    with Archief(tmp_path, "b") as archief:
        archief.land(_antwoord(b"{}"))
    (tmp_path / "bron.json").unlink()
    with pytest.raises(AndereBron, match="zonder vermelding"):
        Archief(tmp_path, "b")
