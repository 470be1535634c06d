"""The plot of the results: rows against seconds, both on a log scale, as an SVG written by hand."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from benchmarks.peers_run import PEERS
from benchmarks.store import Uitkomsten

PLAATJE = "docs/images/benchmark.svg"

BREED, HOOG = 760, 420
LINKS, RECHTS, BOVEN, ONDER = 70, 220, 24, 56
"""Margins; on the right stand the names of the lines."""

KLEUREN = {"pipeline": "#154273", "floor": "#6b7785", "pandas_gx": "#b3602a", "dbt_duckdb": "#3f7f52"}
NAMEN = {"pipeline": "pipeline", "floor": "floor", **PEERS}
REGELHOOGTE = 15.0
"""Names of lines are never closer than this."""

Punt = tuple[float, float]


@dataclass(frozen=True)
class _As:
    """A log axis: whole powers of ten from `laag` to `hoog`, drawn from `van` to `tot`."""

    laag: int
    hoog: int
    van: float
    tot: float

    @classmethod
    def over(cls, waarden: Sequence[float], van: float, tot: float) -> _As:
        laag = math.floor(math.log10(min(waarden)))
        return cls(laag, max(laag + 1, math.ceil(math.log10(max(waarden)))), van, tot)

    def plek(self, waarde: float) -> float:
        share = (math.log10(waarde) - self.laag) / (self.hoog - self.laag)
        return round(self.van + share * (self.tot - self.van), 1)

    @property
    def streepjes(self) -> list[float]:
        return [10.0**power for power in range(self.laag, self.hoog + 1)]


def teken(uitkomsten: Uitkomsten) -> str:
    """The SVG of these results."""
    series = reeksen(uitkomsten)
    points = [p for line in series.values() for p in line] or [(1e5, 1.0)]
    x = _As.over([p[0] for p in points], LINKS, BREED - RECHTS)
    y = _As.over([p[1] for p in points], HOOG - ONDER, BOVEN)
    content = "\n".join([*_grid(x, y), *_lines(series, x, y), *_names(series, x, y)])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {BREED} {HOOG}" role="img" '
        'aria-labelledby="titel omschrijving" font-family="system-ui, sans-serif" font-size="12" fill="#3b4652">\n'
        '<title id="titel">Seconds to rebuild everything, by rows</title>\n'
        f'<desc id="omschrijving">{escape(_description(series))}</desc>\n'
        f'<rect width="{BREED}" height="{HOOG}" fill="#ffffff"/>\n{content}\n</svg>\n'
    )


def reeksen(uitkomsten: Uitkomsten) -> dict[str, list[Punt]]:
    """The points of each line by rows; a line without points is left out."""
    rebuilds: list[dict[str, Any]] = uitkomsten.get("rebuild", [])
    found = {
        "pipeline": [(r["rows"], r["pipeline_s"]) for r in rebuilds],
        "floor": [(r["rows"], r["floor_s"]) for r in rebuilds],
        **{
            name: [(r["rows"], r["wall_s"]) for r in uitkomsten.get("peers", []) if r["name"] == name] for name in PEERS
        },
    }
    return {name: sorted(points) for name, points in found.items() if points}


def _description(series: dict[str, list[Punt]]) -> str:
    lines = (
        f"{NAMEN[name]}: " + ", ".join(f"{seconds:.1f} s for {rows:,.0f} rows" for rows, seconds in points)
        for name, points in series.items()
    )
    return "Both axes are logarithmic. " + "; ".join(lines) + "."


def _grid(x: _As, y: _As) -> Iterator[str]:
    for value in x.streepjes:
        yield f'<path d="M{x.plek(value)} {y.van}V{y.tot}" stroke="#e6e9ec"/>'
        yield f'<text x="{x.plek(value)}" y="{y.van + 18}" text-anchor="middle">{_short(value)}</text>'
    for value in y.streepjes:
        yield f'<path d="M{x.van} {y.plek(value)}H{x.tot}" stroke="#e6e9ec"/>'
        yield f'<text x="{x.van - 8}" y="{y.plek(value) + 4}" text-anchor="end">{_short(value)}</text>'
    middle = (x.van + x.tot) / 2
    yield f'<text x="{middle}" y="{HOOG - 12}" text-anchor="middle">rows of bezetting (log scale)</text>'
    height = (y.van + y.tot) / 2
    yield (
        f'<text x="18" y="{height}" text-anchor="middle" transform="rotate(-90 18 {height})">'
        "seconds, whole process (log scale)</text>"
    )


def _lines(series: dict[str, list[Punt]], x: _As, y: _As) -> Iterator[str]:
    for name, points in series.items():
        places = [(x.plek(rows), y.plek(seconds)) for rows, seconds in points]
        path = "L".join(f"{px} {py}" for px, py in places)
        yield f'<path d="M{path}" fill="none" stroke="{KLEUREN[name]}" stroke-width="2"/>'
        yield from (f'<circle cx="{px}" cy="{py}" r="3.5" fill="{KLEUREN[name]}"/>' for px, py in places)


def _names(series: dict[str, list[Punt]], x: _As, y: _As) -> Iterator[str]:
    """The name of each line in the margin, at the height of its last point, pushed down where two would touch."""
    below = -math.inf
    for name, points in sorted(series.items(), key=lambda item: y.plek(item[1][-1][1])):
        below = max(y.plek(points[-1][1]), below + REGELHOOGTE)
        yield f'<text x="{x.tot + 12}" y="{below + 4:.1f}" fill="{KLEUREN[name]}">{escape(NAMEN[name])}</text>'


def _short(value: float) -> str:
    for size, letter in ((1e6, " million"), (1e3, ",000")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"
