"""The rules of a contract as Great Expectations: one suite of row rules and one of file rules per subject.

Every rule becomes the expectation that already means it; only a free demand (`eis`) becomes a query, and that
query yields no cell. The name of the rule travels in `meta`, since results come back in another order.
What a rule means is settled in `rules`; how a suite is run and read belongs in `run`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Bestandsregel, Regel
from jbr_pipeline.quality.loading import load
from jbr_pipeline.quality.rules import DELIVERY, REPEAT, breuk, measure_column, pair, readable_flag

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite
    from great_expectations.expectations.expectation import Expectation

RULE = "regel"
"""The key in `meta` under which an expectation carries the name of its rule."""

_TYPES = {
    "leesbaar": "expect_column_values_to_be_in_set",
    "gevuld": "expect_column_values_to_not_be_null",
    "patroon": "expect_column_values_to_match_regex",
    "bereik": "expect_column_values_to_be_between",
    "paar": "expect_column_pair_values_a_to_be_greater_than_b",
    "eis": "unexpected_rows_expectation",
    "herhaling": "expect_column_values_to_be_in_set",
    "sleutel": "expect_compound_columns_to_be_unique",
}
_LONE_COLON = re.compile(r"(?<![:\w]):(?=\w)")


def expectation_type(regel: Regel | Bestandsregel) -> str:
    """The name by which Great Expectations knows the expectation of `regel`, without importing it."""
    return _TYPES["bereik"] if isinstance(regel, Bestandsregel) else _TYPES[regel.soort]


def row_suite(contract: Aanleveringscontract) -> ExpectationSuite:
    """One expectation for every row rule of `contract`, in contract order."""
    load()
    from great_expectations import ExpectationSuite

    expectations = [row_expectation(contract, regel) for regel in contract.rijregels]
    return ExpectationSuite(name=f"{contract.soort}_regels", expectations=expectations)


def file_suite(contract: Aanleveringscontract) -> ExpectationSuite:
    """One expectation for every file rule of `contract`, over the table of measures per delivery."""
    load()
    from great_expectations import ExpectationSuite

    expectations = [file_expectation(regel) for regel in contract.bestandsregel]
    return ExpectationSuite(name=f"{contract.soort}_bestanden", expectations=expectations)


def row_expectation(contract: Aanleveringscontract, regel: Regel) -> Expectation:
    """The expectation of one row rule."""
    return _expectation(regel, _row_arguments(contract, regel))


def file_expectation(regel: Bestandsregel) -> Expectation:
    """The expectation of one file rule, on its own column of the table of measures."""
    if regel.lager_dan is not None:
        bounds: dict[str, Any] = {"max_value": regel.lager_dan, "strict_max": True}
    else:
        bound = regel.hoogste_verschil_pct or 0
        bounds = {"min_value": -bound, "max_value": bound}
    return _expectation(regel, {"column": measure_column(regel), **bounds})


def _expectation(regel: Regel | Bestandsregel, arguments: dict[str, Any]) -> Expectation:
    from great_expectations.expectations.registry import get_expectation_impl

    return get_expectation_impl(expectation_type(regel))(**arguments, meta={RULE: regel.naam})


def _row_arguments(contract: Aanleveringscontract, regel: Regel) -> dict[str, Any]:
    from great_expectations.expectations.row_conditions import Column

    kolom = contract.kolom_van(regel.kolom)
    flag = readable_flag(kolom)
    match regel.soort:
        case "leesbaar":
            return {"column": flag or kolom.naam, "value_set": [True] if flag else list(kolom.keuzes)}
        case "gevuld":
            condition = Column(flag) == True if flag else None  # noqa: E712 - builds a condition
            return {"column": kolom.naam, "row_condition": condition}
        case "patroon":
            condition = Column(kolom.naam) != ONBEKEND if kolom.leeg_is_onbekend else None
            return {"column": kolom.naam, "regex": kolom.patroon, "row_condition": condition}
        case "bereik":
            return {
                "column": kolom.naam,
                "min_value": kolom.minimum,
                "max_value": kolom.maximum,
                "strict_min": not kolom.minimum_telt_mee,
            }
        case "paar":
            left, comparison, right = pair(regel)
            return {
                "column_A": left,
                "column_B": right,
                "or_equal": comparison == ">=",
                "ignore_row_if": "either_value_is_missing",
            }
        case "eis":
            query = f"select 1 as gebroken from {{batch}} where {_for_query(breuk(contract, regel))}"
            return {"unexpected_rows_query": query}
        case "herhaling":
            return {"column": REPEAT, "value_set": [0]}
        case "sleutel":
            return {
                "column_list": [DELIVERY, *contract.sleutel],
                "ignore_row_if": "any_value_is_missing",
                "row_condition": Column(REPEAT) == 0,
            }


def _for_query(sql: str) -> str:
    """`sql` such that it survives the two readers on its way: `str.format`, and SQLAlchemy's `:parameter`."""
    return _LONE_COLON.sub(r"\:", sql.replace("{", "{{").replace("}", "}}"))
