"""The harvest: what to ask open.overheid.nl, in which order, and when to stop. Backfill and night are the same code.

One run asks, in this order: totals per month; what an earlier run left unfinished; the change feed; the periods that
have to be read again, with the details of what is new or changed there; confirmation of what has disappeared; and
relations where the details lack them. How a page, a period or a body is read belongs in the modules beside this one.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

from jbr_pipeline.sources.open_overheid.client import (
    PAGINAGROOTTE,
    Antwoord,
    BronOnbereikbaar,
    BronWeigert,
    BudgetOp,
    Client,
    FilterGenegeerd,
    OpenOverheidFout,
    ZoekGeweigerd,
    zoekpad,
)
from jbr_pipeline.sources.open_overheid.relations import ROLLEN, vul_aan
from jbr_pipeline.sources.open_overheid.segments import Archief, alleen, herstel
from jbr_pipeline.sources.open_overheid.state import Bekend, Kennis, lees_ingetrokken, lees_kennis
from jbr_pipeline.sources.open_overheid.windows import (
    DAG,
    Lezer,
    Pagina,
    Periode,
    Treffer,
    maanden,
    treffers,
)

log = logging.getLogger(__name__)

HERLEES_DAGEN = 30
"""Days that are read again every night, because documents appear late and lists are corrected."""

KRIMP_MAX = 0.5
"""A total that falls by more than this share at once is taken for a fault of the source, not for withdrawals."""

KRIMP_VANAF = 10
"""Documents; below it a share says nothing."""

MISLUKT_ACHTEREEN_MAX = 5
"""Requests that fail for good one after another before the run gives up."""

VOORTGANG_ELKE = 5.0
"""Seconds between two lines of progress."""


@dataclass
class HarvestRapport:
    """What one run did. Documents are counted once; `onvolledig` says in Dutch why another run is needed."""

    verzoeken: int = 0
    nieuw: int = 0
    gewijzigd: int = 0
    ingetrokken: int = 0
    teruggekeerd: int = 0
    """Documents that were withdrawn and are public again."""
    niet_gevonden: int = 0
    """Documents that are listed but whose detail is not there; what the list says of them is kept."""
    onbekend: int = 0
    """Documents that disappeared from the list without certainty about their withdrawal (`ronl-`)."""
    toch_aanwezig: int = 0
    """Documents that disappeared from the list while their detail is still there."""
    relaties_nagevraagd: int = 0
    afwijkende_maanden: list[str] = field(default_factory=list)
    """Months whose total differed from what was held, and that were read again wholly."""
    niet_sluitend: list[str] = field(default_factory=list)
    """Months read completely whose total still differs from what is held."""
    totaal_begin: int = 0
    """Documents that the source says it has in the period of the run."""
    totaal_eind: int | None = None
    opmerkingen: list[str] = field(default_factory=list)
    """What an operator should know although nothing needs to be done again."""
    onvolledig: list[str] = field(default_factory=list)
    duur_s: float = 0.0

    @property
    def volledig(self) -> bool:
        """Whether nothing was left to ask."""
        return not self.onvolledig


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
    with alleen(raw_dir), Archief(raw_dir, bron or client.base_url) as archief:
        loop = _Loop(client, archief, lees_kennis(raw_dir), vanaf, vandaag, periode, sta_krimp_toe=sta_krimp_toe)
        return loop.voer_uit()


def herstel_afgebroken(raw_dir: Path) -> int:
    """Close what a killed run left open, so that the fold sees it; returns the number of responses saved.

    Raises OphalenLoopt while a run is going on.
    """
    with alleen(raw_dir):
        return herstel(raw_dir)


class _Gestopt(Exception):
    """The run cannot go on; the message is the reason."""


class _Loop:
    """One run: what is known, what was seen, and what is still to do."""

    def __init__(
        self,
        client: Client,
        archief: Archief,
        kennis: Kennis,
        vanaf: date,
        vandaag: date,
        periode: Periode,
        *,
        sta_krimp_toe: bool,
    ) -> None:
        self.client = client
        self.archief = archief
        self.kennis = kennis
        self.vanaf = vanaf
        self.vandaag = vandaag
        self.periode = periode
        self.sta_krimp_toe = sta_krimp_toe
        self.rapport = HarvestRapport()
        self.lezer = Lezer(self._pagina)
        self.gezien: set[str] = set()
        self.gevraagd: set[str] = set()
        self.zonder_relaties: set[str] = set(kennis.zonder_relaties)
        self.gehouden_begin: dict[Periode, int] = {}
        self.nieuwste_mutatie: datetime | None = None
        self._mislukt_achtereen = 0

    def voer_uit(self) -> HarvestRapport:
        begin = time.monotonic()
        rapport = self.rapport
        eerder = self._openstaand()
        try:
            totalen = self._totalen()
            self._haal_details(eerder)
            gevolgd = self._volg_wijzigingen()
            herlezen = self._herlees(totalen, alles=not gevolgd)
            if not gevolgd and herlezen.issuperset(totalen):
                self._noteer_wijzigingen()
            # What was met in passing, outside the periods that were read.
            self._haal_details(self._openstaand())
            self._bevestig(herlezen, totalen)
            self._vul_relaties_aan()
            self._sluit_af(totalen, herlezen)
        except (BudgetOp, _Gestopt) as fout:
            rapport.onvolledig.append(str(fout))
        rapport.verzoeken = self.client.verzoeken
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

    # Totals

    def _totalen(self) -> dict[Periode, int]:
        """Documents per month according to the source, from `Van` alone; checks that the dates have an effect."""
        perioden = maanden(self.periode.van, self.periode.tot, self.vandaag)
        self.gehouden_begin = self._gehouden(perioden)
        grenzen = [p.van for p in perioden]
        if self.periode.tot is not None:
            grenzen.append(self.periode.tot + DAG)
        alles = self._totaal(None)
        vanaf_grens = []
        meld = _Voortgang("publicaties: totalen van %s van %s maanden gevraagd", len(grenzen))
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
        return self._pagina(zoekpad(aantal=10, van=van, sort="publicatiedatum", oplopend=True)).totaal

    def _gehouden(self, perioden: Iterable[Periode]) -> dict[Periode, int]:
        """Public documents per month according to what the list last said."""
        per_maand = {(p.van.year, p.van.month): p for p in perioden if p.tot is not None}
        later = next((p for p in perioden if p.tot is None), None)
        aantallen = dict.fromkeys(perioden, 0)
        for bekend in self.kennis.documenten.values():
            if bekend.ingetrokken or bekend.lijstdatum is None:
                continue
            periode = per_maand.get((bekend.lijstdatum.year, bekend.lijstdatum.month), later)
            if periode is not None and bekend.lijstdatum in periode:
                aantallen[periode] += 1
        return aantallen

    # Pages and details

    def _pagina(self, pad: str) -> Pagina:
        """Fetch, keep and take note of one page of search results."""
        antwoord = self.client.zoek(pad)
        self.archief.land(antwoord)
        resultaten = antwoord.inhoud["resultaten"]
        gevonden = list(treffers(resultaten))
        # A list, because every hit has to be noted: all() on a generator would stop at the first unknown one.
        bekend = [self._zie(treffer) for treffer in gevonden]
        return Pagina(antwoord.inhoud["totaal"], gevonden, len(resultaten), all(bekend))

    def _zie(self, treffer: Treffer) -> bool:
        """Take note of a hit; says whether the document was known in this version, or is none that is held."""
        self.gezien.add(treffer.document_id)
        bekend = self.kennis.documenten.get(treffer.document_id)
        if bekend is None:
            self.kennis.documenten[treffer.document_id] = Bekend(treffer.sleutel, treffer.datum)
            return treffer.datum is not None and treffer.datum < self.vanaf
        onveranderd = bekend.lijstsleutel == treffer.sleutel and not bekend.ingetrokken
        if bekend.ingetrokken:
            bekend.ingetrokken = False
            self.rapport.teruggekeerd += 1
        bekend.lijstsleutel, bekend.lijstdatum = treffer.sleutel, treffer.datum
        return onveranderd

    def _hoort_erbij(self, bekend: Bekend) -> bool:
        """Whether the detail is wanted: held already, or new with a date in the period of this run."""
        return bekend.gevraagd is not None or bekend.lijstdatum is None or bekend.lijstdatum in self.periode

    def _openstaand(self) -> list[str]:
        """Ids of everything that is listed in a version of which the detail was not fetched yet."""
        return sorted(
            document_id
            for document_id, bekend in self.kennis.documenten.items()
            if bekend.openstaand and document_id not in self.gevraagd and self._hoort_erbij(bekend)
        )

    def _haal_details(self, ids: list[str]) -> None:
        meld = _Voortgang("publicaties: %s van %s details opgehaald", len(ids))
        for nummer, document_id in enumerate(ids, 1):
            self._haal_detail(document_id)
            meld(nummer)

    def _haal_detail(self, document_id: str) -> None:
        bekend = self.kennis.documenten[document_id]
        self.gevraagd.add(document_id)
        antwoord = self._probeer(lambda: self.client.detail(document_id), "detail niet opgehaald")
        if antwoord is None:
            return
        self.archief.land(antwoord, aanleiding="lijst", document_id=document_id, sleutel=bekend.lijstsleutel)
        if antwoord.inhoud is None:
            self.rapport.niet_gevonden += 1
            bekend.vergeefs += 1
        elif bekend.gevraagd is None:
            self.rapport.nieuw += 1
        else:
            self.rapport.gewijzigd += 1
        bekend.gevraagd = bekend.lijstsleutel
        self._let_op_relaties(document_id, antwoord)

    def _let_op_relaties(self, document_id: str, antwoord: Antwoord) -> None:
        if antwoord.inhoud is None or antwoord.inhoud.get("documentrelaties"):
            self.zonder_relaties.discard(document_id)
        else:
            self.zonder_relaties.add(document_id)

    def _probeer(self, vraag: Callable[[], Antwoord], wat: str) -> Antwoord | None:
        """An answer, or None where this one request failed for good; gives up when that keeps happening."""
        try:
            antwoord = vraag()
        except (BronOnbereikbaar, BronWeigert) as fout:
            self._mislukt(fout, wat)
            return None
        self._mislukt_achtereen = 0
        return antwoord

    def _mislukt(self, fout: OpenOverheidFout, wat: str) -> None:
        log.warning("%s", fout)
        self._mislukt_achtereen += 1
        if self._mislukt_achtereen >= MISLUKT_ACHTEREEN_MAX:
            raise _Gestopt(f"{MISLUKT_ACHTEREEN_MAX} verzoeken achtereen mislukt, als laatste: {fout}") from fout
        self.rapport.onvolledig.append(f"{wat}: {fout}")

    # What changed

    def _volg_wijzigingen(self) -> bool:
        """Read the change feed down to what an earlier run knew; False where that could not be reached.

        A known page ends it only when nothing on it is newer than the point to which an earlier run read: a run that
        was killed leaves the top of the feed known, and what lies below it not.
        """
        tot = self.kennis.wijzigingen_tot
        start = 0
        while True:
            try:
                pagina = self._pagina(zoekpad(start=start, sort="laatst-gewijzigd"))
            except (ZoekGeweigerd, BronOnbereikbaar, BronWeigert) as fout:
                if start == 0:
                    raise _Gestopt(f"het overzicht van wijzigingen is niet te lezen: {fout}") from fout
                self.rapport.opmerkingen.append(f"wijzigingen gelezen tot plaats {start}: {fout}")
                return False
            mutaties = [t.mutatie for t in pagina.treffers if t.mutatie is not None]
            nieuwste = max(mutaties, default=None)
            if start == 0:
                self.nieuwste_mutatie = nieuwste
            if _ongeordend(mutaties):
                self.rapport.opmerkingen.append("het overzicht van wijzigingen is niet geordend op wijziging")
                return False
            start += PAGINAGROOTTE
            gelezen = pagina.bekend and (tot is None or nieuwste is None or nieuwste <= tot)
            # Before the first run there is nothing that could have changed: the months bring everything.
            if tot is None or gelezen or start >= pagina.totaal or pagina.aantal == 0:
                self._noteer_wijzigingen()
                return True

    def _noteer_wijzigingen(self) -> None:
        if self.nieuwste_mutatie is not None:
            self.archief.noteer("wijzigingen", {"tot_mutatie": self.nieuwste_mutatie.isoformat()})

    def _herlees(self, totalen: dict[Periode, int], *, alles: bool) -> set[Periode]:
        """Read periods again and fetch what is new or changed; returns those of which everything was seen.

        Read wholly are the months that differ from what is held, one month in turn (two changes that cancel out would
        stay hidden in a total), and with `alles` every month; of the others what lies in the last days.
        """
        perioden = list(totalen)
        aan_de_beurt = perioden[self.vandaag.toordinal() % len(perioden)]
        gehouden = self._gehouden(totalen)
        volledig: set[Periode] = set()
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
            log.info(
                "publicaties: %s wordt gelezen (deel %d van %d, %d documenten)", deel, nummer, len(totalen), aantal
            )
            try:
                gelezen = self.lezer.lees(deel, aantal)
            except (BronOnbereikbaar, BronWeigert) as fout:
                self._mislukt(fout, f"{deel} niet gelezen")
                continue
            self.rapport.onvolledig += gelezen.redenen
            if not gelezen.redenen:
                volledig.add(deel)
            self._haal_details(self._openstaand())
        return volledig

    # What disappeared

    def _bevestig(self, herlezen: set[Periode], totalen: dict[Periode, int]) -> None:
        """Ask for every document that a complete reading of its period did not show any more."""
        if self._krimpt(sum(self.gehouden_begin.values()), sum(totalen.values()), "het geheel"):
            return
        gekrompen = [p for p, aantal in totalen.items() if self._krimpt(self.gehouden_begin[p], aantal, str(p))]
        betrouwbaar = [p for p in herlezen if not any(p.van in g for g in gekrompen)]
        ids = sorted(
            document_id
            for document_id, bekend in self.kennis.documenten.items()
            if document_id not in self.gezien
            and not bekend.ingetrokken
            and bekend.lijstdatum is not None
            and any(bekend.lijstdatum in p for p in betrouwbaar)
        )
        weg: set[str] = set()
        meld = _Voortgang("publicaties: %s van %s verdwenen documenten nagevraagd", len(ids))
        for nummer, document_id in enumerate(ids, 1):
            if self._is_weg(document_id):
                weg.add(document_id)
            meld(nummer)
        if weg:
            # The rule for what counts as withdrawn is in one place, and reads closed segments.
            self.archief.sluit()
            ingetrokken = weg & lees_ingetrokken(self.archief.raw_dir)
            for document_id in ingetrokken:
                self.kennis.documenten[document_id].ingetrokken = True
            self.rapport.ingetrokken = len(ingetrokken)
            self.rapport.onbekend = len(weg - ingetrokken)

    def _krimpt(self, gehouden: int, aantal: int, wat: str) -> bool:
        if self.sta_krimp_toe or gehouden < KRIMP_VANAF or aantal >= gehouden * (1 - KRIMP_MAX):
            return False
        self.rapport.onvolledig.append(
            f"het aantal documenten van {wat} is in één keer gedaald van {gehouden} naar {aantal}: er wordt niets als "
            "ingetrokken gemeld tot iemand bevestigt dat dit klopt"
        )
        return True

    def _is_weg(self, document_id: str) -> bool:
        bekend = self.kennis.documenten[document_id]
        antwoord = self._probeer(lambda: self.client.detail(document_id), "verdwenen document niet nagevraagd")
        if antwoord is None:
            return False
        self.archief.land(antwoord, aanleiding="bevestiging", document_id=document_id, sleutel=bekend.lijstsleutel)
        bekend.gevraagd = bekend.lijstsleutel
        if antwoord.inhoud is None or _is_intrekking(antwoord):
            return True
        self.rapport.toch_aanwezig += 1
        self._let_op_relaties(document_id, antwoord)
        return False

    # What the details do not say

    def _vul_relaties_aan(self) -> None:
        ids = sorted(self.zonder_relaties)
        meld = _Voortgang("publicaties: relaties van %s van %s documenten nagevraagd", len(ids))

        def vraag(document_id: str) -> bool:
            antwoord = self.client.relaties(document_id, ROLLEN)
            self.archief.land(antwoord, document_id=document_id)
            self.rapport.relaties_nagevraagd += 1
            meld(self.rapport.relaties_nagevraagd)
            return bool(antwoord.inhoud)

        try:
            vul_aan(ids, vraag)
        except (BronOnbereikbaar, BronWeigert) as fout:
            self.rapport.opmerkingen.append(f"relaties konden niet worden nagevraagd: {fout}")
            return
        if ids:
            self.archief.noteer("relaties", {"tot_volgnr": self.archief.laatste_volgnr})

    def _sluit_af(self, totalen: dict[Periode, int], herlezen: set[Periode]) -> None:
        """Compare the totals of the end with those of the start, and with what is held now."""
        eind = self._totaal(self.periode.van)
        if self.periode.tot is not None:
            eind -= self._totaal(self.periode.tot + DAG)
        self.rapport.totaal_eind = eind
        if eind == self.rapport.totaal_begin:
            gehouden = self._gehouden(totalen)
            self.rapport.niet_sluitend = [str(p) for p in totalen if p in herlezen and gehouden[p] != totalen[p]]


def _ongeordend(mutaties: list[datetime]) -> bool:
    """Whether a page of the change feed does not run from new to old; a few strays are nothing unusual."""
    stijgingen = sum(later > eerder for eerder, later in pairwise(mutaties))
    return stijgingen > len(mutaties) // 5


def _is_intrekking(antwoord: Antwoord) -> bool:
    versies = antwoord.inhoud.get("versies")
    return isinstance(versies, list) and any(isinstance(v, dict) and v.get("oorzaak") == "intrekking" for v in versies)


class _Voortgang:
    """Logs progress: nothing in the first two seconds, then at most one line in five."""

    def __init__(self, tekst: str, totaal: int) -> None:
        self._tekst = tekst
        self._totaal = totaal
        self._volgende = time.monotonic() + 2.0

    def __call__(self, aantal: int) -> None:
        nu = time.monotonic()
        if nu >= self._volgende:
            self._volgende = nu + VOORTGANG_ELKE
            log.info(self._tekst, _duizendtallen(aantal), _duizendtallen(self._totaal))


def _duizendtallen(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")
