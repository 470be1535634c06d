"""Every indicator has a value for every year of the sample for which its definition allows one."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.indicators.catalogue import Indicator, catalogus

JAREN = (2022, 2023, 2024)
EEN_METING = {"racisme_ervaren_pct": {2024}}
"""Surveys are not held every year: the sample has one."""


@pytest.fixture(scope="module")
def met_waarde(voorbeeldmap: Path) -> dict[str, set[int]]:
    with duckdb.connect(str(voorbeeldmap / "warehouse" / "jbr.duckdb"), read_only=True) as con:
        rows = con.execute(
            """
            select indicator_code, list(distinct jaar)
            from jbr.jbr.indicator_waarde
            where organisatie_code = 'rijk' and variant = 'standaard' and waarde is not null and editie = 'lopend'
            group by all
            """
        ).fetchall()
    return {code: set(years) & set(JAREN) for code, years in rows}


def verwacht(indicator: Indicator) -> set[int]:
    """The years of the sample that the definition allows; a flow needs the year before, which 2022 has not."""
    if indicator.code in EEN_METING:
        return EEN_METING[indicator.code]
    first = 2023 if indicator.vergelijkt == "jaar_eerder" else 2022
    last = indicator.laatste_jaar or max(JAREN)
    return {j for j in JAREN if max(first, indicator.eerste_jaar) <= j <= last}


@pytest.mark.parametrize("indicator", catalogus().values(), ids=lambda i: i.code)
def test_there_is_a_value_for_every_year(indicator: Indicator, met_waarde: dict[str, set[int]]) -> None:
    assert met_waarde[indicator.code] == verwacht(indicator) != set()
