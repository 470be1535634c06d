"""The sizes that are measured: how many months of bezetting, years of the rest, and publications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

LAATSTE_JAAR = 2025
MEDEWERKERS = 160_000


@dataclass(frozen=True)
class Maat:
    """One size. `maanden` counts back from December of the last year; `jaren` are those of the other subjects."""

    naam: str
    maanden: int
    jaren: int
    publicaties: int

    @property
    def peildata(self) -> tuple[date, ...]:
        """The month ends of bezetting, in order."""
        last = LAATSTE_JAAR * 12 + 11
        return tuple(_month_end(month) for month in range(last - self.maanden + 1, last + 1))

    @property
    def jaareinden(self) -> tuple[date, ...]:
        """The peildata of the other subjects, in order."""
        return tuple(date(year, 12, 31) for year in range(LAATSTE_JAAR - self.jaren + 1, LAATSTE_JAAR + 1))

    @property
    def rijen(self) -> int:
        """The rows of bezetting, but for the few that are delivered twice."""
        return self.maanden * MEDEWERKERS


def _month_end(months: int) -> date:
    year, month = divmod(months + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


MATEN = {
    m.naam: m
    for m in (
        Maat("0,2M", maanden=1, jaren=1, publicaties=7_000),
        Maat("2M", maanden=12, jaren=1, publicaties=70_000),
        Maat("20M", maanden=120, jaren=10, publicaties=700_000),
    )
}
"""By name. The largest is ten years of every month: 3 GB in 1,473 deliveries, and 1,260 of the rest."""
