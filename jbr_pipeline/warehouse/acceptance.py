"""Accepting by hand a delivery that a critical file rule refused. What is recorded never changes afterwards."""

from __future__ import annotations

from datetime import UTC, datetime

from jbr_pipeline.sources.deliveries.manifest import Acceptatie
from jbr_pipeline.sources.deliveries.manifest import accepteer as record
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.state import stand
from jbr_pipeline.warehouse.turns import slot


class NietTeAccepteren(Exception):
    """There is no such delivery, or it was refused for something that acceptance cannot mend."""


def accepteer(paden: Paden, bestandsnaam: str, reden: str) -> str:
    """Accept the refused delivery with this file name and return its id; raises NietTeAccepteren."""
    if not reden.strip():
        raise NietTeAccepteren("Geef een reden; die wordt vastgelegd.")
    with slot(paden):
        return _accept(paden, bestandsnaam, reden.strip())


def _accept(paden: Paden, bestandsnaam: str, reden: str) -> str:
    named = [a for a in stand(paden).aanleveringen if a.landing.bestandsnaam.lower() == bestandsnaam.lower()]
    if not named:
        raise NietTeAccepteren(f"Er is geen aanlevering met de naam {bestandsnaam}.")
    if any(a.bewaard for a in named):
        raise NietTeAccepteren(
            f"De gegevens van {bestandsnaam} zijn opgeschoond; de aanlevering kan niet meer meetellen."
        )
    for found in named:
        refused_by_rule = any(o.uitkomst == "gezakt" and o.regel.ernst == "kritiek" for o in found.oordelen)
        if found.status == "afgekeurd" and refused_by_rule:
            accepted = Acceptatie(reden=reden, geaccepteerd_op=datetime.now(UTC))
            record(paden.geland, found.landing.aanlevering_id, accepted)
            return found.landing.aanlevering_id
    raise NietTeAccepteren(
        f"{bestandsnaam} is niet op een kritieke bestandsregel afgekeurd (status: {named[0].status}). "
        "Alleen zo'n afkeuring kan met de hand worden opgeheven."
    )
