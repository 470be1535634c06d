"""The contracts are consistent, and what follows from a column follows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline.contracts.organisations import ministeries_op

KOLOM = {"naam": "aantal", "type": "geheel", "omschrijving": "Aantal."}


def contract(**changes: Any) -> Aanleveringscontract:
    base = {
        "soort": "proef",
        "titel": "Proef",
        "omschrijving": "Proef.",
        "peildata": ["31-12"],
        "inleveren_binnen_weken": 8,
        "sleutel": ["aantal"],
    }
    return Aanleveringscontract.model_validate({**base, "kolom": [KOLOM], **changes})


def namen(c: Aanleveringscontract) -> list[str]:
    return [r.naam for r in c.rijregels]


@pytest.mark.parametrize(
    ("kolom", "regels"),
    [
        (KOLOM, ["aantal_leesbaar", "aantal_gevuld"]),
        ({**KOLOM, "optioneel": True}, ["aantal_leesbaar"]),
        ({**KOLOM, "type": "tekst", "optioneel": True, "leeg_telt_als_onbekend": True}, []),
        ({**KOLOM, "minimum": 0}, ["aantal_leesbaar", "aantal_gevuld", "aantal_bereik"]),
        ({**KOLOM, "type": "tekst"}, []),
        ({**KOLOM, "type": "tekst", "kritiek": True}, ["aantal_gevuld"]),
        ({**KOLOM, "type": "tekst", "patroon": "^x$"}, ["aantal_patroon"]),
        ({**KOLOM, "type": "keuze", "keuzes": ["a"]}, ["aantal_leesbaar", "aantal_gevuld"]),
    ],
)
def test_the_rules_of_a_column_follow_from_its_properties(kolom: dict[str, Any], regels: list[str]) -> None:
    found = namen(contract(kolom=[{**KOLOM, "naam": "nummer"}, kolom], sleutel=["nummer"]))
    assert found == ["nummer_leesbaar", "nummer_gevuld", *regels, "regel_niet_herhaald", "sleutel_uniek"]


def test_a_range_has_its_own_severity() -> None:
    (regel,) = [
        r
        for r in contract(kolom=[{**KOLOM, "maximum": 9, "ernst_bereik": "waarschuwing"}]).rijregels
        if r.soort == "bereik"
    ]
    assert not regel.is_kritiek
    assert regel.uitleg == "De waarde van aantal is hoogstens 9."


@pytest.mark.parametrize(
    "changes",
    [
        {"sleutel": ["bestaat_niet"]},
        {"kolom": [KOLOM, KOLOM]},
        {"regel": [{"naam": "r", "kolom": "bestaat_niet", "ernst": "kritiek", "uitleg": "x", "eis": "true"}]},
        {"regel": [{"naam": "aantal_leesbaar", "kolom": "aantal", "ernst": "kritiek", "uitleg": "x", "eis": "true"}]},
        {"kolom": [{**KOLOM, "type": "keuze"}]},
        {"kolom": [{**KOLOM, "keuzes": ["a"]}]},
        {"kolom": [{**KOLOM, "type": "decimaal"}]},
        {"kolom": [{**KOLOM, "naam": "Aantal stuks"}]},
        {"kolom": [{**KOLOM, "onbekend_veld": 1}]},
        {"kolom": [{**KOLOM, "optioneel": True}]},
        {"kolom": [{**KOLOM, "vorm": "een getal"}]},
        {"kolom": [{**KOLOM, "type": "tekst", "leeg_telt_als_onbekend": True}]},
        {"kolom": [{**KOLOM, "optioneel": True, "leeg_telt_als_onbekend": True}]},
        {"kolom": [{**KOLOM, "type": "tekst", "optioneel": True, "kritiek": True, "leeg_telt_als_onbekend": True}]},
        {"volledig_bij": {"kolommen": ["bestaat_niet"], "aantal": 4}},
        {"bestandsregel": [{"naam": "b", "kolom": "bestaat_niet", "ernst": "kritiek", "uitleg": "x", "maat": "1",
                            "lager_dan": 1}]},
        {"peildata": ["30-06"]},
        {"bestandsregel": [{"naam": "b", "ernst": "kritiek", "uitleg": "x", "maat": "count(*)"}]},
        {"bestandsregel": [{"naam": "b", "ernst": "kritiek", "uitleg": "x", "maat": "1", "lager_dan": 1,
                            "hoogste_verschil_pct": 1}]},
    ],
)  # fmt: skip
def test_a_contract_that_contradicts_itself_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        contract(**changes)


@pytest.mark.parametrize("soort", contracten())
def test_every_contract_stores_types_that_fit(soort: str) -> None:
    for k in contracten()[soort].kolom:
        assert k.sql_type
        assert k.verwacht
        assert k.leeg_is_onbekend <= (k.type == "tekst")


@pytest.mark.parametrize("soort", contracten())
def test_every_contract_has_names_of_its_own_for_all_it_stores(soort: str) -> None:
    c = contracten()[soort]
    stored = ["aanlevering_id", "regelnr", "peildatum", *(k.naam for k in c.kolom), *(a.naam for a in c.afgeleid)]
    assert len(stored) == len(set(stored))


@pytest.mark.parametrize("soort", [s for s, c in contracten().items() if c.alleen_van])
def test_a_subject_of_certain_ministries_is_owed_by_ministries_that_exist(soort: str) -> None:
    assert set(contracten()[soort].alleen_van) <= {m.code for m in ministeries_op(date(2024, 12, 31))}


def test_the_message_of_a_text_that_becomes_a_date_tells_how_to_prevent_it() -> None:
    uitleg = {r.naam: r.uitleg for r in contracten()["verzuim"].rijregels}
    tekstkolom = "; maak er in Excel een tekstkolom van, anders wordt het een datum."
    assert uitleg["maand_patroon"] == f"De kolom maand bevat een maand als jjjj-mm, zoals 2024-01{tekstkolom}"
    assert uitleg["schaalgroep_leesbaar"] == f"De kolom schaalgroep bevat een van: 1-4, 5-9, 10-13, 14-19{tekstkolom}"


def test_a_column_is_found_by_name() -> None:
    assert contract().kolom_van("aantal") == Kolom.model_validate(KOLOM)
    with pytest.raises(KeyError):
        contract().kolom_van("iets anders")
