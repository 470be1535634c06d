"""Stories about money."""

from __future__ import annotations

from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, Rekenwereld, mensen, uitgave

CODES = (
    "apparaatsuitgaven", "apparaatsuitgaven_per_fte", "inhuur_uitgaven", "inhuur_pct", "inhuur_consultants",
    "inhuur_ministeries_binnen_norm", "personeelskosten",
)  # fmt: skip


def test_hire_as_a_share_of_staff_costs(wereld: Rekenwereld) -> None:
    """Defensie counts in the Rijk; amounts in thousands of euros are converted."""
    wereld.financien(
        "OCW", D24,
        uitgave("ambtelijk_personeel", 700_000), uitgave("inhuur_ict", 60_000), uitgave("inhuur_uitzend", 40_000),
        uitgave("overig_personeel", 200_000), uitgave("materieel_ict", 999_999),
    )  # fmt: skip
    wereld.financien("DEF", D24, uitgave("ambtelijk_personeel", 900, eenheid="duizend euro"))
    figures = wereld.reken(*CODES)
    assert figures("inhuur_pct", "OCW") == 12.5
    assert figures("inhuur_pct", "OCW", variant="totale_personele_uitgaven") == 10
    assert figures("inhuur_pct", "DEF") == 0
    assert figures("inhuur_pct") == 100 * 100_000 / 1_700_000
    assert figures("inhuur_uitgaven") == 100
    assert figures.per("inhuur_uitgaven", "categorie", "OCW") == {"ict": 60, "uitzend": 40}
    assert figures("personeelskosten") == 1600
    assert figures("inhuur_ministeries_binnen_norm") == 1


def test_exactly_ten_percent_is_within_the_norm_and_without_spending_there_is_no_share(wereld: Rekenwereld) -> None:
    wereld.financien("OCW", D24, uitgave("ambtelijk_personeel", 90), uitgave("inhuur_ict", 10))
    wereld.financien("SZW", D24, uitgave("ambtelijk_personeel", 89.99), uitgave("inhuur_ict", 10.01))
    wereld.financien("BZ", D24, uitgave("materieel_ict", 5))
    figures = wereld.reken("inhuur_ministeries_binnen_norm", "inhuur_pct")
    assert figures("inhuur_ministeries_binnen_norm") == 1
    assert figures("inhuur_ministeries_binnen_norm", structuur="nu") == 1
    assert figures.reden("inhuur_pct", "BZ") == "geen gevallen"
    assert {r["organisatie_code"] for r in figures.rijen if r["indicator_code"].endswith("norm")} == {"rijk"}


def test_payments_within_the_rijk_count_for_the_ministry_alone(wereld: Rekenwereld) -> None:
    wereld.financien(
        "BZK", D24, uitgave("materieel_sso", 2_000), uitgave("materieel_ict", 5_000), uitgave("inhuur_ict", 1_000),
        uitgave("materieel_ict", 3_000, artikel="x", consolidatie=True),
        uitgave("inhuur_ict", 1_000, artikel="x", consolidatie=True),
        uitgave("ambtelijk_personeel", 8_000),
    )  # fmt: skip
    wereld.financien("VRO", D24, uitgave("materieel_ict", 1_000, consolidatie=True))
    figures = wereld.reken("apparaatsuitgaven", "inhuur_pct", "inhuur_uitgaven")
    assert figures("apparaatsuitgaven", "BZK") == 20
    assert figures("apparaatsuitgaven", "BZK", structuur="nu") == 21
    assert [figures("apparaatsuitgaven", structuur=s) for s in ("toen", "nu")] == [16, 16]
    assert figures.per("apparaatsuitgaven", "soort_uitgave") == {"materieel": 7, "personeel": 9}
    assert figures.per("apparaatsuitgaven", "kostensoort")["materieel_ict"] == 5
    assert (figures("inhuur_uitgaven"), figures("inhuur_uitgaven", "BZK")) == (1, 2)
    assert (figures("inhuur_pct"), figures("inhuur_pct", "BZK")) == (100 / 9, 20)


def test_consultants_are_those_of_the_core_departments(wereld: Rekenwereld) -> None:
    wereld.financien(
        "OCW", D24, uitgave("inhuur_organisatieadvies", 1_000), uitgave("inhuur_beleidsadvies", 2_000),
        uitgave("inhuur_beleidsadvies", 4_000, onderdeel="agentschap"), uitgave("inhuur_ict", 8_000),
    )  # fmt: skip
    figures = wereld.reken("inhuur_consultants", "inhuur_uitgaven")
    assert figures("inhuur_consultants") == 3
    assert figures.per("inhuur_uitgaven", "onderdeel") == {"kerndepartement": 11, "agentschap": 4}


def test_per_fte_the_same_ministries_above_and_below_the_line(wereld: Rekenwereld) -> None:
    """SZW sent no staff and BZ no amounts: neither is on either side. Defensie is outside the population."""
    wereld.bezetting("OCW", D24, *mensen(10, uren_per_week=18))
    wereld.bezetting("BZ", D24, *mensen(50, "b"))
    wereld.bezetting("DEF", D24, *mensen(70, "d"))
    wereld.financien("OCW", D24, uitgave("ambtelijk_personeel", 500), uitgave("materieel_ict", 100, consolidatie=True))
    wereld.financien("SZW", D24, uitgave("ambtelijk_personeel", 9_000))
    wereld.financien("DEF", D24, uitgave("ambtelijk_personeel", 8_000))
    figures = wereld.reken("apparaatsuitgaven_per_fte")
    assert figures("apparaatsuitgaven_per_fte", "OCW") == 120
    assert figures("apparaatsuitgaven_per_fte") == 100
    assert figures.reden("apparaatsuitgaven_per_fte", "SZW") == "aanlevering ontbreekt"
    assert figures.reden("apparaatsuitgaven_per_fte", "BZ") == "aanlevering ontbreekt"
    assert figures.volledig("apparaatsuitgaven_per_fte")[0] is False


def test_a_category_of_another_year_is_zero_so_that_its_change_is_known(wereld: Rekenwereld) -> None:
    wereld.financien("OCW", D23, uitgave("inhuur_ict", 1_000))
    wereld.financien("OCW", D24, uitgave("inhuur_ict", 1_000), uitgave("inhuur_juridisch", 5_000))
    figures = wereld.reken("inhuur_uitgaven")
    assert figures.per("inhuur_uitgaven", "categorie", dag=D23) == {"ict": 1, "juridisch": 0}


def test_amounts_are_added_exactly(wereld: Rekenwereld) -> None:
    """Ten times ten cents is a euro, in whatever order."""
    wereld.financien("OCW", D24, *(uitgave("inhuur_ict", 0.1, artikel=str(n)) for n in range(10)))
    assert wereld.reken("inhuur_uitgaven")("inhuur_uitgaven") == 0.001
