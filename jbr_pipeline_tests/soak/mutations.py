"""The corpus of broken deliveries: each kind of fault a named, pure function of a good file, with what must come of it.

Three levels: a cell by its contract, the lines of a text or the sheet of a workbook, and the bytes of a file. What the
house makes of them belongs in `test_bad_files`.
"""

from __future__ import annotations

import codecs
import gzip
import io
import random
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import xlsxwriter

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline.sources.deliveries.typed import ONLEESBAAR
from jbr_pipeline_tests.deliveries_kit import csv_tekst, rijen, werkblad, xlsx_bytes

AANTAL = 6
"""Rows of a good file."""

RIJ = 3
"""Which of them is broken, counted from 0."""

REGEL = RIJ + 2
"""The line of that row: below the header, counted from 1."""

MERK = "MERK-4711"
"""Stands for what may be said nowhere."""

Oordeel = Literal["geweigerd", "quarantaine", "goed", "telt", "eender"]


@dataclass(frozen=True)
class Verwacht:
    """What must come of a file.

    `geweigerd` with a reason that `reden` is found in; `quarantaine` of the rows on `regels` and no others, in `kolom`;
    `goed`: the same rows as the good file; `telt`: every row is valid; `eender`: whatever holds of any file.
    `gelezen` is the number of records put in, where it is known.
    """

    oordeel: Oordeel = "eender"
    reden: str = ""
    regels: tuple[int, ...] = ()
    kolom: str = ""
    gelezen: int | None = None
    overgeslagen: int = 0
    persoonlijk: bool = False


@dataclass(frozen=True)
class Bestand:
    """A broken file: what was done to it, its bytes as sent, and what must come of it."""

    soort: str
    soort_fout: str
    inhoud: bytes
    extensie: str
    verwacht: Verwacht
    waar: str = ""
    """In which column, or with which seed."""

    def __repr__(self) -> str:
        """Without the bytes: a failure tells what was done, and no cell."""
        return f"{self.soort} | {self.soort_fout} | {self.waar} | {self.extensie}"


Regels = list[str]
Kap = Callable[[bytes, random.Random], bytes]
Knip = Callable[[Regels, random.Random], Regels]


def goede_rijen(soort: str) -> list[dict[str, Any]]:
    """Rows that break no rule."""
    return rijen(soort, AANTAL)


def goed(soort: str) -> str:
    """A good file as text."""
    return csv_tekst(goede_rijen(soort))


def in_quarantaine(*regels: int, kolom: str = "", gelezen: int = AANTAL) -> Verwacht:
    return Verwacht("quarantaine", regels=regels or (REGEL,), kolom=kolom, gelezen=gelezen)


def geweigerd(reden: str, *, persoonlijk: bool = False) -> Verwacht:
    return Verwacht("geweigerd", reden, persoonlijk=persoonlijk)


GELIJK = Verwacht("goed", gelezen=AANTAL)


# --- cells, by contract ---------------------------------------------------------------------------------------------

GEEN_DATUM = (
    "31-02-2024", "29-02-2023", "00-01-2024", "01-13-2024", "1-1-2024", "01-01-24", "01/01/2024", "2024-01-01",
    "20240101", "45292", "01-01-0000", "01-jan-2024", "01-01-2024 00:00", "01\u201101\u20112024", "٠١-٠١-٢٠٢٤", MERK,
)  # fmt: skip
GEEN_GETAL = (
    "1e3", "NaN", "inf", "-inf", "--1", "-1-", "+5", "1\u2009000", "1\u202f000", "1 000", "٣", "0x10", "1_000", "5%",
    "(5)", "1/2", "\u22125", "'5", "=5", "-", "9" * 40, "9" * 300_000, "1.0", "1,000,000.00", "12.34,5", MERK,
)  # fmt: skip
GEEN_KEUZE = (MERK, "\u200b", "kas\u200b", "=cmd|' /C calc'!A0", "\u202eV", "x" * 70_000)
GEEN_JANEE = ("j", "n", "1", "true", "waar", "ja.", MERK)
RARE_TEKST = (
    "\u202e" + MERK, "a\u200bb", "a\x01b", "a\x85b", "a\u2028b", "x" * 70_000, "\\N", 'a\\"b', "a\x1ab", "\ufeffa",
    "\ufffd", "=cmd|' /C calc'!A0", "@SUM(A1)", "'; drop table rijen; --", "<script>", "{0}%s", MERK,
)  # fmt: skip


def celfouten(contract: Aanleveringscontract) -> Iterator[tuple[str, Kolom, str, Verwacht]]:
    """Every kind of wrong or odd cell of every column: its name, the column, the text, and what must come of it."""
    for k in contract.kolom:
        held = in_quarantaine(kolom=k.naam)
        wrong: Sequence[str] = {
            "datum": GEEN_DATUM,
            "geheel": (*GEEN_GETAL, "1,5", "2147483648"),
            "decimaal": (*GEEN_GETAL, "1," + "0" * k.decimalen + "1", ","),
            "keuze": GEEN_KEUZE,
            "janee": GEEN_JANEE,
            "tekst": (),
        }[k.type]
        for n, text in enumerate(wrong):
            yield f"{k.type} {n}", k, text, held
        if k.type == "geheel":
            yield "geheel met punt", k, "1.000", held
        if k.type == "decimaal" and not k.duizendtalpunt:
            yield "decimaal met punt", k, "1.000", held
        if not k.optioneel and not k.leeg_is_onbekend:
            yield "leeg", k, "", held
            yield "hekje", k, "#", held
        if k.minimum is not None and k.ernst_bereik == "kritiek":
            yield "te laag", k, str(k.minimum - k.minimum_telt_mee), held
        if k.maximum is not None and k.ernst_bereik == "kritiek":
            yield "te hoog", k, str(k.maximum + 1), held
        if k.type == "tekst":
            asked = " ".join(f"{r.eis} {r.paar}" for r in contract.regel)
            for n, text in enumerate(RARE_TEKST):
                if k.patroon and not re.search(k.patroon, text):
                    yield f"tekst {n}", k, text, held
                elif k.naam not in asked and not k.patroon:
                    yield f"tekst {n}", k, text, Verwacht("telt", gelezen=AANTAL)
        skipped = Verwacht("telt", gelezen=AANTAL, overgeslagen=1)
        yield "subtotaal", k, "Totaalresultaat", skipped


# --- lines of a text ------------------------------------------------------------------------------------------------


def _cells(line: str) -> list[str]:
    return line.split(";")


def ongewijzigd(lines: Regels, _: random.Random) -> Regels:
    return lines


def lege_regels(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], "", *lines[1:3], "", " ", *lines[3:], ""]


def lege_velden(lines: Regels, _: random.Random) -> Regels:
    return [*lines, ";" * lines[0].count(";")]


def totaalregel(lines: Regels, _: random.Random) -> Regels:
    return [*lines, "Totaalresultaat" + ";" * lines[0].count(";")]


def veld_te_weinig(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, lines[REGEL - 1].rpartition(";")[0])


def veld_te_veel(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, lines[REGEL - 1] + f";{MERK}")


def open_aanhalingsteken(lines: Regels, _: random.Random) -> Regels:
    return _with(lines, '"' + lines[REGEL - 1])


def open_aanhalingsteken_aan_het_eind(lines: Regels, _: random.Random) -> Regels:
    return [*lines[:-1], lines[-1].replace(";", ';"', 1)]


def alles_tussen_aanhalingstekens(lines: Regels, _: random.Random) -> Regels:
    return [";".join(f'"{c}"' for c in _cells(line)) for line in lines]


def spaties_om_cellen(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], *(";".join(f" {c}\u00a0" for c in _cells(line)) for line in lines[1:])]


def regeleinde_in_cel(lines: Regels, _: random.Random) -> Regels:
    first, rest = lines[REGEL - 1].split(";", 1)
    return _with(lines, f'"{first}\n";{rest}')


def kop_nog_een_keer(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], *lines]


def kop_onderaan(lines: Regels, _: random.Random) -> Regels:
    return [*lines, lines[0]]


def titel_boven_kop(lines: Regels, _: random.Random) -> Regels:
    return [f"Levering {MERK}", *lines]


def rij_dubbel(lines: Regels, _: random.Random) -> Regels:
    return [*lines, lines[REGEL - 1]]


def geen_regels(lines: Regels, _: random.Random) -> Regels:
    return []


def alleen_kop(lines: Regels, _: random.Random) -> Regels:
    return lines[:1]


def kop_en_lege_regels(lines: Regels, _: random.Random) -> Regels:
    return [lines[0], "", ";" * lines[0].count(";"), "  "]


def kop_weg(lines: Regels, _: random.Random) -> Regels:
    return lines[1:]


def kolom_weg(lines: Regels, _: random.Random) -> Regels:
    return [line.split(";", 1)[1] for line in lines]


def kolom_dubbel(lines: Regels, _: random.Random) -> Regels:
    return [f"{line};{_cells(line)[0]}" for line in lines]


def kolom_erbij(lines: Regels, _: random.Random) -> Regels:
    return [f"{lines[0]};{MERK.lower()}", *(f"{line};{MERK}" for line in lines[1:])]


def kolom_bsn(lines: Regels, _: random.Random) -> Regels:
    return [f"{lines[0]};B S N", *(f"{line};{MERK}" for line in lines[1:])]


def kolom_hernoemd(lines: Regels, _: random.Random) -> Regels:
    return [re.sub(r"^([^;]+);", r"\1x;", lines[0]), *lines[1:]]


def kop_met_open_aanhalingsteken(lines: Regels, _: random.Random) -> Regels:
    return ['"' + lines[0], *lines[1:]]


def kolommen_omgekeerd(lines: Regels, _: random.Random) -> Regels:
    return [";".join(reversed(_cells(line))) for line in lines]


def koppen_verwisseld(lines: Regels, _: random.Random) -> Regels:
    first, second, *rest = _cells(lines[0])
    return [";".join([second, first, *rest]), *lines[1:]]


def kop_in_hoofdletters(lines: Regels, _: random.Random) -> Regels:
    return [lines[0].upper().replace("_", " "), *lines[1:]]


def met_komma(lines: Regels, _: random.Random) -> Regels:
    return [line.replace(",", ".").replace(";", ",") for line in lines]


def met_tab(lines: Regels, _: random.Random) -> Regels:
    return [line.replace(";", "\t") for line in lines]


def regels_geschud(lines: Regels, r: random.Random) -> Regels:
    return [lines[0], *r.sample(lines[1:], len(lines) - 1)]


def veld_verplaatst(lines: Regels, r: random.Random) -> Regels:
    if len(lines) < 2:
        return lines
    n = r.randrange(len(lines))
    cells = _cells(lines[n])
    cells.insert(r.randrange(len(cells) + 1), r.choice(["", MERK, '"', '""', "\\", "#"]))
    return [*lines[:n], ";".join(cells), *lines[n + 1 :]]


def _with(lines: Regels, line: str) -> Regels:
    return [*lines[: REGEL - 1], line, *lines[REGEL:]]


REGELFOUTEN: dict[Knip, Verwacht] = {
    ongewijzigd: GELIJK,
    lege_regels: GELIJK,
    lege_velden: GELIJK,
    totaalregel: Verwacht("goed", gelezen=AANTAL + 1, overgeslagen=1),
    veld_te_weinig: in_quarantaine(kolom=ONLEESBAAR),
    veld_te_veel: in_quarantaine(kolom=ONLEESBAAR),
    open_aanhalingsteken: in_quarantaine(kolom=ONLEESBAAR),
    open_aanhalingsteken_aan_het_eind: in_quarantaine(AANTAL + 1, kolom=ONLEESBAAR),
    alles_tussen_aanhalingstekens: GELIJK,
    spaties_om_cellen: GELIJK,
    regeleinde_in_cel: GELIJK,
    kop_nog_een_keer: in_quarantaine(2, gelezen=AANTAL + 1),
    kop_onderaan: in_quarantaine(AANTAL + 2, gelezen=AANTAL + 1),
    titel_boven_kop: geweigerd("Regel 1 mist de verplichte kolommen"),
    rij_dubbel: in_quarantaine(AANTAL + 2, gelezen=AANTAL + 1),
    geen_regels: geweigerd("Regel 1 is leeg; verwacht: een regel met kolomnamen"),
    alleen_kop: geweigerd("geen enkele regel met gegevens"),
    kop_en_lege_regels: geweigerd("geen enkele regel met gegevens"),
    kop_weg: geweigerd("Regel 1 mist de verplichte kolommen"),
    kolom_weg: geweigerd("Regel 1 mist de verplichte kolom"),
    kolom_dubbel: geweigerd("staat twee keer op regel 1"),
    kolom_erbij: GELIJK,
    kolom_bsn: geweigerd("kolom met persoonsgegevens", persoonlijk=True),
    kolom_hernoemd: geweigerd("De naam van kolom A lijkt op"),
    kop_met_open_aanhalingsteken: geweigerd("Regel 1 is geen regel met kolomnamen"),
    kolommen_omgekeerd: GELIJK,
    koppen_verwisseld: Verwacht(),
    kop_in_hoofdletters: GELIJK,
    met_komma: geweigerd("gescheiden door ';'"),
    met_tab: geweigerd("gescheiden door ';'"),
    regels_geschud: GELIJK,
    veld_verplaatst: Verwacht(),
}


# --- bytes ----------------------------------------------------------------------------------------------------------


def _line_start(content: bytes) -> int:
    """Where the line of the broken row begins."""
    return len(b"\n".join(content.split(b"\n")[: REGEL - 1])) + 1


def bom(content: bytes, _: random.Random) -> bytes:
    return codecs.BOM_UTF8 + content


def twee_keer_bom(content: bytes, _: random.Random) -> bytes:
    return codecs.BOM_UTF8 * 2 + content


def cp1252(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("cp1252")


def twee_coderingen(content: bytes, _: random.Random) -> bytes:
    lines = content.split(b"\n")
    lines[0], lines[1] = lines[0] + b";extra", lines[1] + ";é€".encode()
    lines[2:-1] = [line + b";z" for line in lines[2:-1]]
    lines[REGEL - 1] += b"\xe9"
    return b"\n".join(lines)


def utf16(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("utf-16")


def utf32(content: bytes, _: random.Random) -> bytes:
    return content.decode().encode("utf-32-be")


def crlf(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n")


def crlf_en_lf(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r\n", 3)


def alleen_cr(content: bytes, _: random.Random) -> bytes:
    return content.replace(b"\n", b"\r")


def nul(content: bytes, _: random.Random) -> bytes:
    at = _line_start(content)
    return content[:at] + b"\0" + content[at:]


def geen_codering(content: bytes, _: random.Random) -> bytes:
    at = _line_start(content)
    return content[:at] + b"\x81" + content[at:]


def dos_einde(content: bytes, _: random.Random) -> bytes:
    return content + b"\x1a"


def zonder_laatste_regeleinde(content: bytes, _: random.Random) -> bytes:
    return content.rstrip(b"\n")


def rommel_erachter(content: bytes, r: random.Random) -> bytes:
    return content + r.randbytes(40)


def afgekapt(content: bytes, r: random.Random) -> bytes:
    return content[: r.randrange(len(content))] if content else content


def bits_gekeerd(content: bytes, r: random.Random) -> bytes:
    turned = bytearray(content)
    for _ in range(r.randint(1, 8) if content else 0):
        turned[r.randrange(len(turned))] ^= 1 << r.randrange(8)
    return bytes(turned)


def stuk_weg(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + content[at + r.randint(1, 60) :]


def stuk_dubbel(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content) + 1)
    return content[:at] + content[at : at + r.randint(1, 300)] * 2 + content[at:]


TEKSTFOUTEN: dict[Kap, Verwacht] = {
    bom: GELIJK,
    twee_keer_bom: GELIJK,
    cp1252: GELIJK,
    twee_coderingen: geweigerd(f"Regel {REGEL} bevat een teken dat geen UTF-8 is"),
    utf16: geweigerd("Regel 1 bevat nul-tekens"),
    utf32: geweigerd("Regel 1 bevat nul-tekens"),
    crlf: GELIJK,
    crlf_en_lf: GELIJK,
    # The whole file is the header then: it misses its last column, or has no rows when that one may be missing.
    alleen_cr: geweigerd(""),
    nul: geweigerd(f"Regel {REGEL} bevat nul-tekens"),
    geen_codering: geweigerd(f"Regel {REGEL} bevat een teken dat geen UTF-8"),
    dos_einde: in_quarantaine(AANTAL + 2, kolom=ONLEESBAAR, gelezen=AANTAL + 1),
    zonder_laatste_regeleinde: GELIJK,
    rommel_erachter: Verwacht(),
    afgekapt: Verwacht(),
    bits_gekeerd: Verwacht(),
    stuk_weg: Verwacht(),
    stuk_dubbel: Verwacht(),
}


# --- gzip and names that lie ------------------------------------------------------------------------------------------


def ingepakt(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(content, mtime=0)


def in_twee_delen(content: bytes, r: random.Random) -> bytes:
    at = r.randrange(len(content))
    return gzip.compress(content[:at], mtime=0) + gzip.compress(content[at:], mtime=0)


def gzip_afgekapt(content: bytes, r: random.Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return packed[: r.randrange(10, len(packed))]


def gzip_met_staart(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(content, mtime=0) + b"staart"


def gzip_met_verkeerde_som(content: bytes, _: random.Random) -> bytes:
    packed = gzip.compress(content, mtime=0)
    return packed[:-8] + bytes(b ^ 0xFF for b in packed[-8:-4]) + packed[-4:]


def twee_keer_ingepakt(content: bytes, _: random.Random) -> bytes:
    return gzip.compress(gzip.compress(content, mtime=0), mtime=0)


def gzip_met_bits_gekeerd(content: bytes, r: random.Random) -> bytes:
    return bits_gekeerd(gzip.compress(content, mtime=0), r)


def onverpakt(content: bytes, _: random.Random) -> bytes:
    return content


_GEEN_GZIP, _GEEN_XLSX = "geen heel gzip-bestand", "geen leesbare XLSX"

VERPAKFOUTEN: list[tuple[Kap, str, Verwacht]] = [
    (ingepakt, "csv.gz", GELIJK),
    (in_twee_delen, "csv.gz", GELIJK),
    (gzip_afgekapt, "csv.gz", geweigerd(_GEEN_GZIP)),
    (gzip_met_staart, "csv.gz", geweigerd(_GEEN_GZIP)),
    (gzip_met_verkeerde_som, "csv.gz", geweigerd(_GEEN_GZIP)),
    (twee_keer_ingepakt, "csv.gz", geweigerd("ingepakt met gzip; verwacht: tekst")),
    (gzip_met_bits_gekeerd, "csv.gz", Verwacht()),
    (onverpakt, "csv.gz", geweigerd(_GEEN_GZIP)),
    (ingepakt, "csv", geweigerd("ingepakt met gzip; verwacht: tekst")),
    (onverpakt, "xlsx", geweigerd(_GEEN_XLSX)),
    (ingepakt, "xlsx", geweigerd(_GEEN_XLSX)),
]


# --- workbooks ------------------------------------------------------------------------------------------------------


def _column(soort: str) -> tuple[int, Kolom]:
    """The last column that is not text, so that a wrong cell of it cannot be read; counted from 0."""
    found = [
        (n, k) for n, k in enumerate(contracten()[soort].kolom) if k.type in ("datum", "geheel", "decimaal", "keuze")
    ]
    return found[-1]


def _book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        fill(book)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Any]]) -> Any:
    sheet = book.add_worksheet(name)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell)
    return sheet


def _with_cell(soort: str, write: Callable[[Any, int, int], object]) -> bytes:
    """A good sheet with one cell written otherwise."""
    return _book(lambda book: write(_sheet(book, "blad", werkblad(goede_rijen(soort))), REGEL - 1, _column(soort)[0]))


def werkmap(soort: str, _: random.Random) -> bytes:
    return xlsx_bytes({"blad": werkblad(goede_rijen(soort))})


def werkmap_met_bladen_ervoor(soort: str, _: random.Random) -> bytes:
    sheets: dict[str, list[list[Any]]] = {"leeg": [], "uitleg": [["Lees dit"]], "blad": werkblad(goede_rijen(soort))}
    return xlsx_bytes({**sheets, "oud": [["x"]]})


def werkmap_met_grafiekblad(soort: str, _: random.Random) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=blad!$A$1:$A$3"})
        book.add_chartsheet("grafiek").set_chart(chart)
        _sheet(book, "blad", werkblad(goede_rijen(soort)))

    return _book(fill)


def werkmap_met_verborgen_rij(soort: str, _: random.Random) -> bytes:
    return _with_cell(soort, lambda sheet, row, _: sheet.set_row(row, None, None, {"hidden": True}))


def werkmap_met_leeg_blad(soort: str, _: random.Random) -> bytes:
    return xlsx_bytes({"blad": []})


def werkmap_met_alleen_kop(soort: str, _: random.Random) -> bytes:
    return xlsx_bytes({"blad": [list(goede_rijen(soort)[0])]})


def werkmap_met_verborgen_blad(soort: str, _: random.Random) -> bytes:
    return xlsx_bytes({"uitleg": [["x"]], "blad": werkblad(goede_rijen(soort))}, hidden=["blad"])


def werkmap_met_kolom_dubbel(soort: str, _: random.Random) -> bytes:
    sheet = werkblad(goede_rijen(soort), above=2)
    return xlsx_bytes({"blad": [*sheet[:2], *([*row, row[0]] for row in sheet[2:])]})


def werkmap_met_foutcel(soort: str, _: random.Random) -> bytes:
    return _with_cell(soort, lambda sheet, row, column: sheet.write_formula(row, column, "=NA()", None, "#N/A"))


def werkmap_met_formule_zonder_uitkomst(soort: str, _: random.Random) -> bytes:
    content = _with_cell(soort, lambda sheet, row, column: sheet.write_formula(row, column, "=1+1", None, 2))
    return _edited(content, _BLAD, lambda xml: re.sub(rb"(<f>1\+1</f>)<v>2</v>", rb"\1<v></v>", xml))


def werkmap_met_datum_in_cel(soort: str, _: random.Random) -> bytes:
    return _with_cell(soort, lambda sheet, row, column: sheet.write(row, column, date(1899, 12, 31)))


def werkmap_met_waar_in_cel(soort: str, _: random.Random) -> bytes:
    return _with_cell(soort, lambda sheet, row, column: sheet.write_boolean(row, column, True))


def werkmap_met_breuk_in_cel(soort: str, _: random.Random) -> bytes:
    return _with_cell(soort, lambda sheet, row, column: sheet.write_number(row, column, 0.12345678))


def werkmap_met_samengevoegde_cellen(soort: str, _: random.Random) -> bytes:
    key = contracten()[soort].kolom[0]
    assert not key.optioneel
    return _with_cell(
        soort, lambda sheet, row, _: sheet.merge_range(row - 1, 0, row, 0, goede_rijen(soort)[RIJ - 1][key.naam])
    )


def werkmap_met_te_hoge_rij(soort: str, r: random.Random) -> bytes:
    far = b'<row r="4000000000"><c><v>1</v></c></row></sheetData>'
    return _edited(werkmap(soort, r), _BLAD, lambda xml: xml.replace(b"</sheetData>", far))


def werkmap_met_gelogen_teksten(soort: str, r: random.Random) -> bytes:
    return _edited(
        werkmap(soort, r),
        "xl/sharedStrings.xml",
        lambda xml: re.sub(rb'uniqueCount="\d+"', b'uniqueCount="999999999999"', xml),
    )


def werkmap_met_onbekende_codering(soort: str, r: random.Random) -> bytes:
    return _edited(werkmap(soort, r), "xl/styles.xml", lambda xml: xml.replace(b"UTF-8", b"NaN", 1))


def werkmap_zonder_werkmap(soort: str, r: random.Random) -> bytes:
    return _edited(werkmap(soort, r), "xl/workbook.xml", None)


def werkmap_zonder_blad(soort: str, r: random.Random) -> bytes:
    return _edited(werkmap(soort, r), _BLAD, None)


def werkmap_afgekapt(soort: str, r: random.Random) -> bytes:
    content = werkmap(soort, r)
    return content[: r.randrange(4, len(content) - 22)]


def werkmap_met_bits_gekeerd(soort: str, r: random.Random) -> bytes:
    return bits_gekeerd(werkmap(soort, r), r)


def werkmap_met_rommel_in_xml(soort: str, r: random.Random) -> bytes:
    part = r.choice([_BLAD, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
    return _edited(werkmap(soort, r), part, lambda xml: _spoiled(xml, r))


def _spoiled(xml: bytes, r: random.Random) -> bytes:
    for _ in range(r.randint(1, 3)):
        match r.randrange(3):
            case 0:
                found = r.choice(list(re.finditer(rb'"[^"<>]*"|>[^<>]+<', xml)) or [re.search(rb"$", xml)])
                assert found
                xml = xml[: found.start() + 1] + r.choice(_WOORDEN) + xml[max(found.start() + 1, found.end() - 1) :]
            case 1:
                xml = bits_gekeerd(xml, r)
            case _:
                xml = stuk_weg(xml, r)
    return xml


_BLAD = "xl/worksheets/sheet1.xml"
_WOORDEN = (
    b"1", b"-1", b"999999999999", b"1e308", b"NaN", b"", b"A1", b"XFD1048576", b"ZZZZZZ9", b"A99999999999", b"s", b"e",
    b"b", b"d", b"str", b"inlineStr", b"_x0000_", b"_xD800_", b"2958466", b"-5", b"0.5", b"60",
)  # fmt: skip


def _edited(content: bytes, part: str, edit: Callable[[bytes], bytes] | None) -> bytes:
    """The workbook with one part changed, or without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
            elif edit:
                new.writestr(name, edit(old.read(name)))
    return out.getvalue()


_IN_CEL = in_quarantaine(kolom="?")
"""`?` stands for the column that `_column` gives."""

WERKMAPFOUTEN: list[tuple[Callable[[str, random.Random], bytes], str, Verwacht]] = [
    (werkmap, "xlsx", GELIJK),
    (werkmap, "csv", geweigerd("werkmap of zip-bestand; verwacht: tekst")),
    (werkmap, "csv.gz", geweigerd(_GEEN_GZIP)),
    (werkmap_met_bladen_ervoor, "xlsx", GELIJK),
    (werkmap_met_grafiekblad, "xlsx", GELIJK),
    (werkmap_met_verborgen_rij, "xlsx", GELIJK),
    (werkmap_met_leeg_blad, "xlsx", geweigerd("Geen zichtbaar werkblad heeft alle verplichte kolommen")),
    (werkmap_met_alleen_kop, "xlsx", geweigerd("geen enkele regel met gegevens")),
    (werkmap_met_verborgen_blad, "xlsx", geweigerd("Geen zichtbaar werkblad heeft alle verplichte kolommen")),
    (werkmap_met_kolom_dubbel, "xlsx", geweigerd("staat twee keer op regel 3")),
    (werkmap_met_foutcel, "xlsx", _IN_CEL),
    (werkmap_met_formule_zonder_uitkomst, "xlsx", _IN_CEL),
    (werkmap_met_waar_in_cel, "xlsx", _IN_CEL),
    (werkmap_met_breuk_in_cel, "xlsx", _IN_CEL),
    (werkmap_met_datum_in_cel, "xlsx", Verwacht(gelezen=AANTAL)),
    (werkmap_met_samengevoegde_cellen, "xlsx", Verwacht(gelezen=AANTAL)),
    (werkmap_met_te_hoge_rij, "xlsx", geweigerd("cellen, tot en met de laatste gevulde")),
    (werkmap_met_gelogen_teksten, "xlsx", geweigerd("minder teksten dan haar opgave")),
    (werkmap_met_onbekende_codering, "xlsx", geweigerd(_GEEN_XLSX)),
    (werkmap_zonder_werkmap, "xlsx", geweigerd(_GEEN_XLSX)),
    (werkmap_zonder_blad, "xlsx", geweigerd(_GEEN_XLSX)),
    (werkmap_afgekapt, "xlsx", geweigerd(_GEEN_XLSX)),
    (werkmap_met_bits_gekeerd, "xlsx", Verwacht()),
    (werkmap_met_rommel_in_xml, "xlsx", Verwacht()),
]


# --- the corpus -----------------------------------------------------------------------------------------------------


def vaste_gevallen(soort: str, zaad: int = 0) -> Iterator[Bestand]:
    """Every kind of fault by name, once, in a file of this subject."""
    r = random.Random(zaad)
    text = goed(soort)
    for knip, verwacht in REGELFOUTEN.items():
        yield Bestand(soort, knip.__name__, _text(knip(text.splitlines(), r)), "csv", verwacht)
    for kap, verwacht in TEKSTFOUTEN.items():
        yield Bestand(soort, kap.__name__, kap(text.encode(), r), "csv", verwacht, f"zaad {zaad}")
    for kap, extensie, verwacht in VERPAKFOUTEN:
        yield Bestand(
            soort, f"{kap.__name__} als {extensie}", kap(text.encode(), r), extensie, verwacht, f"zaad {zaad}"
        )
    for maak, extensie, verwacht in WERKMAPFOUTEN:
        if verwacht.kolom == "?":
            verwacht = in_quarantaine(kolom=_column(soort)[1].naam)
        yield Bestand(soort, f"{maak.__name__} als {extensie}", maak(soort, r), extensie, verwacht, f"zaad {zaad}")


def celgevallen(soort: str) -> Iterator[Bestand]:
    """Every kind of wrong cell of every column of a subject, each in a file of its own."""
    for naam, kolom, cel, verwacht in celfouten(contracten()[soort]):
        rows = goede_rijen(soort)
        rows[RIJ] = {**rows[RIJ], kolom.naam: cel}
        yield Bestand(soort, f"cel {naam}", csv_tekst(rows).encode(), "csv", verwacht, kolom.naam)


@dataclass(frozen=True)
class Samenstelling:
    """A few faults on top of each other: by number of the wrong cells, by function of the rest."""

    soort: str
    cellen: tuple[int, ...]
    regels: tuple[Knip, ...]
    kappen: tuple[Kap, ...]
    verpakt: bool
    zaad: int

    def maak(self) -> Bestand:
        r = random.Random(self.zaad)
        wrong = list(celfouten(contracten()[self.soort]))
        rows = goede_rijen(self.soort)
        names = []
        for n in self.cellen:
            naam, kolom, cel, _ = wrong[n % len(wrong)]
            rows[r.randrange(AANTAL)][kolom.naam] = cel
            names.append(f"cel {kolom.naam}: {naam}")
        lines = csv_tekst(rows).splitlines()
        for knip in self.regels:
            if len(lines) > REGEL and all(";" in line for line in lines[:2]):
                lines = knip(lines, r)
                names.append(knip.__name__)
        content = _text(lines)
        for kap in self.kappen:
            try:
                content = kap(content, r)
            except (UnicodeError, IndexError):
                continue
            names.append(kap.__name__)
        packed = "csv.gz" if self.verpakt else "csv"
        return Bestand(
            self.soort,
            "samengesteld",
            gzip.compress(content, mtime=0) if self.verpakt else content,
            packed,
            Verwacht(),
            f"{' + '.join(names)} (zaad {self.zaad})",
        )


def _text(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
