"""What is inside an XLSX, looked at part by part before any reader of workbooks sees it.

Three things: that it stays within `limits` when unpacked and read, whatever it claims itself; which words stand
outside the cells: comments, properties, names of fields; and which cells hold no value although they look empty to a
reader. What those words mean is judged in `door`.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from xml.parsers import expat

from jbr_pipeline.sources.deliveries import limits
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.limits import BuitenGrenzen

_BLOK = 1 << 18
_MOST_TEXT = 32 << 20
_WORKBOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_NOT_XLSX = re.compile(r"mimetype|content\.xml|xl/workbook\.bin|.*/vbaproject\.bin|xl/embeddings/.*", re.IGNORECASE)
# An element that is closed here ends no word: a comment of which one half is bold is one text.
_INSIDE_TEXT = {"t", "r", "rPr", "b", "i", "u", "sz", "color", "rFont", "family", "scheme", "rPh"}
_SHEET_TEXTS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter", "formula1"}

Soort = Literal["opmerking", "eigenschap", "brongegevens", "overig"]
_ROOTS: dict[str, Soort] = {
    "comments": "opmerking",
    "ThreadedComments": "opmerking",
    "personList": "opmerking",
    "coreProperties": "eigenschap",
    "Properties": "eigenschap",
    "pivotCacheDefinition": "brongegevens",
    "pivotCacheRecords": "brongegevens",
    "externalLink": "brongegevens",
}
# Names of authors in the comments and properties are what Office always writes; addresses of schemas are no text.
_DULL = {"xmlns", "Target", "Type", "ContentType", "PartName", "formatCode", "Id", "id", "uri", "guid"}


@dataclass
class Pakket:
    """A workbook that may be read: the words outside its cells by kind, and the names of columns in its parts.

    `foutcellen` are, by the name of the sheet, the row and column of each cell with an error or a formula that was
    never computed, counted from 1.
    """

    teksten: list[tuple[Soort, str]] = field(default_factory=list)
    veldnamen: set[str] = field(default_factory=set)
    foutcellen: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def inspecteer(bron: Path) -> Pakket:
    """Unpack every part in blocks and parse it. Nothing is written.

    BuitenGrenzen when it is too much, declares a document type or holds files of its own; Bestandsfout when it is
    no XLSX.
    """
    try:
        with bron.open("rb") as f, zipfile.ZipFile(f) as package:
            return _inspect(package)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, expat.ExpatError, NotImplementedError, RuntimeError,
            LookupError, ValueError) as fout:  # fmt: skip
        raise Bestandsfout(
            "Het bestand is geen leesbare XLSX; sla het opnieuw op in Excel en lever het opnieuw."
        ) from fout


def _inspect(package: zipfile.ZipFile) -> Pakket:
    parts = package.infolist()
    if len(parts) > limits.MEESTE_ONDERDELEN:
        raise BuitenGrenzen(f"De werkmap bestaat uit meer dan {limits.MEESTE_ONDERDELEN} onderdelen.")
    if len({p.filename.lower() for p in parts}) < len(parts):
        raise BuitenGrenzen("De werkmap bevat een onderdeel twee keer; sla haar opnieuw op in Excel.")
    if _WORKBOOK not in {p.filename.lower() for p in parts}:
        raise Bestandsfout("Het bestand is geen leesbare XLSX; sla het opnieuw op in Excel en lever het opnieuw.")
    if any(_NOT_XLSX.fullmatch(p.filename) for p in parts):
        raise BuitenGrenzen(
            "De werkmap bevat macro's, ingesloten bestanden of een andere vorm dan XLSX; lever alleen werkbladen."
        )
    budget = _Budget(sum(p.file_size for p in parts), sum(p.compress_size for p in parts))
    pakket, sheets, longest = Pakket(), [], 0
    namen: dict[str, str] = {}
    doelen: dict[str, str] = {}
    for part in parts:
        reader = _Part(pakket)
        # A picture or a printer's settings is unpacked all the same: what it claims to measure may be untrue.
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        for block in _unpacked(package, part, budget):
            if is_xml:
                reader.feed(block)
        if is_xml:
            reader.close()
        longest = max(longest, reader.longest)
        if reader.root == "worksheet":
            sheets.append((part, reader))
            budget.add_cells(reader.area)
        elif reader.root == "workbook":
            namen |= reader.bladen
        elif part.filename.lower() == _RELATIONS:
            doelen |= reader.doelen
    references = sum(reader.references for _, reader in sheets)
    if references * longest > limits.GROOTSTE_CELTEKST_BYTES:
        _count_texts(package, parts)
    wrong = {part.filename: reader.foutcellen for part, reader in sheets if reader.foutcellen}
    for id_, naam in namen.items():
        if found := wrong.get(_part_name(doelen.get(id_, ""))):
            pakket.foutcellen[naam] = found
    return pakket


def _part_name(doel: str) -> str:
    """The part of a workbook that a relation of it points to."""
    return doel.removeprefix("/") if doel.startswith(("/", "xl/")) else f"xl/{doel}"


@dataclass
class _Budget:
    """What may still be unpacked. The claim is held against the limits first, the bytes themselves after that."""

    claimed: int
    packed: int
    unpacked: int = 0
    cells: int = 0

    def __post_init__(self) -> None:
        self._judge(self.claimed)

    def take(self, size: int) -> None:
        self.unpacked += size
        self._judge(self.unpacked)

    def add_cells(self, area: int) -> None:
        self.cells += area
        if self.cells > limits.MEESTE_CELLEN:
            raise BuitenGrenzen(
                f"De werkbladen beslaan samen meer dan {limits.MEESTE_CELLEN} cellen, tot en met de laatste gevulde; "
                "verwijder wat ver onder of rechts van de gegevens staat."
            )

    def _judge(self, size: int) -> None:
        if size > limits.GROOTSTE_WERKMAP_BYTES:
            raise BuitenGrenzen(f"De werkmap is uitgepakt groter dan {limits.GROOTSTE_WERKMAP_BYTES >> 20} MiB.")
        if size > limits.INPAKVERHOUDING_VANAF_BYTES and size > limits.HOOGSTE_INPAKVERHOUDING * self.packed:
            raise BuitenGrenzen(
                f"De werkmap is uitgepakt meer dan {limits.HOOGSTE_INPAKVERHOUDING} keer zo groot; "
                "sla haar opnieuw op in Excel zonder lege of herhaalde inhoud."
            )


def _unpacked(package: zipfile.ZipFile, part: zipfile.ZipInfo, budget: _Budget | None) -> Iterator[bytes]:
    claimed = part.file_size
    # The size in the index is a claim: without this, reading would stop there and the rest would go unseen.
    part.file_size = limits.GROOTSTE_WERKMAP_BYTES + 1
    size = 0
    try:
        with package.open(part) as f:
            while block := f.read(_BLOK):
                size += len(block)
                if budget:
                    budget.take(len(block))
                yield block
    finally:
        part.file_size = claimed
    if size != claimed:
        raise BuitenGrenzen("Een onderdeel van de werkmap is groter of kleiner dan zijn opgave; sla haar opnieuw op.")


class _Part:
    """One XML part: its root, the rectangle of its filled cells, and its words when it is no sheet.

    `bladen` names the sheets of a workbook by relation, `doelen` tells where relations point to.
    """

    def __init__(self, pakket: Pakket) -> None:
        self.root = ""
        self.longest = 0
        self.references = 0
        self._pakket = pakket
        self._depth = 0
        self._fed = 0
        self._height = self._rows_unnumbered = self._in_row = self._widest_unnumbered = 0
        self._columns: set[str] = set()
        self._ref: str | None = None
        self._type: str | None = None
        self._row = 0
        self._is_uncomputed = False
        self.foutcellen: list[tuple[int, int]] = []
        self.bladen: dict[str, str] = {}
        self.doelen: dict[str, str] = {}
        self._text: list[str] = []
        self._size = 0
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def feed(self, block: bytes) -> None:
        self._parser.Parse(block, False)
        self._fed += len(block)
        if self._fed - self._parser.CurrentByteIndex > limits.GROOTSTE_XML_TEKEN_BYTES:
            raise BuitenGrenzen("De werkmap bevat een XML-element van meer dan 4 MiB; sla haar opnieuw op in Excel.")

    def close(self) -> None:
        self._parser.Parse(b"", True)
        self._flush()

    @property
    def area(self) -> int:
        """Cells in the rectangle from A1; never too few, also when cells leave out where they stand."""
        width = max(map(_column_number, self._columns), default=0) + self._widest_unnumbered
        return (self._height + self._rows_unnumbered) * width

    @staticmethod
    def _refuse_doctype(*_: object) -> None:
        raise BuitenGrenzen("De werkmap bevat een XML-documenttype, en een werkmap uit Excel heeft dat nooit.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > limits.DIEPSTE_XML:
            raise BuitenGrenzen("De werkmap bevat te diep geneste XML; sla haar opnieuw op in Excel.")
        if ":" in name:
            name = name.rpartition(":")[2]
        if not self.root:
            self.root = name
            # What stands in the cells is judged with the cells; of the shared texts only their size matters here.
            if name != "worksheet":
                self._parser.CharacterDataHandler = self._measure if name == "sst" else self._hear
        # A reader sets memory aside for as many as it is told there are.
        if name == "sst" and int(attributes.get("uniqueCount", 0)) > limits.MEESTE_CELLEN:
            raise BuitenGrenzen("De werkmap bevat minder teksten dan haar opgave; sla haar opnieuw op in Excel.")
        if self.root == "worksheet":
            self._start_in_sheet(name, attributes)
        elif self.root != "sst":
            self._start_in_other(name, attributes)

    def _start_in_sheet(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._ref, self._type, self._is_uncomputed = attributes.get("r"), attributes.get("t"), False
            if self._ref is None:
                self._in_row += 1
                self._widest_unnumbered = max(self._widest_unnumbered, self._in_row)
        elif name in {"v", "is"}:
            # Only a filled cell counts: a format that was drawn down to the last row is read as nothing.
            self.references += self._type == "s"
            if self._ref:
                letters = self._ref.rstrip("0123456789")
                self._columns.add(letters)
                self._height = max(self._height, int(self._ref[len(letters) :]))
            else:
                self._height = max(self._height, self._row)
            if self._is_uncomputed:
                self._parser.CharacterDataHandler = self._see_value
        elif name == "f":
            # An empty text is what a formula may well give.
            self._is_uncomputed = self._type != "str"
        elif name == "row":
            self._in_row = 0
            self._rows_unnumbered += "r" not in attributes
            self._row = int(attributes.get("r", self._row + 1))
        else:
            self._add(*attributes.values())
            if name in _SHEET_TEXTS:
                self._parser.CharacterDataHandler = self._hear

    def _start_in_other(self, name: str, attributes: dict[str, str]) -> None:
        if name in {"cacheField", "tableColumn"} and "name" in attributes:
            self._pakket.veldnamen.add(attributes["name"])
        self._add(*(value for key, value in attributes.items() if key.rpartition(":")[2] not in _DULL))
        if name == "sheet" and self.root == "workbook":
            relations = [value for key, value in attributes.items() if key.endswith(":id")]
            self.bladen |= dict.fromkeys(relations, attributes.get("name", ""))
        elif name == "Relationship":
            self.doelen[attributes.get("Id", "")] = attributes.get("Target", "")
        if name == "Relationship" and attributes.get("Target", "").lower().startswith("mailto:"):
            self._add(attributes["Target"])

    def _end(self, name: str) -> None:
        self._depth -= 1
        local = name.rpartition(":")[2]
        if self.root == "sst":
            if local == "si":
                self.longest, self._size = max(self.longest, self._size), 0
        elif self.root == "worksheet":
            if local == "c":
                self._end_cell()
            elif local == "v":
                self._parser.CharacterDataHandler = None
            elif self._parser.CharacterDataHandler is not None and local not in _INSIDE_TEXT:
                self._parser.CharacterDataHandler = None
                self._add("")
        elif local not in _INSIDE_TEXT:
            self._add("")

    def _end_cell(self) -> None:
        if self._type == "e" or self._is_uncomputed:
            ref = self._ref or ""
            letters = ref.rstrip("0123456789")
            place = (int(ref[len(letters) :]), _column_number(letters)) if ref else (self._row, self._in_row)
            self.foutcellen.append(place)

    def _see_value(self, _: str) -> None:
        self._is_uncomputed = False

    def _measure(self, text: str) -> None:
        self._size += len(text.encode())

    def _hear(self, text: str) -> None:
        self._text.append(text)
        self._count(len(text))

    def _add(self, *texts: str) -> None:
        for text in texts:
            # Short numbers are sizes and places on the sheet.
            if not text.isdigit() or len(text) > 7:
                self._text += ["\n", text, "\n"]
                self._count(len(text))

    def _count(self, size: int) -> None:
        self._size += size + 1
        if self._size > _MOST_TEXT:
            raise BuitenGrenzen("De werkmap bevat meer dan 32 MiB tekst buiten de cellen; lever alleen werkbladen.")

    def _flush(self) -> None:
        if self._text:
            self._pakket.teksten.append((_ROOTS.get(self.root, "overig"), "".join(self._text)))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z" or number > 1 << 20:
            raise ValueError("geen celadres")
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _count_texts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Add up the shared texts as often as cells refer to them; only for a workbook where that could be a lot."""
    counters = []
    for part in parts:
        if part.filename.lower().endswith(".xml"):
            counter = _References()
            for block in _unpacked(package, part, None):
                counter.parser.Parse(block, False)
            counters.append(counter)
    sizes = next((c.sizes for c in counters if c.sizes), [])
    times = sum((c.used for c in counters), Counter[int]())
    if sum(n * sizes[i] for i, n in times.items() if i < len(sizes)) > limits.GROOTSTE_CELTEKST_BYTES:
        raise BuitenGrenzen(
            f"De cellen bevatten samen meer dan {limits.GROOTSTE_CELTEKST_BYTES >> 20} MiB tekst; "
            "lever gegevens zonder lange teksten."
        )


class _References:
    """Of one part: the sizes of its shared texts, or how often its cells refer to each."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.used: Counter[int] = Counter()
        self._shared = False
        self._heard = ""
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._hear

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "si":
            self.sizes.append(0)
        elif local == "c":
            self._shared = attributes.get("t") == "s"
        self._heard = ""

    def _end(self, name: str) -> None:
        if self._shared and name.rpartition(":")[2] == "v":
            self.used[int(self._heard)] += 1

    def _hear(self, text: str) -> None:
        if self.sizes:
            self.sizes[-1] += len(text.encode())
        elif self._shared:
            self._heard = (self._heard + text)[:20]
