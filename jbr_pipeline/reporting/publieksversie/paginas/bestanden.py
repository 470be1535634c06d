"""The page with the files to download. The files themselves are made by `reporting/exports`."""

from __future__ import annotations

from collections.abc import Iterable

from jbr_pipeline.reporting.publieksversie.content import Inhoud
from jbr_pipeline.reporting.publieksversie.site import Pagina

BESTANDEN = (
    (
        "bestanden/jbr-tabellen.xlsx",
        "Alle tabellen in één Excel-werkmap",
        "Voor wie in Excel werkt: een blad per tabel.",
    ),
    ("bestanden/jbr.parquet", "Alle waarden in één Parquet-bestand", "Voor wie met R of Python werkt."),
    ("bestanden/datapackage.json", "Beschrijving als Data Package", "Wat in de bestanden staat, voor programma’s."),
    ("bestanden/csv/csv-metadata.json", "Beschrijving van de CSV-bestanden", "Volgens CSV on the Web."),
    ("bestanden/dcat.jsonld", "Beschrijving voor datacatalogi", "Volgens DCAT-AP-NL."),
)
"""Address, what it is, and for whom."""


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page with every file."""
    yield Pagina(
        "bestanden.html",
        "Bestanden om te downloaden",
        "bestanden",
        {
            "bestanden": BESTANDEN,
            "groepen": {
                d: [(o.naam, f"bestanden/csv/{o.code}.csv") for o in inhoud.van_domein(d)] for d in inhoud.domeinen
            },
        },
        menu="uitleg",
        kort="Bestanden",
    )
