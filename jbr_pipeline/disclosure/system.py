"""The cells of everything published and the sums between them, as an outsider knows them: the numbers for the solver.

A cell is a group of persons; a measure is what is told of it (persons, hours). For each measure the sums hold but for a
difference that an outsider is taken to know. Where the cells come from is in `tables`, who can work out what in
`attacker`, what is hidden in `suppression`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jbr_pipeline.disclosure.primary import KLEINSTE_AANTAL

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Matrix = Any
"""A scipy.sparse matrix; scipy is imported only where a pattern is made, and has no types."""


@dataclass(frozen=True)
class Maat:
    """One measure over all cells.

    `waarden` has NaN where a cell has none. `sommen` has a row per sum and a column per cell, with +1 and -1. A cell is
    protected when an outsider cannot exclude `omhoog` more or `omlaag` less than its value.
    """

    naam: str
    waarden: Floats
    sommen: Matrix
    beschermd: Ints
    omhoog: Floats
    omlaag: Floats

    @property
    def heeft(self) -> Bools:
        """Which cells have this measure."""
        has: Bools = ~np.isnan(self.waarden)
        return has


@dataclass(frozen=True)
class Stelsel:
    """Every cell with its persons, and every sum.

    `gewicht` is what it costs to hide a cell, in published rows. `rest` marks cells that nobody publishes and that are
    what is left of a whole without a part. `vast_verborgen` and `bekend` are what an edition settled.
    """

    personen: Ints
    klein: Bools
    rest: Bools
    gewicht: Floats
    sommen: Matrix
    maten_ruw: dict[str, Floats]
    vast_verborgen: Bools
    bekend: Bools
    aantal: int = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "aantal", len(self.personen))

    @property
    def leeg(self) -> Bools:
        """Cells without persons: published as zero, and known to be so."""
        empty: Bools = (self.personen == 0) & ~self.rest & ~self.klein
        return empty

    @property
    def mag_verborgen(self) -> Bools:
        """Cells of which the rows may be suppressed to protect others."""
        return ~self.leeg & ~self.rest & ~self.bekend

    @property
    def primair(self) -> Bools:
        """Cells that are hidden whatever it costs."""
        return (self.klein | self.vast_verborgen) & ~self.rest

    @cached_property
    def maten(self) -> tuple[Maat, ...]:
        """Every measure with the sums of which all members have it."""
        return tuple(self._maat(naam, values) for naam, values in sorted(self.maten_ruw.items()))

    def _maat(self, naam: str, values: Floats) -> Maat:
        has = ~np.isnan(values)
        lacking = abs(self.sommen) @ (~has).astype(float) > 0
        counted = has & (self.personen > 0) & ~self.rest
        # What one person amounts to: one when persons are counted, a working week when hours are.
        unit = float(np.median(values[counted] / self.personen[counted])) if counted.any() else 1.0
        persons = np.maximum(self.personen, 1)
        up = np.maximum(KLEINSTE_AANTAL - persons, 1) * unit
        # One may turn out to be none; two to four must leave one possible.
        down = np.where(persons == 1, 1, persons - 1) * unit
        return Maat(
            naam=naam,
            waarden=values,
            sommen=self.sommen[~lacking].tocsr(),
            beschermd=np.flatnonzero(self.klein & has),
            omhoog=up,
            omlaag=np.minimum(down, np.nan_to_num(np.maximum(values, 0.0))),
        )


@dataclass(frozen=True)
class Blok:
    """Hidden cells that hang together by sums; what happens in another block does not matter here.

    `cellen` and `rijen` are the columns and rows in the measure's `sommen`, `sommen` the part of it between them.
    """

    cellen: Ints
    rijen: Ints
    sommen: Matrix


def blokken(maat: Maat, verborgen: Bools) -> Iterator[Blok]:
    """The blocks that hold a protected cell, given what is hidden."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    cells = np.flatnonzero(verborgen & maat.heeft)
    part = maat.sommen[:, cells].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    part = part[rows]
    if not len(cells):
        return
    _, label = connected_components(sparse.bmat([[None, part], [part.T, None]], format="csr"), directed=False)
    row_label, cell_label = label[: len(rows)], label[len(rows) :]
    by_cell, by_row = np.argsort(cell_label, kind="stable"), np.argsort(row_label, kind="stable")
    wanted = np.unique(cell_label[np.isin(cells, maat.beschermd)])
    cell_from, cell_to = (np.searchsorted(cell_label[by_cell], wanted, side=s) for s in ("left", "right"))
    row_from, row_to = (np.searchsorted(row_label[by_row], wanted, side=s) for s in ("left", "right"))
    for k in range(len(wanted)):
        own_cells, own_rows = by_cell[cell_from[k] : cell_to[k]], by_row[row_from[k] : row_to[k]]
        yield Blok(cells[own_cells], rows[own_rows], part[own_rows][:, own_cells])
