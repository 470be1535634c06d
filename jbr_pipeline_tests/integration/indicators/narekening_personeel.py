"""Who works where, from the rows of `bezetting`: employments, and persons by their main employment.

The figures about them are in narekening_bezetting (one day) and narekening_stromen (two days).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from operator import attrgetter

from jbr_pipeline_tests.integration.indicators.narekening_blad import (
    DEFENSIE,
    KLEINSTE_CATEGORIE,
    Plek,
    groepeer,
    plekken,
)
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij

STAF = {"ambtelijk", "trainee", "gedetacheerd uit"}
VOLTIJD = 3600


def leeftijdsklasse(leeftijd: int) -> str:
    """The class of an age."""
    for grens, naam in ((25, "<25"), (35, "25-34"), (45, "35-44"), (55, "45-54"), (60, "55-59")):
        if leeftijd < grens:
            return naam
    return "60+"


def schaalgroep(schaal: int) -> str:
    """The group of a pay scale."""
    return "1-4" if schaal <= 4 else "5-9" if schaal <= 9 else "10-13" if schaal <= 13 else "14-19"


@dataclass(frozen=True, slots=True)
class Baan:
    """One employment that counts."""

    persoon: str
    ministerie: str
    nr: int
    honderdsten: int
    """Hours a week times a hundred: whole numbers add up exactly and fast."""
    onderdeel: str
    organisatietype: str
    contractsoort: str
    functiefamilie: str
    functieschaal: int
    abd: str | None
    geslacht: str
    leeftijd: int
    leeftijdsklasse: str
    schaalgroep: str


@dataclass(slots=True)
class Mens:
    """A person at a place: the employment that counts most, and all hours there."""

    hoofd: Baan
    honderdsten: int


@dataclass
class Groep:
    """The employments of one or more ministries on a day, and the places that consist of just these."""

    banen: list[Baan] = field(default_factory=list)
    mensen: dict[str, Mens] = field(default_factory=dict)
    plekken: list[Plek] = field(default_factory=list)


@dataclass
class Personeel:
    """The staff on every peildatum: per ministry as delivered, then in groups."""

    banen: dict[date, dict[str, list[Baan]]] = field(default_factory=lambda: defaultdict(dict))
    groepen: dict[date, list[Groep]] = field(default_factory=dict)

    def neem(self, a: Aanlevering) -> None:
        """Keep the employments of a delivery that count."""
        if a.ministerie != DEFENSIE:
            self.banen[a.peildatum][a.ministerie] = [_baan(r, a) for r in a.rijen if _telt_mee(r, a.peildatum)]

    def deel_in(self) -> None:
        """Make the groups. A place with the same ministries as another is the same group."""
        for day, per_ministry in self.banen.items():
            known = _families([job for jobs in per_ministry.values() for job in jobs])
            for code, jobs in per_ministry.items():
                per_ministry[code] = [
                    job if job.functiefamilie in known else replace(job, functiefamilie="overig") for job in jobs
                ]
            makers: dict[Plek, set[str]] = defaultdict(set)
            for code in per_ministry:
                for place in plekken(code):
                    makers[place].add(code)
            groups: dict[frozenset[str], Groep] = {}
            for place, codes in makers.items():
                key = frozenset(codes)
                if key not in groups:
                    jobs = [job for code in sorted(key) for job in per_ministry[code]]
                    groups[key] = Groep(jobs, _mensen(jobs))
                groups[key].plekken.append(place)
            self.groepen[day] = list(groups.values())

    def van(self, dag: date, plek: Plek) -> Groep | None:
        """The group of a place."""
        return next((g for g in self.groepen.get(dag, []) if plek in g.plekken), None)


def uren(banen: Iterable[Baan]) -> Fraction:
    """The hours a week of the employments."""
    return Fraction(sum(b.honderdsten for b in banen), 100)


def personen(banen: Iterable[Baan]) -> int:
    """How many different persons hold them."""
    return len({b.persoon for b in banen})


def _telt_mee(r: Rij, dag: date) -> bool:
    uit = r["datum_uit_dienst"]
    in_dienst: date = r["datum_in_dienst_ministerie"]
    return r["medewerkersgroep"] in STAF and in_dienst <= dag and (uit is None or uit >= dag)


def _baan(r: Rij, a: Aanlevering) -> Baan:
    age = a.peildatum.year - r["geboortejaar"]
    return Baan(
        r["pseudo_id"], a.ministerie, r["dienstverband_nr"], int(r["uren_per_week"] * 100), r["onderdeel_code"],
        r["organisatietype"], r["contractsoort"], r["functiefamilie"] or "onbekend", r["functieschaal"],
        r["abd_groep"], r["geslacht"], age, leeftijdsklasse(age), schaalgroep(r["functieschaal"]),
    )  # fmt: skip


def _families(banen: list[Baan]) -> set[str]:
    """The function families that enough people of the whole Rijk have; a rarer one counts as `overig`."""
    per_family = groepeer(banen, attrgetter("functiefamilie"))
    return {"onbekend"} | {f for f, jobs in per_family.items() if personen(jobs) >= KLEINSTE_CATEGORIE}


def _mensen(banen: list[Baan]) -> dict[str, Mens]:
    """Every person by the employment of most hours, then the lowest number, then the lowest ministry."""
    found: dict[str, Mens] = {}
    for job in banen:
        person = found.get(job.persoon)
        if person is None:
            found[job.persoon] = Mens(job, job.honderdsten)
            continue
        person.honderdsten += job.honderdsten
        if _rang(job) < _rang(person.hoofd):
            person.hoofd = job
    return found


def _rang(b: Baan) -> tuple[int, int, str]:
    return -b.honderdsten, b.nr, b.ministerie
