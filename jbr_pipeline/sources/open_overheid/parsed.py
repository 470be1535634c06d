"""The parsed segments: what was made of closed segments is kept as Parquet, so that each is unpacked and parsed once.

A part is named after everything it rests on: its segments, the statement that parses them, and the DuckDB that ran it.
So a part that is there holds, and one that is missing or stale is made from the raw segments, which stay the only
source. What the lines mean is for the SQL beside this module.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb

from jbr_pipeline import disk

SAMEN = 4 * 1024 * 1024
"""Bytes of segments that are enough for a part: nights that bring little would leave thousands of files."""

TEGELIJK = 2
"""Parts made at once: one alone leaves a second core idle while a segment is unpacked."""

_SLOT_VAN_GZIP = 8
"""Bytes: a gzip file ends with the checksum and the length of what it holds."""


def delen(
    con: duckdb.DuckDBPyConnection,
    segmenten: Sequence[Path],
    map_: Path,
    *,
    macros: str,
    ontleding: Callable[[Sequence[Path]], str],
) -> list[Path]:
    """The parts that together hold the lines of these segments; what is missing is made, what is stale removed.

    `ontleding` gives the statement that parses segments, and may use `macros`. One process at a time uses the folder.
    """
    map_.mkdir(parents=True, exist_ok=True)
    regels = hashlib.sha256("\n".join((duckdb.__version__, macros, ontleding([]))).encode()).hexdigest()
    blokken = {map_ / f"{_merk(blok, regels)}.parquet": blok for blok in _blokken(segmenten)}

    def maak(deel: Path) -> None:
        with con.cursor() as eigen, disk.vervang(deel) as apart:
            eigen.execute(macros)
            # The lines carry their place, so that their order in the file says nothing.
            eigen.execute(f"copy ({ontleding(blokken[deel])}) to '{apart}' (format parquet, compression lz4_raw)")

    with ThreadPoolExecutor(TEGELIJK) as pool:
        list(pool.map(maak, (deel for deel in blokken if not deel.exists())))
    for ander in set(map_.iterdir()) - set(blokken):
        ander.unlink()
    return list(blokken)


def _blokken(segmenten: Sequence[Path]) -> list[list[Path]]:
    """The segments in runs that are large enough for a part; those after the last such run stay by themselves."""
    blokken: list[list[Path]] = []
    begonnen: list[Path] = []
    grootte = 0
    for segment in segmenten:
        begonnen.append(segment)
        grootte += segment.stat().st_size
        if grootte >= SAMEN:
            blokken.append(begonnen)
            begonnen, grootte = [], 0
    return [*blokken, *([segment] for segment in begonnen)]


def _merk(blok: Sequence[Path], regels: str) -> str:
    merk = hashlib.sha256(regels.encode())
    for segment in blok:
        with segment.open("rb") as bestand:
            grootte = bestand.seek(0, os.SEEK_END)
            bestand.seek(max(0, grootte - _SLOT_VAN_GZIP))
            merk.update(f"{segment.name} {grootte} {bestand.read().hex()}\n".encode())
    return merk.hexdigest()
