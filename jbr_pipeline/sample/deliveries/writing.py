"""The bytes of a made-up delivery: CSV in its encoding and line ends, packed or not, and XLSX.

Nothing in the bytes depends on when or where they are made. What the cells say belongs in `text_form`.
"""

from __future__ import annotations

import gzip
import io
import os
import re
from datetime import datetime
from pathlib import Path

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline.sample.deliveries import text_form
from jbr_pipeline.sample.deliveries.plan import Bestand

KOP_OP_RIJ = 3
"""The header of a sheet stands on this row, counted from 0, below a title and blank rows."""


def write(con: duckdb.DuckDBPyConnection, bestand: Bestand, inbox: Path, werkmap: Path) -> Path:
    """Write one delivery below the drop folder and return its path."""
    contract = contracten()[bestand.soort]
    if bestand.vorm.extensie == "xlsx":
        content = _xlsx(con, contract, bestand)
    else:
        content = _csv(con, contract, bestand, werkmap)
    folder = inbox / bestand.map
    folder.mkdir(parents=True, exist_ok=True)
    # Landing skips names that start with a point, so nobody takes in half a file.
    aside = folder / f".{bestand.naam}"
    aside.write_bytes(content)
    moment = bestand.gewijzigd_op.timestamp()
    os.utime(aside, (moment, moment))
    return aside.replace(folder / bestand.naam)


def _csv(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, bestand: Bestand, werkmap: Path) -> bytes:
    vorm = bestand.vorm
    lines = werkmap / "regels.csv"
    quoting = ", force_quote *" if vorm.aangehaald else ""
    con.execute(
        f"copy ({text_form.rows_sql(contract, bestand)}) to '{lines}' "
        f"(format csv, header false, delimiter '{files.SCHEIDINGSTEKEN}', quote '\"', escape '\"', nullstr ''{quoting})"
    )
    kop = files.SCHEIDINGSTEKEN.join(text_form.header(contract, vorm)) + "\n"
    content = _finish_lines(kop.encode() + lines.read_bytes(), len(text_form.columns(contract, vorm)))
    if vorm.hekje:
        # COPY quotes this sign because it could open a comment; SAP BW does not.
        content = content.replace(b'"#"', b"#")
    if vorm.regeleinde != "\n":
        content = content.replace(b"\n", vorm.regeleinde.encode())
    if vorm.codering != "utf-8":
        content = content.decode().encode(vorm.codering)
    return gzip.compress(content, compresslevel=3, mtime=0) if vorm.extensie == "csv.gz" else content


def _finish_lines(content: bytes, fields: int) -> bytes:
    """Make what COPY cannot write: a line that is a field short, an open quote, and a line without any field."""
    for cell in (text_form.WEG, f'"{text_form.WEG}"'):
        content = content.replace(f"{files.SCHEIDINGSTEKEN}{cell}".encode(), b"")
    content = content.replace(text_form.OPEN.encode(), b'"')
    blank = text_form.BLANCO + files.SCHEIDINGSTEKEN * (fields - 1)
    return content.replace(blank.encode(), b"")


def _xlsx(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, bestand: Bestand) -> bytes:
    buffer = io.BytesIO()
    # In memory the parts get a fixed date; from files on disk they would get a local one.
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_numbers": False})
    moment = bestand.gewijzigd_op.replace(tzinfo=None)
    book.set_properties({"title": "Verzonnen voorbeeld", "created": moment})
    hidden = book.add_worksheet("Toelichting")
    hidden.write_string(0, 0, "Verzonnen voorbeeld: geen enkele regel gaat over een echte persoon of zaak.")
    sheet = book.add_worksheet("Gegevens")
    sheet.activate()
    sheet.set_first_sheet()
    hidden.hide()
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    sheet.write_string(0, 0, f"{contract.titel}, verzonnen voorbeeld")
    names = text_form.columns(contract, bestand.vorm)
    for position, name in enumerate(text_form.header(contract, bestand.vorm)):
        sheet.write_string(KOP_OP_RIJ, position, name)
    by_name = {k.naam: k for k in contract.kolom}
    rows = con.execute(text_form.rows_sql(contract, bestand)).fetchall()
    for number, row in enumerate(rows, start=KOP_OP_RIJ + 1):
        for position, (name, cell) in enumerate(zip(names, row, strict=True)):
            # A sheet has no separators or quotes to spoil: such a cell is simply empty.
            if cell is not None and not cell.startswith((text_form.WEG, text_form.OPEN)):
                _write_cell(sheet, number, position, _native(cell, by_name.get(name)), day)
    book.close()
    return buffer.getvalue()


def _write_cell(
    sheet: Worksheet, row: int, column: int, value: str | float | datetime, day: xlsxwriter.format.Format
) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write_number(row, column, value)


def _native(cell: str, kolom: Kolom | None) -> str | float | datetime:
    """The cell as a spreadsheet would hold it: a number, a day, or text where it cannot be either.

    A code of digits becomes a number and so loses its leading zeros, as happens in real files.
    """
    if kolom is None:
        return cell
    match kolom.type:
        case "geheel" if re.fullmatch(r"-?\d+", cell):
            return int(cell)
        case "tekst" if kolom.cijferbreedte and cell.isdigit():
            return int(cell)
        case "decimaal" if re.fullmatch(r"-?\d+(,\d+)?", cell):
            return float(cell.replace(",", "."))
        case "datum" if re.fullmatch(r"\d\d-\d\d-\d{4}", cell):
            return _day_or_text(cell)
    return cell


def _day_or_text(cell: str) -> str | datetime:
    try:
        return datetime.strptime(cell, "%d-%m-%Y")  # noqa: DTZ007 a calendar day has no time zone
    except ValueError:
        return cell
