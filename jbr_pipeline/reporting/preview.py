"""What an operator is shown of an edition for readers: a few rows, the files, the first chart. As Markdown."""

from __future__ import annotations

import base64
import csv
import json
import re
from itertools import islice
from pathlib import Path
from typing import Any

from jbr_pipeline.reporting.exports.layout import BESTANDEN, PAKKET, SCHEIDING
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.reporting.tables import tabel

RIJEN = 8
_GETOOND = ("organisatie", "peildatum", "waarde", "eenheid", "status")


def eerste_rijen(edition: Path) -> str:
    """The first rows of the first CSV of an edition."""
    first = next(r for r in _resources(edition) if r["format"] == "csv")
    with (edition / BESTANDEN / first["path"]).open(encoding="utf-8", newline="") as file:
        rows = [tuple(row[c] for c in _GETOOND) for row in islice(csv.DictReader(file, delimiter=SCHEIDING), RIJEN)]
    return f"{first['title']} (`{first['path']}`)\n\n{tabel(_GETOOND, rows, rechts=('waarde',))}"


def bestandenlijst(edition: Path) -> str:
    """Every file to download with its size."""
    rows = [(r["path"], r.get("title", r["description"]), getal(r["bytes"] / 1000, 1)) for r in _resources(edition)]
    return tabel(("bestand", "inhoud", "kB"), rows, rechts=("kB",))


def eerste_grafiek(page: Path) -> str:
    """The first chart of a page as a picture; empty when the page has none."""
    found = re.search(r"<svg\b(.*?</svg>)", page.read_text(encoding="utf-8"), re.DOTALL)
    if not found:
        return ""
    # What the page around it gives: the namespace, its letters, and an outline that lies behind them.
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" style="font-family:sans-serif;paint-order:stroke"{found[1]}'
    return f"![grafiek](data:image/svg+xml;base64,{base64.b64encode(picture.encode()).decode()})"


def _resources(edition: Path) -> list[Any]:
    package = json.loads((edition / BESTANDEN / PAKKET).read_text(encoding="utf-8"))
    return list(package["resources"])
