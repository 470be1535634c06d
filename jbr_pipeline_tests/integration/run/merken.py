"""Marker values, and a search for them in every byte below a folder, inside whatever packs or encodes it.

What is planted where, and which folders may hold it, is for the tests to say.
"""

from __future__ import annotations

import base64
import itertools
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import closing, suppress
from pathlib import Path

import duckdb

TEKST = "zqmerkwaarde"
"""What every marker starts with in a column that takes text, or that cannot be read since it holds this."""
PSEUDONIEM = "fade51ac0de5"
"""The same for a pseudonym, which is hexadecimal."""
BSN = ("739284605", "739284617", "739284629")
"""Numbers that pass the eleven test and belong to nobody; with these a file is personal data."""
EMAIL = f"{TEKST}.iemand@voorbeeld.nl"

_teller = itertools.count()


def merk() -> str:
    """A text that occurs nowhere else; its accent tells encodings apart."""
    return f"{TEKST.capitalize()}{next(_teller):05d} é"


def merkpseudoniem() -> str:
    """A pseudonym that occurs nowhere else."""
    return f"{PSEUDONIEM}{next(_teller):08x}"


def lekken(map_: Path, behalve: Collection[Path] = ()) -> list[str]:
    """Where a marker stands in or below a folder, in the name of a file too; folders in `behalve` are left out."""
    found = []
    for folder, folders, names in os.walk(map_):
        folders[:] = [f for f in folders if Path(folder, f) not in behalve]
        found += [f"{folder}: een naam" for name in (*folders, *names) if merken_in(os.fsencode(name))]
        for name in names:
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                found += [f"{file}: {hoe}" for hoe, content in _lagen(file) if merken_in(content)]
    return found


def merken_in(content: bytes) -> bool:
    """Whether any marker stands in the bytes, in any of the ways in which text is written down."""
    return any(vorm in content for vorm in _PRECIES) or any(vorm in content.lower() for vorm in _HOOFDLETTERLOOS)


def _in_base64(stam: str) -> list[bytes]:
    """The characters that stay the same wherever the text begins in what was encoded."""
    return [
        base64.b64encode(b"\0" * before + stam.encode())[4 if before else 0 : -4 if (before + len(stam)) % 3 else None]
        for before in range(3)
    ]


def _in_utf16(stam: str) -> bytes:
    """The bytes that both orders have in common."""
    return stam.encode("utf-16-le")[:-1]


_STAMMEN = (TEKST, PSEUDONIEM, *BSN)
_HOOFDLETTERLOOS = [vorm for s in _STAMMEN for vorm in (s.encode(), _in_utf16(s), s.encode().hex().encode())]
# A marker is planted with a capital, and a column name comes in lower case.
_PRECIES = [vorm for s in (*_STAMMEN, TEKST.capitalize()) for vorm in _in_base64(s)]


def _lagen(file: Path) -> Iterator[tuple[str, bytes]]:
    """The bytes of a file, and what is inside them when it is a database or packed."""
    content = file.read_bytes()
    yield "bytes", content
    if content.startswith(b"\x1f\x8b"):
        # Unlike the gzip module this gives what there is of a file that was cut short.
        yield "gzip", zlib.decompressobj(wbits=31).decompress(content)
    elif zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as package:
            yield from ((f"zip {name}", package.read(name)) for name in package.namelist())
    elif content.startswith(b"SQLite format 3\0"):
        yield from _sqlite(file)
    elif content.startswith(b"PAR1"):
        yield from _parquet(file)
    elif content[8:12] == b"DUCK":
        yield from _duckdb(file)


def _sqlite(file: Path) -> Iterator[tuple[str, bytes]]:
    """Every row; Dagster keeps some of its texts packed. Read in a copy, since opening one may write to it."""
    with tempfile.TemporaryDirectory() as folder:
        for part in file.parent.glob(f"{file.name}*"):
            shutil.copyfile(part, Path(folder, part.name))
        with closing(sqlite3.connect(Path(folder, file.name))) as con:
            for (table,) in con.execute("select name from sqlite_master where type = 'table'").fetchall():
                for row in con.execute(f'select * from "{table}"'):
                    yield f"tabel {table}", repr(row).encode()
                    for cell in row:
                        with suppress(zlib.error):
                            yield f"tabel {table}, ingepakt", zlib.decompress(cell if isinstance(cell, bytes) else b"")


def _parquet(file: Path) -> Iterator[tuple[str, bytes]]:
    with duckdb.connect() as con:
        for what in ("read_parquet", "parquet_schema", "parquet_metadata", "parquet_kv_metadata"):
            yield what, _uitgeschreven(con, f"from {what}('{file}')")


def _duckdb(file: Path) -> Iterator[tuple[str, bytes]]:
    with duckdb.connect() as con:
        con.execute(f"attach '{file}' as gelezen (read_only)")
        for what in ("duckdb_tables", "duckdb_columns", "duckdb_views"):
            yield what, _uitgeschreven(con, f"from {what}() where database_name = 'gelezen'")
        tables = con.execute("select schema_name, table_name from duckdb_tables() where database_name = 'gelezen'")
        for schema, table in tables.fetchall():
            yield f"tabel {table}", _uitgeschreven(con, f'from gelezen."{schema}"."{table}"')


def _uitgeschreven(con: duckdb.DuckDBPyConnection, query: str) -> bytes:
    """Every value of every row as text."""
    with tempfile.TemporaryDirectory() as folder:
        con.execute(f"copy ({query}) to '{folder}/alles.csv' (format csv, header true)")
        return Path(folder, "alles.csv").read_bytes()
