"""The disk: files that are put in place whole, what a process that died left of them, and what a disk refuses in words.

For every room. Which folders hold such files, and who may clear them, belongs to whoever writes there.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_APART = re.compile(r"\..+\.\d+(\.wal)?")
"""A name of `apart`, or of the log that DuckDB keeps beside a database."""


class Schijffout(Exception):
    """The disk is full, or may not be written or read; the message says which place and what to do, for people."""


def apart(doel: Path) -> Path:
    """The name under which this process makes `doel`, in the same folder: `resten` finds it when the process dies."""
    return doel.with_name(f".{doel.name}.{os.getpid()}")


@contextmanager
def vervang(doel: Path, *, blijvend: bool = False) -> Iterator[Path]:
    """A path to write to; what stands there at the end takes the place of `doel` in one rename, or nothing does.

    The content is on disk before the rename, so that after a power failure there is the old file or the new one, never
    half of one. `blijvend`: the rename itself is on disk as well, for what cannot be made again.
    """
    aside = apart(doel)
    try:
        with genoemd(doel):
            yield aside
            zet_neer(aside, doel, blijvend=blijvend)
    finally:
        with suppress(OSError):
            aside.unlink()


def schrijf(doel: Path, inhoud: bytes, *, blijvend: bool = False) -> None:
    """Put these bytes in place of `doel`, as `vervang` does."""
    with vervang(doel, blijvend=blijvend) as aside:
        aside.write_bytes(inhoud)


def zet_neer(van: Path, naar: Path, *, blijvend: bool = True) -> None:
    """Rename a file that was made aside, once its content is on disk; `blijvend` as with `vervang`."""
    op_schijf(van)
    van.replace(naar)
    if blijvend:
        op_schijf(naar.parent)


def op_schijf(pad: Path) -> None:
    """Wait until a file, or what a folder says of its files, would survive a power failure."""
    descriptor = os.open(pad, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def resten(mappen: Iterable[Path]) -> list[Path]:
    """What stands aside in these folders: all of it is nobody's for who knows that nobody else writes there."""
    return [
        folder / entry.name
        for folder in mappen
        if folder.is_dir()
        for entry in os.scandir(folder)
        if _APART.fullmatch(entry.name)
    ]


def verwijder(paden: Iterable[Path]) -> None:
    """Remove files, and folders with what is in them."""
    for path in paden:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def genoemd(pad: Path) -> Iterator[None]:
    """An error inside that names no file, as that of a write does not, names this one."""
    try:
        yield
    except OSError as fout:
        if fout.filename is None:
            fout.filename = str(pad)
        raise


VOL, ALLEEN_LEZEN, GEEN_RECHT, STUK = "vol", "alleen lezen", "geen recht", "stuk"

_ERRNO = {
    errno.ENOSPC: VOL,
    errno.EDQUOT: VOL,
    errno.EROFS: ALLEEN_LEZEN,
    errno.EACCES: GEEN_RECHT,
    errno.EPERM: GEEN_RECHT,
    errno.EIO: STUK,
}

# DuckDB and SQLite give no number; DuckDB does quote the words of the system. Pages that it may not spill, because a
# nearly full disk leaves no room for them, it calls a lack of memory.
_TEKST = (
    (VOL, re.compile("No space left on device|Disk quota exceeded|database or disk is full|max_temp_directory_size")),
    (ALLEEN_LEZEN, re.compile("Read-only file system")),
    (GEEN_RECHT, re.compile("Permission denied|readonly database|unable to open database file")),
    (STUK, re.compile("Input/output error|disk I/O error")),
)
_DATABASES = ("duckdb", "_duckdb", "sqlite3", "sqlalchemy")
_PAD = re.compile(r"""["'](/[^"']+)["']""")

_GEEN_RUIMTE_BYTES = 16 << 20
"""With less than this left the disk was full: SQLite then speaks of any error at all, and the step that failed has
given some room back before anybody can look."""

_WOORDEN = {
    VOL: (
        "De schijf waarop {map} staat, is vol. Maak daar ruimte vrij en geef de opdracht opnieuw; wat ontvangen en wat "
        "gepubliceerd is, staat er nog."
    ),
    ALLEEN_LEZEN: (
        "{map} is alleen te lezen. Verwacht: een map waarin geschreven mag worden. Koppel de schijf om te schrijven en "
        "geef de opdracht opnieuw."
    ),
    GEEN_RECHT: (
        "Er zijn geen rechten op {pad}. Verwacht: het account waaronder dit draait, mag daar lezen en schrijven. Geef "
        "het die rechten en geef de opdracht opnieuw."
    ),
    STUK: "De schijf waarop {map} staat, geeft fouten bij lezen of schrijven. Laat hem nakijken voor u verdergaat.",
}


def is_van_schijf(fout: OSError) -> bool:
    """Whether an error is about the place that is written to, and says nothing of what is read."""
    return _ERRNO.get(fout.errno or 0) in (VOL, ALLEEN_LEZEN)


def in_woorden(fout: BaseException | None, plaats: Path) -> str | None:
    """What a disk refused, in words for people; None when something else is behind an error.

    `plaats` is where, if the error does not tell. What is said holds a place and no content.
    """
    while fout is not None:
        if (soort := _kind(fout, plaats)) is not None:
            path = _path(fout) or plaats
            return _WOORDEN[soort].format(
                pad=path if _is_there(path, Path.exists) else _folder(path), map=_folder(path)
            )
        fout = fout.__cause__ or fout.__context__
    return None


def _kind(fout: BaseException, plaats: Path) -> str | None:
    if isinstance(fout, OSError):
        return _ERRNO.get(fout.errno or 0)
    if type(fout).__module__.partition(".")[0] not in _DATABASES:
        return None
    found = next((kind for kind, text in _TEKST if text.search(str(fout))), None)
    if found in (GEEN_RECHT, STUK):
        with suppress(OSError):
            return VOL if shutil.disk_usage(_folder(plaats)).free < _GEEN_RUIMTE_BYTES else found
    return found


def _path(fout: BaseException) -> Path | None:
    if isinstance(fout, OSError):
        named = fout.filename2 or fout.filename
        return Path(os.fsdecode(named)) if isinstance(named, str | bytes) else None
    quoted = _PAD.search(str(fout))
    return Path(quoted[1]) if quoted else None


def _folder(path: Path) -> Path:
    """The path itself when it is a folder, else the nearest one around it."""
    while not _is_there(path, Path.is_dir) and path != path.parent:
        path = path.parent
    return path


def _is_there(path: Path, asked: Callable[[Path], bool]) -> bool:
    """What `asked` says of a path; of one in a folder that may not be looked into, that it is not there."""
    with suppress(OSError):
        return asked(path)
    return False
