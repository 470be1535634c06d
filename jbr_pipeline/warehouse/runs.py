"""The administration of the runs: one small JSON file a run, written when it publishes.

Which run did what is told here; what it did belongs to the other modules.
"""

from __future__ import annotations

import resource
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime

from pydantic import TypeAdapter

from jbr_pipeline import __version__, disk
from jbr_pipeline.contracts.published import contractversie
from jbr_pipeline.warehouse.layout import Paden

VERZONNEN = "VERZONNEN VOORBEELDGEGEVENS. "


@dataclass(frozen=True)
class Draai:
    """One run. `klaar_op`, `duur_s` and `piekgeheugen_mb` are those at the moment of publication."""

    run_id: str
    gestart_op: datetime
    aanleiding: str
    oordeel: str = ""
    klaar_op: datetime | None = None
    versie_pipeline: str = __version__
    contractversie: str = ""
    duur_s: float = 0.0
    piekgeheugen_mb: float = 0.0
    waarden: str = ""
    """The hash of the values it published, by which they are kept."""

    def rij(self) -> dict[str, object]:
        """The run as a row of jbr.draai."""
        return asdict(self)


_DRAAI: TypeAdapter[Draai] = TypeAdapter(Draai)


def afgerond(draai: Draai, oordeel: str, *, voorbeeld: bool, nu: datetime) -> Draai:
    """The run as it stands at `nu`, with its verdict; one on made-up data says so."""
    return replace(
        draai,
        oordeel=(VERZONNEN if voorbeeld else "") + oordeel,
        klaar_op=nu,
        contractversie=contractversie(),
        duur_s=round(max(0.0, (datetime.now(UTC) - draai.gestart_op).total_seconds()), 1),
        piekgeheugen_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )


def bewaar(paden: Paden, draai: Draai) -> None:
    """Keep a finished run."""
    paden.draaien.mkdir(parents=True, exist_ok=True)
    disk.schrijf(paden.draaien / f"{draai.run_id}.json", _DRAAI.dump_json(draai, indent=1))


def lees(paden: Paden, lopend: Draai | None = None) -> list[Draai]:
    """Every kept run, and the running one, oldest first."""
    kept = [_DRAAI.validate_json(f.read_bytes()) for f in sorted(paden.draaien.glob("*.json"))]
    every = {d.run_id: d for d in [*kept, *([lopend] if lopend else [])]}
    return sorted(every.values(), key=lambda d: d.gestart_op)
