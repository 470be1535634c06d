"""All indicators on one page, by domain, to look one up. With a script the list narrows while one types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jbr_pipeline.indicators.catalogue import TOTAAL
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import Zin, in_zin, telling
from jbr_pipeline.reporting.publieksversie.site import Pagina, indicatorpad


@dataclass(frozen=True)
class Regel:
    """One indicator in the list."""

    naam: str
    pad: str
    laatste: Zin | None
    woorden: str
    """What it is found by, besides its name."""


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page with every indicator."""
    yield Pagina(
        "indicatoren/index.html",
        "Alle cijfers",
        "overzicht",
        {
            "groepen": {d: [_regel(o) for o in inhoud.van_domein(d)] for d in inhoud.domeinen},
            "aantal": telling(len(inhoud.indicatoren), "indicatoren"),
        },
        menu="cijfers",
    )


def _regel(o: Onderwerp) -> Regel:
    latest = o.kies(TOTAAL, jaar=o.laatste_jaar) if o.laatste_jaar else []
    said = Zin.van(in_zin(latest[0]), f" in {o.laatste_jaar}") if latest else None
    return Regel(o.naam, indicatorpad(o.code), said, f"{o.code} {o.feiten['definitie']} {o.feiten['naam_en']}")
