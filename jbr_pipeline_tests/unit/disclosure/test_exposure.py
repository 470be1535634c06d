"""What each published row tells about which group of persons, as the catalogue declares it."""

from __future__ import annotations

import pytest

from jbr_pipeline.disclosure.exposure import Groep, onthullingen
from jbr_pipeline.indicators.catalogue import Indicator, catalogus


def test_a_group_is_read_from_its_notation() -> None:
    assert Groep.van("medewerkers(schaalgroep=1-4,geslacht=V)@jaar_eerder.uren*4") == Groep(
        "medewerkers", ("geslacht=V", "schaalgroep=1-4"), "jaar_eerder", "uren", 4
    )
    assert Groep.van("medewerkers") == Groep("medewerkers")


@pytest.mark.parametrize(
    "tekst", ["", "Medewerkers", "medewerkers(", "medewerkers@morgen", "medewerkers.uren.personen"]
)
def test_what_is_no_group_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="geen groep personen"):
        Groep.van(tekst)


@pytest.mark.parametrize("indicator", [i for i in catalogus().values() if i.kleine_cellen], ids=lambda i: i.code)
def test_every_variant_and_breakdown_about_persons_names_its_groups(indicator: Indicator) -> None:
    found = list(onthullingen([indicator]))
    assert {(o.variant, o.uitsplitsing) for o in found} == {
        (v, u) for v in indicator.varianten for u in indicator.alle_uitsplitsingen
    }
    assert set(indicator.onthult_in_variant) <= set(indicator.varianten)


def test_the_denominator_of_a_share_is_the_group_without_the_dimension_that_is_shared_out() -> None:
    shares = [o for o in onthullingen([catalogus()["leeftijdsopbouw"]]) if o.uitsplitsing == "geslacht*leeftijdsklasse"]
    assert {o.plek: o.namen for o in shares} == {"teller": ("geslacht", "leeftijdsklasse"), "noemer": ("geslacht",)}


def test_indicators_about_the_same_persons_name_the_same_group() -> None:
    by_code = {
        (o.indicator_code, o.plek): (o.groep.populatie, o.namen)
        for o in onthullingen(catalogus().values())
        if o.uitsplitsing == "geslacht"
    }
    assert (
        by_code["omvang_medewerkers", "teller"] == by_code["deeltijd_pct", "noemer"] == ("medewerkers", ("geslacht",))
    )


def test_another_variant_weighs_the_same_persons_by_a_measure_of_its_own() -> None:
    plain = catalogus()["omvang_fte"].model_copy(update={"onthult_in_variant": {}})
    measures = {o.variant: o.groep.maat for o in onthullingen([plain])}
    assert measures == {"standaard": "uren", "gemaximeerd": "uren:gemaximeerd"}


def test_a_variant_that_tells_of_others_says_so() -> None:
    groups = {o.variant: o.groep for o in onthullingen([catalogus()["omvang_fte"]])}
    assert groups == {"standaard": Groep.van("medewerkers.uren"), "gemaximeerd": Groep.van("gemaximeerd.uren")}
