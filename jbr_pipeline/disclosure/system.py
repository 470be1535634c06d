"""The cells of everything published and the sums between them, as an outsider knows them: the numbers for the solver.

A cell is a group of persons; a measure is what is told of it (persons, hours). For each measure the sums hold but for a
difference that an outsider is taken to know. Where the cells come from is in `tables`, who can work out what in
`attacker`, what is hidden in `suppression`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
    what is left of a whole without a part. `vast` marks what was hidden before and stays so, `bekend` what an outsider
    knows whatever is hidden: a group that cannot be there, or what an edition told.
    """

    personen: Ints
    klein: Bools
    rest: Bools
    gewicht: Floats
    sommen: Matrix
    maten: tuple[Maat, ...]
    vast: Bools
    bekend: Bools
    dag: Ints | None = None
    """The day from which a cell is told of, as a number that grows; None when all are of one day."""

    @property
    def aantal(self) -> int:
        """How many cells there are."""
        return len(self.personen)

    @property
    def mag_verborgen(self) -> Bools:
        """Cells of which the rows may be suppressed to protect others."""
        return ~self.rest & ~self.bekend

    @property
    def primair(self) -> Bools:
        """Cells that are hidden whatever it costs."""
        return (self.klein | self.vast) & ~self.rest & ~self.bekend

    @property
    def hoogstens_verborgen(self) -> Bools:
        """The most that can be hidden."""
        return ~self.bekend

    def zonder_bescherming_van(self, cellen: Ints) -> Stelsel:
        """The same system in which these cells need no protection: there is none to be had."""
        return replace(
            self,
            maten=tuple(replace(m, beschermd=np.setdiff1d(m.beschermd, cellen)) for m in self.maten),
        )

    def deel(self, cellen: Ints) -> Stelsel:
        """The system of these cells alone, which share no sum with others that can be hidden."""
        number = np.full(self.aantal, -1)
        number[cellen] = np.arange(len(cellen))
        return Stelsel(
            personen=self.personen[cellen],
            klein=self.klein[cellen],
            rest=self.rest[cellen],
            gewicht=self.gewicht[cellen],
            sommen=self.sommen[:, cellen],
            maten=tuple(_part(maat, cellen, number) for maat in self.maten),
            vast=self.vast[cellen],
            bekend=self.bekend[cellen],
            dag=None if self.dag is None else self.dag[cellen],
        )

    def zonder_sommen_met(self, cellen: Bools) -> Stelsel:
        """The same system as whoever has not yet heard of these cells sees it."""
        return replace(
            self,
            sommen=_without(self.sommen, cellen),
            maten=tuple(replace(m, sommen=_without(m.sommen, cellen)) for m in self.maten),
        )


def _without(sommen: Matrix, cellen: Bools) -> Matrix:
    return sommen[abs(sommen) @ cellen.astype(float) == 0]


def _part(maat: Maat, cellen: Ints, number: Ints) -> Maat:
    protected = number[maat.beschermd]
    return Maat(
        naam=maat.naam,
        waarden=maat.waarden[cellen],
        sommen=maat.sommen[:, cellen],
        beschermd=protected[protected >= 0],
        omhoog=maat.omhoog[cellen],
        omlaag=maat.omlaag[cellen],
    )


def maten_van(
    waarden: Mapping[str, Floats],
    personen: Ints,
    klein: Bools,
    rest: Bools,
    sommen: Matrix,
    per_persoon: Floats | None = None,
) -> tuple[Maat, ...]:
    """Every measure with the sums of which all members have it, and how much room its small cells need.

    An outsider may not exclude that a cell of one to four persons holds five, or one; of a single person not that
    there is none. For another measure than persons a person counts for the median, or for `per_persoon` where the cell
    has that.
    """
    return tuple(
        _measure(naam, values, personen, klein, rest, sommen, per_persoon) for naam, values in sorted(waarden.items())
    )


def _measure(
    naam: str, values: Floats, personen: Ints, klein: Bools, rest: Bools, sommen: Matrix, per_persoon: Floats | None
) -> Maat:
    has = ~np.isnan(values)
    lacking = abs(sommen) @ (~has).astype(float) > 0
    counted = has & (personen > 0) & ~rest
    # What one person amounts to: one when persons are counted, a working week when hours are.
    # About: one delivery more should not ask for another pattern everywhere.
    median = float(f"{np.median(values[counted] / personen[counted]):.2g}") if counted.any() else 1.0
    unit = np.full(len(values), median) if per_persoon is None else np.where(np.isnan(per_persoon), median, per_persoon)
    persons = np.maximum(personen, 1)
    down = np.where(persons == 1, 1, persons - 1) * unit
    return Maat(
        naam=naam,
        waarden=values,
        sommen=sommen[~lacking].tocsr(),
        beschermd=np.flatnonzero(klein & has),
        omhoog=np.maximum(KLEINSTE_AANTAL - persons, 1) * unit,
        omlaag=np.minimum(down, np.nan_to_num(np.maximum(values, 0.0))),
    )


@dataclass(frozen=True)
class Blok:
    """Cells that hang together by sums; what happens in another block does not matter here.

    `cellen` and `rijen` are the columns and rows in the measure's `sommen`, `sommen` the part of it between them.
    """

    cellen: Ints
    rijen: Ints
    sommen: Matrix


def blokken(maat: Maat, beweeglijk: Bools) -> Iterator[Blok]:
    """The blocks that hold a protected cell, given which cells an outsider does not know."""
    cells = np.flatnonzero(beweeglijk & maat.heeft)
    part = maat.sommen[:, cells].tocsr()
    rows = np.flatnonzero(np.diff(part.indptr))
    part = part[rows]
    row_label, cell_label = samenhang(part)
    by_cell, by_row = np.argsort(cell_label, kind="stable"), np.argsort(row_label, kind="stable")
    wanted = np.unique(cell_label[np.isin(cells, maat.beschermd)])
    cell_from, cell_to = (np.searchsorted(cell_label[by_cell], wanted, side=s) for s in ("left", "right"))
    row_from, row_to = (np.searchsorted(row_label[by_row], wanted, side=s) for s in ("left", "right"))
    for k in range(len(wanted)):
        own_cells, own_rows = by_cell[cell_from[k] : cell_to[k]], by_row[row_from[k] : row_to[k]]
        yield Blok(cells[own_cells], rows[own_rows], part[own_rows][:, own_cells])


def samenhang(sommen: Matrix) -> tuple[Ints, Ints]:
    """For each row and each column of a matrix the number of the part that it hangs together with."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    if not sommen.shape[1]:
        return np.zeros(sommen.shape[0], dtype=np.int64), np.zeros(0, dtype=np.int64)
    _, label = connected_components(sparse.bmat([[None, sommen], [sommen.T, None]], format="csr"), directed=False)
    return label[: sommen.shape[0]], label[sommen.shape[0] :]
