"""What the name of a delivery says: ministry, subject, peildatum and version. Nothing about its content."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract, contracten
from jbr_pipeline.contracts.organisations import Organisatie, ministerie_met_afkorting, ministeries_op

HOOGSTE_VERSIE = 9999
"""A version is part of the name of files of ours, and those have a longest length."""


class Bestandsfout(Exception):
    """A file that cannot be taken as a delivery; the message is for the department, in Dutch."""


@dataclass(frozen=True)
class Levering:
    """What a good file name says."""

    ministerie: Organisatie
    soort: str
    peildatum: date
    versie: int
    formaat: str
    """csv, csv.gz or xlsx."""

    @property
    def sleutel(self) -> str:
        """The slot that one delivery takes, whatever its extension or folder."""
        return f"{self.ministerie.bestandsafkorting}_{self.soort}_{self.peildatum:%Y%m%d}_v{self.versie}"


def lees_bestandsnaam(naam: str) -> Levering:
    """Read a file name by the contract; Bestandsfout says in Dutch what is wrong and what was expected."""
    # Letters of other scripts look like ours, and some even are the same in lower case or count as digits.
    if not (naam.isascii() and naam.isprintable()):
        raise Bestandsfout(
            "De bestandsnaam bevat andere tekens dan gewone letters, cijfers en leestekens; "
            f"verwacht: {files.BESTANDSNAAM_UITLEG}."
        )
    if not naam.lower().endswith(tuple(f".{e}" for e in files.EXTENSIES)):
        raise Bestandsfout(f"De extensie wordt niet herkend; verwacht: {', '.join(files.EXTENSIES)}.")
    match = files.BESTANDSNAAM.fullmatch(naam)
    if match is None:
        raise Bestandsfout(f"De bestandsnaam volgt het patroon niet; verwacht: {files.BESTANDSNAAM_UITLEG}.")
    contract = contracten().get(match["soort"].lower())
    if contract is None:
        raise Bestandsfout(f"De soort in de bestandsnaam is onbekend; verwacht een van: {', '.join(contracten())}.")
    peildatum = _peildatum(match["peildatum"], contract)
    if int(match["versie"]) < 1:
        raise Bestandsfout("Het versienummer is 1 of hoger.")
    if int(match["versie"]) > HOOGSTE_VERSIE:
        raise Bestandsfout(f"Het versienummer is hoogstens {HOOGSTE_VERSIE}.")
    ministerie = ministerie_met_afkorting(match["ministerie"], peildatum)
    if ministerie is None:
        raise Bestandsfout(f"De afkorting in de bestandsnaam is op {peildatum:%d-%m-%Y} geen ministerie.")
    if contract.alleen_van and ministerie.code not in contract.alleen_van:
        leveraars = [m.bestandsafkorting for m in ministeries_op(peildatum) if m.code in contract.alleen_van]
        raise Bestandsfout(
            f"De soort {contract.soort} komt alleen van {' en '.join(leveraars)}, niet van "
            f"{ministerie.bestandsafkorting}."
        )
    return Levering(ministerie, contract.soort, peildatum, int(match["versie"]), match["extensie"].lower())


def _peildatum(tekst: str, contract: Aanleveringscontract) -> date:
    try:
        if len(tekst) != len("jjjjmmdd"):
            raise ValueError
        peildatum = datetime.strptime(tekst, "%Y%m%d").date()  # noqa: DTZ007 a calendar day has no time zone
    except ValueError:
        raise Bestandsfout("De peildatum in de bestandsnaam is geen datum; verwacht: jjjjmmdd.") from None
    if peildatum.year < files.EERSTE_PEILJAAR:
        raise Bestandsfout(f"De peildatum in de bestandsnaam ligt voor {files.EERSTE_PEILJAAR}.")
    if not is_toegestaan(peildatum, contract):
        soorten = {"31-12": "31 december", "01-07": "1 juli", "maandeinde": "de laatste dag van een maand"}
        toegestaan = " of ".join(soorten[p] for p in contract.peildata)
        raise Bestandsfout(f"Voor {contract.soort} is de peildatum {toegestaan}, niet {peildatum:%d-%m-%Y}.")
    return peildatum


def is_toegestaan(peildatum: date, contract: Aanleveringscontract) -> bool:
    """Whether the subject may be delivered for this day."""
    laatste = calendar.monthrange(peildatum.year, peildatum.month)[1]
    return f"{peildatum:%d-%m}" in contract.peildata or ("maandeinde" in contract.peildata and peildatum.day == laatste)
