"""The statements of the floor, from the folder `sql`, and small tables from Python values."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from string import Template

import duckdb


def sql(naam: str, **waarden: str) -> str:
    """The text of a statement with its `$names` filled in."""
    text = (resources.files(__package__) / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
    return Template(text).safe_substitute(waarden)


def tabel(con: duckdb.DuckDBPyConnection, naam: str, kolommen: str, rijen: Sequence[tuple[object, ...]]) -> None:
    """Make a small temp table of `kolommen` (names with types) from Python values."""
    con.execute(f"create or replace temp table {naam} ({kolommen})")
    if rijen:
        row = f"({', '.join('?' * len(rijen[0]))})"
        con.execute(
            f"insert into {naam} values {', '.join([row] * len(rijen))}", [cell for rij in rijen for cell in rij]
        )
