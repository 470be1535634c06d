"""Whether the files of an edition are as they are described, and hold as many rows as the database."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jbr_pipeline.quality.rules import literal
from jbr_pipeline.reporting.exports.layout import BESTANDEN, CATALOGUS, CSV, PAKKET, PARQUET, SCHEIDING
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.warehouse.layout import Paden, sha256_van
from jbr_pipeline.warehouse.session import lezer


@dataclass(frozen=True)
class Controle:
    """Rows in the database and in each kind of file, how many files are named, and what is wrong with them."""

    rijen: dict[str, int]
    bestanden: int
    gebreken: tuple[str, ...]

    @property
    def is_heel(self) -> bool:
        """Whether every file is as it is described, and all hold as many rows as the database."""
        return not self.gebreken

    def in_woorden(self) -> str:
        """What was found, in one or two sentences."""
        if self.gebreken:
            text = "; ".join(self.gebreken)
            return f"{text[0].upper()}{text[1:]}."
        rows = getal(self.rijen["database"])
        return f"{getal(self.bestanden)} bestanden zijn heel; CSV, Parquet en database hebben elk {rows} rijen."


def controleer(paden: Paden, publicatie: Path) -> Controle:
    """Hold the files below a folder against their package, and their rows against the published database."""
    root = publicatie / BESTANDEN
    if missing := [name for name in (PAKKET, CATALOGUS) if not (root / name).exists()]:
        return Controle({}, 0, tuple(f"{name} ontbreekt" for name in missing))
    resources = json.loads((root / PAKKET).read_text(encoding="utf-8"))["resources"]
    faults = [fault for r in resources if (fault := _fault(root, r))]
    rows = {} if faults else _rows(paden, root)
    if len(set(rows.values())) > 1:
        faults.append("niet elk bestand heeft evenveel rijen als de database: " + _counts(rows))
    return Controle(rows, len(resources), tuple(faults))


def _fault(root: Path, resource: dict[str, object]) -> str:
    """What is wrong with a file that the package names; empty when nothing is."""
    file = root / str(resource["path"])
    if not file.is_file():
        return f"{resource['path']} ontbreekt"
    if file.stat().st_size != resource["bytes"] or f"sha256:{sha256_van(file)}" != resource["hash"]:
        return f"{resource['path']} is niet wat het pakket beschrijft"
    return ""


def _rows(paden: Paden, root: Path) -> dict[str, int]:
    with lezer(paden.database) as con:
        csv = (
            f"read_csv({literal(str(root / CSV / '*.csv'))}, header = true, all_varchar = true, "
            f"delim = '{SCHEIDING}', quote = '\"', escape = '\"')"
        )
        return {
            "database": _count(con, "indicator_waarde"),
            "csv": _count(con, csv),
            "parquet": _count(con, f"read_parquet({literal(str(root / PARQUET))})"),
        }


def _count(con: duckdb.DuckDBPyConnection, source: str) -> int:
    found = con.execute(f"select count(*) from {source}").fetchone()
    assert found is not None
    return int(found[0])


def _counts(rows: dict[str, int]) -> str:
    return ", ".join(f"{name} {getal(count)}" for name, count in rows.items())
