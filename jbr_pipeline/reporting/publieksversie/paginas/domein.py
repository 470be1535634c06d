"""A page for each domain: every indicator of it over the years, with the table behind each chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from jbr_pipeline.reporting.handbook import KOP
from jbr_pipeline.reporting.publieksversie.content import Inhoud, Onderwerp
from jbr_pipeline.reporting.publieksversie.figures import Figuur, eenheid_in_tabel, telling
from jbr_pipeline.reporting.publieksversie.series import ontwikkeling
from jbr_pipeline.reporting.publieksversie.site import Pagina, domeinpad, indicatorpad
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
                "figuren": [_figuur(inhoud, o) for o in subjects],
                "niet_alles_over": next((inhoud.laatste_jaar for o in subjects if nog_niet(inhoud, o)), None),
                "aantal": telling(len(subjects), "indicatoren", domein=domein),
            },
            menu="cijfers",
        )


def _figuur(inhoud: Inhoud, o: Onderwerp) -> Figuur:
    figure = ontwikkeling(inhoud, o, id_=o.code, tabel_open=False)
    unit = eenheid_in_tabel(o.eenheid)
    return replace(
        figure,
        titel=o.naam,
        noten=[n for n in figure.noten if n not in nog_niet(inhoud, o)],
        eenheid=unit[0].upper() + unit[1:],
        link=f"../{indicatorpad(o.code)}",
    )
