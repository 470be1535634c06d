"""The figures about the staff on two days: growth, inflow, outflow and moves."""

from __future__ import annotations

from collections import Counter
from datetime import date

from jbr_pipeline_tests.integration.indicators.narekening_bezetting import BAAN, MENS
from jbr_pipeline_tests.integration.indicators.narekening_blad import RIJK, Blad, Plek, Verwacht, groepeer
from jbr_pipeline_tests.integration.indicators.narekening_personeel import Baan, Mens, Personeel, personen, uren
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import NU


def stromen(blad: Blad, staf: Personeel) -> None:
    """Every day, against the same day in the first year at hand and a year earlier."""
    for day, groups in staf.groepen.items():
        base = min(d for d in staf.groepen if (d.month, d.day) == (day.month, day.day))
        before = day.replace(year=day.year - 1)
        everyone = staf.van(before, RIJK)
        for group in groups:
            for place in group.plekken:
                if start := staf.van(base, place):
                    _groei(blad, day, place, group.banen, start.banen)
                if everyone and (earlier := staf.van(before, place)):
                    _in_en_uit(blad, day, place, group.mensen, earlier.mensen)
                    _doorstroom(blad, day, place, group.mensen, earlier.mensen, everyone.mensen)


def _groei(blad: Blad, dag: date, plek: Plek, nu: list[Baan], toen: list[Baan]) -> None:
    def groei(n: list[Baan], b: list[Baan]) -> Verwacht:
        return Verwacht(uren(n) - uren(b), uren(b), 100, (personen(n), personen(b)))

    blad.zet("omvang_fte_groei", dag, plek, groei(nu, toen))
    new, old = (groepeer(x, BAAN["organisatietype"]) for x in (nu, toen))
    for category in {*new, *old}:
        figure = groei(new.get(category, []), old.get(category, []))
        blad.zet("omvang_fte_groei", dag, plek, figure, "organisatietype", category)


def _in_en_uit(blad: Blad, dag: date, plek: Plek, nu: dict[str, Mens], toen: dict[str, Mens]) -> None:
    came = [m for p, m in nu.items() if p not in toen]
    left = [m for p, m in toen.items() if p not in nu]
    for code, movers in (("instroom", came), ("uitstroom", left)):
        parts = [("totaal", "totaal", len(movers), len(toen))]
        for naam in ("geslacht", "leeftijdsklasse", "organisatietype"):
            n, base = Counter(map(MENS[naam], movers)), Counter(map(MENS[naam], toen.values()))
            parts += [(naam, category, n[category], base[category]) for category in {*n, *base}]
        for uitsplitsing, categorie, n_movers, n_base in parts:
            # Who left is part of who was there; who came is not.
            rest = (n_base - n_movers,) if code == "uitstroom" else ()
            share = Verwacht(n_movers, n_base, 100, (n_movers, n_base, *rest))
            blad.zet(code, dag, plek, Verwacht(n_movers, personen=(n_movers,)), uitsplitsing, categorie)
            blad.zet(f"{code}_pct", dag, plek, share, uitsplitsing, categorie)


def _doorstroom(
    blad: Blad, dag: date, plek: Plek, nu: dict[str, Mens], toen: dict[str, Mens], rijk: dict[str, Mens]
) -> None:
    """Other unit within the ministry, or other ministry; what only moved with a reorganisation stayed."""
    soorten: Counter[str] = Counter()
    for p, m in nu.items():
        if p in toen and _ministerie(m) == _ministerie(toen[p]):
            units = m.hoofd.onderdeel, toen[p].hoofd.onderdeel
            soorten["binnen ministerie"] += units[0] != units[1] and "onbekend" not in units
        elif p in rijk:
            soorten["ander ministerie"] += 1
    total = soorten.total()
    blad.zet("doorstroom", dag, plek, Verwacht(total, personen=(total,)))
    for soort, n in soorten.items():
        blad.zet("doorstroom", dag, plek, Verwacht(n, personen=(n,)), "soort", soort)


def _ministerie(m: Mens) -> str:
    return NU.get(m.hoofd.ministerie, m.hoofd.ministerie)
