"""Stories about 23 February 2026, when A&M, VRO and KGG went up in JenV, BZK and EZK.

Nothing is counted twice and nothing is lost: the Rijk is the same on every structure.
"""

from __future__ import annotations

import pytest

from jbr_pipeline.contracts.organisations import huidige_code, ministeries_op
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline_tests.integration.indicators.rekenwereld import (
    D25,
    D26,
    Cijfers,
    Rekenwereld,
    baan,
    mensen,
    uitgave,
    verzoek,
)

BZK, VRO = "mnre1034", "mnre1171"
CODES = (
    "omvang_fte", "omvang_medewerkers", "instroom", "uitstroom", "instroom_pct", "doorstroom", "apparaatsuitgaven",
    "inhuur_pct", "woo_verzoeken_ontvangen",
)  # fmt: skip


@pytest.fixture
def cijfers(wereld: Rekenwereld) -> Cijfers:
    """In 2025 six people work at BZK and four at VRO, one of them at both; in 2026 they are all at BZK but Anna,
    who left, and Piet, who came."""
    wereld.bezetting("BZK", D25, *mensen(5), baan("anna"))
    wereld.bezetting("VRO", D25, *mensen(3, "v"), baan("p0", uren_per_week=8, dienstverband_nr=2))
    wereld.bezetting("BZK", D26, *mensen(5), *mensen(3, "v"), baan("piet"))
    wereld.financien("BZK", D25, uitgave("ambtelijk_personeel", 800_000), uitgave("inhuur_ict", 100_000))
    wereld.financien("VRO", D25, uitgave("ambtelijk_personeel", 100_000))
    wereld.financien("BZK", D26, uitgave("ambtelijk_personeel", 900_000), uitgave("inhuur_ict", 100_000))
    wereld.woo("BZK", D25, verzoek(1, D25.replace(month=5)))
    wereld.woo("VRO", D25, verzoek(1, D25.replace(month=7)))
    wereld.woo("BZK", D26, verzoek(2, D26.replace(month=1)))
    return wereld.reken(*CODES)


def test_the_three_ministries_end_on_22_february_2026() -> None:
    ended = {m.code for m in ministeries_op(D25)} - {m.code for m in ministeries_op(D26)}
    assert {code: huidige_code(code) for code in ended} == {"mnre1162": "mnre1058", VRO: BZK, "mnre1182": "mnre1045"}


def test_two_halves_are_one_ministry_in_the_structure_of_now(cijfers: Cijfers) -> None:
    assert [cijfers("omvang_medewerkers", m, D25) for m in ("BZK", "VRO")] == [6, 4]
    assert cijfers("omvang_medewerkers", "BZK", D25, structuur="nu") == 9, "who works at both halves is one person"
    assert cijfers("omvang_fte", "BZK", D25, structuur="nu") == pytest.approx(9 + 8 / 36)
    assert cijfers("apparaatsuitgaven", "BZK", D25, structuur="nu") == 1_000
    assert cijfers("woo_verzoeken_ontvangen", "BZK", D25, structuur="nu") == 2
    assert not [r for r in cijfers.rijen if r["organisatie_code"] == VRO and r["structuur"] == "nu"]


def test_coming_back_is_no_inflow_of_the_rijk_nor_in_the_structure_of_now(cijfers: Cijfers) -> None:
    for place in ({"organisatie": "rijk"}, {"organisatie": "BZK", "structuur": "nu"}):
        assert cijfers("instroom", dag=D26, **place) == 1
        assert cijfers("uitstroom", dag=D26, **place) == 1
        assert cijfers.rij("instroom_pct", dag=D26, **place)["noemer"] == 9
        assert set(cijfers.per("doorstroom", "soort", dag=D26, **place).values()) == {0}
    assert cijfers("instroom", "BZK", D26) == 4, "on the ministries of then, the people of VRO came in"


@pytest.mark.parametrize("code", CODES)
def test_the_rijk_is_the_same_on_both_structures(cijfers: Cijfers, code: str) -> None:
    def rijk(structuur: str) -> dict[tuple[object, ...], object]:
        return {
            (r["peildatum"], r["variant"], r["uitsplitsing"], r["categorie"]): (r["waarde"], r["teller"], r["noemer"])
            for r in cijfers.rijen
            if (r["indicator_code"], r["organisatie_code"], r["structuur"]) == (code, "rijk", structuur)
        }

    assert rijk("toen") == rijk("nu") != {}


@pytest.mark.parametrize("code", [c for c in CODES if catalogus()[c].eenheid in ("fte", "duizend euro", "verzoeken")])
def test_ministries_add_up_to_the_rijk_on_both_structures(cijfers: Cijfers, code: str) -> None:
    for day in (D25, D26):
        total = cijfers(code, dag=day)
        for structuur in ("toen", "nu"):
            parts = [
                r["waarde"]
                for r in cijfers.rijen
                if (r["indicator_code"], r["peildatum"], r["structuur"]) == (code, day, structuur)
                and (r["uitsplitsing"], r["variant"]) == ("totaal", "standaard")
                and r["organisatie_code"] != "rijk"
                and r["waarde"] is not None
            ]
            assert sum(parts) == pytest.approx(total)
