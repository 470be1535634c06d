"""The raw files of the sample, read by plain Python: from bytes to the valid rows of the deliveries that count.

Shares no code with the package, so that what both say alike is not alike by accident. What a row must look like is in
ruwe_soorten; a row that belongs in quarantine is left out.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from jbr_pipeline_tests.integration.indicators.ruwe_soorten import SOORTEN, Onleesbaar, Rij, Soort

MINISTERIES = {
    "AZ": "mnre1010",
    "BZK": "mnre1034",
    "BZ": "mnre1013",
    "DEF": "mnre1018",
    "EZK": "mnre1045",
    "EZ": "mnre1045",
    "FIN": "mnre1090",
    "IENW": "mnre1130",
    "JENV": "mnre1058",
    "LVVN": "mnre1153",
    "LNV": "mnre1153",
    "OCW": "mnre1109",
    "SZW": "mnre1073",
    "VWS": "mnre1025",
    "AENM": "mnre1162",
    "VRO": "mnre1171",
    "KGG": "mnre1182",
}
NU = {"mnre1162": "mnre1058", "mnre1171": "mnre1034", "mnre1182": "mnre1045"}
"""The three ministries of 2024-07-02 to 2026-02-22 and where they went."""
HERINDELING = date(2024, 7, 2)

Regel = dict[str, str]
"""A row as text per column."""

_NAAM = re.compile(r"JBR_([A-Za-z]+)_([a-z_]+)_(\d{8})_v(\d+)\.(csv\.gz|csv|xlsx)")


@dataclass(frozen=True)
class Aanlevering:
    """The valid rows of one file."""

    ministerie: str
    soort: str
    peildatum: date
    versie: int
    rijen: list[Rij]


def in_werking(map_: Path) -> Iterator[Aanlevering]:
    """The deliveries that count: per ministry, subject and day the highest version that is not refused."""
    versions: dict[tuple[date, str, str], list[Path]] = defaultdict(list)
    for file in sorted((map_ / "raw" / "aanleveringen").rglob("JBR_*")):
        code, soort, day, _, _ = _naam(file)
        versions[day, soort, code].append(file)
    rows: dict[tuple[date, str, str], int] = {}
    for (day, soort, code), files in sorted(versions.items()):
        before = rows.get((day.replace(year=day.year - 1), soort, code))
        in_force = None
        for candidate in sorted(map(_lees, files), key=lambda a: a.versie):
            if soort != "bezetting" or not before or _is_geloofwaardig(code, day, len(candidate.rijen), before):
                in_force = candidate
        if in_force:
            rows[day, soort, code] = len(in_force.rijen)
            yield in_force


def _is_geloofwaardig(code: str, day: date, rows: int, before: int) -> bool:
    """At most 60 percent off from a year earlier; not to be said of a ministry that was split in between."""
    is_split = code in NU.values() and day.replace(year=day.year - 1) < HERINDELING <= day
    return is_split or abs(rows - before) <= 0.6 * before


def _naam(file: Path) -> tuple[str, str, date, int, str]:
    match = _NAAM.fullmatch(file.name)
    assert match, file.name
    afkorting, soort, dag, versie, extensie = match.groups()
    day = date(int(dag[:4]), int(dag[4:6]), int(dag[6:]))
    return MINISTERIES[afkorting.upper()], soort, day, int(versie), extensie


def _lees(file: Path) -> Aanlevering:
    code, soort, day, versie, extensie = _naam(file)
    layout = SOORTEN[soort]
    lines = _werkblad(file, layout) if extensie == "xlsx" else _csv(file, extensie)
    readers = [(naam, lees, {}, naam not in layout.optioneel) for naam, lees in layout.kolommen.items()]
    valid: list[Rij] = []
    for cells in lines:
        if "Resultaat" in cells.values() or "Totaalresultaat" in cells.values():
            continue
        try:
            row = _getypeerd(cells, readers)
        except Onleesbaar:
            continue
        if layout.regel(row, day):
            valid.append(row)
    return Aanlevering(code, soort, day, versie, _zonder_dubbele(valid, layout.sleutel))


def _getypeerd(cells: Regel, readers: list[tuple[str, Callable[[str], Any], dict[str, Any], bool]]) -> Rij:
    """The values of a row; what was read before is remembered per column."""
    row: Rij = {}
    for naam, lees, bekend, is_verplicht in readers:
        text = cells.get(naam, "")
        try:
            row[naam] = bekend[text]
        except KeyError:
            value = lees("" if text == "#" else text)
            if value is None and is_verplicht:
                raise Onleesbaar from None
            row[naam] = bekend[text] = value
    return row


def _kop(names: Iterable[object]) -> list[str]:
    return ["_".join(str(n).strip().lower().split()) for n in names]


def _csv(file: Path, extensie: str) -> Iterator[Regel]:
    """The lines that are a row."""
    content = gzip.decompress(file.read_bytes()) if extensie == "csv.gz" else file.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    lines = text.replace("\r\n", "\n").split("\n")
    header = _kop(_velden(lines[0]))
    number = 1
    while number < len(lines):
        line, length = lines[number], 1
        while line.count('"') % 2 and length < 10 and number + length < len(lines):
            line += "\n" + lines[number + length]
            length += 1
        if line.count('"') % 2 or len(_velden(line)) != len(header):
            line, length = lines[number], 1
        number += length
        if not line.strip(" ;"):
            continue
        fields = _velden(line) if line.count('"') % 2 == 0 else []
        if len(fields) == len(header):
            yield dict(zip(header, fields, strict=True))


def _velden(line: str) -> list[str]:
    if '"' not in line:
        return [v.strip() for v in line.split(";")] if " " in line else line.split(";")
    return [v.strip() for v in next(csv.reader([line], delimiter=";"))]


def _werkblad(file: Path, layout: Soort) -> Iterator[Regel]:
    book = CalamineWorkbook.from_path(str(file))
    for meta in book.sheets_metadata:
        rows = book.get_sheet_by_name(meta.name).to_python()
        heads = [i for i, row in enumerate(rows[:50]) if layout.verplicht <= set(_kop(row))]
        if heads and "Visible" in str(meta.visible):
            header = _kop(rows[heads[0]])
            for row in rows[heads[0] + 1 :]:
                if any(str(v).strip() for v in row):
                    yield {k: _als_tekst(v) for k, v in zip(header, row, strict=True)}
            return


def _als_tekst(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else str(value).replace(".", ",")
    return str(value).strip()


def _zonder_dubbele(rows: list[Rij], sleutel: tuple[str, ...]) -> list[Rij]:
    """An exact repeat goes; rows that share a key and differ all go."""
    first: dict[tuple[Any, ...], Rij] = {}
    gone = set()
    for row in rows:
        key = tuple([row[k] for k in sleutel])
        if first.setdefault(key, row) != row:
            gone.add(key)
    return [row for key, row in first.items() if key not in gone]
