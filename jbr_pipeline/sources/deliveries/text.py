"""Every form of delivery as one plain form: UTF-8 text, one record on one line, `;` between the fields.

What is done here never changes a value: encoding, compression, line ends, line breaks inside quotes. What a field
means belongs in `typed`; spreadsheets are read in `spreadsheets`.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np
import numpy.typing as npt

from jbr_pipeline.contracts import files
from jbr_pipeline.sources.deliveries import closed, limits
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.limits import BuitenGrenzen

BLOK = 1 << 22
LANGSTE_RECORD_REGELS = 1000
"""A quote that is still open after so many lines is taken for a stray one."""

_PACKED = {
    b"PK\x03\x04": "een werkmap of zip-bestand; verwacht: tekst, of bij een werkmap een naam die eindigt op .xlsx",
    b"\x1f\x8b": "ingepakt met gzip; verwacht: tekst, of een naam die eindigt op .csv.gz",
}
"""How a file begins that is no text, and what is said of it."""

# Letters with an accent, the euro and typographic signs; in cp1252 nobody writes what these bytes are there (Ã©, â‚¬).
_UTF8 = re.compile(rb"[\xc2\xc3][\x80-\xbf]|\xe2(?:\x80[\x90-\xba]|\x82\xac)")

_LAST_OF_NO_BREAK_SPACE = b"\xa0"
"""In UTF-8 the last of its two bytes, in cp1252 the only one."""

_LINE_END, _SEPARATOR, _QUOTE = b"\n"[0], files.SCHEIDINGSTEKEN.encode()[0], b'"'[0]


@dataclass(frozen=True)
class Tekstbestand:
    """A delivery as plain text.

    `pad` holds a header line and then `aantal` records, one a line. `regelnummers` gives the line of each record in
    the file as sent; None means record i stands on line i + 2. `losse_regels` are lines that are no record at all,
    because their quotes don't match: line number and text. `alleen_spaties` says that it has no other whitespace
    than spaces; False where that was not looked for.
    """

    pad: Path
    codering: str
    kop: tuple[str, ...]
    aantal: int
    regelnummers: npt.NDArray[np.int64] | None = None
    losse_regels: tuple[tuple[int, str], ...] = field(default=())
    alleen_spaties: bool = False
    kopregel: int = 1
    """The line of the header in the file as sent."""


def als_tekst(bron: Path, formaat: str, werkmap: Path) -> Tekstbestand:
    """Bring a csv or csv.gz to plain form; copies go to `werkmap`. Bestandsfout says what is wrong."""
    if formaat == "csv.gz":
        plat = werkmap / f"{bron.name}.plat"
        _unpack(bron, plat)
        bron = plat
    _refuse_packed(bron)
    found = _inspect(bron)
    if found.codering != "utf-8" or found.has_carriage_returns:
        utf8 = werkmap / f"{bron.name}.utf8"
        _transcode(bron, utf8, found.codering)
        bron = utf8
    plain = _one_record_a_line(bron, found.codering, _header(bron), werkmap / f"{bron.name}.regels")
    return replace(plain, alleen_spaties=found.has_only_spaces)


def records(tekst: Tekstbestand, welke: Sequence[int]) -> list[str]:
    """These records of a file, counted from 0, as they stand in it."""
    if not welke:
        return []
    lines = _Lines(tekst.pad)
    return [lines.text(record + 1, record + 1) for record in welke]


def schrijf_records(tekst: Tekstbestand, records: npt.NDArray[np.int64], uit: BinaryIO) -> None:
    """Write these records of a file, counted from 0, as they stand in it: one a line, without the header."""
    if len(records):
        lines = _Lines(tekst.pad)
        uit.writelines(lines.bytes(line, line) + b"\n" for line in (records + 1).tolist())


def _unpack(bron: Path, doel: Path) -> None:
    try:
        with gzip.open(bron) as packed, closed.create(doel) as plain:
            while block := packed.read(BLOK):
                if plain.tell() + len(block) > limits.GROOTSTE_TEKST_BYTES:
                    raise BuitenGrenzen(f"Het bestand is uitgepakt groter dan {limits.GROOTSTE_TEKST_BYTES >> 20} MiB.")
                plain.write(block)
    except (gzip.BadGzipFile, EOFError, zlib.error) as fout:
        raise Bestandsfout("Het bestand is geen heel gzip-bestand; pak het opnieuw in en lever het opnieuw.") from fout


def _refuse_packed(bron: Path) -> None:
    with bron.open("rb") as f:
        begin = f.read(4)
    if words := next((words for magic, words in _PACKED.items() if begin.startswith(magic)), None):
        raise Bestandsfout(f"De inhoud van het bestand is {words}.")


class _Found(NamedTuple):
    """What a file is written in, and which characters it has. It may have only spaces and be said not to."""

    codering: str
    has_carriage_returns: bool
    has_only_spaces: bool


def _inspect(bron: Path) -> _Found:
    """Find utf-8, utf-8-sig or cp1252, the first that the whole file is; NULs mean another encoding altogether.

    A file that is UTF-8 in one place and not in another is neither: as cp1252 all its accents would be wrong.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_utf8, has_carriage_returns, has_only_spaces, begin = False, False, True, b""
    not_utf8: int | None = None
    with bron.open("rb") as f:
        while block := f.read(BLOK):
            begin = begin or block[:3]
            if (nul := block.find(b"\0")) >= 0:
                regel = _line_of(bron, f.tell() - len(block) + nul)
                raise Bestandsfout(
                    f"Regel {regel} bevat nul-tekens; sla het bestand op als UTF-8 (CSV UTF-8 in Excel) "
                    "en lever het opnieuw."
                )
            has_carriage_returns = has_carriage_returns or b"\r" in block
            has_only_spaces = has_only_spaces and b"\t" not in block and _LAST_OF_NO_BREAK_SPACE not in block
            has_utf8 = has_utf8 or _UTF8.search(block) is not None
            if not_utf8 is None:
                not_utf8 = _undecodable(decoder, block, f.tell())
        if not_utf8 is None:
            not_utf8 = _undecodable(decoder, b"", f.tell(), final=True)
    has_mark = begin == codecs.BOM_UTF8
    if not_utf8 is None:
        return _Found("utf-8-sig" if has_mark else "utf-8", has_carriage_returns, has_only_spaces)
    if has_utf8 or has_mark:
        raise Bestandsfout(
            f"Regel {_line_of(bron, not_utf8)} bevat een teken dat geen UTF-8 is, en de rest van het bestand is dat "
            "wel; sla het hele bestand op als UTF-8 (CSV UTF-8 in Excel) en lever het opnieuw."
        )
    return _Found("cp1252", has_carriage_returns, has_only_spaces)


def _undecodable(decoder: codecs.IncrementalDecoder, block: bytes, end: int, *, final: bool = False) -> int | None:
    """Where in the file the first byte stands that cannot be decoded; `end` is where the block ends."""
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError as fout:
        return end - len(fout.object) + fout.start
    return None


def _line_of(bron: Path, place: int) -> int:
    """The number of the line on which a byte of a file stands."""
    with bron.open("rb") as f:
        return 1 + sum(f.read(min(BLOK, place - begin)).count(b"\n") for begin in range(0, place, BLOK))


def _transcode(bron: Path, doel: Path, codering: str) -> None:
    """Write the file as UTF-8 with LF; a carriage return that ends no line becomes a space."""
    decoder = codecs.getincrementaldecoder(codering)()
    held = ""
    with bron.open("rb") as source, closed.create(doel) as target:
        while block := source.read(BLOK):
            try:
                text = held + decoder.decode(block)
            except UnicodeDecodeError as fout:
                regel = _line_of(bron, source.tell() - len(block) + fout.start)
                raise Bestandsfout(
                    f"Regel {regel} bevat een teken dat geen UTF-8 en geen Windows-1252 is; "
                    "sla het bestand op als UTF-8."
                ) from None
            held = "\r" if text.endswith("\r") else ""
            target.write(text.removesuffix(held).replace("\r\n", "\n").replace("\r", " ").encode())


def _header(bron: Path) -> tuple[str, ...]:
    with bron.open("rb") as f:
        start = f.read(limits.GROOTSTE_KOP_BYTES)
    first, newline, _ = start.partition(b"\n")
    if not newline and len(start) == limits.GROOTSTE_KOP_BYTES:
        raise BuitenGrenzen("Regel 1 is langer dan 64 kB; verwacht: een regel met kolomnamen.")
    if not first.strip():
        raise Bestandsfout("Regel 1 is leeg; verwacht: een regel met kolomnamen.")
    row = next(csv.reader([first.decode(errors="replace")], delimiter=files.SCHEIDINGSTEKEN))
    if len(row) > limits.MEESTE_KOLOMMEN:
        raise BuitenGrenzen(f"Regel 1 heeft {len(row)} kolommen; verwacht: hoogstens {limits.MEESTE_KOLOMMEN}.")
    return tuple(files.kolomnaam(cel) for cel in row)


class _Lines:
    """The physical lines of a file, by number from 0."""

    def __init__(self, file: Path) -> None:
        self.buf = np.memmap(file, dtype=np.uint8, mode="r")
        ends = self._positions(_LINE_END, limits.MEESTE_REGELS, "regels")
        if not len(ends) or ends[-1] != len(self.buf) - 1:
            ends = np.append(ends, len(self.buf))
        self.ends = ends
        self.starts = np.concatenate(([0], ends[:-1] + 1))
        if len(too_long := np.flatnonzero(self.ends - self.starts > limits.LANGSTE_REGEL_BYTES)):
            raise BuitenGrenzen(
                f"Regel {too_long[0] + 1} is langer dan {limits.LANGSTE_REGEL_BYTES >> 20} MiB; "
                "controleer de regeleinden van het bestand."
            )

    def _positions(self, character: int, most: int, wat: str) -> npt.NDArray[np.int64]:
        """Where a character stands; a block at a time, since the answer for a whole file is as large as the file."""
        found: list[npt.NDArray[np.int64]] = []
        total = 0
        for begin in range(0, len(self.buf), BLOK):
            found.append(np.flatnonzero(self.buf[begin : begin + BLOK] == character) + begin)
            total += len(found[-1])
            if total > most:
                raise BuitenGrenzen(f"Het bestand heeft meer dan {most} {wat}.")
        return np.concatenate(found) if found else np.empty(0, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.ends)

    def bytes(self, first: int, last: int) -> bytes:
        return self.buf[self.starts[first] : self.ends[last]].tobytes()

    def text(self, first: int, last: int) -> str:
        return self.bytes(first, last).decode(errors="replace")

    def blank(self) -> npt.NDArray[np.bool_]:
        return np.equal(self.ends, self.starts)

    def with_open_or_odd_quotes(self) -> tuple[npt.NDArray[np.int64], frozenset[int]]:
        """The lines of which a quote stands where none belongs, and those with an odd number of quotes.

        In order, quotes open and close a field: one that opens follows a separator, one that closes is followed by
        one, and two together inside a field are one quote of its text.
        """
        quotes = self._positions(_QUOTE, limits.MEESTE_AANHALINGSTEKENS, "aanhalingstekens")
        if not len(quotes):
            return np.empty(0, dtype=np.int64), frozenset()
        line_of = np.searchsorted(self.ends, quotes)
        per_line = np.bincount(line_of, minlength=len(self))
        rank = np.arange(len(quotes)) - (np.cumsum(per_line) - per_line)[line_of]
        before = np.where(quotes == 0, _LINE_END, self.buf[quotes - 1])
        after = np.where(quotes == len(self.buf) - 1, _LINE_END, self.buf[np.minimum(quotes + 1, len(self.buf) - 1)])
        outside = np.where(rank % 2 == 0, before, after)
        in_place = (outside == _SEPARATOR) | (outside == _LINE_END) | (outside == _QUOTE)
        odd = np.flatnonzero(per_line % 2)
        return np.union1d(line_of[~in_place], odd), frozenset(odd.tolist())


def _one_record_a_line(bron: Path, codering: str, kop: tuple[str, ...], doel: Path) -> Tekstbestand:
    """Only where there are blank lines or misplaced quotes is a copy made."""
    lines = _Lines(bron)
    suspect, odd = lines.with_open_or_odd_quotes()
    if len(suspect) > limits.MEESTE_VERDACHTE_REGELS:
        raise BuitenGrenzen(
            f"Meer dan {limits.MEESTE_VERDACHTE_REGELS} regels hebben aanhalingstekens die niet kloppen, vanaf regel "
            f"{suspect[0] + 1}; verwacht: aanhalingstekens om een hele cel, of geen."
        )
    blank = lines.blank()
    if not blank.any() and not len(suspect):
        return Tekstbestand(bron, codering, kop, aantal=len(lines) - 1)
    if 0 in odd:
        raise Bestandsfout(
            "Regel 1 is geen regel met kolomnamen: een aanhalingsteken wordt niet gesloten; "
            "verwacht: kolomnamen met een puntkomma ertussen."
        )
    joined, loose = _mend(lines, [s for s in suspect.tolist() if s > 0], odd, len(kop))
    keep = ~blank
    for first, (last, _) in joined.items():
        keep[first + 1 : last + 1] = False
    keep[list(loose)] = False
    keep[0] = True
    records = np.flatnonzero(keep)
    with closed.create(doel) as out:
        # Runs of untouched lines are copied whole; only the mended records are written one by one.
        touched = np.isin(records, list(joined))
        cuts = np.flatnonzero((np.diff(records) != 1) | touched[:-1] | touched[1:])
        for run in np.split(records, cuts + 1):
            head, tail = int(run[0]), int(run[-1])
            out.write(_as_line(joined[head][1]) if head in joined else lines.bytes(head, tail) + b"\n")
    return Tekstbestand(
        pad=doel,
        codering=codering,
        kop=kop,
        aantal=len(records) - 1,
        regelnummers=records[1:] + 1,
        losse_regels=tuple((line + 1, loose[line]) for line in sorted(loose)),
    )


def _mend(
    lines: _Lines, suspect: Sequence[int], odd: frozenset[int], width: int
) -> tuple[dict[int, tuple[int, list[str]]], dict[int, str]]:
    """Read the suspect lines: records by their first line, with their last line and fields, and lines that are none.

    A line with an odd number of quotes may be the first of a record over several lines. Otherwise it is judged on
    its own, like any other suspect, so that one stray quote spoils one line.
    """
    joined: dict[int, tuple[int, list[str]]] = {}
    loose: dict[int, str] = {}
    following = dict(zip(ordered := [s for s in suspect if s in odd], ordered[1:], strict=False))
    done = -1
    for first in suspect:
        if first <= done:
            continue
        last = following.get(first, first)
        fields = _record_over(lines, first, last, width) if last > first else None
        if fields is None:
            last, fields = first, _fields(lines.text(first, first), width)
        if fields is None:
            loose[first] = lines.text(first, first)
        else:
            joined[first] = last, fields
        done = last
    return joined, loose


def _record_over(lines: _Lines, first: int, last: int, width: int) -> list[str] | None:
    """The fields of the record that runs from `first` to `last`, or None when these are two lines with a stray quote.

    Two strays can look like one long value. They are told apart by what lies between: a line that is a record on
    its own, or two ends that each have all the separators of a record.
    """
    if last - first > LANGSTE_RECORD_REGELS:
        return None
    fields = _fields(lines.text(first, last), width)
    if fields is None:
        return None
    if all(lines.bytes(end, end).count(_SEPARATOR) == width - 1 for end in (first, last)):
        return None
    between = (_fields(lines.text(line, line), width, strict=True) for line in range(first + 1, last))
    return None if any(record and any(record) for record in between) else fields


def _fields(text: str, width: int, *, strict: bool = False) -> list[str] | None:
    """The fields of a text that is one record of `width` fields; None when it is not.

    Unless `strict`, spaces around the quotes and quotes inside a field without quotes are let through.
    """
    attempts = (text,) if strict else (text, re.sub(r'(^|;)[ \t]+(?=")|(?<=")[ \t]+(?=;|$)', r"\1", text))
    for attempt in attempts:
        try:
            rows = list(csv.reader(io.StringIO(attempt, newline=""), delimiter=files.SCHEIDINGSTEKEN, strict=True))
        except csv.Error:
            continue
        if len(rows) == 1 and len(rows[0]) == width and not (strict and any('"' in f for f in rows[0])):
            return rows[0]
    return None


def _as_line(fields: Sequence[str]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=files.SCHEIDINGSTEKEN, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow([f.replace("\n", " ") for f in fields])
    return out.getvalue().encode()
