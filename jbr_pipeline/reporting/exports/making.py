"""All files of an edition for readers, in one folder."""

from __future__ import annotations

from pathlib import Path

from jbr_pipeline.reporting.exports.catalogue import schrijf_catalogus
from jbr_pipeline.reporting.exports.description import schrijf_csvw, schrijf_pakket
from jbr_pipeline.reporting.exports.files import schrijf_csv_en_parquet
from jbr_pipeline.reporting.exports.layout import BESTANDEN
from jbr_pipeline.reporting.exports.published import GEEN_VINDPLAATS, Gepubliceerd, Vindplaats
from jbr_pipeline.reporting.exports.workbook import schrijf_werkmap
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer


def schrijf_bestanden(paden: Paden, naar: Path, vindplaats: Vindplaats = GEEN_VINDPLAATS) -> None:
    """Write every file to the folder `bestanden` below `naar`, from the published database."""
    root = naar / BESTANDEN
    root.mkdir()
    with lezer(paden.database) as con:
        about = Gepubliceerd.van(con)
        schrijf_csv_en_parquet(con, about, root)
        schrijf_werkmap(con, about, root)
    schrijf_csvw(about, root)
    schrijf_pakket(about, vindplaats, root)
    schrijf_catalogus(about, vindplaats, root)
