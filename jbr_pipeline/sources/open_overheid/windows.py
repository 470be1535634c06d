"""Periods of openbaarmakingsdatum: cutting time into months, and reading everything the search shows of a period.

Nothing is taken for granted about the search: whether `publicatiedatumTot` includes its day, how far `start` may go,
and whether the list holds still while it is read. What was read of a document belongs in `harvest`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, FilterGenegeerd, ZoekGeweigerd
from jbr_pipeline.sources.open_overheid.hits import DUBBEL, Pagina
from jbr_pipeline.sources.open_overheid.paging import Bladwacht
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad

DAG = timedelta(days=1)

Overtal = dict[tuple[date, str], int]
"""For each day and reason how many results are no document of their own."""

VENSTER_MAX = 1_000
"""Documents; a period with more is cut in two, so that `start` stays far below any limit a search engine may have."""

POGINGEN = 3
"""Times that a period is read when the list moves while it is being read."""


@dataclass(frozen=True)
class Periode:
    """Days from `van` up to and including `tot`; without `tot` everything from `van` on."""

    van: date
    tot: date | None

    def __contains__(self, dag: date) -> bool:
        return self.van <= dag and (self.tot is None or dag <= self.tot)

    def __str__(self) -> str:
        return f"{self.van:%d-%m-%Y} en later" if self.tot is None else f"{self.van:%d-%m-%Y} t/m {self.tot:%d-%m-%Y}"

    def deel(self, van: date, tot: date) -> Periode | None:
        """What this period has in common with another one; None where that is nothing."""
        begin, eind = max(self.van, van), tot if self.tot is None else min(self.tot, tot)
        return Periode(begin, eind) if begin <= eind else None


def maanden(van: date, tot: date | None, vandaag: date) -> list[Periode]:
    """The calendar months from `van`, the first and last cut off, and without `tot` all that is still to come."""
    eind = tot or _volgende_maand(vandaag) - DAG
    gevonden = []
    begin = van
    while begin <= eind:
        volgende = _volgende_maand(begin)
        gevonden.append(Periode(begin, min(volgende - DAG, eind)))
        begin = volgende
    if tot is None:
        gevonden.append(Periode(begin, None))
    return gevonden


def _volgende_maand(dag: date) -> date:
    return (dag.replace(day=1) + timedelta(days=32)).replace(day=1)


class Lezer:
    """Reads periods through a function that fetches one page; remembers the limit on `start` once it has met it."""

    def __init__(
        self, pagina: Callable[[str], Pagina], overtal: Callable[[Periode, Overtal], None] | None = None
    ) -> None:
        self._pagina = pagina
        self._overtal = overtal
        self._hoogste_start: int | None = None

    def lees(self, periode: Periode, verwacht: int) -> list[str]:
        """Fetch pages until all documents of a period were shown; there are about `verwacht`.

        Returns why not everything may have been seen, and nothing when it was. Raises FilterGenegeerd where the dates
        have no effect, EindelozeLijst where paging has none, and whatever fetching a page raises.
        """
        redenen: list[str] = []
        for venster in self._vensters(periode, verwacht):
            redenen += self._lees_venster(venster)
        return redenen

    @property
    def _venster_max(self) -> int:
        return VENSTER_MAX if self._hoogste_start is None else min(VENSTER_MAX, self._hoogste_start + PAGINAGROOTTE)

    def _vensters(self, periode: Periode, verwacht: int) -> Iterator[Periode]:
        if periode.tot is None:
            yield periode
            return
        dagen = (periode.tot - periode.van).days + 1
        stap = max(1, dagen * self._venster_max // max(verwacht, 1))
        begin = periode.van
        while begin <= periode.tot:
            eind = min(begin + (stap - 1) * DAG, periode.tot)
            yield Periode(begin, eind)
            begin = eind + DAG

    def _lees_venster(self, venster: Periode) -> list[str]:
        gezien: set[str] = set()
        keren: list[_Keer] = []
        for poging in range(POGINGEN):
            # The last time from the other end, where pages break elsewhere.
            keer = self._lees_keer(venster, oplopend=poging < POGINGEN - 1)
            if keer.te_groot and venster.tot is not None and venster.tot > venster.van:
                midden = venster.van + (venster.tot - venster.van) // 2
                links, rechts = Periode(venster.van, midden), Periode(midden + DAG, venster.tot)
                return self._lees_venster(links) + self._lees_venster(rechts)
            if keer.te_groot:
                return self._van_twee_kanten(venster)
            gezien |= keer.ids
            # Documents of one day have no fixed order, so pages may overlap; several readings together show all.
            if keer.stil and keer.totaal in (len(keer.ids), len(gezien)):
                return self._klaar(venster, Counter())
            if keer.stil and keer.totaal == len(keer.ids) + keer.los.total():
                return self._klaar(venster, keer.los)
            keren.append(keer)
        # Every time the same documents, from whatever end: what is there more often is not shown in place of another.
        if all(k.stil and k.ids == gezien and k.totaal == k.aantal for k in keren):
            return self._klaar(venster, keren[-1].los + keren[-1].vaker)
        return [f"de lijst van {venster} bleef bewegen tijdens het lezen"]

    def _klaar(self, venster: Periode, overtal: Counter[tuple[date | None, str]]) -> list[str]:
        """Tell what was in a window that is no document of its own; a result without a day is of the first."""
        if self._overtal is not None:
            per_dag: Counter[tuple[date, str]] = Counter()
            for (dag, reden), aantal in overtal.items():
                if (dag or venster.van) in venster:
                    per_dag[dag or venster.van, reden] += aantal
            self._overtal(venster, dict(per_dag))
        return []

    def _lees_keer(self, venster: Periode, *, oplopend: bool = True, tot: date | None = None) -> _Keer:
        """Read a window once from one end, as far as `start` goes."""
        # One day further than asked: right whether or not Tot includes its own day; what is too much does no harm.
        grens = tot or (venster.tot + DAG if venster.tot else None)
        keer = _Keer()
        wacht = Bladwacht(str(venster))
        start = 0
        while True:
            try:
                pagina = self._pagina(
                    zoekpad(start=start, van=venster.van, tot=grens, sort="publicatiedatum", oplopend=oplopend)
                )
            except (ZoekGeweigerd, BronOnbereikbaar) as fout:
                # Some search engines answer a start beyond their window with 500 instead of 400.
                if start == 0 or (isinstance(fout, BronOnbereikbaar) and start < VENSTER_MAX):
                    raise
                self._hoogste_start = start - PAGINAGROOTTE
                keer.te_groot = True
                return keer
            keer.neem(pagina)
            wacht.zie(pagina)
            _bewaak_venster(pagina, venster)
            splitsbaar = venster.tot is not None and venster.tot > venster.van
            if splitsbaar and keer.totaal > self._venster_max:
                keer.te_groot = True
                return keer
            start += PAGINAGROOTTE
            if start >= pagina.totaal or pagina.aantal == 0:
                return keer

    def _van_twee_kanten(self, venster: Periode) -> list[str]:
        """One day with more documents than `start` reaches: read it from the front and from the back."""
        tot = None
        if venster.tot is not None:
            alleen = self._pagina(zoekpad(van=venster.van, tot=venster.van, sort="publicatiedatum"))
            # An inclusive Tot would put the next day at the back; an exclusive one needs it to show this day at all.
            tot = venster.van if alleen.totaal > 0 else venster.van + DAG
        voor = self._lees_keer(venster, oplopend=True, tot=tot)
        achter = self._lees_keer(venster, oplopend=False, tot=tot)
        gezien = len(voor.ids | achter.ids)
        if gezien >= achter.totaal:
            return []
        return [
            f"van {venster} toont de zoekvraag {gezien} van {achter.totaal} documenten; verder bladeren wordt geweigerd"
        ]


@dataclass
class _Keer:
    """One reading of a window from one end."""

    ids: set[str] = field(default_factory=set)
    totalen: list[int] = field(default_factory=list)
    aantal: int = 0
    """Results that were shown, whatever they are."""
    los: Counter[tuple[date | None, str]] = field(default_factory=Counter)
    """Results that are no document of their own, as their page shows."""
    vaker: Counter[tuple[date | None, str]] = field(default_factory=Counter)
    """Documents that an earlier page showed as well."""
    te_groot: bool = False

    @property
    def totaal(self) -> int:
        return self.totalen[-1]

    @property
    def stil(self) -> bool:
        return len(set(self.totalen)) == 1

    def neem(self, pagina: Pagina) -> None:
        self.totalen.append(pagina.totaal)
        self.aantal += pagina.aantal
        self.los.update(pagina.overtal)
        self.vaker.update((t.datum, DUBBEL) for t in pagina.treffers if t.document_id in self.ids)
        self.ids.update(t.document_id for t in pagina.treffers)


def _bewaak_venster(pagina: Pagina, venster: Periode) -> None:
    """A page that is mostly about other days means that the dates were ignored."""
    ruim = Periode(venster.van, venster.tot + DAG if venster.tot else None)
    erbuiten = sum(t.datum is not None and t.datum not in ruim for t in pagina.treffers)
    if erbuiten * 2 > len(pagina.treffers):
        raise FilterGenegeerd(
            f"De zoekvraag naar {venster} geeft vooral documenten van andere dagen ({pagina.totaal} in totaal): de API "
            "lijkt publicatiedatumVan of publicatiedatumTot niet meer te kennen. Er is niet verder gelezen."
        )
