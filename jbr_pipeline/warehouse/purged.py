"""What is kept of the deliveries of a year whose rows were purged, and which figures then come from an edition.

Counts and verdicts only: no row, no cell, no name that a file gave. It lies beside the manifest, in one file a year
that is written once, before anything is removed. Which years may be purged and removing them belongs in `retention`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Status, Verwerking


@dataclass(frozen=True)
class Bewaard:
    """What is kept of one delivery.

    Later deliveries are compared with the measures in `verwerking`; `omvang` weighs a ministry that delivers nothing
    any more, and `is_heel` says whether the delivery lacked a part of its year.
    """

    opgeschoond_op: datetime
    status: Status
    reden: str | None
    verwerking: Verwerking
    is_heel: bool = True
    omvang: int | None = None
    """Hundredths of contractual hours a week of the staff of the whole ministry; of bezetting in force only."""


_BEWAARD: TypeAdapter[dict[str, Bewaard]] = TypeAdapter(dict[str, Bewaard])


def lees(paden: Paden) -> dict[str, Bewaard]:
    """What is kept of every purged delivery, by aanlevering_id."""
    found: dict[str, Bewaard] = {}
    for jaar in sorted(manifest.opgeschoonde_jaren(paden.geland)):
        found |= _BEWAARD.validate_json(manifest.lees_opschoning(paden.geland, jaar))
    return found


def markeer(paden: Paden, jaar: int, bewaard: Mapping[str, Bewaard]) -> None:
    """Mark a year as purged, with what is kept of its deliveries; from then on nothing reads its rows."""
    manifest.schrijf_opschoning(paden.geland, jaar, _BEWAARD.dump_json(dict(bewaard), indent=1))


def uit_editie(opgeschoond: Collection[int]) -> set[tuple[str, int]]:
    """Indicator code and year of the figures that can no longer be computed when these years were purged.

    Those of a purged year itself, and those of the year after that compare persons with it. What rests on publications
    alone is still computed: these were never purged.
    """
    found = set()
    for indicator in catalogus().values():
        if not contracten().keys() & set(indicator.bronnen):
            continue
        found |= {(indicator.code, jaar) for jaar in opgeschoond}
        if indicator.vergelijkt == "jaar_eerder":
            found |= {(indicator.code, jaar + 1) for jaar in opgeschoond}
    return found
