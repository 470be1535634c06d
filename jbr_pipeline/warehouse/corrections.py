"""Corrections: what differs now from a frozen edition, found once and kept for ever beside the editions.

Works on the connection on which a database is being built (`publication`); freezing belongs in `editions`. A frozen
figure never changes: a correction stands beside it, with its reason and the deliveries that changed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.figure_inputs import table
from jbr_pipeline.warehouse.layout import Paden, sha256_van
from jbr_pipeline.warehouse.session import sql


def laad_edities(paden: Paden, con: duckdb.DuckDBPyConnection) -> None:
    """Put the frozen editions on the connection: `editie_waarde`, `editie_nieuwste`, `editie_herkomst`.

    `editie_nieuwste` holds of every point the newest edition that has it. Also `editie` (what of its making has
    changed since) and `definitie_gewijzigd` (editie, indicator_code).
    """
    every = editions.edities(paden)
    current = {i.code: engine.definitie(i) for i in catalogus().values()}
    now = editions.indeling(), editions.waarneming(paden)
    table(
        con,
        "editie",
        "editie varchar, verslagjaar integer, vastgesteld_op timestamptz, run_id varchar, indeling_gewijzigd boolean, "
        "waarneming_gewijzigd boolean",
        [(e.naam, e.jaar, e.vastgesteld_op, e.run_id, e.indeling != now[0], e.waarneming != now[1]) for e in every],
    )
    table(
        con,
        "definitie_gewijzigd",
        "editie varchar, indicator_code varchar",
        [(e.naam, code) for e in every for code, print_ in current.items() if e.definities.get(code) != print_],
    )
    con.execute(sql("geen_edities"))
    for e in every:
        _load(paden, con, e)
    con.execute(sql("editie_nieuwste"))


def vul_correcties(paden: Paden, con: duckdb.DuckDBPyConnection, *, nu: datetime) -> Path | None:
    """Fill `correctie` of the database under construction; returns a file with what was found for the first time.

    The file is made aside: it is for `bewaar` once the database has passed its verification.
    """
    kept = _kept(paden)
    if kept:
        con.execute(f"insert into correctie by name from read_parquet([{', '.join(kept)}])")
    con.execute("set variable nu = $nu", {"nu": nu})
    con.execute(sql("correcties"))
    found = con.execute("select count(*) from nieuwe_correctie").fetchone()
    if not found or not found[0]:
        return None
    con.execute("insert into correctie by name from nieuwe_correctie")
    aside = disk.apart(paden.edities / "correcties")
    con.execute(f"copy (from nieuwe_correctie order by all) to {literal(str(aside))} (format parquet)")
    return aside


def bewaar(paden: Paden, gevonden: Path, *, nu: datetime) -> None:
    """Keep what was found, in a file that is never changed, so that a rebuilt database says the same."""
    folder = editions.correctiemap(paden)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    gevonden.chmod(0o444)
    disk.zet_neer(gevonden, folder / f"{nu:%Y%m%dT%H%M%S%f}-{sha256_van(gevonden)[:16]}.parquet")


def aantal(paden: Paden, editie: str) -> int:
    """How many corrections to an edition are kept."""
    kept = _kept(paden)
    if not kept:
        return 0
    with duckdb.connect() as con:
        found = con.execute(
            f"select count(*) from read_parquet([{', '.join(kept)}]) where editie = $1", [editie]
        ).fetchone()
    return found[0] if found else 0


def _kept(paden: Paden) -> list[str]:
    """The files of corrections as SQL literals, oldest first."""
    return [literal(str(f)) for f in sorted(editions.correctiemap(paden).glob("*.parquet"))]


def _load(paden: Paden, con: duckdb.DuckDBPyConnection, edition: editions.Editie) -> None:
    files = {
        "$waarden": editions.bestand(paden, edition.jaar, editions.WAARDEN),
        "$herkomst": editions.bestand(paden, edition.jaar, editions.HERKOMST),
    }
    text = sql("editie_laden").replace("$editie", literal(edition.naam))
    for name, file in files.items():
        text = text.replace(name, literal(str(file)))
    con.execute(text)
