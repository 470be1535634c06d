"""On which days a statutory term may end: the Algemene termijnenwet as a calendar.

A term that would end on a Saturday, a Sunday or a day of article 3 ends on the next day that is none of these.
How long a Woo term is belongs in the SQL of `basis/woo_verzoeken.sql`. Pandas and holidays are imported when a calendar
is made: they would take most of the time in which the code location loads.
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

EERSTE_JAAR, LAATSTE_JAAR = 2000, 2060


@cache
def feestdagen() -> frozenset[date]:
    """The days of article 3: the named holidays (lid 1 and 2) and days equated by decree (lid 3).

    Among the public holidays alone the library has 5 May once in five years and no Good Friday; the law has both
    every year, and they are in the library's optional ones.
    """
    import holidays

    years = range(EERSTE_JAAR, LAATSTE_JAAR + 1)
    named = holidays.country_holidays("NL", years=years, categories=("public", "optional"))
    text = (resources.files(__package__) / "reference" / "gelijkgestelde_dagen.csv").read_text(encoding="utf-8")
    equated = (date.fromisoformat(row["dag"]) for row in csv.DictReader(text.splitlines()))
    return frozenset({*named, *equated})


def kalender() -> pd.DataFrame:
    """Every day with the day on which a term that ends there really ends: `dag`, `eindigt_op` (both dates)."""
    import pandas as pd

    days = pd.Series(pd.date_range(date(EERSTE_JAAR, 1, 1), date(LAATSTE_JAAR, 12, 31) + timedelta(days=14)))
    closed = (days.dt.day_of_week >= 5) | days.dt.date.isin(feestdagen())
    ends = days.where(~closed).bfill()
    frame = pd.DataFrame({"dag": days.dt.date, "eindigt_op": ends.dt.date})
    return frame[:-14]
