"""Names, versions and habits of the made-up files."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import plan
from jbr_pipeline.sources.deliveries.filenames import lees_bestandsnaam


def files(*keys: str, soort: str = "bezetting") -> list[plan.Bestand]:
    with duckdb.connect() as con:
        con.execute(f"create table {soort}_tekst as select unnest($1::varchar[]) as bestand", [list(keys)])
        return plan.bestanden(con, soort)


def test_a_name_is_understood_by_the_door() -> None:
    for file in files("mnre1162_20241231_v1", "mnre1058_20231231_v2"):
        levering = lees_bestandsnaam(file.naam)
        assert (levering.ministerie, levering.peildatum) == (file.ministerie, file.peildatum)
        assert (levering.soort, levering.versie) == (file.soort, file.versie)


def test_a_ministry_is_called_as_it_was_on_the_day() -> None:
    names = [f.naam for f in files("mnre1045_20240701_v1", "mnre1045_20241231_v1")]
    assert names == ["JBR_EZK_bezetting_20240701_v1.csv", "JBR_EZ_bezetting_20241231_v1.csv"]


def test_a_higher_version_is_younger_and_all_are_in_the_past() -> None:
    first, second = files("mnre1073_20241231_v1", "mnre1073_20241231_v2")
    assert first.gewijzigd_op < second.gewijzigd_op < datetime.now(UTC)


def test_every_ministry_of_the_sample_dates_has_its_habits() -> None:
    for day in (date(2022, 12, 31), date(2023, 12, 31), date(2024, 12, 31)):
        assert {m.code for m in ministeries_op(day)} <= set(plan.VORMEN)


def test_other_habits_are_those_of_a_known_ministry_for_a_known_subject() -> None:
    assert {code for code, _ in plan.AFWIJKEND} <= set(plan.VORMEN)
    assert {soort for _, soort in plan.AFWIJKEND} <= set(contracten())
