"""The tables of the workbook: which there are, and what stands in their rows. How they look is in `workbook`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from jbr_pipeline.reporting.exports.published import Gepubliceerd
from jbr_pipeline.reporting.numbers import ONBEKEND, ONDERDRUKT, dag
from jbr_pipeline.reporting.reading import Rij, lees

TOTAAL = "totaal"
BLADNAAM_TOT = 31
NIET_IN_BLADNAAM = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True)
class Tabel:
    """One table: rows with one or two names in front and a cell for each year, which is a number or a sign."""

    nummer: str
    indicator: Rij
    titel: str
    kort: str
    uitleg: str
    stand: str
    koppen: tuple[str, ...]
    labels: int
    rijen: tuple[tuple[str | float, ...], ...]

    @property
    def blad(self) -> str:
        """The name of its sheet, which the number makes unique."""
        text = f"{self.nummer} {self.kort}".translate(NIET_IN_BLADNAAM)
        return text[:BLADNAAM_TOT].strip()


def tabellen(con: duckdb.DuckDBPyConnection, gepubliceerd: Gepubliceerd) -> list[Tabel]:
    """Every table in the order of the catalogue: the totals of a figure (1), then its breakdowns (1.1, 1.2, …)."""
    known = {i["indicator_code"]: i for i in gepubliceerd.indicatoren}
    rows = lees(con, "werkmap_cijfers")
    tables = []
    for number, (code, of_indicator) in enumerate(groupby(rows, lambda r: r["indicator_code"]), start=1):
        part = 0
        for breakdown, cells in groupby(of_indicator, lambda r: r["uitsplitsing"]):
            part += breakdown != TOTAAL
            label = f"{number}.{part}" if breakdown != TOTAAL else str(number)
            tables.append(_table(label, known[code], list(cells)))
    return tables


def _table(nummer: str, indicator: Rij, cells: Sequence[Rij]) -> Tabel:
    first = cells[0]
    is_total = first["uitsplitsing"] == TOTAAL
    subject = "organisatie" if is_total else "categorie_naam"
    headers = {c["jaar"]: _header(c) for c in cells}
    years = sorted(headers)
    with_variant = len({c["variant"] for c in cells}) > 1
    lines: dict[tuple[str, ...], dict[int, str | float]] = defaultdict(dict)
    for c in cells:
        names = (c[subject], c["variant"]) if with_variant else (c[subject],)
        lines[names][c["jaar"]] = _cell(c)
    name = indicator["naam"]
    return Tabel(
        nummer=nummer,
        indicator=indicator,
        titel=name if is_total else f"{name} naar {_lower(first['uitsplitsing_naam'])}",
        kort=name if is_total else first["uitsplitsing_naam"],
        uitleg="Het Rijk en de ministeries, in de indeling van nu." if is_total else "Het hele Rijk.",
        stand=_standing(cells),
        koppen=(
            "Organisatie" if is_total else first["uitsplitsing_naam"],
            *(("Variant",) if with_variant else ()),
            *(headers[year] for year in years),
        ),
        labels=2 if with_variant else 1,
        rijen=tuple((*names, *(values.get(year, ONBEKEND) for year in years)) for names, values in lines.items()),
    )


def _cell(c: Rij) -> str | float:
    if c["waarde"] is not None:
        return float(c["waarde"])
    return ONDERDRUKT if c["onderdrukt"] else ONBEKEND


def _header(c: Rij) -> str:
    """The year; with the day where that is not its last."""
    day = c["peildatum"]
    return str(c["jaar"]) if (day.month, day.day) == (12, 31) else f"{c['jaar']} (op {dag(day)})"


def _standing(cells: Sequence[Rij]) -> str:
    """Which years are provisional, fixed or corrected, and over which not everything was delivered."""
    by_status: dict[str, set[int]] = defaultdict(set)
    for c in cells:
        by_status[c["status"]].add(c["jaar"])
    parts = [f"{status}: {_years(years)}" for status, years in sorted(by_status.items())]
    incomplete = {c["jaar"] for c in cells if not c["volledig"]}
    missing = f" Nog niet alles is aangeleverd over {_years(incomplete)}." if incomplete else ""
    return f"{'; '.join(parts).capitalize()}.{missing}"


def _years(years: set[int]) -> str:
    return ", ".join(_spans(sorted(years)))


def _spans(years: Sequence[int]) -> Iterator[str]:
    for _, group in groupby(enumerate(years), lambda pair: pair[1] - pair[0]):
        run = [year for _, year in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]} tot en met {run[-1]}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
