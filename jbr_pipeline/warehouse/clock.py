"""The moment that the pipeline works with: that of the machine, and never before its own last run.

A clock that was moved back would else make the newest run the oldest, leave years out of what is held of the
publications, and refuse deliveries about a day that is still to come. What people are told belongs in `reporting`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from jbr_pipeline.warehouse import runs
from jbr_pipeline.warehouse.layout import Paden

SPELING = timedelta(minutes=5)
"""By how much a clock may be set right without anybody being told."""

_STAP = timedelta(microseconds=1)


def nu(paden: Paden, klok: datetime | None = None) -> datetime:
    """What time it is: `klok`, by default that of the machine, or just after the last run where that is later."""
    moment, latest = klok or datetime.now(UTC), laatste_draai(paden)
    return moment if latest is None else max(moment, latest + _STAP)


def lopend(paden: Paden) -> Callable[[], datetime]:
    """`nu` to be asked over and over while no run ends."""
    floor = nu(paden, datetime.min.replace(tzinfo=UTC))
    return lambda: max(datetime.now(UTC), floor)


def loopt_achter(paden: Paden, klok: datetime) -> datetime | None:
    """The moment of the last run, when `klok` is clearly before it."""
    latest = laatste_draai(paden)
    return latest if latest and klok < latest - SPELING else None


def laatste_draai(paden: Paden) -> datetime | None:
    """When the last run ended; None when there was none."""
    return max((d.klaar_op for d in runs.lees(paden) if d.klaar_op), default=None)
