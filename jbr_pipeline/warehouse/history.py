"""What earlier runs published: the values of each state once, so that runs can be compared later.

Kept beside the administration of the runs in the warehouse: it is lost when that is deleted, unlike an edition. Each
state may be known, many together may not: what one leaves out another may tell. So the folder is closed.
"""

from __future__ import annotations

from dataclasses import replace

from jbr_pipeline import disk
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import runs
from jbr_pipeline.warehouse.layout import Paden, closed_zone, sha256_van
from jbr_pipeline.warehouse.session import lezer, sql

BEWAARDE_STANDEN = 30
"""How many different states are kept: a month of nights in which something changed."""


def bewaar(paden: Paden, draai: runs.Draai) -> runs.Draai:
    """Keep a run that has published, with the values it published; returns it with the hash of those values."""
    folder = paden.draaiwaarden
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    aside = disk.apart(folder / "nieuw")
    with closed_zone(), lezer(paden.database) as con:
        con.execute(f"copy ({sql('lopende_waarden')}) to {literal(str(aside))} (format parquet, compression zstd)")
    state = sha256_van(aside)
    disk.zet_neer(aside, folder / f"{state}.parquet", blijvend=False)
    kept = replace(draai, waarden=state)
    runs.bewaar(paden, kept)
    _forget(paden)
    return kept


def met_waarden(paden: Paden) -> list[runs.Draai]:
    """The runs that published, in the order in which they did: one that began earlier may have ended later."""
    return sorted((d for d in runs.lees(paden) if d.waarden), key=lambda d: d.klaar_op or d.gestart_op)


def _forget(paden: Paden) -> None:
    """Remove the states that only runs of long ago published."""
    states = dict.fromkeys(d.waarden for d in reversed(met_waarden(paden)))
    wanted = {f"{state}.parquet" for state in list(states)[:BEWAARDE_STANDEN]}
    for file in paden.draaiwaarden.glob("*.parquet"):
        if file.name not in wanted:
            file.unlink()
