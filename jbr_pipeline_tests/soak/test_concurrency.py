"""Readers and runs beside each other: nobody waits for a reader, and nobody reads half a publication."""

from __future__ import annotations

import json
import time
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.deliveries_kit import rijen
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import GELUKT, LANG, Leven, context, lever_eerste, verschillen

LEZERS, PUBLICATIES = 20, 100 if LANG else 2
BZK = "mnre1034"
PAUZE_S = 1.0
"""Between two looks of one reader: twenty that never pause leave nothing of a small machine."""

# Every delivery has another number of rows, each of them a person: two tables tell the same number, or were never one.
STAND = f"""
select
    (
        select waarde::bigint from indicator_waarde
        where
            indicator_code = 'omvang_medewerkers' and organisatie_code = '{BZK}' and peildatum = date '2024-12-31'
            and uitsplitsing = 'totaal' and variant = 'standaard' and structuur = 'nu'
    ) as medewerkers,
    (
        select max_by(rijen_geldig, versie) from aanlevering
        where soort = 'bezetting' and organisatie_code = '{BZK}' and peildatum = date '2024-12-31'
    ) as rijen,
    (select count(*) from draai) as draaien
"""


def read(database: Path, uitkomst: Path, klaar: Event) -> None:
    """Look again and again, as anyone with DuckDB would; keeps what was seen."""
    seen: list[tuple[int, int, int]] = []
    looks = 0
    while not klaar.is_set() or not looks:
        with duckdb.connect(str(database), read_only=True, config={"threads": 1}) as con:
            con.execute("use jbr.jbr")
            found = con.execute(STAND).fetchone()
        looks += 1
        if found not in seen:
            seen.append(found)
        time.sleep(PAUZE_S)
    uitkomst.write_text(json.dumps({"keren": looks, "gezien": seen}), encoding="utf-8")


def lever(leven: Leven, versie: int) -> int:
    count = 120 + versie % 7
    leven.huis.lever(f"JBR_BZK_bezetting_20241231_v{versie}.csv", rijen("bezetting", count))
    return count


def test_readers_never_see_a_mixed_state_and_hold_nobody_up(tmp_path: Path, server: Standin) -> None:
    leven = Leven(tmp_path / "leven", server.base_url)
    leven.huis.lever("JBR_BZK_bezetting_20231231_v1.csv", rijen("bezetting", 100))
    counts = [lever(leven, 1)]
    assert leven.doe("run") in GELUKT, leven.gezegd()
    klaar = context.Event()
    files = [tmp_path / f"lezer-{n}.json" for n in range(LEZERS)]
    readers = [context.Process(target=read, args=(leven.paden.database, file, klaar)) for file in files]
    for reader in readers:
        reader.start()
    try:
        for versie in range(2, PUBLICATIES + 2):
            counts.append(lever(leven, versie))
            assert leven.doe("run") in GELUKT, leven.gezegd()
    finally:
        klaar.set()
        for reader in readers:
            reader.join()
    assert [reader.exitcode for reader in readers] == [0] * LEZERS
    seen = {tuple(row) for file in files for row in json.loads(file.read_text(encoding="utf-8"))["gezien"]}
    assert seen == {(count, count, number) for number, count in enumerate(counts, start=1)}


def test_of_two_runs_at_once_both_end_well_and_the_result_is_that_of_one(
    tmp_path: Path, server: Standin, ongestoord: Ongestoord
) -> None:
    together = Leven(tmp_path / "samen", server.base_url)
    lever_eerste(together.huis)
    both = [together.start("run"), together.start("run")]
    for process in both:
        process.join()
    assert {process.exitcode for process in both} <= set(GELUKT), together.gezegd()
    assert "wacht tot een andere draai klaar is" in together.gezegd()
    together.is_heel()
    assert verschillen(ongestoord.standen[0], together.paden) == []
