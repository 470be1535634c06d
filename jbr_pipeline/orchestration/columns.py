"""Columns of what an asset holds, as Dagster shows them; every description comes from a contract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import dagster as dg
import duckdb

from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.quality.rules import literal

_BIJ_ELKE_REGEL = (
    dg.TableColumn("aanlevering_id", "VARCHAR", "De aanlevering waaruit de regel komt."),
    dg.TableColumn("regelnr", "BIGINT", "Regelnummer in het bestand zoals ontvangen."),
    dg.TableColumn("peildatum", "DATE", "Peildatum van de aanlevering."),
)


def van_onderwerp(contract: Aanleveringscontract) -> dg.TableSchema:
    """The valid rows of a subject."""
    columns = [
        dg.TableColumn(k.naam, k.sql_type, k.omschrijving, dg.TableColumnConstraints(nullable=k.optioneel))
        for k in contract.kolom
    ]
    derived = [dg.TableColumn(a.naam, a.sql_type, a.omschrijving) for a in contract.afgeleid]
    return dg.TableSchema([*_BIJ_ELKE_REGEL, *columns, *derived])


def van_tabel(naam: str) -> dg.TableSchema:
    """A table of the published database."""
    return dg.TableSchema(
        [
            dg.TableColumn(k.naam, k.type.upper(), k.omschrijving, dg.TableColumnConstraints(nullable=k.leeg))
            for k in tabellen()[naam].kolom
        ]
    )


def van_parquet(con: duckdb.DuckDBPyConnection, files: Sequence[Path], tabel: str) -> dg.TableSchema:
    """The columns of Parquet files, described where the published table `tabel` has the same column."""
    described = {k.naam: k.omschrijving for k in tabellen()[tabel].kolom}
    paths = ", ".join(literal(str(f)) for f in files)
    rows = con.execute(f"describe select * from read_parquet([{paths}])").fetchall()
    return dg.TableSchema([dg.TableColumn(name, type_, described.get(name)) for name, type_, *_ in rows])
