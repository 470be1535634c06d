"""Every kind of page, in the order of the menu."""

from jbr_pipeline.reporting.publieksversie.paginas import (
    bestanden,
    domein,
    indicator,
    kwaliteit,
    overzicht,
    publicaties,
    taakstelling,
    uitleg,
    voorpagina,
    woo_verzoeken,
)

SOORTEN = (
    voorpagina.paginas,
    domein.paginas,
    overzicht.paginas,
    indicator.paginas,
    taakstelling.paginas,
    woo_verzoeken.paginas,
    publicaties.paginas,
    kwaliteit.paginas,
    uitleg.paginas,
    bestanden.paginas,
)
