"""Faults in a workbook: in its cells, its sheets and its package, each a named, pure function of a subject."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from jbr_pipeline.contracts.delivery import Kolom, contracten
from jbr_pipeline_tests.deliveries_kit import werkblad, xlsx_bytes
from jbr_pipeline_tests.soak.bad_file import (
    AANTAL,
    GELIJK,
    REGEL,
    RIJ,
    Verwacht,
    geweigerd,
    goede_rijen,
    in_quarantaine,
)
from jbr_pipeline_tests.soak.text_mutations import GEEN_GZIP, GEEN_XLSX, bits_gekeerd, stuk_weg


def kolom_van_de_fout(soort: str) -> tuple[int, Kolom]:
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
    return _book(
        lambda book: write(_sheet(book, "blad", werkblad(goede_rijen(soort))), REGEL - 1, kolom_van_de_fout(soort)[0])
    )


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
"""`?` stands for the column that `kolom_van_de_fout` gives."""

WERKMAPFOUTEN: list[tuple[Callable[[str, random.Random], bytes], str, Verwacht]] = [
    (werkmap, "xlsx", GELIJK),
    (werkmap, "csv", geweigerd("werkmap of zip-bestand; verwacht: tekst")),
    (werkmap, "csv.gz", geweigerd(GEEN_GZIP)),
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
    (werkmap_met_onbekende_codering, "xlsx", geweigerd(GEEN_XLSX)),
    (werkmap_zonder_werkmap, "xlsx", geweigerd(GEEN_XLSX)),
    (werkmap_zonder_blad, "xlsx", geweigerd(GEEN_XLSX)),
    (werkmap_afgekapt, "xlsx", geweigerd(GEEN_XLSX)),
    (werkmap_met_bits_gekeerd, "xlsx", Verwacht()),
    (werkmap_met_rommel_in_xml, "xlsx", Verwacht()),
]
