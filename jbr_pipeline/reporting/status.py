"""How things stand, in words: how fresh it is, what was refused, what is owed, what lies in quarantine.

For operators, in plain Dutch; what the state is comes from `warehouse.state`, `owed` and `freshness`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jbr_pipeline.reporting.freshness import is_vers, klok_in_woorden, versheid
from jbr_pipeline.reporting.numbers import NEDERLAND, dag
from jbr_pipeline.reporting.owed import Leveroverzicht, afkorting, gemist, leveroverzicht
from jbr_pipeline.sources.deliveries.landing import onleesbaar_melding, opgeschoond_melding
from jbr_pipeline.warehouse import clock
from jbr_pipeline.warehouse.judgement import Stand, Verschuldigd
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import onbruikbaar
from jbr_pipeline.warehouse.state import (
    afgekeurd,
    in_quarantaine,
    onleesbaar,
    opgeschoond_maar_ingeleverd,
    ophalen_onvolledig,
)


@dataclass(frozen=True)
class Zaken:
    """How things stand. A fact that itself asks for attention, such as a night that did not come, is in `zorgelijk`."""

    feiten: list[str]
    zorgelijk: frozenset[str]
    overzicht: Leveroverzicht
    punten: list[str]

    @property
    def vraagt_aandacht(self) -> bool:
        """Whether there is anything to attend to."""
        return bool(self.zorgelijk or self.punten)


def zaken(paden: Paden, nu: Stand, op: datetime) -> Zaken:
    """How things stand at that moment, as the clock of the machine has it."""
    latest, klok = clock.loopt_achter(paden, op), op
    op = clock.nu(paden, klok)
    fresh, owed = versheid(paden), leveroverzicht(paden, nu, op.astimezone(NEDERLAND).date())
    facts = {
        **({klok_in_woorden(klok, latest): False} if latest else {}),
        fresh.publicatie(op): is_vers(fresh.gepubliceerd_op, op),
        fresh.ophalen(op): is_vers(fresh.opgehaald_op, op) and not fresh.vormverschillen,
        owed.in_woorden(): owed.is_in_orde,
    }
    told = {(v.organisatie_code, v.soort, v.peildatum) for v in nu.ontbreekt}
    untold = [v for v in owed.verplichtingen if (v.organisatie_code, v.soort, v.peildatum) not in told]
    return Zaken(
        list(facts),
        frozenset(text for text, is_fine in facts.items() if not is_fine),
        owed,
        [*aandachtspunten(paden, nu), *gemist(untold)],
    )


def aandachtspunten(paden: Paden, nu: Stand) -> list[str]:
    """One line for everything that asks for attention; empty when all is well."""
    lines = [f"Afgekeurd: {a.landing.openbare_naam}. {a.reden}" for a in afgekeurd(paden, nu)]
    lines += [
        f"Niet ingenomen: {a.landing.openbare_naam}. {opgeschoond_melding(a.landing.peildatum)}"
        for a in opgeschoond_maar_ingeleverd(paden, nu)
    ]
    lines += [f"Niet ingenomen: {onleesbaar_melding(path)}" for path in onleesbaar(paden, nu)]
    lines += ontbrekende(nu.ontbreekt)
    for soort, count in in_quarantaine(nu).items():
        lines.append(f"In quarantaine: {count} regels van {soort}.")
    lines += [f"Niet te gebruiken: {n} documenten met {reden}." for reden, n in onbruikbaar(paden).items()]
    lines += [f"Publicaties zijn niet volledig opgehaald: {reden}" for reden in ophalen_onvolledig(paden)]
    return lines


def ontbrekende(verschuldigd: Iterable[Verschuldigd]) -> list[str]:
    """One line for each delivery that is owed and not there."""
    lines = []
    for owed in verschuldigd:
        name = afkorting(owed.organisatie_code, owed.peildatum)
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
