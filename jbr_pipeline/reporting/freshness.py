"""How old what is published is: the last run that published, the last whole harvest, the newest document.

So that «nothing happened» is not taken for «all is well». What the ministries owe is in `owed`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jbr_pipeline.reporting.numbers import dag, getal, moment
from jbr_pipeline.warehouse import history
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import laatste_rapport, nieuwste_document

VERS = timedelta(hours=26)
"""A night, and two hours for one that takes longer than the night before."""


@dataclass(frozen=True)
class Versheid:
    """When what last succeeded; None for what never did."""

    gepubliceerd_op: datetime | None
    opgehaald_op: datetime | None
    nieuwste_document: date | None
    vormverschillen: int = 0
    """In how many places the answers of the last harvest differ in shape from what is known."""

    def publicatie(self, nu: datetime) -> str:
        """When the last run published, in words."""
        if self.gepubliceerd_op is None:
            return "Er is nog nooit met succes gedraaid."
        return f"De laatste geslaagde draai was {_geleden(self.gepubliceerd_op, nu)}."

    def ophalen(self, nu: datetime) -> str:
        """When the last whole harvest was and how far it reaches, in words."""
        if self.opgehaald_op is None:
            text = "Publicaties zijn nog nooit volledig opgehaald"
        else:
            text = f"Publicaties zijn {_geleden(self.opgehaald_op, nu)} voor het laatst volledig opgehaald"
        newest = self.nieuwste_document
        text = f"{text}; {f'het nieuwste document is van {dag(newest)}' if newest else 'er is geen document'}."
        if self.vormverschillen:
            text += f" De vorm van de antwoorden wijkt op {getal(self.vormverschillen)} plekken af van wat we kennen."
        return text


def versheid(paden: Paden) -> Versheid:
    """What the runs and the harvests left behind."""
    published = [d.klaar_op for d in history.met_waarden(paden) if d.klaar_op]
    harvest = laatste_rapport(paden)
    return Versheid(
        max(published, default=None),
        harvest.afgerond_op if harvest else None,
        nieuwste_document(paden),
        len(harvest.vormverschillen) if harvest else 0,
    )


def is_vers(when: datetime | None, nu: datetime) -> bool:
    """Whether it was at most a night ago."""
    return when is not None and nu - when <= VERS


def klok_in_woorden(klok: datetime, laatste_draai: datetime) -> str:
    """That the clock is before the last run, and what is done about it."""
    return (
        f"De klok van deze machine staat op {moment(klok)}, eerder dan de laatste draai ({moment(laatste_draai)}). "
        "Zolang dat zo is, geldt het moment van die draai als nu."
    )


def _geleden(when: datetime, nu: datetime) -> str:
    hours = (nu - when) / timedelta(hours=1)
    age = "minder dan een uur" if hours < 1 else f"{getal(int(hours))} uur"
    return f"{age} geleden ({moment(when)})"
