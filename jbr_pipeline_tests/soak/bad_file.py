"""A broken delivery of the corpus, and what must come of it. The faults themselves belong in `mutations`."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from jbr_pipeline_tests.deliveries_kit import csv_tekst, rijen

AANTAL = 6
"""Rows of a good file."""

RIJ = 3
"""Which of them is broken, counted from 0."""

REGEL = RIJ + 2
"""The line of that row: below the header, counted from 1."""

MERK = "MERK-4711"
"""Stands for what may be said nowhere."""

Oordeel = Literal["geweigerd", "quarantaine", "goed", "telt", "eender"]


@dataclass(frozen=True)
class Verwacht:
    """What must come of a file.

    `geweigerd` with a reason that `reden` is found in; `quarantaine` of the rows on `regels` and no others, in `kolom`;
    `goed`: the same rows as the good file; `telt`: every row is valid; `eender`: whatever holds of any file.
    `gelezen` is the number of records put in, where it is known.
    """

    oordeel: Oordeel = "eender"
    reden: str = ""
    regels: tuple[int, ...] = ()
    kolom: str = ""
    gelezen: int | None = None
    overgeslagen: int = 0
    persoonlijk: bool = False


@dataclass(frozen=True)
class Bestand:
    """A broken file: what was done to it, its bytes as sent, and what must come of it."""

    soort: str
    soort_fout: str
    inhoud: bytes
    extensie: str
    verwacht: Verwacht
    waar: str = ""
    """In which column, or with which seed."""

    def __repr__(self) -> str:
        """Without the bytes: a failure tells what was done, and no cell."""
        return f"{self.soort} | {self.soort_fout} | {self.waar} | {self.extensie}"


Regels = list[str]
Kap = Callable[[bytes, random.Random], bytes]
Knip = Callable[[Regels, random.Random], Regels]


def goede_rijen(soort: str) -> list[dict[str, Any]]:
    """Rows that break no rule."""
    return rijen(soort, AANTAL)


def goed(soort: str) -> str:
    """A good file as text."""
    return csv_tekst(goede_rijen(soort))


def in_quarantaine(*regels: int, kolom: str = "", gelezen: int = AANTAL) -> Verwacht:
    return Verwacht("quarantaine", regels=regels or (REGEL,), kolom=kolom, gelezen=gelezen)


def geweigerd(reden: str, *, persoonlijk: bool = False) -> Verwacht:
    return Verwacht("geweigerd", reden, persoonlijk=persoonlijk)


GELIJK = Verwacht("goed", gelezen=AANTAL)
