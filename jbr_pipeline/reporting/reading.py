"""Asking the published database, for everything that is shown to readers.

Statements are files in this room's `sql` folder. What is not in the published database is not for readers.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

import duckdb

Rij = dict[str, Any]


def lees(con: duckdb.DuckDBPyConnection, query: str, **parameters: object) -> list[Rij]:
    """The rows of a statement of this room by column name; `con` has the published database in use."""
    result = con.execute(_statement(query), parameters)
    names = [d[0] for d in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@cache
def _statement(query: str) -> str:
    return (resources.files(__package__) / "sql" / f"{query}.sql").read_text(encoding="utf-8")
