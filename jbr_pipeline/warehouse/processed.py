"""What is kept of a processed delivery: its counts, and what they depend on.

One JSON file a delivery in the closed zone, written last, so that a half-finished delivery is done again. Making
these results belongs in `processing`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden

Status = Literal["geaccepteerd", "afgekeurd", "vervangen"]
"""What became of a delivery, as `judgement` says."""

TYPERING = 1
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
    tellingen: dict[str, Regeltelling] = field(default_factory=dict)
    maten: dict[str, float | None] = field(default_factory=dict)
    """The measure of each file rule over the valid rows."""


_VERWERKING: TypeAdapter[Verwerking] = TypeAdapter(Verwerking)


def vingerafdruk(landing: Landing, contract: Aanleveringscontract) -> str:
    """What the result of processing depends on."""
    parts = (TYPERING, landing.aanlevering_id, landing.sha256, contract.model_dump_json())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def lees_verwerking(paden: Paden, aanlevering_id: str) -> Verwerking | None:
    """The kept result of a delivery, or None when there is none that this version can read."""
    file = paden.verwerking(aanlevering_id)
    try:
        return _VERWERKING.validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def te_verwerken(paden: Paden, contract: Aanleveringscontract, landingen: Iterable[Landing]) -> list[Landing]:
    """The landed deliveries of the subject whose result is missing or no longer theirs; purged ones never are."""
    found = []
    for landing in landingen:
        if landing.soort != contract.soort or landing.besluit != "geland" or landing.opgeschoond:
            continue
        kept = lees_verwerking(paden, landing.aanlevering_id)
        if kept is None or kept.vingerafdruk != vingerafdruk(landing, contract):
            found.append(landing)
    return found


def bewaar(paden: Paden, verwerking: Verwerking) -> None:
    """Keep the result of a delivery, in one rename."""
    file = paden.verwerking(verwerking.aanlevering_id)
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    aside.write_bytes(_VERWERKING.dump_json(verwerking, indent=1))
    aside.replace(file)
