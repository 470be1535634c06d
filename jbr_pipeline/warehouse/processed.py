"""What is kept of a processed delivery: its counts, and what they depend on.

One JSON file a delivery in the closed zone, written last, so that a half-finished delivery is done again. Making
these results belongs in `processing`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from jbr_pipeline import disk
from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.sources.deliveries.remembered import Onthouden
from jbr_pipeline.warehouse.layout import Paden

Status = Literal["geaccepteerd", "afgekeurd", "vervangen"]
"""What became of a delivery, as `judgement` says."""

TYPERING = 2
"""Raise it when the same bytes would be typed or counted differently, so that everything is done again."""


@dataclass(frozen=True)
class Regeltelling:
    """How often a rule was looked at and broken in one delivery."""

    geteld: int
    overtredingen: int


@dataclass(frozen=True)
class Verwerking:
    """What processing one delivery gave. `reden` is set when the file cannot be used at all."""

    aanlevering_id: str
    vingerafdruk: str
    reden: str | None = None
    codering: str | None = None
    onbekende_kolommen: tuple[str, ...] = ()
    rijen_gelezen: int = 0
    rijen_geldig: int = 0
    rijen_quarantaine: int = 0
    rijen_overgeslagen: int = 0
    tellingen: Mapping[str, Regeltelling] = field(default_factory=dict)
    maten: Mapping[str, float | None] = field(default_factory=dict)
    """The measure of each file rule over the valid rows."""


_VERWERKING: TypeAdapter[Verwerking] = TypeAdapter(Verwerking)


def vingerafdruk(landing: Landing, contract: Aanleveringscontract) -> str:
    """What the result of processing depends on."""
    return _fingerprint(landing, contract.model_dump_json())


def _fingerprint(landing: Landing, contract: str) -> str:
    parts = (TYPERING, landing.aanlevering_id, landing.sha256, contract)
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _read(content: bytes) -> Verwerking | None:
    try:
        return _VERWERKING.validate_json(content)
    except ValidationError:
        return None


_verwerking = Onthouden(_read)


def lees_verwerkingen(paden: Paden, landingen: Iterable[Landing]) -> dict[str, Verwerking]:
    """The kept results by aanlevering_id; without those that are missing or that this version cannot read."""
    folder = paden.verwerkt
    found = {}
    for landing in landingen:
        with contextlib.suppress(FileNotFoundError):
            if verwerking := _verwerking(f"{folder}/{landing.aanlevering_id}.json"):
                found[landing.aanlevering_id] = verwerking
    return found


def te_verwerken(paden: Paden, contract: Aanleveringscontract, landingen: Iterable[Landing]) -> list[Landing]:
    """The landed deliveries of the subject whose result is missing or no longer theirs; purged ones never are."""
    ours = [e for e in landingen if e.soort == contract.soort and e.besluit == "geland" and not e.opgeschoond]
    kept = lees_verwerkingen(paden, ours)
    written_out = contract.model_dump_json()
    return [
        e
        for e in ours
        if e.aanlevering_id not in kept or kept[e.aanlevering_id].vingerafdruk != _fingerprint(e, written_out)
    ]


def bewaar(paden: Paden, verwerking: Verwerking) -> None:
    """Keep the result of a delivery, in one rename."""
    file = paden.verwerking(verwerking.aanlevering_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.schrijf(file, _VERWERKING.dump_json(verwerking, indent=1))
