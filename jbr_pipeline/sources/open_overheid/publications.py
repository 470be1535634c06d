"""The fold: all raw segments to one tidy Parquet file of publications.

A pure function of the segments, set-wise in DuckDB; the statements are in `sql`. Choosing what counts in a figure
(attachments, doubles, withdrawn documents) belongs in `indicators`: here every document keeps its row.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.sources.open_overheid.categories import categorieen
from jbr_pipeline.sources.open_overheid.state import geopend, letterlijk, sql
from jbr_pipeline.sources.open_overheid.structure import DETAIL, RELATIE, als_json, gebruikte_velden

log = logging.getLogger(__name__)

ONTLEED = "ontleed"
"""The folder beside the result that keeps the parsed segments; it may be deleted at any time."""


@dataclass
class FoldRapport:
    """What the fold met, for a check on silent changes of the source."""

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
    gevuld: dict[str, int] = field(default_factory=dict)
    """For each field that is used, by its path, the number of documents that have it."""
    onbekende_velden: dict[str, int] = field(default_factory=dict)
    """Fields that the contract does not know, with the number of documents that have them."""

    @property
    def nooit_gezien(self) -> list[str]:
        """Fields that are used but that no document has; empty while there are no details at all."""
        return [veld for veld, aantal in self.gevuld.items() if aantal == 0] if self.details else []


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
        # The copy below sorts, and needs the memory.
        eigen.execute("drop table documenten")
        with disk.vervang(out_path) as apart:
            eigen.execute(
                f"copy (from publicaties order by document_id) to {letterlijk(str(apart))} "
                "(format parquet, compression zstd, row_group_size 122880)"
            )
            rapport = _rapport(eigen)
    log.info(
        "publicaties: %d documenten, waarvan %d ingetrokken en %d dubbel",
        rapport.publicaties,
        rapport.ingetrokken,
        rapport.dubbelen,
    )
    return rapport


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
    eigen.execute(sql("documenten", woo_categorieen=_woo_categorieen()))
    eigen.execute(sql("relaties", relatie=als_json(RELATIE)))
    eigen.execute(sql("groepen"))
    eigen.execute(sql("groepen_begin"))
    stap = sql("groepen_stap")
    while True:
        verplaatst = eigen.execute(stap).fetchone()
        if not verplaatst or verplaatst[0] == 0:
            break


def _woo_categorieen() -> str:
    """The codes of the 17 categories of art. 3.3 Woo, as a DuckDB list."""
    return "[" + ", ".join(letterlijk(c.code) for c in categorieen() if c.in_art_3_3) + "]"


def _rapport(eigen: duckdb.DuckDBPyConnection) -> FoldRapport:
    tellingen = eigen.execute(
        "select count(*), count(ingetrokken_op), count(dubbel_van), count_if(zonder_detail), "
        "count_if(document_id not in (select document_id from details)) from publicaties"
    ).fetchone()
    velden = list(gebruikte_velden(DETAIL))
    gevuld = ", ".join(f"count_if(gevuld[{plek}])" for plek in range(1, len(velden) + 1))
    aantallen = eigen.execute(sql("gevuld", gevuld=gevuld)).fetchone()
    bron = eigen.execute(sql("telling")).fetchone()
    assert tellingen
    assert bron
    assert aantallen
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
        gevuld=dict(zip(velden, aantallen, strict=True)),
        onbekende_velden=dict(eigen.execute(sql("onbekende_velden")).fetchall()),
    )
