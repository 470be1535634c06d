"""From deliveries in force and publications to unsuppressed figures in the closed zone.

Decides which indicators must be computed again, and keeps each result with the run that computed it. What they read
is made in `figure_inputs`, what a figure means is in `indicators`, who may see it is decided on publication.
"""

from __future__ import annotations

import hashlib
import json
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from pydantic import TypeAdapter

from jbr_pipeline import disk
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.contracts.published import informatiecategorieen
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import Indicator, afbakeningen, catalogus, lees_sql
from jbr_pipeline.indicators.termijnen import feestdagen
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import day_groups, editions
from jbr_pipeline.warehouse.figure_inputs import PUBLICATIES, maak_invoer, nulmeting, table
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden, closed_zone
from jbr_pipeline.warehouse.publications import GEEN_WAARNEMING, Waarneming
from jbr_pipeline.warehouse.session import sql

log = logging.getLogger(__name__)

MELD_NA_S = 2.0
"""Seconds after which progress is told again."""


@dataclass(frozen=True)
class Berekening:
    """When and by which run an indicator was computed, and what its result depends on."""

    indicator_code: str
    vingerafdruk: str
    run_id: str
    berekend_op: datetime


@dataclass
class Rekenrapport:
    """What one run did: the indicators it computed, and those whose inputs had not changed."""

    berekend: list[str] = field(default_factory=list)
    ongewijzigd: list[str] = field(default_factory=list)


_BEREKENING: TypeAdapter[Berekening] = TypeAdapter(Berekening)


def bereken(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    indicatoren: Sequence[Indicator],
    *,
    run_id: str,
    waarneming: Waarneming = GEEN_WAARNEMING,
) -> Rekenrapport:
    """Compute the indicators whose inputs or definition changed; the others keep their result.

    Raises Editiefout when an edition, on which some rest, is not what was frozen.
    """
    editions.controleer(paden)
    rapport = Rekenrapport()
    prints = vingerafdrukken(paden, con, stand, indicatoren, waarneming)
    stale = [i for i in indicatoren if _kept(paden, i.code, prints[i.code]) is None]
    rapport.ongewijzigd = [i.code for i in indicatoren if i not in stale]
    if stale:
        maak_invoer(paden, con, stand, waarneming)
        asked = {
            i.code: (i, day_groups.drukken(con, stand, i, _definition_parts(stand, i), prints.get(i.code, "")))
            for i in [*stale, *_from_the_same_rows(stale)]
        }
        day_groups.bereken(paden, con, stand, asked)
    told = time.monotonic()
    for number, indicator in enumerate(stale, start=1):
        day_groups.laad(paden, con, indicator.code)
        engine.waardeer(con, indicator)
        _keep(paden, con, Berekening(indicator.code, prints[indicator.code], run_id, datetime.now(UTC)))
        rapport.berekend.append(indicator.code)
        if number == len(stale) or time.monotonic() - told > MELD_NA_S:
            log.info("%d van %d indicatoren berekend", number, len(stale))
            told = time.monotonic()
    return rapport


def bestand(paden: Paden, indicator_code: str) -> Path:
    """The unsuppressed values of an indicator."""
    return paden.gesloten / "indicatoren" / f"{indicator_code}.parquet"


def berekeningen(paden: Paden) -> list[Berekening]:
    """Every computed indicator of the catalogue, in its order."""
    found = (_read(paden, code) for code in catalogus())
    return [b for b in found if b is not None]


def laad_waarden(paden: Paden, con: duckdb.DuckDBPyConnection) -> bool:
    """Make `waarde_ruw` of every kept value, with `kleine_cellen`, when and by which run; False when there is none."""
    kept = berekeningen(paden)
    if not kept:
        return False
    entries = catalogus()
    table(
        con,
        "indicator_eigenschap",
        "indicator_code varchar, kleine_cellen boolean, berekend_op timestamptz, run_id varchar",
        [(b.indicator_code, entries[b.indicator_code].kleine_cellen, b.berekend_op, b.run_id) for b in kept],
    )
    files = [literal(str(bestand(paden, b.indicator_code))) for b in kept]
    con.execute(sql("waarden").replace("$bestanden", f"[{', '.join(files)}]"))
    return True


def vingerafdrukken(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    indicatoren: Iterable[Indicator],
    waarneming: Waarneming,
) -> dict[str, str]:
    """What the result of each indicator depends on: its definition, the choices, and the inputs of its sources."""
    inputs = {soort: _delivery_inputs(stand, soort) for soort in contracten()}
    inputs[PUBLICATIES] = [_publication_print(paden, con), str(waarneming), repr(informatiecategorieen())]
    prints = {}
    for indicator in indicatoren:
        parts = _definition_parts(stand, indicator)
        if indicator.van_nulmeting:
            parts.append(editions.vingerafdruk(paden, nulmeting().year))
        for bron in indicator.bronnen:
            parts += inputs[bron]
            if any(v.soort == bron for v in stand.ontbreekt):
                # How much is missing is weighed by the size of the ministries, so that counts as an input too.
                parts += inputs["bezetting"]
        prints[indicator.code] = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return prints


def _from_the_same_rows(indicatoren: Sequence[Indicator]) -> list[Indicator]:
    """The other indicators that are grouped by day from the rows of these; to read those rows is most of the work."""
    sources = {bron for i in indicatoren if day_groups.is_per_dag(i) for bron in i.bronnen}
    others = (i for i in catalogus().values() if i not in indicatoren)
    return [i for i in others if day_groups.is_per_dag(i) and sources.intersection(i.bronnen)]


def _definition_parts(stand: Stand, indicator: Indicator) -> list[str]:
    """What the figures and the groups of an indicator depend on besides the rows they read."""
    # Staff weighs what is missing in every indicator, so who is staff, and each choice about it, counts in all of them.
    parts = [repr(organisaties()), lees_sql("basis/in_dienst.sql"), sql("gewicht"), sql("dekking")]
    parts += [f"{naam}={a.waarde}" for naam, a in afbakeningen().items()]
    parts += [f"{jaar} opgeschoond" for jaar in sorted(stand.opgeschoond)]
    if "woo_verzoeken" in indicator.bronnen:
        parts.append(repr(sorted(feestdagen())))
    return [*parts, engine.definitie(indicator)]


def _delivery_inputs(stand: Stand, soort: str) -> list[str]:
    return [a.verwerking.vingerafdruk for a in stand.in_werking(soort) if a.verwerking]


def _publication_print(paden: Paden, con: duckdb.DuckDBPyConnection) -> str:
    if not paden.publicaties.exists():
        return "geen"
    row = con.execute(
        """
        select count(*), bit_xor(hash(
            document_id, openbaarmakingsdatum, organisatie_code, documentsoort, informatiecategorie_code,
            aanbieder, is_bijlage, dubbel_van, ingetrokken_op
        ))
        from read_parquet($pad)
        """,
        {"pad": str(paden.publicaties)},
    ).fetchone()
    return str(row)


def _read(paden: Paden, indicator_code: str) -> Berekening | None:
    file = bestand(paden, indicator_code).with_suffix(".json")
    return _BEREKENING.validate_json(file.read_bytes()) if file.exists() else None


def _kept(paden: Paden, indicator_code: str, vingerafdruk: str) -> Berekening | None:
    kept = _read(paden, indicator_code)
    is_there = kept and kept.vingerafdruk == vingerafdruk and bestand(paden, indicator_code).exists()
    return kept if is_there else None


def _keep(paden: Paden, con: duckdb.DuckDBPyConnection, berekening: Berekening) -> None:
    """Keep the values first and what they depend on last, so that a half write is computed again."""
    file = bestand(paden, berekening.indicator_code)
    with closed_zone():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".json").unlink(missing_ok=True)
        with disk.vervang(file) as aside:
            con.execute(
                f"copy (select * from waarden order by all) to {literal(str(aside))} (format parquet, compression zstd)"
            )
        disk.schrijf(file.with_suffix(".json"), _BEREKENING.dump_json(berekening, indent=1))
