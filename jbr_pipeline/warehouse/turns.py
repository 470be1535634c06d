"""Who may write the working store: one process at a time, and it begins by clearing what a process that died left.

Everything that is made aside in the warehouse, in the landed store or beside the editions is made by who holds this
lock, so that what the next one finds there is nobody's any more. No numbers of processes are looked at: those are given
out again, and mean nothing in another container.
"""

from __future__ import annotations

import fcntl
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jbr_pipeline import disk
from jbr_pipeline.sources.deliveries import closed
from jbr_pipeline.sources.open_overheid.publications import ONTLEED
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.layout import Paden

log = logging.getLogger(__name__)


@contextmanager
def slot(paden: Paden) -> Iterator[None]:
    """Only one process at a time writes the working store; another waits, and says so."""
    paden.warehouse.mkdir(parents=True, exist_ok=True)
    with (paden.warehouse / ".slot").open("w") as file:
        waited = False
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not waited:
                    log.info("wacht tot een andere draai klaar is met het magazijn")
                waited = True
                time.sleep(0.5)
        editions.maak_af(paden)
        disk.verwijder(achtergebleven(paden))
        yield


def achtergebleven(paden: Paden) -> list[Path]:
    """What processes that died left: files and folders made aside, working copies, and pages that were spilled."""
    closed_zone, publications = paden.gesloten, paden.publicaties.parent
    aside = [
        paden.warehouse, paden.dagster_home, paden.draaien, paden.draaiwaarden, publications, publications / ONTLEED,
        paden.verwerkt, *(closed_zone / name for name in ("indicatoren", "groepen", "onthulling")),
        *paden.rapporten.glob("*"), paden.geland / "manifest", paden.edities,
    ]  # fmt: skip
    spilled = paden.tijdelijk.glob("*")
    return [*disk.resten(aside), *spilled, *closed.resten(paden.geland), *closed.resten(closed_zone)]
