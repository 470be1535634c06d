"""Stories about ministries that split off, and about deliveries that are not there."""

from __future__ import annotations

import duckdb
import pytest

from jbr_pipeline.contracts.organisations import OPEN_EINDE, ministeries_op, organisaties
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.warehouse.figure_inputs import table
from jbr_pipeline.warehouse.session import sql
from jbr_pipeline_tests.integration.indicators.rekenwereld import (
    D22,
    D23,
    D24,
    D25,
    Rekenwereld,
    baan,
    document,
    mensen,
    uitgave,
    verzoek,
)

STROMEN = ("instroom", "uitstroom", "doorstroom")
DEFENSIE, BZK, VRO, OCW = "mnre1018", "mnre1034", "mnre1171", "mnre1109"


def afkorting(code: str, dag: object) -> str:
    """The abbreviation in a file name."""
    return next(m.bestandsafkorting for m in ministeries_op(dag) if m.code == code)  # type: ignore[arg-type]


@pytest.fixture
def splitsing(wereld: Rekenwereld) -> Rekenwereld:
    """Seven of the ten people of BZK stay, two go to VRO, and Anna leaves the Rijk; Piet comes from OCW to VRO."""
    wereld.bezetting("BZK", D23, *mensen(9), baan("anna"))
    wereld.bezetting("OCW", D23, *mensen(5, "o"), baan("piet"))
    wereld.bezetting("BZK", D24, *mensen(7))
    wereld.bezetting("VRO", D24, baan("p7"), baan("p8"), baan("piet"), baan("nieuw"))
    wereld.bezetting("OCW", D24, *mensen(5, "o"))
    return wereld


def test_who_went_along_with_vro_did_not_leave_the_rijk(splitsing: Rekenwereld) -> None:
    figures = splitsing.reken(*STROMEN, "instroom_pct")
    for structuur in ("toen", "nu"):
        assert figures("instroom", structuur=structuur) == 1
        assert figures("uitstroom", structuur=structuur) == 1
        assert figures.per("doorstroom", "soort", structuur=structuur) == {"ander ministerie": 1}
        assert figures.rij("instroom_pct", structuur=structuur)["noemer"] == 16


def test_vro_has_no_flows_on_the_structure_of_then(splitsing: Rekenwereld) -> None:
    figures = splitsing.reken(*STROMEN, "instroom_pct", "omvang_fte_groei")
    for code in (*STROMEN, "instroom_pct", "omvang_fte_groei"):
        row = figures.rij(code, "VRO")
        assert (row["waarde"], row["teller"], row["noemer"]) == (None, None, None)
        assert row["reden_leeg"] == "herindeling"
        # Nothing is missing: there was nothing to deliver.
        assert (row["volledig"], row["dekking_pct"]) == (True, 100)


def test_bzk_on_both_structures(splitsing: Rekenwereld) -> None:
    figures = splitsing.reken(*STROMEN, "omvang_medewerkers")
    assert (figures("uitstroom", "BZK"), figures("instroom", "BZK")) == (3, 0)
    assert (figures("uitstroom", "BZK", structuur="nu"), figures("instroom", "BZK", structuur="nu")) == (1, 2)
    assert figures("omvang_medewerkers", "BZK") == 7
    assert figures("omvang_medewerkers", "BZK", structuur="nu") == 11
    assert figures.per("doorstroom", "soort", "BZK", structuur="nu") == {"ander ministerie": 1}
    assert not [r for r in figures.rijen if r["organisatie_code"] == VRO and r["structuur"] == "nu"]


def test_a_year_later_vro_has_flows_of_its_own(wereld: Rekenwereld) -> None:
    wereld.bezetting("BZK", D24, baan("anna"), baan("b"))
    wereld.bezetting("VRO", D24, baan("v"))
    wereld.bezetting("BZK", D25, baan("b"))
    wereld.bezetting("VRO", D25, baan("anna"), baan("v"))
    figures = wereld.reken(*STROMEN)
    assert figures("instroom", "VRO", D25) == 1
    assert figures.per("doorstroom", "soort", "VRO", D25) == {"ander ministerie": 1}
    assert figures("doorstroom", dag=D25) == 0  # the Rijk counts in the structure of now, in which they are one


def test_someone_employed_at_both_halves_is_one_person_in_the_structure_of_now(wereld: Rekenwereld) -> None:
    wereld.bezetting("BZK", D24, baan("anna", uren_per_week=18))
    wereld.bezetting("VRO", D24, baan("anna", uren_per_week=18))
    figures = wereld.reken("omvang_medewerkers", "omvang_fte")
    assert figures("omvang_medewerkers", "BZK", structuur="nu") == 1
    assert figures("omvang_fte", "BZK", structuur="nu") == 1
    assert [figures("omvang_medewerkers", o) for o in ("rijk", "BZK", "VRO")] == [1, 1, 1]


def test_half_a_ministry_has_no_flows(splitsing: Rekenwereld) -> None:
    """VRO's delivery is missing: in the structure of now BZK would lose everyone who went along."""
    splitsing.aanleveringen = [a for a in splitsing.aanleveringen if a.landing.organisatie_code != VRO]
    figures = splitsing.reken(*STROMEN)
    for code in STROMEN:
        assert figures.rij(code, "BZK", structuur="nu")["waarde"] is None
        assert figures.reden(code, "BZK", structuur="nu") == "aanlevering ontbreekt"
    assert figures("uitstroom", "BZK") == 3
    # For the Rijk only OCW compares; Piet left it.
    assert (figures("instroom"), figures("uitstroom")) == (0, 1)


def test_flows_use_only_ministries_in_force_at_both_dates(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D23, *mensen(6))
    wereld.bezetting("OCW", D24, *mensen(7))
    wereld.bezetting("SZW", D24, *mensen(20, "s"))
    wereld.bezetting("BZ", D23, *mensen(30, "b"))
    figures = wereld.reken(*STROMEN, "instroom_pct")
    assert (figures("instroom"), figures("uitstroom")) == (1, 0)
    assert figures("instroom_pct") == 100 / 6
    for ministry in ("SZW", "BZ"):
        assert figures.reden("instroom", ministry) == "aanlevering ontbreekt"
        assert figures("instroom", ministry) is None


def test_internal_moves_of_half_a_pair_still_count_for_the_ministry_itself(splitsing: Rekenwereld) -> None:
    splitsing.aanleveringen = [
        a
        for a in splitsing.aanleveringen
        if a.landing.organisatie_code != VRO and (a.landing.organisatie_code, a.landing.peildatum) != (BZK, D24)
    ]
    splitsing.paden.getypeerd("bezetting", f"{BZK}-bezetting-20241231").joinpath("rijen.parquet").unlink()
    splitsing.paden.getypeerd("bezetting", f"{BZK}-bezetting-20241231").rmdir()
    splitsing.bezetting("BZK", D24, baan("p0", onderdeel_code="0009"), baan("p1"))
    figures = splitsing.reken("doorstroom")
    assert figures.per("doorstroom", "soort", "BZK") == {"binnen ministerie": 1}


def test_no_flows_in_the_first_year_even_if_another_source_reaches_further_back(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D23, *mensen(3))
    wereld.bezetting("OCW", D24, *mensen(3))
    wereld.publicaties([2022, 2023, 2024])
    figures = wereld.reken("instroom")
    assert figures.dagen("instroom") == {D24}


def test_coverage_is_weighed_by_the_latest_known_size(wereld: Rekenwereld) -> None:
    """Staff who do not count weigh nothing; a ministry of which nothing is known makes all weigh the same."""
    for number, ministry in enumerate(ministeries_op(D23)):
        extern = baan("extern", medewerkersgroep="extern")
        wereld.bezetting(ministry.bestandsafkorting, D23, *mensen(number + 1, ministry.code), extern)
        if ministry.code != OCW:
            wereld.woo(ministry.bestandsafkorting, D23, verzoek(1, D23))
    ministries = [m.code for m in ministeries_op(D23)]
    ocw = ministries.index(OCW) + 1
    every = sum(range(1, len(ministries) + 1))
    figures = wereld.reken("woo_verzoeken_ontvangen", "omvang_fte")
    assert figures("woo_verzoeken_ontvangen", dag=D23) == len(ministries) - 1
    assert figures.volledig("woo_verzoeken_ontvangen", dag=D23) == (False, 100 * (every - ocw) / every)
    assert figures.reden("woo_verzoeken_ontvangen", "OCW", D23) == "aanlevering ontbreekt"
    assert figures.volledig("woo_verzoeken_ontvangen", "OCW", D23) == (False, 0)
    assert figures.volledig("omvang_fte", dag=D23) == (True, 100)

    wereld.aanleveringen = [
        a for a in wereld.aanleveringen if (a.landing.soort, a.landing.organisatie_code) != ("bezetting", DEFENSIE)
    ]
    figures = wereld.reken("woo_verzoeken_ontvangen")
    assert figures.volledig("woo_verzoeken_ontvangen", dag=D23) == (
        False,
        100 * (len(ministries) - 1) / len(ministries),
    )


def test_a_missing_finance_delivery_of_defensie_concerns_finance_but_nothing_per_fte(wereld: Rekenwereld) -> None:
    for ministry in ministeries_op(D23):
        wereld.bezetting(ministry.bestandsafkorting, D23, *mensen(6, ministry.code))
        if ministry.code != DEFENSIE:
            wereld.financien(ministry.bestandsafkorting, D23, uitgave("ambtelijk_personeel", 600))
    figures = wereld.reken("apparaatsuitgaven", "apparaatsuitgaven_per_fte")
    assert figures.volledig("apparaatsuitgaven", dag=D23)[0] is False
    assert figures.volledig("apparaatsuitgaven_per_fte", dag=D23) == (True, 100)
    assert figures("apparaatsuitgaven_per_fte", dag=D23) == 100
    assert figures.reden("apparaatsuitgaven_per_fte", "DEF", D23) == "buiten populatie"


def test_complete_is_exactly_a_hundred_percent_whatever_the_hours(wereld: Rekenwereld) -> None:
    for number, ministry in enumerate(ministeries_op(D23)):
        hours = (0.07, 31.11, 17.83, 35.99)[number % 4]
        wereld.bezetting(ministry.bestandsafkorting, D23, *mensen(5 + number, ministry.code, uren_per_week=hours))
    figures = wereld.reken("omvang_fte")
    assert {r["dekking_pct"] for r in figures.rijen} == {100.0}


def mutaties(world: Rekenwereld, *codes: str) -> dict[tuple[object, ...], tuple[object, ...]]:
    """The view over what was computed, in a database of its own: total, standaard, structure of then."""

    rows = [
        (*(r[k] for k in ("indicator_code", "variant", "organisatie_code", "uitsplitsing", "categorie", "structuur")),
         r["peildatum"], r["waarde"], r["reden_leeg"], "lopend")
        for r in world.reken(*codes).rijen
    ]  # fmt: skip
    with duckdb.connect() as con:
        keys = "indicator_code varchar, variant varchar, organisatie_code varchar, uitsplitsing varchar, "
        rest = "categorie varchar, structuur varchar, peildatum date, waarde double, reden_leeg varchar, editie varchar"
        table(con, "indicator_waarde", keys + rest, rows)
        units = [(c, catalogus()[c].eenheid) for c in codes]
        table(con, "indicator", "indicator_code varchar, eenheid varchar", units)
        known = [(o.code, o.geldig_vanaf, None if o.geldig_tot == OPEN_EINDE else o.geldig_tot) for o in organisaties()]
        table(con, "organisatie", "organisatie_code varchar, geldig_vanaf date, geldig_tot date", known)
        con.execute(sql("indicator_mutatie").replace("create view", "create temp view"))
        found = con.execute(
            """
            select indicator_code, organisatie_code, peildatum, vorige_waarde, mutatie_abs, mutatie_pct, reden_leeg
            from indicator_mutatie
            where uitsplitsing = 'totaal' and variant = 'standaard' and structuur = 'toen'
            """
        ).fetchall()
        return {r[:3]: r[3:] for r in found}


def test_changes_of_numbers_and_of_percentages(wereld: Rekenwereld) -> None:
    wereld.bezetting("OCW", D22, *mensen(8), *mensen(2, "m", geslacht="M"))
    wereld.bezetting("OCW", D24, *mensen(6), *mensen(6, "m", geslacht="M"))
    wereld.bezetting("OCW", D23, *mensen(4), *mensen(4, "m", geslacht="M"))
    found = mutaties(wereld, "omvang_medewerkers", "vrouwen_pct")
    assert found["omvang_medewerkers", OCW, D24] == (8, 4, 50, None)
    assert found["omvang_medewerkers", OCW, D23] == (10, -2, -20, None)
    assert found["omvang_medewerkers", OCW, D22] == (None, None, None, None)
    assert found["vrouwen_pct", OCW, D23] == (80, -30, None, None)


def test_who_did_not_exist_a_year_earlier_has_no_change(splitsing: Rekenwereld) -> None:
    found = mutaties(splitsing, "omvang_medewerkers")
    assert found["omvang_medewerkers", VRO, D24] == (None, None, None, "herindeling")
    assert found["omvang_medewerkers", BZK, D24] == (10, -3, -30, None)
    assert found["omvang_medewerkers", "rijk", D24] == (16, 0, 0, None)


def test_a_figure_rests_on_what_it_counts(splitsing: Rekenwereld) -> None:
    """Not on staff of Defensie, not on the sole half of a ratio, and flows on both years but not on VRO alone."""
    splitsing.bezetting("DEF", D24, *mensen(3, "d"))
    splitsing.financien("OCW", D24, uitgave("ambtelijk_personeel", 10))
    splitsing.financien("SZW", D24, uitgave("ambtelijk_personeel", 10))
    codes = ("omvang_fte", "instroom", "apparaatsuitgaven_per_fte")
    figures = splitsing.reken(*codes)
    with splitsing.sessie() as con:
        con.execute("attach ':memory:' as nieuw; create schema nieuw.jbr")
        keys = "indicator_code varchar, jaar int, organisatie_code varchar"
        con.execute(f"create table nieuw.jbr.herkomst ({keys}, aanlevering_id varchar)")
        con.execute(
            f"create table nieuw.jbr.indicator_waarde ({keys}, peildatum date, structuur varchar, reden_leeg varchar, "
            "editie varchar default 'lopend')"
        )
        con.executemany(
            "insert into nieuw.jbr.indicator_waarde values (?, ?, ?, ?, ?, ?, default)",
            [
                [r[k] for k in ("indicator_code", "jaar", "organisatie_code", "peildatum", "structuur", "reden_leeg")]
                for r in figures.rijen
            ],
        )
        con.execute(sql("herkomst"))
        found: dict[tuple[str, str], set[str]] = {}
        for code, org, id_ in con.execute(
            "select indicator_code, organisatie_code, aanlevering_id from nieuw.jbr.herkomst where jaar = 2024"
        ).fetchall():
            found.setdefault((code, org), set()).add(id_)
    b23, o23 = f"{BZK}-bezetting-20231231", f"{OCW}-bezetting-20231231"
    b24, v24, o24 = f"{BZK}-bezetting-20241231", f"{VRO}-bezetting-20241231", f"{OCW}-bezetting-20241231"
    assert found["omvang_fte", "rijk"] == {b24, v24, o24}
    assert found["omvang_fte", BZK] == {b24, v24}
    assert found["instroom", "rijk"] == {b23, o23, b24, v24, o24}
    assert found["instroom", OCW] == {o23, o24}
    assert ("instroom", VRO) not in found
    assert found["apparaatsuitgaven_per_fte", "rijk"] == {o24, f"{OCW}-financien-20241231"}
    assert ("omvang_fte", DEFENSIE) not in found


def test_publications_of_ministries_that_were_not_there_yet_are_not_lost_to_the_rijk(wereld: Rekenwereld) -> None:
    """The platform labels old documents with the organisations of now."""
    wereld.publicaties([2023, 2024], document(1, D23, VRO), document(2, D24, VRO), document(3, D24, BZK))
    figures = wereld.reken("publicaties")
    assert [figures("publicaties", dag=d) for d in (D23, D24)] == [1, 2]
    assert figures("publicaties", "BZK", D23, structuur="nu") == 1
    assert figures("publicaties", "BZK", structuur="nu") == 2
    assert figures("publicaties", "VRO") == 1
