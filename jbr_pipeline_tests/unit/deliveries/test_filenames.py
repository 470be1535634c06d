"""What a file name says, and every way in which it can be refused."""

from __future__ import annotations

from datetime import date

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout, lees_bestandsnaam


def test_a_name_tells_ministry_subject_peildatum_version_and_form() -> None:
    levering = lees_bestandsnaam("JBR_BZK_woo_verzoeken_20241231_v12.csv.gz")
    assert levering.ministerie.code == "mnre1034"
    assert levering.soort == "woo_verzoeken"
    assert levering.peildatum == date(2024, 12, 31)
    assert levering.versie == 12
    assert levering.formaat == "csv.gz"
    assert levering.sleutel == "BZK_woo_verzoeken_20241231_v12"


@pytest.mark.parametrize(
    "naam",
    [
        "JBR_FIN_bezetting_20241231_v1.csv",
        "jbr_fin_BEZETTING_20241231_V1.CSV",
        "Jbr_Fin_Bezetting_20241231_v1.csv.GZ",
        "JBR_FIN_bezetting_20241231_v001.XLSX",
    ],
)
def test_neither_case_extension_nor_leading_zeros_make_another_slot(naam: str) -> None:
    assert lees_bestandsnaam(naam).sleutel == "FIN_bezetting_20241231_v1"


def test_an_ampersand_is_written_en() -> None:
    assert lees_bestandsnaam("JBR_AENM_bezetting_20241231_v1.csv").ministerie.code == "mnre1162"
    with pytest.raises(Bestandsfout, match="geen ministerie"):
        lees_bestandsnaam("JBR_A&M_bezetting_20241231_v1.csv")


@pytest.mark.parametrize(
    ("afkorting", "peildatum", "code"),
    [("EZK", "20231231", "mnre1045"), ("EZ", "20241231", "mnre1045"), ("LNV", "20231231", "mnre1153")],
)
def test_the_abbreviation_is_that_of_the_peildatum(afkorting: str, peildatum: str, code: str) -> None:
    assert lees_bestandsnaam(f"JBR_{afkorting}_bezetting_{peildatum}_v1.csv").ministerie.code == code


@pytest.mark.parametrize(
    ("afkorting", "peildatum"),
    [("EZ", "20231231"), ("EZK", "20241231"), ("AENM", "20231231"), ("XYZ", "20241231"), ("VROM", "20241231")],
)
def test_a_ministry_that_does_not_exist_on_the_peildatum_is_refused(afkorting: str, peildatum: str) -> None:
    dag = f"{peildatum[6:]}-{peildatum[4:6]}-{peildatum[:4]}"
    with pytest.raises(Bestandsfout, match=f"op {dag} geen ministerie"):
        lees_bestandsnaam(f"JBR_{afkorting}_bezetting_{peildatum}_v1.csv")


@pytest.mark.parametrize("dag", ["20241231", "20240701", "20240131", "20240229", "20230228", "20240630"])
def test_bezetting_takes_the_first_of_july_and_every_month_end(dag: str) -> None:
    assert f"{lees_bestandsnaam(f'JBR_BZK_bezetting_{dag}_v1.csv').peildatum:%Y%m%d}" == dag


@pytest.mark.parametrize("dag", ["20240702", "20240101", "20240228", "20241230"])
def test_bezetting_takes_no_other_day(dag: str) -> None:
    with pytest.raises(Bestandsfout, match=r"31 december of 1 juli of de laatste dag van een maand, niet \d\d-"):
        lees_bestandsnaam(f"JBR_BZK_bezetting_{dag}_v1.csv")


@pytest.mark.parametrize("soort", [s for s in contracten() if s != "bezetting"])
@pytest.mark.parametrize("dag", ["20240701", "20241130", "20240101"])
def test_other_subjects_take_the_last_of_december_only(soort: str, dag: str) -> None:
    with pytest.raises(Bestandsfout, match=f"Voor {soort} is de peildatum 31 december, niet "):
        lees_bestandsnaam(f"JBR_BZK_{soort}_{dag}_v1.csv")


@pytest.mark.parametrize("soort", contracten())
def test_every_subject_takes_the_last_of_december(soort: str) -> None:
    assert lees_bestandsnaam(f"JBR_BZK_{soort.upper()}_20241231_v1.csv").soort == soort


@pytest.mark.parametrize("afkorting", ["FIN", "fin", "AENM", "VRO"])
def test_the_survey_of_another_ministry_is_refused_and_the_right_one_named(afkorting: str) -> None:
    with pytest.raises(Bestandsfout, match=f"^De soort enquete komt alleen van BZK, niet van {afkorting.upper()}.$"):
        lees_bestandsnaam(f"JBR_{afkorting}_enquete_20241231_v1.csv")


def test_the_survey_of_no_ministry_at_all_is_refused_for_that() -> None:
    with pytest.raises(Bestandsfout, match="geen ministerie"):
        lees_bestandsnaam("JBR_XYZ_enquete_20241231_v1.csv")


@pytest.mark.parametrize(
    "dag", ["20241301", "20230229", "00000000", "2024-12-31", "31122024", "2024123", "202412310", "abc"]
)
def test_a_date_that_is_none_is_refused(dag: str) -> None:
    with pytest.raises(Bestandsfout, match="geen datum; verwacht: jjjjmmdd"):
        lees_bestandsnaam(f"JBR_BZK_bezetting_{dag}_v1.csv")


@pytest.mark.parametrize("extensie", ["xls", "txt", "csv.zip", "gz", "csv.gz.bak", "xlsm", "parquet"])
def test_an_unknown_extension_is_refused_and_the_known_ones_named(extensie: str) -> None:
    with pytest.raises(Bestandsfout, match=r"extensie wordt niet herkend; verwacht: csv, csv\.gz, xlsx"):
        lees_bestandsnaam(f"JBR_BZK_bezetting_20241231_v1.{extensie}")


@pytest.mark.parametrize("soort", ["personeel", "bezettingen", "bezetting_", "woo", "woo verzoeken"])
def test_an_unknown_subject_is_refused_and_the_known_ones_named(soort: str) -> None:
    with pytest.raises(Bestandsfout, match=r"soort in de bestandsnaam is onbekend; verwacht een van: .*bezetting"):
        lees_bestandsnaam(f"JBR_BZK_{soort}_20241231_v1.csv")


@pytest.mark.parametrize(
    "naam",
    [
        "BZK_bezetting_20241231_v1.csv",
        "JBR_BZK_bezetting_20241231.csv",
        "JBR_BZK_bezetting_20241231_1.csv",
        "JBR_BZK_bezetting_20241231_v.csv",
        "JBR_BZK_bezetting_20241231_v-1.csv",
        "JBR_BZK_bezetting_20241231_v1 (2).csv",
        "Kopie van JBR_BZK_bezetting_20241231_v1.csv",
        "JBR__bezetting_20241231_v1.csv",
        ".csv",
    ],
)
def test_a_name_off_the_pattern_is_refused_and_the_pattern_told(naam: str) -> None:
    with pytest.raises(Bestandsfout, match=r"verwacht: JBR_<ministerie>_<soort>_<jjjjmmdd>_v<n>\.csv"):
        lees_bestandsnaam(naam)


def test_versions_start_at_one() -> None:
    with pytest.raises(Bestandsfout, match="versienummer is 1 of hoger"):
        lees_bestandsnaam("JBR_BZK_bezetting_20241231_v0.csv")


def test_a_peildatum_before_2000_is_refused() -> None:
    with pytest.raises(Bestandsfout, match="ligt voor 2000"):
        lees_bestandsnaam("JBR_BZK_bezetting_00011231_v1.csv")
