"""Writing the public edition: every page, below a folder that nobody reads yet."""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jbr_pipeline.reporting.publieksversie.content import lees_inhoud
from jbr_pipeline.reporting.publieksversie.site import Pagina, Site
from jbr_pipeline.reporting.publieksversie.soorten import SOORTEN
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer

LOG = logging.getLogger(__name__)

TEGELIJK = 2
"""While vl-convert draws the charts of one page, another page is filled."""


def schrijf_paginas(paden: Paden, naar: Path) -> list[Path]:
    """Write every page below `naar`, from the published database; returns the files, the front page first.

    Links to the files to download lead to `naar / "bestanden"`, which is not made here. Raises OSError when a page
    cannot be written.
    """
    with lezer(paden.database) as con:
        inhoud = lees_inhoud(con)
        pages = [page for soort in SOORTEN for page in soort(inhoud)]
    LOG.info("publieksversie: %d pagina's in %s", len(pages), naar)
    site = Site(inhoud, pages)

    def write(page: Pagina) -> Path:
        file = naar / page.pad
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(site.html(page), encoding="utf-8", newline="\n")
        return file

    with ThreadPoolExecutor(TEGELIJK) as pool:
        files = list(pool.map(write, pages))
    for kind, count in Counter(page.sjabloon for page in pages).items():
        LOG.info("publieksversie: %d keer %s geschreven", count, kind)
    return files
