"""Which years may be purged: old enough, and held by an edition that cannot be missed."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline.warehouse.editions import Editiefout
from jbr_pipeline.warehouse.retention import NietOpTeSchonen
from jbr_pipeline_tests.deliveries_kit import rijen
from jbr_pipeline_tests.integration.retention.archief import Archief


@pytest.mark.parametrize(("bewaarjaren", "weg"), [(1, (2022, 2023, 2024)), (2, (2022, 2023)), (3, (2022,)), (4, ())])
def test_rows_are_kept_for_so_many_years_before_the_newest_edition(
    bewaard: Archief, bewaarjaren: int, weg: tuple[int, ...]
) -> None:
    assert bewaard.overzicht(bewaarjaren).jaren == weg


def test_what_is_shown_is_counted_per_subject_and_year(bewaard: Archief) -> None:
    plan = bewaard.overzicht()
    counted = {(p.jaar, p.soort): (p.aanleveringen, p.rijen) for p in plan.posten}
    assert counted == {
        (2022, "bezetting"): (4, 124),
        (2022, "financien"): (2, 4),
        (2022, "woo_verzoeken"): (1, 5),
        (2023, "bezetting"): (2, 71),
        (2023, "financien"): (2, 4),
        (2023, "woo_verzoeken"): (1, 5),
    }
    assert all(p.bytes > 0 for p in plan.posten)
    assert plan.kopieen == 12, "every file of those years still lies in the drop folder"
    assert bewaard.sporen(), "showing removes nothing"


def test_a_year_stays_until_the_edition_of_the_next_is_frozen(tmp_path: Path) -> None:
    archief = Archief.in_map(tmp_path, edities=(2023, 2025))
    plan = archief.overzicht(1)
    assert plan.jaren == (2022,)
    assert plan.blijft == {
        2023: "JBR 2024 is niet vastgesteld",
        2024: "JBR 2024, met de nulmeting van de taakstelling, is niet vastgesteld",
    }


def test_without_an_edition_nothing_is_old(tmp_path: Path) -> None:
    plan = Archief.in_map(tmp_path, jaren=(2022, 2023), edities=()).overzicht(1)
    assert (plan.jaren, plan.blijft) == ((), {})


def test_a_year_that_was_delivered_after_its_edition_stays(tmp_path: Path) -> None:
    archief = Archief.in_map(tmp_path, jaren=(2023, 2024, 2025))
    archief.lever_jaar(2022)
    archief.publiceer()
    plan = archief.overzicht()
    assert plan.jaren == (2023,)
    assert plan.blijft == {2022: "in JBR 2023 staan geen cijfers over 2022"}


def test_nothing_is_removed_that_was_never_processed(archief: Archief) -> None:
    archief.huis.lever("JBR_OCW_bezetting_20221231_v1.csv", rijen("bezetting", 4))
    archief.huis.land()
    with pytest.raises(NietOpTeSchonen, match=r"JBR_OCW_bezetting_20221231_v1\.csv is nog niet verwerkt\. Draai eerst"):
        archief.schoon_op()
    assert archief.sporen()


def test_nothing_is_removed_while_an_edition_is_not_what_was_frozen(archief: Archief) -> None:
    values = archief.paden.edities / "jbr_2023" / "waarden.parquet"
    values.chmod(0o644)
    values.write_bytes(values.read_bytes() + b"x")
    with pytest.raises(Editiefout, match=r"is waarden\.parquet veranderd"):
        archief.schoon_op()
    assert not list((archief.paden.geland / "manifest").glob("*.opschoning.json"))


def test_figures_that_no_edition_holds_as_they_are_now_are_counted(archief: Archief) -> None:
    archief.huis.lever("JBR_BZK_bezetting_20231231_v2.csv", rijen("bezetting", 35))
    archief.publiceer()
    plan = archief.overzicht()
    assert set(plan.afwijkend) == {2023, 2024}, "the flows of 2024 compare with 2023"
    corrected = archief.lees("select distinct nieuwe_waarde is distinct from oude_waarde from correctie")
    assert corrected == [(True,)]
