"""Publications in the working store: harvest to the raw folder, fold to Parquet, and for which years that holds.

How open.overheid.nl is asked and understood belongs in `sources.open_overheid`.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from pydantic import TypeAdapter

from jbr_pipeline import disk
from jbr_pipeline.sources.open_overheid.disappeared import bevestig_krimp
from jbr_pipeline.sources.open_overheid.errors import OpenOverheidFout, OphalenLoopt
from jbr_pipeline.sources.open_overheid.harvest import harvest, herstel_afgebroken
from jbr_pipeline.sources.open_overheid.publications import (
    ONBRUIKBAAR,
    FoldRapport,
    aantal_onbruikbaar,
    fold_publications,
)
from jbr_pipeline.sources.open_overheid.report import HarvestRapport
from jbr_pipeline.warehouse import clock
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.turns import slot

if TYPE_CHECKING:
    from jbr_pipeline.sources.open_overheid.client import Client

VOORBEELD = "voorbeeld"
"""The label under which made-up publications are kept."""


@dataclass(frozen=True)
class Waarneming:
    """For which whole years publications are held, and whether the last harvest left nothing to ask.

    A document that waits for its detail has a category and no certain organisation: `volledig` is false until the queue
    of details is empty.
    """

    jaren: tuple[int, ...]
    volledig: bool


GEEN_WAARNEMING = Waarneming((), volledig=False)

_RAPPORT: TypeAdapter[HarvestRapport] = TypeAdapter(HarvestRapport)


def haal_op(paden: Paden, client: Client, *, vanaf: date, vandaag: date) -> HarvestRapport:
    """Bring the raw folder up to date and keep the report of it. Raises OpenOverheidFout.

    The harvest has a lock of its own: a backfill of hours holds up nobody who works in the warehouse.
    """
    bron = VOORBEELD if paden.is_voorbeeld else client.base_url
    try:
        rapport = harvest(client, paden.open_overheid, vanaf=vanaf, vandaag=vandaag, bron=bron)
    except OpenOverheidFout as fout:
        with slot(paden):
            bewaar_rapport(paden, HarvestRapport(onvolledig=[str(fout)]))
        raise
    with slot(paden):
        bewaar_rapport(paden, rapport)
    return rapport


def bevestig_verdwijning(paden: Paden, reden: str) -> int:
    """Record that what the last harvest found gone is really gone; returns how many documents that is.

    Raises NietsTeBevestigen and OphalenLoopt.
    """
    return bevestig_krimp(paden.open_overheid, reden)


def vouw(paden: Paden, con: duckdb.DuckDBPyConnection, *, vanaf: date) -> FoldRapport:
    """Fold what was harvested, also what a run left that was stopped in the middle.

    While another run is harvesting, what that run has not closed yet is left for its own fold.
    """
    with contextlib.suppress(OphalenLoopt):
        herstel_afgebroken(paden.open_overheid)
    return fold_publications(con, paden.open_overheid, paden.publicaties, vanaf=vanaf)


def waarneming(paden: Paden, *, vanaf: date, vandaag: date) -> Waarneming:
    """The whole calendar years between the start of the harvest and today."""
    if not paden.publicaties.exists():
        return GEEN_WAARNEMING
    first = vanaf.year if vanaf == date(vanaf.year, 1, 1) else vanaf.year + 1
    rapport = laatste_rapport(paden)
    return Waarneming(tuple(range(first, vandaag.year)), volledig=rapport is not None and rapport.volledig)


def laatste_rapport(paden: Paden) -> HarvestRapport | None:
    """What the last harvest left behind, or None when there was none."""
    file = _report_file(paden)
    return _RAPPORT.validate_json(file.read_bytes()) if file.exists() else None


def bewaar_rapport(paden: Paden, rapport: HarvestRapport) -> None:
    """Keep what a harvest did, for whoever asks later whether and when it was complete.

    The caller holds the lock on the working store, if anybody else may be there.
    """
    before = laatste_rapport(paden)
    done = (before.afgerond_op if before else None) if rapport.onvolledig else clock.nu(paden)
    file = _report_file(paden)
    file.parent.mkdir(parents=True, exist_ok=True)
    disk.schrijf(file, _RAPPORT.dump_json(replace(rapport, afgerond_op=done), indent=1))


def onbruikbaar(paden: Paden) -> dict[str, int]:
    """For each reason how many documents are held apart because they lack what no figure can do without."""
    bestand = paden.publicaties.with_name(ONBRUIKBAAR)
    if not bestand.exists():
        return {}
    with duckdb.connect() as con:
        return aantal_onbruikbaar(con, bestand)


def nieuwste_document(paden: Paden) -> date | None:
    """The last day until now on which a held document was made public; None when there is none."""
    if not paden.publicaties.exists():
        return None
    with duckdb.connect() as con:
        (found,) = con.execute(
            "select max(openbaarmakingsdatum) from read_parquet(?) where openbaarmakingsdatum <= ?",
            [str(paden.publicaties), clock.nu(paden).date()],
        ).fetchall()[0]
    return found if isinstance(found, date) else None


def _report_file(paden: Paden) -> Path:
    return paden.publicaties.with_name("ophalen.json")
