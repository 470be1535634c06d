"""What comes in on one night: a large ministry delivers again, and the harvest found new publications."""

from __future__ import annotations

import csv
import os
from datetime import UTC, datetime, timedelta

import duckdb

from benchmarks.inputs import publications
from benchmarks.inputs.generate import MAANDELIJKS, bereid_voor
from benchmarks.sizes import Maat
from jbr_pipeline.contracts.files import SCHEIDINGSTEKEN
from jbr_pipeline.warehouse.layout import Paden

MINISTERIE = "FIN"
"""Delivers some 36,000 rows."""

ELKE = 100
"""One row in so many differs from the first version."""

PUBLICATIES = 300


def voeg_toe(paden: Paden, maat: Maat) -> int:
    """Put a second version of a delivery in the drop folder, and close a segment with publications.

    Returns the rows of the delivery.
    """
    with duckdb.connect() as con:
        bereid_voor(con)
        publications.erbij(con, paden, maat.publicaties, nieuw=PUBLICATIES)
    return _second_version(paden, maat)


def _second_version(paden: Paden, maat: Maat) -> int:
    day = maat.peildata[-1]
    first = paden.inbox / MINISTERIE / f"JBR_{MINISTERIE}_{MAANDELIJKS}_{day:%Y%m%d}_v1.csv"
    with first.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter=SCHEIDINGSTEKEN)
        columns, rows = list(reader.fieldnames or ()), list(reader)
    for row in rows[::ELKE]:
        row["geslacht"] = "M" if row["geslacht"] == "V" else "V"
    second = first.with_name(first.name.replace("_v1", "_v2"))
    with second.open("x", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=SCHEIDINGSTEKEN, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    # A file as young as it is would be waited for, in case it still grows.
    moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC) + timedelta(days=21)
    os.utime(second, (moment.timestamp(), moment.timestamp()))
    return len(rows)
