"""The made-up corpus: some three thousand publications, the same for the same seed.

Made to show what the real corpus shows: ministries that exist on the day, one document under several ids, attachments,
odd dates, and the first tranche of the Woo from 2024-11-01. The numbers per year are a choice, so that the ministries
publish a quarter more in 2024 than in 2023; nothing here says anything about the real source.
"""

from __future__ import annotations

import csv
import hashlib
import random
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources

from jbr_pipeline import contracts
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.standin.documents import (
    HEEFT_BIJLAGE,
    IDENTITEITSGROEP,
    IS_BIJLAGE_BIJ,
    ONBEKENDE_ORGANISATIE,
    TOOI,
    VERZONNEN,
    Document,
    Relatie,
    Versie,
    Verwijzing,
)

SEED = 20241101

MINISTERIE_PER_JAAR = {2022: 430, 2023: 590, 2024: 743, 2025: 180, 2026: 120}
"""Documents of ministries, doubles and attachments left out: 2024 is 26 % above 2023."""

DUBBEL_AANDEEL = 0.05
"""Share of those that rijksoverheid.nl shows a second time, under an id of its own."""

KAMERSTUK_AANDEEL = 0.08
"""Share of those that the Tweede Kamer publishes as well."""

BIJLAGE_AANDEEL = 0.18
TWEEDE_KAMER_PER_JAAR = {2022: 80, 2023: 95, 2024: 110, 2025: 25, 2026: 15}
OVERIGEN = 60

EERSTE_TRANCHE_VANAF = date(2024, 11, 1)
EERSTE_TRANCHE_KANS = (0.02, 0.40)
"""Chance of a first-tranche category before that day and from it on."""

VANDAAG = date(2026, 11, 20)
"""The last day of the corpus; nothing was touched after it."""

_ONDERWERPEN = (
    "de doorstroom op de denkbeeldige arbeidsmarkt",
    "het onderhoud van de brug bij Nergenshuizen",
    "de voortgang van het programma Papieren Dijk",
    "de vergunning voor een windmolen in Verzonnenveen",
    "de aanschaf van fietsen voor de buitendienst",
    "het rooster van de commissie Gladde Wegen",
    "de evaluatie van de regeling Stille Straten",
    "het toezicht op de veerpont van Fantasieland",
    "de begroting van het fonds Groene Daken",
    "een verzoek om informatie over vergaderzaal 12",
)

_SOORTEN = ("brief", "beslisnota", "rapport", "besluit", "persbericht", "kaart", "publicatie", "jaarverslag")

_WAARGEBEURD_SOORT = {"kaart": "c_b3a6a7fc"}


@dataclass(frozen=True)
class Corpus:
    """Documents by id, in a fixed order."""

    documenten: tuple[Document, ...]


def maak_corpus(seed: int = SEED, *, schaal: float = 1.0) -> Corpus:
    """The corpus. `schaal` makes it proportionally smaller or larger, for tests and measurements."""
    return Corpus(tuple(_Maker(seed, schaal).alles()))


def categorieen() -> tuple[tuple[Verwijzing, ...], tuple[Verwijzing, ...]]:
    """The Woo categories of the first tranche, and the others."""
    bestand = resources.files(contracts) / "reference" / "woo_informatiecategorieen.csv"
    eerste: list[Verwijzing] = []
    overige: list[Verwijzing] = []
    for rij in csv.DictReader(bestand.read_text(encoding="utf-8").splitlines()):
        verwijzing = Verwijzing(rij["tooi_uri"], rij["label_meervoud"], "woo:Informatiecategorie")
        (eerste if rij["eerste_tranche_2024_11_01"] == "ja" else overige).append(verwijzing)
    return tuple(eerste), tuple(overige)


def _tweede_kamer() -> Verwijzing:
    bestand = resources.files(contracts) / "reference" / "organisaties_rijk.csv"
    rijen = csv.DictReader(bestand.read_text(encoding="utf-8").splitlines())
    rij = next(r for r in rijen if r["tooi_code"] == "oorg10002")
    return Verwijzing(rij["tooi_uri"], rij["label_open_overheid_nl"], "overheid:Organisatie")


class _Maker:
    def __init__(self, seed: int, schaal: float) -> None:
        self.toeval = random.Random(seed)  # noqa: S311 - made-up data, nothing to guess
        self.schaal = schaal
        self.eerste, self.overige = categorieen()
        self.tweede_kamer = _tweede_kamer()
        self.nummer = 0

    def alles(self) -> list[Document]:
        documenten: list[Document] = []
        for jaar, aantal in MINISTERIE_PER_JAAR.items():
            eigen = [self._van_ministerie(self._dag_in(jaar)) for _ in range(self._aantal(aantal))]
            documenten += self._met_verwanten(eigen)
        for jaar, aantal in TWEEDE_KAMER_PER_JAAR.items():
            documenten += [self._kamerstuk(self._dag_in(jaar)) for _ in range(self._aantal(aantal))]
        documenten += [self._van_ander() for _ in range(self._aantal(OVERIGEN))]
        documenten += self._vreemde_data()
        return sorted(documenten, key=lambda d: d.document_id)

    def _aantal(self, aantal: int) -> int:
        return max(1, round(aantal * self.schaal))

    def _dag_in(self, jaar: int) -> date:
        eind = min(date(jaar, 12, 31), VANDAAG)
        dag = date(jaar, 1, 1) + timedelta(days=self.toeval.randrange((eind - date(jaar, 1, 1)).days + 1))
        # Mostly on working days, as the real source has it.
        return dag - timedelta(days=dag.weekday() - 4) if dag.weekday() > 4 and dag.day > 3 else dag

    def _met_verwanten(self, eigen: list[Document]) -> list[Document]:
        """The documents of one year with their copies and attachments; the shares are exact, not left to chance."""
        gevonden: list[Document] = []
        # Rounded from the whole, so that doubles grow with the documents from one year to the next.
        dubbel = set(self.toeval.sample(range(len(eigen)), round(len(eigen) * DUBBEL_AANDEEL)))
        kamer = set(self.toeval.sample(range(len(eigen)), round(len(eigen) * KAMERSTUK_AANDEEL)))
        for plek, document in enumerate(eigen):
            groep: list[Document] = []
            if plek in dubbel:
                groep.append(self._kopie_ronl(document))
            if plek in kamer:
                document, kopie = self._kopie_kamer(document)
                groep.append(kopie)
            if self.toeval.random() < BIJLAGE_AANDEEL:
                document, bijlage = self._met_bijlage(document)
                groep.append(bijlage)
            gevonden += [document, *groep]
        return gevonden

    def _van_ministerie(self, dag: date, document_id: str | None = None) -> Document:
        ministerie = self.toeval.choice(ministeries_op(dag))
        organisatie = Verwijzing(ministerie.tooi_uri, ministerie.naam, "overheid:Ministerie")
        ronl = document_id is None and self.toeval.random() < 0.25
        document_id = document_id or (self._ronl_id() if ronl else self._uuid())
        return Document(
            document_id=document_id,
            titel=self._titel(),
            openbaarmakingsdatum=dag,
            verantwoordelijke=organisatie,
            publisher=ONBEKENDE_ORGANISATIE if ronl else organisatie,
            documentsoort=self._soort(self.toeval.choice(_SOORTEN)),
            informatiecategorieen=self._categorie(dag),
            aanbieder="Rijksoverheid.nl" if ronl else "Aanleverloket",
            bron_label="ronl" if ronl else "plooi-api",
            hash=None if self.toeval.random() < 0.02 else self._hash(),
            grootte=self.toeval.randrange(20_000, 4_000_000),
            paginas=self.toeval.randrange(1, 80),
            versies=self._versies(dag),
            omschrijving=None if self.toeval.random() < 0.2 else f"Deze tekst is verzonnen. {VERZONNEN}",
            weblocatie=f"https://www.rijksoverheid.nl/documenten/verzonnen/{document_id}" if ronl else None,
        )

    def _kamerstuk(self, dag: date) -> Document:
        dossier, volgnr = 36000 + self.toeval.randrange(900), self.toeval.randrange(1, 120)
        basis = self._van_ministerie(dag, document_id="oep-" + self._hash())
        return replace(
            basis,
            titel=f"{dossier}, nr. {volgnr} - {basis.titel}",
            verantwoordelijke=self.tweede_kamer,
            publisher=ONBEKENDE_ORGANISATIE if self.toeval.random() < 0.7 else None,
            documentsoort=self._soort("Kamerstuk"),
            aanbieder="officielebekendmakingen.nl",
            bron_label="oep",
            identifiers=(f"kst-{dossier}-{volgnr}",),
            weblocatie=f"https://zoek.officielebekendmakingen.nl/kst-{dossier}-{volgnr}.html",
            extra={"vergaderjaar": [f"{dag.year - 1}-{dag.year}"], "documentsubsoort": ["Brief"]},
        )

    def _van_ander(self) -> Document:
        plaats = self.toeval.choice(("Nergenshuizen", "Verzonnenveen", "Denkbeeldig"))
        gemeente = Verwijzing(f"{TOOI}/id/gemeente/gm99{len(plaats):02d}", f"gemeente {plaats}", "overheid:Gemeente")
        basis = self._van_ministerie(self._dag_in(self.toeval.choice((2022, 2023, 2024))))
        return replace(
            basis,
            document_id=self._uuid(),
            verantwoordelijke=gemeente,
            publisher=gemeente,
            bron_label="plooi-api",
            aanbieder="Aanleverloket",
            weblocatie=None,
        )

    def _vreemde_data(self) -> list[Document]:
        dagen = [date(1985, 8, 5), date(1999, 12, 31), date(2011, 3, 3), date(2021, 12, 31)] * 5
        dagen += [date(2027, 1, 4), date(2027, 6, 1), date(2030, 1, 1), date(2099, 12, 31)]
        basis = date(2024, 6, 3)
        gevonden = []
        for dag in dagen[:: 1 if self.schaal >= 1 else 4]:
            document = self._van_ministerie(basis)
            versies = (replace(document.versies[0], openbaarmakingsdatum=dag), *document.versies[1:])
            gevonden.append(replace(document, openbaarmakingsdatum=dag, versies=versies))
        return gevonden

    def _kopie_ronl(self, document: Document) -> Document:
        """The same file as rijksoverheid.nl shows it, in the same year and under the same ministry."""
        document_id = self._ronl_id()
        return replace(
            document,
            document_id=document_id,
            publisher=ONBEKENDE_ORGANISATIE,
            aanbieder="Rijksoverheid.nl",
            bron_label="ronl",
            hash=document.hash or self._hash(),
            weblocatie=f"https://www.rijksoverheid.nl/documenten/verzonnen/{document_id}",
        )

    def _kopie_kamer(self, document: Document) -> tuple[Document, Document]:
        """The document, and the same one as Kamerstuk: another file, so tied by an identity group."""
        groep = Relatie(self._hash(), IDENTITEITSGROEP)
        kamerstuk = replace(self._kamerstuk(document.openbaarmakingsdatum), relaties=(groep,))
        return replace(document, relaties=(*document.relaties, groep)), kamerstuk

    def _met_bijlage(self, document: Document) -> tuple[Document, Document]:
        bijlage = replace(
            document,
            document_id=self._uuid(),
            titel="Bijlage bij " + document.titel[0].lower() + document.titel[1:],
            hash=self._hash(),
            bron_label="plooi-api",
            aanbieder="Aanleverloket",
            weblocatie=None,
            relaties=(Relatie(document.pid, IS_BIJLAGE_BIJ),),
        )
        relatie = Relatie(bijlage.pid, HEEFT_BIJLAGE)
        return replace(document, relaties=(*document.relaties, relatie)), bijlage

    def _versies(self, dag: date) -> tuple[Versie, ...]:
        begin = min(dag, VANDAAG)
        moment = datetime.combine(begin, time(6), UTC) + timedelta(
            seconds=self.toeval.randrange(50_000), microseconds=self.toeval.randrange(1_000_000)
        )
        versies = [Versie(1, "aanlevering", moment, openbaarmakingsdatum=dag)]
        if self.toeval.random() < 0.06:
            later = min(
                moment + timedelta(days=self.toeval.randrange(1, 200), seconds=self.toeval.randrange(9_000)),
                datetime.combine(VANDAAG, time(23), UTC),
            )
            versies.append(Versie(2, "wijziging", later, wijzigingsdatum=later.date()))
        return tuple(versies)

    def _categorie(self, dag: date) -> tuple[Verwijzing, ...]:
        if self.toeval.random() < EERSTE_TRANCHE_KANS[dag >= EERSTE_TRANCHE_VANAF]:
            return (self.toeval.choice(self.eerste),)
        inspanning = self.overige[-1]
        if self.toeval.random() < 0.6:
            return (inspanning,)
        gekozen = self.toeval.choice(self.overige[:-1])
        return (inspanning, gekozen) if self.toeval.random() < 0.1 else (gekozen,)

    def _soort(self, label: str) -> Verwijzing:
        code = _WAARGEBEURD_SOORT.get(label) or "c_" + hashlib.sha256(label.encode()).hexdigest()[:8]
        return Verwijzing(f"{TOOI}/def/thes/kern/{code}", label, "overheid:Informatietype")

    def _titel(self) -> str:
        self.nummer += 1
        soort = self.toeval.choice(("Brief over", "Nota over", "Besluit over", "Verslag over"))
        titel = f"{soort} {self.toeval.choice(_ONDERWERPEN)}, stuk {self.nummer}"
        worp = self.toeval.random()
        if worp < 0.02:
            titel = titel.replace(" over ", "\n   over ")
        elif worp < 0.04:
            titel = titel.replace(", stuk", " &amp; omstreken, stuk")
        return f"{titel} {VERZONNEN}"

    def _uuid(self) -> str:
        return str(uuid.UUID(int=self.toeval.getrandbits(128), version=4))

    def _hash(self) -> str:
        return f"{self.toeval.getrandbits(160):040x}"

    def _ronl_id(self) -> str:
        return "ronl-" + (self._hash() if self.toeval.random() < 0.5 else self._uuid())
