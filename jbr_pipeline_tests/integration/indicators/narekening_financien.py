"""The figures about money, and the cut that is measured against 2024."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

from jbr_pipeline_tests.integration.indicators.narekening_blad import (
    DEFENSIE,
    RIJK,
    Blad,
    Plek,
    Verwacht,
    plekken,
    som,
    veld,
)
from jbr_pipeline_tests.integration.indicators.narekening_personeel import Personeel, personen, uren
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij

NULMETING = date(2024, 12, 31)


def financien(blad: Blad, aanleveringen: list[Aanlevering], staf: Personeel) -> None:
    """Every year and place, with Defensie."""
    lines: dict[tuple[date, Plek], list[Rij]] = defaultdict(list)
    for a in aanleveringen:
        for r in a.rijen:
            euro = Fraction(r["bedrag"]) * (1000 if r["eenheid"] == "duizend euro" else 1)
            for place in plekken(a.ministerie):
                if place != RIJK or not r["consolidatie"]:
                    lines[a.peildatum, place].append({**r, "euro": euro, "ministerie": a.ministerie})
    within: Counter[date] = Counter()
    for (day, place), rows in lines.items():
        _uitgaven(blad, day, place, rows)
        _inhuur(blad, day, place, rows)
        if place[1] != DEFENSIE:
            _per_fte(blad, day, place, rows, staf)
        share = inhuur_pct(rows)
        assert share.waarde is not None
        within[day] += place[0] == "toen" and place != RIJK and share.waarde <= 10
    for day, n in within.items():
        blad.zet("inhuur_ministeries_binnen_norm", day, RIJK, Verwacht(n))
    _taakstelling(blad, lines, staf)


def _uitgaven(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def soort_uitgave(r: Rij) -> str:
        return "materieel" if r["kostensoort"].startswith("materieel_") else "personeel"

    blad.elk(
        "apparaatsuitgaven", dag, plek, rijen, duizend,
        soort_uitgave=soort_uitgave, kostensoort=veld("kostensoort"), onderdeel=veld("onderdeel"),
    )  # fmt: skip
    staff = [r for r in rijen if r["kostensoort"] == "ambtelijk_personeel"]
    blad.elk("personeelskosten", dag, plek, staff, duizend, onderdeel=veld("onderdeel"))


def _inhuur(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def ruim(rs: list[Rij]) -> Verwacht:
        return inhuur_pct(rs, breed=True)

    hire = [r for r in rijen if _is_inhuur(r)]
    advice = ("inhuur_organisatieadvies", "inhuur_beleidsadvies")
    consultants = [r for r in rijen if r["kostensoort"] in advice and r["onderdeel"] == "kerndepartement"]
    unit = veld("onderdeel")
    blad.elk(
        "inhuur_uitgaven", dag, plek, hire, duizend,
        categorie=lambda r: r["kostensoort"].removeprefix("inhuur_"), onderdeel=unit,
    )  # fmt: skip
    blad.elk("inhuur_pct", dag, plek, rijen, inhuur_pct, onderdeel=unit)
    blad.elk("inhuur_pct", dag, plek, rijen, ruim, "totale_personele_uitgaven", onderdeel=unit)
    blad.elk("inhuur_consultants", dag, plek, consultants, duizend)


def _per_fte(blad: Blad, dag: date, plek: Plek, rijen: list[Rij], staf: Personeel) -> None:
    group = staf.van(dag, plek)
    assert group, (dag, plek)
    spent = som((r for r in rijen if r["ministerie"] != DEFENSIE), "euro")
    figure = Verwacht(spent * 36, uren(group.banen), personen=(personen(group.banen),))
    blad.zet("apparaatsuitgaven_per_fte", dag, plek, figure)


def _taakstelling(blad: Blad, regels: dict[tuple[date, Plek], list[Rij]], staf: Personeel) -> None:
    """Core departments only, in the structure of now; in the first year nothing has come of it yet."""
    for (day, place), rows in regels.items():
        if day != NULMETING or (place != RIJK and place[0] == "toen"):
            continue
        core = [r for r in rows if r["onderdeel"] == "kerndepartement" and not r["consolidatie"]]
        spent = som(core, "euro")
        blad.zet("taakstelling_nulmeting_apparaat", day, place, Verwacht(spent, 1000))
        blad.zet("taakstelling_doel_apparaat", day, place, Verwacht(spent * 78 / 100, 1000))
        blad.zet("taakstelling_realisatie_pct", day, place, Verwacht(0, spent * 22 / 100, 100))
        if group := staf.van(day, place):
            jobs = [b for b in group.banen if b.organisatietype == "kerndepartement"]
            blad.zet("taakstelling_nulmeting_fte", day, place, Verwacht(uren(jobs), 36, personen=(personen(jobs),)))


def duizend(rijen: list[Rij]) -> Verwacht:
    """The amounts in thousands of euros."""
    return Verwacht(som(rijen, "euro"), 1000)


def inhuur_pct(rijen: list[Rij], *, breed: bool = False) -> Verwacht:
    """External hire as a share of staff costs and hire; `breed`: with other staff costs below the line."""
    hire = som((r for r in rijen if _is_inhuur(r)), "euro")
    below = ("ambtelijk_personeel", "overig_personeel") if breed else ("ambtelijk_personeel",)
    rest = som((r for r in rijen if r["kostensoort"] in below), "euro")
    return Verwacht(hire, hire + rest, 100)


def _is_inhuur(r: Rij) -> bool:
    return str(r["kostensoort"]).startswith("inhuur_")
