"""The first choice of a large component: among few columns, and never one that breaks a condition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array

from jbr_pipeline.disclosure.solver import Klok, kies, kies_ruwweg

KLOK_S = 60.0


@pytest.mark.parametrize("zaad", range(5))
def test_it_holds_every_condition_and_costs_little_more_than_the_cheapest(zaad: int) -> None:
    rng = np.random.default_rng(zaad)
    costs = rng.integers(1, 50, 120).astype(float)
    conditions = csr_matrix(random_array((60, 120), density=0.1, rng=rng) > 0, dtype=float)
    least = np.minimum(2.0, np.asarray(conditions.sum(axis=1)).ravel())
    rough = kies_ruwweg(costs, conditions, least, 1e-9, Klok.over(KLOK_S))
    exact = kies(costs, conditions, least, 1e-9, Klok.over(KLOK_S))
    assert (conditions @ rough >= least).all()
    assert costs @ exact <= costs @ rough <= 1.05 * (costs @ exact)


def test_without_columns_there_is_nothing_to_choose() -> None:
    assert kies_ruwweg(np.zeros(0), csr_matrix((0, 0)), np.zeros(0), 1e-9, Klok.over(KLOK_S)).tolist() == []
