"""The manifest of landed deliveries: one small JSON file per file that came in, written once.

A refusal is an entry too. An acceptance by hand (`jbr accept`) is a file beside it, and so is the mark of a year of
which the rows were purged (`jbr purge`), so that nothing that was written is ever changed. Reading and writing entries
belongs here; deciding what lands belongs in `landing`, and what a mark holds in `warehouse.purged`.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter

from jbr_pipeline import disk
from jbr_pipeline.sources.deliveries import closed
from jbr_pipeline.sources.deliveries.remembered import Onthouden

Besluit = Literal["geland", "geweigerd"]

_LANDING_FILE, _ACCEPTATIE_FILE, _OPSCHONING = ".landing.json", ".acceptatie.json", ".opschoning.json"


@dataclass(frozen=True)
class Landing:
    """One file that came in; only of one that is `geland` the bytes are kept.

    `geweigerd` here means refused at the door; the judgement of content comes later.
    """

    aanlevering_id: str
    bestandsnaam: str
    sha256: str
    """Of the bytes as sent; empty for a file that was refused unread since it is too large."""
    grootte_bytes: int
    gewijzigd_op: datetime
    ontvangen_op: datetime
    besluit: Besluit
    verwijderd: bool = False
    """Whether the file was removed from the drop folder too, since it held personal data."""
    reden: str | None = None
    organisatie_code: str | None = None
    soort: str | None = None
    peildatum: date | None = None
    versie: int | None = None
    formaat: str | None = None
    acceptatie_reden: str | None = None
    """Why a person accepted this delivery against a critical file rule; None when nobody did."""
    opgeschoond: bool = False
    """Whether the rows of its year were purged: then neither its bytes nor its rows are there to be read."""

    @property
    def openbare_naam(self) -> str:
        """What may be said of the file outside the closed zone: a name that follows no pattern may name a person."""
        return self.bestandsnaam if self.soort else self.aanlevering_id


@dataclass(frozen=True)
class Acceptatie:
    """A person's decision to accept a delivery against a critical file rule."""

    reden: str
    geaccepteerd_op: datetime


_LANDING: TypeAdapter[Landing] = TypeAdapter(Landing)
_ACCEPTATIE: TypeAdapter[Acceptatie] = TypeAdapter(Acceptatie)
_landing, _acceptatie = Onthouden(_LANDING.validate_json), Onthouden(_ACCEPTATIE.validate_json)


def lees(geland: Path) -> list[Landing]:
    """Every entry, in the order in which the files were received."""
    folder = geland / "manifest"
    purged = opgeschoonde_jaren(geland)
    names = {f.name for f in os.scandir(folder)} if folder.exists() else set()
    entries = []
    for name in names:
        if not name.endswith(_LANDING_FILE):
            continue
        entry = _landing(f"{folder}/{name}")
        accepted = f"{entry.aanlevering_id}{_ACCEPTATIE_FILE}"
        if accepted in names:
            entry = replace(entry, acceptatie_reden=_acceptatie(f"{folder}/{accepted}").reden)
        if entry.besluit == "geland" and entry.peildatum and entry.peildatum.year in purged:
            entry = replace(entry, opgeschoond=True)
        entries.append(entry)
    return sorted(entries, key=lambda e: (e.ontvangen_op, e.aanlevering_id))


def schrijf(geland: Path, landing: Landing) -> None:
    """Add an entry; an entry that exists is left as it is."""
    _write_once(geland / "manifest" / f"{landing.aanlevering_id}{_LANDING_FILE}", _LANDING.dump_json(landing, indent=1))


def accepteer(geland: Path, aanlevering_id: str, acceptatie: Acceptatie) -> None:
    """Record an acceptance by hand; a second one for the same delivery changes nothing.

    LookupError when no such delivery landed, ValueError when there is no reason.
    """
    if aanlevering_id not in {e.aanlevering_id for e in lees(geland) if e.besluit == "geland"}:
        raise LookupError("Deze aanlevering is niet geland.")
    if not acceptatie.reden.strip():
        raise ValueError("Een acceptatie heeft een reden nodig.")
    _write_once(
        geland / "manifest" / f"{aanlevering_id}{_ACCEPTATIE_FILE}", _ACCEPTATIE.dump_json(acceptatie, indent=1)
    )


def opgeschoonde_jaren(geland: Path) -> frozenset[int]:
    """The years of which the rows were purged: nothing of them is taken in any more."""
    return frozenset(int(f.name.partition(".")[0]) for f in (geland / "manifest").glob(f"*{_OPSCHONING}"))


def lees_opschoning(geland: Path, jaar: int) -> bytes:
    """What was kept when the rows of a year were purged; FileNotFoundError when they were not."""
    return (geland / "manifest" / f"{jaar}{_OPSCHONING}").read_bytes()


def schrijf_opschoning(geland: Path, jaar: int, inhoud: bytes) -> None:
    """Mark a year as purged, for ever and at once; a year that is marked is left as it is."""
    _write_once(geland / "manifest" / f"{jaar}{_OPSCHONING}", inhoud)


def _write_once(file: Path, content: bytes) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = disk.apart(file)
    try:
        with disk.genoemd(file), closed.create(aside) as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        # link() fails where the entry exists, so that the first one stands.
        with contextlib.suppress(FileExistsError):
            os.link(aside, file)
    finally:
        aside.unlink(missing_ok=True)
    disk.op_schijf(file.parent)
