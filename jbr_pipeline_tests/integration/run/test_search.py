"""The search for markers finds one in every kind of file that a run could leave it in, and none where there is none."""

from __future__ import annotations

import base64
import gzip
import json
import sqlite3
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline_tests.integration.run.merken import BSN, lekken, merk, merkpseudoniem


def _in_sqlite(file: Path, text: str, *, ingepakt: bool = False) -> None:
    with closing(sqlite3.connect(file)) as con:
        con.execute("create table t (a)")
        con.execute("insert into t values (?)", [zlib.compress(text.encode()) if ingepakt else text])
        con.commit()


def _in_duckdb(file: Path, statement: str) -> None:
    with duckdb.connect(str(file)) as con:
        con.execute(statement)


def _in_parquet(file: Path, query: str, options: str = "") -> None:
    with duckdb.connect() as con:
        con.execute(f"copy ({query}) to '{file}' (format parquet, compression zstd{options})")


def _in_zip(file: Path, text: str) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", text)


VERSTOPT: dict[str, Callable[[Path, str], object]] = {
    "a log": lambda f, m: f.write_text(f"INFO {m}\n", encoding="utf-8"),
    "a log in Windows-1252": lambda f, m: f.write_bytes(m.encode("cp1252")),
    "UTF-16": lambda f, m: f.write_bytes(m.encode("utf-16-le")),
    "UTF-16, the other way round": lambda f, m: f.write_bytes(m.encode("utf-16-be")),
    "JSON": lambda f, m: f.write_text(json.dumps({"a": m}), encoding="utf-8"),
    "capitals": lambda f, m: f.write_text(m.upper(), encoding="utf-8"),
    "hexadecimal": lambda f, m: f.write_text(m.lower().encode().hex(), encoding="utf-8"),
    "base64": lambda f, m: f.write_bytes(base64.b64encode(f"..{m}..".encode())),
    "base64, a byte further": lambda f, m: f.write_bytes(base64.b64encode(f"...{m}..".encode())),
    "base64, two bytes further": lambda f, m: f.write_bytes(base64.b64encode(f"....{m}..".encode())),
    "gzip": lambda f, m: f.write_bytes(gzip.compress(m.encode())),
    "a workbook": _in_zip,
    "SQLite": _in_sqlite,
    "SQLite, packed as Dagster does": lambda f, m: _in_sqlite(f, m, ingepakt=True),
    "a value in Parquet": lambda f, m: _in_parquet(f, f"select '{m}' as a from range(5000)"),
    "a column of Parquet": lambda f, m: _in_parquet(f, f'select 1 as "{m}"'),
    "the description of a Parquet file": lambda f, m: _in_parquet(f, "select 1", f", kv_metadata {{a: '{m}'}}"),
    "a value in DuckDB": lambda f, m: _in_duckdb(f, f"create table t as select '{m}' as a from range(5000)"),
    "a column of DuckDB": lambda f, m: _in_duckdb(f, f'create table t ("{m}" integer)'),
    "a comment in DuckDB": lambda f, m: _in_duckdb(f, f"create table t (a integer); comment on table t is '{m}'"),
    "a view in DuckDB": lambda f, m: _in_duckdb(f, f"create view v as select '{m}' as a"),
    "the name of a file": lambda f, m: f.with_name(f"{m}.txt").touch(),
    "the name of a folder": lambda f, m: f.with_name(m).mkdir(),
}


@pytest.mark.parametrize("verstop", VERSTOPT.values(), ids=VERSTOPT)
def test_the_search_finds_what_is_hidden_in(verstop: Callable[[Path, str], object], tmp_path: Path) -> None:
    for number, marker in enumerate((merk(), merkpseudoniem(), *BSN)):
        folder = tmp_path / str(number)
        folder.mkdir()
        verstop(folder / "bestand", marker)
        assert lekken(folder), marker
    assert lekken(tmp_path, set(tmp_path.iterdir())) == []


def test_the_search_finds_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    for verstop in VERSTOPT.values():
        verstop(tmp_path / str(len(list(tmp_path.iterdir()))), "gewoon")
    assert lekken(tmp_path) == []
