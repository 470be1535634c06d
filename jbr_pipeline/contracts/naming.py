"""What readers call the breakdowns, categories and variants that the database holds as codes.

Only words, from `benamingen.toml`. Names of indicators are in their catalogue, those of organisations in TOOI's list.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal


@dataclass(frozen=True)
class Benaming:
    """The name of one code of a column; `uitsplitsing` says within which breakdown a category is called so."""

    kolom: Literal["uitsplitsing", "categorie", "variant"]
    uitsplitsing: str
    code: str
    naam: str
    volgorde: int


@cache
def benamingen() -> tuple[Benaming, ...]:
    """Every name, in the order in which readers expect them within a column or breakdown."""
    raw = tomllib.loads((resources.files(__package__) / "benamingen.toml").read_text(encoding="utf-8"))
    return (
        *(Benaming("uitsplitsing", code, code, naam, n) for n, (code, naam) in enumerate(raw["uitsplitsing"].items())),
        *(Benaming("variant", "", code, naam, n) for n, (code, naam) in enumerate(raw["variant"].items())),
        *(
            Benaming("categorie", breakdown, code, naam, n)
            for breakdown, names in raw["categorie"].items()
            for n, (code, naam) in enumerate(names.items())
        ),
    )
