"""DuckDB sessions of the pipeline: in memory, spilling to the closed zone, without the network.

No two processes ever write the same DuckDB file: the working store is Parquet, the database is built aside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import duckdb

from jbr_pipeline.contracts.published import SCHEMA
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse.layout import Paden, closed_zone

GEHEUGEN = "3GB"


@contextmanager
def session(paden: Paden) -> Iterator[duckdb.DuckDBPyConnection]:
    """An in-memory connection that spills below the closed zone and is closed at the end."""
    paden.made_gesloten()
    with closed_zone():
        paden.tijdelijk.mkdir(exist_ok=True)
        con = duckdb.connect(
            config={
                "memory_limit": GEHEUGEN,
                "temp_directory": str(paden.tijdelijk),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        con.execute("set TimeZone = 'UTC'")
        try:
            yield con
        finally:
            con.close()


@contextmanager
def lezer(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads a published database as any analyst would: read-only, with its schema in use.

    It sees the file as it is now, also when another takes its place.
    """
    with duckdb.connect() as con:
        con.execute(f"attach {literal(str(database))} as gelezen (read_only); use gelezen.{SCHEMA}")
        yield con


def sql(name: str) -> str:
    """The text of a statement in this room's `sql` folder."""
    return (resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
