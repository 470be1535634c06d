"""Publications from the raw segments, as the pipeline's fold leaves them."""

from __future__ import annotations

import csv
from datetime import date
from importlib import resources
from pathlib import Path
from string import Template

import duckdb

from jbr_pipeline import contracts
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.sources.open_overheid.structure import DETAIL, RELATIE, ZOEKPAGINA, als_json

KOLOMMEN = "volgnr: 'BIGINT', loop: 'VARCHAR', soort: 'VARCHAR', aanleiding: 'VARCHAR', document_id: 'VARCHAR', sleutel: 'VARCHAR', pad: 'VARCHAR', status: 'INTEGER', opgehaald_op: 'TIMESTAMPTZ', sha256: 'VARCHAR', body: 'VARCHAR', body_base64: 'VARCHAR'"


def vouw(con: duckdb.DuckDBPyConnection, raw: Path, *, vanaf: date) -> None:
    files = ", ".join(literal(str(f)) for f in sorted((raw / "segmenten").glob("*.jsonl.gz")))
    bron = f"read_json([{files}], format = 'newline_delimited', columns = {{{KOLOMMEN}}}, maximum_object_size = 25165824)"
    con.execute(_sql("regels", vorm="table", bron=bron))
    con.execute(_sql("macros"))
    con.execute(_sql("treffers", zoekpagina=als_json(ZOEKPAGINA)))
    con.execute(_sql("details", detail=als_json(DETAIL)))
    con.execute(_sql("overig"))
    con.execute(_sql("ingetrokken"))
    labels = ", ".join(
        f"({literal(o.naam.lower())}, {literal(o.code)}, date '{o.geldig_vanaf}', date '{o.geldig_tot}')"
        for o in organisaties()
        if o.is_ministerie
    )
    con.execute(
        "create or replace temp table organisatielabels as "
        f"from (values {labels}) as t (label, code, geldig_vanaf, geldig_tot)"
    )
    con.execute(_sql("laatste", detail=als_json(DETAIL)))
    rows = csv.DictReader((resources.files(contracts) / "reference" / "woo_informatiecategorieen.csv").read_text(encoding="utf-8").splitlines())
    cats = "[" + ", ".join(literal(r["tooi_code"]) for r in rows if r["in_art_3_3"] == "ja") + "]"
    con.execute(_sql("documenten", woo_categorieen=cats))
    con.execute(_sql("relaties", relatie=als_json(RELATIE)))
    con.execute(_sql("groepen"))
    con.execute(_sql("groepen_begin"))
    while (con.execute(_sql("groepen_stap")).fetchone() or (0,))[0]:
        pass
    con.execute("create or replace temp table publicatie as " + _sql("publicaties", vanaf=f"date '{vanaf}'"))


def _sql(naam: str, **waarden: str) -> str:
    text = (resources.files("jbr_pipeline.sources.open_overheid") / "sql" / f"{naam}.sql").read_text(encoding="utf-8")
    return Template(text).safe_substitute(waarden)
