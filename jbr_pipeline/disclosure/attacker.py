"""What an outsider can work out about a hidden cell from everything that is published.

Knows nothing of who hides what or why: given the hidden cells it gives the interval of each, by linear programs over
all sums at once. Choosing what to hide is in `suppression`.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from jbr_pipeline.disclosure import memory
from jbr_pipeline.disclosure.memory import Geheugen
from jbr_pipeline.disclosure.solver import KANTEN, Kant, Klok, Uitweg
from jbr_pipeline.disclosure.system import Blok, Bools, Floats, Ints, Maat, Stelsel, blokken

TOLERANTIE = 1e-7

TEGELIJK = 2
"""Blocks that are tried at once; the solver uses one core."""


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


def lekken(stelsel: Stelsel, verborgen: Bools, klok: Klok, geheugen: Geheugen | None = None) -> list[Lek]:
    """Every protected cell and side for which the hidden cells leave too little room; empty when all are safe.

    A protected cell that is not hidden is `onbeschermd` and not among them. A block that was found safe before, as
    `geheugen` knows, is not tried again. Raises Rekentijd.
    """
    known = geheugen or Geheugen()
    blocks = [(maat, blok) for maat in stelsel.maten for blok in blokken(maat, verborgen)]
    with ThreadPoolExecutor(TEGELIJK) as pool:
        found = pool.map(lambda block: _leaks_unless_known(block[0], block[1], klok, known), blocks)
        return [leak for leaks in found for leak in leaks]


def _leaks_unless_known(maat: Maat, blok: Blok, klok: Klok, geheugen: Geheugen) -> list[Lek]:
    protected = np.isin(blok.cellen, maat.beschermd)
    sums = blok.sommen.tocsr()
    question = memory.vingerafdruk(
        f"lek {TOLERANTIE}",
        [
            sums.indptr, sums.indices, sums.data, ruimte(maat, blok.cellen), protected,
            maat.omhoog[blok.cellen][protected], maat.omlaag[blok.cellen][protected],
        ],
    )  # fmt: skip
    if geheugen.lees(question) is not None:
        return []
    leaks = list(_leaks(maat, blok, klok))
    if not leaks:
        geheugen.onthoud(question, b"")
    return leaks


def onbeschermd(stelsel: Stelsel, verborgen: Bools) -> Ints:
    """Protected cells that are not hidden at all."""
    protected = np.unique(np.concatenate([m.beschermd for m in stelsel.maten])) if stelsel.maten else np.zeros(0, int)
    bare: Ints = protected[~verborgen[protected]]
    return bare


def interval(maat: Maat, verborgen: Bools, cel: int, klok: Klok) -> tuple[float, float]:
    """The tightest bounds an outsider has for the value of a protected cell, as far as protection asks for room."""
    value = float(maat.waarden[cel])
    for blok in blokken(maat, verborgen):
        if cel in blok.cellen:
            place = int(np.flatnonzero(blok.cellen == cel)[0])
            way = _way(maat, blok, klok)
            high = way.verste(place, 1, float(maat.omhoog[cel]))[place]
            low = way.verste(place, -1, float(maat.omlaag[cel]))[place]
            return value + float(low), value + float(high)
    return value, value


def _leaks(maat: Maat, blok: Blok, klok: Klok) -> Iterator[Lek]:
    way = _way(maat, blok, klok)
    is_protected = np.isin(blok.cellen, maat.beschermd)
    for kant in KANTEN:
        needed = (maat.omhoog if kant > 0 else maat.omlaag)[blok.cellen]
        todo = is_protected & (needed > 0)
        toon_ruimte(way, todo, kant, needed)
        for place in np.flatnonzero(todo).tolist():
            if not todo[place]:
                continue
            move = kant * way.verste(place, kant, float(needed[place]))
            # One move shows that there is room for all the cells that it takes far enough.
            todo &= move < needed * (1 - TOLERANTIE)
            if todo[place]:
                todo[place] = False
                cell, nodig = int(blok.cellen[place]), float(needed[place])
                yield Lek(maat, cell, kant, float(move[place]), nodig, blok.rijen, way.prijzen())


def toon_ruimte(way: Uitweg, todo: Bools, kant: Kant, nodig: Floats) -> None:
    """Strike off what has room to a side, by moves that take many there at once, as long as these get somewhere."""
    while todo.any():
        move = kant * way.samen(np.flatnonzero(todo), kant, nodig[todo])
        reached = todo & (move >= nodig * (1 - TOLERANTIE))
        todo &= ~reached
        if not reached.any():
            return


def _way(maat: Maat, blok: Blok, klok: Klok) -> Uitweg:
    return Uitweg(blok.sommen, ruimte(maat, blok.cellen), np.ones(len(blok.cellen), dtype=bool), klok)


def ruimte(maat: Maat, cellen: Ints) -> Floats:
    """How far each cell can go down: to zero. Upwards an outsider knows no bound."""
    room: Floats = np.maximum(maat.waarden[cellen], 0.0)
    return room
