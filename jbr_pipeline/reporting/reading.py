"""Asking the published database, for everything that is shown to readers.

Statements are files in this room's `sql` folder. What is not in the published database is not for readers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import duckdb

from jbr_pipeline.reporting.numbers import NEDERLAND
from jbr_pipeline.warehouse.runs import VERZONNEN

Rij = dict[str, Any]


@dataclass(frozen=True)
class Stand:
    """The Dutch day on which the figures were published, and whether they rest on made-up deliveries."""

    dag: date
    is_verzonnen: bool


def lees(con: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[Rij]:
    """The rows of a statement of this room by column name; `con` has the published database in use."""
    result = con.execute(_statement(query), parameters)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def lees_stand(con: duckdb.DuckDBPyConnection) -> Stand:
    """Of when the published database is that `con` has in use."""
    (row,) = lees(con, "stand")
    return Stand(row["klaar_op"].astimezone(NEDERLAND).date(), row["oordeel"].startswith(VERZONNEN))


@cache
def _statement(query: str) -> str:
    return (resources.files(__package__) / "sql" / f"{query}.sql").read_text(encoding="utf-8")
