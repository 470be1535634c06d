"""The queue of details: documents that have labels, and wait for organisation, file and relations.

It is nothing but what is listed, labelled and never asked for, so a run that is killed goes on where it was. Behind it
come the documents whose detail was not found, to be tried again.
"""

from __future__ import annotations

import math
from datetime import date, timedelta

from jbr_pipeline.sources.open_overheid.fetching import Ophaler

WACHTRIJ_S = 3600.0
"""Seconds that one run gives to the queue, so that the night does not wait for a backfill of days."""


def werk_af(ophaler: Ophaler, seconden: float) -> None:
    """Fetch as many details of the queue as fit in so many seconds at the allowed rate, newest first.

    Raises BudgetOp and Gestopt.
    """
    ophaler.haal_details(ophaler.wachtrij()[: per_keer(ophaler, seconden)])


def klaar(ophaler: Ophaler, aantal: int, seconden: float, vandaag: date) -> str:
    """When so many documents will have their detail, in Dutch; empty where none is waiting."""
    if not aantal:
        return ""
    wat = (
        f"van {_getal(aantal)} documenten zijn organisatie, bestand en relaties nog niet opgehaald; documentsoort en "
        "informatiecategorie zijn er wel"
    )
    hoogstens = per_keer(ophaler, seconden)
    if not hoogstens:
        return f"{wat}; dit ophalen staat uit"
    keren = math.ceil(aantal / hoogstens)
    tempo = f"{ophaler.client.details_per_seconde:g}".replace(".", ",")
    return (
        f"{wat}. Met {tempo} per seconde en hoogstens {seconden / 60:.0f} minuten per keer is dat na nog {keren} keer "
        f"klaar; bij één keer per nacht op {vandaag + timedelta(days=keren):%d-%m-%Y}"
    )


def per_keer(ophaler: Ophaler, seconden: float) -> int:
    """Details that fit in so many seconds at the allowed rate."""
    return int(seconden * ophaler.client.details_per_seconde)


def _getal(aantal: int) -> str:
    return f"{aantal:,}".replace(",", ".")
