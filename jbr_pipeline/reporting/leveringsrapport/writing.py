"""Putting reports in place: whole or not at all, each form in one rename."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from jbr_pipeline import disk
from jbr_pipeline.reporting.leveringsrapport.content import Rapport, ministerie, stel_op
from jbr_pipeline.reporting.leveringsrapport.page import als_html
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.findings import Bevindingen
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden, closed_zone

HTML, XLSX = ".rapport.html", ".rapport.xlsx"

WERKMAPPEN_TOT = 20
"""Above so many deliveries at once this is a rebuild: a workbook takes ten times as long as a page, and no ministry is
waiting for it. `jbr check --aanlevering` makes any of them again."""


def schrijf(rapport: Rapport, map_: Path, naam: str, *, met_werkmap: bool = True) -> Path:
    """Write the page, and the workbook beside it, below a folder; returns where the page is.

    What was there is replaced. Raises OSError when it cannot be written.
    """
    html, xlsx = map_ / f"{naam}{HTML}", map_ / f"{naam}{XLSX}"
    map_.mkdir(parents=True, exist_ok=True)
    if met_werkmap:
        # Here, so that loading the code location does not import what writes workbooks.
        from jbr_pipeline.reporting.leveringsrapport.workbook import als_xlsx

        disk.schrijf(xlsx, als_xlsx(rapport))
    else:
        xlsx.unlink(missing_ok=True)
    disk.schrijf(html, als_html(rapport, xlsx.name if met_werkmap else None).encode())
    return html


def schrijf_in_gesloten_zone(
    paden: Paden, aanleveringen: Sequence[Aanlevering], bevindingen: Mapping[str, Bevindingen]
) -> None:
    """The reports of a run, by ministry and aanlevering_id.

    A workbook that would list nothing is not made, nor any when there are more than `WERKMAPPEN_TOT` deliveries.
    """
    paden.made_gesloten()
    with closed_zone():
        for a in aanleveringen:
            rapport = stel_op(a, bevindingen.get(a.landing.aanlevering_id))
            met_werkmap = bool(rapport.fouten) and len(aanleveringen) <= WERKMAPPEN_TOT
            schrijf(rapport, rapportmap(paden, a.landing), a.landing.aanlevering_id, met_werkmap=met_werkmap)


def zonder_rapport(paden: Paden, landingen: Iterable[Landing]) -> list[Landing]:
    """Those that have no report in the closed zone: a run that was stopped did not come to it."""
    return [e for e in landingen if not (rapportmap(paden, e) / f"{e.aanlevering_id}{HTML}").exists()]


def rapportmap(paden: Paden, landing: Landing) -> Path:
    """The folder in the closed zone with the reports for the ministry of a delivery."""
    return paden.rapporten / ministerie(landing)
