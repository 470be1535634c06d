"""An answer as Markdown and as a workbook: the same words and figures, on one page."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, time

import xlsxwriter

from jbr_pipeline.reporting.antwoord.content import Antwoord, Cel
from jbr_pipeline.reporting.numbers import excelformaat
from jbr_pipeline.reporting.tables import tabel

A4 = 9
BREEDTE_TEKST, BREEDTE_CIJFER = 66, 14


def als_markdown(a: Antwoord) -> str:
    """The answer as Markdown."""
    rows = [(_strong(r.naam, r.is_totaal), *(_strong(cell.tekst, r.is_totaal) for cell in r.cellen)) for r in a.regels]
    parts = [
        f"# {a.titel}",
        *([f"**{a.waarschuwing}**"] if a.waarschuwing else []),
        a.vraag,
        f"**{a.zin}**",
        f"{a.tabeltitel}:",
        tabel(a.koppen, rows, rechts=a.koppen[1:]),
        "## Toelichting",
        "\n".join(f"- {text}" for text in a.toelichting),
        "## Wat het cijfer betekent",
        "\n".join(f"- {kop}: {text}" for kop, text in a.definitie),
        "## Bron",
        "\n".join(f"- {text}" for text in a.bron),
    ]
    return "\n\n".join(parts) + "\n"


def als_xlsx(a: Antwoord) -> bytes:
    """The bytes of a workbook of one sheet that prints on one page A4; they depend on the answer alone."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": a.titel, "created": datetime.combine(a.stand, time())})
        _Blad(book, a).vul()
    return out.getvalue()


class _Blad:
    """The sheet, filled from above: texts in the first column, the table in between."""

    def __init__(self, book: xlsxwriter.Workbook, a: Antwoord) -> None:
        self._book, self._a, self._row = book, a, 0
        self._sheet = book.add_worksheet("Antwoord")
        self._wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self._bold = book.add_format({"text_wrap": True, "valign": "top", "bold": True})
        self._title = book.add_format({"text_wrap": True, "valign": "top", "bold": True, "font_size": 14})

    def vul(self) -> None:
        a = self._a
        self._sheet.set_column(0, 0, BREEDTE_TEKST)
        self._sheet.set_column(1, len(a.koppen) - 1, BREEDTE_CIJFER)
        self._text(a.titel, self._title)
        if a.waarschuwing:
            self._text(a.waarschuwing, self._bold)
        self._text(a.vraag, self._wrap)
        self._text(a.zin, self._bold)
        self._row += 1
        self._text(a.tabeltitel, self._wrap)
        self._table()
        for kop, lines in (
            ("Toelichting", a.toelichting),
            ("Wat het cijfer betekent", [f"{kop}: {text}" for kop, text in a.definitie]),
            ("Bron", a.bron),
        ):
            self._row += 1
            self._text(kop, self._bold)
            for line in lines:
                self._text(line, self._wrap)
        self._sheet.set_paper(A4)
        self._sheet.print_area(0, 0, self._row - 1, len(a.koppen) - 1)
        self._sheet.fit_to_pages(1, 1)

    def _text(self, text: str, look: object) -> None:
        self._sheet.write_string(self._row, 0, text, look)
        self._row += 1

    def _table(self) -> None:
        look = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"}
        for column, kop in enumerate(self._a.koppen):
            align = "right" if column else "left"
            self._sheet.write_string(self._row, column, kop, self._book.add_format({**look, "align": align}))
        self._row += 1
        for line in self._a.regels:
            edge = {"bold": True, "top": 1} if line.is_totaal else {}
            self._sheet.write_string(self._row, 0, line.naam, self._book.add_format(edge))
            for column, cell in enumerate(line.cellen, start=1):
                self._cell(column, cell, edge)
            self._row += 1

    def _cell(self, column: int, cell: Cel, edge: Mapping[str, object]) -> None:
        look = self._book.add_format({**edge, "align": "right", "num_format": excelformaat(cell.decimalen)})
        if cell.waarde is None:
            self._sheet.write_string(self._row, column, cell.tekst, look)
        else:
            self._sheet.write_number(self._row, column, cell.waarde, look)


def _strong(text: str, is_total: bool) -> str:
    return f"**{text}**" if is_total else text
