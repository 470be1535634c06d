"""The harvest: what to ask open.overheid.nl, in which order, and when to stop. Backfill and night are the same code.

One run asks, in this order: totals per month; the change feed; the periods that have to be read again, with the details
of what is new, changed, or left unfinished by an earlier run; confirmation of what has disappeared; and relations where
the details lack them. How each of these is done belongs in the modules beside this one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from jbr_pipeline.sources.open_overheid.changes import volg_wijzigingen
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.disappeared import bevestig, zoek_verdwenen
from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, BudgetOp, FilterGenegeerd
from jbr_pipeline.sources.open_overheid.fetching import Gestopt, Ophaler
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE, zoekpad
from jbr_pipeline.sources.open_overheid.relations import vul_relaties_aan
from jbr_pipeline.sources.open_overheid.report import HarvestRapport, Voortgang
from jbr_pipeline.sources.open_overheid.segments import Archief, alleen, herstel
from jbr_pipeline.sources.open_overheid.state import lees_kennis
from jbr_pipeline.sources.open_overheid.windows import DAG, Lezer, Periode, maanden

log = logging.getLogger(__name__)

HERLEES_DAGEN = 30
"""Days that are read again every night, because documents appear late and lists are corrected."""


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
) -> HarvestRapport:
    """Bring the raw folder up to date with the source.

    Documents with an openbaarmakingsdatum on or after `vanaf` are held. `van` and `tot` (inclusive) limit a run to a
    part of that, such as a year of a backfill; the change feed is followed in any case. `bron` is the label of the
    source (default: the base URL). `sta_krimp_toe` accepts a total that more than halved.

    A source that fails along the way, or a budget that runs out, ends the run with reasons in `onvolledig`; the next
    run goes on. Raises AndereBron, OphalenLoopt, FilterGenegeerd, ZoekGeweigerd, and BronOnbereikbaar or BronWeigert
    where not even the totals could be had.
    """
    periode = Periode(max(vanaf, van or vanaf), tot)
    begin = time.monotonic()
    with alleen(raw_dir), Archief(raw_dir, bron or client.base_url) as archief:
        ophaler = Ophaler(client, archief, lees_kennis(raw_dir), vanaf, periode)
        try:
            _Loop(ophaler, vanaf, vandaag, periode, sta_krimp_toe=sta_krimp_toe).voer_uit()
        except (BudgetOp, Gestopt) as fout:
            ophaler.rapport.onvolledig.append(str(fout))
    rapport = ophaler.rapport
    rapport.verzoeken = client.verzoeken
    rapport.duur_s = time.monotonic() - begin
    log.info(
        "publicaties: %d verzoeken, %d nieuw, %d gewijzigd, %d ingetrokken%s",
        rapport.verzoeken,
        rapport.nieuw,
        rapport.gewijzigd,
        rapport.ingetrokken,
        "" if rapport.volledig else "; onvolledig: " + "; ".join(rapport.onvolledig),
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

    def __init__(self, ophaler: Ophaler, vanaf: date, vandaag: date, periode: Periode, *, sta_krimp_toe: bool) -> None:
        self.ophaler = ophaler
        self.rapport = ophaler.rapport
        self.vanaf = vanaf
        self.vandaag = vandaag
        self.periode = periode
        self.sta_krimp_toe = sta_krimp_toe
        self.lezer = Lezer(ophaler.pagina)

    def voer_uit(self) -> None:
        """Everything, in order; raises what ends a run."""
        ophaler = self.ophaler
        perioden = maanden(self.periode.van, self.periode.tot, self.vandaag)
        gehouden = self._gehouden(perioden)
        totalen = self._totalen(perioden)
        onbereikt = volg_wijzigingen(ophaler)
        herlezen = self._herlees(totalen, alles=onbereikt is not None)
        # What was met in passing, or listed by a run that was stopped, outside the periods that were read.
        ophaler.haal_details(ophaler.openstaand())
        if onbereikt and self.periode == Periode(self.vanaf, None) and herlezen.issuperset(totalen):
            onbereikt()
        if self.sta_krimp_toe:
            zoek_verdwenen(ophaler, herlezen)
        else:
            bevestig(ophaler, herlezen, gehouden, totalen)
        vul_relaties_aan(ophaler)
        self._sluit_af(totalen, herlezen)

    def _totalen(self, perioden: list[Periode]) -> dict[Periode, int]:
        """Documents per month according to the source, from `Van` alone; checks that the dates have an effect."""
        grenzen = [p.van for p in perioden]
        if self.periode.tot is not None:
            grenzen.append(self.periode.tot + DAG)
        alles = self._totaal(None)
        vanaf_grens = []
        meld = Voortgang("publicaties: totalen van %s van %s maanden gevraagd", len(grenzen))
        for grens in grenzen:
            vanaf_grens.append(self._totaal(grens))
            meld(len(vanaf_grens))
        if alles > PAGINAGROOTTE and vanaf_grens[-1] == alles:
            raise FilterGenegeerd(
                f"De zoekvraag vanaf {grenzen[-1]:%d-%m-%Y} geeft evenveel documenten als die zonder datum ({alles}): "
                "de API lijkt publicatiedatumVan niet meer te kennen. Er is niets opgehaald."
            )
        if self.periode.tot is None:
            vanaf_grens.append(0)
        self.rapport.totaal_begin = vanaf_grens[0] - vanaf_grens[-1]
        return {p: hier - verder for p, (hier, verder) in zip(perioden, pairwise(vanaf_grens), strict=True)}

    def _totaal(self, van: date | None) -> int:
        return self.ophaler.pagina(zoekpad(aantal=10, van=van, sort="publicatiedatum", oplopend=True)).totaal

    def _gehouden(self, perioden: Iterable[Periode]) -> dict[Periode, int]:
        """Public documents per month according to what the list last said."""
        per_maand = {(p.van.year, p.van.month): p for p in perioden if p.tot is not None}
        later = next((p for p in perioden if p.tot is None), None)
        aantallen = dict.fromkeys(perioden, 0)
        for bekend in self.ophaler.kennis.documenten.values():
            if bekend.ingetrokken or bekend.lijstdatum is None:
                continue
            periode = per_maand.get((bekend.lijstdatum.year, bekend.lijstdatum.month), later)
            if periode is not None and bekend.lijstdatum in periode:
                aantallen[periode] += 1
        return aantallen

    def _herlees(self, totalen: dict[Periode, int], *, alles: bool) -> set[Periode]:
        """Read periods again and fetch what is new or changed; returns those of which everything was seen.

        Read wholly are the months that differ from what is held, one month in turn (two changes that cancel out would
        stay hidden in a total), and with `alles` every month; of the others what lies in the last days.
        """
        perioden = list(totalen)
        aan_de_beurt = perioden[self.vandaag.toordinal() % len(perioden)]
        gehouden = self._gehouden(totalen)
        volledig: set[Periode] = set()
        meld = Voortgang("publicaties: periode %s van %s wordt gelezen", len(totalen))
        for nummer, (maand, aantal) in enumerate(totalen.items(), 1):
            wijkt_af = gehouden[maand] != aantal
            if wijkt_af:
                self.rapport.afwijkende_maanden.append(str(maand))
            if wijkt_af or alles or maand == aan_de_beurt:
                deel: Periode | None = maand
            else:
                deel = maand.deel(self.vandaag - timedelta(days=HERLEES_DAGEN), self.vandaag)
            if deel is None:
                continue
            meld(nummer)
            try:
                redenen = self.lezer.lees(deel, aantal)
            except (BronOnbereikbaar, BronWeigert) as fout:
                self.ophaler.mislukt(fout, f"{deel} niet gelezen")
                continue
            self.rapport.onvolledig += redenen
            if not redenen:
                volledig.add(deel)
            self.ophaler.haal_details(self.ophaler.openstaand())
        return volledig

    def _sluit_af(self, totalen: dict[Periode, int], herlezen: set[Periode]) -> None:
        """Compare the totals of the end with those of the start, and with what is held now."""
        try:
            eind = self._totaal(self.periode.van)
            if self.periode.tot is not None:
                eind -= self._totaal(self.periode.tot + DAG)
        except (BronOnbereikbaar, BronWeigert) as fout:
            self.rapport.opmerkingen.append(f"het totaal aan het eind is niet bekend: {fout}")
            return
        self.rapport.totaal_eind = eind
        if eind == self.rapport.totaal_begin:
            gehouden = self._gehouden(totalen)
            self.rapport.niet_sluitend = [str(p) for p in totalen if p in herlezen and gehouden[p] != totalen[p]]
