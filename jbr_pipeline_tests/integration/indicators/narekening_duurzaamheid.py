"""The figures about energy, transport, waste and buildings."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from jbr_pipeline_tests.integration.indicators.narekening_blad import Blad, Plek, Verwacht, per_plek, som, veld
from jbr_pipeline_tests.integration.indicators.ruwe_bestanden import Aanlevering
from jbr_pipeline_tests.integration.indicators.ruwe_soorten import MET_UITSTOOT, MOBILITEIT, Rij

MEGAJOULE = {
    "kWh": Fraction("3.6"),
    "m3": Fraction("35.17"),
    "GJ": Fraction(1_000),
    "TJ": Fraction(1_000_000),
}


def duurzaamheid(blad: Blad, aanleveringen: list[Aanlevering]) -> None:
    """Every year and place, with Defensie."""
    for (day, place), rows in per_plek(aanleveringen).items():
        _uitstoot(blad, day, place, rows)
        _energie(blad, day, place, rows)
        _afval_wagens_kantoren(blad, day, place, rows)


def _uitstoot(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def bruto(rs: list[Rij]) -> Verwacht:
        return Verwacht(sum(map(_kilogram, rs), Fraction(0)), 1000)

    def netto(rs: list[Rij]) -> Verwacht:
        return Verwacht(sum((_kilogram(r) * (1 - _groen(r)) for r in rs), Fraction(0)), 1000)

    emitting = [r for r in rijen if r["thema"] in MET_UITSTOOT]
    moving = [r for r in rijen if r["thema"] in MOBILITEIT]
    blad.elk("co2_uitstoot_totaal", dag, plek, emitting, bruto, thema=veld("thema"))
    blad.elk("co2_uitstoot_totaal", dag, plek, emitting, netto, "netto", thema=veld("thema"))
    blad.elk("co2_zakelijke_mobiliteit", dag, plek, moving, bruto, vervoermiddel=veld("thema"))


def _energie(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def terajoule(rs: list[Rij]) -> Verwacht:
        return Verwacht(_megajoule(rs), 1_000_000)

    def gigawattuur(rs: list[Rij]) -> Verwacht:
        return Verwacht(_megajoule(rs), 3_600_000)

    def groen(rs: list[Rij]) -> Verwacht:
        return Verwacht(sum((_megajoule([r]) * 100 * _groen(r) for r in rs), Fraction(0)), _megajoule(rs))

    gas = [r for r in rijen if r["thema"] == "aardgas"]
    power = [r for r in rijen if r["thema"] == "elektriciteit"]
    blad.elk("aardgasverbruik", dag, plek, gas, terajoule, gebruik=veld("kenmerk"))
    blad.elk("elektriciteitsverbruik", dag, plek, power, gigawattuur, gebruik=veld("kenmerk"))
    blad.elk("groene_stroom_nl_pct", dag, plek, power, groen, gebruik=veld("kenmerk"))
    centres = [r for r in rijen if r["thema"] == "datacenter"]
    equipment, whole = ([r for r in centres if r["kenmerk"] == naam] for naam in ("it_verbruik", "totaal"))
    blad.zet("datacenter_dcie", dag, plek, Verwacht(_megajoule(equipment), _megajoule(whole), 100))


def _afval_wagens_kantoren(blad: Blad, dag: date, plek: Plek, rijen: list[Rij]) -> None:
    def gewicht(naam: str) -> Fraction:
        rows = [r for r in rijen if r["thema"] == "afval" and r["kenmerk"] == naam]
        return sum((Fraction(r["hoeveelheid"]) * (1000 if r["eenheid"] == "ton" else 1) for r in rows), Fraction(0))

    blad.zet("restafval_pct", dag, plek, Verwacht(gewicht("restafval"), gewicht("restafval") + gewicht("overig"), 100))
    cars = [r for r in rijen if r["thema"] == "wagenpark"]
    clean = [r for r in cars if r["kenmerk"] == "zero-emissie"]
    figure = Verwacht(som(clean, "hoeveelheid"), som(cars, "hoeveelheid"), 100)
    blad.zet("zero_emissie_wagenpark_pct", dag, plek, figure)
    for variant, unit in (("standaard", "m2"), ("aantal", "stuks")):
        shares = {naam: Fraction(0) for naam in ("A-C", "D-G", "onbekend")}
        for r in rijen:
            if r["thema"] == "kantoren" and r["eenheid"] == unit:
                shares[_labelgroep(r["kenmerk"])] += Fraction(r["hoeveelheid"])
        blad.verdeling("energielabel_kantoren_pct", dag, plek, dict(shares), "labelgroep", variant)


def _kilogram(r: Rij) -> Fraction:
    return Fraction(r["hoeveelheid"]) * Fraction(r["emissiefactor_kg"])


def _groen(r: Rij) -> Fraction:
    """The part of electricity that is green; what is not said to be is not."""
    return Fraction(r["groen_nl_pct"] or 0) / 100 if r["thema"] == "elektriciteit" else Fraction(0)


def _megajoule(rijen: list[Rij]) -> Fraction:
    return sum((Fraction(r["hoeveelheid"]) * MEGAJOULE[r["eenheid"]] for r in rijen), Fraction(0))


def _labelgroep(kenmerk: str) -> str:
    label = kenmerk.removeprefix("energielabel ")
    return "A-C" if label in ("A", "B", "C") else "D-G" if label in ("D", "E", "F", "G") else "onbekend"
