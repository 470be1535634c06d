"""What disclosure control says of itself: enough to judge it, and nothing that points at a small number."""

from __future__ import annotations

from jbr_pipeline.disclosure.protection import Controle, Verlies
from jbr_pipeline.reporting.disclosure import Onthullingscontrole

VEEL = Verlies("omvang_medewerkers", waarden=2000, klein=60, bijkomend=100, ingehouden=0)
WEINIG = Verlies("vrouwen_top_pct", waarden=100, klein=4, bijkomend=4, ingehouden=0)
NIETS = Verlies("m2_per_fte", waarden=75, klein=0, bijkomend=0, ingehouden=0)
INGEHOUDEN = Verlies("trainees", waarden=100, klein=10, bijkomend=20, ingehouden=5)


def test_the_outcome_tells_how_many_were_tried_and_what_it_cost() -> None:
    text = Onthullingscontrole(Controle(2379, {}, 0), [VEEL, NIETS]).in_woorden()
    assert text.startswith("Van 2.379 kleine aantallen is er geen af te leiden.")
    assert "4,8% van de waarden over personen extra weggelaten" in text
    assert "editie" not in text


def test_what_an_edition_gave_away_is_told() -> None:
    assert "Nog 3 kleine aantallen" in Onthullingscontrole(Controle(9, {}, 3), [VEEL]).in_woorden()


def test_the_share_that_protects_others_is_given_per_indicator_that_lost_something() -> None:
    table = Onthullingscontrole(Controle(9, {}, 0), [VEEL, NIETS, INGEHOUDEN]).als_markdown()
    assert "| `omvang_medewerkers` | 2.000 | 160 | 8,0 | 5,0 |" in table
    assert "30 (waarvan 5 hele uitsplitsing)" in table
    assert "m2_per_fte" not in table


def test_of_a_few_values_it_is_not_told_how_many_are_small() -> None:
    assert (
        "| `vrouwen_top_pct` | 100 | 8 | 8,0 | - |" in Onthullingscontrole(Controle(9, {}, 0), [WEINIG]).als_markdown()
    )
