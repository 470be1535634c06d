"""The figures about Woo requests, with the statutory terms counted once more."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from statistics import median

from jbr_pipeline_tests.integration.indicators.narekening_blad import (
    Blad,
    Plek,
    Verwacht,
    aantal,
    per_plek,
    som,
    veld,
)
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij

OOK_ZONDER_BESLUIT = {"ingetrokken", "doorgezonden"}


def woo(blad: Blad, aanleveringen: list[Aanlevering]) -> None:
    """Every year and place."""
    for (day, place), rows in per_plek(aanleveringen).items():
        requests = [{**r, "termijn": termijn(r)} for r in rows]
        decided = [r for r in requests if _in_jaar(r, "besluitdatum", day)]
        real = [r for r in decided if r["uitkomst"] not in OOK_ZONDER_BESLUIT]
        _tellingen(blad, day, place, requests, decided)
        _tijdigheid(blad, day, place, decided, real)
        _doorlooptijd(blad, day, place, [(r["besluitdatum"] - r["ontvangstdatum"]).days for r in real])


def _in_jaar(r: Rij, naam: str, dag: date) -> bool:
    return r[naam] is not None and r[naam].year == dag.year


def _tellingen(blad: Blad, dag: date, plek: Plek, rijen: list[Rij], besloten: list[Rij]) -> None:
    pending = [r for r in rijen if r["ontvangstdatum"] <= dag and (r["besluitdatum"] or date.max) > dag]
    late = [r for r in pending if max(r["termijn"], r["afgesproken_datum"] or date.min) < dag]
    for code, items in (
        ("woo_verzoeken_ontvangen", [r for r in rijen if _in_jaar(r, "ontvangstdatum", dag)]),
        ("woo_ingebrekestellingen", [r for r in rijen if _in_jaar(r, "ingebrekestelling_datum", dag)]),
        ("woo_in_behandeling", pending),
        ("woo_in_behandeling_te_laat", late),
        ("woo_bezwaar", [r for r in besloten if r["bezwaar"]]),
        ("woo_beroep", [r for r in besloten if r["beroep"]]),
    ):
        blad.elk(code, dag, plek, items, aantal)
    blad.elk("woo_uitkomsten", dag, plek, besloten, aantal, uitkomst=veld("uitkomst"))
    for naam in ("verbeurd", "betaald"):
        blad.zet(f"woo_dwangsommen_{naam}", dag, plek, Verwacht(som(besloten, f"dwangsom_{naam}_euro")))


def _tijdigheid(blad: Blad, dag: date, plek: Plek, besloten: list[Rij], echt: list[Rij]) -> None:
    def tijdig(rs: list[Rij], *, afgesproken: bool = True) -> Verwacht:
        def laatste(r: Rij) -> date:
            agreed = r["afgesproken_datum"] if afgesproken else None
            return max(r["termijn"], agreed or date.min)

        return Verwacht(sum(r["besluitdatum"] <= laatste(r) for r in rs), len(rs), 100)

    blad.zet("woo_afgehandeld", dag, plek, Verwacht(len(echt)))
    blad.zet("woo_afgehandeld", dag, plek, Verwacht(len(besloten)), variant="alle_uitkomsten")
    for variant, figure in (
        ("standaard", tijdig(echt)),
        ("wettelijk", tijdig(echt, afgesproken=False)),
        ("kerndepartement", tijdig([r for r in echt if r["kerndepartement"]])),
        ("alle_uitkomsten", tijdig(besloten)),
    ):
        blad.zet("woo_tijdig_pct", dag, plek, figure, variant=variant)


def _doorlooptijd(blad: Blad, dag: date, plek: Plek, dagen: list[int]) -> None:
    blad.zet("woo_doorlooptijd_gem", dag, plek, Verwacht(sum(dagen), len(dagen)))
    if dagen:
        blad.zet("woo_doorlooptijd_mediaan", dag, plek, Verwacht(median(dagen)))
    shares = Counter(map(doorlooptijdklasse, dagen))
    blad.verdeling("woo_doorlooptijd_klassen", dag, plek, dict(shares), "doorlooptijdklasse")


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
    first: date = r["ontvangstdatum"] + timedelta(28 + (r["opschorting_dagen"] or 0))
    told = r["verdagingsdatum"]
    if told is None or told > verschoven(first):
        return verschoven(first)
    return verschoven(first + timedelta(28 if r["ontvangstdatum"] < date(2022, 5, 1) else 14))
