"""Secondary suppression: which other cells are hidden, so that the small ones cannot be worked out, at the least loss.

An integer program chooses the cells; the outsider of `attacker` tells where its choice falls short, and each leak
becomes a condition (Fischetti and Salazar, Management Science 2001) until nothing leaks. The outcome is the cheapest
pattern, and the same on every run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from jbr_pipeline.disclosure.attacker import Klok, Lek, Rekentijd, lekken
from jbr_pipeline.disclosure.system import Bools, Floats, Ints, Maat, Stelsel

NIETS = 1e-7
AFSTAND = 1e-9
"""How close to the cheapest pattern counts as cheapest, as a share of its loss."""


class GeenPatroon(Exception):
    """No choice of hidden cells protects these cells."""

    def __init__(self, cellen: Ints) -> None:
        super().__init__(f"{len(cellen)} cellen zijn met geen enkel patroon te beschermen")
        self.cellen = cellen


@dataclass
class _Conditions:
    """Conditions `sum of coefficients of hidden cells >= bound`, kept as triplets."""

    cells: list[Ints] = field(default_factory=list)
    coefficients: list[Floats] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)

    hopeless: list[int] = field(default_factory=list)

    def add(self, voor: int, cells: Ints, coefficients: Floats, bound: float) -> None:
        """Add one for the sake of a cell; one that cannot be met is remembered as such."""
        if np.maximum(coefficients, 0).sum() < bound - NIETS:
            self.hopeless.append(voor)
            return
        self.cells.append(cells)
        self.coefficients.append(coefficients)
        self.bounds.append(bound)

    def refuse_hopeless(self) -> None:
        """Raise GeenPatroon when a condition could not be met."""
        if self.hopeless:
            raise GeenPatroon(np.unique(np.array(self.hopeless)))


def patroon(stelsel: Stelsel, klok: Klok) -> Bools:
    """Which cells are hidden: the small ones, what was hidden before, and as little else as protects them.

    Rest cells are nobody's to publish and always among them. Raises GeenPatroon, and Rekentijd.
    """
    conditions = _Conditions()
    _ask_single_sums(stelsel, conditions)
    while True:
        hidden = _cheapest(stelsel, conditions, klok) | stelsel.rest
        leaks = lekken(stelsel, hidden, klok)
        if not leaks:
            return hidden
        for leak in leaks:
            _ask_room_for(stelsel, conditions, leak)
        conditions.refuse_hopeless()


def _ask_single_sums(stelsel: Stelsel, conditions: _Conditions) -> None:
    """What each sum by itself asks for its small cells: enough room among the others."""
    for maat in stelsel.maten:
        by_cell, sums = maat.sommen.tocsc(), maat.sommen
        for cell in maat.beschermd:
            here = slice(by_cell.indptr[cell], by_cell.indptr[cell + 1])
            for row, sign in zip(by_cell.indices[here], by_cell.data[here], strict=True):
                there = slice(sums.indptr[row], sums.indptr[row + 1])
                members, costs = sums.indices[there], sums.data[there] / sign
                others = members != cell
                for side, needed in ((1, maat.omhoog[cell]), (-1, maat.omlaag[cell])):
                    if needed > 0:
                        _ask(stelsel, conditions, maat, int(cell), float(needed), members[others], side * costs[others])
    conditions.refuse_hopeless()


def _ask_room_for(stelsel: Stelsel, conditions: _Conditions, lek: Lek) -> None:
    """What must be hidden besides to give a cell room that the choice so far does not."""
    costs = -(lek.maat.sommen[lek.rijen].T @ lek.prijzen)
    costs[lek.cel] -= lek.kant
    cells = np.flatnonzero(np.abs(costs) > NIETS)
    _ask(stelsel, conditions, lek.maat, lek.cel, lek.nodig, cells, costs[cells])


def _ask(
    stelsel: Stelsel, conditions: _Conditions, maat: Maat, cel: int, nodig: float, cells: Ints, costs: Floats
) -> None:
    """Add the condition that a weighted sum of sums puts on what is hidden.

    The weights bound how far the cell can go by the sum over hidden cells of how far each can go times its cost: up
    without a bound, down to zero. Whatever is hidden, that must reach what is needed.
    """
    room = np.maximum(maat.waarden[cells], 0.0)
    reach = np.minimum(np.where(costs < 0, np.inf, costs * room), nodig)
    always = (stelsel.primair | stelsel.rest)[cells]
    bound = nodig - float(reach[always].sum())
    if bound <= NIETS * nodig:
        return
    useful = stelsel.mag_verborgen[cells] & ~always & (reach > NIETS * nodig)
    conditions.add(cel, cells[useful], np.minimum(reach[useful], bound) / bound, 1.0)


def _cheapest(stelsel: Stelsel, conditions: _Conditions, klok: Klok) -> Bools:
    """The cheapest choice under the conditions found so far, part by part: conditions without a cell in common are
    problems of their own."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    chosen = stelsel.primair.copy()
    for cells, rows, columns, values, bounds in _parts(conditions):
        result = milp(
            stelsel.gewicht[cells],
            integrality=np.ones(len(cells)),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(
                sparse.csr_matrix((values, (rows, columns)), shape=(len(bounds), len(cells))), lb=bounds - NIETS
            ),
            options={"time_limit": klok.rest(), "mip_rel_gap": AFSTAND},
        )
        if result.status == 2:
            raise GeenPatroon(cells)
        if result.status != 0:
            raise Rekentijd("De keuze van de te verbergen cellen was niet op tijd klaar.")
        chosen[cells[result.x > 0.5]] = True
    return chosen


def _parts(conditions: _Conditions) -> Iterator[tuple[Ints, Ints, Ints, Floats, Floats]]:
    """Cells, and conditions as row, column and value, of each part; conditions count from zero within it."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    if not conditions.bounds:
        return
    lengths = np.array([len(c) for c in conditions.cells])
    row = np.repeat(np.arange(len(lengths)), lengths)
    cell, value = np.concatenate(conditions.cells), np.concatenate(conditions.coefficients)
    bound = np.array(conditions.bounds)
    cells, column = np.unique(cell, return_inverse=True)
    link = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=(len(lengths), len(cells)))
    count, label = connected_components(sparse.bmat([[None, link], [link.T, None]], format="csr"), directed=False)
    row_label, cell_label = label[: len(lengths)], label[len(lengths) :]
    for part in range(count):
        own_rows, own_cells = np.flatnonzero(row_label == part), np.flatnonzero(cell_label == part)
        mine = row_label[row] == part
        yield (
            cells[own_cells],
            np.searchsorted(own_rows, row[mine]),
            np.searchsorted(own_cells, column[mine]),
            value[mine],
            bound[own_rows],
        )
