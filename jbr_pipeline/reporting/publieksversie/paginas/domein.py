"""A page for each domain: every indicator of it over the years, with the table behind each chart."""

from __future__ import annotations

from collections.abc import Iterable

from jbr_pipeline.reporting.handbook import KOP
from jbr_pipeline.reporting.publieksversie.content import Inhoud
from jbr_pipeline.reporting.publieksversie.figures import telling
from jbr_pipeline.reporting.publieksversie.series import in_het_kort
from jbr_pipeline.reporting.publieksversie.site import Pagina, domeinpad
from jbr_pipeline.reporting.publieksversie.words import nog_niet


def paginas(inhoud: Inhoud) -> Iterable[Pagina]:
    """A page for each domain that has indicators."""
    for domein in inhoud.domeinen:
        subjects = inhoud.van_domein(domein)
        yield Pagina(
            domeinpad(domein),
            KOP[domein],
            "domein",
            {
                "figuren": [in_het_kort(inhoud, o, domeinpad(domein)) for o in subjects],
                "niet_alles_over": next((inhoud.laatste_jaar for o in subjects if nog_niet(inhoud, o)), None),
                "aantal": telling(len(subjects), "indicatoren", domein=domein),
            },
            menu="cijfers",
        )
