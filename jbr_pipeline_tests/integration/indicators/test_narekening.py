"""Every figure of the sample that was recomputed from the raw files is the figure in the published database."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jbr_pipeline_tests.integration.indicators.narekening import Narekening, Verwacht

NIETS = Verwacht(0)


@pytest.fixture(scope="module")
def narekening(voorbeeldmap: Path) -> Narekening:
    return Narekening.van(voorbeeldmap)


@pytest.fixture(scope="module")
def gepubliceerd(voorbeeldmap: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(f"attach '{voorbeeldmap}/warehouse/jbr.duckdb' as g (read_only); use g.jbr")
        yield con


def test_at_least_forty_indicators_are_recomputed(narekening: Narekening) -> None:
    assert len({code for code, *_ in narekening.uitsplitsingen}) >= 40


def test_every_published_figure_agrees(narekening: Narekening, gepubliceerd: duckdb.DuckDBPyConnection) -> None:
    rows = gepubliceerd.execute(
        """
        select
            indicator_code, variant, peildatum, structuur, organisatie_code, uitsplitsing, categorie,
            waarde, teller, onderdrukt, reden_leeg
        from indicator_waarde
        where year(peildatum) <= 2024
        """
    ).fetchall()
    known = narekening.uitsplitsingen
    compared, wrong = 0, []
    for *key, value, teller, is_suppressed, reason in rows:
        if (key[0], key[1], key[5]) not in known:
            continue
        compared += 1
        expected = narekening.verwacht.get(tuple(key))
        if not _agrees(expected, value, teller, is_suppressed, reason):
            wrong.append((key, value, teller, is_suppressed, reason, expected))
    assert wrong == []
    assert compared > 10_000


def test_nothing_recomputed_is_missing_from_the_database(
    narekening: Narekening, gepubliceerd: duckdb.DuckDBPyConnection
) -> None:
    published = set(
        gepubliceerd.execute(
            "select indicator_code, variant, peildatum, structuur, organisatie_code, uitsplitsing, categorie "
            "from indicator_waarde"
        ).fetchall()
    )
    assert {k for k in narekening.verwacht if k not in published} == set()


def _agrees(
    expected: Verwacht | None, value: float | None, teller: float | None, is_suppressed: bool, reason: str | None
) -> bool:
    if expected is None:
        # Nobody and nothing: zero, a share of nobody, or an organisation of which there is no figure at all.
        return teller in (0, None) and value in (0, None) and (is_suppressed or reason is not None or value == 0)
    if expected.is_te_klein:
        return is_suppressed and value is None and teller is None
    if is_suppressed:
        return False
    if expected.waarde is None:
        return value is None
    return value is not None and _same(value, expected.waarde) and _same(teller, float(expected.teller))


def _same(a: Any, b: float) -> bool:
    return a is not None and math.isclose(a, b, rel_tol=1e-14, abs_tol=1e-12)
