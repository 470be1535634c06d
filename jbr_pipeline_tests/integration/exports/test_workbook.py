"""The workbook, read back: every number is the database's, and a screen reader can find its way."""

from __future__ import annotations

import math
import re
import zipfile
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from jbr_pipeline.reporting.exports.layout import WERKMAP
from jbr_pipeline.reporting.exports.workbook import DEFINITIES, INHOUD, TOELICHTING
from jbr_pipeline.reporting.numbers import LEGENDA, ONBEKEND, ONDERDRUKT

VOORAAN = ["Voorblad", INHOUD, TOELICHTING, DEFINITIES]

Sleutel = tuple[str, str, str, str, int]
Cellen = dict[Sleutel, object]


@pytest.fixture(scope="module")
def werkmap(bestanden: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(bestanden / WERKMAP))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.fixture(scope="module")
def onderdelen(bestanden: Path) -> dict[str, str]:
    """The parts of the file that say how a sheet looks."""
    with zipfile.ZipFile(bestanden / WERKMAP) as package:
        return {n: package.read(n).decode("utf-8") for n in package.namelist() if n.endswith(".xml")}


def _tabel(sheet: list[list[object]]) -> list[list[object]]:
    """The table of a sheet: from the row after the link to the contents."""
    return sheet[[row[0] for row in sheet].index("Terug naar de inhoud") + 1 :]


def _inhoud(werkmap: dict[str, list[list[object]]]) -> list[list[object]]:
    sheet = werkmap[INHOUD]
    return sheet[[row[0] for row in sheet].index("Nummer") + 1 :]


def _gelezen(werkmap: dict[str, list[list[object]]]) -> Cellen:
    """Every cell of every table by code, title, name of the row, variant and year."""
    cells: Cellen = {}
    listed = _inhoud(werkmap)
    for name, (_, title, _, _, code) in zip(list(werkmap)[len(VOORAAN) :], listed, strict=True):
        head, *rows = _tabel(werkmap[name])
        labels = 2 if "Variant" in head else 1
        for row in rows:
            variant = str(row[1]) if labels == 2 else ""
            for year, cell in zip(head[labels:], row[labels:], strict=True):
                key = (str(code), str(title), str(row[0]), variant, int(str(year)[:4]))
                assert key not in cells
                cells[key] = cell
    return cells


def _verwacht(con: duckdb.DuckDBPyConnection) -> Cellen:
    """The same from the database: totals of everybody and breakdowns of the Rijk; a sign where there is no number."""
    rows = con.execute(
        """
        with v as (
            select r.*, coalesce(b.naam, r.variant) as variant_naam, u.naam as uitsplitsing_naam
            from reeks r
            left join benaming b on b.kolom = 'variant' and b.code = r.variant
            left join benaming u on u.kolom = 'uitsplitsing' and u.code = r.uitsplitsing
            where r.uitsplitsing = 'totaal' or r.organisatie_code = 'rijk'
        )
        select
            indicator_code,
            indicator || if(uitsplitsing = 'totaal', '',
                ' naar ' || lower(left(uitsplitsing_naam, 1)) || uitsplitsing_naam[2:]),
            if(uitsplitsing = 'totaal', organisatie, categorie_naam),
            if(count(distinct variant) over (partition by indicator_code, uitsplitsing) > 1, variant_naam, ''),
            jaar, waarde, onderdrukt
        from v
        """
    ).fetchall()
    return {
        tuple(key): waarde if waarde is not None else ONDERDRUKT if hidden else ONBEKEND
        for *key, waarde, hidden in rows
    }


def test_every_number_in_the_workbook_is_that_of_the_database(
    werkmap: dict[str, list[list[object]]], con: duckdb.DuckDBPyConnection
) -> None:
    found, expected = _gelezen(werkmap), _verwacht(con)
    assert {key for key in found if found[key] != ONBEKEND} <= set(expected) <= set(found)
    for key, cell in found.items():
        value = expected.get(key, ONBEKEND)
        if isinstance(value, float):
            assert isinstance(cell, float), key
            assert math.isclose(cell, value, rel_tol=1e-14), key
        else:
            assert cell == value, key
    assert {ONDERDRUKT, ONBEKEND} <= {c for c in found.values() if isinstance(c, str)}


def test_every_sheet_is_listed_and_has_a_name_of_its_own(
    werkmap: dict[str, list[list[object]]], onderdelen: dict[str, str]
) -> None:
    tables = list(werkmap)[len(VOORAAN) :]
    assert list(werkmap)[: len(VOORAAN)] == VOORAAN
    assert [row[0] for row in _inhoud(werkmap)] == [name.split(" ")[0] for name in tables]
    assert all(len(name) <= 31 for name in werkmap)
    contents = onderdelen["xl/worksheets/sheet2.xml"]
    assert re.findall(r"location=\"'(.+?)'!A1\"", contents) == [name.replace("&", "&amp;") for name in tables]


def test_the_cover_says_what_it_is_and_that_it_is_made_up(
    werkmap: dict[str, list[list[object]]], onderdelen: dict[str, str], con: duckdb.DuckDBPyConnection
) -> None:
    cover = "\n".join(str(row[0]) for row in werkmap["Voorblad"])
    (ministry,) = con.execute("select naam from organisatie where organisatie_code = 'mnre1034'").fetchone() or ("",)
    assert "Verzonnen voorbeeldgegevens." in cover
    assert re.search(r"Stand van: \d\d-\d\d-\d{4}", cover)
    assert "Editie: lopend" in cover
    assert f"Uitgever: {ministry}" in cover
    core = onderdelen["docProps/core.xml"]
    assert f"<dc:creator>{ministry}</dc:creator>" in core
    assert "<dc:title>Cijfers van de Jaarrapportage Bedrijfsvoering Rijk" in core
    for sheet in list(werkmap)[len(VOORAAN) :]:
        assert any(str(row[0]).startswith("Verzonnen voorbeeldgegevens") for row in werkmap[sheet])


def test_every_table_tells_what_the_signs_mean(werkmap: dict[str, list[list[object]]]) -> None:
    for sheet in list(werkmap)[len(VOORAAN) :]:
        assert any(all(meaning in str(row[0]) for meaning in LEGENDA.values()) for row in werkmap[sheet])


def test_every_sheet_is_one_table_with_a_header_in_sight_and_no_merged_cells(onderdelen: dict[str, str]) -> None:
    sheets = {n: text for n, text in onderdelen.items() if n.startswith("xl/worksheets/sheet")}
    assert len(sheets) > len(VOORAAN)
    for name, text in sheets.items():
        is_cover = name.endswith("/sheet1.xml")
        assert "<mergeCell" not in text
        assert text.count("<tablePart ") == (0 if is_cover else 1)
        assert ('state="frozen"' in text) != is_cover
        assert 'orientation="landscape"' in text
        assert 'paperSize="9"' in text
    assert all('ref="A' in text for n, text in onderdelen.items() if n.startswith("xl/tables/"))


def test_a_number_shows_the_decimals_of_its_indicator(onderdelen: dict[str, str]) -> None:
    for form in ("#,##0.0", "#,##0.00"):
        assert f'formatCode="{form}"' in onderdelen["xl/styles.xml"]


def test_a_sign_stands_where_the_numbers_stand(onderdelen: dict[str, str]) -> None:
    formats = re.findall(r"<xf (.+?)(?:/>|</xf>)", onderdelen["xl/styles.xml"].split("<cellXfs")[1])
    strings = re.findall(r"<si><t[^>]*>(.*?)</t></si>", onderdelen["xl/sharedStrings.xml"], re.DOTALL)
    signs = {str(strings.index(ONDERDRUKT)), str(strings.index(ONBEKEND))}
    looks = {
        look
        for name, text in onderdelen.items()
        if name.startswith("xl/worksheets/")
        for look, at in re.findall(r'<c r="[A-Z]+\d+" s="(\d+)" t="s"><v>(\d+)</v>', text)
        if at in signs
    }
    assert looks
    assert all('horizontal="right"' in formats[int(look)] for look in looks)
