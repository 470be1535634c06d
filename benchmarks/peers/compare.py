"""Holds what a peer made against what the pipeline made of the same deliveries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import duckdb
from pydantic import TypeAdapter

from benchmarks.peers import DATABASE, GELDIG, QUARANTAINE, TELLINGEN, UITSPLITSINGEN, aanleveringen, onderdelen
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.warehouse import figures
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import lees_verwerkingen

RELATIEF = 1e-9
"""How far two figures may lie apart, as a share of the larger: sums of floating point numbers, in another order."""

_TELLINGEN = TypeAdapter(dict[str, dict[str, int]])


def verschillen(uitvoer: Path, data: Path) -> list[str]:
    """What differs between a peer and the pipeline, in Dutch; nothing when they are equal.

    Equal are the figures that a peer computes, how often every rule is broken, and how many rows of every subject are
    valid and in quarantine.
    """
    return [*_figures(uitvoer, data), *_counts(uitvoer, data)]


def _figures(uitvoer: Path, data: Path) -> list[str]:
    ours = [str(figures.bestand(Paden(data), code)) for code in UITSPLITSINGEN]
    asked = [(code, uitsplitsing) for code, several in UITSPLITSINGEN.items() for uitsplitsing in several]
    with duckdb.connect(str(uitvoer / DATABASE), read_only=True) as con:
        rows = con.execute(
            (resources.files(__package__) / "sql" / "verschillen.sql").read_text(encoding="utf-8"),
            {
                "bestanden": ours,
                "gevraagd": [f"{code} {uitsplitsing}" for code, uitsplitsing in asked],
                "relatief": RELATIEF,
            },
        ).fetchall()
    return [f"{waar}: {van_peer} in plaats van {van_ons}" for waar, van_peer, van_ons in rows]


def _counts(uitvoer: Path, data: Path) -> Iterable[str]:
    theirs = _TELLINGEN.validate_json((uitvoer / TELLINGEN).read_bytes())
    for soort, landingen in aanleveringen(data).items():
        ours: Counter[str] = Counter()
        rows: dict[str, int] = defaultdict(int)
        for landing in landingen:
            processed = lees_verwerkingen(Paden(data), [landing]).get(landing.aanlevering_id)
            if processed is None:
                yield f"{soort}: {landing.aanlevering_id} is niet verwerkt"
                continue
            ours.update({regel: t.overtredingen for regel, t in processed.tellingen.items()})
            rows[GELDIG] += processed.rijen_geldig
            rows[QUARANTAINE] += processed.rijen_quarantaine
        for regel in contracten()[soort].rijregels:
            found = theirs.get(soort, {}).get(regel.naam)
            if found != ours[regel.naam]:
                yield f"{soort}.{regel.naam}: {found} in plaats van {ours[regel.naam]} overtredingen"
        for place in (GELDIG, QUARANTAINE):
            if (found := _rows(onderdelen(uitvoer, soort, place))) != rows[place]:
                yield f"{soort}: {found} in plaats van {rows[place]} regels in {place}"


def _rows(files: Iterable[Path]) -> int:
    names = [str(file) for file in files]
    if not names:
        return 0
    counted = duckdb.execute("select sum(num_rows)::bigint from parquet_file_metadata($1)", [names]).fetchone()
    return int(counted[0]) if counted else 0
