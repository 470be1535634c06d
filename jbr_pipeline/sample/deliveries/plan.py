"""Which files there are, and the form in which each is written: the habits of a department's source system.

The quirks are those of real files; every one of them is legal by the contract and must not change a figure.
How a quirk is written belongs in `text_form` and `writing`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal

import duckdb

from jbr_pipeline.contracts.organisations import Organisatie, ministeries_op


@dataclass(frozen=True)
class Vorm:
    """How one file looks. The defaults are the plainest file that the contract allows."""

    extensie: Literal["csv", "csv.gz", "xlsx"] = "csv"
    codering: Literal["utf-8", "utf-8-sig", "cp1252"] = "utf-8"
    regeleinde: Literal["\n", "\r\n"] = "\n"
    kop: Literal["klein", "hoofdletters", "spaties"] = "klein"
    volgorde: Literal["contract", "omgekeerd", "alfabet"] = "contract"
    extra_kolom: str | None = None
    zonder: tuple[str, ...] = ()
    """Optional columns that the file does not have."""
    hekje: bool = False
    """An unknown optional cell is `#`, as in an export of SAP BW."""
    open_einde: bool = False
    """No last day in service is written as 31-12-9999."""
    spaties: bool = False
    """Spaces around the text of some cells."""
    aangehaald: bool = False
    """Every cell between quotes."""
    regelafbreking: bool = False
    """Line breaks inside some quoted cells."""
    min_achteraan: bool = False
    duizendtalpunt: bool = False
    subtotalen: bool = False
    lege_regels: bool = False
    """Lines without any field, and lines with empty fields only."""


_XLSX = Vorm(extensie="xlsx")

VORMEN: dict[str, Vorm] = {
    "mnre1010": _XLSX,
    "mnre1013": Vorm(codering="cp1252", regeleinde="\r\n", hekje=True, open_einde=True),
    "mnre1018": Vorm(codering="cp1252", regeleinde="\r\n", spaties=True, min_achteraan=True),
    "mnre1025": Vorm(
        codering="cp1252", regeleinde="\r\n", zonder=("salarisschaal", "documenten", "programma"), hekje=True
    ),
    "mnre1034": Vorm(codering="utf-8-sig", regeleinde="\r\n", kop="hoofdletters", extra_kolom="kostenplaats"),
    "mnre1045": Vorm(codering="utf-8-sig", volgorde="omgekeerd", open_einde=True),
    "mnre1058": Vorm(extensie="csv.gz", open_einde=True),
    "mnre1073": Vorm(aangehaald=True, min_achteraan=True, duizendtalpunt=True),
    "mnre1090": Vorm(extensie="csv.gz", subtotalen=True, duizendtalpunt=True),
    "mnre1109": Vorm(codering="cp1252", volgorde="alfabet", duizendtalpunt=True, extra_kolom="kosten in €"),
    "mnre1130": Vorm(codering="cp1252", regeleinde="\r\n", regelafbreking=True, lege_regels=True),
    "mnre1153": Vorm(codering="cp1252", kop="spaties", subtotalen=True, lege_regels=True),
    "mnre1162": Vorm(codering="utf-8-sig", regeleinde="\r\n", spaties=True),
    "mnre1171": _XLSX,
    "mnre1182": _XLSX,
}
"""The habits of each ministry, by TOOI code."""

AFWIJKEND: dict[tuple[str, str], Vorm] = {
    ("mnre1025", "woo_verzoeken"): _XLSX,
    ("mnre1058", "integriteit"): _XLSX,
    ("mnre1109", "banenafspraak"): _XLSX,
    ("mnre1153", "duurzaamheid"): _XLSX,
    ("mnre1073", "verzuim"): _XLSX,
    # The ledger of IenW is not the system that its staff come from.
    ("mnre1130", "financien"): Vorm(min_achteraan=True, duizendtalpunt=True, subtotalen=True, kop="spaties"),
    # Facility data come from the landlord of the Rijk, with points in every amount.
    ("mnre1130", "duurzaamheid"): Vorm(duizendtalpunt=True, subtotalen=True, kop="hoofdletters"),
    ("mnre1018", "organisatie"): Vorm(duizendtalpunt=True, lege_regels=True, volgorde="alfabet"),
}
"""Where a subject comes from another system than the rest of the ministry."""


@dataclass(frozen=True)
class Bestand:
    """One delivery to be written. `sleutel` is how the rows name it."""

    sleutel: str
    ministerie: Organisatie
    soort: str
    peildatum: date
    versie: int
    vorm: Vorm

    @property
    def map(self) -> str:
        """The folder of the ministry below the drop folder."""
        return self.ministerie.bestandsafkorting

    @property
    def naam(self) -> str:
        """The file name; the abbreviation in the ministry's own case, which the contract leaves free."""
        afkorting = self.ministerie.afkorting.replace("&", "EN")
        return f"JBR_{afkorting}_{self.soort}_{self.peildatum:%Y%m%d}_v{self.versie}.{self.vorm.extensie}"

    @property
    def gewijzigd_op(self) -> datetime:
        """When the file was last changed: some weeks after the peildatum, a higher version later."""
        day = datetime(self.peildatum.year, self.peildatum.month, self.peildatum.day, 9, tzinfo=UTC)
        return day + timedelta(days=20 + 10 * (self.versie - 1), minutes=int(self.ministerie.code[-3:]))


def bestanden(con: duckdb.DuckDBPyConnection, soort: str) -> list[Bestand]:
    """Every file for which there are rows of the subject, in a fixed order."""
    keys = con.execute(f"select distinct bestand from {soort}_tekst order by bestand").fetchall()
    return [_bestand(key, soort) for (key,) in keys]


def _bestand(sleutel: str, soort: str) -> Bestand:
    code, day, version = sleutel.split("_")
    peildatum = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    ministerie = next(m for m in ministeries_op(peildatum) if m.code == code)
    vorm = AFWIJKEND.get((code, soort), VORMEN[code])
    if soort != "bezetting" and vorm.extensie == "csv.gz":
        # Only the files of the large ministries are worth packing.
        vorm = replace(vorm, extensie="csv")
    return Bestand(sleutel, ministerie, soort, peildatum, int(version.removeprefix("v")), vorm)
