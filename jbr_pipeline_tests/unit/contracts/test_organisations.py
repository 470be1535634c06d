"""The table of organisations, and what changed between two days."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from jbr_pipeline.contracts.organisations import (
    BEGIN_DER_TIJDEN,
    OPEN_EINDE,
    heringedeeld_tussen,
    huidige_code,
    ministerie_met_afkorting,
    ministeries_op,
    organisaties,
)

BZK, DEF, EZ, JENV, LVVN, AENM, VRO, KGG = (
    "mnre1034", "mnre1018", "mnre1045", "mnre1058", "mnre1153", "mnre1162", "mnre1171", "mnre1182"
)  # fmt: skip


def test_an_empty_begin_is_the_begin_of_time_and_an_empty_end_is_open() -> None:
    (bzk,) = [o for o in organisaties() if o.code == BZK]
    assert (bzk.geldig_vanaf, bzk.geldig_tot) == (BEGIN_DER_TIJDEN, OPEN_EINDE)
    assert BEGIN_DER_TIJDEN.isoformat() == "0001-01-01"
    assert bzk.bestaat_op(date.min)
    assert bzk.bestaat_op(date.max)


@pytest.mark.parametrize(
    ("dag", "afkortingen"),
    [
        ("2023-12-31", "AZ BZ BZK DEF EZK FIN IENW JENV LNV OCW SZW VWS"),
        ("2024-07-01", "AZ BZ BZK DEF EZK FIN IENW JENV LNV OCW SZW VWS"),
        ("2024-07-02", "AENM AZ BZ BZK DEF EZ FIN IENW JENV KGG LVVN OCW SZW VRO VWS"),
        ("2026-02-22", "AENM AZ BZ BZK DEF EZ FIN IENW JENV KGG LVVN OCW SZW VRO VWS"),
        ("2026-02-23", "AZ BZ BZK DEF EZK FIN IENW JENV LVVN OCW SZW VWS"),
    ],
)
def test_the_ministries_of_a_day(dag: str, afkortingen: str) -> None:
    found = ministeries_op(date.fromisoformat(dag))
    assert sorted(m.bestandsafkorting for m in found) == afkortingen.split()
    assert [m.code for m in found] == sorted(m.code for m in found)


def test_on_no_day_do_two_ministries_or_two_periods_share_an_abbreviation_or_a_code() -> None:
    days = {o.geldig_vanaf for o in organisaties()} | {o.geldig_tot for o in organisaties()}
    for dag in days:
        found = ministeries_op(dag)
        assert set(Counter(m.bestandsafkorting for m in found).values()) <= {1}, dag
        assert set(Counter(m.code for m in found).values()) <= {1}, dag


def test_a_period_that_follows_a_rename_begins_the_day_after() -> None:
    for o in organisaties():
        if o.is_ministerie and o.opvolger == o.code:
            assert [v for v in organisaties() if v.code == o.code and v.geldig_vanaf == o.geldig_tot + timedelta(1)], o


@pytest.mark.parametrize("afkorting", ["bzk", "BZK", "Bzk"])
def test_a_ministry_is_found_by_its_abbreviation_in_any_case(afkorting: str) -> None:
    assert getattr(ministerie_met_afkorting(afkorting, date(2024, 12, 31)), "code", None) == BZK
    assert ministerie_met_afkorting("", date(2024, 12, 31)) is None


@pytest.mark.parametrize(
    ("code", "nu"),
    [(BZK, BZK), (EZ, EZ), (AENM, JENV), (VRO, BZK), (KGG, EZ), ("mnre1150", EZ), ("mnre0180", "mnre1130")],
)
def test_the_current_code_is_that_of_the_last_successor(code: str, nu: str) -> None:
    assert huidige_code(code) == nu


@pytest.mark.parametrize(
    ("code", "na", "tot_en_met", "verwacht"),
    [
        # a mere rename
        (LVVN, "2023-12-31", "2024-12-31", False),
        # nothing happened
        (BZK, "2022-12-31", "2023-12-31", False),
        (DEF, "2023-12-31", "2024-12-31", False),
        (AENM, "2024-12-31", "2025-12-31", False),
        # a ministry began, and those it came out of changed
        (AENM, "2023-12-31", "2024-12-31", True),
        (JENV, "2023-12-31", "2024-12-31", True),
        (BZK, "2023-12-31", "2024-12-31", True),
        (EZ, "2023-12-31", "2024-12-31", True),
        # and went up in them again
        (JENV, "2025-12-31", "2026-12-31", True),
        (BZK, "2025-12-31", "2026-12-31", True),
        (EZ, "2025-12-31", "2026-12-31", True),
        # to the day
        (JENV, "2024-07-01", "2024-07-02", True),
        (JENV, "2024-06-30", "2024-07-01", False),
        (JENV, "2024-07-02", "2025-07-01", False),
        (JENV, "2026-02-22", "2026-02-23", True),
        (JENV, "2026-02-21", "2026-02-22", False),
        (JENV, "2026-02-23", "2027-02-22", False),
    ],
)
def test_a_departmental_change_between_two_days(code: str, na: str, tot_en_met: str, verwacht: bool) -> None:
    assert heringedeeld_tussen(code, date.fromisoformat(na), date.fromisoformat(tot_en_met)) is verwacht
