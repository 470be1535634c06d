"""The report as a workbook: the faults, and every place of each, to sort and to tick off."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from jbr_pipeline.reporting.leveringsrapport.content import ERNST, VRAGEN, Rapport

_TEKST = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
_FOUTEN = (
    ("Nr.", 6), ("Soort", 14), ("Wat is er mis?", 38), ("Kolom", 8), ("Kolomnaam", 26), ("Hoe vaak?", 11),
    ("Verwacht", 44), ("Zo herstelt u het", 60), ("Gevolg", 30),
)  # fmt: skip
_PLAATSEN = (
    ("Regel", 9), ("Kolom", 8), ("Kolomnaam", 26), ("Soort", 14), ("Wat is er mis?", 38), ("Bijzonderheid", 28),
    ("Verwacht", 44), ("Zo herstelt u het", 60), ("Nr. van de fout", 15),
)  # fmt: skip


def als_xlsx(rapport: Rapport) -> bytes:
    """The bytes of the workbook: a sheet with the verdict, one with the faults and one with their places."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, _TEKST) as book:
        _verdict(book, rapport)
        faults = [
            (
                n,
                ERNST[f.ernst],
                f.uitleg.titel,
                f.letter,
                f.kolom,
                f.aantal,
                f.uitleg.verwacht,
                f.uitleg.herstel,
                f.meetelt,
            )
            for n, f in enumerate(rapport.fouten, start=1)
        ]
        _table(book, "Fouten", _FOUTEN, faults)
        places = [
            (
                p.regelnr,
                f.letter,
                f.kolom,
                ERNST[f.ernst],
                f.uitleg.titel,
                p.bijzonderheid,
                f.uitleg.verwacht,
                f.uitleg.herstel,
                n,
            )
            for n, f in enumerate(rapport.fouten, start=1)
            for p in f.plaatsen
        ]
        _table(book, "Regels", _PLAATSEN, sorted(places, key=lambda p: (p[0], p[-1])), wrap=False)
    return out.getvalue()


def _verdict(book: xlsxwriter.Workbook, r: Rapport) -> None:
    bold, wrap = (
        book.add_format({"bold": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top", "align": "left"}),
    )
    sheet = book.add_worksheet("Oordeel")
    sheet.set_column(0, 0, 38, bold)
    sheet.set_column(1, 1, 90, wrap)
    lines = [
        ("Bestand", r.bestand),
        ("Oordeel", f"{r.zin} {r.reden}".strip()),
        ("Wat kunt u nu doen?", "\n".join(r.stappen)),
        *((f"Regels: {naam[0].lower()}{naam[1:]}", aantal) for naam, aantal in r.tellingen),
        *((asked, f"{outcome}. {why}") for asked, outcome, why in r.bestandsregels),
        *r.herkend,
        ("Hoe leest u dit rapport?", "\n".join(r.toelichting)),
        ("Komt u er niet uit?", VRAGEN),
    ]
    for row, (kop, words) in enumerate(lines):
        sheet.write_string(row, 0, kop, wrap if kop.endswith(".") else bold)
        sheet.write(row, 1, words, wrap)


def _table(
    book: xlsxwriter.Workbook,
    naam: str,
    kolommen: Sequence[tuple[str, int]],
    rijen: Sequence[Sequence[str | int]],
    *,
    wrap: bool = True,
) -> None:
    """A sheet with a header that stays in sight and can be filtered."""
    sheet = book.add_worksheet(naam)
    cell = book.add_format({"text_wrap": wrap, "valign": "top"})
    head = book.add_format({"bold": True, "valign": "top", "bottom": 1, "bg_color": "#E8ECF0"})
    for column, (kop, width) in enumerate(kolommen):
        sheet.set_column(column, column, width, cell)
        sheet.write_string(0, column, kop, head)
    for row, values in enumerate(rijen, start=1):
        sheet.write_row(row, 0, values, cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rijen), 1), len(kolommen) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
