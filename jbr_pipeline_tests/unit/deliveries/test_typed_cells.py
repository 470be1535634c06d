"""Every form in which a cell may be written, and the forms that are no value of its type."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jbr_pipeline_tests.deliveries_kit import csv_tekst, rij
from jbr_pipeline_tests.unit.deliveries.conftest import ONLEESBAAR, Lees

NBSP = "\u00a0"


def decimalen(vormen: dict[str, str]) -> dict[str, Decimal]:
    return {cel: Decimal(waarde) for cel, waarde in vormen.items()}


def onleesbaar(*cellen: str) -> dict[str, str]:
    return dict.fromkeys(cellen, ONLEESBAAR)


def test_a_decimal_has_a_comma_and_may_have_its_minus_behind(lees: Lees) -> None:
    vormen = {
        "36": "36",
        "36,5": "36.50",
        "36,50": "36.50",
        " 36,50 ": "36.50",
        f"{NBSP}36,50{NBSP}": "36.50",
        "\t36,50": "36.50",
        "-36,5": "-36.50",
        "36,5-": "-36.50",
        "12-": "-12.00",
        "007,5": "7.50",
        "0": "0.00",
    }
    assert lees("bezetting", "uren_per_week", vormen) == decimalen(vormen)


def test_anything_else_is_no_decimal(lees: Lees) -> None:
    vormen = onleesbaar(
        "36.5", "36.50", "1.000", "1.234,50", "0,805", "36,500", "1e2", "1E2", "NaN", "inf", "36,5,0", "36 ,5", "3 6",
        "-", ",", "-,", "--5", "-5-", "5--", "1-,5", "1-5", "+5", "€5", "36 uur", "zesendertig", "5%", "0x10", "٣",
        "99999999999999999999", "=36", "'36", "36;5",
    )  # fmt: skip
    assert lees("bezetting", "uren_per_week", vormen) == vormen


def test_the_contract_says_how_many_decimals_there_may_be(lees: Lees) -> None:
    goed = {"0,8056": "0.8056", "1": "1", "0,8": "0.8"}
    assert lees("bezetting", "deeltijdfactor", [*goed, "0,80560"]) == {**decimalen(goed), **onleesbaar("0,80560")}


def test_an_amount_may_have_thousands_points(lees: Lees) -> None:
    vormen = {
        "1.234,50": "1234.50",
        "1.234": "1234.00",
        "1.234.567,89": "1234567.89",
        "12.345.678": "12345678.00",
        "-1.234,5": "-1234.50",
        "1.234,5-": "-1234.50",
        "1234,50": "1234.50",
        "123,45-": "-123.45",
        "0,01": "0.01",
    }
    assert lees("financien", "bedrag", vormen) == decimalen(vormen)


def test_points_elsewhere_make_no_amount(lees: Lees) -> None:
    vormen = onleesbaar(
        "1234.567,00", "1.23", "1.23,50", "1,234.50", "1.234.56", ".234", "1..234", "1.2345", "1.234,567", "-1.234-",
        "1 234,50", "1'234,50", "12.34.567", "1.234,", "1234.50", "1e6",
    )  # fmt: skip
    assert lees("financien", "bedrag", vormen) == vormen


def test_an_integer_has_digits_only_and_perhaps_a_minus(lees: Lees) -> None:
    vormen = {"11": 11, " 7 ": 7, "007": 7, "-3": -3, "3-": -3, "0": 0, f"{NBSP}5": 5}
    assert lees("bezetting", "functieschaal", vormen) == vormen


def test_anything_else_is_no_integer(lees: Lees) -> None:
    vormen = onleesbaar(
        "1.000", "1,0", "11,", "1e2", "0x1", "11a", "1 1", "-", "--3", "-3-", "99999999999", "schaal 11", "+1", "1_0",
        "½",
    )  # fmt: skip
    assert lees("bezetting", "functieschaal", vormen) == vormen


def test_a_date_is_day_month_and_year_in_full(lees: Lees) -> None:
    vormen = {
        "31-01-2024": date(2024, 1, 31),
        " 29-02-2024 ": date(2024, 2, 29),
        "01-01-1900": date(1900, 1, 1),
    }
    assert lees("bezetting", "datum_in_dienst_rijk", vormen) == vormen


def test_anything_else_is_no_date(lees: Lees) -> None:
    vormen = onleesbaar(
        "31-1-25", "31-1-2025", "1-01-2025", "31-01-25", "2025-01-31", "31/01/2025", "31.01.2025", "20250131", "45657",
        "31-02-2025", "29-02-2023", "00-01-2025", "01-00-2025", "01-13-2025", "12-31-2024", "01-01-0000", "1-1-202555",
        "11-1-20255", "01--1-2025", "31-01-2025 00:00", "31 jan 2025", "vandaag", "-1-01-2025", "31-12-99999",
    )  # fmt: skip
    assert lees("bezetting", "datum_in_dienst_rijk", vormen) == vormen


def test_the_end_of_the_year_9999_is_an_open_end(lees: Lees) -> None:
    vormen = {"31-12-9999": None, "30-12-9999": date(9999, 12, 30)}
    assert lees("bezetting", "datum_uit_dienst", vormen) == vormen


def test_yes_and_no_are_read_in_any_case_and_nothing_else_is(lees: Lees) -> None:
    vormen = {"ja": True, "Nee": False, " JA ": True, "NEE": False}
    fout = onleesbaar("j", "n", "true", "1", "0", "yes", "ja,", "neen", "onbekend")
    assert lees("financien", "consolidatie", [*vormen, *fout]) == {**vormen, **fout}


@pytest.mark.parametrize(
    ("kolom", "waarde"),
    [
        ("onderdeel_code", "onbekend"),
        ("onderdeel_naam", "onbekend"),
        ("standplaats", None),
        ("pseudo_id", None),
        ("abd_groep", None),
        ("geslacht", None),
        ("salarisschaal", None),
        ("deeltijdfactor", None),
        ("datum_uit_dienst", None),
        ("functieschaal", None),
    ],
)
def test_an_empty_cell_is_unknown_or_nothing_and_can_always_be_read(lees: Lees, kolom: str, waarde: str | None) -> None:
    leeg = ["", "#", "  ", NBSP, " # ", f"\t{NBSP} "]
    assert lees("bezetting", kolom, leeg) == dict.fromkeys(leeg, waarde)


@pytest.mark.parametrize(
    ("soort", "kolom", "vormen"),
    [
        ("bezetting", "onderdeel_code", {"12": "0012", "0012": "0012", "12345": "12345", "A1": "A1", "1-2": "1-2"}),
        ("financien", "artikel", {"7": "07", "11": "11"}),
        ("bezetting", "standplaats", {"7": "7"}),
    ],
)
def test_a_code_gets_back_the_zeros_that_a_spreadsheet_took(
    lees: Lees, soort: str, kolom: str, vormen: dict[str, Any]
) -> None:
    assert lees(soort, kolom, vormen) == vormen


@pytest.mark.parametrize(
    ("soort", "kolom", "waarde"),
    [
        ("vacatures", "vacature_id", "onbekend"),
        ("vacatures", "vakgebied", "onbekend"),
        ("verzuim", "onderdeel_code", "onbekend"),
        ("integriteit", "afdoening", "onbekend"),
        ("stages_trainees", "programma", None),
        ("enquete", "groep", None),
        ("privacy_ict", "kenmerk", None),
        ("duurzaamheid", "kenmerk", None),
        ("verzuim", "maand", None),
        ("banenafspraak", "kwartaal", None),
    ],
)
def test_an_empty_text_is_unknown_where_the_contract_says_so(
    lees: Lees, soort: str, kolom: str, waarde: str | None
) -> None:
    assert lees(soort, kolom, ["", "#"]) == {"": waarde, "#": waarde}


def test_text_stays_as_it_is(lees: Lees) -> None:
    vormen = ['O\'Brien; "De Vriendt"', "x -- y", "'; drop table rijen; --", "#1", "á{b}$1", "null", "x  y"]
    assert lees("bezetting", "standplaats", vormen) == {cel: cel for cel in vormen}


def test_amounts_in_thousands_are_settled_in_euro(con, typeer_tekst) -> None:
    rows = [rij("financien", 1, eenheid="duizend euro", bedrag="1,25"), rij("financien", 2, bedrag="1,25")]
    typeer_tekst("financien", csv_tekst(rows))
    assert con.execute("select bedrag_eur from rijen order by regelnr").fetchall() == [
        (Decimal("1250.00"),),
        (Decimal("1.25"),),
    ]
