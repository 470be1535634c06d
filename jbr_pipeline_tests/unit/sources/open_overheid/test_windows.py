"""Periods cover every day once, and the two readings of a hit (Python and SQL) agree."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jbr_pipeline.sources.open_overheid.windows import maanden, treffers

DAGEN = st.dates(min_value=date(2020, 1, 1), max_value=date(2028, 12, 31))


@given(van=DAGEN, vandaag=DAGEN, dag=DAGEN, tot=st.none() | DAGEN)
def test_every_day_of_the_period_is_in_exactly_one_month(van: date, vandaag: date, dag: date, tot: date | None) -> None:
    perioden = maanden(van, tot, vandaag)
    hoort = van <= dag and (tot is None or dag <= tot)
    assert sum(dag in p for p in perioden) == hoort


def test_months_break_at_the_first_and_the_last_one_is_open() -> None:
    perioden = maanden(date(2023, 11, 20), None, date(2024, 2, 29))
    assert [str(p) for p in perioden] == [
        "20-11-2023 t/m 30-11-2023",
        "01-12-2023 t/m 31-12-2023",
        "01-01-2024 t/m 31-01-2024",
        "01-02-2024 t/m 29-02-2024",
        "01-03-2024 en later",
    ]


def test_the_common_part_of_two_periods() -> None:
    (eerste, later) = maanden(date(2024, 1, 1), None, date(2024, 1, 15))
    assert str(eerste.deel(date(2024, 1, 20), date(2024, 3, 1))) == "20-01-2024 t/m 31-01-2024"
    assert later.deel(date(2023, 1, 1), date(2024, 1, 31)) is None
    assert str(later.deel(date(2024, 1, 1), date(2024, 2, 1))) == "01-02-2024 t/m 01-02-2024"


def test_hits_with_something_wrong_are_read_as_far_as_they_go() -> None:
    gelezen = list(
        treffers(
            [
                {"document": {"id": "oep-abc_12", "mutatiedatumtijd": "2026-03-21T09:23:36.587641713Z"}},
                {"document": {"id": "zonder-versie", "openbaarmakingsdatum": "onbekend"}},
                {"document": {"id": "ronl-x_1", "openbaarmakingsdatum": "2024-02-30", "mutatiedatumtijd": None}},
                {"document": {"titel": "geen id"}},
                {"document": None},
                "geen object",
            ]
        )
    )
    assert [t.document_id for t in gelezen] == ["oep-abc", "zonder-versie", "ronl-x"]
    assert [t.datum for t in gelezen] == [None, None, None]
    assert gelezen[0].sleutel == "oep-abc_12|2026-03-21T09:23:36.587"
    assert gelezen[0].mutatie is not None
    assert gelezen[0].mutatie.utcoffset() == timedelta(0)
    assert gelezen[2].mutatie is None
