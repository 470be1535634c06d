"""One file taken through the house on its own, in a folder that is gone afterwards: what a delivery of it would give.

The very same landing, typing, rules and judgement as in a run; without a delivery of a year earlier, so that file
rules which compare with one are not judged. Nothing of the data folder is read or written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import landing, limits, manifest
from jbr_pipeline.warehouse.findings import Bevindingen
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden, closed_zone
from jbr_pipeline.warehouse.processing import verwerk
from jbr_pipeline.warehouse.session import session
from jbr_pipeline.warehouse.state import stand


class NietNaTeKijken(Exception):
    """The file is not one that a run would look at, or a fault of ours stands in the way; the message says which."""


@dataclass(frozen=True)
class Nagekeken:
    """A delivery as judged; `bevindingen` is None when it was refused before its rows were read."""

    aanlevering: Aanlevering
    bevindingen: Bevindingen | None


def kijk_na(bestand: Path, naam: str, *, voorbeeld: bool = False) -> Nagekeken:
    """What would come of `bestand` when it was delivered under the name `naam`; the file itself stays as it is.

    `voorbeeld` says that it is a made-up delivery. Raises OSError when it cannot be read, and NietNaTeKijken.
    """
    with tempfile.TemporaryDirectory(prefix="jbr-check-") as made, closed_zone():
        paden = Paden(Path(made))
        _put(bestand, paden.inbox / naam)
        landing.land(paden.inbox, paden.geland, voorbeeld=voorbeeld)
        entries = manifest.lees(paden.geland)
        if not entries:
            raise NietNaTeKijken("Een bestand waarvan de naam met een punt of ~$ begint, is geen aanlevering.")
        (entry,) = entries
        found = None
        if entry.besluit == "geland":
            assert entry.soort is not None
            with session(paden) as con:
                found = verwerk(paden, con, contracten()[entry.soort], entries).bevindingen.get(entry.aanlevering_id)
        judged = stand(paden).aanleveringen
        if not judged:
            raise NietNaTeKijken("Een regel kon niet worden getoetst. Dit is een fout in het programma.")
        return Nagekeken(judged[0], found)


def _put(bestand: Path, doel: Path) -> None:
    """Copy the file; one that is too large is refused unread, so that its size is enough."""
    doel.parent.mkdir(parents=True)
    if (size := bestand.stat().st_size) > limits.GROOTSTE_BESTAND_BYTES:
        doel.touch()
        os.truncate(doel, size)
    else:
        shutil.copyfile(bestand, doel)
    # Nobody is still writing to a copy, so landing need not wait to see that.
    os.utime(doel, (0, 0))
