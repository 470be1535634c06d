"""What may not come in: personal data, files that ask too much, and made-up deliveries among real ones.

Looks at a file before it is kept and says why it is refused. Reasons never hold a value from the file: only the
names of columns of the contract, and numbers of columns and lines. What is measured is in `limits`, what the values
of personal data look like in `values`.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import MERKKOLOM, Aanleveringscontract, contracten
from jbr_pipeline.sources.deliveries import limits, packages, spreadsheets, text, values
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, Levering
from jbr_pipeline.sources.deliveries.limits import BuitenGrenzen

_ZIP, _GZIP, _OLE = b"PK\x03\x04", b"\x1f\x8b", b"\xd0\xcf\x11\xe0"
# A file with another separator or encoding is refused later, but its personal columns must be seen now.
_SEPARATORS = (files.SCHEIDINGSTEKEN, ",", "\t", "|")
_ANY_SEPARATOR = re.compile(r"[;,\t|]")
_AROUND_A_NAME = "\ufeff\xff\xfeï»¿Â\xa0\"' "
_NOT_KEPT = "Het bestand is niet bewaard en uit de map verwijderd"


class Persoonsgegevens(Bestandsfout):
    """A file with personal data: it is not kept and is removed from the drop folder."""


class VerkeerdeMap(Bestandsfout):
    """A made-up delivery among real ones, or a real one among made-up ones."""


@dataclass(frozen=True)
class _Kop:
    """The names of the columns as far as they are known, and the contract they come from."""

    namen: tuple[str, ...] = ()
    contract: Aanleveringscontract | None = None

    def naam(self, column: int) -> str | None:
        return self.namen[column] if column < len(self.namen) else None

    def in_words(self, column: int) -> str:
        """How a column may be called in a message: what stands in a header need not be a name."""
        naam = self.naam(column)
        known = self.contract and naam in {k.naam for k in self.contract.kolom}
        return f"De kolom {naam}" if known else f"Kolom {column + 1}"


def keur(bestand: Path, levering: Levering | None, *, voorbeeld: bool, werkmap: Path) -> None:
    """Raise Persoonsgegevens, BuitenGrenzen or VerkeerdeMap when the file may not come in.

    `levering` is None when the name is not understood; the content is looked at all the same. A file that cannot
    be read passes here: what is wrong with it is said when it is typed. Only an old or locked workbook does not,
    since it may hold anything.
    """
    if _starts_with(bestand, _OLE):
        raise Bestandsfout("Het bestand is een werkmap met een wachtwoord of van een oude Excel; lever CSV of XLSX.")
    if _starts_with(bestand, _ZIP):
        namen = _judge_workbook(bestand, levering)
    else:
        namen = _judge_text(bestand, levering, werkmap)
    if levering and namen and (MERKKOLOM in namen) != voorbeeld:
        raise VerkeerdeMap(
            "Deze gegevensmap bevat alleen verzonnen voorbeelden; een echte aanlevering hoort in een eigen map."
            if voorbeeld
            else "Dit is een verzonnen voorbeeld; het hoort niet tussen echte aanleveringen."
        )


def _judge_workbook(bestand: Path, levering: Levering | None) -> set[str]:
    """Raise what is wrong with a workbook; the names of all columns on all sheets."""
    namen: set[str] = set()
    try:
        pakket = packages.inspecteer(bestand)
        _judge_names(pakket.veldnamen)
        for soort, words in pakket.teksten:
            _judge_words(soort, words)
        for rows in spreadsheets.bladen(bestand):
            namen |= _judge_sheet(rows, levering)
    except (Persoonsgegevens, BuitenGrenzen):
        raise
    except Bestandsfout:
        return set()
    return namen


def _judge_words(soort: packages.Soort, words: str) -> None:
    """What stands outside the cells. The name of an author is what Office always writes, and passes."""
    where = {"opmerking": "Een opmerking", "eigenschap": "Een bestandseigenschap"}.get(soort, "Iets buiten de cellen")
    advice = "Verwijder het in Excel met Bestand, Info, Controleren op problemen, Document controleren."
    if values.zoek_email(words.encode()) is not None:
        raise Persoonsgegevens(f"{where} van de werkmap bevat een e-mailadres. {_NOT_KEPT}. {advice}")
    passing = values.bsns_in_tekst(words)
    # Outside comments and properties stand the rows behind a pivot table, where amounts have nine digits too.
    is_data = soort in ("brongegevens", "overig")
    if sum(passing) >= values.MINSTENS_VERSCHILLEND and 2 * sum(passing) >= len(passing) if is_data else any(passing):
        raise Persoonsgegevens(f"{where} van de werkmap bevat een BSN. {_NOT_KEPT}. {advice}")


def _judge_sheet(rows: Sequence[Sequence[str]], levering: Levering | None) -> set[str]:
    names, kop = _header(rows[: spreadsheets.KOP_BINNEN_RIJEN], levering)
    _judge_names(names)
    _judge_values(values.doorzoek(_sheet_as_text(rows), _SEPARATORS[0].encode()), kop, range(1, len(rows) + 1))
    return {files.kolomnaam(name) for name in names}


def _sheet_as_text(rows: Sequence[Sequence[str]]) -> Iterator[bytes]:
    for first in range(0, len(rows), 1000):
        lines = (";".join(c.replace(";", ",").replace('"', "'") for c in row) for row in rows[first : first + 1000])
        yield ("\n".join(lines) + "\n").encode(errors="replace")


def _judge_text(bestand: Path, levering: Levering | None, werkmap: Path) -> set[str]:
    """Raise what is wrong with a text; the names of its columns."""
    lines = _first_lines(bestand)
    names, _ = _header([_cells(line) for line in lines], levering)
    _judge_names(names)
    try:
        plain = text.als_tekst(bestand, "csv.gz" if _starts_with(bestand, _GZIP) else "csv", werkmap)
    except BuitenGrenzen:
        raise
    except Bestandsfout:
        plain = None
    contract = _contract_of(set(plain.kop), levering) if plain else None
    # Without a row below it, the header may be the whole of a file with line ends of another kind.
    if plain and contract and plain.aantal:
        kop = _Kop(plain.kop, contract)
        with plain.pad.open("rb") as f:
            numbers = None if plain.regelnummers is None else [1, *plain.regelnummers.tolist()]
            _judge_values(values.doorzoek(_blocks(f), _SEPARATORS[0].encode()), kop, numbers)
        loose = "\n".join(line for _, line in plain.losse_regels).encode()
        _judge_values(values.doorzoek([loose], _SEPARATORS[0].encode()), kop, [n for n, _ in plain.losse_regels])
    else:
        separator = max(_SEPARATORS, key=lambda s: max((line.count(s) for line in lines), default=0))
        _, kop = _header([[c.strip(_AROUND_A_NAME) for c in line.split(separator)] for line in lines], levering)
        with suppress(OSError, EOFError, zlib.error), closing(_opened(bestand)) as f:
            _judge_values(values.doorzoek(_blocks(f), separator.encode()), kop, None)
    return {files.kolomnaam(name) for name in names}


def _judge_names(names: set[str]) -> None:
    if any(files.is_persoonlijk(name) for name in names):
        raise Persoonsgegevens(
            "Het bestand heeft een kolom met persoonsgegevens (zoals naam, BSN of geboortedatum). "
            "Het is niet bewaard en uit de map verwijderd; lever het zonder die kolom."
        )


def _judge_values(found: values.Vondst, kop: _Kop, numbers: Sequence[int] | None) -> None:
    """`numbers` gives the number of each line as the sender sees it; None when it is what was counted."""
    if (line := found.email_op_regel) is not None:
        number = numbers[line - 1] if numbers and line <= len(numbers) else line
        raise Persoonsgegevens(f"Regel {number} bevat een e-mailadres. {_NOT_KEPT}; lever het zonder.")
    for position, column in sorted(found.kolommen.items()):
        if values.is_pseudoniem_met_getallen(column, kop.naam(position)):
            raise Persoonsgegevens(
                f"De kolom {files.PSEUDONIEM} bevat getallen van 8 of 9 cijfers, zoals een personeelsnummer of BSN. "
                f"{_NOT_KEPT}; lever pseudoniemen."
            )
        if values.is_bsn_kolom(column, kop.naam(position), kop.contract):
            raise Persoonsgegevens(
                f"{kop.in_words(position)} bevat getallen die aan de elfproef van een BSN voldoen. "
                f"{_NOT_KEPT}; lever het zonder die getallen."
            )


def _header(rows: Sequence[Sequence[str]], levering: Levering | None) -> tuple[set[str], _Kop]:
    """Whatever may be a column name, the cells down to the first line that is a header by a contract; and that line."""
    names: set[str] = set()
    kop = _Kop()
    for row in rows:
        names.update(row)
        namen = tuple(files.kolomnaam(cell) for cell in row)
        if files.PSEUDONIEM in namen and not kop.namen:
            kop = _Kop(namen)
        if contract := _contract_of(set(namen), levering):
            return names, _Kop(namen, contract)
    return names, kop


def _contract_of(namen: set[str], levering: Levering | None) -> Aanleveringscontract | None:
    """The contract of which most required columns are there; a title may hold a few words that are columns too."""
    contracts = [contracten()[levering.soort]] if levering else list(contracten().values())
    for contract in contracts:
        required = {k.naam for k in contract.kolom if not k.optioneel}
        if 2 * len(required & namen) > len(required):
            return contract
    return None


def _first_lines(bestand: Path) -> list[str]:
    with bestand.open("rb") as f:
        start = f.read(limits.GROOTSTE_KOP_BYTES)
    if start.startswith(_GZIP):
        try:
            # Unlike the gzip module this gives what there is of a file that was cut short.
            start = zlib.decompressobj(wbits=31).decompress(start, limits.GROOTSTE_KOP_BYTES)
        except zlib.error:
            return []
    return _decoded(start).splitlines()[: spreadsheets.KOP_BINNEN_RIJEN]


def _decoded(start: bytes) -> str:
    start = start.replace(b"\0", b"")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return start.decode("cp1252", errors="replace")


def _cells(line: str) -> list[str]:
    """The fields of a line, and what each would be split into if its separator were another."""
    fields = next(csv.reader([line], delimiter=files.SCHEIDINGSTEKEN), [])
    return [part.strip(_AROUND_A_NAME) for f in fields for part in {f: None, **dict.fromkeys(_ANY_SEPARATOR.split(f))}]


def _opened(bestand: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(bestand)) if _starts_with(bestand, _GZIP) else bestand.open("rb")


def _blocks(f: BinaryIO) -> Iterator[bytes]:
    """What can be read, up to the limit; a packed file that breaks off is looked at as far as it goes."""
    size = 0
    with suppress(OSError, EOFError, zlib.error):
        while block := f.read(text.BLOK):
            size += len(block)
            if size > limits.GROOTSTE_TEKST_BYTES:
                raise BuitenGrenzen(f"Het bestand is uitgepakt groter dan {limits.GROOTSTE_TEKST_BYTES >> 20} MiB.")
            yield block


def _starts_with(bestand: Path, begin: bytes) -> bool:
    """What a file is, it says itself: its name may lie, and personal data must be seen all the same."""
    with bestand.open("rb") as f:
        return f.read(len(begin)) == begin
