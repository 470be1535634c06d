"""What must be hidden together: conditions that every safe pattern meets, for the integer program of `suppression`.

A condition says that a weighted number of hidden cells reaches a bound. Some follow from single sums, others from what
an outsider was seen to work out (Fischetti and Salazar, Management Science 2001).
"""

from __future__ import annotations

import numpy as np

from jbr_pipeline.disclosure.attacker import Lek, ruimte
from jbr_pipeline.disclosure.system import Bools, Floats, Ints, Maat, Matrix, Stelsel

NIETS = 1e-7


class Voorwaarden:
    """Conditions on which cells of a system are hidden, those that are hidden anyhow already counted in."""

    def __init__(self, stelsel: Stelsel) -> None:
        self._stelsel = stelsel
        self._cells: list[Ints] = []
        self._weights: list[Floats] = []
        tells = _tells(stelsel)
        useless = _always_alone(stelsel, tells)
        self._helps = stelsel.mag_verborgen & ~useless
        self._alone = _nobody_alone(stelsel, tells, useless)
        self.hopeloos: set[int] = set(np.flatnonzero(useless & stelsel.primair & stelsel.klein).tolist())
        """Cells of which a condition cannot be met whatever is hidden; there is no pattern then."""
        for maat in stelsel.maten:
            self._ask_single_sums(maat)

    def vraag_ruimte(self, lek: Lek) -> None:
        """Ask for more to be hidden, so that a cell gets the room that it was seen to lack."""
        weights = -(lek.maat.sommen[lek.rijen].T @ lek.prijzen)
        weights[lek.cel] -= lek.kant
        cells = np.flatnonzero(np.abs(weights) > NIETS)
        self._ask(lek.maat, lek.cel, lek.nodig, cells, weights[cells])

    def matrix(self) -> tuple[Matrix, Floats]:
        """A row per condition, a column per cell, and what each row must reach."""
        from scipy import sparse

        many = self._stelsel.aantal
        lengths = [len(cells) for cells in self._cells]
        cells = np.concatenate([np.zeros(0, dtype=np.int64), *self._cells])
        weights = np.concatenate([np.zeros(0), *self._weights])
        rows = np.repeat(np.arange(len(lengths)), lengths)
        asked = sparse.csr_matrix((weights, (rows, cells)), shape=(len(lengths), many))
        bounds = np.r_[np.full(len(lengths), 1 - NIETS), np.zeros(self._alone.shape[0])]
        return sparse.vstack([asked, self._alone], format="csr"), bounds

    def _ask_single_sums(self, maat: Maat) -> None:
        """What each sum by itself asks for its small cells: enough room among the others."""
        by_cell, sums = maat.sommen.tocsc(), maat.sommen.tocsr()
        for cell in maat.beschermd.tolist():
            here = slice(by_cell.indptr[cell], by_cell.indptr[cell + 1])
            for row, sign in zip(by_cell.indices[here], by_cell.data[here], strict=True):
                there = slice(sums.indptr[row], sums.indptr[row + 1])
                members, weights = sums.indices[there], sums.data[there] / sign
                others = members != cell
                for side, needed in ((1, maat.omhoog[cell]), (-1, maat.omlaag[cell])):
                    if needed > 0:
                        self._ask(maat, cell, float(needed), members[others], side * weights[others])

    def _ask(self, maat: Maat, cel: int, nodig: float, cells: Ints, weights: Floats) -> None:
        """Add the condition that a weighted sum of sums puts on what is hidden for the sake of a cell.

        The weights bound how far the cell can go by the sum over hidden cells of how far each can go times its weight:
        up without a bound, down to zero. Whatever is hidden, that must reach what is needed.
        """
        s = self._stelsel
        reach = np.minimum(np.where(weights < 0, np.inf, weights * ruimte(maat, cells)), nodig)
        always = (s.primair | s.rest)[cells]
        bound = nodig - float(reach[always].sum())
        if bound <= NIETS * nodig:
            return
        useful = self._helps[cells] & ~always & (reach > NIETS * nodig)
        if reach[useful].sum() < bound * (1 - NIETS):
            self.hopeloos.add(cel)
            return
        self._cells.append(cells[useful])
        self._weights.append(np.minimum(reach[useful], bound) / bound)


def _tells(stelsel: Stelsel) -> Matrix:
    """Which sums would tell a cell in every measure that it has, if the others in the sum were known."""
    from scipy import sparse

    place = abs(stelsel.sommen).tocoo()
    in_all = ~stelsel.bekend[place.col] & ~stelsel.rest[place.col]
    for maat in stelsel.maten:
        lacks = abs(stelsel.sommen) @ (~maat.heeft).astype(float) > 0
        in_all &= ~(maat.heeft[place.col] & lacks[place.row])
    row, column = place.row[in_all], place.col[in_all]
    return sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=stelsel.sommen.shape)


def _always_alone(stelsel: Stelsel, tells: Matrix) -> Bools:
    """Cells that are worked out from a sum whatever is hidden, since all others in it are known or worked out too."""
    unknown = ~stelsel.bekend
    while True:
        lonely = abs(stelsel.sommen) @ unknown.astype(float) == 1
        found = (tells.T @ lonely.astype(float) > 0) & unknown
        if not found.any():
            useless: Bools = ~unknown & ~stelsel.bekend
            return useless
        unknown &= ~found


def _nobody_alone(stelsel: Stelsel, tells: Matrix, useless: Bools) -> Matrix:
    """A cell that is hidden alone in a sum is worked out at once: hiding it is no use without another.

    A row per sum that tells a cell, as `others - cell >= 0`.
    """
    from scipy import sparse

    always: Bools = stelsel.primair | stelsel.rest
    members = abs(stelsel.sommen).multiply((~stelsel.bekend & ~useless)[None, :]).tocsr()
    place = tells.tocoo()
    wanted = ~useless[place.col] & ~(stelsel.vast & ~stelsel.klein)[place.col]
    wanted &= (members @ always.astype(float))[place.row] - stelsel.primair[place.col] <= 0
    row, column = place.row[wanted], place.col[wanted]
    itself = sparse.csr_matrix(
        (np.full(len(column), 2.0), (np.arange(len(column)), column)), shape=(len(column), stelsel.aantal)
    )
    return (members[row] - itself).tocsr()
