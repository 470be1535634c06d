"""The suites carry every rule under its own name, and cost nothing until one is run."""

import subprocess
import sys

import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.quality.suite import RULE, expectation_type, file_suite, row_suite

EVERY_CONTRACT = pytest.mark.parametrize("soort", contracten())


def test_neither_importing_the_room_nor_naming_a_type_imports_great_expectations() -> None:
    program = """
import sys
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.quality import breuken_sql, expectation_type, tellingen_sql
for contract in contracten().values():
    [expectation_type(r) for r in (*contract.rijregels, *contract.bestandsregel)]
    breuken_sql(contract, "rijen"), tellingen_sql(contract, "rijen", "breuken")
sys.exit("great_expectations" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@EVERY_CONTRACT
def test_every_row_rule_is_one_expectation_of_the_named_type_in_contract_order(soort: str) -> None:
    contract = contracten()[soort]
    made = [(e.meta[RULE], e.expectation_type) for e in row_suite(contract).expectations]
    assert made == [(r.naam, expectation_type(r)) for r in contract.rijregels]


@EVERY_CONTRACT
def test_every_file_rule_is_one_expectation_of_the_named_type(soort: str) -> None:
    contract = contracten()[soort]
    made = [(e.meta[RULE], e.expectation_type) for e in file_suite(contract).expectations]
    assert made == [(r.naam, expectation_type(r)) for r in contract.bestandsregel]


@EVERY_CONTRACT
def test_only_a_free_demand_becomes_a_query(soort: str) -> None:
    for regel in contracten()[soort].rijregels:
        assert (expectation_type(regel) == "unexpected_rows_expectation") == (regel.soort == "eis")
