"""Fills jbr.aansluiting: what others published beside what was computed.

Which figures are compared is in `contracts.reconciliation`; the judgement of a row is in `sql/aansluiting.sql`.
"""

from __future__ import annotations

import duckdb

from jbr_pipeline.contracts.reconciliation import BRIEF, gepubliceerde_waarden
from jbr_pipeline.warehouse.figure_inputs import table
from jbr_pipeline.warehouse.session import sql

_KOLOMMEN = {
    "indicator_code": "varchar",
    "jaar": "integer",
    "organisatie": "varchar",
    "uitsplitsing": "varchar",
    "waarde": "double",
    "eenheid": "varchar",
    "bron": "varchar",
    "code": "varchar",
    "variant": "varchar",
    "maat": "varchar",
    "dimensie": "varchar",
    "categorie": "varchar",
    "organisatie_code": "varchar",
    "factor": "double",
    "decimalen": "integer",
    "uitleg": "varchar",
}


def vul_aansluiting(con: duckdb.DuckDBPyConnection, *, verzonnen: bool) -> None:
    """Compare every published figure and write the table.

    `con` uses the schema of the database under construction, in which the values and the view indicator_mutatie are
    there already. With `verzonnen` deliveries only the figures of the letter are judged.
    """
    rows = [
        (*(getattr(g, naam) for naam in _KOLOMMEN), g.berekend_jaar or g.jaar if g.code else None)
        for g in gepubliceerde_waarden()
    ]
    columns = ", ".join(f"{naam} {soort}" for naam, soort in _KOLOMMEN.items())
    table(con, "gepubliceerde_waarde", f"{columns}, berekend_jaar integer", rows)
    con.execute(sql("aansluiting"), {"verzonnen": verzonnen, "brief": BRIEF})
