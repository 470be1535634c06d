"""The results in README.md: a table and a plot between two markers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import PROJECT
from benchmarks.peers_run import PEERS
from benchmarks.plot import PLAATJE, teken
from benchmarks.store import Uitkomsten

BEGIN, EINDE = "<!-- bench -->", "<!-- /bench -->"
_BLOK = re.compile(f"{re.escape(BEGIN)}.*?{re.escape(EINDE)}", re.DOTALL)


def werk_bij(uitkomsten: Uitkomsten, project: Path = PROJECT) -> None:
    """Write the table and the plot of these results."""
    readme = project / "README.md"
    text = readme.read_text(encoding="utf-8")
    if not _BLOK.search(text):
        raise ValueError(f"{readme.name} holds no {BEGIN} with {EINDE} after it")
    readme.write_text(_BLOK.sub(lambda _: blok(uitkomsten), text), encoding="utf-8")
    (project / PLAATJE).write_text(teken(uitkomsten), encoding="utf-8")


def blok(uitkomsten: Uitkomsten) -> str:
    """The markers with the table between them."""
    parts = [_table(uitkomsten), *_sentences(uitkomsten), f"![Seconds by rows]({PLAATJE})"]
    return "\n\n".join([BEGIN, *filter(None, parts), EINDE])


def _table(uitkomsten: Uitkomsten) -> str:
    rebuilds = uitkomsten.get("rebuild", [])
    if not rebuilds:
        return ""
    peers = {(row["name"], row["size"]): row for row in uitkomsten.get("peers", [])}
    shown = [name for name in PEERS if any(name == peer for peer, _ in peers)]
    heads = ["rows", "pipeline", "floor", "ratio", "without disclosure control", "peak memory"]
    heads += ["the work of the peers"] * bool(shown) + [PEERS[name] for name in shown]
    lines = [_line(heads), "|--:" * len(heads) + "|"]
    for row in sorted(rebuilds, key=lambda r: int(r["rows"])):
        cells = [
            f"{row['rows']:,}",
            f"{row['pipeline_s']:.1f} s",
            f"{row['floor_s']:.1f} s",
            f"{row['ratio']:.1f}",
            f"{row['ratio_zonder_bescherming']:.1f}",
            f"{row['peak_mb']:,.0f} MB",
        ]
        found = [peers.get((name, row["size"])) for name in shown]
        same = [next((peer["pipeline_s"] for peer in found if peer), None)] * bool(shown)
        cells += ["" if s is None else f"{s:.1f} s" for s in (*same, *(peer and peer["wall_s"] for peer in found))]
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sentences(uitkomsten: Uitkomsten) -> Iterator[str]:
    if night := uitkomsten.get("night"):
        yield _night(night)
    if start := uitkomsten.get("start"):
        yield (
            f"`jbr --help` takes {start['help_s']:.1f} s; the code location loads in {start['definitions_s']:.1f} s, "
            f"Dagster alone in {start['dagster_s']:.1f} s."
        )
    if machine := uitkomsten.get("machine"):
        yield (
            f"Medians of whole processes on {machine['cores']} cores and {machine['memory_gb']} GB, "
            f"Python {machine['python']}, DuckDB {machine['duckdb']}."
        )


def _night(night: dict[str, Any]) -> str:
    on = [
        f"{night[key]:.1f} s on {what} of history"
        for key, what in (("ten_years_s", "ten years"), ("one_year_s", "one year"))
        if night[key] is not None
    ]
    return f"A night with one new delivery takes {' and '.join(on)}." if on else ""
