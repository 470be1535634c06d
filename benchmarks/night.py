"""A night: one delivery and some publications on a built warehouse, and whether it gives what a rebuild gives."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.inputs.addition import PUBLICATIES, voeg_toe
from benchmarks.measure import MAP, bezig
from benchmarks.prepare import OPGEHAALD, invoer
from benchmarks.rebuild import GETOOND, Draaimeting, meet_pijplijn
from benchmarks.sizes import Maat
from jbr_pipeline.contracts.published import SCHEMA, tabellen
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse.layout import Paden

GRENS_S = 15.0
"""A night on ten years of history takes no longer."""

GRENS_VERHOUDING = 1.2
"""… and no more than this many times a night on one year."""

EEN_JAAR, TIEN_JAAR = 12, 120
"""Months of history."""

VAN_DE_DRAAI = frozenset({"run_id", "berekend_op", "gevonden_op"})
"""Columns that say which run made a row and when: those differ by nature, as the table `draai` does."""


def meet_nacht(maten: list[Maat], *, bewijs: bool) -> Iterator[tuple[str, dict[str, Any]]]:
    """The night on each size; `bewijs` asks for the rebuild next to it on the largest as well."""
    for maat in maten:
        base = invoer(maat)
        # The folder as a rebuild left it, by this code: quickly done where it is there.
        with bezig(f"night {maat.naam}: bringing the warehouse up to date"):
            meet_pijplijn(base, f"bijwerken-{maat.naam}")
        night, again = (MAP / f"{kind}-{maat.naam}" for kind in ("nacht", "herbouw"))
        try:
            yield maat.naam, _night(maat, base, night, again, bewijs=bewijs or maat.maanden < TIEN_JAAR)
        finally:
            for map_ in (night, again):
                shutil.rmtree(map_, ignore_errors=True)


def _night(maat: Maat, base: Path, night: Path, again: Path, *, bewijs: bool) -> dict[str, Any]:
    with bezig(f"night {maat.naam}: making a copy and what comes in"):
        kopieer(base, night)
        delivered = voeg_toe(Paden(night), maat)
    with bezig(f"night {maat.naam}: pipeline"):
        measured = meet_pijplijn(night, f"nacht-{maat.naam}")
    found = None
    if bewijs:
        with bezig(f"night {maat.naam}: rebuilding another copy, to compare"):
            kopieer(night, again, warehouse=False)
            meet_pijplijn(again, f"nacht-herbouw-{maat.naam}")
            found = verschillen(night, again)
    return _result(maat, measured, delivered, found)


def _result(maat: Maat, measured: Draaimeting, delivered: int, found: list[str] | None) -> dict[str, Any]:
    return {
        "size": maat.naam,
        "rows": maat.rijen,
        "months": maat.maanden,
        "delivered_rows": delivered,
        "publications": PUBLICATIES,
        "wall_s": round(measured.proces.wall_s, 3),
        "cpu_s": round(measured.proces.cpu_s, 3),
        "peak_mb": round(measured.proces.peak_mb, 1),
        "protection_s": measured.bescherming_s,
        "run_s": measured.draai_s,
        "steps": measured.stappen,
        "equal": None if found is None else not found,
        "differences": (found or [])[:GETOOND],
    }


def samen(sizes: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The nights next to each other; what was not measured is None."""
    by_months = {night["months"]: night for night in sizes.values()}
    one, ten = (by_months.get(months, {}).get("wall_s") for months in (EEN_JAAR, TIEN_JAAR))
    ratio = round(ten / one, 3) if one and ten else None
    proofs = [night["equal"] for night in sizes.values() if night["equal"] is not None]
    return {
        "one_year_s": one,
        "ten_years_s": ten,
        "ratio": ratio,
        "bounds": {"ten_years_s": GRENS_S, "ratio": GRENS_VERHOUDING},
        "within_bounds": {
            "ten_years_s": None if ten is None else ten <= GRENS_S,
            "ratio": None if ratio is None else ratio <= GRENS_VERHOUDING,
        },
        "equal": all(proofs) if proofs else None,
        "sizes": sizes,
    }


def kopieer(van: Path, naar: Path, *, warehouse: bool = True) -> None:
    """A copy of a data folder that can be run on without the first noticing.

    What is raw is written once and never again, so those files are shared; all but locks, whose names begin with a
    full stop. Without the warehouse the report of the harvest still comes along.
    """
    shutil.rmtree(naar, ignore_errors=True)
    shutil.copytree(van / "raw", naar / "raw", copy_function=_link)
    if warehouse:
        shutil.copytree(van / "warehouse", naar / "warehouse")
    else:
        report = naar / "warehouse" / OPGEHAALD
        report.parent.mkdir(parents=True)
        shutil.copyfile(van / "warehouse" / OPGEHAALD, report)


def _link(van: str, naar: str) -> None:
    if Path(van).name.startswith("."):
        shutil.copy2(van, naar)
    else:
        os.link(van, naar)


def verschillen(a: Path, b: Path, zonder: frozenset[str] = VAN_DE_DRAAI) -> list[str]:
    """Which published tables and closed figures of two data folders hold other rows; `zonder` are columns left out."""
    with duckdb.connect() as con:
        relations = {}
        for side, map_ in (("a", a), ("b", b)):
            con.execute(f"attach {literal(str(Paden(map_).database))} as {side} (read_only)")
            files = literal(str(Paden(map_).gesloten / "indicatoren" / "*.parquet"))
            con.execute(f"create temp view {side}_indicatoren as from read_parquet({files})")
            tables = {name: f"{side}.{SCHEMA}.{name}" for name in tabellen() if name != "draai"}
            relations[side] = {**tables, "gesloten indicatoren": f"{side}_indicatoren"}
        return [
            f"{name}: {count} rijen alleen in de {which}"
            for name, ours in relations["a"].items()
            for which, left, right in (
                ("nacht", ours, relations["b"][name]),
                ("herbouw", relations["b"][name], ours),
            )
            if (count := _only_in(con, left, right, zonder))
        ]


def _only_in(con: duckdb.DuckDBPyConnection, left: str, right: str, zonder: frozenset[str]) -> int:
    columns = [name for name, *_ in con.execute(f"describe from {left}").fetchall() if name not in zonder]
    named = ", ".join(f'"{c}"' for c in columns)
    counted = con.execute(
        f"select count(*) from (select {named} from {left} except all select {named} from {right})"
    ).fetchone()
    return int(counted[0]) if counted else 0
