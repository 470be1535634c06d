"""What a delivery report says, apart from its form: from a judged delivery and its findings to verdict and faults."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Ernst, contracten
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.reporting.leveringsrapport import words
from jbr_pipeline.reporting.leveringsrapport.words import Uitleg
from jbr_pipeline.reporting.numbers import dag, getal, moment
from jbr_pipeline.sources.deliveries import typed
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.findings import Bevindingen
from jbr_pipeline.warehouse.judgement import Aanlevering, Bestandsoordeel
from jbr_pipeline.warehouse.processed import Verwerking

Oordeel = Literal["overgenomen", "deels", "geweigerd"]

ERNST: dict[Ernst, str] = {"kritiek": "Fout", "waarschuwing": "Waarschuwing"}
VRAGEN = (
    "Vraag het aan het team van de Jaarrapportage Bedrijfsvoering Rijk bij het ministerie van BZK, via het adres waar "
    "u het bestand ook inlevert. Stuur dan dit rapport mee en niet het bestand zelf."
)

_TELT_TOCH = "De regel telt wel mee. Is de waarde toch goed? Dan hoeft u niets te doen."

ONBEKEND_MINISTERIE = "onbekend"
"""The folder of reports on files of which the name tells no ministry."""


@dataclass(frozen=True)
class Plaats:
    """A line of the file as the sender counts it, and what is wrong there when that differs from line to line."""

    regelnr: int
    bijzonderheid: str = ""


@dataclass(frozen=True)
class Fout:
    """One kind of fault in one column. `letter` and `kolom` are empty for a fault of the whole line.

    `plaatsen` are the first of the `aantal` places; all of them, unless there are very many. `meetelt` says whether
    those lines still count.
    """

    uitleg: Uitleg
    ernst: Ernst
    letter: str
    kolom: str
    aantal: int
    plaatsen: Sequence[Plaats]
    meetelt: str

    @property
    def waar(self) -> str:
        """The column in words."""
        if not self.letter:
            return f"Kolom {self.kolom}, die ontbreekt in het bestand" if self.kolom else "De hele regel"
        return f"Kolom {self.letter} ({self.kolom})" if self.kolom else f"Kolom {self.letter}"


@dataclass(frozen=True)
class Rapport:
    """Everything that both forms say, in Dutch. `proef`: the file was only looked at, not delivered."""

    proef: bool
    bestand: str
    onderwerp: str
    """What the name of the file told, in one line."""
    herkend: tuple[tuple[str, str], ...]
    oordeel: Oordeel
    zin: str
    reden: str
    stappen: tuple[str, ...]
    tellingen: tuple[tuple[str, int], ...]
    fouten: tuple[Fout, ...]
    bestandsregels: tuple[tuple[str, str, str], ...]
    """Of each rule about the whole file: what it asks, how that came out, and why."""
    toelichting: tuple[str, ...]


def stel_op(a: Aanlevering, gevonden: Bevindingen | None, *, proef: bool = False) -> Rapport:
    """The report on a delivery as judged; `gevonden` is None when its rows were never read."""
    v = a.verwerking
    contract = contracten()[a.landing.soort] if a.landing.soort else None
    faults = tuple(_fouten(contract, v, gevonden)) if contract and v and gevonden else ()
    verdict = _oordeel(a)
    return Rapport(
        proef=proef,
        bestand=a.landing.openbare_naam,
        onderwerp=_onderwerp(a.landing, contract),
        herkend=tuple(_herkend(a.landing, contract, proef=proef)),
        oordeel=verdict,
        zin=_zin(verdict, v, faults, proef=proef),
        reden=a.reden or "",
        stappen=tuple(_stappen(a, verdict, faults, proef=proef)),
        tellingen=_tellingen(v) if v and v.rijen_gelezen else (),
        fouten=faults,
        bestandsregels=tuple(_bestandsregel(o, proef=proef) for o in a.oordelen),
        toelichting=tuple(_toelichting(a.landing, contract, gevonden, verdict, proef=proef)),
    )


def ministerie(landing: Landing) -> str:
    """The abbreviation of the ministry that a report is for."""
    if landing.peildatum is None:
        return ONBEKEND_MINISTERIE
    return {m.code: m.bestandsafkorting for m in ministeries_op(landing.peildatum)}[landing.organisatie_code or ""]


def _oordeel(a: Aanlevering) -> Oordeel:
    if a.status == "afgekeurd":
        return "geweigerd"
    return "deels" if a.verwerking and a.verwerking.rijen_quarantaine else "overgenomen"


def _zin(oordeel: Oordeel, v: Verwerking | None, fouten: Sequence[Fout], *, proef: bool) -> str:
    verb = "wordt" if proef else "is"
    if oordeel == "geweigerd" or v is None:
        return f"Dit bestand {verb} geweigerd. Er telt niets van mee."
    if oordeel == "deels":
        counts = "gaat in quarantaine en telt" if v.rijen_quarantaine == 1 else "gaan in quarantaine en tellen"
        quarantined, read = getal(v.rijen_quarantaine), getal(v.rijen_gelezen)
        return f"Dit bestand {verb} deels overgenomen. {quarantined} van de {read} regels {counts} niet mee."
    return f"Dit bestand {verb} helemaal overgenomen.{' Er zijn waarschuwingen.' if fouten else ''}"


def _onderwerp(landing: Landing, contract: Aanleveringscontract | None) -> str:
    if not contract or not landing.peildatum:
        return (
            "De bestandsnaam is niet herkend, en daarmee ook niet van wie het bestand is en waarover het gaat. De naam "
            "zelf staat hier niet, want daar kan een persoon in genoemd zijn."
        )
    return f"{contract.titel} van {ministerie(landing)} op {dag(landing.peildatum)}, versie {landing.versie}"


def _herkend(landing: Landing, contract: Aanleveringscontract | None, *, proef: bool) -> Iterator[tuple[str, str]]:
    """What the name of the file told, and which file it was."""
    if contract and landing.peildatum:
        names = {m.code: m.naam for m in ministeries_op(landing.peildatum)}
        yield "Ministerie", f"{names[landing.organisatie_code or '']} ({ministerie(landing)})"
        yield "Onderwerp", f"{contract.titel} ({contract.soort})"
        yield "Peildatum", dag(landing.peildatum)
        yield "Versie", str(landing.versie)
    yield "Nagekeken op" if proef else "Ontvangen op", moment(landing.ontvangen_op)
    yield "Grootte", f"{getal(landing.grootte_bytes)} bytes"
    if landing.sha256:
        yield "Kenmerk (sha256)", landing.sha256


def _tellingen(v: Verwerking) -> tuple[tuple[str, int], ...]:
    return (
        ("Gelezen", v.rijen_gelezen),
        ("Goed: tellen mee", v.rijen_geldig),
        ("In quarantaine (apart gezet): tellen niet mee", v.rijen_quarantaine),
        ("Overgeslagen: regels met een subtotaal", v.rijen_overgeslagen),
    )


def _fouten(contract: Aanleveringscontract, v: Verwerking, gevonden: Bevindingen) -> Iterator[Fout]:
    """Critical faults first, in the order of the contract, then warnings, then columns that are not known."""
    place = {naam: files.kolomletters(n) for n, naam in enumerate(gevonden.kop, start=1)}
    loose = v.tellingen.get(typed.ONLEESBAAR)
    if loose and loose.overtredingen:
        width = len(gevonden.kop)
        lines = [Plaats(n, words.velden_in_woorden(velden, width)) for n, velden in gevonden.onleesbaar]
        explained = words.onleesbare_regel(width)
        yield Fout(explained, "kritiek", "", "", loose.overtredingen, lines, "De regel telt niet mee.")
    broken = [(r, v.tellingen[r.naam].overtredingen) for r in contract.rijregels if r.naam in v.tellingen]
    for regel, aantal in sorted(broken, key=lambda found: not found[0].is_kritiek):
        if aantal:
            lines = [Plaats(n) for n in gevonden.regels.get(regel.naam, ())]
            counts = "De regel telt niet mee." if regel.is_kritiek else _TELT_TOCH
            kolom = "" if regel.soort == "herhaling" else regel.kolom
            letter = place.get(kolom, "")
            yield Fout(words.in_woorden(contract, regel), regel.ernst, letter, kolom, aantal, lines, counts)
    alike = typed.lijkt_op(gevonden.kop, contract)
    for n, naam in enumerate(gevonden.kop, start=1):
        if naam in v.onbekende_kolommen:
            explained = words.onbekende_kolom(alike.get(n))
            letter = files.kolomletters(n)
            counts = "De regels tellen mee, zonder deze kolom."
            yield Fout(explained, "waarschuwing", letter, "", 1, [Plaats(gevonden.kopregel)], counts)


def _bestandsregel(o: Bestandsoordeel, *, proef: bool) -> tuple[str, str, str]:
    if o.uitkomst == "niet uit te voeren" and o.regel.hoogste_verschil_pct is not None and proef:
        later = "Dit kan pas bij het inleveren: daarvoor is de aanlevering van een jaar eerder nodig."
        return o.regel.uitleg, "Niet nagekeken", later
    outcome = {
        "geslaagd": "Voldoet",
        "gezakt": "Voldoet niet: het bestand is geweigerd" if o.regel.ernst == "kritiek" else "Waarschuwing",
        "niet uit te voeren": "Niet nagekeken",
    }[o.uitkomst]
    return o.regel.uitleg, outcome, o.toelichting


def _stappen(a: Aanlevering, oordeel: Oordeel, fouten: Sequence[Fout], *, proef: bool) -> Iterator[str]:
    """What to do now."""
    if oordeel == "overgenomen":
        if fouten:
            yield "Kijk de waarschuwingen hieronder na. Klopt het wat er staat, dan hoeft u niets te veranderen."
        yield "U kunt dit bestand inleveren." if proef else "Verder hoeft u niets te doen."
        return
    if fouten:
        yield "Herstel de fouten in het bronsysteem, of anders in het bestand. Bij elke fout staat hoe dat moet."
    else:
        yield "Herstel wat er mis is; dat staat hierboven bij het oordeel."
    yield "Kijk het verbeterde bestand na met het programma: jbr check, met de naam van het bestand erachter."
    landing = a.landing
    if proef:
        yield "Lever het bestand in als er geen fouten meer zijn."
    elif landing.besluit == "geland" and landing.versie:
        higher = landing.versie + 1
        yield f"Lever het verbeterde bestand in als versie {higher}: laat de bestandsnaam eindigen op _v{higher}."
    else:
        yield "Lever het verbeterde bestand opnieuw in."


def _toelichting(
    landing: Landing,
    contract: Aanleveringscontract | None,
    gevonden: Bevindingen | None,
    oordeel: Oordeel,
    *,
    proef: bool,
) -> Iterator[str]:
    """How the report is to be read."""
    if contract is None:
        yield f"Het onderwerp staat in de bestandsnaam. Verwacht: {files.BESTANDSNAAM_UITLEG}."
    else:
        yield (f"Ministerie, onderwerp, peildatum en versie komen uit de bestandsnaam: {files.BESTANDSNAAM_UITLEG}.")
    if oordeel == "geweigerd" and gevonden is None:
        yield "Omdat het bestand geweigerd is, zijn de regels niet nagekeken. Daar kunnen ook nog fouten in zitten."
    if landing.formaat == "xlsx":
        yield (
            "Regelnummers zijn de rijnummers van Excel. Gelezen is het eerste zichtbare werkblad met alle verplichte "
            "kolommen."
        )
    elif contract:
        yield (
            "Regel 1 is de regel met kolomnamen. Lege regels tellen mee, zoals in Excel. Staat er in een cel een "
            "nieuwe regel (Alt+Enter), dan telt die mee, zoals in Kladblok. Excel telt hem niet: vanaf daar zijn de "
            "rijnummers in Excel lager."
        )
    if contract and gevonden:
        missing = [k.naam for k in contract.kolom if k.optioneel and k.naam not in gevonden.kop]
        if missing:
            yield f"Deze kolommen mogen ontbreken, en ontbreken: {', '.join(missing)}."
    yield (
        "Nagekeken is of het bestand aan de afspraken voldoet, niet of de waarden waar zijn. In dit rapport staat "
        "niets uit de cellen van het bestand."
    )
    if proef:
        yield "Dit was een proef. Het bestand is niet ingeleverd, en is niet veranderd, bewaard of verwijderd."
