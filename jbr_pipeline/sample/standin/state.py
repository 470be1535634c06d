"""What the stand-in holds, how it is searched, and how it can be changed while it runs.

The rules of the search follow the API contract. Speaking HTTP and failing on purpose belong in `server`.
"""

from __future__ import annotations

import random
import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zlib import crc32

from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.documents import Document, Versie

PAGINAGROOTTES = (10, 20, 50)

FACETTEN: dict[str, Callable[[Document], Iterable[str]]] = {
    "documentsoort": lambda d: (d.documentsoort.label,),
    "informatiecategorie": lambda d: (c.label for c in d.informatiecategorieen),
    "thema": lambda d: (t.label for t in d.themas),
    "organisatie": lambda d: (d.verantwoordelijke.label,),
}

_VEROUDERD = {
    "documentsoort": "brief",
    "informatiecategorie": "adviezen",
    "thema": "Onbekend",
    "organisatie": "Onbekend",
}
"""Under which label a document stands where the index lags behind."""


@dataclass(frozen=True)
class Gedrag:
    """Everything about the real API that is not known, as a choice.

    `tot_inclusief`: whether publicatiedatumTot includes its day. `max_start`: the highest `start` that is accepted.
    `documentrelaties`: whether the detail lists relations, or only the endpoint beside the API. `nieuwste_eerst`: the
    order of `versies`. `ronl_vindbaar`: whether the detail resolves `ronl-` ids. `negeert`: parameters that have
    silently lost their meaning. `weigert`: parameters that are answered with 400. `facetten`: the lists in `filters`.
    `verouderd`: facets by which a quarter of the documents is found under another label than their detail has.
    `weg_status`: the status of a detail that is not there. `verborgen`: ids that the search leaves out although their
    detail is there. `hernoemd`: labels under the name they had and the one that everything shows now. Replace it as a
    whole through `Voorraad.gedraag`.
    """

    tot_inclusief: bool = True
    max_start: int | None = None
    documentrelaties: bool = True
    nieuwste_eerst: bool = False
    ronl_vindbaar: bool = True
    negeert: frozenset[str] = frozenset()
    weigert: frozenset[str] = frozenset()
    facetten: frozenset[str] = frozenset(FACETTEN)
    verouderd: frozenset[str] = frozenset()
    weg_status: int = 404
    verborgen: frozenset[str] = frozenset()
    hernoemd: tuple[tuple[str, str], ...] = ()


class Geweigerd(Exception):
    """A search that the API answers with 400; the message is its `detail`."""


@dataclass(frozen=True)
class Zoekvraag:
    """A search, its filters without the second layer of encoding."""

    start: int
    aantal: int
    van: date | None = None
    tot: date | None = None
    sort: str = ""
    oplopend: bool = False
    tekst: str = ""
    filters: tuple[tuple[str, str], ...] = ()


class Voorraad:
    """The documents, safe to change from a test while the server answers."""

    def __init__(self, corpus: Corpus, gedrag: Gedrag) -> None:
        self.gedrag = gedrag
        self._slot = threading.RLock()
        self._publiek = {d.document_id: d for d in corpus.documenten}
        self._ingetrokken: dict[str, Document] = {}
        self._klok = max((d.mutatie for d in corpus.documenten), default=datetime.fromisoformat("2026-01-01T00:00Z"))
        self._gesorteerd: dict[str, list[Document]] = {}
        self._geteld: dict[Zoekvraag, dict[str, list[dict[str, Any]]]] = {}

    # What a test may do

    @property
    def publiek(self) -> dict[str, Document]:
        """The documents that can be found now, by id."""
        with self._slot:
            return dict(self._publiek)

    @property
    def ingetrokken(self) -> set[str]:
        """Ids of the documents that were taken back."""
        with self._slot:
            return set(self._ingetrokken)

    def gedraag(self, gedrag: Gedrag) -> None:
        """Behave otherwise from now on."""
        with self._slot:
            self.gedrag = gedrag
            self._vergeet()

    def publiceer(self, document: Document, *, mutatie: datetime | None = None) -> None:
        """Add a document, however old its date; it was touched now, or at `mutatie`."""
        with self._slot:
            eerste = replace(document.versies[0], mutatie=mutatie or self._tik())
            self._zet(replace(document, versies=(eerste,)))

    def trek_in(self, document_id: str) -> None:
        """Take a document back: it vanishes from search, and its detail is not there."""
        with self._slot:
            self._ingetrokken[document_id] = self._publiek.pop(document_id).met_versie("intrekking", self._tik())
            self._vergeet()

    def herpubliceer(self, document_id: str) -> None:
        """Bring a document back under the same id."""
        with self._slot:
            self._zet(self._ingetrokken.pop(document_id).met_versie("herpublicatie", self._tik()))

    def nieuwe_versie(self, document_id: str, *, titel: str | None = None) -> None:
        """Change a document, which raises its version."""
        with self._slot:
            document = self._publiek[document_id]
            self._zet(replace(document, titel=titel or document.titel).met_versie("wijziging", self._tik()))

    def verplaats(self, document_id: str, dag: date) -> None:
        """Give a document another openbaarmakingsdatum, as a correction does."""
        with self._slot:
            document = self._publiek[document_id].met_versie("wijziging", self._tik())
            versies = tuple(_met_datum(v, dag) for v in document.versies)
            self._zet(replace(document, openbaarmakingsdatum=dag, versies=versies))

    def _tik(self) -> datetime:
        self._klok += timedelta(seconds=1, microseconds=1_001)
        return self._klok

    def _zet(self, document: Document) -> None:
        self._publiek[document.document_id] = document
        self._vergeet()

    def _vergeet(self) -> None:
        self._gesorteerd.clear()
        self._geteld.clear()

    # What the server asks

    def zoek(self, vraag: Zoekvraag) -> dict[str, Any]:
        """A page of search results; raises Geweigerd."""
        if vraag.aantal not in PAGINAGROOTTES:
            raise Geweigerd(f"aantalResultaten moet 10, 20 of 50 zijn, niet {vraag.aantal}")
        if vraag.start < 0 or (self.gedrag.max_start is not None and vraag.start > self.gedrag.max_start):
            raise Geweigerd(f"start mag niet groter zijn dan {self.gedrag.max_start}")
        for naam, _ in vraag.filters:
            if naam in self.gedrag.weigert:
                raise Geweigerd(f"ongeldige waarde voor {naam}")
        with self._slot:
            gevonden = self._vind(vraag)
            return {
                "totaal": len(gevonden),
                "resultaten": self._hernoemd([d.treffer() for d in gevonden[vraag.start : vraag.start + vraag.aantal]]),
                "filters": self._facetten(replace(vraag, start=0, aantal=10), gevonden),
            }

    def detail(self, document_id: str) -> dict[str, Any] | None:
        """The detail body; None where it is not there."""
        with self._slot:
            document = self._publiek.get(document_id)
            if document is None or (document_id.startswith("ronl-") and not self.gedrag.ronl_vindbaar):
                return None
            gedrag = self.gedrag
            detail = document.detail(met_relaties=gedrag.documentrelaties, nieuwste_eerst=gedrag.nieuwste_eerst)
            hernoemd: dict[str, Any] = self._hernoemd(detail)
            return hernoemd

    def relaties(self, document_id: str, rollen: set[str]) -> list[dict[str, str]] | None:
        """The relations with these roles; None where the document is not there."""
        with self._slot:
            document = self._publiek.get(document_id)
            if document is None:
                return None
            return [r.json() for r in document.relaties if r.rol in rollen]

    def _vind(self, vraag: Zoekvraag) -> list[Document]:
        op_datum = self._op("datum")
        begin = bisect_left(op_datum, vraag.van, key=_datum) if vraag.van else 0
        eind = len(op_datum)
        if vraag.tot:
            grens = vraag.tot + timedelta(days=1) if self.gedrag.tot_inclusief else vraag.tot
            eind = bisect_left(op_datum, grens, key=_datum)
        if vraag.sort == "publicatiedatum":
            gevonden = op_datum[begin:eind]
            gevonden = gevonden if vraag.oplopend else gevonden[::-1]
        else:
            orde = "mutatie" if vraag.sort == "laatst-gewijzigd" else "relevantie"
            gevonden = self._op(orde)
            if begin > 0 or eind < len(op_datum):
                binnen = {d.document_id for d in op_datum[begin:eind]}
                gevonden = [d for d in gevonden if d.document_id in binnen]
        for naam, waarde in vraag.filters:
            gevonden = [d for d in gevonden if waarde in self._labels(naam, d)]
        if vraag.tekst:
            gevonden = [d for d in gevonden if vraag.tekst.lower() in d.titel.lower()]
        if vraag.sort == "publicatiedatum":
            gevonden = _met_dwaalgasten(gevonden)
        return gevonden

    def _op(self, orde: str) -> list[Document]:
        if orde not in self._gesorteerd:
            documenten = [d for d in self._publiek.values() if d.document_id not in self.gedrag.verborgen]
            if orde == "datum":
                documenten.sort(key=lambda d: (d.openbaarmakingsdatum, d.document_id))
            elif orde == "mutatie":
                documenten.sort(key=lambda d: (d.mutatie, d.document_id), reverse=True)
            else:
                random.Random(len(documenten)).shuffle(documenten)  # noqa: S311 - an order that means nothing
            self._gesorteerd[orde] = documenten
        return self._gesorteerd[orde]

    def _facetten(self, vraag: Zoekvraag, gevonden: list[Document]) -> dict[str, list[dict[str, Any]]]:
        if vraag not in self._geteld:
            tellers = {
                naam: Counter(label for d in gevonden for label in self._labels(naam, d))
                for naam in FACETTEN
                if naam in self.gedrag.facetten
            }
            self._geteld[vraag] = {
                naam: [{"naam": waarde, "aantal": aantal} for waarde, aantal in sorted(teller.items())]
                for naam, teller in tellers.items()
            }
        return self._geteld[vraag]

    def _labels(self, facet: str, document: Document) -> set[str]:
        """Under which labels the index has a document."""
        if facet in self.gedrag.verouderd and crc32(document.document_id.encode()) % 4 == 0:
            return {_VEROUDERD[facet]}
        return set(self._hernoemd(list(FACETTEN[facet](document))))

    def _hernoemd(self, inhoud: Any) -> Any:
        """The same with every label under its present name."""
        if not self.gedrag.hernoemd:
            return inhoud
        if isinstance(inhoud, dict):
            return {naam: self._hernoemd(waarde) for naam, waarde in inhoud.items()}
        if isinstance(inhoud, list):
            return [self._hernoemd(waarde) for waarde in inhoud]
        return dict(self.gedrag.hernoemd).get(inhoud, inhoud) if isinstance(inhoud, str) else inhoud


def _datum(document: Document) -> date:
    return document.openbaarmakingsdatum


def _met_datum(versie: Versie, dag: date) -> Versie:
    return replace(versie, openbaarmakingsdatum=dag) if versie.openbaarmakingsdatum else versie


def _met_dwaalgasten(documenten: list[Document]) -> list[Document]:
    """The order by date, with now and then a hit between those of another day, as was seen at the real source."""
    if len(documenten) < 40:
        return documenten
    geordend = list(documenten)
    for plek in range(17, len(geordend) - 3, 97):
        geordend[plek], geordend[plek + 2] = geordend[plek + 2], geordend[plek]
    return geordend
