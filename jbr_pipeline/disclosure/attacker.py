"""What an outsider can work out about a hidden cell from everything that is published.

Knows nothing of who hides what or why: given the hidden cells it gives the interval of each, by linear programs over
all sums at once. Choosing what to hide is in `suppression`.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from jbr_pipeline.disclosure.system import Blok, Bools, Floats, Ints, Maat, Matrix, Stelsel, blokken

TOLERANTIE = 1e-7
BUURT = 150
"""How many hidden cells around a protected one are looked at first: room found among them is room."""


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


Kant = Literal[1, -1]
KANTEN: tuple[Kant, Kant] = (1, -1)


@dataclass(frozen=True)
class Lek:
    """A protected cell of which the interval is too tight on one side.

    `speling` is how far the outsider must leave room, `nodig` how far it should be. `prijzen` are the multipliers of
    the sums `rijen` that prove it: added up with them, the sums bound the cell.
    """

    maat: Maat
    cel: int
    kant: Kant
    speling: float
    nodig: float
    rijen: Ints
    prijzen: Floats

    @property
    def is_exact(self) -> bool:
        """Whether the outsider finds the very value on this side."""
        return self.speling <= TOLERANTIE * max(self.nodig, 1.0)


def lekken(stelsel: Stelsel, verborgen: Bools, klok: Klok) -> list[Lek]:
    """Every protected cell and side for which the hidden cells leave too little room; empty when all are safe.

    A cell is safe on a side when one assignment of the hidden cells that fits everything published puts it far enough.
    One is sought in the neighbourhood, for many cells at once, and where that fails by a program over everything the
    cell hangs together with. Raises Rekentijd.
    """
    return [
        leak
        for maat in stelsel.maten
        for blok in blokken(maat, verborgen)
        for kant in KANTEN
        for leak in _leaks(maat, blok, kant, klok)
    ]


def onbeschermd(stelsel: Stelsel, verborgen: Bools) -> Ints:
    """Protected cells that are not hidden at all."""
    return np.flatnonzero(stelsel.klein & ~verborgen)


def interval(maat: Maat, verborgen: Bools, cel: int, klok: Klok) -> tuple[float, float]:
    """The tightest bounds an outsider has for the value of a cell; the upper one may be infinite."""
    value = float(maat.waarden[cel])
    for blok in blokken(maat, verborgen):
        if cel in blok.cellen:
            place = int(np.flatnonzero(blok.cellen == cel)[0])
            low, _ = _furthest(blok, _room(maat, blok), place, -1, np.inf, klok)
            high, _ = _furthest(blok, _room(maat, blok), place, 1, np.inf, klok)
            return value - low, value + high
    return value, value


def _leaks(maat: Maat, blok: Blok, kant: Kant, klok: Klok) -> Iterator[Lek]:
    needed = (maat.omhoog if kant > 0 else maat.omlaag)[blok.cellen]
    todo = np.isin(blok.cellen, maat.beschermd) & (needed > 0)
    linked = _linked(blok)
    for place in np.flatnonzero(todo):
        if not todo[place]:
            continue
        near = _around(linked, int(place), BUURT)
        own, need = _part(blok, near), needed[near]
        targets = np.flatnonzero(todo[near])
        moved = kant * _together(own, _room(maat, own), targets, kant, need[targets], klok)[targets]
        todo[near[targets[moved >= need[targets] * (1 - TOLERANTIE)]]] = False
        if not todo[place]:
            continue
        todo[place] = False
        nodig = float(needed[place])
        reach, prices = _furthest(blok, _room(maat, blok), int(place), kant, nodig, klok)
        if reach < nodig * (1 - TOLERANTIE):
            yield Lek(maat, int(blok.cellen[place]), kant, reach, nodig, blok.rijen, prices)


def _linked(blok: Blok) -> Matrix:
    """Which cells of the block share a sum."""
    return (abs(blok.sommen).T @ abs(blok.sommen)).tocsr()


def _around(linked: Matrix, place: int, many: int) -> Ints:
    """The cells nearest to one, sorted: whole circles until there are this many."""
    reached = np.zeros(linked.shape[0], dtype=bool)
    reached[place] = True
    count = 1
    while count < many:
        reached[np.unique(linked[np.flatnonzero(reached)].indices)] = True
        now = int(reached.sum())
        if now == count:
            break
        count = now
    return np.flatnonzero(reached)


def _part(blok: Blok, near: Ints) -> Blok:
    """The block in which only these cells move."""
    if len(near) == len(blok.cellen):
        return blok
    part = blok.sommen[:, near]
    rows = np.flatnonzero(np.diff(part.indptr))
    return Blok(blok.cellen[near], blok.rijen[rows], part[rows])


def _room(maat: Maat, blok: Blok) -> Floats:
    """How far each cell can go down: to zero. Upwards an outsider knows no bound."""
    return np.maximum(maat.waarden[blok.cellen], 0.0)


def _furthest(blok: Blok, room: Floats, place: int, kant: Kant, nodig: float, klok: Klok) -> tuple[float, Floats]:
    """How far one cell can move to a side, at most `nodig`, and the multipliers of the sums that stop it."""
    if not blok.sommen.shape[0]:
        return (nodig if kant > 0 else min(float(room[place]), nodig)), np.zeros(0)
    target = np.zeros(len(room))
    target[place] = -kant
    low, high = -room, np.full(len(room), np.inf)
    if kant > 0:
        high[place] = nodig
    else:
        low[place] = -min(room[place], nodig)
    found, value, prices = _solve(target, blok.sommen, low, high, klok)
    return (-value if found is not None else np.inf), prices


def _together(blok: Blok, room: Floats, cells: Ints, kant: Kant, nodig: Floats, klok: Klok) -> Floats:
    """An assignment that takes as many of the cells as it can as far as they should."""
    from scipy import sparse

    many = len(cells)
    none = sparse.csr_matrix((blok.sommen.shape[0], many))
    pick = sparse.csr_matrix((-kant * np.ones(many), (np.arange(many), cells)), shape=(many, len(room)))
    found, _, _ = _solve(
        np.r_[np.zeros(len(room)), -1.0 / nodig],
        sparse.hstack([blok.sommen, none], format="csr"),
        np.r_[-room, np.zeros(many)],
        np.r_[np.full(len(room), np.inf), nodig],
        klok,
        at_most_zero=sparse.hstack([pick, sparse.eye(many)], format="csr"),
    )
    if found is None:
        raise RuntimeError("a bounded program came out unbounded")
    return found[: len(room)]


def _solve(
    target: Floats, sums: Matrix, low: Floats, high: Floats, klok: Klok, at_most_zero: Matrix | None = None
) -> tuple[Floats | None, float, Floats]:
    """Minimise; gives the assignment (None when there is no bound), the value and the prices of the sums."""
    from scipy.optimize import linprog

    result = linprog(
        target,
        A_ub=at_most_zero,
        b_ub=None if at_most_zero is None else np.zeros(at_most_zero.shape[0]),
        A_eq=sums,
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.c_[low, high],
        method="highs",
        options={"time_limit": klok.rest()},
    )
    if result.status == 3:
        return None, -np.inf, np.zeros(sums.shape[0])
    if result.status != 0:
        raise Rekentijd("De onthullingscontrole kwam niet tot een uitkomst.")
    return result.x, float(result.fun), np.asarray(result.eqlin.marginals)
