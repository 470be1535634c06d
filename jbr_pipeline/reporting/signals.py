"""Three separate signals after a run: points lost, points changed, unusual jumps. Warnings in words, never more.

What differs is found in `warehouse.comparison`; showing it belongs to the command and to the checks in Dagster.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from jbr_pipeline.reporting import differences
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.warehouse import comparison
from jbr_pipeline.warehouse.comparison import Rij
from jbr_pipeline.warehouse.layout import Paden


@dataclass(frozen=True)
class Signaal:
    """One signal: what it looks for, what it found, and how that is said."""

    naam: str
    omschrijving: str
    samenvatting: str
    rijen: list[Rij]
    zin: Callable[[Rij], str]

    @property
    def aantal(self) -> int:
        """How often it was found."""
        return len(self.rijen)

    def opsomming(self, hoeveel: int = differences.GETOOND) -> str:
        """The first findings as a list in words."""
        return differences.opsomming(self.rijen, self.zin, hoeveel)


OMSCHRIJVINGEN = {
    "punten_verloren": "Elk cijfer dat er bij de vorige draai was, is er nog.",
    "punten_gewijzigd": "Elk cijfer is gelijk aan dat van de vorige draai.",
    "ongewone_sprongen": (
        f"Geen totaal verandert in zijn laatste jaar meer dan {comparison.KEER} keer zoveel als ooit eerder, en "
        f"minstens {comparison.DREMPEL_PCT} procent of {comparison.DREMPEL_PUNT} procentpunt."
    ),
}


def signalen(paden: Paden) -> list[Signaal]:
    """The signals of the published database, held against the run before; the jumps against history."""
    current = comparison.vind(paden, "lopend")
    before = comparison.vorige(paden)
    if before is None:
        jumps, unjudged = comparison.sprongen(current)
        no_run = "Er is geen eerdere draai om mee te vergelijken."
        return [
            _signal("punten_verloren", no_run, [], differences.verloren),
            _signal("punten_gewijzigd", no_run, [], differences.gewijzigd),
            _jumps(jumps, unjudged),
        ]
    found = comparison.vergelijk(before, current)
    return [
        _signal(
            "punten_verloren",
            f"{getal(len(found.verloren))} cijfers die er bij de vorige draai waren zijn er niet meer.",
            found.verloren,
            differences.verloren,
        ),
        _signal(
            "punten_gewijzigd",
            f"{getal(len(found.gewijzigd))} cijfers zijn anders dan bij de vorige draai.",
            found.gewijzigd,
            differences.gewijzigd,
        ),
        _jumps(found.sprongen, found.niet_beoordeeld),
    ]


def _jumps(rows: list[Rij], unjudged: int) -> Signaal:
    summary = f"{getal(len(rows))} totalen maken een ongewone sprong in hun laatste jaar."
    if unjudged:
        summary += f" {getal(unjudged)} reeksen zijn te kort om dat te beoordelen."
    return _signal("ongewone_sprongen", summary, rows, differences.sprong)


def _signal(naam: str, samenvatting: str, rijen: list[Rij], zin: Callable[[Rij], str]) -> Signaal:
    return Signaal(naam, OMSCHRIJVINGEN[naam], samenvatting, rijen, zin)
