"""Every kind of page, in the order of the menu."""

from jbr_pipeline.reporting.publieksversie.paginas import bestanden, domein, indicator, overzicht, uitleg, voorpagina

SOORTEN = (
    voorpagina.paginas,
    domein.paginas,
    overzicht.paginas,
    indicator.paginas,
    uitleg.paginas,
    bestanden.paginas,
)
