"""When a cause is told: once a day, and one that lasts only when it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from jbr_pipeline.alerts.causes import Database, Oorzaak, draai_mislukt, regels_overtreden
from jbr_pipeline.alerts.ledger import VERGETEN_NA, WACHT_HOOGSTENS, Boek

TOEN = datetime(2025, 3, 1, 1, tzinfo=UTC)
DAG = date(2025, 3, 1)
NACHT = timedelta(days=1)


def _mislukt(stap: str = "bezetting", run_id: str = "a") -> Oorzaak:
    return draai_mislukt(run_id, "jbr_nachtelijk", TOEN, [(stap, "ValueError")], Database(None))


def _regels(aantal: int) -> Oorzaak:
    return regels_overtreden("a", "bezetting", [("geslacht_leesbaar", aantal)], TOEN, Database(TOEN))


def _meld(boek: Boek, oorzaken: Sequence[Oorzaak], dag: date) -> int:
    """How many messages a look at these causes makes, when sending them succeeds."""
    boek.neem_op(oorzaken, dag)
    waiting = list(boek.wacht.values())
    for oorzaak in waiting:
        boek.is_gemeld(oorzaak, dag)
    return len(waiting)


def test_one_message_per_cause_per_day() -> None:
    boek = Boek()
    assert _meld(boek, [_mislukt(run_id="a"), _mislukt(run_id="b")], DAG) == 1
    assert _meld(boek, [_mislukt(run_id="c")], DAG) == 0
    assert _meld(boek, [_mislukt("financien")], DAG) == 1
    assert _meld(boek, [_mislukt(run_id="d")], DAG + NACHT) == 1


def test_a_reason_that_counts_something_else_is_the_same_cause() -> None:
    boek = Boek()
    for seconds, told in ((12, 1), (13, 0)):
        reason = f"open.overheid.nl antwoordde na {seconds} seconden niet."
        failed = draai_mislukt("a", "jbr_nachtelijk", TOEN, [("publicaties", reason)], Database(None))
        assert _meld(boek, [failed], DAG) == told


def test_a_cause_that_lasts_is_told_again_when_it_changes() -> None:
    boek = Boek()
    told = [_meld(boek, [_regels(n)], DAG + nacht * NACHT) for nacht, n in enumerate([3, 3, 3, 4, 4])]
    assert told == [1, 0, 0, 1, 0]


def test_a_cause_that_lasts_for_months_is_not_forgotten_and_one_that_is_gone_is() -> None:
    boek = Boek()
    nights = 2 * VERGETEN_NA.days
    assert sum(_meld(boek, [_regels(3)], DAG + n * NACHT) for n in range(nights)) == 1
    later = DAG + (nights + VERGETEN_NA.days) * NACHT
    assert _meld(boek, [], later) == 0
    assert boek.gemeld == {}
    assert _meld(boek, [_regels(3)], later) == 1


def test_what_waits_tells_of_the_last_time_since_the_first() -> None:
    boek = Boek()
    again = replace(_mislukt(run_id="b"), sinds=TOEN + NACHT)
    boek.neem_op([_mislukt(run_id="a")], DAG)
    boek.neem_op([again], DAG + NACHT)
    (waiting,) = boek.wacht.values()
    assert (waiting.run_id, waiting.sinds) == ("b", TOEN)


def test_what_waits_is_told_in_the_order_in_which_it_came_and_is_bounded() -> None:
    boek = Boek()
    boek.neem_op([_mislukt(f"stap {n}") for n in range(WACHT_HOOGSTENS + 5)], DAG)
    assert [o.kop.split()[-1] for o in boek.wacht.values()] == [str(n) for n in range(WACHT_HOOGSTENS)]
