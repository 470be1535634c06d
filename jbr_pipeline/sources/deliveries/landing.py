"""Landing: files from the drop folder are copied once to the landed store, with an entry in the manifest.

The drop folder is not the store. Landing decides by name, by what may not come in, and by who came first; what
the rows are worth is decided later.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from io import BufferedReader
from pathlib import Path

from jbr_pipeline import disk
from jbr_pipeline.progress import vertel
from jbr_pipeline.sources.deliveries import closed, door, limits, manifest
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, Levering, lees_bestandsnaam
from jbr_pipeline.sources.deliveries.manifest import Landing

log = logging.getLogger(__name__)

RUST_SECONDEN = 2.0
"""A file younger than this may still be being copied; it is looked at again before it is taken."""


@dataclass
class Landingsrapport:
    """What one visit to the drop folder did."""

    geland: list[Landing] = field(default_factory=list)
    geweigerd: list[Landing] = field(default_factory=list)
    in_beweging: list[str] = field(default_factory=list)
    """Names of files that were still growing, or could not be read, and are left for the next visit."""
    geen_bestand: int = 0
    """Links, pipes and devices in the drop folder; none was opened."""


def wachtend(inbox: Path) -> list[Path]:
    """The files in the drop folder, oldest first, then by path: the order in which they land."""
    # Excel keeps a file named ~$… beside every workbook that is open.
    found = [p for p in _below(inbox) if stat.S_ISREG(p.lstat().st_mode) and not p.name.startswith((".", "~$"))]
    return sorted(found, key=lambda p: (p.stat().st_mtime_ns, p.relative_to(inbox).as_posix()))


def _below(inbox: Path) -> Iterator[Path]:
    """What stands in the drop folder and its own subfolders; what is behind a link is somebody else's."""

    def refuse(fout: OSError) -> None:
        # Of a drop folder that may not be read, nothing would look the same as nothing delivered.
        if fout.filename == str(inbox) and not isinstance(fout, FileNotFoundError):
            raise fout

    for folder, subfolders, names in os.walk(inbox, onerror=refuse, followlinks=False):
        for name in (*names, *subfolders):
            path = Path(folder, name)
            with contextlib.suppress(FileNotFoundError):
                path.lstat()
                yield path


def ontoegankelijk(inbox: Path) -> list[Path]:
    """The files and folders in the drop folder that may not be read."""
    return [
        p
        for p in _below(inbox)
        if (p.is_dir() and not os.access(p, os.R_OK | os.X_OK)) or (p.is_file() and not os.access(p, os.R_OK))
    ]


def _no_files(inbox: Path) -> int:
    modes = [p.lstat().st_mode for p in _below(inbox)]
    return sum(not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)) for mode in modes)


def land(
    inbox: Path, geland: Path, *, voorbeeld: bool, nu: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Landingsrapport:
    """Take in every file that is not in the manifest yet.

    `inbox` and `geland` are folders; `voorbeeld` says that this data folder holds made-up deliveries only.
    A file refused for personal data is removed from the inbox; every other file stays where it is.

    A file that has the name, size and time of change of one that landed at an earlier visit is taken to be that one,
    unread. So other content under the same three is not noticed: it is not taken in, as it never would be since the
    first that landed wins, but neither is it refused in so many words, nor removed when it holds personal data.
    """
    rapport = Landingsrapport()
    geland.mkdir(mode=0o700, parents=True, exist_ok=True)
    geland.chmod(0o700)
    known = {e.aanlevering_id: e for e in manifest.lees(geland)}
    slots = {_slot(e): e.aanlevering_id for e in known.values() if e.besluit == "geland"}
    landed = {(e.bestandsnaam, e.grootte_bytes, e.gewijzigd_op): e for e in known.values() if e.besluit == "geland"}
    settled, rapport.in_beweging = _settled(wachtend(inbox))
    rapport.geen_bestand = _no_files(inbox)
    if rapport.geen_bestand:
        log.warning(
            "%d keer een verwijzing, pijp of apparaat in de inleverplaats; die worden niet geopend, "
            "lever het bestand zelf",
            rapport.geen_bestand,
        )
    for file in vertel(log, "inleverplaats: %d van %d bestanden bekeken", settled):
        try:
            recognised = landed.get(kenmerk(file))
            seen_as = _seen(file)
            sha256 = "" if recognised or seen_as[0] > limits.GROOTSTE_BESTAND_BYTES else _sha256(file)
        except OSError:
            log.warning(onleesbaar_melding(file))
            rapport.in_beweging.append(_name(file))
            continue
        if seen := recognised or known.get(_identify(_name(file), sha256 or _hash_of_outside(seen_as)).aanlevering_id):
            if seen.verwijderd:
                verwijder(file, seen_as)
            if seen.opgeschoond:
                log.warning("%s is niet ingenomen: %s", seen.bestandsnaam, opgeschoond_melding(seen.peildatum))
            continue
        try:
            with closed.werkmap(geland) as werkmap:
                entry = _take_in(file, werkmap, geland, slots, voorbeeld=voorbeeld, nu=nu)
        except _Changed:
            rapport.in_beweging.append(_name(file))
            continue
        known[entry.aanlevering_id] = entry
        if entry.besluit == "geland":
            slots[_slot(entry)] = entry.aanlevering_id
            rapport.geland.append(entry)
        else:
            rapport.geweigerd.append(entry)
            log.warning("%s geweigerd: %s", entry.openbare_naam, entry.reden)
    if rapport.geland:
        disk.op_schijf(geland)
        log.info("%d nieuwe aanleveringen geland", len(rapport.geland))
    return rapport


def kenmerk(file: Path) -> tuple[str, int, datetime]:
    """What a file shows of itself unread, as its entry in the manifest has it: name, size and time of change."""
    found = file.lstat()
    return _name(file), found.st_size, datetime.fromtimestamp(found.st_mtime, UTC)


def onleesbaar_melding(pad: Path) -> str:
    """That a file or folder in the drop folder may not be read, and what then."""
    what = "Een map in de inleverplaats" if pad.is_dir() else _openbare_naam(_name(pad))
    return (
        f"{what} is niet te lezen. Geef het account waaronder dit draait leesrechten; de volgende draai neemt het in."
    )


def opgeschoond_melding(peildatum: date | None) -> str:
    """Why nothing is taken in of a year of which the rows were purged."""
    assert peildatum is not None
    return (
        f"De gegevens over {peildatum.year} zijn opgeschoond: dat jaar komt uit zijn vastgestelde editie, en een "
        "aanlevering telt niet meer mee. Haal het bestand weg uit de inleverplaats."
    )


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


class _Changed(Exception):
    """The file was replaced or written to while it was looked at."""


Gezien = tuple[int, int, int, int]


def _seen(file: Path) -> Gezien:
    """Size, time of change and place on disk: another file under the same name is told apart by these."""
    found = file.lstat()
    return found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino


def _hash_of_outside(seen: Gezien) -> str:
    """Tells files apart that are too large to read."""
    return hashlib.sha256(repr(seen[:2]).encode()).hexdigest()


def kopieen(inbox: Path, van: Iterable[Landing], behalve: Iterable[Landing] = ()) -> dict[Path, Gezien]:
    """The files in the drop folder that hold what these entries are about, as they were seen: for `verwijder`.

    A file is one of them by its name and bytes, or as a copy under another name by its bytes alone, unless an entry
    of `behalve` has the same bytes.
    """
    entries = list(van)
    sizes, ids = {e.grootte_bytes for e in entries}, {e.aanlevering_id for e in entries}
    hashes = {e.sha256 for e in entries} - {e.sha256 for e in behalve} - {""}
    found = {}
    for file in wachtend(inbox):
        with contextlib.suppress(OSError):
            seen = _seen(file)
            if seen[0] in sizes and seen[0] <= limits.GROOTSTE_BESTAND_BYTES:
                sha256 = _sha256(file)
                if sha256 in hashes or _identify(_name(file), sha256).aanlevering_id in ids:
                    found[file] = seen
    return found


def verwijder(file: Path, seen: Gezien) -> None:
    """Remove a file from the drop folder, unless another that nobody looked at has taken its place.

    One that may not be removed is told of, and tried again at the next visit.
    """
    try:
        if _seen(file) == seen:
            file.unlink()
    except FileNotFoundError:
        pass
    except OSError:
        log.warning("%s is niet te verwijderen uit de inleverplaats; verwijder het zelf", _openbare_naam(_name(file)))


@dataclass(frozen=True)
class _Identity:
    aanlevering_id: str
    levering: Levering | None
    naamfout: str | None


def _name(file: Path) -> str:
    """The name as text; one that is no UTF-8 could be neither logged nor written down."""
    return os.fsencode(file.name).decode(errors="replace")


def _openbare_naam(naam: str) -> str:
    """What may be said of a file of which nothing but the name is known."""
    try:
        lees_bestandsnaam(naam)
    except Bestandsfout:
        return _anoniem(naam)
    return naam


def _anoniem(naam: str) -> str:
    """What a file is called of which the name is not understood: such a name may name a person."""
    return "onbekend-" + hashlib.sha256(naam.encode()).hexdigest()[:8]


def _identify(naam: str, sha256: str) -> _Identity:
    """Who a file is: by its slot and its bytes, or by its name and its bytes when the name says nothing."""
    try:
        levering, naamfout = lees_bestandsnaam(naam), None
    except Bestandsfout as fout:
        levering, naamfout = None, str(fout)
    stem = levering.sleutel if levering else _anoniem(naam)
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
    seen = _seen(file)
    too_large = seen[0] > limits.GROOTSTE_BESTAND_BYTES
    copy = werkmap / "inhoud"
    try:
        sha256 = "" if too_large else _copy(file, copy)
        changed_at = datetime.fromtimestamp(file.lstat().st_mtime, UTC)
        if _seen(file) != seen:
            raise _Changed
    except OSError as fout:
        if disk.is_van_schijf(fout):
            raise
        raise _Changed from None
    identity = _identify(_name(file), sha256 or _hash_of_outside(seen))
    levering = identity.levering
    landed = Landing(
        aanlevering_id=identity.aanlevering_id,
        bestandsnaam=_name(file),
        sha256=sha256,
        grootte_bytes=seen[0],
        gewijzigd_op=changed_at,
        ontvangen_op=nu(),
        besluit="geland",
        organisatie_code=levering.ministerie.code if levering else None,
        soort=levering.soort if levering else None,
        peildatum=levering.peildatum if levering else None,
        versie=levering.versie if levering else None,
        formaat=levering.formaat if levering else None,
    )
    try:
        if too_large:
            raise limits.BuitenGrenzen(
                f"Het bestand is groter dan {limits.GROOTSTE_BESTAND_BYTES >> 20} MiB en is niet gelezen."
            )
        door.keur(copy, levering, voorbeeld=voorbeeld, werkmap=werkmap)
        if identity.naamfout:
            raise Bestandsfout(identity.naamfout)
        if landed.peildatum and landed.peildatum > landed.ontvangen_op.date():
            raise Bestandsfout("De peildatum in de bestandsnaam ligt na de dag van ontvangst.")
        if landed.peildatum and landed.peildatum.year in manifest.opgeschoonde_jaren(geland):
            raise Bestandsfout(opgeschoond_melding(landed.peildatum))
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
            verwijder(file, seen)
        return refused
    _keep(copy, geland / sha256)
    manifest.schrijf(geland, landed)
    return landed


def _opened(file: Path) -> BufferedReader:
    """Open a file that was seen to be one; a link or pipe that took its place is not followed or waited for."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise FileNotFoundError(file.name)
    return os.fdopen(descriptor, "rb")


def _sha256(file: Path) -> str:
    with _opened(file) as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _copy(file: Path, doel: Path) -> str:
    """Copy the bytes with rights for the owner only, and return their sha256: what is hashed is what is kept."""
    digest = hashlib.sha256()
    with disk.genoemd(doel), _opened(file) as source, closed.create(doel) as target:
        while block := source.read(1 << 20):
            if target.tell() + len(block) > limits.GROOTSTE_BESTAND_BYTES:
                raise _Changed
            digest.update(block)
            target.write(block)
        target.flush()
        os.fsync(target.fileno())
    return digest.hexdigest()


def _keep(copy: Path, doel: Path) -> None:
    with contextlib.suppress(FileExistsError):
        os.link(copy, doel)
