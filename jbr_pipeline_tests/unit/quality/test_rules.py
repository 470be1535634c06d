"""What the SQL of a rule means: empty cells, keys, repeats, and text that must not become SQL."""

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.quality import breuk, breuken_sql, tellingen_sql
from jbr_pipeline.quality.rules import identifier, literal
from jbr_pipeline_tests.integration.quality.proef import PROEF
from jbr_pipeline_tests.integration.quality.relations import UNREADABLE, Row, lay_down

GOOD: Row = {
    "zaak": "a",
    "volgnr": "1",
    "select": "o'k",
    "pivot": "a",
    "bedrag": "0.50",
    "begin": "2025-01-01",
    "eind": "2025-06-30",
    "akkoord": "true",
}


def broken(*rows: Row) -> dict[int, list[str]]:
    """The broken rules by line number, for one delivery."""
    con = duckdb.connect()
    lay_down(con, PROEF, [("een", row) for row in rows])
    return dict(con.execute(f"select regelnr, regels from ({breuken_sql(PROEF, 'rijen')})").fetchall())


def test_a_good_row_breaks_nothing() -> None:
    assert broken(GOOD) == {}


@pytest.mark.parametrize("kolom", ["bedrag", "eind", "akkoord"])
def test_an_empty_optional_cell_breaks_no_rule(kolom: str) -> None:
    assert broken(GOOD | {kolom: None}) == {}


def test_unknown_text_breaks_no_pattern() -> None:
    assert broken(GOOD | {"pivot": "onbekend"}) == {}


def test_an_empty_required_cell_is_reported_as_empty_only() -> None:
    assert broken(GOOD | {"begin": None}) == {2: ["begin_gevuld"]}


def test_an_unreadable_cell_is_not_reported_as_empty_too() -> None:
    assert broken(GOOD | {"begin": UNREADABLE}) == {2: ["begin_leesbaar"]}


def test_a_lower_bound_that_does_not_count_is_broken_by_itself() -> None:
    assert broken(GOOD | {"bedrag": "0"}) == {2: ["bedrag_bereik"]}
    assert broken(GOOD | {"volgnr": "3"}) == {}


def test_a_strict_pair_is_broken_by_equal_cells() -> None:
    assert broken(GOOD | {"eind": "2025-01-01"}) == {2: ["later"]}


def test_a_choice_is_only_right_when_it_is_the_whole_text() -> None:
    assert broken(GOOD | {"select": "o''k"}) == {2: ["select_leesbaar"]}
    assert broken(GOOD | {"select": "{batch}"}) == {}


def test_a_repeat_counts_once_and_does_not_collide_with_its_original() -> None:
    assert broken(GOOD, GOOD, GOOD) == {3: ["regel_niet_herhaald"], 4: ["regel_niet_herhaald"]}


def test_of_a_repeat_and_a_conflict_the_first_and_the_conflict_collide() -> None:
    assert broken(GOOD, GOOD, GOOD | {"pivot": "b"}) == {
        2: ["sleutel_uniek"],
        3: ["regel_niet_herhaald"],
        4: ["sleutel_uniek"],
    }


def test_incomplete_keys_do_not_collide() -> None:
    without = GOOD | {"volgnr": None}
    assert broken(without, without | {"pivot": "b"}) == {2: ["volgnr_gevuld"], 3: ["volgnr_gevuld"]}


def test_the_same_key_in_two_deliveries_does_not_collide() -> None:
    con = duckdb.connect()
    lay_down(con, PROEF, [("een", GOOD), ("twee", GOOD | {"pivot": "b"})])
    assert con.execute(breuken_sql(PROEF, "rijen")).fetchall() == []


def test_a_broken_row_names_rules_and_columns_in_contract_order_and_its_severity() -> None:
    con = duckdb.connect()
    mixed = GOOD | {"zaak": "ABC", "bedrag": "-1", "pivot": " :b"}
    lay_down(con, PROEF, [("een", mixed), ("een", mixed | {"eind": None}), ("een", GOOD | {"bedrag": "-1"})])
    found = con.execute(f"select * exclude (rij) from ({breuken_sql(PROEF, 'rijen')}) order by regelnr").fetchall()
    regels = ["zaak_patroon", "pivot_patroon", "bedrag_bereik", "lastig", "sleutel_uniek"]
    kolommen = ["zaak", "pivot", "bedrag", "pivot", "zaak"]
    assert found == [
        ("een", 2, regels, kolommen, True),
        ("een", 3, regels, kolommen, True),
        ("een", 4, ["bedrag_bereik"], ["bedrag"], False),
    ]


def test_every_delivery_and_rule_is_counted_zeros_included() -> None:
    con = duckdb.connect()
    lay_down(con, PROEF, [("een", GOOD), ("een", GOOD | {"volgnr": "4"}), ("twee", GOOD)])
    counted = con.execute(tellingen_sql(PROEF, "rijen", "breuken")).fetchall()
    assert {(d, r) for d, r, _, _ in counted} == {(d, r.naam) for d in ("een", "twee") for r in PROEF.rijregels}
    assert len(counted) == 2 * len(PROEF.rijregels)
    assert [row for row in counted if row[3]] == [("een", "volgnr_bereik", 2, 1)]
    assert {(d, n) for d, _, n, _ in counted} == {("een", 2), ("twee", 1)}


def test_the_counts_of_a_column_that_is_empty_throughout_are_zero() -> None:
    con = duckdb.connect()
    lay_down(con, PROEF, [("een", GOOD | {"bedrag": None, "eind": None, "akkoord": None})])
    assert {n for *_, n in con.execute(tellingen_sql(PROEF, "rijen", "breuken")).fetchall()} == {0}


@pytest.mark.parametrize("soort", contracten())
def test_every_predicate_is_true_or_false_for_a_row_of_empty_cells(soort: str) -> None:
    contract = contracten()[soort]
    con = duckdb.connect()
    lay_down(con, contract, [("leeg", {})])
    for regel in contract.rijregels:
        if regel.soort != "sleutel":
            ((value,),) = con.execute(f"select {breuk(contract, regel)} from rijen").fetchall()
            assert value is (regel.soort == "gevuld"), regel.naam


def test_the_key_rule_is_no_predicate_over_one_row() -> None:
    with pytest.raises(ValueError, match="meer dan één regel"):
        breuk(PROEF, PROEF.rijregels[-1])


@pytest.mark.parametrize("text", ["", "'", "''", "' or true --", "a\\'", "$1", "${bron}", "{x}", "é\n\t;"])
def test_a_literal_is_the_text_itself(text: str) -> None:
    assert duckdb.sql(f"select {literal(text)}").fetchall() == [(text,)]


@pytest.mark.parametrize("name", ["select", 'a"b', '"; drop table x; --', "A b", "{x}", "$bron"])
def test_an_identifier_is_the_name_itself(name: str) -> None:
    assert duckdb.sql(f"select 1 as {identifier(name)}").columns == [name]


def test_a_nul_or_an_empty_name_is_refused() -> None:
    for refused in ("", "a\0b"):
        with pytest.raises(ValueError, match="NUL"):
            identifier(refused)
    with pytest.raises(ValueError, match="NUL"):
        literal("a\0b")


@pytest.mark.parametrize("name", ['x"; create table gat as select 1; --', "$een_gebroken", "select"])
def test_a_hostile_name_of_the_relation_stays_a_name(name: str) -> None:
    con = duckdb.connect()
    lay_down(con, PROEF, [("een", GOOD | {"volgnr": "4"})], name)
    assert len(con.execute(breuken_sql(PROEF, name)).fetchall()) == 1
    assert con.execute("select count(*) from duckdb_tables() where table_name = 'gat'").fetchall() == [(0,)]
