"""Makes the whole drop folder of made-up deliveries.

The order of the steps and the targets that the figures must reach belong here; what is invented is in the SQL files.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sample.deliveries import plan, text_form, writing

log = logging.getLogger("jbr_pipeline.sample")

DOELEN: dict[str, float] = {
    "fte_2022": 138_400,
    "fte_2023": 147_841,
    "fte_2024": 157_019,
    "vrouwen_pct_2022": 39.6,
    "vrouwen_pct_2023": 40.3,
    "vrouwen_pct_2024": 40.9,
    "inhuur_pct": 15.4,
    "inhuur_pct_2022": 14.2,
    "groei_pct": 12.0,
    "woo_pct_2022": 40.0,
    "woo_pct_2023": 37.0,
    "woo_pct_2024": 30.0,
    "verzuim_pct_2022": 5.6,
    "verzuim_pct_2023": 5.3,
    "verzuim_pct_2024": 5.4,
    "groene_stroom_pct_2022": 50.0,
    "groene_stroom_pct_2023": 52.0,
    "groene_stroom_pct_2024": 55.0,
}
"""The figures that must come out of the whole pipeline; counts and amounts per year are in `reference`.

Those of 2023 and 2024 are printed in the letter to Parliament of May 2025, except vrouwen_pct_2023 and woo_pct_2023,
of which it only says on which side of 2024 they lie. Of 2022, fte and inhuur_pct are those of the JBR 2022 (138.4
thousand, 14.2 %) and woo_pct is near the 40 % that it gives for the core departments. groene_stroom_pct_2023 is from
denkdoeduurzaam.nl. The others were published for other years only and are made up near them.
"""

SOORTEN = {
    "bezetting": ("loopbaan", "omvang", "stand", "bezetting"),
    "financien": ("financien",),
    "woo_verzoeken": ("woo_verzoeken",),
    "stages_trainees": ("ministeries", "stages_trainees"),
    "verzuim": ("verzuim",),
    "vacatures": ("vacatures",),
    "integriteit": ("integriteit",),
    "banenafspraak": ("banenafspraak",),
    "duurzaamheid": ("duurzaamheid",),
    "privacy_ict": ("privacy_ict",),
    "enquete": ("enquete",),
    "organisatie": ("organisatie",),
}
"""The SQL files that invent the rows of a subject; the last one ends in a table called after the subject."""

VERWIJZINGEN = (
    "onderdelen",
    "schaalverdeling",
    "begroting",
    "jaarcijfers",
    "banenafspraak",
    "duurzaamheid",
    "enquete",
    "instellingen",
)
"""The tables in `reference`; SQL finds the file of each in the variable of the same name."""


def maak_aanleveringen(inbox: Path, *, seed: int = 2024) -> list[Path]:
    """Write all made-up deliveries below `inbox`, a folder per ministry; the paths, in the order of landing.

    The same seed gives the same bytes and the same modification times, in any folder and at any time.
    """
    with tempfile.TemporaryDirectory(prefix="jbr-voorbeeld-") as werkmap, _session(Path(werkmap), seed) as con:
        _run(con, "grondslag")
        for soort, steps in SOORTEN.items():
            for step in steps:
                _run(con, step)
            con.execute(text_form.table_sql(contracten()[soort]))
            _run(con, f"{soort}_fouten")
            log.info("%s: %s regels verzonnen", soort, f"{_count(con, soort):,}".replace(",", "."))
        _run(con, "versies")
        files = [file for soort in SOORTEN for file in plan.bestanden(con, soort)]
        paths = [writing.write(con, file, inbox, Path(werkmap)) for file in files]
    log.info("%d verzonnen aanleveringen geschreven in %s", len(paths), inbox)
    return sorted(paths, key=lambda p: (p.stat().st_mtime_ns, p.relative_to(inbox).as_posix()))


@contextmanager
def _session(werkmap: Path, seed: int) -> Iterator[duckdb.DuckDBPyConnection]:
    con = duckdb.connect(config={"memory_limit": "2GB", "temp_directory": str(werkmap / "uitwijk")})
    try:
        # A small table joined by ASOF is otherwise compared row by row with all employments.
        con.execute("set asof_loop_join_threshold = 0")
        con.execute("set variable zaad = $1::bigint", [seed])
        for name, value in DOELEN.items():
            con.execute(f"set variable {name} = $1::double", [value])
        for table in VERWIJZINGEN:
            copy = werkmap / f"{table}.csv"
            copy.write_bytes((resources.files(__package__) / "reference" / f"{table}.csv").read_bytes())
            con.execute(f"set variable {table} = $1::varchar", [str(copy)])
        yield con
    finally:
        con.close()


def _run(con: duckdb.DuckDBPyConnection, name: str) -> None:
    con.execute((resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8"))


def _count(con: duckdb.DuckDBPyConnection, soort: str) -> int:
    row = con.execute(f"select count(*) from {soort}_tekst").fetchone()
    assert row is not None
    return int(row[0])
