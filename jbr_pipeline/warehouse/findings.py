"""Where a typed batch breaks the rules: lines per delivery and rule, for the report to the department.

Lines and numbers of fields only, never a cell. Reads the tables of the batch while it is on the connection; how often
a rule is broken is counted in `batch`, and what a finding is called belongs in `reporting`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from jbr_pipeline.sources.deliveries import limits, typed
from jbr_pipeline.warehouse.session import sql

MEESTE_PLAATSEN = 10_000
"""Lines that are kept of one rule; who breaks it more often mends the column, not the lines."""

TE_LANG = 0
"""In place of the number of fields: no line has none."""


@dataclass(frozen=True)
class Bevindingen:
    """Where one delivery breaks rules.

    `kop` is its header as read, on line `kopregel`; what stands in it need not be a name.
    """

    kop: tuple[str, ...]
    kopregel: int = 1
    regels: Mapping[str, Sequence[int]] = field(default_factory=dict)
    """The first lines that break a rule, by the name of the rule, in the order of the file."""
    onleesbaar: Sequence[tuple[int, int | None]] = ()
    """The first lines that are no row, with how many fields they have; None where a quote is never closed, TE_LANG
    where the line is longer than is read."""


def bevindingen(con: duckdb.DuckDBPyConnection, readable: Sequence[typed.Gelezen]) -> dict[str, Bevindingen]:
    """The findings of every delivery of the batch on the connection, by aanlevering_id."""
    limit = {"hoogstens": MEESTE_PLAATSEN}
    lines: dict[str, dict[str, Sequence[int]]] = defaultdict(dict)
    for id_, regel, numbers in con.execute(sql("bevindingen"), limit).fetchall():
        lines[id_][regel] = numbers
    unreadable: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    longest = {"langste": limits.LANGSTE_RIJ_BYTES, "te_lang": TE_LANG}
    for id_, regelnr, velden in con.execute(sql("onleesbaar"), limit | longest).fetchall():
        unreadable[id_].append((regelnr, velden))
    return {
        (id_ := g.aanlevering_id): Bevindingen(
            g.tekst.kop, g.tekst.kopregel, lines.get(id_, {}), unreadable.get(id_, [])
        )
        for g in readable
    }
