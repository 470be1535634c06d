"""A workbook is read as a CSV of the same delivery would be."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.spreadsheets import FOUTCEL, als_tekst
from jbr_pipeline.sources.deliveries.text import Tekstbestand
from jbr_pipeline_tests.deliveries_kit import rij, rijen, werkblad, xlsx_bytes

FINANCIEN = contracten()["financien"]
GOED = werkblad([rij("financien")])


@pytest.fixture
def lees(tmp_path: Path):
    def read(content: bytes, soort: str = "financien") -> Tekstbestand:
        (tmp_path / "bron").write_bytes(content)
        return als_tekst(tmp_path / "bron", contracten()[soort], tmp_path)

    return read


def records(tekst: Tekstbestand) -> dict[int, dict[str, str]]:
    with tekst.pad.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter=";"))
    assert tekst.regelnummers is not None
    assert len(rows) == tekst.aantal
    return dict(zip(tekst.regelnummers.tolist(), rows, strict=True))


def cel(lees, kolom: str, waarde: Any, soort: str = "financien") -> str:
    (row,) = records(lees(xlsx_bytes({"blad": werkblad([rij(soort, **{kolom: waarde})])}), soort)).values()
    return row[kolom]


@pytest.mark.parametrize("above", [0, 1, 7])
def test_blank_rows_above_the_header_are_passed_over_and_lines_are_those_of_excel(lees, above: int) -> None:
    sheet = werkblad(rijen("financien", 2), above)
    sheet.insert(above + 2, [])
    assert list(records(lees(xlsx_bytes({"blad": sheet})))) == [above + 2, above + 4]


def test_a_title_above_the_header_is_no_header(lees) -> None:
    sheet = [["Financiën", "", "2024"], ["opgesteld", date(2025, 1, 8)], *GOED]
    assert list(records(lees(xlsx_bytes({"blad": sheet})))) == [4]


def test_the_first_visible_sheet_with_the_headers_is_taken(lees) -> None:
    sheets = {
        "toelichting": [["Lees dit eerst"]],
        "oud": werkblad([rij("financien", bedrag=1)]),
        "nieuw": werkblad([rij("financien", bedrag=2)]),
        "nieuwer": werkblad([rij("financien", bedrag=3)]),
    }
    (row,) = records(lees(xlsx_bytes(sheets, hidden=["oud"]))).values()
    assert row["bedrag"] == "2"


def test_headers_on_a_hidden_sheet_only_are_not_found(lees) -> None:
    content = xlsx_bytes({"leeg": [["x"]], "data": GOED}, hidden=["data"])
    with pytest.raises(Bestandsfout, match="Geen zichtbaar werkblad heeft alle verplichte kolommen"):
        lees(content)


def test_the_columns_that_the_best_sheet_lacks_are_named(lees) -> None:
    sheet = [[name for name in GOED[0] if name not in ("bedrag", "stelsel")]]
    with pytest.raises(Bestandsfout, match="niet gevonden: bedrag, stelsel"):
        lees(xlsx_bytes({"niets": [["x"]], "bijna": sheet}))


@pytest.mark.parametrize(
    "content",
    [b"", b"geen xlsx", b"PK\x03\x04" + b"\0" * 99, xlsx_bytes({"a": GOED})[:-300]],
    ids=["leeg", "tekst", "zip", "half"],
)
def test_a_file_that_is_no_workbook_is_refused(lees, content: bytes) -> None:
    with pytest.raises(Bestandsfout, match="geen leesbare XLSX"):
        lees(content)


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    [
        (1234.5, "1234,50"),
        (1234, "1234"),
        (0.1 + 0.2, "0,30"),
        (123456789012.34, "123456789012,34"),
        (1.255, "1,255"),
        (-17.5, "-17,50"),
        (1e-7, "1e-07"),
        ("1.234,50", "1.234,50"),
        (None, ""),
    ],
)
def test_native_numbers_are_written_with_a_comma_and_never_rounded_to_fit(lees, waarde: Any, tekst: str) -> None:
    assert cel(lees, "bedrag", waarde) == tekst


@pytest.mark.parametrize(
    ("waarde", "tekst"),
    # Excel knows no time zones.
    [
        (date(2024, 3, 1), "01-03-2024"),
        (datetime(2024, 3, 1), "01-03-2024"),  # noqa: DTZ001
        (date(9999, 12, 31), "31-12-9999"),
        ("01-03-2024", "01-03-2024"),
        (datetime(2024, 3, 1, 13, 30), "2024-03-01T13:30:00"),  # noqa: DTZ001
        (45352, "45352"),
    ],
)
def test_native_dates_are_written_as_day_month_year(lees, waarde: Any, tekst: str) -> None:
    assert cel(lees, "ontvangstdatum", waarde, "woo_verzoeken") == tekst


@pytest.mark.parametrize(("waarde", "tekst"), [(True, "ja"), (False, "nee"), ("Ja", "Ja")])
def test_native_truth_values_are_yes_and_no(lees, waarde: Any, tekst: str) -> None:
    assert cel(lees, "consolidatie", waarde) == tekst


@pytest.mark.parametrize(
    ("uitkomst", "tekst"),
    [("#N/A", FOUTCEL), ("#DIV/0!", FOUTCEL), (None, FOUTCEL), (12.5, "12,50"), ("", "")],
    ids=["n/a", "deling door nul", "nooit berekend", "getal", "lege tekst"],
)
def test_an_error_or_a_formula_that_was_never_computed_is_not_an_empty_cell(
    lees, uitkomst: float | str | None, tekst: str
) -> None:
    """The library that reads workbooks gives nothing for either, and nothing may mean that there is no value."""
    sheet = werkblad(rijen("financien", 2), above=2)
    column = sheet[2].index("bedrag")
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet("toelichting").write_formula(4, column, "=NA()", None, "#N/A")
        data = book.add_worksheet("blad & gegevens")
        for r, row in enumerate(sheet):
            data.write_row(r, 0, row)
        data.write_formula(3, column, "=A1", None, uitkomst or "LEEG")
    content = out.getvalue()
    if not uitkomst:
        # As Excel writes a formula that gives an empty text, and a library one that it does not compute.
        as_written = b"><f>A1</f><v/>" if uitkomst is None else b' t="str"><f>A1</f><v></v>'
        content = vervang(content, "xl/worksheets/sheet2.xml", b' t="str"><f>A1</f><v>LEEG</v>', as_written)
    first, second = records(lees(content)).values()
    assert (first["bedrag"], second["bedrag"]) == (tekst, "1.234,50")


def vervang(content: bytes, deel: str, oud: bytes, nieuw: bytes) -> bytes:
    """The workbook with other bytes in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            xml = old.read(name)
            assert name != deel or oud in xml
            new.writestr(name, xml.replace(oud, nieuw) if name == deel else xml)
    return out.getvalue()


def test_a_workbook_in_an_encoding_that_nobody_knows_is_refused(lees) -> None:
    content = vervang(xlsx_bytes({"blad": GOED}), "xl/styles.xml", b"UTF-8", b"X-8")
    with pytest.raises(Bestandsfout, match="geen leesbare XLSX"):
        lees(content)


def test_a_code_kept_as_a_number_is_written_without_decimals(lees) -> None:
    assert cel(lees, "artikel", 7) == "7"


def test_separators_quotes_and_line_breaks_in_a_cell_break_nothing(lees) -> None:
    assert cel(lees, "begrotingshoofdstuk", 'a;"b"\nc\r\n d') == 'a;"b" c  d'


def test_a_sheet_with_headers_only_has_no_rows(lees) -> None:
    assert records(lees(xlsx_bytes({"blad": GOED[:1]}))) == {}


def test_header_cells_without_a_name_and_rows_that_end_early_do_no_harm(lees) -> None:
    sheet = [[*GOED[0], "", None, "extra"], [*GOED[1]], [*GOED[1], "", "rommel", "x"]]
    assert len(records(lees(xlsx_bytes({"blad": sheet})))) == 2
