"""An XLSX delivery as plain text: the right sheet, the header wherever it stands, native values written out.

Only the form changes here; what a cell means belongs in `typed`. Line numbers are Excel's own row numbers.
Pandas is imported where a frame is made, since it is slow to import.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from pathlib import Path

import numpy as np
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from jbr_pipeline.contracts import files
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom
from jbr_pipeline.sources.deliveries import closed, packages
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.text import Tekstbestand

KOP_BINNEN_RIJEN = 50
"""A header is looked for in the first rows of a sheet only."""

FOUTCEL = "#FOUT!"
"""What stands for an error or a formula that was never computed: no value of any type, and not empty either."""


def als_tekst(bron: Path, contract: Aanleveringscontract, werkmap: Path) -> Tekstbestand:
    """Write the first visible sheet that has the required headers as plain text below `werkmap`.

    Raises Bestandsfout when the file is no XLSX, asks too much to read, or no sheet has the headers.
    """
    import pandas as pd

    pakket = packages.inspecteer(bron)
    with _readable():
        sheet, header_row, kop = _find_sheet(CalamineWorkbook.from_path(bron), contract)
        rows = sheet.to_python(skip_empty_area=False)[header_row + 1 :]
    frame = pd.DataFrame(rows, columns=range(len(kop)), dtype=object)
    columns = {k.naam: k for k in contract.kolom}
    for position, name in enumerate(kop):
        frame[position] = frame[position].map(partial(_cell_as_text, kolom=columns.get(name)))
    for row, column in pakket.foutcellen.get(sheet.name, ()):
        below = row - header_row - 2
        if 0 <= below < len(frame) and column <= len(kop):
            frame.iat[below, column - 1] = FOUTCEL
    filled = (frame != "").any(axis=1).to_numpy(dtype=bool)
    doel = werkmap / f"{bron.name}.csv"
    with closed.create(doel) as out:
        frame[filled].to_csv(out, sep=files.SCHEIDINGSTEKEN, header=list(kop), index=False, lineterminator="\n")
    lines = np.flatnonzero(filled) + header_row + 2
    return Tekstbestand(doel, "xlsx", kop, aantal=len(lines), regelnummers=lines, kopregel=header_row + 1)


def bladen(bron: Path) -> Iterator[list[list[str]]]:
    """The cells of every sheet as text, of hidden sheets, rows and columns too, one sheet at a time.

    The file was looked at by `packages.inspecteer`; Bestandsfout when it cannot be read all the same.
    """
    with _readable():
        book = CalamineWorkbook.from_path(bron)
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield [[_cell_as_text(cell, None) for cell in row] for row in rows]


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (CalamineError, OSError) as fout:
        raise Bestandsfout(
            "Het bestand is geen leesbare XLSX; sla het opnieuw op in Excel en lever het opnieuw."
        ) from fout


def _find_sheet(book: CalamineWorkbook, contract: Aanleveringscontract) -> tuple[CalamineSheet, int, tuple[str, ...]]:
    required = {k.naam for k in contract.kolom if not k.optioneel}
    closest: set[str] = required
    for meta in book.sheets_metadata:
        if meta.visible != SheetVisibleEnum.Visible:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        for number, row in enumerate(sheet.to_python(skip_empty_area=False, nrows=KOP_BINNEN_RIJEN)):
            kop = tuple(files.kolomnaam(str(c)) for c in row)
            if required <= set(kop):
                return sheet, number, kop
            closest = min(closest, required - set(kop), key=len)
    raise Bestandsfout(
        f"Geen zichtbaar werkblad heeft alle verplichte kolommen; niet gevonden: {', '.join(sorted(closest))}."
    )


def _cell_as_text(cell: object, kolom: Kolom | None) -> str:
    """A native cell as a department would have typed it in a CSV."""
    match cell:
        case None:
            return ""
        case str():
            return re.sub(r"[\r\n]+", " ", cell).strip()
        case bool():
            return "ja" if cell else "nee"
        case datetime():
            return f"{cell:%d-%m-%Y}" if cell.time() == datetime.min.time() else cell.isoformat()
        case date():
            return f"{cell:%d-%m-%Y}"
        case int():
            return str(cell)
        case float():
            return _number_as_text(cell, kolom.decimalen if kolom else 0)
    return str(cell)


def _number_as_text(value: float, decimalen: int) -> str:
    """A float without the noise of binary fractions, with a decimal comma."""
    if value.is_integer():
        return str(int(value))
    rounded = round(value, decimalen)
    same = math.isclose(rounded, value, rel_tol=1e-13, abs_tol=1e-9)
    text = f"{rounded:.{decimalen}f}" if same else repr(value)
    return text.replace(".", ",")
