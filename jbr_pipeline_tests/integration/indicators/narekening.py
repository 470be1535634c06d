"""The figures of the sample, computed once more in plain Python from the raw files.

Written from the text of the definitions; shares no code with the package and reads no table of it. The sample is
complete (every delivery owed is in force), so nothing is said here about missing ones.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from importlib import resources
from pathlib import Path
from statistics import median
from typing import Any

from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import (
    NU,
    Aanlevering,
    Publicatie,
    Rij,
    in_werking,
    publicaties,
)

EIND23, MIDDEN24, EIND24 = date(2023, 12, 31), date(2024, 7, 1), date(2024, 12, 31)
STAF = {"ambtelijk", "trainee", "gedetacheerd uit"}
DEFENSIE = "mnre1018"
SPLITSINGEN = set(NU)
RIJK = ("toen", "rijk")
OOK_ZONDER_BESLUIT = {"ingetrokken", "doorgezonden"}

Sleutel = tuple[str, str, date, str, str, str, str]
"""Indicator, variant, peildatum, structure, organisation, breakdown, category."""
Plek = tuple[str, str]
Waarde = Fraction | int | float


@dataclass(frozen=True)
class Verwacht:
    """A figure, and the numbers of persons behind it that may not be small."""

    teller: Waarde
    noemer: Waarde | None = None
    factor: int = 1
    personen: tuple[int, ...] = ()

    @property
    def waarde(self) -> float | None:
        """The value, exact until the last step."""
        if self.noemer is None:
            return float(self.factor * self.teller)
        return float(self.factor * Fraction(self.teller) / Fraction(self.noemer)) if self.noemer else None

    @property
    def is_te_klein(self) -> bool:
        """Whether it may not leave the closed zone."""
        return any(0 < n < 5 for n in self.personen)


def plekken(code: str) -> Iterator[Plek]:
    """Where a fact of a ministry counts; the Rijk is the same on both structures, so it is counted on one."""
    yield "toen", code
    yield "nu", NU.get(code, code)
    yield "toen", "rijk"


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
    functieschaal: int
    abd: str | None
    geslacht: str
    leeftijd: int

    @property
    def leeftijdsklasse(self) -> str:
        return leeftijdsklasse(self.leeftijd)

    @property
    def schaalgroep(self) -> str:
        return schaalgroep(self.functieschaal)


@dataclass
class Mens:
    """A person at a place: the employment that counts most, and all hours there."""

    hoofd: Baan
    honderdsten: int


@dataclass
class Narekening:
    """Every recomputed figure of one data folder."""

    map: Path
    verwacht: dict[Sleutel, Verwacht] = field(default_factory=dict)

    @classmethod
    def van(cls, map_: Path) -> Narekening:
        """Recompute everything."""
        self = cls(map_)
        self._personeel()
        self._financien()
        self._woo()
        self._publicaties()
        self.verwacht |= {
            (*k[:3], "nu", *k[4:]): figure for k, figure in self.verwacht.items() if k[3:5] == ("toen", "rijk")
        }
        return self

    @property
    def uitsplitsingen(self) -> set[tuple[str, str, str]]:
        """Indicator, variant and breakdown of all that was recomputed."""
        return {(k[0], k[1], k[5]) for k in self.verwacht}

    @cached_property
    def aanleveringen(self) -> list[Aanlevering]:
        return in_werking(self.map)

    def _zet(
        self, code: str, dag: date, plek: Plek, uitsplitsing: str, categorie: str, cijfer: Verwacht, variant: str = ""
    ) -> None:
        self.verwacht[code, variant or "standaard", dag, *plek, uitsplitsing, categorie] = cijfer

    def _elk(
        self,
        code: str,
        dag: date,
        plek: Plek,
        items: Iterable[Any],
        maak: Callable[[list[Any]], Verwacht],
        variant: str = "",
        **dimensies: Callable[[Any], str],
    ) -> None:
        """The total and a figure per category of each dimension."""
        every = list(items)
        self._zet(code, dag, plek, "totaal", "totaal", maak(every), variant)
        for naam, van in dimensies.items():
            for categorie, deel in groepeer(every, van).items():
                self._zet(code, dag, plek, naam, categorie, maak(deel), variant)

    # -- staff ---------------------------------------------------------------------------------------------------

    @cached_property
    def banen(self) -> dict[date, dict[Plek, list[Baan]]]:
        found: dict[date, dict[Plek, list[Baan]]] = defaultdict(lambda: defaultdict(list))
        for a in self.aanleveringen:
            if a.soort != "bezetting" or a.ministerie == DEFENSIE:
                continue
            for r in a.rijen:
                if telt_mee(r, a.peildatum):
                    job = als_baan(r, a)
                    for place in plekken(a.ministerie):
                        found[a.peildatum][place].append(job)
        return found

    @cached_property
    def mensen(self) -> dict[date, dict[Plek, dict[str, Mens]]]:
        found: dict[date, dict[Plek, dict[str, Mens]]] = defaultdict(dict)
        for day, places in self.banen.items():
            for place, jobs in places.items():
                per: dict[str, list[Baan]] = groepeer(jobs, lambda b: b.persoon)
                found[day][place] = {
                    p: Mens(
                        bs[0] if len(bs) == 1 else min(bs, key=lambda b: (-b.honderdsten, b.nr, b.ministerie)),
                        sum(b.honderdsten for b in bs),
                    )
                    for p, bs in per.items()
                }
        return found

    def _personeel(self) -> None:
        for day, places in self.banen.items():
            for place, jobs in places.items():
                self._omvang(day, place, jobs)
                self._opbouw(day, place, list(self.mensen[day][place].values()))
        for day, base in ((EIND23, EIND23), (MIDDEN24, MIDDEN24), (EIND24, EIND23)):
            for place in self.banen[day]:
                if place in self.banen[base]:
                    self._groei(day, place, self.banen[day][place], self.banen[base][place])
        for place, now in self.mensen[EIND24].items():
            if place in self.mensen[EIND23]:
                self._stromen(place, now, self.mensen[EIND23][place])

    def _omvang(self, day: date, place: Plek, jobs: list[Baan]) -> None:
        def fte(bs: list[Baan]) -> Verwacht:
            return Verwacht(som(bs), 36, personen=(len({b.persoon for b in bs}),))

        self._elk("omvang_fte", day, place, jobs, fte, geslacht=lambda b: b.geslacht)
        low = [b for b in jobs if b.functieschaal <= 3]
        self._elk("lage_loonschalen_fte", day, place, low, fte)
        whole, people = som(jobs), len({b.persoon for b in jobs})
        for category, part in groepeer(jobs, lambda b: b.schaalgroep).items():
            n = len({b.persoon for b in part})
            figure = Verwacht(som(part), whole, 100, (n, people, people - n))
            self._zet("schaalverdeling", day, place, "schaalgroep", category, figure)

    def _opbouw(self, day: date, place: Plek, people: list[Mens]) -> None:
        def aantal(ms: list[Mens]) -> Verwacht:
            return Verwacht(len(ms), personen=(len(ms),))

        def leeftijd(ms: list[Mens]) -> Verwacht:
            return Verwacht(sum(m.hoofd.leeftijd for m in ms), len(ms), personen=(len(ms),))

        def deeltijdfactor(ms: list[Mens]) -> Verwacht:
            return Verwacht(Fraction(sum(m.honderdsten for m in ms), 100), 36 * len(ms), personen=(len(ms),))

        def gemaximeerd(ms: list[Mens]) -> Verwacht:
            return Verwacht(Fraction(sum(min(m.honderdsten, 3600) for m in ms), 100), 36, personen=(len(ms),))

        def aandeel(telt: Callable[[Mens], bool]) -> Callable[[list[Mens]], Verwacht]:
            return lambda ms: deel(sum(map(telt, ms)), len(ms))

        def vrouw(m: Mens) -> bool:
            return m.hoofd.geslacht == "V"

        def geslacht(m: Mens) -> str:
            return m.hoofd.geslacht

        def klasse(m: Mens) -> str:
            return m.hoofd.leeftijdsklasse

        self._elk("omvang_fte", day, place, people, gemaximeerd, "gemaximeerd", leeftijdsklasse=klasse)
        self._elk(
            "omvang_medewerkers", day, place, people, aantal,
            schaalgroep=lambda m: m.hoofd.schaalgroep, organisatietype=lambda m: m.hoofd.organisatietype,
        )  # fmt: skip
        self._elk("leeftijd_gem", day, place, people, leeftijd, geslacht=geslacht)
        self._elk("deeltijdfactor_gem", day, place, people, deeltijdfactor, geslacht=geslacht)
        self._elk("deeltijd_pct", day, place, people, aandeel(lambda m: m.honderdsten < 3600), geslacht=geslacht)
        self._elk("vrouwen_pct", day, place, people, aandeel(vrouw), leeftijdsklasse=klasse)
        subtop = [m for m in people if m.hoofd.functieschaal >= 15 or m.hoofd.abd]
        self._elk("vrouwen_subtop_top_pct", day, place, subtop, aandeel(vrouw))
        top = [m for m in people if m.hoofd.functieschaal >= 16 or m.hoofd.abd in ("ABD-topmanager", "TMG")]
        self._elk("vrouwen_top_pct", day, place, top, aandeel(vrouw))
        for category, n in Counter(m.hoofd.contractsoort for m in people).items():
            self._zet("contracttype_pct", day, place, "contractsoort", category, deel(n, len(people)))
        for category, n in Counter(map(klasse, people)).items():
            self._zet("leeftijdsopbouw", day, place, "leeftijdsklasse", category, deel(n, len(people)))
        per_sex = Counter(map(geslacht, people))
        for (sex, category), n in Counter((geslacht(m), klasse(m)) for m in people).items():
            cross = ("geslacht*leeftijdsklasse", f"{sex}*{category}")
            self._zet("leeftijdsopbouw", day, place, *cross, deel(n, per_sex[sex]))

    def _groei(self, day: date, place: Plek, now: list[Baan], base: list[Baan]) -> None:
        def groei(n: list[Baan], b: list[Baan]) -> Verwacht:
            persons = (len({x.persoon for x in n}), len({x.persoon for x in b}))
            return Verwacht(som(n) - som(b), som(b), 100, persons)

        self._zet("omvang_fte_groei", day, place, "totaal", "totaal", groei(now, base))
        new, old = (groepeer(x, lambda b: b.organisatietype) for x in (now, base))
        for category in {*new, *old}:
            figure = groei(new.get(category, []), old.get(category, []))
            self._zet("omvang_fte_groei", day, place, "organisatietype", category, figure)

    def _stromen(self, place: Plek, now: dict[str, Mens], then: dict[str, Mens]) -> None:
        came = [m for p, m in now.items() if p not in then]
        left = [m for p, m in then.items() if p not in now]
        were = Counter(m.hoofd.geslacht for m in then.values()) | Counter({"": 0})
        for code, people, is_part in (("instroom", came, False), ("uitstroom", left, True)):
            per_sex = Counter(m.hoofd.geslacht for m in people)
            for uitsplitsing, categorie, n, base in (
                ("totaal", "totaal", len(people), len(then)),
                *(("geslacht", sex, per_sex[sex], were[sex]) for sex in {*per_sex, *were} - {""}),
            ):
                self._zet(code, EIND24, place, uitsplitsing, categorie, Verwacht(n, personen=(n,)))
                persons = (n, base, base - n) if is_part else (n, base)
                figure = Verwacht(n, base, 100, persons)
                self._zet(f"{code}_pct", EIND24, place, uitsplitsing, categorie, figure)
        rijk = self.mensen[EIND23][RIJK]
        soorten: Counter[str] = Counter()
        for p, m in now.items():
            if p in then and NU.get(m.hoofd.ministerie, m.hoofd.ministerie) == NU.get(
                then[p].hoofd.ministerie, then[p].hoofd.ministerie
            ):
                units = m.hoofd.onderdeel, then[p].hoofd.onderdeel
                soorten["binnen ministerie"] += units[0] != units[1] and "onbekend" not in units
            elif p in then or p in rijk:
                soorten["ander ministerie"] += 1
        total = soorten.total()
        self._zet("doorstroom", EIND24, place, "totaal", "totaal", Verwacht(total, personen=(total,)))
        for soort, n in soorten.items():
            self._zet("doorstroom", EIND24, place, "soort", soort, Verwacht(n, personen=(n,)))

    # -- finance -------------------------------------------------------------------------------------------------

    def _financien(self) -> None:
        lines: dict[tuple[date, Plek], list[Rij]] = defaultdict(list)
        for a in self.aanleveringen:
            if a.soort != "financien":
                continue
            for r in a.rijen:
                euro = Fraction(r["bedrag"]) * (1000 if r["eenheid"] == "duizend euro" else 1)
                for place in plekken(a.ministerie):
                    if place[1] != "rijk" or not r["consolidatie"]:
                        lines[a.peildatum, place].append({**r, "euro": euro, "ministerie": a.ministerie})
        within: Counter[date] = Counter()
        for (day, place), rows in lines.items():
            self._uitgaven(day, place, rows)
            share = inhuur_pct(rows)
            assert share.waarde is not None
            within[day] += place[0] == "toen" and place[1] != "rijk" and share.waarde <= 10
        for day, n in within.items():
            self._zet("inhuur_ministeries_binnen_norm", day, RIJK, "totaal", "totaal", Verwacht(n))

    def _uitgaven(self, day: date, place: Plek, rows: list[Rij]) -> None:
        def duizend(rs: list[Rij]) -> Verwacht:
            return Verwacht(sum((r["euro"] for r in rs), Fraction(0)), 1000)

        def onderdeel(r: Rij) -> str:
            return str(r["onderdeel"])

        def kostensoort(r: Rij) -> str:
            return str(r["kostensoort"])

        hire = [r for r in rows if is_inhuur(r)]
        self._elk("apparaatsuitgaven", day, place, rows, duizend, kostensoort=kostensoort, onderdeel=onderdeel)
        self._elk("inhuur_uitgaven", day, place, hire, duizend, categorie=lambda r: r["kostensoort"][7:])
        self._elk("inhuur_pct", day, place, rows, inhuur_pct, onderdeel=onderdeel)
        self._elk("inhuur_pct", day, place, rows, lambda rs: inhuur_pct(rs, breed=True), "totale_personele_uitgaven")
        advice = ("inhuur_organisatieadvies", "inhuur_beleidsadvies")
        consultants = [r for r in rows if r["kostensoort"] in advice and r["onderdeel"] == "kerndepartement"]
        self._elk("inhuur_consultants", day, place, consultants, duizend)
        staff = [r for r in rows if r["kostensoort"] == "ambtelijk_personeel"]
        self._elk("personeelskosten", day, place, staff, duizend, onderdeel=onderdeel)
        if place[1] != DEFENSIE:
            spent = sum((r["euro"] for r in rows if r["ministerie"] != DEFENSIE), Fraction(0))
            figure = Verwacht(spent * 36, som(self.banen[day][place]))
            self._zet("apparaatsuitgaven_per_fte", day, place, "totaal", "totaal", figure)

    # -- Woo -----------------------------------------------------------------------------------------------------

    def _woo(self) -> None:
        requests: dict[tuple[date, Plek], list[Rij]] = defaultdict(list)
        for a in self.aanleveringen:
            if a.soort == "woo_verzoeken":
                for r in a.rijen:
                    for place in plekken(a.ministerie):
                        requests[a.peildatum, place].append({**r, "termijn": termijn(r)})
        for (day, place), rows in requests.items():
            self._verzoeken(day, place, rows)

    def _verzoeken(self, day: date, place: Plek, rows: list[Rij]) -> None:
        def tel(code: str, items: list[Rij], variant: str = "") -> None:
            self._zet(code, day, place, "totaal", "totaal", Verwacht(len(items)), variant)

        def in_jaar(r: Rij, naam: str) -> bool:
            return r.get(naam) is not None and r[naam].year == day.year

        def som_van(naam: str) -> Verwacht:
            return Verwacht(sum((Fraction(r.get(naam) or 0) for r in decided), Fraction(0)))

        def tijdig(rs: list[Rij], *, afgesproken: bool = True) -> Verwacht:
            def laatste(r: Rij) -> date:
                agreed: date | None = r.get("afgesproken_datum")
                by_law: date = r["termijn"]
                return max(by_law, agreed) if agreed and afgesproken else by_law

            return Verwacht(sum(r["besluitdatum"] <= laatste(r) for r in rs), len(rs), 100)

        decided = [r for r in rows if in_jaar(r, "besluitdatum")]
        real = [r for r in decided if r["uitkomst"] not in OOK_ZONDER_BESLUIT]
        pending = [r for r in rows if r["ontvangstdatum"] <= day and (r.get("besluitdatum") or date.max) > day]
        late = [r for r in pending if max(r["termijn"], r.get("afgesproken_datum") or date.min) < day]
        tel("woo_verzoeken_ontvangen", [r for r in rows if in_jaar(r, "ontvangstdatum")])
        tel("woo_afgehandeld", real)
        tel("woo_afgehandeld", decided, "alle_uitkomsten")
        tel("woo_in_behandeling", pending)
        tel("woo_in_behandeling_te_laat", late)
        tel("woo_ingebrekestellingen", [r for r in rows if in_jaar(r, "ingebrekestelling_datum")])
        tel("woo_bezwaar", [r for r in decided if r["bezwaar"]])
        tel("woo_beroep", [r for r in decided if r["beroep"]])
        self._elk("woo_uitkomsten", day, place, decided, lambda rs: Verwacht(len(rs)), uitkomst=lambda r: r["uitkomst"])
        for variant, figure in (
            ("standaard", tijdig(real)),
            ("wettelijk", tijdig(real, afgesproken=False)),
            ("kerndepartement", tijdig([r for r in real if r["kerndepartement"]])),
            ("alle_uitkomsten", tijdig(decided)),
        ):
            self._zet("woo_tijdig_pct", day, place, "totaal", "totaal", figure, variant)
        for naam in ("verbeurd", "betaald"):
            figure = som_van(f"dwangsom_{naam}_euro")
            self._zet(f"woo_dwangsommen_{naam}", day, place, "totaal", "totaal", figure)
        days = [(r["besluitdatum"] - r["ontvangstdatum"]).days for r in real]
        self._zet("woo_doorlooptijd_gem", day, place, "totaal", "totaal", Verwacht(sum(days), len(days)))
        if days:
            self._zet("woo_doorlooptijd_mediaan", day, place, "totaal", "totaal", Verwacht(median(days)))
        for category, n in Counter(doorlooptijdklasse(d) for d in days).items():
            figure = Verwacht(n, len(days), 100)
            self._zet("woo_doorlooptijd_klassen", day, place, "doorlooptijdklasse", category, figure)

    # -- publications --------------------------------------------------------------------------------------------

    def _publicaties(self) -> None:
        categories = woo_categorieen()
        found = publicaties(self.map, date(2022, 1, 1), set(categories))
        ministries = {a.ministerie for a in self.aanleveringen}
        for year in (2022, 2023, 2024):
            day = date(year, 12, 31)
            per: dict[Plek, list[Publicatie]] = defaultdict(list)
            for p in found:
                if p.organisatie in ministries:
                    for place in plekken(p.organisatie):
                        per[place].append(p)
            for place, docs in per.items():
                if place[0] == "toen" and place[1] in SPLITSINGEN and year < 2024:
                    continue
                self._documenten(day, place, [d for d in docs if not d.is_bijlage], [d for d in docs if d.is_bijlage])
            every = [p for p in found if not p.is_bijlage and p.dag.year == year]
            self._zet("publicaties", day, RIJK, "totaal", "totaal", Verwacht(len(every)), "hele_platform")
            for code in categories:
                who = {
                    d.organisatie for d in per[RIJK] if d.categorie == code and d.dag.year == year and not d.is_bijlage
                }
                indicator = "organisaties_met_publicatie_per_categorie"
                self._zet(indicator, day, RIJK, "informatiecategorie", code, Verwacht(len(who)))

    def _documenten(self, day: date, place: Plek, docs: list[Publicatie], bijlagen: list[Publicatie]) -> None:
        def aantal(ds: list[Publicatie]) -> Verwacht:
            return Verwacht(len(ds))

        this_year = [d for d in docs if d.dag.year == day.year]
        self._elk(
            "publicaties", day, place, this_year, aantal,
            documentsoort=lambda d: d.documentsoort, aanbieder=lambda d: d.aanbieder,
            informatiecategorie=lambda d: d.categorie,
        )  # fmt: skip
        self._elk("publicaties", day, place, [d for d in bijlagen if d.dag.year == day.year], aantal, "bijlagen")
        self._elk("publicaties_stand", day, place, [d for d in docs if d.dag <= day], aantal)
        self._elk("publicatie_dubbelen", day, place, [d for d in this_year if d.is_dubbel], aantal)
        if day.year >= 2024:
            first = {c for c, is_first in woo_categorieen().items() if is_first}
            tranche = [d for d in this_year if d.categorie in first and d.dag >= date(2024, 11, 1)]
            self._elk(
                "publicaties_per_eerste_tranche_categorie", day, place, tranche, aantal,
                maand=lambda d: f"{d.dag:%Y-%m}", informatiecategorie=lambda d: d.categorie,
            )  # fmt: skip


def groepeer(items: Iterable[Any], van: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    """The items per value."""
    found: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        found[van(item)].append(item)
    return found


def som(jobs: Iterable[Baan]) -> Fraction:
    """The hours of the jobs."""
    return Fraction(sum(b.honderdsten for b in jobs), 100)


def deel(n: int, geheel: int) -> Verwacht:
    """So many persons of so many, in percent."""
    return Verwacht(n, geheel, 100, (n, geheel, geheel - n))


def telt_mee(r: Rij, dag: date) -> bool:
    """Whether an employment is in the population."""
    uit = r.get("datum_uit_dienst")
    return r["medewerkersgroep"] in STAF and r["datum_in_dienst_ministerie"] <= dag and (uit is None or uit >= dag)


def als_baan(r: Rij, a: Aanlevering) -> Baan:
    """A row as an employment."""
    unit = str(r.get("onderdeel_code") or "onbekend")
    return Baan(
        r["pseudo_id"], a.ministerie, r["dienstverband_nr"], int(r["uren_per_week"] * 100),
        unit.zfill(4) if unit.isdigit() else unit, r["organisatietype"], r["contractsoort"], r["functieschaal"],
        r.get("abd_groep"), r["geslacht"], a.peildatum.year - r["geboortejaar"],
    )  # fmt: skip


def is_inhuur(r: Rij) -> bool:
    """Whether an amount is one of the eight kinds of external hire."""
    return str(r["kostensoort"]).startswith("inhuur_")


def inhuur_pct(rows: list[Rij], *, breed: bool = False) -> Verwacht:
    """External hire as a share of staff costs and hire; `breed`: with other staff costs below the line."""
    hire = sum((r["euro"] for r in rows if is_inhuur(r)), Fraction(0))
    below = ("ambtelijk_personeel", "overig_personeel") if breed else ("ambtelijk_personeel",)
    rest = sum((r["euro"] for r in rows if r["kostensoort"] in below), Fraction(0))
    return Verwacht(hire, hire + rest, 100)


def doorlooptijdklasse(dagen: int) -> str:
    """The class of a number of days."""
    return "<=28" if dagen <= 28 else "29-42" if dagen <= 42 else "43-100" if dagen <= 100 else ">100"


def pasen(jaar: int) -> date:
    """Easter Sunday (Gauss, in the form of Meeus)."""
    a, b, c = jaar % 19, jaar // 100, jaar % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(jaar, month, day + 1)


GELIJKGESTELD = {
    date(2023, 4, 28), date(2023, 5, 19), date(2024, 5, 10), date(2024, 12, 27),
    date(2025, 5, 30), date(2026, 1, 2), date(2026, 5, 15),
}  # fmt: skip


def is_vrij(dag: date) -> bool:
    """Whether no term can end on the day (Algemene termijnenwet, art. 1 and 3)."""
    fixed = {(1, 1), (5, 5), (12, 25), (12, 26)}
    easter = pasen(dag.year)
    moving = {easter + timedelta(n) for n in (-2, 0, 1, 39, 49, 50)}
    kingsday = date(dag.year, 4, 27) if dag.year >= 2014 else date(dag.year, 4, 30)
    if kingsday.weekday() == 6:
        kingsday -= timedelta(1)
    return (
        dag.weekday() >= 5 or (dag.month, dag.day) in fixed or dag in moving or dag == kingsday or dag in GELIJKGESTELD
    )


def verschoven(dag: date) -> date:
    """The first day from this one on which a term can end."""
    while is_vrij(dag):
        dag += timedelta(1)
    return dag


def termijn(r: Rij) -> date:
    """The statutory last day of a Woo request."""
    first: date = r["ontvangstdatum"] + timedelta(28 + (r.get("opschorting_dagen") or 0))
    told = r.get("verdagingsdatum")
    if told is None or told > verschoven(first):
        return verschoven(first)
    return verschoven(first + timedelta(28 if r["ontvangstdatum"] < date(2022, 5, 1) else 14))


def woo_categorieen() -> dict[str, bool]:
    """The 17 categories of art. 3.3 Woo, and whether each is of the first tranche."""
    text = (
        resources.files("jbr_pipeline.contracts").joinpath("reference/woo_informatiecategorieen.csv").read_text("utf-8")
    )
    rows = csv.DictReader(text.splitlines())
    return {r["tooi_code"]: r["eerste_tranche_2024_11_01"] == "ja" for r in rows if r["in_art_3_3"] == "ja"}
