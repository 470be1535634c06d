"""Numbers, days and moments are written as Dutch readers write them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jbr_pipeline.reporting.numbers import dag, excelformaat, getal, moment
from jbr_pipeline.reporting.tables import tabel


@pytest.mark.parametrize(
    ("value", "decimalen", "text"),
    [
        (157019, 0, "157.019"), (15.4, 1, "15,4"), (-16.52, 1, "-16,5"), (1234567.891, 2, "1.234.567,89"), (0, 0, "0"),
        # What is rounded to zero has no sign.
        (-0.04, 1, "0,0"), (-0.4, 0, "0"),
        # A half goes away from zero, on both sides of it, and where its binary form lies just below.
        (2.5, 0, "3"), (-2.5, 0, "-3"), (15.45, 1, "15,5"), (1.005, 2, "1,01"),
        (-0.05, 1, "-0,1"),
    ],
)  # fmt: skip
def test_numbers(value: float, decimalen: int, text: str) -> None:
    assert getal(value, decimalen) == text


def test_days_and_moments() -> None:
    assert dag(date(2024, 12, 31)) == "31-12-2024"
    assert moment(datetime(2026, 1, 1, 23, 30, tzinfo=UTC)) == "02-01-2026 00:30"


def test_a_spreadsheet_shows_as_many_decimals() -> None:
    assert (excelformaat(0), excelformaat(2)) == ("#,##0", "#,##0.00")


def test_a_table_keeps_its_columns_apart() -> None:
    assert tabel(("a", "b"), [("x|y", "1")], rechts=("b",)) == "| a | b |\n| --- | --: |\n| x/y | 1 |"
    assert tabel(("a",), []) == "Geen."
