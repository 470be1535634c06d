"""The files read back by other means than they were written with, as rows of `indicator_waarde`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb

from jbr_pipeline.reporting.exports.layout import CSV

SLEUTEL = (
    "indicator_code", "variant", "jaar", "peildatum", "organisatie_code", "uitsplitsing", "categorie", "structuur",
    "editie",
)  # fmt: skip
GETALLEN = ("waarde", "teller", "noemer", "dekking_pct", "geschat_pct")
VLAGGEN = ("onderdrukt", "volledig")
OVERIG = ("reden_leeg", "status")
KOLOMMEN = (*SLEUTEL, *GETALLEN, *VLAGGEN, *OVERIG)

Rij = tuple[object, ...]


def uit_database(con: duckdb.DuckDBPyConnection) -> set[Rij]:
    """Every row, with the day as text."""
    shown = ", ".join("peildatum::varchar" if k == "peildatum" else k for k in KOLOMMEN)
    return set(con.execute(f"select {shown} from indicator_waarde").fetchall())


def regels(bestand: Path) -> list[dict[str, str]]:
    """The lines of a CSV, with the apostrophe taken off that keeps a text from being a formula."""
    with bestand.open(encoding="utf-8", newline="") as file:
        return [
            {name: cell[1:] if cell.startswith("'") else cell for name, cell in row.items()}
            for row in csv.DictReader(file, delimiter=";")
        ]


def uit_csv(bestanden: Path) -> Iterator[Rij]:
    """The rows of all CSV files together."""
    names = {"variant": "variant_code", "uitsplitsing": "uitsplitsing_code", "categorie": "categorie_code"}
    for file in sorted((bestanden / CSV).glob("*.csv")):
        for line in regels(file):
            cells = {k: line[names.get(k, {"reden_leeg": "reden"}.get(k, k))] for k in KOLOMMEN}
            yield (
                *(int(cells[k]) if k == "jaar" else cells[k] for k in SLEUTEL),
                *(float(cells[k].replace(",", ".")) if cells[k] else None for k in GETALLEN),
                *({"ja": True, "nee": False}[cells[k]] for k in VLAGGEN),
                *(cells[k] or None for k in OVERIG),
            )
