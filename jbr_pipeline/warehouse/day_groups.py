"""The groups that figures are made from, kept per indicator and per peildatum.

A group rests on the rows of its own day, and of the days that it is compared with, and on nothing else. So a new
delivery asks for the groups of its day again, whatever history there is, and ten years are computed a few days at a
time. Turning groups into figures, for which every day and category counts, belongs in `figures` and `indicators`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import Indicator
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse.figure_inputs import dag_van_het_jaar, geldige_rijen, nulmeting
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden, closed_zone

log = logging.getLogger(__name__)

MELD_NA_S = 2.0
"""Seconds after which progress is told again."""

SAMEN_RIJEN = 2_000_000
"""Rows that are counted together: a statement costs as much for few rows as for many, and memory bounds the rest."""

ALLES = "alles"
"""The name under which the groups are kept of an indicator that does not fall apart in days."""

Drukken = dict[str, str]
"""What the groups of each day depend on, by the day in ISO form, or `ALLES`."""

_PLAATS = "structuur varchar, organisatie_code varchar, peildatum date, variant varchar, uitsplitsing varchar"
_TABELLEN = {
    "groepen": f"{_PLAATS}, categorie varchar, geheel varchar, teller double, noemer double, personen bigint, "
    "personen_noemer bigint, geschat_pct double",
    "gehelen": f"{_PLAATS}, geheel varchar, noemer double, personen_noemer bigint",
}


@dataclass(frozen=True)
class _Deel:
    """What is computed together: days of the year of one indicator, or all of it when `dagen` is None."""

    indicator: Indicator
    dagen: tuple[date, ...] | None


def is_per_dag(indicator: Indicator) -> bool:
    """Whether the indicator falls apart in days.

    The baseline of the taakstelling may come from an edition whose rows are gone, and a publication has its own day.
    """
    return not indicator.van_nulmeting and all(b in contracten() for b in indicator.bronnen)


def drukken(
    con: duckdb.DuckDBPyConnection, stand: Stand, indicator: Indicator, gedeeld: Sequence[str], geheel: str
) -> Drukken:
    """What the groups of the indicator depend on. `gedeeld` is what all depend on, `geheel` what the figures do.

    Needs `vergelijking` on the connection.
    """
    days = _days(stand, indicator)
    if days is None:
        return {ALLES: geheel}
    inputs: dict[date, list[str]] = defaultdict(list)
    for soort in indicator.bronnen:
        for a in stand.in_werking(soort):
            if a.verwerking and a.landing.peildatum:
                inputs[a.landing.peildatum].append(a.verwerking.vingerafdruk)
    pairs = _pairs(con, indicator)
    return {
        day.isoformat(): hashlib.sha256(
            json.dumps([*gedeeld, *(p for d in _needed(day, pairs) for p in (d.isoformat(), *inputs[d]))]).encode()
        ).hexdigest()
        for day in days
    }


def bereken(
    paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand, gevraagd: Mapping[str, tuple[Indicator, Drukken]]
) -> None:
    """Compute the groups that are missing or no longer what is asked for, and keep them.

    `gevraagd` has what the groups of each indicator depend on now. Needs what `figure_inputs.maak_invoer` makes.
    """
    for table, columns in _TABELLEN.items():
        con.execute(f"create or replace temp table nieuwe_{table} (code varchar, {columns})")
    chunks: dict[object, list[_Deel]] = defaultdict(list)
    for indicator, now in gevraagd.values():
        kept = _kept(paden, indicator.code) or {}
        stale = [day for day, print_ in now.items() if kept.get(day) != print_]
        if ALLES in now:
            if stale:
                chunks[ALLES].append(_Deel(indicator, None))
            continue
        per_day_of_year: dict[object, list[date]] = defaultdict(list)
        for day in map(date.fromisoformat, stale):
            per_day_of_year[dag_van_het_jaar(day)].append(day)
        for key, days in per_day_of_year.items():
            chunks[key].append(_Deel(indicator, tuple(days)))
    whole = chunks.pop(ALLES, [])
    batches = [*([whole] if whole else []), *_together(con, stand, chunks.values())]
    told = time.monotonic()
    for number, parts in enumerate(batches, start=1):
        _compute(paden, con, stand, parts)
        if time.monotonic() - told > MELD_NA_S:
            log.info("groepen geteld: deel %d van %d", number, len(batches))
            told = time.monotonic()
    for indicator, now in gevraagd.values():
        _keep(paden, con, indicator.code, now)


def laad(paden: Paden, con: duckdb.DuckDBPyConnection, indicator_code: str) -> None:
    """Make the tables `groepen` and `gehelen` of every day of an indicator."""
    for table in _TABELLEN:
        source = literal(str(_file(paden, indicator_code, table)))
        con.execute(f"create or replace temp table {table} as from read_parquet({source})")


def _days(stand: Stand, indicator: Indicator) -> list[date] | None:
    """The days at hand of the sources; None for an indicator that does not fall apart in days."""
    if not is_per_dag(indicator):
        return None
    return sorted({a.landing.peildatum for b in indicator.bronnen for a in stand.in_werking(b) if a.landing.peildatum})


def _pairs(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> dict[date, date]:
    """With which earlier day each day is compared."""
    found = con.execute(
        "select peildatum, vorige_peildatum from vergelijking where bron = $bron and vergelijkt = $vergelijkt",
        {"bron": indicator.bron, "vergelijkt": indicator.vergelijkt or ""},
    ).fetchall()
    return dict(found)


def _needed(day: date, pairs: Mapping[date, date]) -> list[date]:
    return sorted({day, pairs.get(day, day)})


def _together(con: duckdb.DuckDBPyConnection, stand: Stand, chunks: Iterable[Sequence[_Deel]]) -> list[Sequence[_Deel]]:
    """The chunks in as few batches as `SAMEN_RIJEN` lets them be."""
    batches: list[Sequence[_Deel]] = []
    room = 0
    for parts in chunks:
        rows = _rows_read(con, stand, parts)
        if rows <= room:
            batches[-1] = _joined([*batches[-1], *parts])
        else:
            batches.append(parts)
            room = SAMEN_RIJEN
        room -= rows
    return batches


def _joined(parts: Iterable[_Deel]) -> list[_Deel]:
    """The same with the days of an indicator in one part."""
    days: dict[str, tuple[Indicator, list[date]]] = {}
    for part in parts:
        days.setdefault(part.indicator.code, (part.indicator, []))[1].extend(part.dagen or ())
    return [_Deel(indicator, tuple(own)) for indicator, own in days.values()]


def _rows_read(con: duckdb.DuckDBPyConnection, stand: Stand, parts: Sequence[_Deel]) -> int:
    return sum(
        a.verwerking.rijen_geldig
        for soort, days in _days_read(con, stand, parts).items()
        for a in stand.in_werking(soort)
        if a.verwerking and a.landing.peildatum in days
    )


def _days_read(con: duckdb.DuckDBPyConnection, stand: Stand, parts: Sequence[_Deel]) -> dict[str, set[date]]:
    """Which days of each source these parts read."""
    needed: dict[str, set[date]] = defaultdict(set)
    for part in parts:
        for soort in part.indicator.bronnen:
            needed[soort] |= _read_by(con, stand, part, soort)
    return needed


def _compute(paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand, parts: Sequence[_Deel]) -> None:
    """Compute these parts over no more rows than they read."""
    needed = _days_read(con, stand, parts)
    for soort, days in needed.items():
        if soort in contracten():
            geldige_rijen(paden, con, stand, soort, days)
    engine.prepare(con, sorted(needed), met_stromen=any(p.indicator.vergelijkt == "jaar_eerder" for p in parts))
    for part in parts:
        engine.groepeer(con, part.indicator)
        for table in _TABELLEN:
            con.execute(
                f"insert into nieuwe_{table} by name select $code as code, * from {table} "
                "where $dagen::date[] is null or list_contains($dagen::date[], peildatum)",
                {"code": part.indicator.code, "dagen": part.dagen and list(part.dagen)},
            )


def _read_by(con: duckdb.DuckDBPyConnection, stand: Stand, part: _Deel, soort: str) -> set[date]:
    if part.dagen is not None:
        pairs = _pairs(con, part.indicator)
        return {d for day in part.dagen for d in _needed(day, pairs)}
    if soort == "bezetting":
        # Of staff only the day of the baseline is read, and there are twelve times as many days of it.
        return {nulmeting()}
    return {a.landing.peildatum for a in stand.in_werking(soort) if a.landing.peildatum}


def _keep(paden: Paden, con: duckdb.DuckDBPyConnection, code: str, now: Drukken) -> None:
    """Keep the groups of every day of now, what they depend on last, so that a half write is computed again."""
    kept = _kept(paden, code)
    if kept == now:
        return
    still = [day for day, print_ in now.items() if kept and kept.get(day) == print_ and day != ALLES]
    marks = _file(paden, code, "groepen").with_suffix(".json")
    with closed_zone():
        marks.parent.mkdir(parents=True, exist_ok=True)
        for table in _TABELLEN:
            file = _file(paden, code, table)
            parts = [f"select * exclude (code) from nieuwe_{table} where code = {literal(code)}"]
            if still:
                days = ", ".join(f"date {literal(day)}" for day in still)
                parts.append(f"from read_parquet({literal(str(file))}) where peildatum in ({days})")
            with disk.vervang(file) as aside:
                con.execute(
                    f"copy (select * from ({' union all '.join(parts)}) order by all) "
                    f"to {literal(str(aside))} (format parquet, compression lz4_raw)"
                )
                marks.unlink(missing_ok=True)
        disk.schrijf(marks, json.dumps(now, indent=1).encode())


def _kept(paden: Paden, code: str) -> Drukken | None:
    marks = _file(paden, code, "groepen").with_suffix(".json")
    if not marks.exists() or not all(_file(paden, code, table).exists() for table in _TABELLEN):
        return None
    found: Drukken = json.loads(marks.read_text(encoding="utf-8"))
    return found


def _file(paden: Paden, code: str, table: str) -> Path:
    return paden.gesloten / "groepen" / f"{code}.{table}.parquet"
