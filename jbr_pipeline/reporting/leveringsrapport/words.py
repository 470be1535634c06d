"""What a broken rule is called in plain Dutch, what was expected, and how to mend it.

Everything follows from the contract, so that a new subject or rule needs no words here. Written at level B1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, Regel
from jbr_pipeline.sources.deliveries import limits
from jbr_pipeline.warehouse.findings import TE_LANG

BRON = "Zoek de juiste waarde op in het bronsysteem."

_NAMEN_IN_TITEL = 2


@dataclass(frozen=True)
class Uitleg:
    """A fault in words: what it is, what was expected in its place, and what to do."""

    titel: str
    verwacht: str
    herstel: str


def in_woorden(contract: Aanleveringscontract, regel: Regel) -> Uitleg:
    """A broken row rule in words."""
    kolom = contract.kolom_van(regel.kolom)
    expected = _zin(kolom.verwacht)
    match regel.soort:
        case "leesbaar":
            return Uitleg(_onleesbaar(kolom), expected, _herstel_type(kolom))
        case "gevuld":
            return Uitleg("De cel is leeg", expected, f"{BRON} Vul de cel daarmee; zij mag niet leeg zijn.")
        case "patroon":
            how = "Maak van de kolom een tekstkolom en vul de waarde opnieuw in." if kolom.wordt_datum else BRON
            return Uitleg("De waarde heeft niet de goede vorm", expected, how)
        case "bereik":
            return Uitleg(_buiten_bereik(kolom), regel.uitleg, f"{BRON} Kijk ook of de komma goed staat.")
        case "herhaling":
            return Uitleg(
                "De hele regel staat er al eerder",
                regel.uitleg,
                "Haal deze regel weg. De eerste van de gelijke regels telt mee en mag blijven staan.",
            )
        case "sleutel":
            return Uitleg(
                "De regel heeft dezelfde sleutel als een andere",
                regel.uitleg,
                f"Zoek in het bestand de regels met dezelfde waarde in {_opsomming(contract.sleutel)}. "
                "Laat er één staan, of verbeter de waarde die niet klopt.",
            )
        case "paar" | "eis":
            others = list(verwante_kolommen(contract, regel))
            if _noemt(regel, "peildatum"):
                others.append("de peildatum in de bestandsnaam")
            if not others:
                return Uitleg("De waarde is ongewoon", regel.uitleg, BRON)
            named = _opsomming(others) if len(others) <= _NAMEN_IN_TITEL else "de rest van de regel"
            return Uitleg(
                f"De waarde past niet bij {named}",
                regel.uitleg,
                f"Vergelijk deze cel met {_opsomming(others)}. Verbeter de waarde die niet klopt.",
            )


def verwante_kolommen(contract: Aanleveringscontract, regel: Regel) -> tuple[str, ...]:
    """The other columns of the contract that a rule looks at, in the order of the contract."""
    return tuple(k.naam for k in contract.kolom if k.naam != regel.kolom and _noemt(regel, k.naam))


def onleesbare_regel(velden: int) -> Uitleg:
    """A line that is no row of a file with so many columns."""
    return Uitleg(
        "De regel is niet te verdelen over de kolommen",
        f"{velden} velden met een puntkomma ertussen, net zoveel als er kolomnamen zijn.",
        "Staat er in een tekst een puntkomma of een aanhalingsteken? Haal dat teken weg, of laat Excel het bestand "
        "opnieuw opslaan als CSV. Kijk ook of er een puntkomma te veel of te weinig staat.",
    )


def velden_in_woorden(gevonden: int | None, verwacht: int) -> str:
    """What is wrong with one such line."""
    if gevonden == TE_LANG:
        return f"de regel is langer dan {limits.LANGSTE_RIJ_BYTES >> 20} miljoen tekens"
    if gevonden is None or gevonden == verwacht:
        return "een aanhalingsteken staat verkeerd of wordt niet gesloten"
    return f"{gevonden} {'veld' if gevonden == 1 else 'velden'} in plaats van {verwacht}"


def onbekende_kolom(lijkt_op: str | None) -> Uitleg:
    """A column that the contract does not know; its name is not repeated, since it may hold anything."""
    hint = f"De naam lijkt op {lijkt_op}. Bedoelt u die kolom, verbeter dan de naam. " if lijkt_op else ""
    return Uitleg(
        "Deze kolom kennen we niet",
        "Alleen kolommen uit de afspraken voor dit onderwerp. Hoofdletters maken niet uit.",
        f"{hint}Een kolom die we niet kennen, wordt niet overgenomen. Haal haar liever weg.",
    )


def _onleesbaar(kolom: Kolom) -> str:
    return {
        "geheel": "Dit is geen geheel getal",
        "decimaal": "Dit is geen getal zoals afgesproken",
        "datum": "Dit is geen datum zoals afgesproken",
        "keuze": "Deze waarde staat niet in de lijst",
        "janee": "Dit is geen ja of nee",
    }[kolom.type]


def _herstel_type(kolom: Kolom) -> str:
    match kolom.type:
        case "datum":
            return (
                "Schrijf de dag, de maand en het jaar met streepjes ertussen en met nullen ervoor, zoals 01-07-2024. "
                "Kijk ook of de dag bestaat."
            )
        case "geheel":
            return "Schrijf alleen cijfers, zonder punt, komma, spatie of letters."
        case "decimaal":
            point = "Een punt mag alleen tussen duizendtallen" if kolom.duizendtalpunt else "Gebruik geen punt"
            return f"Schrijf cijfers met een komma voor de decimalen. {point}. Laat spaties en tekens als € of % weg."
        case "keuze":
            when_empty = ", of laat de cel leeg" if kolom.optioneel else ""
            advice = " Maak van de kolom eerst een tekstkolom." if kolom.wordt_datum else ""
            return f"Neem een van die waarden precies zo over, met dezelfde hoofdletters{when_empty}.{advice}"
        case "janee":
            return "Schrijf ja of nee voluit."
    return BRON


def _buiten_bereik(kolom: Kolom) -> str:
    if kolom.maximum is None:
        return "De waarde is te laag"
    return "De waarde is te hoog" if kolom.minimum is None else "De waarde is te laag of te hoog"


def _noemt(regel: Regel, naam: str) -> bool:
    words = regel.paar or re.findall(r"[a-z_0-9]+", regel.eis or "")
    return naam in words


def _zin(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _opsomming(namen: Sequence[str]) -> str:
    return " en ".join(filter(None, [", ".join(namen[:-1]), namen[-1]]))
