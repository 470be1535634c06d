"""What an analyst finds in the file: comments on everything, macros however it is opened, and no way to write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.reporting.numbers import ONBEKEND, ONDERDRUKT, cijfer, dag, getal
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import Publicatiefout, verifieer
from jbr_pipeline.warehouse.session import lezer

OPENINGEN = {
    "direct": ("", "use jbr.jbr", ""),
    "direct, zonder use": ("", "select 1", "jbr.jbr."),
    "onder een andere naam": ("attach '{0}' as cijfers (read_only)", "use cijfers.jbr", ""),
    "onder een andere naam, zonder use": ("attach '{0}' as cijfers (read_only)", "select 1", "cijfers.jbr."),
}


@pytest.fixture(scope="module")
def database(voorbeeldmap: Path) -> Path:
    return Paden(voorbeeldmap).database


@pytest.fixture(scope="module")
def con(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with lezer(database) as opened:
        yield opened


@pytest.mark.parametrize("soort", ["duckdb_tables", "duckdb_views", "duckdb_columns", "duckdb_functions"])
def test_nothing_in_the_file_is_without_a_comment(con: duckdb.DuckDBPyConnection, soort: str) -> None:
    bare = f"select count(*), count(*) filter (comment is null or comment = '') from {soort}() "
    (found,) = con.execute(bare + "where database_name = 'gelezen' and not internal").fetchall()
    assert found[0] > 0
    assert found[1] == 0


@pytest.mark.parametrize("opening", OPENINGEN)
def test_views_and_macros_work_however_the_file_is_opened(database: Path, opening: str) -> None:
    attach, use, prefix = OPENINGEN[opening]
    opened = duckdb.connect() if attach else duckdb.connect(str(database), read_only=True)
    with opened as con:
        if attach:
            con.execute(attach.format(database))
        con.execute(use)
        asked = (
            f"select {prefix}nl_getal(waarde, decimalen, onderdrukt), {prefix}nl_datum(peildatum) "
            f"from {prefix}reeks where indicator_code = 'omvang_fte' and jaar = 2024 and organisatie_code = 'rijk' "
            "and uitsplitsing = 'totaal' and variant = 'standaard'"
        )
        assert con.execute(asked).fetchall() == [("157.019", "31-12-2024")]


@pytest.mark.parametrize(
    "statement",
    [
        "update indicator_waarde set waarde = 0",
        "delete from correctie",
        "create table eigen (a integer)",
        "drop view reeks",
        "comment on table indicator is 'anders'",
    ],
)
def test_nobody_who_reads_can_write(database: Path, statement: str) -> None:
    before = database.read_bytes()
    with duckdb.connect(str(database), read_only=True) as con:
        con.execute("use jbr.jbr")
        with pytest.raises(duckdb.Error, match="read-only"):
            con.execute(statement)
    assert database.read_bytes() == before


@given(
    waarde=st.one_of(
        st.floats(-9e13, 9e13),
        st.integers(-(10**9), 10**9).map(lambda n: n / 1000),
        st.integers(-(10**6), 10**6).map(lambda n: n / 8),
    ),
    decimalen=st.integers(0, 6),
)
@example(1.005, 2)
@example(-0.04, 1)
@example(0.00049999999999999989, 3)
@example(99_999_999_999_999.98, 1)
def test_the_macro_writes_a_number_as_every_page_and_file_does(
    con: duckdb.DuckDBPyConnection, waarde: float, decimalen: int
) -> None:
    assert con.execute("select nl_getal($1, $2)", [waarde, decimalen]).fetchall() == [(getal(waarde, decimalen),)]


def test_the_macro_gives_the_signs_of_every_page_and_file(con: duckdb.DuckDBPyConnection) -> None:
    signs = con.execute(
        "select nl_getal(null, 1, true), nl_getal(null, 1, false), nl_getal(null), nl_getal(157019.4, 0, false)"
    ).fetchall()
    assert signs == [(ONDERDRUKT, ONBEKEND, None, "157.019")]


def test_every_published_figure_reads_the_same_in_sql_and_in_python(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.execute(
        "select waarde, decimalen, onderdrukt, nl_getal(waarde, decimalen, onderdrukt), peildatum, nl_datum(peildatum) "
        "from reeks where jaar = 2024"
    ).fetchall()
    assert len(rows) > 1000
    assert {s for *_, s, _, _ in rows} >= {ONDERDRUKT}
    assert [r for r in rows if r[3] != cijfer(r[0], r[1], onderdrukt=r[2]) or r[5] != dag(r[4])] == []


def test_the_file_is_what_its_contract_says(database: Path) -> None:
    assert set(verifieer(database)) == set(tabellen())


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("comment on column reeks.waarde is null", "reeks.waarde"),
        ("comment on view topline is 'iets anders'", "topline"),
        ("drop view topline; create view topline as select 1 as een", "topline"),
        ("drop view correctie_overzicht", "correctie_overzicht"),
        ("drop macro nl_datum", "nl_datum"),
        ("create table over (iets integer)", "over"),
        ("create table over (pseudo_id varchar)", "pseudo_id"),
    ],
)
def test_a_file_that_is_not_what_its_contract_says_is_not_published(
    database: Path, tmp_path: Path, statement: str, named: str
) -> None:
    copy = tmp_path / "jbr.duckdb"
    shutil.copyfile(database, copy)
    with duckdb.connect(str(copy)) as con:
        con.execute(f"use jbr.jbr; {statement}")
    with pytest.raises(Publicatiefout) as refused:
        verifieer(copy)
    names = str(refused.value).removesuffix(".").rpartition(": ")[2].split(", ")
    assert named in names
    assert {n.partition(".")[0] for n in names} == {named.partition(".")[0]}, "and nothing that is right is named"
