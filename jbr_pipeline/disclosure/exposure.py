"""What a published row tells about groups of persons: `onthult` of the catalogue, read and spelled out per breakdown.

A group is a *populatie* (medewerkers, instroom), narrowed by kenmerken (`geslacht=V`), at a ministry on a day. Rows of
different indicators about the same group are known here to share it. Which groups add up to which is in `relations`.

Written as `populatie(kenmerk=waarde,…)@dag.maat*factor`; all but the population may be left out. `@jaar_eerder` and
`@basisjaar` are the group on that day, and without a measure the row tells who is in the group, not how much.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jbr_pipeline.indicators.catalogue import TOTAAL, Indicator, Plek

_GRAMMAR = re.compile(
    r"(?P<populatie>[a-z_]+)(?:\((?P<kenmerken>[^)]*)\))?(?:@(?P<dag>jaar_eerder|basisjaar))?"
    r"(?:\.(?P<maat>[a-z_]+))?(?:\*(?P<factor>\d+))?"
)


@dataclass(frozen=True)
class Groep:
    """A group of persons as the catalogue names it, and what is told of it."""

    populatie: str
    kenmerken: tuple[str, ...] = ()
    dag: str = "nu"
    maat: str | None = None
    factor: int = 1

    @classmethod
    def van(cls, tekst: str) -> Groep:
        """Read the notation of the catalogue; ValueError when it is none."""
        found = _GRAMMAR.fullmatch(tekst)
        if found is None:
            raise ValueError(f"{tekst!r} noemt geen groep personen; verwacht is populatie(kenmerk=waarde)@dag.maat")
        return cls(
            populatie=found["populatie"],
            kenmerken=tuple(sorted(found["kenmerken"].split(","))) if found["kenmerken"] else (),
            dag=found["dag"] or "nu",
            maat=found["maat"],
            factor=int(found["factor"] or 1),
        )


@dataclass(frozen=True)
class Onthulling:
    """What the rows of one breakdown of one variant tell in one place (numerator, denominator, or their sum).

    `dimensies` are those of the breakdown by position; a dimension of which the place holds all categories together is
    None.
    """

    indicator_code: str
    variant: str
    uitsplitsing: str
    plek: Plek
    groep: Groep
    dimensies: tuple[str | None, ...]

    @property
    def namen(self) -> tuple[str, ...]:
        """The kenmerken by which the group is narrowed, sorted."""
        fixed = [k.partition("=")[0] for k in self.groep.kenmerken]
        return tuple(sorted([*fixed, *(d for d in self.dimensies if d)]))


def onthullingen(indicatoren: Iterable[Indicator]) -> Iterator[Onthulling]:
    """Everything the rows of these indicators tell about persons, in the order of the catalogue."""
    for indicator in indicatoren:
        for variant in indicator.varianten if indicator.onthult else ():
            own = indicator.onthult_in_variant.get(variant)
            for uitsplitsing in indicator.alle_uitsplitsingen:
                for plek, tekst in (own or indicator.onthult).items():
                    groep = Groep.van(tekst)
                    if groep.maat and own is None and variant != indicator.varianten[0]:
                        groep = Groep(groep.populatie, groep.kenmerken, groep.dag, f"{groep.maat}:{variant}")
                    dims = _dimensions(indicator, uitsplitsing, plek)
                    yield Onthulling(indicator.code, variant, uitsplitsing, plek, groep, dims)


def _dimensions(indicator: Indicator, uitsplitsing: str, plek: Plek) -> tuple[str | None, ...]:
    if uitsplitsing == TOTAAL:
        return ()
    whole = indicator.verdeling if plek == "noemer" else None
    return tuple(None if d == whole else d for d in uitsplitsing.split("*"))
