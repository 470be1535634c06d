"""The edition for readers: pages and files, built aside from the published database and put in place in one go.

Who reads is never shown half an edition, and who has a file open goes on reading it. What the pages and files hold
belongs in `publieksversie` and `exports`.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from jbr_pipeline import disk
from jbr_pipeline.reporting.exports.layout import BESTANDEN
from jbr_pipeline.reporting.exports.published import GEEN_VINDPLAATS, Vindplaats
from jbr_pipeline.reporting.exports.wholeness import Controle, controleer
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.warehouse.layout import Paden, sha256_van

log = logging.getLogger(__name__)

VOORPAGINA = "index.html"
GEEN_DATABASE = "Er is nog geen gepubliceerde database; draai eerst jbr run."
_OPZIJ = ".publicatie-"


class Uitgavefout(Exception):
    """There is no new edition for readers; the former one stays. The message says why, in Dutch; `controle` is there
    when the files were made and are not whole."""

    def __init__(self, melding: str, controle: Controle | None = None) -> None:
        super().__init__(melding)
        self.controle = controle


@dataclass(frozen=True)
class Deel:
    """Some files of an edition: how many, how large, and a fingerprint that changes when any of them does."""

    aantal: int
    grootte_bytes: int
    kenmerk: str


@dataclass(frozen=True)
class Uitgave:
    """An edition in place: where, its pages, its files to download, and how those were found to be."""

    map: Path
    paginas: Deel
    bestanden: Deel
    controle: Controle

    @property
    def voorpagina(self) -> Path:
        """What to open."""
        return self.map / VOORPAGINA

    def indicatorpagina(self, code: str) -> Path:
        """The page of one indicator."""
        return self.map / "indicatoren" / f"{code}.html"


def geef_uit(paden: Paden, vindplaats: Vindplaats = GEEN_VINDPLAATS) -> Uitgave:
    """Build the edition from the published database and put it in place of the former one.

    An edition that is the same is left as it stands. The caller holds the lock on the working store, so that what
    else lies aside was left behind by a process that died. Raises Uitgavefout.
    """
    with _in_words(paden.warehouse):
        _clear(paden)
        try:
            aside, found = _built(paden, paden.warehouse, vindplaats)
            made = _looked_at(aside, found)
            former = _looked_at(paden.publicatie, found) if paden.publicatie.is_dir() else None
            if former is None or (former.paginas, former.bestanden) != (made.paginas, made.bestanden):
                _swap(paden, aside)
        finally:
            _clear(paden)
    log.info("publieksversie gemaakt: %s pagina's en bestanden", getal(made.paginas.aantal + made.bestanden.aantal))
    return replace(made, map=paden.publicatie)


def schrijf_naar(paden: Paden, map_: Path, vindplaats: Vindplaats = GEEN_VINDPLAATS) -> Uitgave:
    """Build the edition in a folder of choice, which is not there yet or empty. Raises Uitgavefout."""
    if map_.exists() and (not map_.is_dir() or any(map_.iterdir())):
        raise Uitgavefout(f"{map_} bestaat al en is geen lege map.")
    with _in_words(map_):
        map_.parent.mkdir(parents=True, exist_ok=True)
        aside, found = _built(paden, map_.parent, vindplaats)
        aside.replace(map_)
        return _looked_at(map_, found)


@contextmanager
def _in_words(plaats: Path) -> Iterator[None]:
    """Whatever goes wrong inside is an Uitgavefout; of what nobody foresaw only the kind is told."""
    try:
        yield
    except Uitgavefout:
        raise
    except Exception as fout:
        reason = disk.in_woorden(fout, plaats) or f"Onvoorzien: {type(fout).__name__}."
        raise Uitgavefout(f"De publieksversie is niet gemaakt. {reason}") from fout


def _built(paden: Paden, where: Path, vindplaats: Vindplaats) -> tuple[Path, Controle]:
    """A new folder below `where` with the whole edition in it, or none at all. Raises Uitgavefout."""
    if not paden.database.exists():
        raise Uitgavefout(GEEN_DATABASE)
    aside = Path(tempfile.mkdtemp(prefix=_OPZIJ, dir=where))
    try:
        # Here, so that loading the code location does not import what writes workbooks and draws.
        from jbr_pipeline.reporting.exports.making import schrijf_bestanden
        from jbr_pipeline.reporting.publieksversie import schrijf_paginas

        schrijf_bestanden(paden, aside, vindplaats)
        schrijf_paginas(paden, aside)
        found = controleer(paden, aside)
        if not found.is_heel:
            raise Uitgavefout(f"De nieuwe publieksversie is niet heel. {found.in_woorden()}", found)
        _open_for_readers(aside)
    except BaseException:
        shutil.rmtree(aside)
        raise
    return aside, found


def _looked_at(folder: Path, controle: Controle) -> Uitgave:
    """The edition in a folder, file by file."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    downloads = [f for f in files if f.is_relative_to(folder / BESTANDEN)]
    pages = [f for f in files if f not in downloads]
    return Uitgave(folder, _part(folder, pages), _part(folder, downloads), controle)


def _part(folder: Path, files: Sequence[Path]) -> Deel:
    prints = "".join(f"{f.relative_to(folder).as_posix()} {sha256_van(f)}\n" for f in files)
    size = sum(f.stat().st_size for f in files)
    return Deel(len(files), size, hashlib.sha256(prints.encode()).hexdigest()[:16])


def _open_for_readers(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _swap(paden: Paden, aside: Path) -> None:
    """Let `publicatie` be the new folder, in one rename; the link is relative, so that the data folder may move."""
    if paden.publicatie.is_dir() and not paden.publicatie.is_symlink():
        # A copy of the data folder that followed the link.
        paden.publicatie.rename(aside.with_name(f"{aside.name}-vorige"))
    link = aside.with_name(f"{aside.name}-link")
    link.symlink_to(aside.name)
    link.replace(paden.publicatie)


def _clear(paden: Paden) -> None:
    """Remove what lies aside and is not the edition in place."""
    current = paden.publicatie.resolve()
    for path in paden.warehouse.glob(f"{_OPZIJ}*"):
        if path.is_symlink() or not path.is_dir():
            path.unlink()
        elif path.resolve() != current:
            shutil.rmtree(path)
