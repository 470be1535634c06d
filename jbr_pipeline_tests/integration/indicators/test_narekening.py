"""Every figure of the sample that was recomputed from the raw files is the figure in the published database."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jbr_pipeline_tests.integration.indicators.narekening import Narekening, reken_na
from jbr_pipeline_tests.integration.indicators.narekening_blad import Sleutel, Verwacht

NIET_NAGEREKEND = {
    # The sample's documents were harvested once: none can have been seen to disappear.
    "publicaties_ingetrokken",
}
LAATSTE_JAAR = 2025
"""Of publications; the other subjects have the years 2022 up to and including 2024."""

Cijfer = tuple[float | None, float | None, float | None, bool, str | None]
"""Value, numerator, denominator, whether suppressed, and why there is no value."""


@pytest.fixture(scope="module")
def narekening(voorbeeldmap: Path) -> Narekening:
    return reken_na(voorbeeldmap)


@pytest.fixture(scope="module")
def gepubliceerd(voorbeeldmap: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute(f"attach '{voorbeeldmap}/warehouse/jbr.duckdb' as g (read_only); use g.jbr")
        yield con


@pytest.fixture(scope="module")
def cijfers(gepubliceerd: duckdb.DuckDBPyConnection) -> dict[Sleutel, Cijfer]:
    rows = gepubliceerd.execute(
        """
        select
            indicator_code, variant, peildatum, structuur, organisatie_code, uitsplitsing, categorie,
            waarde, teller, noemer, onderdrukt, reden_leeg
        from indicator_waarde
        where editie = 'lopend' and jaar <= ? and not list_contains(?, indicator_code)
        """,
        [LAATSTE_JAAR, sorted(NIET_NAGEREKEND)],
    ).fetchall()
    return {row[:7]: row[7:] for row in rows}


def test_all_indicators_of_the_catalogue_but_those_named_are_recomputed(
    narekening: Narekening, gepubliceerd: duckdb.DuckDBPyConnection
) -> None:
    catalogue = {code for (code,) in gepubliceerd.execute("select indicator_code from indicator").fetchall()}
    assert catalogue - {key[0] for key in narekening.verwacht} == NIET_NAGEREKEND


def test_at_least_forty_indicators_are_recomputed_with_a_breakdown(narekening: Narekening) -> None:
    assert len({key[0] for key in narekening.verwacht if key[5] != "totaal"}) >= 40


def test_every_variant_and_breakdown_of_every_day_is_recomputed(
    narekening: Narekening, cijfers: dict[Sleutel, Cijfer]
) -> None:
    recomputed = set(map(_tabel, narekening.verwacht))
    with_value = {_tabel(key) for key, (value, *_) in cijfers.items() if value is not None}
    assert with_value - recomputed == set()


def test_the_years_2022_to_2024_are_recomputed_of_every_subject(
    narekening: Narekening, gepubliceerd: duckdb.DuckDBPyConnection
) -> None:
    subjects = gepubliceerd.execute("select distinct soort from aanlevering").fetchall()
    years = {(soort, day.year) for _, soort, day, _ in narekening.geldige_rijen}
    assert years == {(soort, year) for (soort,) in subjects for year in (2022, 2023, 2024)}


def test_the_same_deliveries_count_with_as_many_valid_rows(
    narekening: Narekening, gepubliceerd: duckdb.DuckDBPyConnection
) -> None:
    rows = gepubliceerd.execute(
        "select organisatie_code, soort, peildatum, versie, rijen_geldig from aanlevering where status = 'geaccepteerd'"
    ).fetchall()
    told = {row[:4]: row[4] for row in rows if row[4] is not None}
    assert told.items() <= narekening.geldige_rijen.items()
    # Where the number of rows would bound a small number it is left out.
    left_out = narekening.geldige_rijen.keys() - told.keys()
    assert {row[:4] for row in rows} == narekening.geldige_rijen.keys()
    assert {soort for _, soort, _, _ in left_out} <= {"bezetting", "stages_trainees"}
    assert len(left_out) < 10


def test_every_published_figure_agrees(narekening: Narekening, cijfers: dict[Sleutel, Cijfer]) -> None:
    wrong = [
        (key, published, narekening.verwacht.get(key))
        for key, published in cijfers.items()
        if not _agrees(narekening.verwacht.get(key), *published)
    ]
    assert wrong == []
    assert len(cijfers) > 50_000


def test_nothing_recomputed_is_missing_from_the_database(
    narekening: Narekening, cijfers: dict[Sleutel, Cijfer]
) -> None:
    assert {key for key in narekening.verwacht if key not in cijfers} == set()


def _tabel(key: Sleutel) -> tuple[str, str, date, str]:
    """What a key is one cell of: an indicator in a variant, on a day, by a breakdown."""
    return key[0], key[1], key[2], key[5]


def _agrees(
    expected: Verwacht | None,
    value: float | None,
    teller: float | None,
    noemer: float | None,
    is_suppressed: bool,
    reason: str | None,
) -> bool:
    if expected is None:
        # Nobody and nothing: zero, a share of nobody, or an organisation of which there is no figure at all.
        return teller in (0, None) and value in (0, None) and (is_suppressed or reason is not None or value == 0)
    if expected.is_te_klein:
        return is_suppressed and value is None and teller is None
    if is_suppressed:
        # It protects another; that what is told suffices for that is tried in integration/disclosure.
        return bool(expected.personen) and value is None and teller is None
    if expected.waarde is None:
        return value is None and (expected.leeg is None or reason == expected.leeg)
    return _same(value, expected.waarde) and _same(teller, expected.teller) and _same(noemer, expected.noemer)


def _same(a: float | None, b: Any) -> bool:
    if a is None or b is None:
        return a is b
    return math.isclose(a, float(b), rel_tol=1e-14, abs_tol=1e-12)
