"""What a department is told of a broken rule: whole sentences, and no pattern or name of ours."""

from __future__ import annotations

import re

import pytest

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Regel, contracten
from jbr_pipeline.contracts.files import kolomletters
from jbr_pipeline.reporting.leveringsrapport.words import in_woorden, velden_in_woorden

REGELS = [(c, r) for c in contracten().values() for r in c.rijregels]


@pytest.mark.parametrize(("contract", "regel"), REGELS, ids=[f"{c.soort}-{r.naam}" for c, r in REGELS])
def test_every_rule_is_said_in_sentences(contract: Aanleveringscontract, regel: Regel) -> None:
    said = in_woorden(contract, regel)
    assert re.fullmatch(r"[A-Z][^.]*", said.titel)
    assert re.fullmatch(r"[A-Z].*\.", said.verwacht)
    assert re.fullmatch(r"[A-Z].*\.", said.herstel)
    assert not re.search(r"[\[\]^\\{}]", f"{said.titel} {said.verwacht} {said.herstel}")


def test_a_rule_over_two_columns_names_the_other() -> None:
    contract = contracten()["bezetting"]
    rules = {r.naam: r for r in contract.rijregels}
    said = in_woorden(contract, rules["uit_dienst_niet_voor_in_dienst"])
    assert said.titel == "De waarde past niet bij datum_in_dienst_ministerie"
    assert said.herstel == "Vergelijk deze cel met datum_in_dienst_ministerie. Verbeter de waarde die niet klopt."
    assert "peildatum" in in_woorden(contract, rules["leeftijd_bestaanbaar"]).titel


@pytest.mark.parametrize(
    ("gevonden", "woorden"),
    [
        (0, "de regel is langer dan 2 miljoen tekens"),
        (1, "1 veld in plaats van 3"),
        (4, "4 velden in plaats van 3"),
        (3, "een aanhalingsteken staat verkeerd of wordt niet gesloten"),
        (None, "een aanhalingsteken staat verkeerd of wordt niet gesloten"),
    ],
)
def test_a_line_that_is_no_row_is_counted_or_has_a_stray_quote(gevonden: int | None, woorden: str) -> None:
    assert velden_in_woorden(gevonden, 3) == woorden


@pytest.mark.parametrize(("nummer", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_columns_are_called_as_in_a_spreadsheet(nummer: int, letters: str) -> None:
    assert kolomletters(nummer) == letters
