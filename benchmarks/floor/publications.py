"""Publications from the raw segments, as the fold of the pipeline leaves them."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from pathlib import Path

import duckdb

from benchmarks.floor.statements import literal, sql, tabel
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.sources.open_overheid.structure import DETAIL, RELATIE, ZOEKPAGINA, als_json


def vouw(con: duckdb.DuckDBPyConnection, raw: Path, *, vanaf: date) -> None:
    """Make `publicatie`, one row for each document ever held; `vanaf` leaves out what is older."""
    con.execute(
        (resources.files("jbr_pipeline.sources.open_overheid") / "sql" / "macros.sql").read_text(encoding="utf-8")
    )
    tabel(
        con,
        "organisatielabel",
        "label varchar, code varchar, geldig_vanaf date, geldig_tot date",
        [(o.naam.lower(), o.code, o.geldig_vanaf, o.geldig_tot) for o in organisaties() if o.is_ministerie],
    )
    con.execute(
        sql(
            "publicaties",
            bestanden=", ".join(literal(str(f)) for f in sorted((raw / "segmenten").glob("*.jsonl.gz"))),
            zoekpagina=als_json(ZOEKPAGINA),
            detail=als_json(DETAIL),
            relatie=als_json(RELATIE),
            woo_categorieen=", ".join(map(literal, _woo_categorieen())),
        )
    )
    while (con.execute(sql("publicaties_stap")).fetchone() or (0,))[0]:
        pass
    con.execute(sql("publicaties_tabel", vanaf=f"date '{vanaf}'"))


def _woo_categorieen() -> list[str]:
    """The codes of the categories of art. 3.3 Woo."""
    file = resources.files("jbr_pipeline.contracts") / "reference" / "woo_informatiecategorieen.csv"
    rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
    return [r["tooi_code"] for r in rows if r["in_art_3_3"] == "ja"]
