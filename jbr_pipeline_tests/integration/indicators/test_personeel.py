"""Stories about people: who counts, where, and with which attributes."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, Rekenwereld, baan, mensen

UITGESPLITST = [
    "omvang_fte", "omvang_medewerkers", "instroom", "uitstroom", "doorstroom", "leeftijdsopbouw", "schaalverdeling",
    "contracttype_pct",
]  # fmt: skip


@pytest.mark.parametrize(
    ("groep", "telt"),
    [
        ("ambtelijk", 1),
        ("trainee", 1),
        ("gedetacheerd uit", 1),
        ("politiek ambtsdrager", 0),
        ("stagiair", 0),
        ("extern", 0),
        ("gedetacheerd in", 0),
    ],
)
def test_who_belongs_to_the_staff(wereld: Rekenwereld, groep: str, telt: int) -> None:
    wereld.bezetting("BZK", D24, baan("vast"), baan("anders", medewerkersgroep=groep))
    assert wereld.reken("omvang_medewerkers")("omvang_medewerkers") == 1 + telt


@pytest.mark.parametrize(
    ("cellen", "telt"),
    [
        ({"datum_uit_dienst": D24}, 1),
        ({"datum_uit_dienst": date(2024, 12, 30)}, 0),
        ({"datum_in_dienst_ministerie": D24}, 1),
        ({"datum_in_dienst_ministerie": date(2025, 1, 1)}, 0),
    ],
    ids=["laatste dag is de peildatum", "gisteren vertrokken", "vandaag begonnen", "begint morgen"],
)
def test_in_service_on_the_day_itself(wereld: Rekenwereld, cellen: dict[str, date], telt: int) -> None:
    wereld.bezetting("BZK", D24, baan("vast"), baan("rand", **cellen))
    assert wereld.reken("omvang_fte")("omvang_fte") == 1 + telt


def test_staff_of_defensie_is_outside_the_population_and_its_absence_makes_nothing_incomplete(
    wereld: Rekenwereld,
) -> None:
    for code in ("AZ", "BZ", "VWS", "BZK", "EZ", "JenV", "SZW", "FIN", "OCW", "IenW", "LVVN", "A&M", "VRO", "KGG"):
        wereld.bezetting(code.replace("&", "EN"), D24, *mensen(10, code))
    figures = wereld.reken("omvang_fte")
    assert figures("omvang_fte") == 140
    assert figures.volledig("omvang_fte") == (True, 100)
    assert figures.reden("omvang_fte", "DEF") == "buiten populatie"
    assert figures.volledig("omvang_fte", "DEF") == (True, 100)

    wereld.bezetting("DEF", D24, *mensen(50, "defensie"))
    assert wereld.reken("omvang_fte")("omvang_fte") == 140


def test_bram_has_two_employments_and_is_one_person(wereld: Rekenwereld) -> None:
    """Twenty hours at BZK and sixteen at OCW: one fte, one person for the Rijk and one for each ministry."""
    wereld.bezetting("BZK", D24, baan("bram", uren_per_week=20, organisatietype="SSO", functieschaal=8))
    wereld.bezetting("OCW", D24, baan("bram", uren_per_week=16, functieschaal=12))
    figures = wereld.reken("omvang_fte", "omvang_medewerkers", "deeltijd_pct", "deeltijdfactor_gem")
    assert [figures("omvang_medewerkers", o) for o in ("rijk", "BZK", "OCW")] == [1, 1, 1]
    assert figures("omvang_fte") == 1
    assert figures("omvang_fte", "BZK") == 20 / 36
    assert figures.per("omvang_medewerkers", "organisatietype") == {"SSO": 1, "kerndepartement": 0}
    assert figures.per("omvang_medewerkers", "schaalgroep") == {"5-9": 1, "10-13": 0}
    assert figures.per("omvang_medewerkers", "schaalgroep", "OCW") == {"5-9": 0, "10-13": 1}
    assert figures.per("omvang_fte", "organisatietype") == {"SSO": 20 / 36, "kerndepartement": 16 / 36}
    # All employments of the person together: full-time for the Rijk, part-time for each ministry.
    assert figures("deeltijd_pct") == 0
    assert figures("deeltijd_pct", "OCW") == 100
    assert figures("deeltijdfactor_gem") == 1


def test_the_cap_is_per_person_and_only_in_its_variant(wereld: Rekenwereld) -> None:
    wereld.bezetting("BZK", D24, baan("carla", uren_per_week=24), baan("daan", uren_per_week=40))
    wereld.bezetting("OCW", D24, baan("carla", uren_per_week=20))
    figures = wereld.reken("omvang_fte")
    assert figures("omvang_fte") == 84 / 36
    assert figures("omvang_fte", variant="gemaximeerd") == 2
    assert figures("omvang_fte", "BZK", variant="gemaximeerd") == 60 / 36


@pytest.mark.parametrize(
    ("hier", "daar", "contractsoort"),
    [
        ((20, 2), (16, 1), "bepaald"),
        ((18, 2), (18, 1), "oproep"),
        ((18, 1), (18, 1), "bepaald"),
    ],
    ids=["meeste uren", "laagste nummer", "laagste TOOI-code"],
)
def test_attributes_come_from_the_main_employment(
    wereld: Rekenwereld, hier: tuple[int, int], daar: tuple[int, int], contractsoort: str
) -> None:
    """BZK is mnre1034, OCW mnre1109."""
    wereld.bezetting("BZK", D24, baan("els", uren_per_week=hier[0], dienstverband_nr=hier[1], contractsoort="bepaald"))
    wereld.bezetting("OCW", D24, baan("els", uren_per_week=daar[0], dienstverband_nr=daar[1], contractsoort="oproep"))
    shares = wereld.reken("contracttype_pct").per("contracttype_pct", "contractsoort")
    assert {c for c, share in shares.items() if share} == {contractsoort}


def test_anna_moves_from_bzk_to_ocw(wereld: Rekenwereld) -> None:
    """No inflow or outflow of the Rijk; outflow of BZK, inflow of OCW, and mobility to another ministry."""
    wereld.bezetting("BZK", D23, baan("anna"), baan("blijver b"))
    wereld.bezetting("OCW", D23, baan("blijver o"))
    wereld.bezetting("BZK", D24, baan("blijver b"))
    wereld.bezetting("OCW", D24, baan("anna"), baan("blijver o"))
    wereld.bezetting("VRO", D24, baan("nieuw v"))
    figures = wereld.reken("instroom", "uitstroom", "instroom_pct", "uitstroom_pct", "doorstroom")
    assert (figures("instroom"), figures("uitstroom")) == (1, 0)
    assert (figures("instroom", "OCW"), figures("uitstroom", "OCW")) == (1, 0)
    assert (figures("instroom", "BZK"), figures("uitstroom", "BZK")) == (0, 1)
    assert figures("instroom_pct", "OCW") == 100
    assert figures("uitstroom_pct", "BZK") == 50
    assert figures.per("doorstroom", "soort") == {"ander ministerie": 1}
    assert figures.per("doorstroom", "soort", "OCW") == {"ander ministerie": 1}
    assert figures("doorstroom", "BZK") == 0


def test_frits_changes_units_within_his_ministry(wereld: Rekenwereld) -> None:
    wereld.bezetting(
        "OCW", D23, baan("frits"), baan("blijver"), baan("onbekend", onderdeel_code="onbekend"), baan("weg")
    )
    wereld.bezetting("OCW", D24, baan("frits", onderdeel_code="0002"), baan("blijver"), baan("onbekend"))
    figures = wereld.reken("doorstroom")
    assert figures.per("doorstroom", "soort") == {"binnen ministerie": 1}
    assert figures("doorstroom", "OCW") == 1


def test_gerda_keeps_one_of_two_employments(wereld: Rekenwereld) -> None:
    wereld.bezetting("SZW", D23, baan("gerda", uren_per_week=18), baan("s"))
    wereld.bezetting("OCW", D23, baan("gerda", uren_per_week=16), baan("o"))
    wereld.bezetting("SZW", D24, baan("s"))
    wereld.bezetting("OCW", D24, baan("gerda", uren_per_week=16), baan("o"))
    figures = wereld.reken("instroom", "uitstroom", "doorstroom")
    assert (figures("instroom"), figures("uitstroom")) == (0, 0)
    assert (figures("instroom", "OCW"), figures("uitstroom", "SZW")) == (0, 1)
    # Her ministry is that of her main employment, and that was SZW.
    assert figures.per("doorstroom", "soort") == {"ander ministerie": 1}
    assert figures("doorstroom", "OCW") == 0


def test_hans_returns_after_a_year_away(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", date(2022, 12, 31), baan("hans"), baan("o"))
    wereld.bezetting("OCW", D23, baan("o"))
    wereld.bezetting("OCW", D24, baan("hans"), baan("o"))
    figures = wereld.reken("instroom", "uitstroom")
    assert (figures("instroom", dag=D23), figures("uitstroom", dag=D23)) == (0, 1)
    assert (figures("instroom"), figures("uitstroom")) == (1, 0)


def test_attributes_of_leavers_are_those_of_a_year_earlier(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D23, baan("ine", geboortejaar=1989, geslacht="X"), baan("jan", geboortejaar=1989))
    wereld.bezetting("OCW", D24, baan("jan", geboortejaar=1989), baan("kim", geboortejaar=1989, geslacht="M"))
    figures = wereld.reken("instroom", "uitstroom", "uitstroom_pct")
    assert figures.per("uitstroom", "leeftijdsklasse") == {"25-34": 1}
    assert figures.per("instroom", "leeftijdsklasse") == {"35-44": 1}
    assert figures.per("uitstroom_pct", "geslacht") == {"X": 100, "V": 0}


def test_ages_and_classes(wereld: Rekenwereld) -> None:
    """Age is the year less the year of birth."""
    ages = (24, 25, 34, 35, 44, 45, 54, 55, 59, 60)
    wereld.bezetting("OCW", D24, *(baan(f"p{a}", geboortejaar=2024 - a) for a in ages))
    figures = wereld.reken("leeftijd_gem", "leeftijdsopbouw")
    assert figures("leeftijd_gem") == sum(ages) / 10
    assert figures.per("leeftijdsopbouw", "leeftijdsklasse") == {
        "<25": 10, "25-34": 20, "35-44": 20, "45-54": 20, "55-59": 20, "60+": 10,
    }  # fmt: skip


def test_pay_scales(wereld: Rekenwereld) -> None:
    scales = (3, 4, 5, 9, 10, 13, 14, 19)
    wereld.bezetting("OCW", D24, *(baan(f"p{s}", functieschaal=s, uren_per_week=18) for s in scales))
    figures = wereld.reken("schaalverdeling", "lage_loonschalen_fte")
    for variant in ("standaard", "personen"):
        shares = figures.per("schaalverdeling", "schaalgroep", variant=variant)
        assert shares == {"1-4": 25, "5-9": 25, "10-13": 25, "14-19": 25}
    assert figures("lage_loonschalen_fte") == 0.5


def test_women_at_the_top(wereld: Rekenwereld) -> None:
    wereld.bezetting(
        "OCW", D24,
        baan("a", functieschaal=14), baan("b", functieschaal=14, abd_groep="ABD-manager"),
        baan("c", functieschaal=15, geslacht="M"), baan("d", functieschaal=16),
        baan("e", functieschaal=15, abd_groep="TMG", geslacht="M"), baan("f", functieschaal=11, geslacht="M"),
    )  # fmt: skip
    figures = wereld.reken("vrouwen_pct", "vrouwen_subtop_top_pct", "vrouwen_top_pct")
    assert figures("vrouwen_pct") == 50
    assert figures("vrouwen_subtop_top_pct") == 50
    assert figures("vrouwen_top_pct") == 50
    assert figures.rij("vrouwen_subtop_top_pct")["noemer"] == 4


def test_shares_have_no_total_and_give_zero_where_nobody_is(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D24, baan("a", geboortejaar=2004), baan("b", geslacht="M"))
    wereld.bezetting("SZW", D24, baan("c"))
    figures = wereld.reken("leeftijdsopbouw")
    assert {r["uitsplitsing"] for r in figures.rijen} == {"leeftijdsklasse", "geslacht*leeftijdsklasse"}
    assert figures.per("leeftijdsopbouw", "leeftijdsklasse", "SZW") == {"<25": 0, "35-44": 100}
    assert figures.per("leeftijdsopbouw", "geslacht*leeftijdsklasse", "OCW") == {
        "V*<25": 100, "M*35-44": 100, "V*35-44": 0,
    }  # fmt: skip
    nobody = figures.rij("leeftijdsopbouw", "SZW", uitsplitsing="geslacht*leeftijdsklasse", categorie="M*35-44")
    assert (nobody["waarde"], nobody["reden_leeg"]) == (None, "geen gevallen")


def test_function_families_are_given_for_the_rijk_only(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D24, *mensen(5), baan("b", functiefamilie=None))
    figures = wereld.reken("omvang_fte")
    assert figures.per("omvang_fte", "functiefamilie") == {"Beleid": 5, "onbekend": 1}
    assert figures.per("omvang_fte", "functiefamilie", "OCW") == {}


def test_a_function_family_of_fewer_than_five_persons_counts_as_other(wereld: Rekenwereld) -> None:
    """Persons, not employments, over the whole Rijk, and every day on its own."""
    wereld.bezetting("OCW", D23, *mensen(5, functiefamilie="Imker"))
    wereld.bezetting(
        "OCW", D24,
        *mensen(4, functiefamilie="Imker"), baan("p0", functiefamilie="Imker", dienstverband_nr=2, uren_per_week=4),
        *mensen(3, "q", functiefamilie="Toezicht"),
    )  # fmt: skip
    wereld.bezetting("SZW", D24, *mensen(2, "r", functiefamilie="Toezicht"))
    figures = wereld.reken("omvang_medewerkers")
    assert figures.per("omvang_medewerkers", "functiefamilie", dag=D23) == {"Imker": 5, "Toezicht": 0, "overig": 0}
    assert figures.per("omvang_medewerkers", "functiefamilie") == {"Imker": 0, "Toezicht": 5, "overig": 4}
    assert figures("omvang_medewerkers") == 9


def test_categories_add_up_to_their_total_everywhere(wereld: Rekenwereld) -> None:
    """With people of two employments that differ in everything."""
    for day in (D23, D24):
        for number, ministry in enumerate(("BZK", "OCW", "SZW")):
            wereld.bezetting(
                ministry,
                day,
                *(
                    baan(
                        f"p{n}",
                        dienstverband_nr=nr,
                        uren_per_week=8 + (n * 7 + nr * 5 + number * 3) % 20,
                        functieschaal=1 + (n + nr + number) % 19,
                        geslacht="MVXO"[(n + number) % 4],
                        geboortejaar=1955 + (n * 3 + number) % 50,
                        organisatietype=("SSO", "kerndepartement", "toezichthouder")[(n + nr) % 3],
                        contractsoort=("bepaald", "onbepaald")[(n + number + nr) % 2],
                    )
                    for n in range(number * 10 + (day == D24) * 3, number * 10 + 25)
                    for nr in (1, 2)
                    if (n + nr) % 3
                ),
            )
    figures = wereld.reken(*UITGESPLITST)
    place = ("indicator_code", "variant", "organisatie_code", "peildatum", "structuur")
    sums: Counter[tuple[object, ...]] = Counter()
    wholes: dict[tuple[object, ...], float] = {}
    for row in figures.rijen:
        key = tuple(row[k] for k in place)
        if row["uitsplitsing"] == "totaal":
            wholes[key] = row["teller"]
        elif "*" not in row["uitsplitsing"] and row["waarde"] is not None:
            sums[*key, row["uitsplitsing"]] += row["teller"]
            if catalogus()[row["indicator_code"]].verdeling:
                wholes[key] = row["noemer"]
    assert len(sums) > 100
    assert {k: n for k, n in sums.items() if n != wholes[k[:-1]]} == {}


def test_growth_since_the_base_year(wereld: Rekenwereld) -> None:
    """OCW had an SSO that is gone: its hours count in the base and its own growth is minus a hundred percent."""
    wereld.bezetting("OCW", D23, *mensen(10), *mensen(6, "s", organisatietype="SSO"))
    wereld.bezetting("OCW", D24, *mensen(12))
    figures = wereld.reken("omvang_fte_groei")
    assert figures("omvang_fte_groei") == -25
    assert figures.per("omvang_fte_groei", "organisatietype") == {"kerndepartement": 20, "SSO": -100}
    assert figures("omvang_fte_groei", dag=D23) == 0
    assert figures.reden("omvang_fte_groei", "VRO") == "aanlevering ontbreekt"


def test_growth_is_measured_per_day_of_the_year(wereld: Rekenwereld) -> None:
    for day, n in ((date(2023, 2, 28), 4), (D23, 5), (date(2024, 2, 29), 6), (D24, 10)):
        wereld.bezetting("OCW", day, *mensen(n))
    figures = wereld.reken("omvang_fte_groei")
    assert figures("omvang_fte_groei", dag=date(2024, 2, 29)) == 50
    assert figures("omvang_fte_groei") == 100
