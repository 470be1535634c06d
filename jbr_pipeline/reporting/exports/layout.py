"""Where each file lies below the folder of an edition, and how a CSV is written. Nothing here opens one."""

from __future__ import annotations

BESTANDEN = "bestanden"
"""The folder of the files, within that of the edition; the other names are below it."""

CSV = "csv"
PARQUET = "jbr.parquet"
WERKMAP = "jbr-tabellen.xlsx"
PAKKET = "datapackage.json"
SCHEMA = f"{CSV}/tabelschema.json"
CSVW = f"{CSV}/csv-metadata.json"
CSVW_SCHEMA = f"{CSV}/csvw-schema.json"
CATALOGUS = "dcat.jsonld"

SCHEIDING, REGELEINDE = ";", "\r\n"
