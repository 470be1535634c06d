"""Woo requests: when a term ends, and which year counts what."""

from __future__ import annotations

from datetime import date

import pytest

from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, Rekenwereld, verzoek

TERMIJNEN = {
    # The day after receipt is day 1: received on Monday 3 June, day 28 is Monday 1 July.
    "vier weken": ({"ontvangstdatum": date(2024, 6, 3)}, date(2024, 7, 1)),
    "op zaterdag": ({"ontvangstdatum": date(2024, 6, 1)}, date(2024, 7, 1)),
    "op zondag": ({"ontvangstdatum": date(2024, 6, 2)}, date(2024, 7, 1)),
    "opgeschort": ({"ontvangstdatum": date(2024, 6, 3), "opschorting_dagen": 10}, date(2024, 7, 11)),
    "verdaagd op de laatste dag": (
        {"ontvangstdatum": date(2024, 6, 3), "verdagingsdatum": date(2024, 7, 1)}, date(2024, 7, 15),
    ),
    "te laat verdaagd": (
        {"ontvangstdatum": date(2024, 6, 3), "verdagingsdatum": date(2024, 7, 2)}, date(2024, 7, 1),
    ),
    # Day 28 is Saturday 29 June; the first term ends on Monday, and fourteen days count from the Saturday.
    "verdaagd op de verschoven laatste dag": (
        {"ontvangstdatum": date(2024, 6, 1), "verdagingsdatum": date(2024, 7, 1)}, date(2024, 7, 15),
    ),
    "te laat verdaagd na de verschoven dag": (
        {"ontvangstdatum": date(2024, 6, 1), "verdagingsdatum": date(2024, 7, 2)}, date(2024, 7, 1),
    ),
    "verdaagd binnen de opgeschorte termijn": (
        {"ontvangstdatum": date(2024, 6, 3), "opschorting_dagen": 7, "verdagingsdatum": date(2024, 7, 8)},
        date(2024, 7, 22),
    ),
    "Wob: nog vier weken": (
        {"ontvangstdatum": date(2022, 4, 30), "verdagingsdatum": date(2022, 5, 20)}, date(2022, 6, 27),
    ),
    "Woo: nog twee weken": (
        {"ontvangstdatum": date(2022, 5, 1), "verdagingsdatum": date(2022, 5, 20)}, date(2022, 6, 13),
    ),
    "Goede Vrijdag tot en met tweede paasdag": ({"ontvangstdatum": date(2024, 3, 1)}, date(2024, 4, 2)),
    "Koningsdag": ({"ontvangstdatum": date(2021, 3, 30)}, date(2021, 4, 28)),
    "5 mei, ook buiten een lustrum": ({"ontvangstdatum": date(2022, 4, 7)}, date(2022, 5, 6)),
    "Hemelvaart en de gelijkgestelde vrijdag": ({"ontvangstdatum": date(2024, 4, 11)}, date(2024, 5, 13)),
    "tweede pinksterdag": ({"ontvangstdatum": date(2024, 4, 22)}, date(2024, 5, 21)),
    "Kerst, de gelijkgestelde vrijdag en het weekend": (
        {"ontvangstdatum": date(2024, 11, 27)}, date(2024, 12, 30),
    ),
    "nieuwjaarsdag": ({"ontvangstdatum": date(2024, 12, 4)}, date(2025, 1, 2)),
    "opschorting als tikfout": (
        {"ontvangstdatum": date(2024, 6, 3), "opschorting_dagen": 2_000_000_000}, date(2124, 7, 2),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("cellen", "laatste_dag"), TERMIJNEN.values(), ids=TERMIJNEN)
def test_the_statutory_last_day(wereld: Rekenwereld, cellen: dict[str, object], laatste_dag: date) -> None:
    wereld.woo("OCW", D24, verzoek(1, date(2024, 1, 1), **cellen))
    with wereld.sessie("woo_verzoeken") as con:
        found = con.execute("select distinct wettelijke_laatste_dag, laatste_dag from woo_verzoek").fetchall()
    assert found == [(laatste_dag, laatste_dag)]


@pytest.mark.parametrize(
    ("afgesproken", "besluit", "standaard", "wettelijk"),
    [
        (None, date(2024, 7, 1), 100, 100),
        (None, date(2024, 7, 2), 0, 0),
        (date(2024, 9, 1), date(2024, 9, 1), 100, 0),
        (date(2024, 9, 1), date(2024, 9, 2), 0, 0),
        (date(2024, 6, 10), date(2024, 7, 1), 100, 100),
    ],
    ids=["op de dag", "een dag te laat", "op de afgesproken dag", "na de afgesproken dag", "eerder afgesproken"],
)
def test_in_time_by_law_or_by_agreement(
    wereld: Rekenwereld, afgesproken: date | None, besluit: date, standaard: float, wettelijk: float
) -> None:
    wereld.woo("OCW", D24, verzoek(1, date(2024, 6, 3), besluitdatum=besluit, afgesproken_datum=afgesproken))
    figures = wereld.reken("woo_tijdig_pct")
    assert figures("woo_tijdig_pct") == standaard
    assert figures("woo_tijdig_pct", variant="wettelijk") == wettelijk


def test_variants_of_in_time(wereld: Rekenwereld) -> None:
    june, in_time, late = date(2024, 6, 3), date(2024, 6, 20), date(2024, 8, 1)
    wereld.woo(
        "OCW", D24,
        verzoek(1, june, besluitdatum=in_time), verzoek(2, june, besluitdatum=late),
        verzoek(3, june, besluitdatum=late, kerndepartement=False),
        verzoek(4, june, besluitdatum=late, uitkomst="buiten behandeling", kerndepartement=False),
        verzoek(5, june, besluitdatum=in_time, uitkomst="ingetrokken"),
        verzoek(6, june, besluitdatum=in_time, uitkomst="doorgezonden"),
        verzoek(7, june),
    )  # fmt: skip
    figures = wereld.reken("woo_tijdig_pct", "woo_afgehandeld", "woo_uitkomsten")
    assert figures("woo_tijdig_pct") == 25
    assert figures("woo_tijdig_pct", variant="kerndepartement") == 50
    assert figures("woo_tijdig_pct", variant="alle_uitkomsten") == 50
    assert (figures("woo_afgehandeld"), figures("woo_afgehandeld", variant="alle_uitkomsten")) == (4, 6)
    assert figures("woo_uitkomsten") == 6
    assert figures.per("woo_uitkomsten", "uitkomst") == {
        "openbaar": 3, "buiten behandeling": 1, "ingetrokken": 1, "doorgezonden": 1,
    }  # fmt: skip


def test_a_case_that_stands_in_two_years_counts_once_for_each_thing(wereld: Rekenwereld) -> None:
    """Received and in default in 2023; decided, objected and paid in 2024. Both files know the whole story."""
    story = {
        "besluitdatum": date(2024, 2, 1), "ingebrekestelling_datum": date(2023, 12, 20),
        "dwangsom_verbeurd_euro": 1442, "dwangsom_betaald_euro": 100.25, "bezwaar": True, "beroep": True,
    }  # fmt: skip
    wereld.woo("OCW", D23, verzoek(1, date(2023, 10, 2), **story))
    wereld.woo("OCW", D24, verzoek(1, date(2023, 10, 2), **story))
    codes = (
        "woo_verzoeken_ontvangen", "woo_afgehandeld", "woo_in_behandeling", "woo_in_behandeling_te_laat",
        "woo_ingebrekestellingen", "woo_dwangsommen_verbeurd", "woo_dwangsommen_betaald", "woo_bezwaar", "woo_beroep",
        "woo_doorlooptijd_gem", "woo_doorlooptijd_mediaan",
    )  # fmt: skip
    figures = wereld.reken(*codes)
    assert [figures(c, dag=D23) for c in codes] == [1, 0, 1, 1, 1, 0, 0, 0, 0, None, None]
    assert [figures(c, dag=D24) for c in codes] == [0, 1, 0, 0, 0, 1442, 100.25, 1, 1, 122, 122]
    assert figures.reden("woo_doorlooptijd_gem", dag=D23) == "geen gevallen"
    assert figures.reden("woo_doorlooptijd_mediaan", dag=D23) == "geen gevallen"


def test_pending_on_the_last_day_of_the_year(wereld: Rekenwereld) -> None:
    """A term that ends on 31 December itself has not passed yet."""
    wereld.woo(
        "OCW", D24,
        verzoek(1, date(2024, 12, 3)), verzoek(2, date(2024, 11, 29)), verzoek(3, date(2024, 6, 3)),
        verzoek(4, date(2024, 6, 3), afgesproken_datum=D24), verzoek(5, date(2024, 6, 3), besluitdatum=D24),
        verzoek(6, date(2024, 6, 3), besluitdatum=date(2025, 1, 1)), verzoek(7, date(2025, 1, 1)),
    )  # fmt: skip
    figures = wereld.reken("woo_in_behandeling", "woo_in_behandeling_te_laat", "woo_verzoeken_ontvangen")
    assert figures("woo_in_behandeling") == 5
    assert figures("woo_in_behandeling_te_laat") == 3
    assert figures("woo_verzoeken_ontvangen") == 6


def test_processing_times_and_their_classes(wereld: Rekenwereld) -> None:
    days = (28, 29, 42, 43, 100, 101)
    start = date(2024, 1, 1)
    wereld.woo(
        "OCW", D24,
        *(verzoek(n, start, besluitdatum=date.fromordinal(start.toordinal() + n)) for n in days),
        verzoek(999, start, besluitdatum=D24, uitkomst="ingetrokken"),
    )  # fmt: skip
    figures = wereld.reken("woo_doorlooptijd_gem", "woo_doorlooptijd_mediaan", "woo_doorlooptijd_klassen")
    assert figures("woo_doorlooptijd_gem") == sum(days) / 6
    assert figures("woo_doorlooptijd_mediaan") == 42.5
    assert figures.per("woo_doorlooptijd_klassen", "doorlooptijdklasse") == {
        "<=28": 100 / 6, "29-42": 200 / 6, "43-100": 200 / 6, ">100": 100 / 6,
    }  # fmt: skip


def test_a_small_number_of_requests_is_no_secret(wereld: Rekenwereld) -> None:
    wereld.woo("OCW", D24, verzoek(1, date(2024, 6, 3), besluitdatum=date(2024, 6, 20)))
    figures = wereld.reken("woo_verzoeken_ontvangen", "woo_tijdig_pct", onthullingscontrole=True)
    assert figures("woo_verzoeken_ontvangen") == 1
    assert figures("woo_tijdig_pct") == 100
