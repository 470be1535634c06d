"""One made-up publication, and how the API shows it: as a search hit and as a detail body.

The shapes follow the API contract and the recorded answers: empty lists are there as `[]`, unknown scalars are left
out, and a hit carries neither documentsoort nor informatiecategorie. How many documents there are and what they say
belongs in `corpus`; how they are searched in `server`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Literal

SITE = "https://open.overheid.nl"
TOOI = "https://identifier.overheid.nl/tooi"

HEEFT_BIJLAGE = f"{TOOI}/def/thes/kern/c_05f4a5f3"
IS_BIJLAGE_BIJ = f"{TOOI}/def/thes/kern/c_4d1ea9ba"
IDENTITEITSGROEP = "https://identifier.overheid.nl/plooi/def/thes/documentrelatie/identiteitsgroep"

VERZONNEN = "(verzonnen voorbeeld)"

Oorzaak = Literal["aanlevering", "wijziging", "intrekking", "herpublicatie"]


@dataclass(frozen=True)
class Verwijzing:
    """A thing of a value list: an organisation, a documentsoort, an informatiecategorie."""

    uri: str
    label: str
    soort: str | None = None

    def json(self) -> dict[str, str]:
        """As the API writes it."""
        return ({"type": self.soort} if self.soort else {}) | {"id": self.uri, "label": self.label}


ONBEKENDE_ORGANISATIE = Verwijzing(f"{TOOI}/id/organisatie_onbekend", "Onbekend")
ONBEKEND_THEMA = Verwijzing(f"{TOOI}/id/thema_onbekend", "Onbekend")


@dataclass(frozen=True)
class Versie:
    """One version, or the withdrawal between two of them (then without `nummer` and file)."""

    nummer: int | None
    oorzaak: Oorzaak
    mutatie: datetime
    openbaarmakingsdatum: date | None = None
    wijzigingsdatum: date | None = None


@dataclass(frozen=True)
class Relatie:
    """A relation to another document, or to an identity group."""

    andere: str
    rol: str

    def json(self) -> dict[str, str]:
        """As the API writes it."""
        return {"relation": self.andere, "role": self.rol}


@dataclass(frozen=True)
class Document:
    """One publication. `versies` runs from old to new."""

    document_id: str
    titel: str
    openbaarmakingsdatum: date
    verantwoordelijke: Verwijzing
    publisher: Verwijzing | None
    documentsoort: Verwijzing
    informatiecategorieen: tuple[Verwijzing, ...]
    aanbieder: str
    bron_label: str
    hash: str | None
    grootte: int
    paginas: int
    versies: tuple[Versie, ...]
    relaties: tuple[Relatie, ...] = ()
    themas: tuple[Verwijzing, ...] = (ONBEKEND_THEMA,)
    identifiers: tuple[str, ...] = ("nvt",)
    omschrijving: str | None = None
    weblocatie: str | None = None
    opsteller: Verwijzing = ONBEKENDE_ORGANISATIE
    extra: dict[str, list[str]] = field(default_factory=dict)

    @property
    def pid(self) -> str:
        """The permanent address."""
        return f"{SITE}/documenten/{self.document_id}"

    @property
    def nummer(self) -> int:
        """The number of the newest version."""
        return max(v.nummer for v in self.versies if v.nummer is not None)

    @property
    def mutatie(self) -> datetime:
        """When the document was last touched."""
        return self.versies[-1].mutatie

    def met_versie(self, oorzaak: Oorzaak, mutatie: datetime) -> Document:
        """The same document after a change; only a change of content raises the version."""
        nummer = self.nummer + 1 if oorzaak != "intrekking" else None
        versie = Versie(nummer, oorzaak, mutatie, wijzigingsdatum=mutatie.date() if nummer else None)
        return replace(self, versies=(*self.versies, versie))

    def treffer(self) -> dict[str, Any]:
        """The search hit."""
        document: dict[str, Any] = {"id": f"{self.document_id}_{self.nummer}", "pid": self.pid, "titel": self.titel}
        if self.omschrijving:
            document["omschrijving"] = self.omschrijving
        document["openbaarmakingsdatum"] = self.openbaarmakingsdatum.isoformat()
        if self.weblocatie:
            document["weblocatie"] = self.weblocatie
        document["publisher"] = self.publisher.label if self.publisher else self.verantwoordelijke.label
        document["aanbieder"] = self.aanbieder
        document["mutatiedatumtijd"] = _milliseconden(self.mutatie)
        if self.hash is None:
            return {"document": document}
        return {
            "document": document,
            "bestandsgrootte": f"{self.grootte / 1024 / 1024:.2f} MB",
            "aantalPaginas": self.paginas,
            "bestandsType": "application/pdf",
        }

    def detail(self, *, met_relaties: bool, nieuwste_eerst: bool) -> dict[str, Any]:
        """The detail body; the real API is silent about the order of versions, so both are to be had."""
        versies = [self._versie(v) for v in self.versies]
        document: dict[str, Any] = {"pid": self.pid}
        if self.weblocatie:
            document["weblocatie"] = self.weblocatie
        document |= {
            "identifiers": list(self.identifiers),
            "verantwoordelijke": self.verantwoordelijke.json(),
            "medeverantwoordelijken": [],
        }
        if self.publisher:
            document["publisher"] = self.publisher.json()
        document |= {
            "opsteller": self.opsteller.json(),
            "language": {
                "type": "eu:Taal",
                "id": "http://publications.europa.eu/resource/authority/language/NLD",
                "label": "Nederlands",
            },
            "onderwerpen": [],
            "omschrijvingen": [self.omschrijving] if self.omschrijving else [],
            "titelcollectie": {"officieleTitel": self.titel, "verkorteTitels": [], "alternatieveTitels": []},
            "classificatiecollectie": {
                "documentsoorten": [self.documentsoort.json()],
                "themas": [t.json() for t in self.themas],
                "onderwerpenRonl": [],
                "informatiecategorieen": [c.json() for c in self.informatiecategorieen],
                "trefwoorden": [],
                "wooinformatiecategorie": [],
            },
            "hasParts": [],
            "documenthandelingen": [
                {
                    "soortHandeling": {"id": f"{TOOI}/def/thes/kern/c_641ecd76", "label": "vaststelling"},
                    "atTime": _milliseconden(self.versies[0].mutatie),
                    "wasAssociatedWith": {"id": self.verantwoordelijke.uri, "label": self.verantwoordelijke.label},
                }
            ],
            "extraMetadata": self._extra(),
            "publicatiebestemming": ["rijksoverheid.nl"],
        }
        dcn = self.document_id if self.bron_label != "plooi-api" else f"plooi-api-{self.document_id}"
        return {
            "document": document,
            "plooiIntern": {
                "dcnId": dcn,
                "aanbieder": self.aanbieder,
                "extId": [self.document_id],
                "sourceLabel": self.bron_label,
                "publicatiestatus": "gepubliceerd",
            },
            "documentrelaties": [r.json() for r in self.relaties] if met_relaties else [],
            "versies": versies[::-1] if nieuwste_eerst else versies,
        }

    def _extra(self) -> list[dict[str, Any]]:
        if not self.extra:
            return []
        velden = [{"key": sleutel, "values": waarden} for sleutel, waarden in self.extra.items()]
        return [{"prefix": "plooi.displayfield", "velden": velden}]

    def _versie(self, versie: Versie) -> dict[str, Any]:
        kop: dict[str, Any] = {} if versie.nummer is None else {"nummer": versie.nummer}
        kop["oorzaak"] = versie.oorzaak
        if versie.openbaarmakingsdatum:
            kop["openbaarmakingsdatum"] = versie.openbaarmakingsdatum.isoformat()
        if versie.wijzigingsdatum:
            kop["wijzigingsdatum"] = versie.wijzigingsdatum.isoformat()
        kop |= {"mutatiedatumtijd": _nanoseconden(versie.mutatie), "blokkades": []}
        if versie.nummer is None:
            return kop
        return kop | {"bestanden": self._bestanden(versie)}

    def _bestanden(self, versie: Versie) -> list[dict[str, Any]]:
        if self.hash is None:
            return []
        bestand = {
            "id": f"{self.pid}/file",
            "gepubliceerd": True,
            "label": "file",
            "mime-type": "application/pdf",
            "bestandsnaam": f"verzonnen-{self.document_id[-12:]}.pdf",
            "mutatiedatumtijd": _nanoseconden(versie.mutatie),
            "grootte": self.grootte,
            "paginas": self.paginas,
            "hash": self.hash,
        }
        if self.bron_label != "oep":
            return [bestand]
        zijbestand = {
            "gepubliceerd": False,
            "label": "metadata",
            "mime-type": "application/xml",
            "bestandsnaam": "metadata.xml",
            "mutatiedatumtijd": _nanoseconden(versie.mutatie),
            "grootte": 2048,
            "hash": self.hash[::-1],
        }
        return [zijbestand, bestand]


def _milliseconden(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _nanoseconden(moment: datetime) -> str:
    # The detail gives the same moment with more decimals than the hit; the last three are as good as any.
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f") + "713Z"
