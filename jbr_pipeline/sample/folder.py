"""A data folder with made-up deliveries: made once, marked as such, never mixed with real ones."""

from __future__ import annotations

import logging

from jbr_pipeline.warehouse.layout import Paden

log = logging.getLogger(__name__)

MERKTEKST = """# Verzonnen voorbeeldgegevens

Alle aanleveringen in deze map zijn verzonnen, en de publicaties komen van een nagemaakte server. Er staan geen
gegevens van echte personen in. De totalen zijn afgestemd op de kerncijfers van de brief bij de JBR 2024, zodat te
zien is dat de pijplijn ze berekent; alle andere cijfers betekenen niets.

Zolang dit bestand er staat, weigert de pijplijn hier echte aanleveringen en de echte open.overheid.nl.
"""


class NietLeeg(Exception):
    """The data folder holds deliveries already."""


def is_leeg(paden: Paden) -> bool:
    """Whether nothing was delivered yet."""
    return not (paden.geland / "manifest").exists() and not any(
        p.is_file() for p in (paden.inbox.rglob("*") if paden.inbox.exists() else ())
    )


def maak(paden: Paden) -> int:
    """Mark the folder and fill its drop folder; returns the number of files. Raises NietLeeg."""
    from jbr_pipeline.sample.deliveries import maak_aanleveringen

    if not is_leeg(paden):
        raise NietLeeg(
            f"In {paden.raw} staan al aanleveringen; verzonnen voorbeelden gaan alleen in een lege gegevensmap "
            "(kies een andere met JBR_DATA_DIR)."
        )
    log.info("verzonnen voorbeeldaanleveringen worden gemaakt")
    paden.inbox.mkdir(parents=True, exist_ok=True)
    paden.merk.write_text(MERKTEKST, encoding="utf-8")
    return len(maak_aanleveringen(paden.inbox))
