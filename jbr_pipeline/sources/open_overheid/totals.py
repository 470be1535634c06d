"""Totals of the source against what is held: where in time the two differ, with few requests.

The source only tells how many documents there are from a day on. So the whole is asked first, and halves of it only
where the numbers differ. Reading what differs belongs in `harvest`.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE
from jbr_pipeline.sources.open_overheid.windows import DAG, Periode

HALVEER_VANAF = 2 * PAGINAGROOTTE
"""Documents; the request that halves a period saves a page only above this."""

SCHEEF = 0.2
"""Share of the documents; a cut that leaves less on one side does not halve."""


@dataclass(frozen=True)
class Stuk:
    """A part of time with the number of documents that the source says it has, and the number held."""

    periode: Periode
    bron: int
    gehouden: int
    erna: int
    """Documents held of the day after it, which a search for the period shows as well."""
    te_halveren: bool = False
    """Whether it would be cheaper to halve it further, had there been requests left for it."""

    @property
    def verschil(self) -> int:
        """How many documents are missing or gone, at the least."""
        return abs(self.bron - self.gehouden)

    @property
    def paginas(self) -> int:
        """Pages that reading it takes, about."""
        return math.ceil(max(self.bron + self.erna, self.gehouden + self.erna, 1) / PAGINAGROOTTE)


class Vergelijking:
    """Compares totals within one run.

    `vraag` asks how many documents the source has from a day on; an answer is used for the whole run. `dagen` are the
    dates of the documents held, `maanden` the first days of the months.
    """

    def __init__(self, vraag: Callable[[date], int], dagen: Iterable[date], maanden: Iterable[date]) -> None:
        self._vraag = vraag
        self._dagen = sorted(dagen)
        self._maanden = sorted(maanden)
        self.gevraagd: dict[date, int] = {}

    def vanaf(self, dag: date) -> int:
        """Documents at the source from this day on."""
        if dag not in self.gevraagd:
            self.gevraagd[dag] = self._vraag(dag)
        return self.gevraagd[dag]

    def stuk(self, periode: Periode) -> Stuk:
        """A period as it is."""
        morgen = periode.tot + DAG if periode.tot is not None else None
        verder = self.vanaf(morgen) if morgen else 0
        erna = self.gehouden(Periode(morgen, morgen)) if morgen else 0
        return Stuk(periode, self.vanaf(periode.van) - verder, self.gehouden(periode), erna)

    def gehouden(self, periode: Periode) -> int:
        """Documents held of a period."""
        return len(self._gehouden_dagen(periode))

    def stukken(
        self,
        periode: Periode,
        snedes: Iterable[date] = (),
        *,
        ruimte: Callable[[], float],
        eerst: Periode | None = None,
        per_maand: bool = False,
    ) -> Iterator[Stuk]:
        """A period cut where the numbers differ, from new to old, as far as halving pays and `ruimte` has requests.

        `snedes` are days at which it is cut in any case; of the parts that gives, `eerst` goes before the others.
        `per_maand` cuts everything into months. Nothing is asked before the part that needs it is wanted.
        """
        grenzen = sorted({d for d in snedes if d > periode.van and d in periode})
        for deel in sorted(_delen(periode, grenzen), key=lambda d: (d != eerst, -d.van.toordinal())):
            yield from self._halveer(self.stuk(deel), ruimte, per_maand)

    def _halveer(self, stuk: Stuk, ruimte: Callable[[], float], per_maand: bool) -> Iterator[Stuk]:
        snede = self._snede(stuk, per_maand)
        if snede is None:
            yield stuk
        elif ruimte() < 1:
            yield replace(stuk, te_halveren=True)
        else:
            for deel in reversed(_delen(stuk.periode, [snede])):
                yield from self._halveer(self.stuk(deel), ruimte, per_maand)

    def _snede(self, stuk: Stuk, per_maand: bool) -> date | None:
        """Where to cut a part in two; None where it is to be left whole.

        Down to months wherever they differ, so that a backfill that stops halfway knows what it has; within a month
        only while most of it is likely to agree.
        """
        periode, aantal = stuk.periode, max(stuk.bron, stuk.gehouden)
        maanden = [d for d in self._maanden if d > periode.van and d in periode]
        if per_maand and maanden:
            return self._middelste(maanden, periode)
        if stuk.verschil == 0 or aantal <= HALVEER_VANAF:
            return None
        if maanden:
            return self._middelste(maanden, periode)
        if aantal <= HALVEER_VANAF * stuk.verschil:
            return None
        dagen = sorted({d for d in self._gehouden_dagen(periode) if d > periode.van})
        snede = self._middelste(dagen, periode) if dagen else None
        # A day with most of the documents is read as fast as it is found.
        return snede if snede and self._kleinste_deel(periode, snede) >= SCHEEF * stuk.gehouden else None

    def _middelste(self, snedes: list[date], periode: Periode) -> date:
        """The cut with about as many documents on either side; the one in the middle where none are held."""
        dagen = self._gehouden_dagen(periode)
        if not dagen:
            return snedes[len(snedes) // 2]
        plek = bisect_right(snedes, dagen[len(dagen) // 2])
        return max(snedes[max(0, plek - 1) : plek + 1], key=lambda d: self._kleinste_deel(periode, d))

    def _kleinste_deel(self, periode: Periode, snede: date) -> int:
        links, rechts = _delen(periode, [snede])
        return min(self.gehouden(links), self.gehouden(rechts))

    def _gehouden_dagen(self, periode: Periode) -> list[date]:
        """The dates of the documents held of a period, one for each."""
        eind = len(self._dagen) if periode.tot is None else bisect_right(self._dagen, periode.tot)
        return self._dagen[bisect_left(self._dagen, periode.van) : eind]


def _delen(periode: Periode, snedes: list[date]) -> list[Periode]:
    begin = [periode.van, *snedes]
    return [Periode(van, tot - DAG) for van, tot in pairwise(begin)] + [Periode(begin[-1], periode.tot)]
