"""The raw store of open.overheid.nl: every used response, compressed and unchanged, before anybody parses it.

A segment is a gzip file of JSON lines, one line for each response, under the folder `segmenten`. While it grows it is
called `.open`; every line is flushed to the operating system as it is written, so that a process that dies takes
nothing with it but the line it was writing. A closed segment is never written again. Only keeping and finding
belongs here; what the responses mean is for the SQL beside this module.
"""

from __future__ import annotations

import base64
import fcntl
import hashlib
import io
import json
import logging
import os
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jbr_pipeline import disk
from jbr_pipeline.sources.open_overheid.errors import AndereBron, OphalenLoopt

if TYPE_CHECKING:
    from jbr_pipeline.sources.open_overheid.client import Antwoord

log = logging.getLogger(__name__)

VORM = 1
"""Version of the line format below; a reader may refuse what it does not know."""

KOLOMMEN = {
    "volgnr": "BIGINT",
    "loop": "VARCHAR",
    "soort": "VARCHAR",
    "aanleiding": "VARCHAR",
    "document_id": "VARCHAR",
    "sleutel": "VARCHAR",
    "pad": "VARCHAR",
    "status": "INTEGER",
    "opgehaald_op": "TIMESTAMPTZ",
    "sha256": "VARCHAR",
    "body": "VARCHAR",
    "body_base64": "VARCHAR",
}
"""A line, with DuckDB types. `volgnr` orders all lines of a folder; `sleutel` is the version of the document as the
search result gave it when the request was made; `body_base64` is there only where the bytes are not those of `body`
(no UTF-8: unreadable bytes are replacement characters in `body`)."""

MAX_REGEL = 24 * 1024 * 1024
"""Bytes; no line is longer, given the client's limit on a body and the escapes of JSON."""

REGELS_PER_SEGMENT = 20_000
_VOLGNR_PER_SEGMENT = 1_000_000
_FSYNC_ELKE = 5.0
_GZIP = 31


def segmenten(raw_dir: Path) -> list[Path]:
    """The closed segments of a folder, in the order in which they were written."""
    return sorted((raw_dir / "segmenten").glob("*.jsonl.gz"))


def bron(raw_dir: Path) -> str | None:
    """The label of the source that the folder holds; None while it is new."""
    try:
        return str(json.loads((raw_dir / "bron.json").read_text(encoding="utf-8"))["bron"])
    except FileNotFoundError:
        return None


@contextmanager
def alleen(raw_dir: Path) -> Iterator[None]:
    """Hold the folder alone; raises OphalenLoopt where another process does. Ends with the process that holds it."""
    raw_dir.mkdir(parents=True, exist_ok=True)
    with (raw_dir / ".slot").open("wb") as slot:
        try:
            fcntl.flock(slot, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fout:
            raise OphalenLoopt(f"Er wordt al opgehaald naar {raw_dir.name}; wacht tot dat klaar is.") from fout
        yield


def herstel(raw_dir: Path) -> int:
    """Close what a stopped process left open, without its torn last line; returns the number of lines saved.

    The caller holds the folder alone.
    """
    gered = 0
    for open_segment in sorted((raw_dir / "segmenten").glob("*.open")):
        heel = _hele_regels(open_segment.read_bytes())
        gesloten = open_segment.with_suffix("")
        if heel and not gesloten.exists():
            apart = open_segment.with_suffix(".herstel")
            _schrijf(apart, zlib.compress(heel, wbits=_GZIP))
            # The new name first: dying in between leaves the old file to be found again, and it is then only removed.
            apart.replace(gesloten)
            gered += heel.count(b"\n")
        open_segment.unlink()
    if gered:
        log.info("publicaties: %d eerder opgehaalde antwoorden van een afgebroken keer teruggevonden", gered)
    return gered


@dataclass
class _Segment:
    """The segment being written."""

    pad: Path
    nummer: int
    bestand: io.FileIO
    gzip: Any
    regels: int = 0


class Archief:
    """Writes responses to a folder, for one run. A context manager; use it while holding the folder `alleen`.

    `bron` is the label of the source: a folder that holds another raises AndereBron. What an earlier run left open
    is recovered first.
    """

    def __init__(self, raw_dir: Path, bron_label: str, *, regels_per_segment: int = REGELS_PER_SEGMENT) -> None:
        self.raw_dir = raw_dir
        self.loop = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        self._regels_per_segment = regels_per_segment
        self.laatste_volgnr = -1
        self._segment: _Segment | None = None
        self._gesynct = 0.0
        (raw_dir / "segmenten").mkdir(parents=True, exist_ok=True)
        _bewaak_bron(raw_dir, bron_label)
        herstel(raw_dir)

    def __enter__(self) -> Archief:
        return self

    def __exit__(self, *_: object) -> None:
        self.sluit()

    def land(
        self,
        antwoord: Antwoord,
        *,
        aanleiding: str = "",
        document_id: str | None = None,
        sleutel: str | None = None,
    ) -> None:
        """Keep one response. `aanleiding` says why it was asked, in a word that the SQL knows."""
        self._schrijf_regel(
            {
                "soort": antwoord.soort,
                "aanleiding": aanleiding,
                "document_id": document_id,
                "sleutel": sleutel,
                "pad": antwoord.pad,
                "status": antwoord.status,
                "opgehaald_op": antwoord.opgehaald_op.isoformat(),
            },
            antwoord.body,
        )

    def noteer(self, aanleiding: str, inhoud: dict[str, Any]) -> None:
        """Keep a remark of the harvester itself between the responses, such as how far it got."""
        self._schrijf_regel(
            {"soort": "notitie", "aanleiding": aanleiding, "opgehaald_op": datetime.now(UTC).isoformat()},
            json.dumps(inhoud, ensure_ascii=False).encode(),
        )

    def sluit(self) -> None:
        """Close the segment being written; the next response starts another."""
        segment, self._segment = self._segment, None
        if segment is None:
            return
        with segment.bestand as bestand:
            _schrijf_alles(bestand, segment.gzip.flush())
            os.fsync(bestand.fileno())
        segment.pad.replace(segment.pad.with_suffix(""))
        disk.op_schijf(segment.pad.parent)

    def _schrijf_regel(self, regel: dict[str, Any], body: bytes) -> None:
        segment = self._segment or self._nieuw_segment()
        self.laatste_volgnr = segment.nummer * _VOLGNR_PER_SEGMENT + segment.regels
        regel = {
            "volgnr": self.laatste_volgnr,
            "loop": self.loop,
            **{naam: waarde for naam, waarde in regel.items() if waarde is not None},
            "sha256": hashlib.sha256(body).hexdigest(),
            **_als_tekst(body),
        }
        tekst = json.dumps(regel, ensure_ascii=False).encode() + b"\n"
        _schrijf_alles(segment.bestand, segment.gzip.compress(tekst) + segment.gzip.flush(zlib.Z_SYNC_FLUSH))
        segment.regels += 1
        if time.monotonic() - self._gesynct > _FSYNC_ELKE:
            # Against a power cut; a killed process loses nothing that was written.
            os.fsync(segment.bestand.fileno())
            self._gesynct = time.monotonic()
        if segment.regels >= self._regels_per_segment:
            self.sluit()

    def _nieuw_segment(self) -> _Segment:
        nummer = max((_nummer(p) for p in segmenten(self.raw_dir)), default=0) + 1
        pad = self.raw_dir / "segmenten" / f"{nummer:08d}.jsonl.gz.open"
        self._segment = _Segment(
            pad=pad,
            nummer=nummer,
            bestand=pad.open("xb", buffering=0),
            gzip=zlib.compressobj(6, zlib.DEFLATED, _GZIP),
        )
        return self._segment


def _bewaak_bron(raw_dir: Path, bron_label: str) -> None:
    aanwezig = bron(raw_dir)
    if aanwezig is None:
        if segmenten(raw_dir):
            raise AndereBron(f"{raw_dir.name} bevat antwoorden zonder vermelding van de bron; zet die map apart.")
        inhoud = json.dumps({"bron": bron_label, "vorm": VORM}, ensure_ascii=False, indent=1) + "\n"
        apart = raw_dir / ".bron.json"
        _schrijf(apart, inhoud.encode())
        apart.replace(raw_dir / "bron.json")
    elif aanwezig != bron_label:
        raise AndereBron(
            f"{raw_dir.name} bevat publicaties van de bron '{aanwezig}'; die van '{bron_label}' komen daar niet bij. "
            "Gebruik een andere datamap."
        )


def _als_tekst(body: bytes) -> dict[str, str]:
    """The body as text to read, and beside it losslessly where that text is not the whole truth."""
    tekst = body.decode("utf-8", errors="replace")
    # DuckDB refuses a NUL inside JSON.
    leesbaar = tekst.replace("\0", "\ufffd")
    if leesbaar.encode() == body:
        return {"body": leesbaar}
    return {"body": leesbaar, "body_base64": base64.b64encode(body).decode("ascii")}


def _hele_regels(gecomprimeerd: bytes) -> bytes:
    """As much as can be read of a gzip stream that was cut off anywhere, up to the last complete line."""
    lezer = zlib.decompressobj(_GZIP)
    leesbaar = bytearray()
    try:
        leesbaar += lezer.decompress(gecomprimeerd)
    except zlib.error:
        # A power cut can leave garbage where a block was; what precedes it is read in small steps.
        lezer = zlib.decompressobj(_GZIP)
        leesbaar.clear()
        for plek in range(0, len(gecomprimeerd), 512):
            try:
                leesbaar += lezer.decompress(gecomprimeerd[plek : plek + 512])
            except zlib.error:
                break
    return bytes(leesbaar[: leesbaar.rfind(b"\n") + 1])


def _nummer(segment: Path) -> int:
    return int(segment.name.split(".", 1)[0])


def _schrijf_alles(bestand: io.FileIO, inhoud: bytes) -> None:
    rest = memoryview(inhoud)
    while rest:
        rest = rest[bestand.write(rest) :]


def _schrijf(pad: Path, inhoud: bytes) -> None:
    with pad.open("wb") as bestand:
        bestand.write(inhoud)
        bestand.flush()
        os.fsync(bestand.fileno())
