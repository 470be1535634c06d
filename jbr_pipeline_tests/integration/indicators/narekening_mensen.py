"""The figures about people that come as counts or events: vacancies, starts, jobs, absence, integrity, the survey."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from jbr_pipeline_tests.integration.indicators.narekening_blad import (
    RIJK,
    Blad,
    Plek,
    Verwacht,
    aantal,
    groepeer,
    met_categorie,
    per_plek,
    som,
    veld,
)
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij

BAANUREN = Fraction("331.5")
"""25.5 hours a week, thirteen weeks."""
KWARTALEN = {
    "standaard": ("K4",),
    "K1": ("K1",),
    "K2": ("K2",),
    "K3": ("K3",),
    "jaargemiddelde": ("K1", "K2", "K3", "K4"),
}
"""The quarters of every variant; the goal is that of the last."""
Soorten = dict[str, list[Aanlevering]]


def mensen(blad: Blad, soorten: Soorten) -> None:
    """Every subject, without Defensie."""
    per_subject: dict[str, Callable[[Blad, date, Plek, list[Rij]], None]] = {
        "vacatures": _vacatures,
        "stages_trainees": _begonnen,
        "banenafspraak": _banenafspraak,
        "verzuim": _verzuim,
        "integriteit": _integriteit,
    }
    for soort, reken in per_subject.items():
        places = per_plek(soorten[soort], met_defensie=False)
        if soort == "vacatures":
            places = met_categorie(places, "vakgebied", len)
        if soort == "stages_trainees":
            places = met_categorie(places, "programma", lambda rs: len({r["pseudo_id"] for r in rs}))
        for (day, place), rows in places.items():
            reken(blad, day, place, rows)
    for a in soorten["enquete"]:
        _enquete(blad, a)


def _vacatures(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    opened = [r for r in rijen if r["open_datum"].year == dag.year]
    ends = ("sluit_datum", "vervuld_datum")
    standing = [
        r for r in rijen if r["open_datum"] <= dag and not any(r[naam] is not None and r[naam] <= dag for naam in ends)
    ]
    blad.elk("vacatures_opengesteld", dag, plek, opened, aantal, kanaal=veld("kanaal"), vakgebied=veld("vakgebied"))
    blad.elk("vacatures_openstaand", dag, plek, standing, aantal)


def _begonnen(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def starters(rs: list[Rij]) -> Verwacht:
        return Verwacht(len(rs), personen=(len(rs),))

    for code, rol in (("trainees", "trainee"), ("stagiairs", "stagiair")):
        per_person = groepeer((r for r in rijen if r["rol"] == rol), veld("pseudo_id"))
        first = [min(rs, key=lambda r: (r["startdatum"], r["ministerie"])) for rs in per_person.values()]
        blad.elk(code, dag, plek, first, starters, programma=veld("programma"))


def _banenafspraak(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    for variant, quarters in KWARTALEN.items():
        rows = [r for r in rijen if r["kwartaal"][5:] in quarters]
        _banen(blad, dag, plek, rows, variant, quarters)


def _banen(blad: Blad, dag: date, plek: Plek, rijen: list[Rij], variant: str, kwartalen: tuple[str, ...]) -> None:
    def gewerkt(rs: list[Rij]) -> Fraction:
        return som(rs, "verloonde_uren") / len(kwartalen)

    def doel(rs: list[Rij]) -> Fraction:
        return som((r for r in rs if r["kwartaal"][5:] == kwartalen[-1]), "doel_banen")

    def personen(rs: list[Rij]) -> tuple[int, ...]:
        # Nobody says how many people; a job of a ministry and kind stands for one.
        parts = groepeer(rs, lambda r: (r["ministerie"], r["soort"])).values()
        return (sum(-(-gewerkt(part) // BAANUREN) for part in parts),)

    def banen(rs: list[Rij]) -> Verwacht:
        return Verwacht(gewerkt(rs), BAANUREN, personen=personen(rs))

    def doelen(rs: list[Rij]) -> Verwacht:
        return Verwacht(doel(rs))

    def realisatie(rs: list[Rij]) -> Verwacht:
        return Verwacht(gewerkt(rs), doel(rs) * BAANUREN, 100, personen(rs))

    kind = veld("soort")
    blad.elk("banenafspraak_banen", dag, plek, rijen, banen, variant, soort=kind)
    blad.elk("banenafspraak_doel", dag, plek, rijen, doelen, variant, soort=kind)
    blad.elk("banenafspraak_realisatie_pct", dag, plek, rijen, realisatie, variant, soort=kind)


def _verzuim(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    small = sum(r["medewerkers"] for r in rijen) < 100 * 12
    reason = "organisatie te klein" if small else None

    def achter(rs: list[Rij]) -> int:
        people = sum(r["medewerkers"] for r in rs)
        return max(people // 12, 1) if people else 0

    def verzuim(rs: list[Rij]) -> Verwacht:
        return Verwacht(som(rs, "ziektedagen"), som(rs, "beschikbare_dagen"), 100, (achter(rs),), reason)

    def frequentie(rs: list[Rij]) -> Verwacht:
        reports = sum(r["meldingen"] for r in rs)
        return Verwacht(reports, sum(r["medewerkers"] for r in rs), 12, (reports, achter(rs)), reason)

    dimensions = {naam: veld(naam) for naam in ("geslacht", "leeftijdsklasse", "schaalgroep")}
    blad.elk("ziekteverzuim_pct", dag, plek, rijen, verzuim, **dimensions)
    blad.elk("ziekteverzuim_meldingsfrequentie", dag, plek, rijen, frequentie, **dimensions)


def _integriteit(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def gevallen(rs: list[Rij]) -> Verwacht:
        n = sum(r["aantal"] for r in rs)
        return Verwacht(n, personen=(n,))

    for code, fase in (("integriteitsmeldingen", "vermoeden gemeld"), ("integriteitsschendingen", "vastgesteld")):
        rows = [r for r in rijen if r["fase"] == fase]
        blad.elk(code, dag, plek, rows, gevallen, categorie=veld("categorie"))


def _enquete(blad: Blad, a: Aanlevering) -> None:
    for r in a.rijen:
        if r["vraag"] == "racisme_ervaren":
            n = r["respondenten"]
            figure = Verwacht(Fraction(r["gewogen_pct"]) * n, n, personen=(n,))
            where = ("totaal", "totaal") if r["groep"] == "allen" else ("groep", r["groep"])
            blad.zet("racisme_ervaren_pct", a.peildatum, RIJK, figure, *where)
