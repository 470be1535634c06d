"""Stories about the cut of 22 percent: its baseline, its target and what is realised."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from jbr_pipeline.warehouse import editions
from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, D25, Rekenwereld, mensen, uitgave

CODES = (
    "taakstelling_nulmeting_fte", "taakstelling_nulmeting_apparaat", "taakstelling_doel_apparaat",
    "taakstelling_realisatie_pct",
)  # fmt: skip


@pytest.fixture
def twee_jaren(wereld: Rekenwereld) -> Rekenwereld:
    """BZK and VRO in 2024; a year later both spend less. What is paid within the Rijk and agencies do not count."""
    wereld.bezetting(
        "BZK", D24, *mensen(20), *mensen(30, "a", organisatietype="uitvoeringsorganisatie"),
    )  # fmt: skip
    wereld.bezetting("VRO", D24, *mensen(10, "v", uren_per_week=18))
    wereld.financien("BZK", D23, uitgave("materieel_ict", 9_999_000))
    wereld.financien(
        "BZK", D24, uitgave("materieel_ict", 600_000), uitgave("materieel_sso", 77_000, consolidatie=True),
        uitgave("materieel_overig", 55_000, onderdeel="agentschap"),
    )  # fmt: skip
    wereld.financien("VRO", D24, uitgave("materieel_ict", 400_000))
    wereld.financien("BZK", D25, uitgave("materieel_ict", 545_000))
    wereld.financien("VRO", D25, uitgave("materieel_ict", 400_000))
    return wereld


def test_the_baseline_is_that_of_core_departments_in_the_structure_of_now(twee_jaren: Rekenwereld) -> None:
    figures = twee_jaren.reken(*CODES)
    assert figures("taakstelling_nulmeting_fte", "BZK", structuur="nu") == 25
    assert figures("taakstelling_nulmeting_apparaat", "BZK", structuur="nu") == 1_000
    assert figures("taakstelling_doel_apparaat", "BZK", structuur="nu") == 780
    assert [figures("taakstelling_nulmeting_apparaat", structuur=s) for s in ("toen", "nu")] == [1_000, 1_000]
    assert {r["structuur"] for r in figures.rijen if r["organisatie_code"] != "rijk"} == {"nu"}


def test_what_is_realised_is_zero_in_the_year_of_the_baseline_and_has_no_earlier_years(
    twee_jaren: Rekenwereld,
) -> None:
    """55 of the 220 thousand to be saved is a quarter."""
    figures = twee_jaren.reken(*CODES)
    assert figures("taakstelling_realisatie_pct") == 0
    assert figures("taakstelling_realisatie_pct", dag=D25) == 25
    assert figures("taakstelling_realisatie_pct", "BZK", D25, structuur="nu") == 25
    assert figures.dagen("taakstelling_realisatie_pct") == {D24, D25}
    assert figures.dagen("taakstelling_nulmeting_apparaat") == {D24}


def test_the_baseline_is_of_one_day_whatever_else_is_delivered(twee_jaren: Rekenwereld) -> None:
    twee_jaren.bezetting("BZK", date(2024, 7, 1), *mensen(20))
    twee_jaren.bezetting("BZK", D25, *mensen(20))
    assert twee_jaren.reken("taakstelling_nulmeting_fte").dagen("taakstelling_nulmeting_fte") == {D24}


def test_a_ministry_counts_only_where_both_its_baseline_and_its_year_are_known(wereld: Rekenwereld) -> None:
    """Nothing is saved here, and what is missing saves nothing and costs nothing."""
    for day in (D24, D25):
        wereld.financien("BZK", day, uitgave("materieel_ict", 500_000))
    wereld.financien("SZW", D24, uitgave("materieel_ict", 500_000))
    wereld.financien("OCW", D25, uitgave("materieel_ict", 500_000))
    figures = wereld.reken("taakstelling_realisatie_pct")
    assert figures("taakstelling_realisatie_pct", dag=D25) == 0
    assert not figures.volledig("taakstelling_realisatie_pct", dag=D25)[0]


def test_without_a_baseline_there_is_nothing_to_realise(wereld: Rekenwereld) -> None:
    wereld.financien("BZK", D25, uitgave("materieel_ict", 545_000))
    assert wereld.reken("taakstelling_realisatie_pct").rijen == []


def test_the_baseline_of_the_frozen_edition_holds_whatever_is_delivered_later(
    twee_jaren: Rekenwereld, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = twee_jaren.paden.data / "vastgesteld.parquet"
    frozen.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as con:
        con.execute(
            f"""
            copy (
                select i as indicator_code, 'standaard' as variant, 'nu' as structuur, o as organisatie_code,
                    2024 as jaar, t as teller
                from (values
                    ('taakstelling_nulmeting_apparaat', 'mnre1034', 900000.0),
                    ('taakstelling_nulmeting_apparaat', 'rijk', 900000.0),
                    ('taakstelling_nulmeting_fte', 'mnre1034', 252.0),
                    ('taakstelling_nulmeting_fte', 'mnre1073', null),
                    ('taakstelling_nulmeting_fte', 'rijk', 360.0)
                ) as v (i, o, t)
            ) to '{frozen}' (format parquet)
            """
        )
    monkeypatch.setattr(editions, "waarden_van", lambda _, jaar: frozen if jaar == 2024 else None)
    figures = twee_jaren.reken(*CODES)
    assert figures("taakstelling_nulmeting_apparaat") == 900
    assert figures("taakstelling_nulmeting_fte") == 10, "the Rijk has a row of its own, for small numbers are left out"
    assert figures("taakstelling_nulmeting_fte", "BZK", structuur="nu") == 7
    assert figures("taakstelling_realisatie_pct") == 0
    assert figures("taakstelling_realisatie_pct", dag=D25) == pytest.approx(100 * -45 / (0.22 * 900))
