"""What may leave the closed zone: no figure that rests on one to four persons."""

from __future__ import annotations

import pytest

from jbr_pipeline_tests.integration.indicators.rekenwereld import D23, D24, Cijfers, Rekenwereld, baan, mensen, uitgave


def toestand(figures: Cijfers, code: str, organisatie: str = "rijk", **waar: str) -> str | float | None:
    """The value, or why there is none; a suppressed row says nothing else."""
    row = figures.rij(code, organisatie, D24, **waar)
    if row["onderdrukt"]:
        assert (row["waarde"], row["teller"], row["noemer"]) == (None, None, None)
        assert row["reden_leeg"] == "onderdrukt"
        return "onderdrukt"
    value: str | float | None = row["reden_leeg"] or row["waarde"]
    return value


@pytest.mark.parametrize(("aantal", "verwacht"), [(1, "onderdrukt"), (4, "onderdrukt"), (5, 5)])
def test_one_to_four_persons(wereld: Rekenwereld, aantal: int, verwacht: str | int) -> None:
    wereld.bezetting("OCW", D24, *mensen(aantal, geslacht="M"), *mensen(9, "v"))
    figures = wereld.reken("omvang_medewerkers", "omvang_fte", "leeftijd_gem", onthullingscontrole=True)
    for code in ("omvang_medewerkers", "omvang_fte"):
        assert toestand(figures, code, uitsplitsing="geslacht", categorie="M") == verwacht
        assert toestand(figures, code) == 9 + aantal
    age = 44.0 if aantal == 5 else "onderdrukt"
    assert toestand(figures, "leeftijd_gem", uitsplitsing="geslacht", categorie="M") == age
    assert "personen" not in figures.rijen[0]


def test_nobody_is_zero_and_may_be_told(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D24, *mensen(6, geslacht="M"))
    wereld.bezetting("SZW", D24, *mensen(6, "v"))
    figures = wereld.reken("omvang_fte", "vrouwen_pct", onthullingscontrole=True)
    assert toestand(figures, "omvang_fte", "OCW", uitsplitsing="geslacht", categorie="V") == 0
    assert (toestand(figures, "vrouwen_pct", "OCW"), toestand(figures, "vrouwen_pct", "SZW")) == (0, 100)


@pytest.mark.parametrize(
    ("vrouwen", "mannen", "verwacht"),
    [(5, 5, 50), (4, 20, "onderdrukt"), (20, 4, "onderdrukt"), (0, 3, "onderdrukt"), (20, 0, 100)],
    ids=["genoeg", "kleine teller", "klein complement", "kleine noemer", "leeg complement"],
)
def test_percentages_and_their_complements(wereld: Rekenwereld, vrouwen: int, mannen: int, verwacht: str | int) -> None:
    wereld.bezetting("OCW", D24, *mensen(vrouwen), *mensen(mannen, "m", geslacht="M"))
    figures = wereld.reken("vrouwen_pct", onthullingscontrole=True)
    assert toestand(figures, "vrouwen_pct") == verwacht


@pytest.mark.parametrize("variant", ["standaard", "personen"])
def test_shares_of_hours_tell_about_persons_too(wereld: Rekenwereld, variant: str) -> None:
    """Of the men six are in one group and two in another; OCW has two persons of the third sex in all."""
    wereld.bezetting("SZW", D24, *mensen(6, "z", geslacht="X", functieschaal=3))
    wereld.bezetting(
        "OCW", D24, *mensen(6, geslacht="M"), *mensen(2, "n", geslacht="M", functieschaal=3),
        *mensen(2, "x", geslacht="X"), *mensen(5, "v"), *mensen(5, "w", functieschaal=3),
    )  # fmt: skip
    figures = wereld.reken("schaalverdeling", onthullingscontrole=True)
    waar = {"uitsplitsing": "geslacht*schaalgroep", "variant": variant}
    found = {
        c: toestand(figures, "schaalverdeling", "OCW", categorie=c, **waar)
        for c in ("M*10-13", "M*1-4", "X*10-13", "X*1-4", "V*10-13")
    }
    assert found == dict.fromkeys(("M*10-13", "M*1-4", "X*10-13", "X*1-4"), "onderdrukt") | {"V*10-13": 50}


def test_second_employments_count_as_the_persons_they_are_of(wereld: Rekenwereld) -> None:
    """Four people with a main job in an SSO and one for whom it is the second: five persons, so it may be told."""
    wereld.bezetting(
        "OCW", D24, *mensen(4, organisatietype="SSO"), *mensen(9, "k"),
        baan("beide", uren_per_week=24), baan("beide", dienstverband_nr=2, uren_per_week=12, organisatietype="SSO"),
        *(baan(f"t{n}", dienstverband_nr=nr, organisatietype="toezichthouder", uren_per_week=9)
          for n in range(3) for nr in (1, 2)),
    )  # fmt: skip
    figures = wereld.reken("omvang_fte", onthullingscontrole=True)
    assert toestand(figures, "omvang_fte", uitsplitsing="organisatietype", categorie="SSO") == 156 / 36
    # Six employments of three persons are three persons.
    assert toestand(figures, "omvang_fte", uitsplitsing="organisatietype", categorie="toezichthouder") == "onderdrukt"


def test_flows_and_the_headcount_below_them(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D23, *mensen(20), *mensen(3, "x", geslacht="X"))
    wereld.bezetting("OCW", D24, *mensen(18), *mensen(6, "n"), *mensen(3, "x", geslacht="X"))
    figures = wereld.reken("instroom", "uitstroom", "instroom_pct", "uitstroom_pct", onthullingscontrole=True)
    assert toestand(figures, "instroom") == 6
    assert toestand(figures, "instroom_pct") == 100 * 6 / 23
    assert toestand(figures, "uitstroom") == "onderdrukt"
    assert toestand(figures, "uitstroom_pct") == "onderdrukt"
    # Nobody joined, but the denominator is three persons.
    assert toestand(figures, "uitstroom_pct", uitsplitsing="geslacht", categorie="X") == "onderdrukt"


def test_growth_hides_a_small_base_and_a_change_of_nothing(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D23, *mensen(10), *mensen(3, "s", organisatietype="SSO"))
    wereld.bezetting("OCW", D24, *mensen(10), *mensen(6, "s", organisatietype="SSO"))
    figures = wereld.reken("omvang_fte_groei", onthullingscontrole=True)
    assert toestand(figures, "omvang_fte_groei", uitsplitsing="organisatietype", categorie="SSO") == "onderdrukt"
    assert toestand(figures, "omvang_fte_groei", uitsplitsing="organisatietype", categorie="kerndepartement") == 0


def test_per_fte_hides_a_tiny_ministry(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D24, *mensen(3))
    wereld.financien("OCW", D24, uitgave("ambtelijk_personeel", 300))
    figures = wereld.reken("apparaatsuitgaven_per_fte", "personeelskosten", onthullingscontrole=True)
    assert toestand(figures, "apparaatsuitgaven_per_fte") == "onderdrukt"
    assert toestand(figures, "personeelskosten") == 0.3
