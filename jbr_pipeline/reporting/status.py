"""How things stand, in words: what was refused, what is owed, what lies in quarantine.

For operators, in plain Dutch; what the state is comes from `warehouse.state`.
"""

from __future__ import annotations

from collections.abc import Iterable

from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.reporting.numbers import dag
from jbr_pipeline.sources.deliveries.landing import opgeschoond_melding
from jbr_pipeline.warehouse.judgement import Stand, Verschuldigd
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.state import (
    afgekeurd,
    in_quarantaine,
    opgeschoond_maar_ingeleverd,
    ophalen_onvolledig,
)


def aandachtspunten(paden: Paden, nu: Stand) -> list[str]:
    """One line for everything that asks for attention; empty when all is well."""
    lines = [f"Afgekeurd: {a.landing.openbare_naam}. {a.reden}" for a in afgekeurd(paden, nu)]
    lines += [
        f"Niet ingenomen: {a.landing.openbare_naam}. {opgeschoond_melding(a.landing.peildatum)}"
        for a in opgeschoond_maar_ingeleverd(paden, nu)
    ]
    lines += ontbrekende(nu.ontbreekt)
    for soort, count in in_quarantaine(nu).items():
        lines.append(f"In quarantaine: {count} regels van {soort}.")
    lines += [f"Publicaties zijn niet volledig opgehaald: {reden}" for reden in ophalen_onvolledig(paden)]
    return lines


def ontbrekende(verschuldigd: Iterable[Verschuldigd]) -> list[str]:
    """One line for each delivery that is owed and not there."""
    lines = []
    for owed in verschuldigd:
        names = {m.code: m.afkorting for m in ministeries_op(owed.peildatum)}
        name = names.get(owed.organisatie_code, owed.organisatie_code)
        lines.append(f"Ontbreekt: {owed.soort} van {name} op {dag(owed.peildatum)}.")
    return lines


def oordeel(paden: Paden, nu: Stand) -> str:
    """The verdict on a run, as its administration keeps it."""
    refused, missing = len(afgekeurd(paden, nu)), len(nu.ontbreekt)
    quarantined = sum(in_quarantaine(nu).values())
    late = len(opgeschoond_maar_ingeleverd(paden, nu))
    parts = [
        text
        for count, text in (
            (refused, f"{refused} afgekeurd"),
            (late, f"{late} over een opgeschoond jaar"),
            (missing, f"{missing} ontbreekt"),
            (quarantined, f"{quarantined} regels in quarantaine"),
            (len(ophalen_onvolledig(paden)), "publicaties niet volledig"),
        )
        if count
    ]
    return "Gepubliceerd. " + (", ".join(parts).capitalize() + "." if parts else "Niets vraagt aandacht.")
