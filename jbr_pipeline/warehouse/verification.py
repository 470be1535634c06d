"""Whether everything raw is still what came in: each file against the hash that was written down when it did.

Reads only, and needs no lock, since what is raw is written once. What is derived is left out: a run makes it again.
"""

from __future__ import annotations

import gzip
import logging
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from jbr_pipeline.progress import vertel
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.manifest import Acceptatie, Landing
from jbr_pipeline.sources.open_overheid import segments
from jbr_pipeline.warehouse import editions, purged
from jbr_pipeline.warehouse.layout import Paden, sha256_van

log = logging.getLogger(__name__)

_BLOK = 1 << 20
_VERMELDINGEN: dict[str, TypeAdapter[Landing] | TypeAdapter[Acceptatie]] = {
    ".landing.json": TypeAdapter(Landing),
    ".acceptatie.json": TypeAdapter(Acceptatie),
}


@dataclass(frozen=True)
class Bevinding:
    """What was found. `gebreken` is what was lost or changed, `los` what no entry of the manifest knows."""

    gebreken: tuple[str, ...]
    los: tuple[str, ...]
    aanleveringen: int
    segmenten: int
    edities: int


def kijk_na(paden: Paden) -> Bevinding:
    """Look at every landed delivery, every answer of open.overheid.nl and every edition; names each that is not well.

    An entry of the manifest that went missing shows as bytes that no entry knows. So do the bytes of a landing that was
    stopped just before it wrote its entry; those are harmless, and which of the two it is only a backup can tell.
    """
    gebreken = [*_manifest(paden)]
    landed = [e for e in _entries(paden) if e.besluit == "geland"]
    purged_years = manifest.opgeschoonde_jaren(paden.geland)
    held = [e for e in landed if e.peildatum is None or e.peildatum.year not in purged_years]
    gebreken += _landed(paden, held)
    gebreken += _answers(paden)
    gebreken += editions.gebreken(paden)
    known = {e.sha256 for e in landed}
    found = sorted(f.name for f in paden.geland.glob("*") if re.fullmatch("[0-9a-f]{64}", f.name))
    return Bevinding(
        gebreken=tuple(gebreken),
        los=tuple(name for name in found if name not in known),
        aanleveringen=len(held),
        segmenten=len(segments.segmenten(paden.open_overheid)),
        edities=len(list(paden.edities.glob("jbr_*.sha256"))),
    )


def _manifest(paden: Paden) -> Iterator[str]:
    """The entries that cannot be read: they were cut short or written over."""
    folder = paden.geland / "manifest"
    for ending, kind in _VERMELDINGEN.items():
        for file in sorted(folder.glob(f"*{ending}")):
            try:
                kind.validate_json(file.read_bytes())
            except ValidationError:
                yield f"In het manifest is {file.name} niet te lezen; zet het bestand terug uit de back-up."
    try:
        purged.lees(paden)
    except ValidationError:
        yield "In het manifest is een jaar.opschoning.json niet te lezen; zet het bestand terug uit de back-up."


def _entries(paden: Paden) -> Iterator[Landing]:
    """The entries that can be read."""
    kind = TypeAdapter(Landing)
    for file in sorted((paden.geland / "manifest").glob("*.landing.json")):
        try:
            yield kind.validate_json(file.read_bytes())
        except ValidationError:
            continue


def _landed(paden: Paden, landed: list[Landing]) -> Iterator[str]:
    for entry in vertel(log, "aanleveringen: %d van %d nagekeken", landed):
        file = paden.geland / entry.sha256
        if not file.exists():
            yield f"{entry.openbare_naam}: raw/geland/{entry.sha256} ontbreekt; zet het terug uit de back-up."
        elif sha256_van(file) != entry.sha256:
            yield f"{entry.openbare_naam}: raw/geland/{entry.sha256} is veranderd; zet het terug uit de back-up."


def _answers(paden: Paden) -> Iterator[str]:
    """The closed segments that are missing from their row, or that no longer have the bytes of their checksum."""
    found = segments.segmenten(paden.open_overheid)
    if found and segments.bron(paden.open_overheid) is None:
        yield "raw/open_overheid/bron.json ontbreekt; zet het terug uit de back-up."
    numbers = {int(f.name.partition(".")[0]) for f in found}
    for number in sorted(set(range(1, max(numbers, default=0))) - numbers):
        yield f"raw/open_overheid/segmenten/{number:08d}.jsonl.gz ontbreekt; zet het terug uit de back-up."
    for file in vertel(log, "publicaties: %d van %d segmenten nagekeken", found):
        if not _is_whole(file):
            yield f"raw/open_overheid/segmenten/{file.name} is veranderd; zet het terug uit de back-up."


def _is_whole(segment: Path) -> bool:
    try:
        with gzip.open(segment) as content:
            while content.read(_BLOK):
                pass
    except (OSError, EOFError, zlib.error):
        return False
    return True
