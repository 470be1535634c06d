"""The sheet the recomputed figures are written on, and what every domain shares: places, figures, groups.

Which figure is computed how is said per domain, in the other narekening_ files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import NU, Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij

DEFENSIE = "mnre1018"
RIJK = ("toen", "rijk")
KLEINSTE_CATEGORIE = 5
"""So many must have a free text before it is a category."""

Sleutel = tuple[str, str, date, str, str, str, str]
"""Indicator, variant, peildatum, structure, organisation, breakdown, category."""
Plek = tuple[str, str]
"""Structure and organisation."""
Waarde = Fraction | int | float


@dataclass(frozen=True)
class Verwacht:
    """A figure, and the numbers of persons behind it that may not be small."""

    teller: Waarde
    noemer: Waarde | None = None
    factor: int = 1
    personen: tuple[int, ...] = ()
    leeg: str | None = None
    """Why there is no figure, where there is none for another reason than a zero below the line."""

    @property
    def waarde(self) -> float | None:
        """The value, exact until the last step."""
        if self.leeg:
            return None
        if self.noemer is None:
            return float(self.factor * self.teller)
        return float(self.factor * Fraction(self.teller) / Fraction(self.noemer)) if self.noemer else None

    @property
    def is_te_klein(self) -> bool:
        """Whether it may not leave the closed zone."""
        is_onbekend = bool(self.personen and self.teller) and not any(self.personen)
        return is_onbekend or any(0 < n < 5 for n in self.personen)


@dataclass
class Blad:
    """Every recomputed figure."""

    verwacht: dict[Sleutel, Verwacht] = field(default_factory=dict)

    def zet(
        self,
        code: str,
        dag: date,
        plek: Plek,
        cijfer: Verwacht,
        uitsplitsing: str = "totaal",
        categorie: str = "totaal",
        variant: str = "standaard",
    ) -> None:
        """Write one figure; what holds for the Rijk of then holds for the Rijk of now."""
        for structuur in ("toen", "nu") if plek == RIJK else plek[:1]:
            self.verwacht[code, variant, dag, structuur, plek[1], uitsplitsing, categorie] = cijfer

    def elk(
        self,
        code: str,
        dag: date,
        plek: Plek,
        items: Iterable[Any],
        maak: Callable[[list[Any]], Verwacht],
        variant: str = "standaard",
        **dimensies: Callable[[Any], str],
    ) -> None:
        """The total, and a figure per category of each dimension."""
        every = list(items)
        self.zet(code, dag, plek, maak(every), variant=variant)
        for naam, van in dimensies.items():
            for categorie, deel in groepeer(every, van).items():
                self.zet(code, dag, plek, maak(deel), naam, categorie, variant)

    def verdeling(
        self,
        code: str,
        dag: date,
        plek: Plek,
        aandelen: dict[str, Waarde],
        uitsplitsing: str,
        variant: str = "standaard",
    ) -> None:
        """The share of each category in what all have together; a distribution has no total."""
        whole = sum(aandelen.values(), Fraction(0))
        for categorie, n in aandelen.items():
            self.zet(code, dag, plek, Verwacht(n, whole, 100), uitsplitsing, categorie, variant)


def plekken(code: str) -> Iterator[Plek]:
    """Where a fact of a ministry counts."""
    yield "toen", code
    yield "nu", NU.get(code, code)
    yield RIJK


def per_plek(aanleveringen: list[Aanlevering], *, met_defensie: bool = True) -> dict[tuple[date, Plek], list[Rij]]:
    """The rows of every place, each with the ministry it comes from."""
    found: dict[tuple[date, Plek], list[Rij]] = defaultdict(list)
    for a in aanleveringen:
        if met_defensie or a.ministerie != DEFENSIE:
            rows = [{**r, "ministerie": a.ministerie} for r in a.rijen]
            for place in plekken(a.ministerie):
                found[a.peildatum, place] += rows
    return found


def met_categorie(
    plekken: dict[tuple[date, Plek], list[Rij]], naam: str, telling: Callable[[list[Rij]], int]
) -> dict[tuple[date, Plek], list[Rij]]:
    """The same rows, with the free text of a column as the category it counts under that day."""
    known = {
        (dag, tekst)
        for (dag, plek), rows in plekken.items()
        if plek == RIJK
        for tekst, carriers in groepeer(rows, veld(naam)).items()
        if tekst == "onbekend" or telling(carriers) >= KLEINSTE_CATEGORIE
    }
    return {
        (dag, plek): [r if (dag, veld(naam)(r)) in known else {**r, naam: "overig"} for r in rows]
        for (dag, plek), rows in plekken.items()
    }


def groepeer(items: Iterable[Any], van: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """The items per value."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        found[van(item)].append(item)
    return found


def veld(naam: str) -> Callable[[Rij], str]:
    """The value of a column; none given is unknown."""
    return lambda r: str(r[naam] or "onbekend")


def som(rijen: Iterable[Rij], naam: str) -> Fraction:
    """The column added up; empty is nothing."""
    return Fraction(sum(r[naam] or 0 for r in rijen))


def aantal(rijen: list[Any]) -> Verwacht:
    """How many, of what is no person."""
    return Verwacht(len(rijen))


def deel(n: int, geheel: int) -> Verwacht:
    """So many persons of so many, in percent."""
    return Verwacht(n, geheel, 100, (n, geheel, geheel - n))
