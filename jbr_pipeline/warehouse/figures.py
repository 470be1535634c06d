"""From deliveries in force and publications to unsuppressed figures in the closed zone.

Makes the inputs that the indicators read, decides which indicators must be computed again, and keeps each result
with the run that computed it. What a figure means is in `indicators`; who may see it is decided on publication.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pandas as pd
from pydantic import TypeAdapter

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import RIJK, huidige_code, ministeries_op, organisaties
from jbr_pipeline.contracts.published import informatiecategorieen
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import Indicator, afbakeningen, catalogus, lees_sql
from jbr_pipeline.warehouse.judgement import Stand, jaar_eerder
from jbr_pipeline.warehouse.layout import Paden, closed_zone
from jbr_pipeline.warehouse.publications import GEEN_WAARNEMING, Waarneming
from jbr_pipeline.warehouse.session import sql

log = logging.getLogger(__name__)

REKENING = 1
"""Raise it when the same SQL over the same inputs would give another figure."""

PUBLICATIES = "publicaties"


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
    waarden: int = 0


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

    """
    rapport = Rekenrapport()
    prints = vingerafdrukken(paden, con, stand, indicatoren, waarneming)
    stale = [i for i in indicatoren if _kept(paden, i.code, prints[i.code]) is None]
    rapport.ongewijzigd = [i.code for i in indicatoren if i not in stale]
    if stale:
        bronnen = sorted({b for i in stale for b in i.bronnen})
        maak_invoer(paden, con, stand, waarneming)
        engine.prepare(con, bronnen)
    for number, indicator in enumerate(stale, start=1):
        engine.compute(con, indicator)
        _keep(paden, con, Berekening(indicator.code, prints[indicator.code], run_id, datetime.now(UTC)))
        rapport.berekend.append(indicator.code)
        log.info("%s berekend (%d van %d)", indicator.code, number, len(stale))
    return rapport


def bestand(paden: Paden, indicator_code: str) -> Path:
    """The unsuppressed values of an indicator."""
    return paden.gesloten / "indicatoren" / f"{indicator_code}.parquet"


def berekeningen(paden: Paden) -> list[Berekening]:
    """Every computed indicator of the catalogue, in its order."""
    found = (_read(paden, code) for code in catalogus())
    return [b for b in found if b is not None]


def vingerafdrukken(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    indicatoren: Iterable[Indicator],
    waarneming: Waarneming,
) -> dict[str, str]:
    """What the result of each indicator depends on: its definition, the choices, and the inputs of its sources."""
    shared = [str(REKENING), lees_sql("basis/waarden.sql"), sql("dekking")]
    shared += [f"{n}={a.waarde}" for n, a in afbakeningen().items()]
    inputs = {soort: _delivery_inputs(stand, soort) for soort in contracten()}
    inputs[PUBLICATIES] = [_publication_print(paden, con), str(waarneming)]
    prints = {}
    for indicator in indicatoren:
        parts = [*shared, indicator.model_dump_json(), indicator.sql_tekst()]
        for bron in indicator.bronnen:
            parts += [lees_sql(f"basis/{naam}.sql") for naam in engine.BASIS[bron]] + inputs[bron]
            if any(v.soort == bron for v in stand.ontbreekt):
                # How much is missing is weighed by the size of the ministries, so that counts as an input too.
                parts += inputs["bezetting"]
        prints[indicator.code] = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    return prints


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
    return kept if kept and kept.vingerafdruk == vingerafdruk else None


def _keep(paden: Paden, con: duckdb.DuckDBPyConnection, berekening: Berekening) -> None:
    """Keep the values first and what they depend on last, so that a half write is computed again."""
    file = bestand(paden, berekening.indicator_code)
    with closed_zone():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".json").unlink(missing_ok=True)
        aside = file.with_name(f".{file.name}.{os.getpid()}")
        con.execute(f"copy (select * from waarden order by all) to '{aside}' (format parquet, compression zstd)")
        aside.replace(file)
        aside.write_bytes(_BEREKENING.dump_json(berekening, indent=1))
        aside.replace(file.with_suffix(".json"))


def maak_invoer(paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand, waarneming: Waarneming) -> None:
    """Put on the connection what the indicators read.

    - `<soort>_geldig`: the valid rows of the deliveries in force, with aanlevering_id;
    - `publicatie`: the publications; `informatiecategorie`: code and eerste_tranche;
    - `in_werking`: soort, peildatum, organisatie_code, aanlevering_id of the deliveries in force;
    - `organisatie_nu`: organisatie_code, nu_code; `plaats`: where a fact of an organisation counts, per structure
      (toen: itself and the Rijk, nu: its place in the latest structure);
    - `jaar_eerder`: peildatum, vorige_peildatum, where both are at hand;
    - `dekking` and `vergelijkbaar`: see sql/dekking.sql.
    """
    for soort in contracten():
        _valid_rows(paden, con, stand, soort)
    _publications(paden, con)
    codes = sorted({o.code for o in organisaties() if o.is_ministerie})
    places = [
        place
        for code in codes
        for place in ((code, "toen", code), (code, "nu", huidige_code(code)), (code, "toen", RIJK))
    ]
    table(con, "plaats", "organisatie_code varchar, structuur varchar, in_code varchar", places)
    table(con, "organisatie_nu", "organisatie_code varchar, nu_code varchar", [(c, huidige_code(c)) for c in codes])
    table(
        con,
        "in_werking",
        "soort varchar, peildatum date, organisatie_code varchar, aanlevering_id varchar",
        [
            (a.landing.soort, a.landing.peildatum, a.landing.organisatie_code, a.landing.aanlevering_id)
            for a in stand.in_werking()
        ],
    )
    state = _source_state(stand, waarneming)
    table(con, "bronstand", "bron varchar, peildatum date, organisatie_code varchar, aanwezig boolean, is_heel boolean", state)
    days = sorted({day for _, day, *_ in state})
    pairs = [(day, jaar_eerder(day)) for day in days if jaar_eerder(day) in days]
    table(con, "jaar_eerder", "peildatum date, vorige_peildatum date", pairs)
    for naam, afbakening in afbakeningen().items():
        con.execute(f"set variable {naam} = $waarde", {"waarde": afbakening.waarde})
    con.execute(sql("gewicht"))
    con.execute(sql("dekking"))


def _source_state(stand: Stand, waarneming: Waarneming) -> list[tuple[str, date, str, bool, bool]]:
    """Per source and peildatum at hand: every ministry that should be in it, and whether it is."""
    present = {(a.landing.soort, a.landing.peildatum, a.landing.organisatie_code) for a in stand.in_werking()}
    state = []
    for contract in contracten().values():
        for day in sorted({p for s, p, _ in present if s == contract.soort and p is not None}):
            state += [
                (contract.soort, day, m.code, (contract.soort, day, m.code) in present, True)
                for m in ministeries_op(day)
                if not contract.alleen_van or m.code in contract.alleen_van
            ]
    for year in waarneming.jaren:
        day = date(year, 12, 31)
        state += [(PUBLICATIES, day, m.code, True, waarneming.volledig) for m in ministeries_op(day)]
    return state


def table(con: duckdb.DuckDBPyConnection, naam: str, kolommen: str, rijen: Sequence[tuple[object, ...]]) -> None:
    """Make a small temp table of `kolommen` (names with types) from Python values."""
    con.execute(f"create or replace temp table {naam} ({kolommen})")
    if rijen:
        frame = pd.DataFrame(rijen, dtype=object)
        con.register("aangereikt", frame)
        con.execute(f"insert into {naam} select * from aangereikt")
        con.unregister("aangereikt")


def _valid_rows(paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand, soort: str) -> None:
    contract = contracten()[soort]
    folders = [paden.getypeerd(soort, a.landing.aanlevering_id) for a in stand.in_werking(soort)]
    files = [str(f) for folder in folders for f in sorted(folder.glob("*.parquet"))]
    if files:
        listing = ", ".join("'" + f.replace("'", "''") + "'" for f in files)
        con.execute(
            f"create or replace temp view {soort}_geldig as "
            f"select * from read_parquet([{listing}], hive_partitioning = true, hive_types_autocast = false)"
        )
        return
    columns = {k.naam: k.sql_type for k in contract.kolom} | {a.naam: a.sql_type for a in contract.afgeleid}
    listing = "".join(f', null::{t} as "{n}"' for n, t in columns.items())
    con.execute(
        f"create or replace temp view {soort}_geldig as "
        f"select null::varchar as aanlevering_id, null::bigint as regelnr, null::date as peildatum{listing} where false"
    )


def _publications(paden: Paden, con: duckdb.DuckDBPyConnection) -> None:
    table(
        con,
        "informatiecategorie",
        "code varchar, eerste_tranche boolean",
        [(c.code, c.eerste_tranche) for c in informatiecategorieen()],
    )
    if paden.publicaties.exists():
        path = str(paden.publicaties).replace("'", "''")
        con.execute(f"create or replace temp view publicatie as select * from read_parquet('{path}')")
    else:
        con.execute(sql("geen_publicatie"))
