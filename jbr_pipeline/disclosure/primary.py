"""Primary suppression: counts of one to four persons, and figures that rest on them.

Source: BZK's own statistics publish no number below five. What else is hidden so that these cannot be worked out is in
`suppression`; here it is only left out.
"""

from __future__ import annotations

from importlib import resources

import duckdb

KLEINSTE_AANTAL = 5
"""The smallest number of persons that is published."""


def beoordeel(con: duckdb.DuckDBPyConnection) -> None:
    """Make `beoordeeld`, which is `waarde_ruw` with `is_te_klein`, and an empty `verborgen_rij`.

    `waarde_ruw` has the columns of an indicator's values plus `kleine_cellen` of its catalogue entry.
    """
    con.execute(f"set variable kleinste_aantal = {KLEINSTE_AANTAL}")
    for statement in con.extract_statements(lees_sql("klein")):
        con.execute(statement)


def beschermd_sql() -> str:
    """A SELECT over `beoordeeld` and `verborgen_rij`: the columns of an indicator's values, and `onderdrukt`.

    A suppressed row has no value, numerator or denominator.
    """
    return lees_sql("beschermd")


def lees_sql(naam: str) -> str:
    """The text of a statement of this room."""
    return (resources.files(__package__) / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
