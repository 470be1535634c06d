"""Linear and integer programs over cells and their sums, on HiGHS: kept open and started from the last answer.

Thousands of programs differ in one cell only; from the last answer each takes a few steps. What the answers mean is in
`attacker` and `suppression`.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from jbr_pipeline.disclosure.system import Bools, Floats, Ints, Matrix

Kant = Literal[1, -1]
KANTEN: tuple[Kant, Kant] = (1, -1)

NIETS = 1e-5
"""Less than this is what the solver makes of zero."""


class Rekentijd(Exception):
    """A solver did not finish in time: nothing may be published then."""


@dataclass(frozen=True)
class Klok:
    """When the work must be done."""

    tot: float

    @classmethod
    def over(cls, seconden: float) -> Klok:
        """A clock that runs out after so many seconds."""
        return cls(time.monotonic() + seconden)

    def rest(self) -> float:
        """Seconds left; Rekentijd when there are none."""
        left = self.tot - time.monotonic()
        if left <= 0:
            raise Rekentijd("De onthullingscontrole was niet op tijd klaar.")
        return left


class Uitweg:
    """How far the value of a cell can move while every sum holds and nothing falls below zero.

    `sommen` has a row per sum and a column per cell; `waarden` is how far each may fall. Cells outside `beweeglijk` are
    known and stay where they are.
    """

    def __init__(self, sommen: Matrix, waarden: Floats, beweeglijk: Bools, klok: Klok) -> None:
        self._waarden = waarden
        self._klok = klok
        self._program = _open(
            sommen, np.zeros(len(waarden)), np.where(beweeglijk, -waarden, 0), np.where(beweeglijk, np.inf, 0)
        )

    def verste(self, cel: int, kant: Kant, nodig: float) -> Floats:
        """A move of all cells together that takes one as far to a side as it can go, at most `nodig`."""
        lowest, highest = (-self._waarden[cel], nodig) if kant > 0 else (-nodig, np.inf)
        self._program.changeColCost(cel, -kant)
        self._program.changeColBounds(cel, lowest, highest)
        _run(self._program, self._klok)
        move = np.asarray(self._program.getSolution().col_value)
        self._program.changeColCost(cel, 0.0)
        self._program.changeColBounds(cel, -self._waarden[cel], np.inf)
        return move

    def samen(self, cellen: Ints, kant: Kant, nodig: Floats) -> Floats:
        """A move of all cells together that takes these to a side as far as they go at once, each at most `nodig`."""
        many = len(cellen)
        lowest, highest = (-self._waarden[cellen], nodig) if kant > 0 else (-nodig, np.full(many, np.inf))
        self._program.changeColsCost(many, cellen.astype(np.int32), -kant / nodig)
        self._program.changeColsBounds(many, cellen.astype(np.int32), lowest, highest)
        _run(self._program, self._klok)
        move = np.asarray(self._program.getSolution().col_value)
        self._program.changeColsCost(many, cellen.astype(np.int32), np.zeros(many))
        self._program.changeColsBounds(many, cellen.astype(np.int32), -self._waarden[cellen], np.full(many, np.inf))
        return move

    def prijzen(self) -> Floats:
        """The multipliers of the sums that stopped the last move."""
        return np.asarray(self._program.getSolution().row_dual)

    def laat_los(self, cellen: Ints) -> None:
        """From now on these cells are unknown too."""
        for cell in cellen.tolist():
            self._program.changeColBounds(cell, -self._waarden[cell], np.inf)


class Verbreding:
    """The cheapest move that takes a cell where it must be able to go, when moving a known cell costs its weight."""

    def __init__(self, sommen: Matrix, waarden: Floats, kosten: Floats, klok: Klok) -> None:
        from scipy import sparse

        self._waarden = waarden
        self._klok = klok
        # Up and down are two columns, since both cost.
        self._program = _open(
            sparse.hstack([sommen, -sommen], format="csr"),
            np.r_[kosten, kosten],
            np.zeros(2 * len(waarden)),
            np.r_[np.full(len(waarden), np.inf), waarden],
        )

    def goedkoopste(self, cel: int, kant: Kant, nodig: float) -> Floats | None:
        """A move of all cells together that takes one as far as `nodig`; None when it cannot."""
        up, down = cel, len(self._waarden) + cel
        there, back = (up, down) if kant > 0 else (down, up)
        self._program.changeColBounds(there, nodig, nodig)
        self._program.changeColBounds(back, 0.0, 0.0)
        found = _run(self._program, self._klok, of_onmogelijk=True)
        values = np.asarray(self._program.getSolution().col_value)
        self._program.changeColBounds(up, 0.0, np.inf)
        self._program.changeColBounds(down, 0.0, self._waarden[cel])
        if not found:
            return None
        move: Floats = values[: len(self._waarden)] - values[len(self._waarden) :]
        return move

    def maak_vrij(self, cellen: Ints) -> None:
        """From now on moving these cells costs nothing."""
        for cell in cellen.tolist():
            self._program.changeColCost(cell, 0.0)
            self._program.changeColCost(len(self._waarden) + cell, 0.0)


def kies(kosten: Floats, voorwaarden: Matrix, minstens: Floats, afstand: float, klok: Klok) -> Bools:
    """The cheapest choice of columns for which every row comes out high enough; choosing all must be one.

    `afstand` is how much more than the cheapest it may cost, as a share.
    """
    if not len(kosten):
        return np.zeros(0, dtype=bool)
    program = _open(voorwaarden, kosten, np.zeros(len(kosten)), np.ones(len(kosten)), minstens, geheel=True)
    program.setOptionValue("mip_rel_gap", afstand)
    program.setOptionValue("presolve", "choose")
    _run(program, klok)
    chosen: Bools = np.asarray(program.getSolution().col_value) > 0.5
    return chosen


def kies_ruwweg(kosten: Floats, voorwaarden: Matrix, minstens: Floats, afstand: float, klok: Klok) -> Bools:
    """As `kies`, but only among columns that the cheapest choice of parts of columns has use for.

    The distance is that to the cheapest choice among those, which is seldom more than a percent from the cheapest.
    """
    if not len(kosten):
        return np.zeros(0, dtype=bool)
    program = _open(voorwaarden, kosten, np.zeros(len(kosten)), np.ones(len(kosten)), minstens)
    _run(program, klok)
    found = program.getSolution()
    rounded_up = np.asarray(found.col_value) > NIETS
    useful = rounded_up | (np.asarray(found.col_dual) <= NIETS)
    if (voorwaarden @ rounded_up < minstens).any():
        return kies(kosten, voorwaarden, minstens, afstand, klok)
    useful[useful] = kies(kosten[useful], voorwaarden[:, useful], minstens, afstand, klok)
    return useful


def _open(
    rijen: Matrix,
    kosten: Floats,
    onder: Floats,
    boven: Floats,
    minstens: Floats | None = None,
    *,
    geheel: bool = False,
) -> Any:
    """A program to be minimised of which the rows are zero, or at least `minstens`."""
    import highspy
    from highspy._core import _Highs

    columns = rijen.tocsc()
    zero = np.zeros(columns.shape[0])
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(kosten), columns.shape[0]
    model.col_cost_, model.col_lower_, model.col_upper_ = kosten, onder, boven
    model.row_lower_ = zero if minstens is None else minstens
    model.row_upper_ = zero if minstens is None else np.full(columns.shape[0], np.inf)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = columns.indptr, columns.indices
    model.a_matrix_.value_ = columns.data.astype(np.float64)
    if geheel:
        model.integrality_ = [highspy.HighsVarType.kInteger] * len(kosten)
    # The class around this one prints its licence among the output of whoever uses it.
    program: Any = _Highs()
    program.setOptionValue("output_flag", False)
    # One thread and a fixed method: the same answer on every machine and every run.
    program.setOptionValue("threads", 1)
    program.setOptionValue("random_seed", 0)
    program.setOptionValue("presolve", "off")
    program.passModel(model)
    return program


def _run(program: Any, klok: Klok, *, of_onmogelijk: bool = False) -> bool:
    """Solve; whether there is an answer. Rekentijd when it did not come in time or not at all."""
    import highspy

    # The limit counts from the first time that a program ran.
    program.setOptionValue("time_limit", program.getRunTime() + klok.rest())
    program.run()
    status = program.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        return True
    if of_onmogelijk and status == highspy.HighsModelStatus.kInfeasible:
        return False
    raise Rekentijd(f"De onthullingscontrole kwam niet tot een uitkomst ({status.name}).")
