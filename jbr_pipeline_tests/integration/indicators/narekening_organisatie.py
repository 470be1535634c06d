"""The figures about premises, purchasing, payments and bodies, and those per member of staff."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jbr_pipeline_tests.integration.indicators.narekening_blad import Blad, Plek, Verwacht, per_plek, som
from jbr_pipeline_tests.integration.indicators.narekening_personeel import Personeel, personen, uren
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import Rij


def organisatie(blad: Blad, aanleveringen: list[Aanlevering], staf: Personeel) -> None:
    """Every year and place; what is about staff without Defensie."""
    for (day, place), rows in per_plek(aanleveringen).items():
        _kenmerken(blad, day, place, rows)
    for (day, place), rows in per_plek(aanleveringen, met_defensie=False).items():
        _per_medewerker(blad, day, place, rows, staf)


def _kenmerken(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    for code in ("kantoor_m2", "zbo_aantal", "agentschap_aantal", "adviescollege_aantal"):
        blad.zet(code, dag, plek, Verwacht(_van(rijen, code)))
    bought = _van(rijen, "inkoop_euro")
    blad.zet("inkoopvolume", dag, plek, Verwacht(bought, 1000))
    blad.zet("mkb_aandeel_pct", dag, plek, Verwacht(_van(rijen, "inkoop_mkb_euro"), bought, 100))
    bills = Verwacht(_van(rijen, "facturen_binnen_30_dagen"), _van(rijen, "facturen_aantal"), 100)
    blad.zet("betaalgedrag_pct", dag, plek, bills)


def _per_medewerker(blad: Blad, dag: date, plek: Plek, rijen: list[Rij], staf: Personeel) -> None:
    group = staf.van(dag, plek)
    assert group, (dag, plek)
    n = personen(group.banen)
    blad.zet("topformatie", dag, plek, Verwacht(_van(rijen, "topformatie_aantal")))
    spent = Verwacht(_van(rijen, "opleiding_euro"), n, personen=(n,))
    blad.zet("opleiding_per_medewerker", dag, plek, spent)
    space = Verwacht(_van(rijen, "kantoor_m2") * 36, uren(group.banen), personen=(n,))
    blad.zet("m2_per_fte", dag, plek, space)


def _van(rijen: list[Rij], kenmerk: str) -> Fraction:
    return som((r for r in rijen if r["kenmerk"] == kenmerk), "waarde")
