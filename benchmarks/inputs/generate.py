"""Makes a data folder of one size: deliveries in the drop folder, landed, and raw responses of open.overheid.nl."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from importlib import resources
from pathlib import Path

import duckdb

from benchmarks.inputs import publications
from benchmarks.sizes import Maat
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import Organisatie, ministeries_op
from jbr_pipeline.sources.deliveries import landing
from jbr_pipeline.warehouse.layout import Paden

log = logging.getLogger("benchmarks")

MAANDELIJKS = "bezetting"
ELKE = 10.0
"""Seconds after which progress is told again."""


def maak(map_: Path, maat: Maat) -> Paden:
    """Fill an empty data folder with the input of this size, up to and including landing."""
    paden = Paden(map_)
    paden.inbox.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(config={"memory_limit": "3GB"}) as con:
        con.execute("set preserve_insertion_order = true")
        bereid_voor(con)
        for soort in contracten():
            _deliveries(con, paden.inbox, soort, maat.peildata if soort == MAANDELIJKS else maat.jaareinden)
        if maat.publicaties:
            publications.schrijf(con, paden, maat.publicaties)
    landing.land(paden.inbox, paden.geland, voorbeeld=False)
    return paden


def bereid_voor(con: duckdb.DuckDBPyConnection) -> None:
    """Let a connection know what all input is drawn from."""
    parts = resources.files("jbr_pipeline.sample.deliveries") / "reference" / "onderdelen.csv"
    con.execute("set variable onderdelen = $1::varchar", [str(parts)])
    con.execute(_sql("grondslag"))


def _deliveries(con: duckdb.DuckDBPyConnection, inbox: Path, soort: str, days: Sequence[date]) -> None:
    """Write the deliveries of a subject. Its SQL makes a table called after it for the day in `peildatum`."""
    told = time.monotonic()
    for number, day in enumerate(days, start=1):
        con.execute("set variable peildatum = $1::date", [day])
        con.execute(_sql(soort))
        for ministry in ministeries_op(day):
            _write(con, inbox, soort, day, ministry)
        if time.monotonic() - told > ELKE or number == len(days):
            log.info("%s: %d van %d peildata gemaakt", soort, number, len(days))
            told = time.monotonic()


def _write(con: duckdb.DuckDBPyConnection, inbox: Path, soort: str, day: date, ministry: Organisatie) -> None:
    columns = ", ".join(f'"{k.naam}"' for k in contracten()[soort].kolom)
    folder = inbox / ministry.bestandsafkorting
    folder.mkdir(exist_ok=True)
    file = folder / f"JBR_{ministry.bestandsafkorting}_{soort}_{day:%Y%m%d}_v1.csv"
    query = f"select {columns} from {soort} where organisatie_code = '{ministry.code}'"
    written = con.execute(
        f"copy ({query}) to '{file}' (format csv, header true, delimiter ';', quote '\"', escape '\"', nullstr '')"
    ).fetchone()
    if not written or not written[0]:
        file.unlink()
        return
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=20)
    os.utime(file, (moment.timestamp(), moment.timestamp()))


def _sql(name: str) -> str:
    return (resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
