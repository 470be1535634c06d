"""The guard: ratios and promises count, seconds do not."""

from typing import Any

import pytest

from benchmarks.guard import SPEELRUIMTE, oordeel
from benchmarks.night import samen
from jbr_pipeline_tests.unit.benchmarks.uitkomsten import nacht, uitkomsten


@pytest.fixture
def oud() -> dict[str, Any]:
    return uitkomsten()


@pytest.fixture
def nieuw() -> dict[str, Any]:
    return uitkomsten()


def test_the_same_is_no_worse(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    assert oordeel(oud, nieuw) == []


def test_a_machine_that_is_slower_is_no_worse(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    for row in (*nieuw["rebuild"], *nieuw["peers"]):
        row.update({k: 10 * v for k, v in row.items() if k.endswith("_s")})
    assert oordeel(oud, nieuw) == []


@pytest.mark.parametrize("soort", ["ratio", "ratio_zonder_bescherming", "cpu_ratio"])
def test_a_ratio_may_be_a_quarter_worse(oud: dict[str, Any], nieuw: dict[str, Any], soort: str) -> None:
    nieuw["rebuild"][0][soort] = oud["rebuild"][0][soort] * SPEELRUIMTE
    assert oordeel(oud, nieuw) == []
    nieuw["rebuild"][0][soort] *= 1.01
    assert [line.partition(":")[0] for line in oordeel(oud, nieuw)] == [f"rebuild 2M {soort}"]


def test_a_peer_that_comes_nearer_is_worse(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    nieuw["peers"][0]["factor"] = oud["peers"][0]["factor"] / 1.3
    assert [line.partition(":")[0] for line in oordeel(oud, nieuw)] == ["pipeline over pandas_gx 2M"]


@pytest.mark.parametrize("deel", ["rebuild", "peers"])
def test_unequal_is_wrong_whatever_was_before(nieuw: dict[str, Any], deel: str) -> None:
    nieuw[deel][0]["equal"] = False
    assert len(oordeel(None, nieuw)) == 1


def test_a_night_that_differs_from_a_rebuild_is_wrong(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    nieuw["night"] = samen({"2M": nacht(12, 10.0, equal=False), "20M": nacht(120, 11.0, equal=None)})
    assert oordeel(oud, nieuw) == ["night: no longer equal"]


def test_a_night_without_the_proof_is_not_wrong(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    nieuw["night"] = samen({"20M": nacht(120, 11.0, equal=None)})
    assert oordeel(oud, nieuw) == []


def test_a_bound_that_was_met_stays_met(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    nieuw["night"] = samen({"2M": nacht(12, 15.0), "20M": nacht(120, 16.0)})
    assert oordeel(oud, nieuw) == ["night ten_years_s: the bound is no longer met"]
    oud["night"] = samen({"2M": nacht(12, 20.0), "20M": nacht(120, 21.0)})
    assert oordeel(oud, nieuw) == []


def test_a_heavy_library_at_the_start_is_worse(oud: dict[str, Any], nieuw: dict[str, Any]) -> None:
    nieuw["start"]["loaded"] = ["pandas"]
    assert oordeel(oud, nieuw) == ["start without pandas: the bound is no longer met"]


def test_what_was_not_measured_before_is_not_compared(nieuw: dict[str, Any]) -> None:
    assert oordeel({}, nieuw) == []
    assert oordeel(uitkomsten(), {}) == []
