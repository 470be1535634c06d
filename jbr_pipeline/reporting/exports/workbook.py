"""The workbook for controllers: a cover, contents, notes, definitions, and one table a sheet.

Laid out as accessible tables are: everything from column A, a header row, no merged cells, no sign by colour alone.
Which tables there are is decided in `tables`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path

import duckdb
import xlsxwriter

from jbr_pipeline.reporting.exports.layout import WERKMAP
from jbr_pipeline.reporting.exports.published import WAARSCHUWING, Gepubliceerd
from jbr_pipeline.reporting.exports.tables import Tabel, tabellen
from jbr_pipeline.reporting.numbers import LEGENDA, dag, excelformaat
from jbr_pipeline.reporting.reading import Rij

INHOUD, TOELICHTING, DEFINITIES = "Inhoud", "Toelichting", "Definities"

_TEKST = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A4 = 9
_STIJL = "Table Style Light 1"
_TEKENUITLEG = "; ".join(LEGENDA.values())
_INHOUD = (("Nummer", 9), ("Tabel", 72), ("Domein", 22), ("Eenheid", 24), ("Code", 42))
_TOELICHTING = (("Onderwerp", 24), ("Toelichting", 110))
_DEFINITIES = (
    ("Code", "indicator_code", 30), ("Cijfer", "naam", 36), ("Eenheid", "eenheid", 16), ("Definitie", "definitie", 70),
    ("Teller", "teller", 40), ("Noemer", "noemer", 40), ("Over wie of wat", "populatie", 40),
    ("Moment of periode", "peilmoment", 20), ("Definitief", "definitief_verwacht", 34),
    ("Bron van de definitie", "bron_definitie", 40),
)  # fmt: skip


def schrijf_werkmap(con: duckdb.DuckDBPyConnection, gepubliceerd: Gepubliceerd, naar: Path) -> int:
    """Write the workbook below `naar`; returns how many tables it holds. Its bytes depend on the database alone."""
    tables = tabellen(con, gepubliceerd)
    with xlsxwriter.Workbook(naar / WERKMAP, _TEKST) as book:
        book.set_properties(
            {
                "title": gepubliceerd.titel,
                "subject": "Tabellen bij de Jaarrapportage Bedrijfsvoering Rijk",
                "author": gepubliceerd.uitgever,
                "company": gepubliceerd.uitgever,
                "comments": gepubliceerd.omschrijving,
                "created": datetime.combine(gepubliceerd.stand, time()),
            }
        )
        _Werkmap(book, gepubliceerd).vul(tables)
    return len(tables)


class _Werkmap:
    """The sheets of one workbook, with the formats that they share."""

    def __init__(self, book: xlsxwriter.Workbook, gepubliceerd: Gepubliceerd) -> None:
        self._book = book
        self._about = gepubliceerd
        self._title = book.add_format({"bold": True, "font_size": 14})
        self._warning = book.add_format({"bold": True, "font_color": "#9C0006"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self._head_right = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "align": "right"})
        self._sign = book.add_format({"align": "right"})
        self._numbers: dict[int, object] = {}
        self._tables = 0

    def vul(self, tables: Sequence[Tabel]) -> None:
        """All sheets, in the order in which they are read."""
        self._cover(len(tables))
        self._contents(tables)
        self._notes()
        self._definitions()
        for t in tables:
            self._table(t)

    def _cover(self, count: int) -> None:
        about = self._about
        sheet = self._sheet("Voorblad")
        sheet.set_column(0, 0, 110, self._wrap)
        years = f"{about.eerste_jaar} tot en met {about.laatste_jaar}" if about.eerste_jaar else "geen"
        row = self._lines(
            sheet,
            [
                (about.titel, self._title),
                *(((WAARSCHUWING, self._warning),) if about.is_verzonnen else ()),
                (about.omschrijving.removesuffix(f" {WAARSCHUWING}"), self._wrap),
                (f"Uitgever: {about.uitgever}", self._wrap),
                (f"Stand van: {dag(about.stand)}", self._wrap),
                (f"Jaren: {years}", self._wrap),
                (f"Editie: lopend{''.join(f', {e}' for e in about.edities)}", self._wrap),
                (f"Aantal tabellen: {count}, elk op een eigen blad", self._wrap),
            ],
        )
        for name in (INHOUD, TOELICHTING, DEFINITIES):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", string=f"Naar het blad {name}")
            row += 1

    def _contents(self, tables: Sequence[Tabel]) -> None:
        sheet = self._sheet(INHOUD)
        row = self._lines(sheet, [("Inhoud", self._title), ("Dit blad bevat één tabel: alle tabellen.", None)])
        cells = [
            (t.nummer, t.titel, t.indicator["domein"], t.indicator["eenheid"], t.indicator["indicator_code"])
            for t in tables
        ]
        self._listing(sheet, row, _INHOUD, cells)
        for at, t in enumerate(tables, start=row + 1):
            sheet.write_url(at, 1, f"internal:'{t.blad}'!A1", string=t.titel)

    def _notes(self) -> None:
        sheet = self._sheet(TOELICHTING)
        row = self._lines(sheet, [("Toelichting", self._title), ("Dit blad bevat één tabel.", None)])
        self._listing(sheet, row, _TOELICHTING, list(_notes(self._about)))

    def _definitions(self) -> None:
        sheet = self._sheet(DEFINITIES)
        row = self._lines(
            sheet, [("Definities", self._title), ("Dit blad bevat één tabel: wat elk cijfer betekent.", None)]
        )
        cells = [[i[key] or "" for _, key, _ in _DEFINITIES] for i in self._about.indicatoren]
        self._listing(sheet, row, [(head, width) for head, _, width in _DEFINITIES], cells)

    def _table(self, t: Tabel) -> None:
        sheet = self._sheet(t.blad)
        unit = t.indicator["eenheid"]
        row = self._lines(
            sheet,
            [
                (f"Tabel {t.nummer}: {t.titel} ({unit})", self._title),
                *(((WAARSCHUWING, self._warning),) if self._about.is_verzonnen else ()),
                (f"{t.uitleg} Eenheid: {unit}. {t.stand}", None),
                (f"Dit blad bevat één tabel. {_TEKENUITLEG}.", None),
            ],
        )
        sheet.write_url(row, 0, f"internal:'{INHOUD}'!A1", string="Terug naar de inhoud")
        row += 1
        heads = [self._head if n < t.labels else self._head_right for n in range(len(t.koppen))]
        self._as_table(sheet, row, t.koppen, heads, len(t.rijen))
        number = self._number(t.indicator["decimalen"])
        for at, cells in enumerate(t.rijen, start=row + 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, float):
                    sheet.write_number(at, column, cell, number)
                else:
                    sheet.write_string(at, column, cell, None if column < t.labels else self._sign)
        sheet.set_column(0, 0, 58)
        if t.labels > 1:
            sheet.set_column(1, 1, 36)
        sheet.set_column(t.labels, len(t.koppen) - 1, 14)
        sheet.freeze_panes(row + 1, t.labels)
        sheet.repeat_rows(row)

    def _sheet(self, name: str) -> xlsxwriter.worksheet.Worksheet:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RBladzijde &P van &N")
        return sheet

    def _lines(self, sheet: xlsxwriter.worksheet.Worksheet, lines: Iterable[tuple[str, object]]) -> int:
        """Text above a table, a line a row; returns the first free row."""
        row = 0
        for text, look in lines:
            sheet.write_string(row, 0, text, look)
            row += 1
        return row

    def _listing(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        columns: Sequence[tuple[str, int]],
        cells: Sequence[Sequence[str]],
    ) -> None:
        """A table of texts that wrap."""
        self._as_table(sheet, row, [head for head, _ in columns], [self._head] * len(columns), len(cells))
        for column, (_, width) in enumerate(columns):
            sheet.set_column(column, column, width)
        for at, texts in enumerate(cells, start=row + 1):
            for column, text in enumerate(texts):
                sheet.write_string(at, column, text, self._wrap)
        sheet.freeze_panes(row + 1, 0)
        sheet.repeat_rows(row)

    def _as_table(
        self,
        sheet: xlsxwriter.worksheet.Worksheet,
        row: int,
        heads: Sequence[str],
        looks: Sequence[object],
        count: int,
    ) -> None:
        """Mark a range as a table with a header row, so that a screen reader knows it for one."""
        self._tables += 1
        sheet.add_table(
            row,
            0,
            row + max(count, 1),
            len(heads) - 1,
            {
                "name": f"tabel_{self._tables}",
                "style": _STIJL,
                "banded_rows": False,
                "autofilter": False,
                "columns": [{"header": head, "header_format": look} for head, look in zip(heads, looks, strict=True)],
            },
        )

    def _number(self, decimals: int) -> object:
        if decimals not in self._numbers:
            self._numbers[decimals] = self._book.add_format({"num_format": excelformaat(decimals), "align": "right"})
        return self._numbers[decimals]


def _notes(about: Gepubliceerd) -> Iterable[tuple[str, str]]:
    yield "Tekens", f"{_TEKENUITLEG}."
    yield (
        "Weggelaten cijfers",
        "Een cijfer dat iets vertelt over één tot vier personen wordt weggelaten, met zoveel andere als nodig is om "
        "het niet te kunnen uitrekenen. Welk van de twee het is, is niet te zien.",
    )
    yield (
        "Voorlopig, vastgesteld, gecorrigeerd",
        "Voorlopig: het cijfer kan nog veranderen. Vastgesteld: het is gelijk aan dat van een editie van de "
        "jaarrapportage. Gecorrigeerd: het is na de editie veranderd.",
    )
    yield (
        "Editie",
        "De tabellen geven de lopende cijfers. Die van een vastgestelde editie staan in de CSV-bestanden en in het "
        "Parquet-bestand, in de kolom editie.",
    )
    yield (
        "Indeling van nu",
        "Ministeries veranderen. De cijfers van alle jaren zijn omgerekend naar de ministeries van nu, zodat jaren te "
        "vergelijken zijn. De ministeries van toen staan in de CSV-bestanden, met structuur toen.",
    )
    yield (
        "Jaar en peildatum",
        "Een kolom geeft het laatste peilmoment van een jaar. Is dat niet 31 december, dan staat de dag erbij.",
    )
    yield (
        "Nog niet alles aangeleverd",
        "Boven een tabel staat over welke jaren nog aanleveringen ontbreken. Die cijfers zijn te laag of kunnen nog "
        "veranderen.",
    )
    yield (
        "Afronden",
        "De cellen bevatten het hele getal; het aantal decimalen is alleen hoe het wordt getoond. Som en deel kunnen "
        "daardoor een beetje van elkaar verschillen.",
    )
    yield (
        "Wat hier niet staat",
        "Uitsplitsingen per ministerie en andere peildata staan in de CSV-bestanden, een voor elk cijfer.",
    )
    without: list[Rij] = [i for i in about.indicatoren if not i["waarden"]]
    if without:
        names = ", ".join(i["naam"] for i in without)
        yield "Zonder cijfers", f"Over deze onderwerpen zijn er nog geen cijfers: {names}."
