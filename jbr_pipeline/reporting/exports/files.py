"""The CSV of every indicator and the Parquet of everything, written by DuckDB in one fixed order."""

from __future__ import annotations

from pathlib import Path

import duckdb

from jbr_pipeline.quality.rules import literal
from jbr_pipeline.reporting.exports.columns import kolommen
from jbr_pipeline.reporting.exports.layout import CSV, PARQUET, REGELEINDE, SCHEIDING
from jbr_pipeline.reporting.exports.published import WAARSCHUWING, Gepubliceerd
from jbr_pipeline.reporting.reading import lees


def schrijf_csv_en_parquet(con: duckdb.DuckDBPyConnection, gepubliceerd: Gepubliceerd, naar: Path) -> None:
    """Write `csv/<code>.csv` and `jbr.parquet` below `naar`; `con` has the published database in use.

    Numbers are whole, as the database holds them. Raises duckdb.Error when it cannot be written.
    """
    # One thread, so that rows and row groups come in the same order whatever the machine.
    con.execute("set threads = 1")
    lees(con, "uitvoer")
    (naar / CSV).mkdir()
    shown = ", ".join(f'{k.als_csv()} as "{k.naam}"' for k in kolommen(verzonnen=gepubliceerd.is_verzonnen, csv=True))
    # Once for all files: planning so many expressions takes longer than a file does.
    con.execute(f"create or replace temp table regels as select volgnummer, {shown} from uitvoer order by volgnummer")
    for indicator in gepubliceerd.indicatoren:
        code = indicator["indicator_code"]
        con.execute(
            "copy (select * exclude (volgnummer) from regels where indicator_code = "
            f"{literal(code)} order by volgnummer) to {literal(str(naar / CSV / f'{code}.csv'))} (format csv, header, "
            f"delimiter '{SCHEIDING}', quote '\"', escape '\"', nullstr '', new_line {literal(REGELEINDE)})"
        )
    names = ", ".join(k.naam for k in kolommen(verzonnen=gepubliceerd.is_verzonnen, csv=False))
    told = {"titel": gepubliceerd.titel, "stand": gepubliceerd.stand.isoformat(), "uitgever": gepubliceerd.uitgever}
    if gepubliceerd.is_verzonnen:
        told["waarschuwing"] = WAARSCHUWING
    metadata = ", ".join(f"{key}: {literal(text)}" for key, text in told.items())
    con.execute(
        f"copy (select {names} from uitvoer order by volgnummer) to {literal(str(naar / PARQUET))} "
        f"(format parquet, compression zstd, kv_metadata {{{metadata}}})"
    )
