"""Runs the floor: `python -m benchmarks.floor <data folder> <output.duckdb>`; tells the seconds of each stage."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.floor import deliveries, figures, publications
from benchmarks.floor.statements import sql
from jbr_pipeline.contracts.delivery import contracten

VANAF = date(2016, 1, 1)
"""From when publications are held."""

VANDAAG = date(2026, 11, 25)
"""The day on which the benchmark is computed, so that the years that are over are always the same."""


def reken(data: Path, uit: Path, *, geheugen: str = "4GB", threads: int = 2) -> None:
    """Read the data folder and write all tables to a new database."""
    uit.unlink(missing_ok=True)
    with duckdb.connect(
        config={"memory_limit": geheugen, "threads": threads, "temp_directory": f"{uit}.tijdelijk"}
    ) as con:
        con.execute("set TimeZone = 'UTC'")
        con.execute("set preserve_insertion_order = false")
        con.execute(f"attach '{uit}' as uit")
        figures.zet_keuzes(con)
        leveringen = deliveries.aanleveringen(data / "raw" / "geland")
        deliveries.zet_klaar(con, leveringen)
        with _stage("lezen en toetsen van bezetting"):
            deliveries.lees(con, contracten()[deliveries.BEZETTING], leveringen)
        with _stage("tellen van bezetting"):
            deliveries.tel(con, contracten()[deliveries.BEZETTING])
        with _stage("lezen, toetsen en tellen van de andere onderwerpen"):
            deliveries.lees_alles(con, leveringen)
        with _stage("publicaties"):
            publications.vouw(con, data / "raw" / "open_overheid", vanaf=VANAF)
        with _stage("invoer van de indicatoren"):
            figures.maak_weergaven(con)
            figures.zet_invoer(con, jaren=range(VANAF.year, VANDAAG.year), volledig=True)
        with _stage("personeel"):
            figures.personeel(con)
        with _stage("stromen"):
            figures.stromen(con)
        with _stage("overige indicatoren"):
            figures.overige(con)
        with _stage("personeelsindicatoren"):
            figures.personeelsindicatoren(con)
        with _stage("waarden"):
            figures.waarden(con)
        with _stage("wegschrijven"):
            con.execute(sql("wegschrijven"))


@contextmanager
def _stage(naam: str) -> Iterator[None]:
    begin, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
    print(f"{wall:8.2f} s {cpu:8.2f} s cpu  {naam}", file=sys.stderr)


def main() -> None:
    """Run the floor on the folder that the command names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the data folder, with landed files")
    parser.add_argument("uit", type=Path, help="the database to write; one that is there is replaced")
    parser.add_argument("--geheugen", default="4GB")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    with _stage("samen"):
        reken(arguments.data, arguments.uit, geheugen=arguments.geheugen, threads=arguments.threads)


if __name__ == "__main__":
    main()
