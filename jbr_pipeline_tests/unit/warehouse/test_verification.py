"""`jbr verify`: whatever is lost or changed below `raw` is named."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.verification import kijk_na
from jbr_pipeline_tests.deliveries_kit import Huis, rijen

NAAM = "JBR_BZK_bezetting_20241231_v1.csv"


@pytest.fixture
def paden(huis: Huis) -> Paden:
    """Two deliveries and three segments."""
    huis.lever(NAAM, rijen("bezetting", 3))
    huis.lever("JBR_AZ_bezetting_20241231_v1.csv", rijen("bezetting", 2))
    huis.land()
    segmenten = huis.paden.open_overheid / "segmenten"
    segmenten.mkdir(parents=True)
    (huis.paden.open_overheid / "bron.json").write_text('{"bron": "voorbeeld"}')
    for number in (1, 2, 3):
        (segmenten / f"{number:08d}.jsonl.gz").write_bytes(gzip.compress(b'{"volgnr": 1}\n' * 99))
    return huis.paden


def entry(paden: Paden) -> Landing:
    (found,) = (e for e in manifest.lees(paden.geland) if e.bestandsnaam == NAAM)
    return found


def landed(paden: Paden) -> Path:
    return paden.geland / entry(paden).sha256


def in_manifest(paden: Paden) -> Path:
    return paden.geland / "manifest" / f"{entry(paden).aanlevering_id}.landing.json"


def spoil(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)


def test_a_folder_as_it_came_in_has_nothing_to_tell(paden: Paden) -> None:
    found = kijk_na(paden)
    assert (found.gebreken, found.los) == ((), ())
    assert (found.aanleveringen, found.segmenten, found.edities) == (2, 3, 0)


def test_an_empty_folder_has_nothing_to_tell(tmp_path: Path) -> None:
    found = kijk_na(Paden(tmp_path))
    assert (found.gebreken, found.los, found.aanleveringen) == ((), (), 0)


def segment(paden: Paden) -> Path:
    return paden.open_overheid / "segmenten" / "00000002.jsonl.gz"


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-9])


@pytest.mark.parametrize(
    ("which", "harm", "said"),
    [
        (landed, spoil, f"{NAAM}: raw/geland/.* is veranderd"),
        (landed, Path.unlink, f"{NAAM}: raw/geland/.* ontbreekt"),
        (segment, spoil, "00000002.jsonl.gz is veranderd"),
        (segment, cut, "00000002.jsonl.gz is veranderd"),
        (segment, Path.unlink, "00000002.jsonl.gz ontbreekt"),
        (lambda p: p.open_overheid / "bron.json", Path.unlink, "bron.json ontbreekt"),
        (in_manifest, cut, ".landing.json niet te lezen"),
    ],
)
def test_harm_is_named(paden: Paden, which: Callable[[Paden], Path], harm: Callable[[Path], object], said: str) -> None:
    harm(which(paden))
    (gebrek, *_) = kijk_na(paden).gebreken
    assert re.search(said, gebrek), gebrek


def test_bytes_of_which_the_entry_is_gone_are_told_apart(paden: Paden) -> None:
    file = landed(paden)
    in_manifest(paden).unlink()
    found = kijk_na(paden)
    assert (found.gebreken, found.los) == ((), (file.name,))
