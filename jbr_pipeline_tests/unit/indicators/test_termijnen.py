"""The days on which no term ends, against the law and a calendar of our own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jbr_pipeline.indicators.termijnen import feestdagen, kalender

EINDE: dict[date, date] = dict(kalender().itertuples(index=False))


def pasen(jaar: int) -> date:
    """Easter Sunday: the first Sunday after the paschal full moon (Butcher's rule)."""
    a, (b, c) = jaar % 19, divmod(jaar, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k), m = divmod(c, 4), (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(jaar, month, (h - m + r + month + 19) % 32)


@pytest.mark.parametrize("jaar", range(2014, 2061))
def test_the_days_of_the_law_and_no_others(jaar: int) -> None:
    easter = pasen(jaar)
    king = date(jaar, 4, 27)
    expected = {easter + timedelta(n) for n in (-2, 0, 1, 39, 49, 50)}
    expected |= {date(jaar, 1, 1), date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26)}
    expected.add(king - timedelta(1) if king.weekday() == 6 else king)
    equated = {
        2023: {date(2023, 4, 28), date(2023, 5, 19)},
        2024: {date(2024, 5, 10), date(2024, 12, 27)},
        2025: {date(2025, 5, 30)},
        2026: {date(2026, 1, 2), date(2026, 5, 15)},
    }
    assert {d for d in feestdagen() if d.year == jaar} == expected | equated.get(jaar, set())


@pytest.mark.parametrize(
    ("dag", "einde"),
    [
        (date(2024, 7, 1), date(2024, 7, 1)),
        (date(2024, 6, 29), date(2024, 7, 1)),
        (date(2024, 3, 29), date(2024, 4, 2)),
        (date(2023, 4, 27), date(2023, 5, 1)),
        (date(2023, 5, 5), date(2023, 5, 8)),
        (date(2024, 5, 9), date(2024, 5, 13)),
        (date(2024, 12, 25), date(2024, 12, 30)),
        (date(2026, 1, 1), date(2026, 1, 5)),
    ],
)
def test_where_a_term_ends(dag: date, einde: date) -> None:
    assert EINDE[dag] == einde


def test_every_day_has_an_end_that_is_no_free_day() -> None:
    assert all(dag <= einde <= dag + timedelta(7) for dag, einde in EINDE.items())
    assert all(einde.weekday() < 5 and einde not in feestdagen() for einde in EINDE.values())
    assert all(EINDE[dag] == dag for dag in EINDE if dag.weekday() < 5 and dag not in feestdagen())
