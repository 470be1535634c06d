"""Secondary suppression: which other cells are hidden, so that the small ones cannot be worked out, at the least loss.

Cells that hang together by sums are one problem. In a small one an integer program chooses, the outsider of `attacker`
tells where the choice falls short, and that becomes a condition until nothing leaks: the cheapest pattern there is. In
a large one the days are taken in turn, and the first choice is widened, a leaking cell at a time, by the cheapest way
out for it: safe, and close to the cheapest. Either way the same system gives the same pattern.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from jbr_pipeline.disclosure import memory
from jbr_pipeline.disclosure.attacker import TOLERANTIE, lekken, onbeschermd, ruimte, toon_ruimte
from jbr_pipeline.disclosure.conditions import Voorwaarden
from jbr_pipeline.disclosure.memory import Geheugen
from jbr_pipeline.disclosure.solver import KANTEN, Klok, Uitweg, Verbreding, kies, kies_ruwweg
from jbr_pipeline.disclosure.system import Blok, Bools, Ints, Maat, Stelsel, blokken, samenhang

log = logging.getLogger(__name__)

MELD_NA_S = 2.0
"""Seconds after which progress is told again."""

PRECIES_TOT = 300
"""The most cells that hang together for which the cheapest pattern is sought to the end."""

PRECIES, RUWWEG = 1e-9, 1e-2
"""How close to the cheapest a choice counts as cheapest, as a share of its loss."""


TEGELIJK = 2
"""Parts that are chosen for at once; the solver uses one core."""

_Keus = Callable[[Stelsel, Klok, Geheugen], Bools]


class GeenPatroon(Exception):
    """No choice of hidden cells protects these cells."""

    def __init__(self, cellen: Ints) -> None:
        super().__init__(f"{len(cellen)} cellen zijn met geen enkel patroon te beschermen")
        self.cellen = cellen


def patroon(stelsel: Stelsel, klok: Klok, geheugen: Geheugen | None = None) -> Bools:
    """Which cells are hidden: the small ones, what was hidden before, and as little else as protects them.

    Rest cells are nobody's to publish and always among them. Raises GeenPatroon, and Rekentijd.
    """
    return _chosen(stelsel, klok, geheugen or Geheugen(), _of_a_part)


def _chosen(stelsel: Stelsel, klok: Klok, geheugen: Geheugen, choose: _Keus) -> Bools:
    """Choose for every part by itself, a few parts at once."""
    hidden = stelsel.primair | stelsel.rest
    hopeless = onbeschermd(stelsel, stelsel.hoogstens_verborgen).tolist()

    def of_part(cellen: Ints) -> Bools | GeenPatroon:
        try:
            return choose(stelsel.deel(cellen), klok, geheugen)
        except GeenPatroon as none:
            return none

    parts = list(_parts(stelsel))
    with ThreadPoolExecutor(TEGELIJK) as pool:
        for cellen, outcome in zip(parts, pool.map(of_part, parts), strict=True):
            if isinstance(outcome, GeenPatroon):
                hopeless += cellen[outcome.cellen].tolist()
            else:
                hidden[cellen] = outcome
    if hopeless:
        raise GeenPatroon(np.unique(np.array(hopeless)))
    return hidden


def _of_a_part(stelsel: Stelsel, klok: Klok, geheugen: Geheugen) -> Bools:
    is_large = stelsel.aantal > PRECIES_TOT
    if is_large and stelsel.dag is not None and len(np.unique(stelsel.dag)) > 1:
        return _day_by_day(stelsel, klok, geheugen)
    return _of_a_day(stelsel, klok, geheugen)


def _of_a_day(stelsel: Stelsel, klok: Klok, geheugen: Geheugen) -> Bools:
    """Choose at once, or as was chosen before for the same cells."""
    question = memory.van_stelsel(f"patroon {TOLERANTIE} {PRECIES_TOT} {PRECIES} {RUWWEG}", stelsel)
    if (answer := geheugen.lees(question)) is not None:
        return memory.als_vlaggen(answer, stelsel.aantal)
    hidden = (_cheapest if stelsel.aantal <= PRECIES_TOT else _close_to_cheapest)(stelsel, klok)
    geheugen.onthoud(question, memory.als_bytes(hidden))
    return hidden


def _day_by_day(stelsel: Stelsel, klok: Klok, geheugen: Geheugen) -> Bools:
    """Choose for the first day, then for each later one given what was chosen before.

    What a later day tells of an earlier one is met by hiding more of the later day, so that new figures never change
    what was hidden, and the work of a day is about that day and what is hidden before it.
    """
    days = stelsel.dag
    assert days is not None
    hidden = stelsel.primair | stelsel.rest
    for day in np.unique(days).tolist():
        earlier, later = days < day, (days > day) & ~stelsel.bekend
        as_known = replace(
            stelsel.zonder_bescherming_van(np.flatnonzero(later)).zonder_sommen_met(later),
            bekend=stelsel.bekend | later | (earlier & ~hidden),
            vast=stelsel.vast | (earlier & hidden & ~stelsel.rest),
        )
        so_far = _chosen(as_known, klok, geheugen, _of_a_day)
        hidden = np.where(days <= day, so_far, hidden)
    return hidden


def _parts(stelsel: Stelsel) -> Iterator[Ints]:
    """The cells that hang together by sums of which an outsider may not know everything, where one is protected."""
    open_cells = np.flatnonzero(~stelsel.bekend)
    _, label = samenhang(stelsel.sommen[:, open_cells])
    protected = np.zeros(stelsel.aantal, dtype=bool)
    for maat in stelsel.maten:
        protected[maat.beschermd] = True
    order = np.argsort(label, kind="stable")
    wanted = np.unique(label[protected[open_cells]])
    first, last = (np.searchsorted(label[order], wanted, side=s) for s in ("left", "right"))
    for k in range(len(wanted)):
        yield open_cells[order[first[k] : last[k]]]


def _cheapest(stelsel: Stelsel, klok: Klok) -> Bools:
    """The cheapest pattern: choose, see what leaks, ask for that too, and choose again."""
    conditions = Voorwaarden(stelsel)
    while True:
        if conditions.hopeloos:
            raise GeenPatroon(_hopeless(stelsel, klok))
        hidden = _choice(stelsel, conditions, PRECIES, klok)
        leaks = lekken(stelsel, hidden, klok)
        if not leaks:
            return hidden
        for leak in leaks:
            conditions.vraag_ruimte(leak)


def _hopeless(stelsel: Stelsel, klok: Klok) -> Ints:
    """The cells that leak even when everything is hidden that can be."""
    return np.unique(
        np.array([leak.cel for leak in lekken(stelsel, stelsel.hoogstens_verborgen, klok)], dtype=np.int64)
    )


def _close_to_cheapest(stelsel: Stelsel, klok: Klok) -> Bools:
    """A pattern that starts from the cheapest choice that single sums ask for, and is widened where it leaks."""
    log.info("bescherming: eerste keuze uit %d cellen die samenhangen", stelsel.aantal)
    hidden = _choice(stelsel, Voorwaarden(stelsel), RUWWEG, klok)
    hopeless: list[int] = []
    for maat in sorted(stelsel.maten, key=lambda m: -len(m.beschermd)):
        for blok in blokken(maat, stelsel.hoogstens_verborgen):
            hopeless += _widen(stelsel, maat, blok, hidden, klok)
    if hopeless:
        raise GeenPatroon(np.unique(np.array(hopeless)))
    return hidden


def _choice(stelsel: Stelsel, conditions: Voorwaarden, afstand: float, klok: Klok) -> Bools:
    """The cheapest choice under the conditions so far, but for those that cannot be met."""
    always = stelsel.primair | stelsel.rest
    free = np.flatnonzero(stelsel.mag_verborgen & ~always)
    matrix, bounds = conditions.matrix()
    hidden = always.copy()
    choose = kies if afstand == PRECIES else kies_ruwweg
    hidden[free] = choose(stelsel.gewicht[free], matrix[:, free], bounds - matrix @ always.astype(float), afstand, klok)
    return hidden


def _widen(stelsel: Stelsel, maat: Maat, blok: Blok, hidden: Bools, klok: Klok) -> list[int]:
    """Hide more until every protected cell of the block has room in this measure; gives those for which none is."""
    hopeless: list[int] = []
    own, room = blok.cellen, ruimte(maat, blok.cellen)
    way = Uitweg(blok.sommen, room, hidden[own], klok)
    costs = np.where(hidden[own], 0.0, stelsel.gewicht[own])
    wider = Verbreding(blok.sommen, room, costs, klok)
    is_protected = np.isin(own, maat.beschermd)
    told = time.monotonic()
    for kant in KANTEN:
        needed = (maat.omhoog if kant > 0 else maat.omlaag)[own]
        todo = is_protected & (needed > 0)
        toon_ruimte(way, todo, kant, needed)
        for place in np.flatnonzero(todo).tolist():
            if not todo[place]:
                continue
            if time.monotonic() - told > MELD_NA_S:
                log.info("bescherming: %s, nog %d cellen te bezien", maat.naam, int(todo.sum()))
                told = time.monotonic()
            todo &= kant * way.verste(place, kant, float(needed[place])) < needed * (1 - TOLERANTIE)
            if not todo[place]:
                continue
            todo[place] = False
            moved = wider.goedkoopste(place, kant, float(needed[place]))
            if moved is None:
                hopeless.append(int(own[place]))
                continue
            # The way out of one is room for all the cells that it takes far enough.
            todo &= kant * moved < needed * (1 - TOLERANTIE)
            new = np.flatnonzero((moved != 0) & ~hidden[own])
            hidden[own[new]] = True
            way.laat_los(new)
            wider.maak_vrij(new)
    return hopeless
