"""The results as tables for the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.peers_run import PEERS
from benchmarks.store import Uitkomsten

BREED = 130
"""Columns, where the output goes to a file."""

_out = Console() if sys.stdout.isatty() else Console(width=BREED)


def toon(deel: str, uitkomsten: Uitkomsten) -> None:
    """Print the table of a part, where it was measured."""
    if found := uitkomsten.get(deel):
        for table in TABELLEN[deel](found):
            _out.print(table)


def herbouw(rows: list[dict[str, Any]]) -> list[Table]:
    """Pipeline and floor, the ratios between them, and where the time of the pipeline goes."""
    measured = _table(
        "Rebuild: everything from the raw folder", "size", "process", "wall s", "cpu s", "peak MB", "s per million rows"
    )
    ratios = _table(
        "Rebuild: pipeline over floor, by medians",
        *("size", "whole process", "without disclosure control", "cpu", "disclosure s", "runs", "equal"),
    )
    for row in rows:
        for name, per_million in (("pipeline", row["s_per_million"]), ("floor", row["floor_s_per_million"])):
            measured.add_row(row["size"], name, *_spreads(row[name]), f"{per_million:.2f}")
        ratios.add_row(
            row["size"],
            *(f"{row[kind]:.2f}" for kind in ("ratio", "ratio_zonder_bescherming", "cpu_ratio", "protection_s")),
            str(row["runs"]),
            _equal(row),
        )
    return [measured, ratios, _steps("Rebuild: seconds of each step", {r["size"]: r for r in rows}, "pipeline_s")]


def nacht(found: dict[str, Any]) -> list[Table]:
    """The night on each size, and its bounds."""
    measured = _table(
        "Night: one delivery and some publications more", "size", "rows", "wall s", "cpu s", "peak MB", "equal"
    )
    for size, row in found["sizes"].items():
        measured.add_row(
            size,
            f"{row['rows']:,} + {row['delivered_rows']:,}",
            *(f"{row[k]:.1f}" for k in ("wall_s", "cpu_s", "peak_mb")),
            _equal(row),
        )
    bounds = _table("Night: bounds", "what", "measured", "bound", "holds")
    for name, what in (("ten_years_s", "seconds on ten years"), ("ratio", "ten years over one year")):
        value, holds = found[name], found["within_bounds"][name]
        bounds.add_row(
            what, "-" if value is None else f"{value:.2f}", f"{found['bounds'][name]:g}", _says(holds, "yes", "NO")
        )
    return [measured, bounds, _steps("Night: seconds of each step", found["sizes"], "wall_s")]


def peers(rows: list[dict[str, Any]]) -> list[Table]:
    """Each peer next to the pipeline."""
    table = _table(
        "Peers: what a user would pick instead, for the work that they do",
        *("size", "process", "wall s", "cpu s", "peak MB", "times the pipeline", "equal"),
    )
    told = set()
    for row in sorted(rows, key=lambda r: (r["rows"], r["name"])):
        if row["size"] not in told:
            table.add_row(row["size"], "pipeline, the same work", *_spreads(row["pipeline"]), "1.00", "")
            told.add(row["size"])
        table.add_row(row["size"], PEERS[row["name"]], *_spreads(row["peer"]), f"{row['factor']:.2f}", _equal(row))
    return [table]


def ophalen(found: dict[str, Any]) -> list[Table]:
    """The requests of the harvest."""
    table = _table("Harvest: requests to the stand-in", "what", "figure")
    for name, value in found.items():
        if name != "measured_on":
            table.add_row(name.replace("_", " "), str(value))
    return [table]


def start(found: dict[str, Any]) -> list[Table]:
    """What starting costs."""
    table = _table("Start: fresh processes", "what", "min / median / max s")
    for name, what in (
        ("help", "jbr --help"),
        ("dagster", "import dagster"),
        ("definitions", "loading the code location"),
    ):
        table.add_row(what, _spread(found["spread"][name], 2))
    table.add_row("code location over dagster alone", f"{found['ratio']:.2f}")
    table.add_row(f"loaded of {', '.join(found['heavy'])}", ", ".join(found["loaded"]) or "none")
    return [table]


TABELLEN: dict[str, Callable[[Any], list[Table]]] = {
    "rebuild": herbouw,
    "night": nacht,
    "peers": peers,
    "harvest": ophalen,
    "start": start,
}


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left")
    return table


def _steps(title: str, rows: dict[str, dict[str, Any]], whole: str) -> Table:
    """The steps as seconds and as a share of the process, with what Dagster takes between them and around them."""
    names = list(dict.fromkeys(name for row in rows.values() for name in row["steps"]))
    table = _table(title, "step", *rows)
    for name in names:
        table.add_row(name, *(_share(row["steps"].get(name, 0.0), row[whole]) for row in rows.values()))
    between = {size: row["run_s"] - sum(row["steps"].values()) for size, row in rows.items()}
    table.add_row("between the steps", *(_share(between[size], row[whole]) for size, row in rows.items()))
    around = (_share(row[whole] - row["run_s"], row[whole]) for row in rows.values())
    table.add_row("loading and closing down", *around)
    return table


def _share(seconds: float, whole: float) -> str:
    return f"{seconds:.2f} ({100 * seconds / whole:.0f} %)"


def _spreads(measured: dict[str, dict[str, float]]) -> Sequence[str]:
    return [_spread(measured[name], digits) for name, digits in (("wall_s", 2), ("cpu_s", 2), ("peak_mb", 0))]


def _spread(spread: dict[str, float], digits: int) -> str:
    """Minimum, median and maximum; once where it was measured once."""
    if spread["min"] == spread["max"]:
        return f"{spread['median']:.{digits}f}"
    return " / ".join(f"{spread[k]:.{digits}f}" for k in ("min", "median", "max"))


def _equal(row: dict[str, Any]) -> str:
    told = "\n".join(row["differences"])
    return _says(row["equal"], "yes", f"NO\n{told}")


def _says(holds: bool | None, yes: str, no: str) -> str:
    if holds is None:
        return "-"
    return yes if holds else no
