"""The statements of the floor, from the folder `sql`."""

from __future__ import annotations

from importlib import resources
from string import Template


def sql(naam: str, **waarden: str) -> str:
    """The text of a statement with its `$names` filled in."""
    text = (resources.files(__package__) / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
    return Template(text).safe_substitute(waarden)
