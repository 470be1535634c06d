"""Computing and publishing again from what is at hand, outside a run of the orchestration: no harvest, no new files.

For what changes the published database without a delivery, such as freezing an edition.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.warehouse import history, runs
from jbr_pipeline.warehouse.figures import bereken
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import Publicatie, publiceer
from jbr_pipeline.warehouse.publications import waarneming
from jbr_pipeline.warehouse.session import session


def hernieuw(paden: Paden, stand: Stand, *, vanaf: date, vandaag: date, aanleiding: str, oordeel: str) -> Publicatie:
    """Compute what changed and publish. The caller holds the lock on the working store.

    `vanaf` and `vandaag` bound the years of which publications are held. Raises Publicatiefout.
    """
    draai = runs.Draai(str(uuid.uuid4()), datetime.now(UTC), aanleiding)
    seen = waarneming(paden, vanaf=vanaf, vandaag=vandaag)
    with session(paden) as con:
        bereken(paden, con, stand, list(catalogus().values()), run_id=draai.run_id, waarneming=seen)
        finished = runs.afgerond(draai, oordeel, voorbeeld=paden.is_voorbeeld)
        result = publiceer(paden, con, stand, finished, waarneming=seen)
    history.bewaar(paden, finished)
    return result
