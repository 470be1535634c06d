"""The statements of the floor, from the folder `sql`, and Python values in them.

Values are written into the text: a list that is handed over as a parameter makes DuckDB import pandas.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from importlib import resources
from string import Template

import duckdb


def sql(naam: str, **waarden: str) -> str:
    """The text of a statement with its `$names` filled in."""
    text = (resources.files(__package__) / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
    return Template(text).safe_substitute(waarden)


def literal(waarde: object) -> str:
    """A value as a SQL literal."""
    match waarde:
        case None:
            return "null"
        case bool():
            return str(waarde).lower()
        case int() | float() | Decimal():
            return str(waarde)
        case date():
            return f"date '{waarde}'"
        case list() | tuple():
            return f"[{', '.join(map(literal, waarde))}]"
        case _:
            return "'" + str(waarde).replace("'", "''") + "'"


def tabel(con: duckdb.DuckDBPyConnection, naam: str, kolommen: str, rijen: Iterable[tuple[object, ...]]) -> None:
    """Make a small temp table of `kolommen` (names with types) from Python values."""
    con.execute(f"create or replace temp table {naam} ({kolommen})")
    if values := ", ".join(f"({', '.join(map(literal, rij))})" for rij in rijen):
        con.execute(f"insert into {naam} values {values}")
