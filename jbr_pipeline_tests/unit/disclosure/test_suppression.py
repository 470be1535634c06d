"""The cheapest pattern that hides small cells from who can add and subtract, on tables small enough to try them all."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from jbr_pipeline.disclosure import suppression
from jbr_pipeline.disclosure.attacker import interval, lekken, onbeschermd
from jbr_pipeline.disclosure.memory import Geheugen
from jbr_pipeline.disclosure.solver import Klok, Rekentijd
from jbr_pipeline.disclosure.suppression import GeenPatroon, patroon
from jbr_pipeline.disclosure.system import Bools, Stelsel, maten_van

Tabel = list[list[int]]
RUIM = 30.0


def stelsel(tabel: Tabel, bekend: set[int] = frozenset()) -> Stelsel:  # type: ignore[assignment]
    """A table of persons with its margins and grand total; cells in reading order, totals last in each row."""
    inner = np.array(tabel, dtype=np.int64)
    whole = np.vstack([np.c_[inner, inner.sum(1)], np.r_[inner.sum(0), inner.sum()]])
    number = np.arange(whole.size).reshape(whole.shape)
    sums = []
    for line in [*number, *number.T]:
        row = np.zeros(whole.size)
        row[line[:-1]], row[line[-1]] = 1, -1
        sums.append(row)
    persons = whole.ravel()
    is_known = np.isin(np.arange(persons.size), sorted(bekend))
    none = np.zeros(persons.size, dtype=bool)
    small = (persons >= 1) & (persons <= 4)
    matrix = sparse.csr_matrix(np.array(sums))
    return Stelsel(
        personen=persons,
        klein=small,
        rest=none,
        gewicht=1 + np.log1p(persons) + np.arange(persons.size) * 1e-4,
        sommen=matrix,
        maten=maten_van({"personen": persons.astype(float)}, persons, small, none, matrix),
        vast=none,
        bekend=is_known,
    )


def beste_verlies(s: Stelsel) -> float:
    """The loss of the cheapest safe pattern, by trying all."""
    free = np.flatnonzero(s.mag_verborgen & ~s.primair)
    best = np.inf
    for choice in product([False, True], repeat=len(free)):
        hidden = s.primair.copy()
        hidden[free[list(choice)]] = True
        loss = verlies(s, hidden)
        if loss < best and not lekken(s, hidden, Klok.over(RUIM)):
            best = loss
    return best


def verlies(s: Stelsel, verborgen: Bools) -> float:
    return float(s.gewicht[verborgen].sum())


def test_a_small_cell_alone_in_its_sums_is_found_exactly() -> None:
    s = stelsel([[2, 20], [30, 40]])
    leaks = lekken(s, s.primair, Klok.over(RUIM))
    assert {(k.cel, k.kant, k.is_exact) for k in leaks} == {(0, 1, True), (0, -1, True)}
    assert interval(s.maten[0], s.primair, 0, Klok.over(RUIM)) == (2, 2)


def test_two_hidden_cells_whose_published_sum_is_too_small_still_leak() -> None:
    s = stelsel([[1, 3, 40]])
    hidden = s.primair.copy()
    hidden[[4, 5]] = True
    assert {k.cel for k in lekken(s, hidden, Klok.over(RUIM))} >= {0, 1}


@pytest.mark.parametrize(
    "tabel", [[[2, 20], [30, 40]], [[1, 3, 40], [7, 8, 9]], [[4, 0, 9], [12, 6, 3]], [[2]], [[3, 0]]]
)
def test_after_the_pattern_each_small_cell_may_be_one_or_five(tabel: Tabel) -> None:
    s = stelsel(tabel)
    hidden = patroon(s, Klok.over(RUIM))
    assert not len(onbeschermd(s, hidden))
    for cell in np.flatnonzero(s.klein):
        low, high = interval(s.maten[0], hidden, int(cell), Klok.over(RUIM))
        assert low <= 1
        assert high >= 5


def test_nothing_is_hidden_where_nothing_is_small() -> None:
    assert not patroon(stelsel([[5, 20], [30, 0]]), Klok.over(RUIM)).any()


def test_a_zero_that_everybody_knows_is_never_hidden() -> None:
    s = stelsel([[2, 0, 20], [30, 0, 40]], bekend={1, 5, 9})
    assert not patroon(s, Klok.over(RUIM))[s.personen == 0].any()


def test_a_cell_in_no_sum_needs_nothing_besides() -> None:
    none = np.zeros(1, dtype=bool)
    persons, small, sums = np.array([3]), np.ones(1, dtype=bool), sparse.csr_matrix((0, 1))
    maten = maten_van({"personen": persons.astype(float)}, persons, small, none, sums)
    s = Stelsel(persons, small, none, np.ones(1), sums, maten, vast=none, bekend=none)
    assert patroon(s, Klok.over(RUIM)).tolist() == [True]


def test_what_readers_already_know_is_no_hiding_place() -> None:
    s = stelsel([[2, 20, 60], [30, 40, 70]], bekend={1})
    assert not patroon(s, Klok.over(RUIM))[1]


def test_where_everything_around_is_known_there_is_no_pattern() -> None:
    s = stelsel([[2, 20], [30, 40]], bekend={1, 2, 3, 4, 5, 6, 7, 8})
    with pytest.raises(GeenPatroon) as refused:
        patroon(s, Klok.over(RUIM))
    assert list(refused.value.cellen) == [0]


def test_the_same_table_gives_the_same_pattern() -> None:
    s = stelsel([[3, 9, 9], [9, 9, 2], [9, 9, 9]])
    assert (patroon(s, Klok.over(RUIM)) == patroon(s, Klok.over(RUIM))).all()


cellen = st.one_of(st.integers(0, 6), st.integers(5, 60))
tabellen = st.integers(2, 3).flatmap(
    lambda n: st.lists(st.lists(cellen, min_size=n, max_size=n), min_size=2, max_size=2)
)
grote_tabellen = st.integers(2, 7).flatmap(
    lambda n: st.lists(st.lists(cellen, min_size=n, max_size=n), min_size=2, max_size=7)
)


@settings(max_examples=25, deadline=None)
@given(tabellen)
def test_on_small_tables_the_loss_is_that_of_the_best_of_all_patterns(tabel: Tabel) -> None:
    s = stelsel(tabel)
    assert verlies(s, patroon(s, Klok.over(RUIM))) == pytest.approx(beste_verlies(s), rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(grote_tabellen)
def test_nothing_leaks_on_any_table(tabel: Tabel) -> None:
    s = stelsel(tabel)
    assert not lekken(s, patroon(s, Klok.over(RUIM)), Klok.over(RUIM))


@settings(max_examples=40, deadline=None)
@given(grote_tabellen)
def test_nothing_leaks_when_the_choice_is_widened_instead_of_sought_to_the_end(tabel: Tabel) -> None:
    s = stelsel(tabel)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "PRECIES_TOT", 0)
        hidden = patroon(s, Klok.over(RUIM))
    assert not lekken(s, hidden, Klok.over(RUIM))
    assert not len(onbeschermd(s, hidden))


def gekoppeld(tabel: Tabel, andere: Tabel) -> Stelsel:
    """Two tables with the same row totals, as one group crossed with two kinds of categories; persons and their hours.

    `andere` is fitted to the row totals of `tabel` by one more column, as far as that is not negative.
    """
    left, right = np.array(tabel), np.array(andere)[: len(tabel)]
    left = left[: len(right)]
    short = left.sum(1) - right.sum(1)
    left = np.c_[left, np.maximum(-short, 0)]
    right = np.c_[right, np.maximum(short, 0)]
    width = left.shape[1] + right.shape[1] + 1
    inner = np.c_[left, right, left.sum(1)]
    cells = np.vstack([inner, inner.sum(0)])
    number = np.arange(cells.size).reshape(cells.shape)
    sums = []
    for line in number:
        for part in (line[: left.shape[1]], line[left.shape[1] : -1]):
            row = np.zeros(cells.size)
            row[part], row[line[-1]] = 1, -1
            sums.append(row)
    for column in range(width):
        row = np.zeros(cells.size)
        row[number[:-1, column]], row[number[-1, column]] = 1, -1
        sums.append(row)
    persons, matrix = cells.ravel(), sparse.csr_matrix(np.array(sums))
    none, small = np.zeros(persons.size, dtype=bool), (persons >= 1) & (persons <= 4)
    hours = {"personen": persons.astype(float), "uren": persons * 36.0}
    return Stelsel(
        personen=persons,
        klein=small,
        rest=none,
        gewicht=1 + np.log1p(persons) + np.arange(persons.size) * 1e-4,
        sommen=matrix,
        maten=maten_van(hours, persons, small, none, matrix),
        vast=none,
        bekend=none,
    )


@settings(max_examples=40, deadline=None)
@given(grote_tabellen, grote_tabellen, st.sampled_from([0, 300]))
def test_nothing_leaks_from_linked_tables_and_two_measures(tabel: Tabel, andere: Tabel, precies_tot: int) -> None:
    s = gekoppeld(tabel, andere)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "PRECIES_TOT", precies_tot)
        hidden = patroon(s, Klok.over(RUIM))
    assert not lekken(s, hidden, Klok.over(RUIM))


def op_dagen(tabel: Tabel, andere: Tabel) -> Stelsel:
    """Linked tables of which the columns on the left are told a day before those on the right."""
    s = gekoppeld(tabel, andere)
    left = len(tabel[0]) + 1
    width = s.aantal // (min(len(tabel), len(andere)) + 1)
    return replace(s, dag=np.where(np.arange(s.aantal) % width < left, 1, 2))


@settings(max_examples=40, deadline=None)
@given(grote_tabellen, grote_tabellen)
def test_days_taken_in_turn_protect_each_other_too(tabel: Tabel, andere: Tabel) -> None:
    s = op_dagen(tabel, andere)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "PRECIES_TOT", 0)
        hidden = patroon(s, Klok.over(RUIM))
    assert not lekken(s, hidden, Klok.over(RUIM))


@settings(max_examples=40, deadline=None)
@given(grote_tabellen, grote_tabellen)
def test_a_later_day_never_changes_what_is_hidden_of_an_earlier_one(tabel: Tabel, andere: Tabel) -> None:
    s = op_dagen(tabel, andere)
    assert s.dag is not None
    first = np.flatnonzero(s.dag == 1)
    alone = s.zonder_sommen_met(s.dag == 2).deel(first)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suppression, "PRECIES_TOT", 0)
        both = patroon(s, Klok.over(RUIM))
        before = patroon(alone, Klok.over(RUIM))
    if len(np.unique(s.dag[both])) > 1:
        assert (both[first] == before).all()


def test_the_same_part_is_worked_out_once() -> None:
    memory = Geheugen()
    s = stelsel([[2, 20], [30, 40]])
    hidden = patroon(s, Klok.over(RUIM), memory)
    assert not lekken(s, hidden, Klok.over(RUIM), memory)
    assert (patroon(s, Klok.over(0), memory) == hidden).all()
    assert not lekken(s, hidden, Klok.over(0), memory)
    with pytest.raises(Rekentijd):
        patroon(stelsel([[2, 20], [30, 41]]), Klok.over(0), memory)
