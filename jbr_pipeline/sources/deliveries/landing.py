"""Landing: files from the drop folder are copied once to the landed store, with an entry in the manifest.

The drop folder is not the store. Landing decides by name, by what may not come in, and by who came first; what
the rows are worth is decided later.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from jbr_pipeline.sources.deliveries import closed, door, manifest
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, Levering, lees_bestandsnaam
from jbr_pipeline.sources.deliveries.manifest import Landing

log = logging.getLogger(__name__)

VERTEL_ELKE_SECONDEN = 2.0

RUST_SECONDEN = 2.0
"""A file younger than this may still be being copied; it is looked at again before it is taken."""


@dataclass
class Landingsrapport:
    """What one visit to the drop folder did."""

    geland: list[Landing] = field(default_factory=list)
    geweigerd: list[Landing] = field(default_factory=list)
    in_beweging: list[str] = field(default_factory=list)
    """Names of files that were still growing, or could not be read, and are left for the next visit."""


def wachtend(inbox: Path) -> list[Path]:
    """The files in the drop folder, oldest first, then by path: the order in which they land."""
    # Excel keeps a file named ~$… beside every workbook that is open.
    found = [p for p in inbox.rglob("*") if p.is_file() and not p.is_symlink() and not p.name.startswith((".", "~$"))]
    return sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.relative_to(inbox).as_posix()))


def land(
    inbox: Path, geland: Path, *, voorbeeld: bool, nu: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Landingsrapport:
    """Take in every file that is not in the manifest yet.

    `inbox` and `geland` are folders; `voorbeeld` says that this data folder holds made-up deliveries only.
    A file refused for personal data is removed from the inbox; every other file stays where it is.
    """
    rapport = Landingsrapport()
    geland.mkdir(mode=0o700, parents=True, exist_ok=True)
    geland.chmod(0o700)
    known = {e.aanlevering_id: e for e in manifest.lees(geland)}
    slots = {_slot(e): e.aanlevering_id for e in known.values() if e.besluit == "geland"}
    settled, rapport.in_beweging = _settled(wachtend(inbox))
    told = time.monotonic()
    for number, file in enumerate(settled, start=1):
        if time.monotonic() - told > VERTEL_ELKE_SECONDEN:
            told = time.monotonic()
            log.info("inleverplaats: %d van %d bestanden bekeken", number - 1, len(settled))
        try:
            sha256 = _sha256(file)
        except OSError as fout:
            log.warning("%s is niet te lezen: %s", _name(file), fout.strerror)
            rapport.in_beweging.append(_name(file))
            continue
        if seen := known.get(_identify(_name(file), sha256).aanlevering_id):
            if seen.verwijderd:
                file.unlink(missing_ok=True)
            continue
        with closed.werkmap(geland) as werkmap:
            entry = _take_in(file, werkmap, geland, slots, voorbeeld=voorbeeld, nu=nu)
        known[entry.aanlevering_id] = entry
        if entry.besluit == "geland":
            slots[_slot(entry)] = entry.aanlevering_id
            rapport.geland.append(entry)
        else:
            rapport.geweigerd.append(entry)
            log.warning("%s geweigerd: %s", entry.openbare_naam, entry.reden)
    if rapport.geland:
        log.info("%d nieuwe aanleveringen geland", len(rapport.geland))
    return rapport


def _slot(entry: Landing) -> tuple[object, ...]:
    return entry.organisatie_code, entry.soort, entry.peildatum, entry.versie


def _settled(found: list[Path]) -> tuple[list[Path], list[str]]:
    """Split the files in those that no longer change and the names of those that do."""
    before = {p: _size_and_time(p) for p in found}
    youngest = max((seen[1] for seen in before.values() if seen), default=0)
    wait = youngest / 1e9 + RUST_SECONDEN - time.time()
    if 0 < wait <= RUST_SECONDEN:
        time.sleep(wait)
    moving = {p for p, seen in before.items() if seen is None or _size_and_time(p) != seen}
    return [p for p in found if p not in moving], [_name(p) for p in found if p in moving]


def _size_and_time(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except FileNotFoundError:
        return None
    return stat.st_size, stat.st_mtime_ns


@dataclass(frozen=True)
class _Identity:
    aanlevering_id: str
    levering: Levering | None
    naamfout: str | None


def _name(file: Path) -> str:
    """The name as text; one that is no UTF-8 could be neither logged nor written down."""
    return os.fsencode(file.name).decode(errors="replace")


def _identify(naam: str, sha256: str) -> _Identity:
    """Who a file is: by its slot and its bytes, or by its name and its bytes when the name says nothing."""
    try:
        levering, naamfout = lees_bestandsnaam(naam), None
    except Bestandsfout as fout:
        levering, naamfout = None, str(fout)
    stem = levering.sleutel if levering else "onbekend-" + hashlib.sha256(naam.encode()).hexdigest()[:8]
    return _Identity(f"{stem}-{sha256[:12]}", levering, naamfout)


def _take_in(
    file: Path,
    werkmap: Path,
    geland: Path,
    slots: dict[tuple[object, ...], str],
    *,
    voorbeeld: bool,
    nu: Callable[[], datetime],
) -> Landing:
    """Land or refuse one file."""
    stat = file.stat()
    copy = werkmap / "inhoud"
    sha256 = _copy(file, copy)
    identity = _identify(_name(file), sha256)
    levering = identity.levering
    landed = Landing(
        aanlevering_id=identity.aanlevering_id,
        bestandsnaam=_name(file),
        sha256=sha256,
        grootte_bytes=copy.stat().st_size,
        gewijzigd_op=datetime.fromtimestamp(stat.st_mtime, UTC),
        ontvangen_op=nu(),
        besluit="geland",
        organisatie_code=levering.ministerie.code if levering else None,
        soort=levering.soort if levering else None,
        peildatum=levering.peildatum if levering else None,
        versie=levering.versie if levering else None,
        formaat=levering.formaat if levering else None,
    )
    try:
        door.keur(copy, levering, voorbeeld=voorbeeld, werkmap=werkmap)
        if identity.naamfout:
            raise Bestandsfout(identity.naamfout)
        if landed.peildatum and landed.peildatum > landed.ontvangen_op.date():
            raise Bestandsfout("De peildatum in de bestandsnaam ligt na de dag van ontvangst.")
        if eerder := slots.get(_slot(landed)):
            raise Bestandsfout(
                f"Deze versie is al ontvangen ({eerder}) met een andere inhoud; "
                "lever een verbetering als een hogere versie."
            )
    except Bestandsfout as fout:
        personal = isinstance(fout, door.Persoonsgegevens)
        refused = replace(landed, besluit="geweigerd", reden=str(fout), verwijderd=personal)
        manifest.schrijf(geland, refused)
        if personal:
            file.unlink(missing_ok=True)
        return refused
    _keep(copy, geland / sha256)
    manifest.schrijf(geland, landed)
    return landed


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _copy(file: Path, doel: Path) -> str:
    """Copy the bytes with rights for the owner only, and return their sha256: what is hashed is what is kept."""
    digest = hashlib.sha256()
    with file.open("rb") as source, closed.create(doel) as target:
        while block := source.read(1 << 20):
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _keep(copy: Path, doel: Path) -> None:
    with contextlib.suppress(FileExistsError):
        os.link(copy, doel)
