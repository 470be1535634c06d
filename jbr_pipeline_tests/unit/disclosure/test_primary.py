"""Which cells are suppressed, by the numbers of persons behind them alone."""

from __future__ import annotations

import duckdb
import pytest

from jbr_pipeline.disclosure.primary import beoordeel, beschermd_sql

SLEUTEL = ("indicator_code", "variant", "organisatie_code", "uitsplitsing", "categorie", "structuur")
KOLOMMEN = ("waarde", "teller", "noemer", "personen", "personen_noemer", "personen_rest", "reden_leeg", "kleine_cellen")


def oordeel(**cel: object) -> tuple[bool, object, object, object, object]:
    """onderdrukt, waarde, teller, noemer and reden_leeg of a cell."""
    base = {"waarde": 1.5, "teller": 3, "noemer": 2, "kleine_cellen": True}
    values = [{**base, **cel}.get(k) for k in KOLOMMEN]
    types = ("double", "double", "double", "bigint", "bigint", "bigint", "varchar", "boolean")
    casts = ", ".join(f"?::{t} as {n}" for n, t in zip(KOLOMMEN, types, strict=True))
    with duckdb.connect() as con:
        key = ", ".join(f"'x' as {name}" for name in SLEUTEL)
        con.execute(f"create temp table waarde_ruw as select {key}, date '2024-12-31' as peildatum, {casts}", values)
        beoordeel(con)
        result = con.execute(
            f"select onderdrukt, waarde, teller, noemer, reden_leeg from ({beschermd_sql()})"
        ).fetchone()
    assert result
    return result


@pytest.mark.parametrize("plek", ["personen", "personen_noemer", "personen_rest"])
@pytest.mark.parametrize(("aantal", "klein"), [(0, False), (1, True), (4, True), (5, False), (1000, False)])
def test_each_group_of_persons_on_its_own(plek: str, aantal: int, klein: bool) -> None:
    found = oordeel(**{"personen": 50, "personen_noemer": 90, plek: aantal})
    assert found == ((True, None, None, None, "onderdrukt") if klein else (False, 1.5, 3, 2, None))


def test_a_value_of_which_the_persons_are_unknown_stays_inside() -> None:
    assert oordeel()[0] is True
    assert oordeel(personen=0)[0] is True


def test_nothing_is_suppressed_where_no_persons_are_concerned() -> None:
    assert oordeel(kleine_cellen=False, personen=2) == (False, 1.5, 3, 2, None)


def test_zero_and_no_value_at_all_are_told() -> None:
    assert oordeel(waarde=0, teller=0, noemer=None, personen=0) == (False, 0, 0, None, None)
    empty = {"waarde": None, "teller": None, "noemer": None, "reden_leeg": "aanlevering ontbreekt"}
    assert oordeel(**empty) == (False, None, None, None, "aanlevering ontbreekt")
