"""What a row of each subject must look like: its columns, its key and the rules that send a row to quarantine.

Written from the text of the contract and not from the package's own files. Warnings are left out: they keep no row
from the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Rij = dict[str, Any]
Lezer = Callable[[str], Any]
"""From the text of a cell to its value; raises `Onleesbaar`. Empty is the empty text."""

_DATUM = re.compile(r"(\d\d)-(\d\d)-(\d{4})")


class Onleesbaar(Exception):
    """A cell that cannot be read as its type, or is empty where it may not be."""


@dataclass(frozen=True)
class Soort:
    """The layout of a subject. The rule gets a row and the peildatum."""

    kolommen: dict[str, Lezer]
    sleutel: tuple[str, ...]
    regel: Callable[[Rij, date], bool]
    optioneel: frozenset[str]

    @property
    def verplicht(self) -> set[str]:
        """The columns a file cannot do without."""
        return set(self.kolommen) - self.optioneel


def tekst(text: str) -> str:
    """Free text, a line break in it being a space; empty means unknown."""
    return " ".join(text.split()) or "onbekend"


def vrij(text: str) -> str:
    """Free text that becomes a category, so that it may not start as a formula does."""
    if text.startswith(("=", "+", "-", "@")):
        raise Onleesbaar
    return tekst(text)


def kenmerk(text: str) -> str:
    """Text that may not be empty."""
    if not text:
        raise Onleesbaar
    return tekst(text)


def groep(text: str) -> str:
    """Such a text that may not be empty."""
    return vrij(kenmerk(text))


def code(cijfers: int) -> Lezer:
    """A code that may have lost its leading zeros."""
    return lambda text: text.zfill(cijfers) if text.isdigit() else tekst(text)


def patroon(vorm: str) -> Lezer:
    """Text of a form."""
    whole = re.compile(vorm)

    def lees(text: str) -> str:
        if not whole.fullmatch(text):
            raise Onleesbaar
        return text

    return lees


def keuze(*keuzes: str) -> Lezer:
    """One of a list."""

    def lees(text: str) -> str:
        if text not in keuzes:
            raise Onleesbaar
        return text

    return lees


def geheel(laagste: int | None = None, hoogste: int | None = None) -> Lezer:
    """A whole number between bounds."""

    def lees(text: str) -> int:
        if not re.fullmatch(r"-?\d+", text):
            raise Onleesbaar
        return _binnen(int(text), laagste, hoogste)

    return lees


def decimaal(decimalen: int, laagste: int | None = None, hoogste: int | None = None, *, punt: bool = False) -> Lezer:
    """A number with a decimal comma; `punt`: thousands may be set apart by points."""

    def lees(text: str) -> Decimal:
        is_min = text.startswith("-") or text.endswith("-")
        plain = text.strip("-")
        if punt and re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", plain):
            plain = plain.replace(".", "")
        if not re.fullmatch(rf"\d+(,\d{{1,{decimalen}}})?", plain):
            raise Onleesbaar
        value = Decimal(plain.replace(",", "."))
        return _binnen(-value if is_min else value, laagste, hoogste)

    return lees


def _binnen(value: Any, laagste: int | None, hoogste: int | None) -> Any:
    if (laagste is not None and value < laagste) or (hoogste is not None and value > hoogste):
        raise Onleesbaar
    return value


def datum(text: str) -> date | None:
    """A day as dd-mm-jjjj; 31-12-9999 is no day."""
    match = _DATUM.fullmatch(text)
    if not match:
        raise Onleesbaar
    try:
        found = date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise Onleesbaar from None
    return None if found.year == 9999 else found


def janee(text: str) -> bool:
    """Yes or no."""
    if text not in ("ja", "nee"):
        raise Onleesbaar
    return text == "ja"


def soort(
    sleutel: str, regel: Callable[[Rij, date], bool] = lambda _r, _dag: True, *, optioneel: str = "", **kolommen: Lezer
) -> Soort:
    """A subject; `optioneel` names the columns that may be empty, which reads as None."""
    may_be_empty = frozenset(optioneel.split())
    readers = {naam: _of_leeg(lees) if naam in may_be_empty else lees for naam, lees in kolommen.items()}
    return Soort(readers, tuple(sleutel.split()), regel, may_be_empty)


def _of_leeg(lees: Lezer) -> Lezer:
    return lambda text: lees(text) if text else None


PSEUDONIEM = patroon(r"[0-9a-f]{16,64}")
GESLACHT = keuze("M", "V", "X", "O")
ERNST = keuze("laag", "midden", "hoog")
AUTO = {"benzine", "diesel", "elektrisch", "overig"}
KENMERKEN = {
    "elektriciteit": {"kantoor", "datacenter", "overig"},
    "aardgas": {"kantoor", "overig"},
    "warmte": {"stadswarmte", "overig"},
    "vliegreizen": {"europees", "intercontinentaal"},
    "woonwerk_auto": AUTO,
    "dienstreis_auto": AUTO,
    "dienstauto": AUTO,
    "openbaar_vervoer": {"trein", "overig"},
    "afval": {"restafval", "papier", "overig"},
    "wagenpark": {"zero-emissie", "overig"},
    "kantoren": {"onbekend", *"ABCDEFG", *(f"energielabel {label}" for label in "ABCDEFG")},
    "datacenter": {"it_verbruik", "totaal"},
}
MOBILITEIT = ("vliegreizen", "woonwerk_auto", "dienstreis_auto", "dienstauto", "openbaar_vervoer")
MET_UITSTOOT = ("elektriciteit", "aardgas", "warmte", *MOBILITEIT)
EENHEDEN = {thema: {"km"} for thema in MOBILITEIT} | {
    "elektriciteit": {"kWh", "GJ", "TJ"},
    "datacenter": {"kWh", "GJ", "TJ"},
    "aardgas": {"m3", "GJ", "TJ"},
    "warmte": {"GJ", "TJ", "kWh"},
    "afval": {"kg", "ton"},
    "wagenpark": {"stuks"},
    "kantoren": {"m2", "stuks"},
}


def _regel_bezetting(r: Rij, dag: date) -> bool:
    uit = r["datum_uit_dienst"]
    return (
        r["datum_in_dienst_rijk"] <= dag
        and (uit is None or uit >= r["datum_in_dienst_ministerie"])
        and r["uren_per_week"] > 0
        and 0 <= dag.year - r["geboortejaar"] <= 110
    )


def _regel_woo(r: Rij, dag: date) -> bool:
    besluit = r["besluitdatum"]
    return besluit is None or (besluit >= r["ontvangstdatum"] and r["uitkomst"] is not None)


def _regel_stage(r: Rij, dag: date) -> bool:
    return r["startdatum"].year == dag.year and (r["einddatum"] is None or r["einddatum"] >= r["startdatum"])


def _regel_vacature(r: Rij, dag: date) -> bool:
    return r["fte"] > 0 and (r["vervuld_datum"] is None or r["vervuld_datum"] >= r["open_datum"])


def _regel_duurzaamheid(r: Rij, dag: date) -> bool:
    theme = r["thema"]
    return (
        r["kenmerk"] in KENMERKEN[theme]
        and r["eenheid"] in EENHEDEN[theme]
        and (theme not in MET_UITSTOOT or r["emissiefactor_kg"] is not None)
    )


SOORTEN = {
    "bezetting": soort(
        "pseudo_id dienstverband_nr", _regel_bezetting,
        optioneel="datum_uit_dienst deeltijdfactor functiefamilie salarisschaal abd_groep standplaats",
        pseudo_id=PSEUDONIEM, dienstverband_nr=geheel(1), onderdeel_code=code(4), onderdeel_naam=tekst,
        organisatietype=keuze("kerndepartement", "SSO", "toezichthouder", "uitvoeringsorganisatie"),
        medewerkersgroep=keuze(
            "ambtelijk", "politiek ambtsdrager", "trainee", "stagiair", "extern", "gedetacheerd in", "gedetacheerd uit"
        ),
        contractsoort=keuze("onbepaald", "bepaald", "oproep", "leer-werk", "stage"),
        datum_in_dienst_rijk=datum, datum_in_dienst_ministerie=datum, datum_uit_dienst=datum,
        uren_per_week=decimaal(2, 0, 40), deeltijdfactor=decimaal(4), functiefamilie=vrij,
        functieschaal=geheel(1, 19), salarisschaal=geheel(), abd_groep=keuze("ABD-manager", "ABD-topmanager", "TMG"),
        geslacht=GESLACHT, geboortejaar=geheel(), standplaats=tekst,
    ),
    "stages_trainees": soort(
        "pseudo_id startdatum", _regel_stage, optioneel="programma einddatum",
        pseudo_id=PSEUDONIEM, rol=keuze("stagiair", "trainee"), programma=vrij, startdatum=datum, einddatum=datum,
    ),
    "verzuim": soort(
        "maand onderdeel_code geslacht leeftijdsklasse schaalgroep",
        lambda r, dag: r["maand"][:4] == str(dag.year) and r["ziektedagen"] <= r["beschikbare_dagen"],
        maand=patroon(r"\d{4}-(0[1-9]|1[0-2])"), onderdeel_code=code(4), geslacht=GESLACHT,
        leeftijdsklasse=keuze("<25", "25-34", "35-44", "45-54", "55-59", "60+"),
        schaalgroep=keuze("1-4", "5-9", "10-13", "14-19"), medewerkers=geheel(0),
        beschikbare_dagen=decimaal(2, 0, punt=True), ziektedagen=decimaal(2, 0, punt=True), meldingen=geheel(0),
    ),
    "vacatures": soort(
        "vacature_id", _regel_vacature, optioneel="sluit_datum vervuld_datum",
        vacature_id=tekst, onderdeel_code=code(4), vakgebied=vrij, kanaal=keuze("intern", "rijksbreed", "extern"),
        open_datum=datum, sluit_datum=datum, vervuld_datum=datum, functieschaal=geheel(1, 19), fte=decimaal(2, 0, 40),
    ),
    "financien": soort(
        "begrotingshoofdstuk artikel onderdeel kostensoort stelsel eenheid consolidatie",
        lambda r, _dag: (r["onderdeel"] == "kerndepartement") == (r["stelsel"] == "kas"),
        begrotingshoofdstuk=kenmerk, artikel=code(2), onderdeel=keuze("kerndepartement", "agentschap"),
        kostensoort=keuze(
            "ambtelijk_personeel", "inhuur_interimmanagement", "inhuur_organisatieadvies", "inhuur_beleidsadvies",
            "inhuur_communicatie", "inhuur_juridisch", "inhuur_ict", "inhuur_financieel", "inhuur_uitzend",
            "overig_personeel", "materieel_ict", "materieel_sso", "materieel_overig",
        ),
        stelsel=keuze("kas", "lasten"), eenheid=keuze("euro", "duizend euro"), bedrag=decimaal(2, punt=True),
        consolidatie=janee,
    ),
    "woo_verzoeken": soort(
        "zaaknummer", _regel_woo,
        optioneel="verdagingsdatum opschorting_dagen afgesproken_datum besluitdatum uitkomst ingebrekestelling_datum "
        "dwangsom_verbeurd_euro dwangsom_betaald_euro documenten",
        zaaknummer=kenmerk, onderdeel_code=code(4), kerndepartement=janee, ontvangstdatum=datum, verdagingsdatum=datum,
        opschorting_dagen=geheel(0), afgesproken_datum=datum, besluitdatum=datum,
        uitkomst=keuze(
            "openbaar", "deels openbaar", "niet openbaar", "ingetrokken", "doorgezonden", "buiten behandeling"
        ),
        ingebrekestelling_datum=datum, dwangsom_verbeurd_euro=decimaal(2, 0, punt=True),
        dwangsom_betaald_euro=decimaal(2, punt=True), bezwaar=janee, beroep=janee, documenten=geheel(),
    ),
    "integriteit": soort(
        "categorie fase afdoening",
        categorie=keuze(
            "fraude en diefstal", "corruptie", "misbruik van bevoegdheden", "ongewenste omgangsvormen",
            "onverenigbare functies", "misbruik van informatie", "wangedrag in vrije tijd", "verspilling", "giften",
            "overig",
        ),
        fase=keuze("vermoeden gemeld", "onderzocht", "vastgesteld"), afdoening=tekst, aantal=geheel(0),
    ),
    "banenafspraak": soort(
        "kwartaal soort", lambda r, dag: r["kwartaal"][:4] == str(dag.year),
        kwartaal=patroon(r"\d{4}-K[1-4]"), soort=keuze("eigen dienst", "inkoop en detachering"),
        verloonde_uren=decimaal(2, 0, punt=True), doel_banen=decimaal(1, 0, punt=True),
    ),
    "duurzaamheid": soort(
        "thema kenmerk eenheid", _regel_duurzaamheid, optioneel="emissiefactor_kg groen_nl_pct geschat_pct",
        thema=keuze(*KENMERKEN), kenmerk=kenmerk, hoeveelheid=decimaal(3, 0, punt=True),
        eenheid=keuze("kWh", "m3", "TJ", "GJ", "km", "kg", "ton", "stuks", "m2"), emissiefactor_kg=decimaal(4),
        groen_nl_pct=decimaal(1, 0, 100), geschat_pct=decimaal(1, 0, 100),
    ),
    "privacy_ict": soort(
        "kenmerk", lambda r, dag: r["datum"].year == dag.year,
        optioneel="einddatum kosten_duizend_euro leverancier_afhankelijk exitstrategie ernst",
        kenmerk=kenmerk,
        gebeurtenis=keuze(
            "dpia uitgevoerd", "dpia verplicht", "verwerking geregistreerd", "datalek gemeld", "ict-verstoring",
            "grote ict-activiteit",
        ),
        datum=datum, einddatum=datum, kosten_duizend_euro=decimaal(1, punt=True), leverancier_afhankelijk=janee,
        exitstrategie=janee, ernst=ERNST,
    ),
    "enquete": soort(
        "vraag groep",
        vraag=keuze("racisme_ervaren", "racisme_gesignaleerd_collegas", "racisme_gesignaleerd_burgers"),
        groep=groep, respondenten=geheel(0), gewogen_pct=decimaal(1, 0, 100),
    ),
    "organisatie": soort(
        "kenmerk",
        kenmerk=keuze(
            "kantoor_m2", "zbo_aantal", "agentschap_aantal", "adviescollege_aantal", "inkoop_euro", "inkoop_mkb_euro",
            "facturen_aantal", "facturen_binnen_30_dagen", "opleiding_euro", "topformatie_aantal",
        ),
        waarde=decimaal(2, 0, punt=True),
    ),
}  # fmt: skip
"""Every subject of the contract."""
