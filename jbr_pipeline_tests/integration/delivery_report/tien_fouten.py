"""A delivery of bezetting with ten different faults, a marker on every broken row, in each form a file may have."""

from __future__ import annotations

import csv
import gzip
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import python_calamine

from jbr_pipeline_tests.deliveries_kit import csv_tekst, rijen, werkblad, xlsx_bytes
from jbr_pipeline_tests.integration.run.merken import merk, merkpseudoniem

STAM = "JBR_BZK_bezetting_20241231_v1"
VORMEN = ("csv", "csv.gz", "xlsx")
KOPREGELS_BOVEN = 2
"""Blank rows above the header in the workbook."""


@dataclass(frozen=True)
class Geplant:
    """A planted fault: in which column it is to be found, under what title, and the markers of its rows."""

    kolom: str
    titel: str
    merken: tuple[str, ...]


def maak(map_: Path, vorm: str) -> tuple[Path, list[Geplant]]:
    """Write the file; returns it with what was planted in it."""
    rows = [{**row, "pseudo_id": merkpseudoniem()} for row in rijen("bezetting", 30)]
    planted: list[Geplant] = []

    def plant(kolom: str, titel: str, *broken: int, **cells: Any) -> None:
        for n in broken:
            rows[n] = {**rows[n], **cells, "standplaats": merk()}
        planted.append(Geplant(kolom, titel, tuple(str(rows[n]["standplaats"]) for n in broken)))

    plant("pseudo_id", "De waarde heeft niet de goede vorm", 3, pseudo_id=merk())
    plant("datum_in_dienst_rijk", "Dit is geen datum zoals afgesproken", 5, 6, datum_in_dienst_rijk=merk())
    plant("uren_per_week", "Dit is geen getal zoals afgesproken", 8, uren_per_week=merk())
    plant("geslacht", "Deze waarde staat niet in de lijst", 10, 11, 12, geslacht=merk())
    plant("functieschaal", "De cel is leeg", 14, functieschaal="")
    plant("functieschaal", "De waarde is te laag of te hoog", 16, functieschaal="2019")
    plant("datum_uit_dienst", "De waarde past niet bij datum_in_dienst_ministerie", 18, datum_uit_dienst="01-01-2005")
    rows[21] = rows[20] = {**rows[20], "standplaats": merk()}
    planted.append(Geplant("", "De hele regel staat er al eerder", (rows[20]["standplaats"],)))
    plant("pseudo_id", "De regel heeft dezelfde sleutel als een andere", 23, 24, pseudo_id=merkpseudoniem())
    rows = [{**row, merk(): merk()} if n == 0 else row for n, row in enumerate(rows)]
    unknown = list(rows[0])[-1]
    rows = [{**row, unknown: row.get(unknown, "")} for row in rows]
    planted.append(Geplant("T", "Deze kolom kennen we niet", (unknown,)))
    file = map_ / f"{STAM}.{vorm}"
    if vorm == "xlsx":
        file.write_bytes(xlsx_bytes({"Blad": werkblad(rows, above=KOPREGELS_BOVEN)}))
        return file, planted
    lines = csv_tekst(rows).splitlines()
    # A blank line counts, and so does the second line of a cell: every later fault shifts by two.
    lines[2] = lines[2].replace("Den Haag", '"Den\nHaag"')
    lines.insert(2, "")
    text = ("\n".join(lines) + "\n").encode()
    file.write_bytes(gzip.compress(text) if vorm.endswith("gz") else text)
    return file, planted


def regels_met(file: Path, merkwaarde: str) -> list[int]:
    """The lines on which a marker stands, as whoever opens the file counts them."""
    if file.suffix == ".xlsx":
        rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        return [n for n, row in enumerate(rows, start=1) if merkwaarde in row]
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return [n for n, line in enumerate(content.decode().split("\n"), start=1) if merkwaarde in line]


def kolomletter(file: Path, kolom: str) -> str:
    """Where a column stands, by hand; the file has fewer than 26."""
    if file.suffix == ".xlsx":
        rows = python_calamine.CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        header = [str(c) for c in rows[KOPREGELS_BOVEN]]
    else:
        content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        header = next(csv.reader([content.decode().split("\n")[0]], delimiter=";"))
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[header.index(kolom)]
