"""How to read the figures: signs, status, ministries then and now, protection of persons, sources."""

from __future__ import annotations

from collections.abc import Iterable

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.reporting.explanation import WAARNEMING
from jbr_pipeline.reporting.numbers import LEGENDA
from jbr_pipeline.reporting.publieksversie.content import Inhoud
from jbr_pipeline.reporting.publieksversie.site import Pagina


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """The page with the explanation."""
    titles = {soort: contract.titel for soort, contract in contracten().items()}
    used = {bron for o in inhoud.indicatoren.values() for bron in o.feiten["bronnen"]}
    yield Pagina(
        "uitleg.html",
        "Uitleg: zo leest u de cijfers",
        "uitleg",
        {
            "tekens": [(sign, words.removeprefix(f"{sign}: ")) for sign, words in LEGENDA.items()],
            "bronnen": sorted(titles[b] for b in used if b in titles),
            "waarneming": WAARNEMING,
        },
        menu="uitleg",
        kort="Uitleg",
    )
