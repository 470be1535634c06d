"""Makes the raw responses of open.overheid.nl of one size, as a finished harvest and a later one leave them."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import duckdb

from jbr_pipeline import contracts
from jbr_pipeline.sources.open_overheid.paths import PAGINAGROOTTE
from jbr_pipeline.sources.open_overheid.report import HarvestRapport
from jbr_pipeline.sources.open_overheid.segments import REGELS_PER_SEGMENT, Archief, alleen, segmenten
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import VOORBEELD, bewaar_rapport

log = logging.getLogger("benchmarks")

ELKE = 10.0
"""Seconds after which progress is told again."""

VOLGNR_PER_SEGMENT = 1_000_000
# Naive: the SQL writes them as UTC.
_LOOP_BEGIN = {n: datetime(2025, *day) for n, day in enumerate(((11, 10), (12, 15), (12, 20)), start=1)}  # noqa: DTZ001


@dataclass(frozen=True)
class _Segment:
    """One segment: the documents it needs, as a query, and which of their lines it holds, counted from the run's."""

    loop: int
    verzoek: str
    eerste_plek: int
    laatste_plek: int
    is_laatste: bool
    """Whether the run ends with it, and so its notes are in it."""


def schrijf(con: duckdb.DuckDBPyConnection, paden: Paden, aantal: int) -> None:
    """Write this number of documents, and the report of the harvest that would have fetched them.

    `con` knows `loting`; the same number gives the same documents.
    """
    with alleen(paden.open_overheid), Archief(paden.open_overheid, VOORBEELD):
        _prepare(con, aantal)
        told = time.monotonic()
        segments = [*_first_run(aantal), _second_run(aantal)]
        for number, segment in enumerate(segments, start=1):
            _write(con, paden, number, segment)
            if time.monotonic() - told > ELKE or number == len(segments):
                log.info("publicaties: %d van %d segmenten gemaakt", number, len(segments))
                told = time.monotonic()
    bewaar_rapport(paden, HarvestRapport(verzoeken=aantal, nieuw=aantal, totaal_begin=aantal, totaal_eind=aantal))


def erbij(con: duckdb.DuckDBPyConnection, paden: Paden, aantal: int, *, nieuw: int) -> None:
    """Write the segment and the report of a harvest that found `nieuw` documents on top of `aantal`.

    `con` knows `loting`. The segments that are there stay as they are.
    """
    together = aantal + nieuw
    with alleen(paden.open_overheid), Archief(paden.open_overheid, VOORBEELD):
        _prepare(con, together)
        numbers = f"unnest(range({aantal}, {together})) as t (nr)"
        verzoek = f"select nr, nr - {aantal} as rang, 'lijst' as aanleiding from {numbers}"
        segment = _Segment(3, verzoek, 0, REGELS_PER_SEGMENT - 3, is_laatste=True)
        _write(con, paden, len(segmenten(paden.open_overheid)) + 1, segment)
    bewaar_rapport(paden, HarvestRapport(verzoeken=nieuw, nieuw=nieuw, totaal_begin=together, totaal_eind=together))


def _prepare(con: duckdb.DuckDBPyConnection, aantal: int) -> None:
    """Make what the documents are chosen from; `aantal` is how many there are on the platform."""
    for name in ("organisaties_rijk", "woo_informatiecategorieen"):
        file = resources.files(contracts) / "reference" / f"{name}.csv"
        con.execute(f"set variable {name} = $1::varchar", [str(file)])
    con.execute("set variable aantal = $1::bigint", [aantal])
    con.execute(_sql("publicaties_grondslag"))


def _first_run(aantal: int) -> Iterator[_Segment]:
    lines = aantal + -(-aantal // PAGINAGROOTTE)
    per_page = PAGINAGROOTTE + 1
    for first in range(0, lines, REGELS_PER_SEGMENT):
        last = min(first + REGELS_PER_SEGMENT, lines) - 1
        # A page and its details may lie in two segments: each makes all of them and keeps its part.
        van, tot = first // per_page * PAGINAGROOTTE, min(aantal, (last // per_page + 1) * PAGINAGROOTTE)
        verzoek = f"select nr, nr as rang, 'lijst' as aanleiding from unnest(range({van}, {tot})) as t (nr)"
        yield _Segment(1, verzoek, first, last, is_laatste=last == lines - 1)


def _second_run(aantal: int) -> _Segment:
    """One document in a hundred with a new version and one in two hundred withdrawn: they fit in one segment."""
    pages = -(-len(range(17, aantal, 100)) // PAGINAGROOTTE)
    verzoek = f"""
        select nr, (nr - 17) // 100 as rang, 'lijst' as aanleiding
        from unnest(range(17, {aantal}, 100)) as t (nr)
        union all
        select nr, {pages * PAGINAGROOTTE} + (nr - 101) // 200, 'bevestiging'
        from unnest(range(101, {aantal}, 200)) as t (nr)
    """
    return _Segment(2, verzoek, 0, REGELS_PER_SEGMENT - 3, is_laatste=True)


def _write(con: duckdb.DuckDBPyConnection, paden: Paden, number: int, segment: _Segment) -> None:
    first_line = number * VOLGNR_PER_SEGMENT
    variables = {
        "loop": segment.loop,
        "begin": _LOOP_BEGIN[segment.loop],
        "eerste_volgnr": first_line,
        "eerste_plek": segment.eerste_plek,
        "laatste_plek": segment.laatste_plek,
        "is_laatste": segment.is_laatste,
    }
    for name, value in variables.items():
        con.execute(f"set variable {name} = $1", [value])
    con.execute(f"create or replace temp table verzoek as {segment.verzoek}")
    con.execute(_sql("publicaties"))
    file = paden.open_overheid / "segmenten" / f"{number:08d}.jsonl.gz"
    # A line of JSON holds no control characters, so that as CSV without quotes it is written as it is.
    con.execute(
        f"copy (select regel from regel order by volgnr) to '{file}' "
        "(format csv, header false, delimiter '\x01', quote '', escape '', compression gzip)"
    )


def _sql(name: str) -> str:
    return (resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8")
