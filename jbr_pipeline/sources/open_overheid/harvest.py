"""The harvest: what to ask open.overheid.nl, in which order, and when to stop. Backfill and night are the same code.

One run asks, in this order: the change feed, with the details of what is new or changed; totals, halved where they
differ from what is held; the periods that differ, wholly; labels for what was there before and is only met now, as in a
backfill; confirmation of what has disappeared; details from the queue; relations where the details lack them; and what
was not shown for longest. How each of these is done belongs in the modules beside this one.

Beside the queue, and the labels of a backlog, a night takes at most `NACHT_VAST` requests and `NACHT_PER_DOCUMENT` for
each document that is new, changed or gone; and one more for each where the details turn out to keep silent about
relations. Within that is seen:

- the same night: what the change feed shows (new, late, changed, moved, returned), and every disappearance or hidden
  arrival that changes a total, as far as finding its place fits in that night's requests;
- the next nights: what did not fit. How far the search came is kept, each night goes on from there, and what cannot be
  halved further is read the night after whatever it takes. Until then the run says that it is incomplete;
- within as many nights as there are months: two hidden changes in different months that cancel out in the total, since
  each night asks the total from the month on that was not asked for longest;
- within documents / (50 × pages left per night) nights: two hidden changes on days close together that cancel out, by
  reading again what was not shown for longest. A quiet night leaves some five pages, one with 300 new documents some
  fifteen; half of them go to the last `HERLEES_DAGEN` days.

The first run, one limited to a part, and one for which the change feed does not do, take what they need.
"""

from __future__ import annotations

import logging
import math
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from jbr_pipeline.sources.open_overheid.changes import volg_wijzigingen
from jbr_pipeline.sources.open_overheid.detail_queue import WACHTRIJ_S, klaar, per_keer, werk_af
from jbr_pipeline.sources.open_overheid.disappeared import bevestig, sluit_krimp_af, zoek_verdwenen
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, BudgetOp, FilterGenegeerd
from jbr_pipeline.sources.open_overheid.fetching import Gestopt, Ophaler
from jbr_pipeline.sources.open_overheid.labels import label_achterstand
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad
from jbr_pipeline.sources.open_overheid.relations import vul_relaties_aan
from jbr_pipeline.sources.open_overheid.report import HarvestRapport, Voortgang
from jbr_pipeline.sources.open_overheid.reread import aan_de_beurt
from jbr_pipeline.sources.open_overheid.segments import Archief, alleen, herstel
from jbr_pipeline.sources.open_overheid.shape import verschillen
from jbr_pipeline.sources.open_overheid.state import lees_kennis
from jbr_pipeline.sources.open_overheid.totals import Stuk, Vergelijking
from jbr_pipeline.sources.open_overheid.windows import DAG, Lezer, Periode, maanden

if TYPE_CHECKING:
    from jbr_pipeline.sources.open_overheid.client import Client

log = logging.getLogger(__name__)

HERLEES_DAGEN = 30
"""Days of which the total is asked every night, and that are first in line to be read again: documents appear late and
lists are corrected."""

NACHT_VAST = 10
NACHT_PER_DOCUMENT = 1.1
"""Requests that a night may take: so many in any case, and so many for each new, changed or vanished document."""

SPELING = 1
"""Requests left over, for an attempt that fails."""


def harvest(
    client: Client,
    raw_dir: Path,
    *,
    vanaf: date,
    vandaag: date,
    bron: str | None = None,
    van: date | None = None,
    tot: date | None = None,
    sta_krimp_toe: bool = False,
    wachtrij_s: float = WACHTRIJ_S,
) -> HarvestRapport:
    """Bring the raw folder up to date with the source.

    Documents with an openbaarmakingsdatum on or after `vanaf` are held. `van` and `tot` (inclusive) limit a run to a
    part of that, such as a year of a backfill; the change feed is followed in any case. `bron` is the label of the
    source (default: the base URL). `sta_krimp_toe` takes everything that is gone for withdrawn, however much it is.
    `wachtrij_s` is how many
    seconds of details, at the allowed rate, are taken from the queue.

    A source that fails along the way, or a budget that runs out, ends the run with reasons in `onvolledig`; the next
    run goes on. Raises AndereBron, OphalenLoopt, FilterGenegeerd, EindelozeLijst, ZoekGeweigerd, and
    BronOnbereikbaar or BronWeigert where not even the first page or the total could be had.
    """
    periode = Periode(max(vanaf, van or vanaf), tot)
    begin = time.monotonic()
    with alleen(raw_dir), Archief(raw_dir, bron or client.base_url) as archief:
        kennis = lees_kennis(raw_dir)
        if sta_krimp_toe:
            kennis.krimp_bevestigd = len(kennis.documenten)
        ophaler = Ophaler(client, archief, kennis, vanaf, periode)
        try:
            _Loop(ophaler, vanaf, vandaag, periode, wachtrij_s=wachtrij_s).voer_uit()
        except (BudgetOp, Gestopt) as fout:
            ophaler.rapport.onvolledig.append(str(fout))
    rapport = ophaler.rapport
    rapport.overtal = ophaler.aantal_overtal()
    rapport.vormverschillen = verschillen(raw_dir)
    rapport.wachtrij = ophaler.aantal_wachtend()
    rapport.wachtrij_klaar = klaar(ophaler, rapport.wachtrij, wachtrij_s, vandaag)
    rapport.verzoeken = client.verzoeken
    rapport.duur_s = time.monotonic() - begin
    log.info(
        "publicaties: %d verzoeken, %d nieuw, %d gewijzigd, %d ingetrokken, %d wachten op hun metadata%s",
        rapport.verzoeken,
        rapport.nieuw,
        rapport.gewijzigd,
        rapport.ingetrokken,
        rapport.wachtrij,
        "" if not rapport.onvolledig else "; onvolledig: " + "; ".join(rapport.onvolledig),
    )
    return rapport


def herstel_afgebroken(raw_dir: Path) -> int:
    """Close what a killed run left open, so that the fold sees it; returns the number of responses saved.

    Raises OphalenLoopt while a run is going on.
    """
    with alleen(raw_dir):
        return herstel(raw_dir)


class _Loop:
    """The order of one run."""

    def __init__(
        self,
        ophaler: Ophaler,
        vanaf: date,
        vandaag: date,
        periode: Periode,
        *,
        wachtrij_s: float,
    ) -> None:
        self.ophaler = ophaler
        self.kennis = ophaler.kennis
        self.rapport = ophaler.rapport
        self.vandaag = vandaag
        self.periode = periode
        self.wachtrij_s = wachtrij_s
        self.lezer = Lezer(ophaler.pagina, ophaler.onthoud_overtal)
        self.is_alles = periode == Periode(vanaf, None)
        self.is_nacht = self.is_alles and self.kennis.vergeleken
        self.verschil = 0
        self.na_te_vragen = 0
        self.voor_totalen = 0
        self.verzoeken_wachtrij = 0
        self.uit_wachtrij = 0
        self._verzoeken_vooraf = ophaler.client.verzoeken

    def voer_uit(self) -> None:
        """Everything, in order; raises what ends a run."""
        ophaler = self.ophaler
        gevolgd = volg_wijzigingen(ophaler)
        if gevolgd.noteer:
            # Without the feed every month has to be read again, whatever that takes.
            self.is_nacht = False
        ophaler.haal_details(ophaler.nieuws())
        stukken = self._vergelijk(gevolgd.alles, per_maand=gevolgd.noteer is not None)
        herlezen = self._herlees(stukken, alles=gevolgd.noteer is not None)
        self._label()
        # What was met in passing outside the periods that were read.
        ophaler.haal_details(ophaler.nieuws())
        if gevolgd.noteer and self.is_alles and herlezen.issuperset(s.periode for s in stukken):
            gevolgd.noteer()
        mag_verdwijnen = self._bevestig(stukken, herlezen)
        self._werk_wachtrij_af()
        vul_relaties_aan(ophaler, self._ruimte // 3 if self.is_nacht else math.inf)
        if self.is_nacht and mag_verdwijnen:
            self._herlees_op_beurt()
        self._sluit_af(stukken, herlezen)
        sluit_krimp_af(ophaler)

    def _label(self) -> None:
        label_achterstand(self.ophaler, per_keer(self.ophaler, WACHTRIJ_S))

    def _werk_wachtrij_af(self) -> None:
        self.rapport.verzoeken_voor_wachtrij = self._verzoeken
        veranderd = self._veranderd
        werk_af(self.ophaler, self.wachtrij_s)
        self.verzoeken_wachtrij = self._verzoeken - self.rapport.verzoeken_voor_wachtrij
        self.uit_wachtrij = self._veranderd - veranderd

    @property
    def _veranderd(self) -> int:
        return self.rapport.nieuw + self.rapport.gewijzigd + self.rapport.niet_gevonden

    @property
    def _verzoeken(self) -> int:
        return self.ophaler.client.verzoeken - self._verzoeken_vooraf

    @property
    def _ruimte(self) -> float:
        """Requests that this run may still take, the queue left out; without limit where it is no night.

        What is missing or gone according to the totals counts as changed from the moment that this is known.
        """
        if not self.is_nacht:
            return math.inf
        gevonden = self._veranderd - self.uit_wachtrij - self.voor_totalen + self.rapport.ingetrokken
        veranderd = self.voor_totalen + max(self.verschil, gevonden)
        verzoeken = self._verzoeken - self.verzoeken_wachtrij
        return NACHT_VAST + NACHT_PER_DOCUMENT * veranderd - verzoeken - self.na_te_vragen

    def _vergelijk(self, alles: int, *, per_maand: bool) -> list[Stuk]:
        """The period in parts that agree with the totals of the source, and parts that differ; from new to old."""
        self.voor_totalen = self._veranderd
        maanden_ = maanden(self.periode.van, self.periode.tot, self.vandaag)
        vergelijking = Vergelijking(self._totaal, self._dagen(), [p.van for p in maanden_])
        geheel = vergelijking.stuk(self.periode)
        self.rapport.totaal_begin = geheel.bron
        self.verschil = geheel.verschil
        snedes = self._snedes(geheel, [p.van for p in maanden_]) if self.is_nacht else []
        stukken: list[Stuk] = []
        delen = vergelijking.stukken(
            self.periode,
            snedes,
            # What was found so far is to be read as well.
            ruimte=lambda: self._ruimte - sum(_kosten(s) for s in stukken if s.verschil),
            eerst=self.kennis.verschil,
            per_maand=per_maand,
        )
        for stuk in delen:
            stukken.append(stuk)  # noqa: PERF402 - what is in the list decides what is asked next
        self.verschil = max(self.verschil, sum(s.verschil for s in stukken))
        if any(s.verschil for s in stukken):
            self._bewaak_van(vergelijking, alles, (self.periode.tot or maanden_[-1].van - DAG) + DAG)
        return stukken

    def _snedes(self, geheel: Stuk, maanden_: list[date]) -> list[date]:
        """Where a night cuts in any case: around what an earlier one had left, or for a look beside the total."""
        if geheel.verschil:
            eerder = self.kennis.verschil
            return [] if eerder is None else [eerder.van] + ([eerder.tot + DAG] if eerder.tot else [])
        beurt = min(maanden_, key=lambda van: (self.kennis.totalen_gevraagd.get(van, -1), van))
        return [self.vandaag - timedelta(days=HERLEES_DAGEN), beurt]

    def _bewaak_van(self, vergelijking: Vergelijking, alles: int, laatste: date) -> None:
        """Raise FilterGenegeerd where the number of documents is the same from whatever day."""
        if alles <= PAGINAGROOTTE or any(aantal != alles for aantal in vergelijking.gevraagd.values()):
            return
        if vergelijking.vanaf(laatste) == alles:
            raise FilterGenegeerd(
                f"De zoekvraag vanaf {laatste:%d-%m-%Y} geeft evenveel documenten als die zonder datum ({alles}): de "
                "API lijkt publicatiedatumVan niet meer te kennen. Er is verder niets opgehaald."
            )

    def _totaal(self, van: date) -> int:
        return self.ophaler.pagina(zoekpad(aantal=10, van=van, sort="publicatiedatum", oplopend=True)).totaal

    def _dagen(self) -> list[date]:
        """The dates of the public documents held, according to what the list last said.

        What the source lists and is no document of its own counts as held: there is nothing to be had of it.
        """
        overtal = [dag for (dag, _), n in self.kennis.overtal.items() for _ in range(n) if dag in self.periode]
        return overtal + [
            b.lijstdatum
            for b in self.kennis.documenten.values()
            if not b.ingetrokken and b.lijstdatum is not None and b.lijstdatum in self.periode
        ]

    def _herlees(self, stukken: list[Stuk], *, alles: bool) -> set[Periode]:
        """Read what differs, or `alles`, and fetch what is new or changed; returns what was seen wholly."""
        volledig: set[Periode] = set()
        te_lezen = [s for s in stukken if s.verschil or alles]
        meld = Voortgang("publicaties: periode %s van %s wordt gelezen", len(te_lezen))
        over: list[Stuk] = []
        for nummer, stuk in enumerate(te_lezen, 1):
            meld(nummer)
            if not self._past(stuk):
                over.append(stuk)
                continue
            if stuk.verschil:
                self.rapport.afwijkende_perioden.append(str(stuk.periode))
            self.na_te_vragen += max(0, stuk.gehouden - stuk.bron)
            if self._lees(stuk.periode, stuk.bron):
                volledig.add(stuk.periode)
        self._onthoud(over)
        return volledig

    def _past(self, stuk: Stuk) -> bool:
        """Whether a part can be read in this run; where an earlier one came no further, it is, whatever it takes."""
        if stuk.te_halveren:
            return False
        return _kosten(stuk) <= self._ruimte or stuk.periode == self.kennis.verschil

    def _lees(self, periode: Periode, verwacht: int) -> bool:
        """Read a period and fetch the details of news in it; says whether everything was seen."""
        try:
            redenen = self.lezer.lees(periode, verwacht)
        except (BronOnbereikbaar, BronWeigert) as fout:
            self.ophaler.mislukt(fout, f"{periode} niet gelezen")
            return False
        self.rapport.onvolledig += redenen
        self.ophaler.haal_details(self.ophaler.nieuws())
        return not redenen

    def _onthoud(self, over: list[Stuk]) -> None:
        """Keep where the next run has to look further, and that there is nothing left where that is so."""
        if not self.is_alles:
            return
        self.rapport.onvolledig += [
            f"de bron heeft {s.bron} documenten in {s.periode} en wij {s.gehouden}; dat wordt de volgende keer verder "
            "uitgezocht"
            for s in over
        ]
        if over:
            periode = over[0].periode
            tot = periode.tot and periode.tot.isoformat()
            self.ophaler.archief.noteer("verschil", {"van": periode.van.isoformat(), "tot": tot})
        elif self.kennis.verschil or not self.kennis.vergeleken:
            self.ophaler.archief.noteer("verschil", {})

    def _bevestig(self, stukken: list[Stuk], herlezen: set[Periode]) -> bool:
        """Confirm what disappeared; False where too much did and nothing is taken for withdrawn."""
        self.na_te_vragen = 0
        return bevestig(self.ophaler, herlezen, stukken)

    def _herlees_op_beurt(self) -> None:
        """Read again what was not shown for longest, with the requests that are left; first of the last days."""
        recent = self.periode.deel(self.vandaag - timedelta(days=HERLEES_DAGEN), self.vandaag)
        for deel, aandeel in ((recent, 2), (self.periode, 1)):
            paginas = int(self._ruimte - SPELING) // aandeel
            if deel is None or paginas < 1:
                continue
            beurt = aan_de_beurt(self.kennis.documenten.items(), self.ophaler.gezien, deel, paginas)
            if beurt and self._lees(*beurt):
                self._label()
                zoek_verdwenen(self.ophaler, {beurt[0]})

    def _sluit_af(self, stukken: list[Stuk], herlezen: set[Periode]) -> None:
        """Where what was read does not add up, see whether the source moved meanwhile; report it where it did not."""
        self.rapport.totaal_eind = self.rapport.totaal_begin
        nu = Vergelijking(self._totaal, self._dagen(), ())
        open_ = [s for s in stukken if s.periode in herlezen and nu.gehouden(s.periode) != s.bron]
        if not open_:
            return
        try:
            self.rapport.totaal_eind = nu.stuk(self.periode).bron
        except (BronOnbereikbaar, BronWeigert) as fout:
            self.rapport.totaal_eind = None
            self.rapport.opmerkingen.append(f"het totaal aan het eind is niet bekend: {fout}")
            return
        if self.rapport.totaal_eind == self.rapport.totaal_begin:
            self.rapport.niet_sluitend = [str(s.periode) for s in open_]


def _kosten(stuk: Stuk) -> int:
    """Requests that reading a part takes: its pages, and each document that turns out to be missing or gone."""
    return stuk.paginas + stuk.verschil
