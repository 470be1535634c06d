"""Computing and publishing again from what is at hand, outside a run of the orchestration: no harvest, no new files.

For what changes the published database without a delivery, such as freezing an edition.
"""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import duckdb

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import clock, editions, history, runs
from jbr_pipeline.warehouse.figures import bereken, berekeningen, vingerafdrukken
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import Publicatie, publiceer
from jbr_pipeline.warehouse.publications import waarneming
from jbr_pipeline.warehouse.purged import uit_editie
from jbr_pipeline.warehouse.session import session


def verouderd(paden: Paden, stand: Stand, *, vanaf: date, vandaag: date) -> list[str]:
    """The indicators of which the published figures are not what the code and the data of now give."""
    entries = list(catalogus().values())
    seen = waarneming(paden, vanaf=vanaf, vandaag=vandaag)
    with session(paden) as con:
        now = vingerafdrukken(paden, con, stand, entries, seen)
        con.execute(f"attach {literal(str(paden.database))} as gelezen (read_only)")
        rows = con.execute(
            "select distinct indicator_code, jaar, run_id from gelezen.jbr.indicator_waarde where editie = 'lopend'"
        ).fetchall()
    frozen = uit_editie(stand.opgeschoond)
    published = {(code, run_id) for code, jaar, run_id in rows if (code, jaar) not in frozen}
    known = {b.indicator_code: b for b in berekeningen(paden)}
    there = {code for code, _ in published}
    return [
        code
        for code, print_ in now.items()
        if code not in known
        or known[code].vingerafdruk != print_
        or (code in there and (code, known[code].run_id) not in published)
    ]


def niet_gepubliceerd(paden: Paden, jaar: int) -> editions.Editie | None:
    """The edition of a year when it is frozen and the database is without it: who froze it was stopped halfway."""
    if editions.waarden_van(paden, jaar) is None or not paden.database.exists():
        return None
    edition = editions.lees(paden, jaar)
    with duckdb.connect() as con:
        con.execute(f"attach {literal(str(paden.database))} as gelezen (read_only)")
        found = con.execute("from gelezen.jbr.indicator_waarde where editie = $1 limit 1", [edition.naam]).fetchone()
    return None if found else edition


def hernieuw(paden: Paden, stand: Stand, *, vanaf: date, vandaag: date, aanleiding: str, oordeel: str) -> Publicatie:
    """Compute what changed and publish. The caller holds the lock on the working store.

    `vanaf` and `vandaag` bound the years of which publications are held. Raises Publicatiefout.
    """
    draai = runs.Draai(str(uuid.uuid4()), datetime.now(UTC), aanleiding)
    seen = waarneming(paden, vanaf=vanaf, vandaag=vandaag)
    with session(paden) as con:
        bereken(paden, con, stand, list(catalogus().values()), run_id=draai.run_id, waarneming=seen)
        finished = runs.afgerond(draai, oordeel, voorbeeld=paden.is_voorbeeld, nu=clock.nu(paden))
        result = publiceer(paden, con, stand, finished, waarneming=seen)
    history.bewaar(paden, finished)
    return result
