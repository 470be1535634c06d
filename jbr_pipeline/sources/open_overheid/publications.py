"""The fold: all raw segments to one tidy Parquet file of publications.

A pure function of the segments, set-wise in DuckDB; the statements are in `sql`. Choosing what counts in a figure
(attachments, doubles, withdrawn documents) belongs in `indicators`: here every document keeps its row.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.sources.open_overheid.categories import categorieen
from jbr_pipeline.sources.open_overheid.state import geopend, letterlijk, sql
from jbr_pipeline.sources.open_overheid.structure import RELATIE, als_json

log = logging.getLogger(__name__)

ONBRUIKBAAR = "onbruikbaar.parquet"
"""The file beside the result with the documents that lack what no figure can do without."""

ONTLEED = "ontleed"
"""The folder beside the result that keeps the parsed segments; it may be deleted at any time."""


GENOEMD_VANAF = 10
"""Documents; a label that fewer have may be anything, and is not told by name."""


@dataclass
class FoldRapport:
    """What the fold met."""

    publicaties: int = 0
    ingetrokken: int = 0
    dubbelen: int = 0
    zonder_detail: int = 0
    """Listed documents whose metadata is not there: not asked for yet, or not to be had."""
    wacht_op_detail: int = 0
    """Those of them that were never asked for: labelled by filtered searches, their detail still in the queue."""
    regels: int = 0
    details: int = 0
    onleesbaar: int = 0
    """Bodies that are kept but could not be parsed."""
    vreemde_labels: list[str] = field(default_factory=list)
    """Labels of categories, ministries and documentsoorten that are not known, or called otherwise, in Dutch."""
    onbruikbaar: dict[str, int] = field(default_factory=dict)
    """For each reason the documents that were put apart: they lack what no figure can do without."""


def fold_publications(
    con: duckdb.DuckDBPyConnection, raw_dir: Path, out_path: Path, *, vanaf: date | None = None
) -> FoldRapport:
    """Write `out_path` (Parquet, zstd, ordered by document_id), one row for each document ever held.

    `vanaf` leaves out documents with an earlier openbaarmakingsdatum. `con` is any open connection; nothing stays
    behind in it. The same segments give the same bytes. Only closed segments are read: see `herstel_afgebroken`.
    """
    out_path.parent.mkdir(parents=True, exist_ok=True)
    with geopend(con, raw_dir, ontleed=out_path.with_name(ONTLEED)) as eigen:
        _vouw(eigen)
        grens = "null::date" if vanaf is None else f"date '{vanaf}'"
        eigen.execute(f"create or replace temp table publicaties as {sql('publicaties', vanaf=grens)}")
        rapport_onbruikbaar = _zet_apart(eigen, out_path.with_name(ONBRUIKBAAR))
        # The copy below sorts, and needs the memory.
        eigen.execute("drop table documenten")
        with disk.vervang(out_path) as apart:
            eigen.execute(
                f"copy (from publicaties order by document_id) to {letterlijk(str(apart))} "
                "(format parquet, compression zstd, row_group_size 122880)"
            )
        rapport = replace(_rapport(eigen), onbruikbaar=rapport_onbruikbaar)
    log.info(
        "publicaties: %d documenten, waarvan %d ingetrokken en %d dubbel",
        rapport.publicaties,
        rapport.ingetrokken,
        rapport.dubbelen,
    )
    return rapport


def _zet_apart(eigen: duckdb.DuckDBPyConnection, doel: Path) -> dict[str, int]:
    """Write the documents that cannot be used, with the reason; returns how many there are of each."""
    with disk.vervang(doel) as apart:
        eigen.execute(f"copy ({sql('onbruikbaar')}) to {letterlijk(str(apart))} (format parquet, compression zstd)")
    return aantal_onbruikbaar(eigen, doel)


def aantal_onbruikbaar(con: duckdb.DuckDBPyConnection, bestand: Path) -> dict[str, int]:
    """For each reason how many documents such a file holds."""
    return dict(
        con.execute("select reden, count(*) from read_parquet(?) group by all order by all", [str(bestand)]).fetchall()
    )


def _vouw(eigen: duckdb.DuckDBPyConnection) -> None:
    labels = ", ".join(
        f"({letterlijk(o.naam.lower())}, {letterlijk(o.code)}, date '{o.geldig_vanaf}', date '{o.geldig_tot}')"
        for o in organisaties()
        if o.is_ministerie
    )
    eigen.execute(
        "create or replace temp table organisatielabels as "
        f"from (values {labels}) as t (label, code, geldig_vanaf, geldig_tot)"
    )
    eigen.execute(sql("laatste"))
    eigen.execute(sql("soortnamen"))
    eigen.execute(sql("documenten", woo_categorieen=_woo_categorieen()))
    eigen.execute(sql("relaties", relatie=als_json(RELATIE)))
    eigen.execute(sql("groepen"))
    eigen.execute(sql("groepen_begin"))
    stap = sql("groepen_stap")
    while True:
        verplaatst = eigen.execute(stap).fetchone()
        if not verplaatst or verplaatst[0] == 0:
            break


def _vreemde_labels(eigen: duckdb.DuckDBPyConnection) -> list[str]:
    return [
        f"{wat}: {f'«{label}»' if documenten >= GENOEMD_VANAF and label else 'een naam'} bij {documenten} documenten"
        for wat, label, documenten in eigen.execute(sql("vreemde_labels")).fetchall()
    ]


def _woo_categorieen() -> str:
    """The codes of the 17 categories of art. 3.3 Woo, as a DuckDB list."""
    return "[" + ", ".join(letterlijk(c.code) for c in categorieen() if c.in_art_3_3) + "]"


def _rapport(eigen: duckdb.DuckDBPyConnection) -> FoldRapport:
    tellingen = eigen.execute(
        "select count(*), count(ingetrokken_op), count(dubbel_van), count_if(zonder_detail), "
        "count_if(document_id not in (select document_id from details)) from publicaties"
    ).fetchone()
    bron = eigen.execute(sql("telling")).fetchone()
    assert tellingen
    assert bron
    publicaties, ingetrokken, dubbelen, zonder_detail, wacht_op_detail = tellingen
    regels, details, onleesbaar = bron
    return FoldRapport(
        publicaties=publicaties,
        ingetrokken=ingetrokken,
        dubbelen=dubbelen,
        zonder_detail=zonder_detail,
        wacht_op_detail=wacht_op_detail,
        regels=regels,
        details=details,
        onleesbaar=onleesbaar,
        vreemde_labels=_vreemde_labels(eigen),
    )
