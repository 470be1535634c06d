"""Rows as text: the writer follows the contract, and quirks change the form of a cell only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import duckdb
import pytest

from jbr_pipeline.contracts.delivery import MERKKOLOM, Kolom, contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import text_form
from jbr_pipeline.sample.deliveries.plan import Bestand, Vorm

CONTRACT = contracten()["financien"]
BESTAND = Bestand(
    "mnre1010_20241231_v1", ministeries_op(date(2024, 12, 31))[0], "financien", date(2024, 12, 31), 1, Vorm()
)


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            """
            create temp table financien as select
                'mnre1010_20241231_v1' as bestand, 1.0::double as volgnr, 'III' as begrotingshoofdstuk,
                'kas' as stelsel, (-1234567.5)::decimal(18, 2) as bedrag, true as consolidatie
            """
        )
        connection.execute(text_form.table_sql(CONTRACT))
        yield connection


def row(con: duckdb.DuckDBPyConnection, vorm: Vorm) -> dict[str, str | None]:
    (cells,) = con.execute(text_form.rows_sql(CONTRACT, replace(BESTAND, vorm=vorm))).fetchall()
    return dict(zip(text_form.columns(CONTRACT, vorm), cells, strict=True))


def test_cells_are_written_as_the_contract_asks(con: duckdb.DuckDBPyConnection) -> None:
    found = row(con, Vorm())
    assert found["bedrag"] == "-1234567,50"
    assert found["consolidatie"] == "ja"
    assert found[MERKKOLOM] == "ja"


def test_a_column_for_which_nothing_is_invented_is_empty(con: duckdb.DuckDBPyConnection) -> None:
    assert row(con, Vorm())["kostensoort"] is None


def test_a_new_column_in_a_contract_appears_in_the_file(con: duckdb.DuckDBPyConnection) -> None:
    extra = Kolom(naam="opmerking", type="tekst", omschrijving="Nieuw.", optioneel=True)
    contract = CONTRACT.model_copy(update={"kolom": (*CONTRACT.kolom, extra)})
    con.execute(text_form.table_sql(contract))
    assert "opmerking" in text_form.header(contract, Vorm())
    assert con.execute(text_form.rows_sql(contract, BESTAND)).fetchall()[0][-2] is None


def test_an_amount_gets_points_and_its_minus_behind_it(con: duckdb.DuckDBPyConnection) -> None:
    assert row(con, Vorm(duizendtalpunt=True, min_achteraan=True))["bedrag"] == "1.234.567,50-"


def test_an_unknown_cell_becomes_a_hash_where_it_may_be_unknown(con: duckdb.DuckDBPyConnection) -> None:
    found = row(con, Vorm(hekje=True))
    assert found["artikel"] == "#"
    assert found["kostensoort"] is None


def test_the_order_and_the_case_of_the_header_are_free() -> None:
    plain = text_form.header(CONTRACT, Vorm())
    assert text_form.header(CONTRACT, Vorm(volgorde="omgekeerd")) == plain[::-1]
    assert text_form.header(CONTRACT, Vorm(kop="hoofdletters")) == [n.upper() for n in plain]
    assert sorted(plain) == sorted(text_form.columns(CONTRACT, Vorm(volgorde="alfabet")))


def test_subtotals_and_empty_lines_come_between_the_rows(con: duckdb.DuckDBPyConnection) -> None:
    vorm = Vorm(subtotalen=True, lege_regels=True)
    lines = con.execute(text_form.rows_sql(CONTRACT, replace(BESTAND, vorm=vorm))).fetchall()
    firsts = [line[0] for line in lines]
    assert firsts.count("Resultaat") == 3
    assert firsts.count("Totaalresultaat") == 1
    assert firsts.count(text_form.BLANCO) == 3
    assert sum(not any(line) for line in lines) == 3


def test_a_subject_without_free_text_has_subtotals_in_its_first_column() -> None:
    contract = contracten()["organisatie"]
    with duckdb.connect() as con:
        con.execute(
            "create temp table organisatie as select 'mnre1010_20241231_v1' as bestand, 1.0::double as volgnr, "
            "'zbo_aantal' as kenmerk, 4::decimal(18, 2) as waarde"
        )
        con.execute(text_form.table_sql(contract))
        lines = con.execute(text_form.rows_sql(contract, replace(BESTAND, vorm=Vorm(subtotalen=True)))).fetchall()
    assert ("Totaalresultaat", "4,00") in [line[:2] for line in lines]
