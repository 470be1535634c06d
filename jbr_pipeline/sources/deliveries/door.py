"""What may not come in: personal data, and made-up deliveries among real ones.

Looks at a file before it is kept and says why it is refused. Reasons never hold a value from the file.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import MERKKOLOM, Aanleveringscontract, contracten
from jbr_pipeline.sources.deliveries import spreadsheets, text
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, Levering
from jbr_pipeline.sources.deliveries.typed import heeft_getal_als_pseudoniem

KOP_BYTES = 1 << 16
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"
# A file with another separator or encoding is refused later, but its personal columns must be seen now.
_SEPARATORS = re.compile(r"[;,\t|]")
_AROUND_A_NAME = "\ufeff\xff\xfeï»¿Â\xa0\"' "


class Persoonsgegevens(Bestandsfout):
    """A file with personal data: it is not kept and is removed from the drop folder."""


class VerkeerdeMap(Bestandsfout):
    """A made-up delivery among real ones, or a real one among made-up ones."""


def keur(bestand: Path, levering: Levering | None, *, voorbeeld: bool, werkmap: Path) -> None:
    """Raise Persoonsgegevens or VerkeerdeMap when the file may not come in.

    `levering` is None when the name is not understood; the header is looked at all the same. A file that cannot
    be read passes here: what is wrong with it is said when it is typed.
    """
    kop = _header_cells(bestand, levering)
    namen = {files.kolomnaam(cel) for cel in kop}
    if any(files.is_persoonlijk(cel) for cel in kop):
        raise Persoonsgegevens(
            "Het bestand heeft een kolom met persoonsgegevens (zoals naam, BSN of geboortedatum). "
            "Het is niet bewaard en uit de map verwijderd; lever het zonder die kolom."
        )
    if files.PSEUDONIEM in namen and _has_numbers_for_pseudonyms(bestand, werkmap):
        raise Persoonsgegevens(
            f"De kolom {files.PSEUDONIEM} bevat getallen van 8 of 9 cijfers, zoals een personeelsnummer of BSN. "
            "Het bestand is niet bewaard en uit de map verwijderd; lever pseudoniemen."
        )
    if levering and kop and (MERKKOLOM in namen) != voorbeeld:
        raise VerkeerdeMap(
            "Deze gegevensmap bevat alleen verzonnen voorbeelden; een echte aanlevering hoort in een eigen map."
            if voorbeeld
            else "Dit is een verzonnen voorbeeld; het hoort niet tussen echte aanleveringen."
        )


def _header_cells(bestand: Path, levering: Levering | None) -> set[str]:
    """Whatever may be a column name: the cells down to the first line that is a header by the contract."""
    try:
        sheets = spreadsheets.eerste_rijen(bestand) if _starts_with(bestand, _ZIP) else [_first_lines(bestand)]
    except Bestandsfout:
        return set()
    return {cell for rows in sheets for row in _down_to_header(rows, levering) for cell in row}


def _down_to_header(rows: Sequence[Sequence[str]], levering: Levering | None) -> Iterator[Sequence[str]]:
    contracts = [contracten()[levering.soort]] if levering else list(contracten().values())
    for row in rows:
        yield row
        namen = {files.kolomnaam(cell) for cell in row}
        if any(_is_header(namen, contract) for contract in contracts):
            return


def _is_header(namen: set[str], contract: Aanleveringscontract) -> bool:
    """Most of the required columns are there; a title may hold a few words that are column names too."""
    required = {k.naam for k in contract.kolom if not k.optioneel}
    return 2 * len(required & namen) > len(required)


def _first_lines(bestand: Path) -> list[list[str]]:
    with bestand.open("rb") as f:
        start = f.read(KOP_BYTES)
    if start.startswith(_GZIP):
        try:
            # Unlike the gzip module this gives what there is of a file that was cut short.
            start = zlib.decompressobj(wbits=31).decompress(start, KOP_BYTES)
        except zlib.error:
            return []
    return [_cells(line) for line in _decoded(start).splitlines()[: spreadsheets.KOP_BINNEN_RIJEN]]


def _decoded(start: bytes) -> str:
    start = start.replace(b"\0", b"")
    try:
        return codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return start.decode("cp1252", errors="replace")


def _cells(line: str) -> list[str]:
    """The fields of a line, and what each would be split into if its separator were another."""
    fields = next(csv.reader([line], delimiter=files.SCHEIDINGSTEKEN), [])
    return [part.strip(_AROUND_A_NAME) for f in fields for part in {f: None, **dict.fromkeys(_SEPARATORS.split(f))}]


def _has_numbers_for_pseudonyms(bestand: Path, werkmap: Path) -> bool:
    if _starts_with(bestand, _ZIP):
        return any(map(_is_number, spreadsheets.cellen_onder(bestand, files.PSEUDONIEM)))
    try:
        plain = text.als_tekst(bestand, "csv.gz" if _starts_with(bestand, _GZIP) else "csv", werkmap)
    except Bestandsfout:
        plain = None
    if plain and files.PSEUDONIEM in plain.kop:
        return heeft_getal_als_pseudoniem(plain)
    return any(map(_is_number, _cells_under(bestand, files.PSEUDONIEM)))


def _is_number(cell: str) -> bool:
    return re.fullmatch(files.GEEN_PSEUDONIEM, cell.strip(_AROUND_A_NAME + "\t")) is not None


def _cells_under(bestand: Path, kolom: str) -> Iterator[str]:
    """The cells below a column name in a file that is not as it should be, as far as it can be read."""
    positions: set[int] = set()
    with suppress(OSError, EOFError, zlib.error), _opened(bestand) as f:
        for line in io.TextIOWrapper(f, "cp1252", errors="replace"):
            cells = [cell.strip(_AROUND_A_NAME) for cell in _SEPARATORS.split(line.replace("\0", ""))]
            yield from (cells[p] for p in positions if p < len(cells))
            positions |= {p for p, cell in enumerate(cells) if files.kolomnaam(cell) == kolom}


def _opened(bestand: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(bestand)) if _starts_with(bestand, _GZIP) else bestand.open("rb")


def _starts_with(bestand: Path, begin: bytes) -> bool:
    """What a file is, it says itself: its name may lie, and personal data must be seen all the same."""
    with bestand.open("rb") as f:
        return f.read(len(begin)) == begin
