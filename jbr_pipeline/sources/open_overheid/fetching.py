"""Pages and details within one run: fetch, keep, and take note of what they say about which documents are known.

Which pages and details are wanted belongs in `harvest`, `changes` and `disappeared`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from jbr_pipeline.sources.open_overheid.errors import BronOnbereikbaar, BronWeigert, OpenOverheidFout
from jbr_pipeline.sources.open_overheid.hits import Pagina, Treffer, facetten, mutatie_in, overtallig, treffers
from jbr_pipeline.sources.open_overheid.report import HarvestRapport, Voortgang
from jbr_pipeline.sources.open_overheid.segments import Archief
from jbr_pipeline.sources.open_overheid.state import Bekend, Kennis
from jbr_pipeline.sources.open_overheid.windows import Overtal, Periode

if TYPE_CHECKING:
    from jbr_pipeline.sources.open_overheid.client import Antwoord, Client

log = logging.getLogger(__name__)

MISLUKT_ACHTEREEN_MAX = 5
"""Requests that fail for good one after another before the run gives up."""


class Gestopt(Exception):
    """The run cannot go on; the message is the reason."""


class Ophaler:
    """The client, the archive and the knowledge of one run, kept in step with each other."""

    def __init__(self, client: Client, archief: Archief, kennis: Kennis, vanaf: date, periode: Periode) -> None:
        self.client = client
        self.archief = archief
        self.kennis = kennis
        self.rapport = HarvestRapport()
        self.gezien: set[str] = set()
        """Ids of all documents that any page of this run showed."""
        self.zonder_relaties: set[str] = set(kennis.zonder_relaties)
        """Ids of documents whose detail names no relations, and for which it is not known whether that is true."""
        self.verdwenen = 0
        """Documents that this run found missing from the list, and asked for."""
        self.wacht_op_bevestiging = 0
        """Documents that this run found missing, and did not ask for: they are too many."""
        self._vanaf = vanaf
        self._periode = periode
        self._nieuws: set[str] = set()
        self._gevraagd: set[str] = set()
        self._mislukt_achtereen = 0

    def pagina(self, pad: str) -> Pagina:
        """Fetch, keep and take note of one page of search results."""
        antwoord = self.client.zoek(pad)
        self._mislukt_achtereen = 0
        self.archief.land(antwoord)
        resultaten = antwoord.inhoud["resultaten"]
        gevonden = list(treffers(resultaten))
        # A list, because every hit has to be noted: all() on a generator would stop at the first unknown one.
        bekend = [self._zie(treffer) for treffer in gevonden]
        return Pagina(
            antwoord.inhoud["totaal"],
            gevonden,
            len(resultaten),
            all(bekend),
            facetten(antwoord.inhoud.get("filters")),
            list(overtallig(resultaten)),
        )

    def onthoud_overtal(self, venster: Periode, overtal: Overtal) -> None:
        """Keep which results of a window, read to its end, are no document of their own."""
        eerder = {plek: n for plek, n in self.kennis.overtal.items() if plek[0] in venster}
        if overtal == eerder:
            return
        for plek in eerder:
            del self.kennis.overtal[plek]
        self.kennis.overtal |= overtal
        self.archief.noteer(
            "overtal",
            {
                "van": venster.van.isoformat(),
                "tot": venster.tot and venster.tot.isoformat(),
                "dagen": [[dag.isoformat(), reden, str(n)] for (dag, reden), n in sorted(overtal.items())],
            },
        )

    def _zie(self, treffer: Treffer) -> bool:
        """Take note of a hit; says whether an earlier run knew the document in this version, or it is none to hold."""
        self.gezien.add(treffer.document_id)
        bekend = self.kennis.documenten.get(treffer.document_id)
        if bekend is None:
            self.kennis.documenten[treffer.document_id] = Bekend(treffer.sleutel, treffer.datum)
            self._nieuws.add(treffer.document_id)
            return treffer.datum is not None and treffer.datum < self._vanaf
        # The same rule as in treffers.sql: what a hit does not say stays as it was last said.
        zwijgt = treffer.sleutel.endswith("|") and bekend.lijstsleutel.startswith(treffer.sleutel)
        sleutel = bekend.lijstsleutel if zwijgt else treffer.sleutel
        if bekend.lijstsleutel != sleutel or bekend.ingetrokken:
            self._nieuws.add(treffer.document_id)
        if bekend.ingetrokken:
            bekend.ingetrokken = False
            self.rapport.teruggekeerd += 1
        bekend.lijstsleutel, bekend.lijstdatum = sleutel, treffer.datum or bekend.lijstdatum
        return treffer.document_id not in self._nieuws

    def _hoort_erbij(self, bekend: Bekend) -> bool:
        """Whether the detail is wanted: held already, or new with a date in the period of this run."""
        return bekend.gevraagd is not None or bekend.lijstdatum is None or bekend.lijstdatum in self._periode

    def nieuws(self) -> list[str]:
        """Ids of what has to be fetched in this run: touched since the last one, changed, or of an unknown date."""
        return sorted(i for i, b in self._openstaand() if not (b.in_wachtrij or b.opnieuw or self._is_achterstand(b)))

    def achterstand(self) -> list[str]:
        """Ids of documents that were there before and are only met now, as in a backfill; labels may do for these."""
        return sorted(i for i, b in self._openstaand() if not b.in_wachtrij and self._is_achterstand(b))

    def wachtrij(self) -> list[str]:
        """Ids of the documents that have labels and wait for their detail, newest first; then what was not found."""
        rij = [
            (b.in_wachtrij, b.lijstdatum or date.min, i) for i, b in self._openstaand() if b.in_wachtrij or b.opnieuw
        ]
        return [document_id for _, _, document_id in sorted(rij, reverse=True)]

    def is_gevraagd(self, document_id: str) -> bool:
        """Whether this run asked for the detail, found or not."""
        return document_id in self._gevraagd

    def aantal_wachtend(self) -> int:
        """How many documents wait for their detail, those that were tried in vain in this run included."""
        return sum(b.in_wachtrij and self._hoort_erbij(b) for b in self.kennis.documenten.values())

    def aantal_overtal(self) -> dict[str, int]:
        """For each reason how many results in the list of the source are no document of their own."""
        redenen = sorted({reden for _, reden in self.kennis.overtal})
        return {r: sum(n for (_, reden), n in self.kennis.overtal.items() if reden == r) for r in redenen}

    def _openstaand(self) -> Iterator[tuple[str, Bekend]]:
        """Everything that is listed in a version of which the detail was not fetched yet."""
        for document_id, bekend in self.kennis.documenten.items():
            if bekend.openstaand and document_id not in self._gevraagd and self._hoort_erbij(bekend):
                yield document_id, bekend

    def _is_achterstand(self, bekend: Bekend) -> bool:
        """Whether a document was at the source before the last run ended; before the first run all were."""
        if bekend.gevraagd is not None or bekend.lijstdatum is None:
            return False
        tot = self.kennis.wijzigingen_tot
        return tot is None or ((mutatie := mutatie_in(bekend.lijstsleutel)) is not None and mutatie <= tot)

    def haal_details(self, ids: list[str]) -> None:
        """Fetch and keep these details; one that fails for good is reported and left for the next run."""
        meld = Voortgang("publicaties: %s van %s details opgehaald", len(ids))
        for nummer, document_id in enumerate(ids, 1):
            self.haal_detail(document_id)
            meld(nummer)

    def haal_detail(self, document_id: str) -> Any:
        """Fetch and keep one detail; returns its body, None where there is none or it failed for good."""
        bekend = self.kennis.documenten[document_id]
        self._gevraagd.add(document_id)
        antwoord = self._probeer(lambda: self.client.detail(document_id), "detail niet opgehaald")
        if antwoord is None:
            return None
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
        return antwoord.inhoud

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
            self.mislukt(fout, wat)
            return None
        self._mislukt_achtereen = 0
        return antwoord

    def mislukt(self, fout: OpenOverheidFout, wat: str) -> None:
        """Report a request that failed for good; raises Gestopt where that keeps happening."""
        log.warning("%s", fout)
        self._mislukt_achtereen += 1
        if self._mislukt_achtereen >= MISLUKT_ACHTEREEN_MAX:
            raise Gestopt(f"{MISLUKT_ACHTEREEN_MAX} verzoeken achtereen mislukt, als laatste: {fout}") from fout
        self.rapport.onvolledig.append(f"{wat}: {fout}")

    def is_weg(self, document_id: str) -> bool:
        """Ask for a document that the list no longer shows, as a confirmation; says whether it is gone."""
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


def _is_intrekking(antwoord: Antwoord) -> bool:
    versies = antwoord.inhoud.get("versies")
    return isinstance(versies, list) and any(isinstance(v, dict) and v.get("oorzaak") == "intrekking" for v in versies)
