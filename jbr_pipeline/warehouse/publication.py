"""The published database: built aside, verified, and swapped in with one rename.

Readers never wait and never see half a build: who has the old file open goes on reading the old file. Only what
passed disclosure control is written here; figures are computed in `figures`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.naming import benamingen
from jbr_pipeline.contracts.published import (
    SCHEMA,
    informatiecategorieen,
    kerncijfers,
    macros,
    opschriften,
    tabellen,
    weergaven,
)
from jbr_pipeline.disclosure import primary
from jbr_pipeline.disclosure.protection import Controle, Onbeschermbaar, Verlies, verlies
from jbr_pipeline.disclosure.solver import Rekentijd
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import corrections, editions, figure_inputs, figures, protection, published_rows, runs
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import GEEN_WAARNEMING, Waarneming
from jbr_pipeline.warehouse.reconciliation import vul_aansluiting
from jbr_pipeline.warehouse.session import lezer, sql

log = logging.getLogger(__name__)

NIEUW = f"nieuw.{SCHEMA}"
"""The schema of the database under construction."""

GESLOTEN_KOLOMMEN = frozenset({"pseudo_id", "personen", "regelnr", "geboortejaar", "zaaknummer"})
"""Columns of the closed zone that may never turn up in the published file."""


class Publicatiefout(Exception):
    """The new database did not pass its verification; the one in place stays."""


class Onthullingsfout(Publicatiefout):
    """Somebody outside could work out a small number from what would be published; `controle` counts them."""

    def __init__(self, melding: str, controle: Controle | None = None) -> None:
        super().__init__(melding)
        self.controle = controle


@dataclass(frozen=True)
class Publicatie:
    """What was published: rows per table, the size of the file, what disclosure control found and what it cost."""

    rijen: dict[str, int]
    grootte_bytes: int
    controle: Controle
    verlies: tuple[Verlies, ...]


def publiceer(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    draai: runs.Draai,
    *,
    waarneming: Waarneming = GEEN_WAARNEMING,
) -> Publicatie:
    """Build the database from the kept figures, verify it and put it in place of the old one.

    `con` is a pipeline session. Raises Publicatiefout when verification fails, Onthullingsfout when a small number
    could be worked out, and Editiefout when an edition is not what was frozen; the old file then stays.
    """
    editions.controleer(paden)
    paden.warehouse.mkdir(parents=True, exist_ok=True)
    with disk.vervang(paden.database, blijvend=True) as aside:
        corrected, controle, lost = _built(paden, con, aside, stand, draai, waarneming)
        rows = verifieer(aside)
        result = Publicatie(rows, aside.stat().st_size, controle or Controle(0, {}, 0), lost)
        if corrected:
            corrections.bewaar(paden, corrected, nu=draai.klaar_op or draai.gestart_op)
        aside.chmod(0o644)
    log.info(
        "%s gepubliceerd: %s waarden", paden.database.name, f"{result.rijen['indicator_waarde']:,}".replace(",", ".")
    )
    return result


def verifieer(bestand: Path) -> dict[str, int]:
    """Open the file as a reader would and check it against the contract; gives the rows per table.

    Publicatiefout says what is wrong.
    """
    with lezer(bestand) as con:
        _check_contract(con)
        rows = {}
        for table in tabellen().values():
            count = con.execute(f"select count(*) from {table.naam}").fetchone()
            rows[table.naam] = count[0] if count else 0
        bad = con.execute(
            """
            select count(*) from indicator_waarde
            where onderdrukt and coalesce(waarde, teller, noemer) is not null
            """
        ).fetchone()
        if bad and bad[0]:
            raise Publicatiefout(f"{bad[0]} onderdrukte waarden hebben toch een waarde, teller of noemer.")
        for view in weergaven().values():
            con.execute(f"from {view.naam} limit 1").fetchall()
    return rows


def _check_contract(con: duckdb.DuckDBPyConnection) -> None:
    """The file holds what the contract says, to the type and the comment. Publicatiefout says what differs."""
    found = set(con.execute(sql("opschriften")).fetchall())
    if leaked := {column for _, column, _, _ in found} & GESLOTEN_KOLOMMEN:
        raise Publicatiefout(f"Kolommen uit de gesloten zone in het bestand: {', '.join(sorted(leaked))}.")
    wanted = set(opschriften())
    for difference, text in (
        (wanted - found, "Dit ontbreekt in het bestand"),
        (found - wanted, "Dit kent het contract niet"),
    ):
        if difference:
            names = sorted(f"{relation}.{column}" if column else relation for relation, column, _, _ in difference)
            raise Publicatiefout(f"{text}, of het heeft een ander type of een andere toelichting: {', '.join(names)}.")


def _built(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    aside: Path,
    stand: Stand,
    draai: runs.Draai,
    waarneming: Waarneming,
) -> tuple[Path | None, Controle | None, tuple[Verlies, ...]]:
    """Make the new database as a file; what `_build` returns, and what protecting cost. Raises Onthullingsfout."""
    con.execute(f"attach {literal(str(aside))} as nieuw")
    try:
        # Views name no schema: the file is called after its schema, and `jbr.indicator` would be ambiguous in it.
        con.execute(f"create schema {NIEUW}; use {NIEUW}")
        corrected, controle = _build(paden, con, stand, draai, waarneming)
        return corrected, controle, tuple(verlies(con)) if controle else ()
    except (Onbeschermbaar, Rekentijd) as fout:
        raise Onthullingsfout(f"{fout} Er is niets gepubliceerd.") from fout
    finally:
        con.execute("use memory; detach nieuw")


def _build(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    draai: runs.Draai,
    waarneming: Waarneming,
) -> tuple[Path | None, Controle | None]:
    """Fill the database under construction; returns the corrections that were found for the first time, and what
    disclosure control found when there are figures. Raises Onthullingsfout."""
    for table in tabellen().values():
        con.execute(table.create_sql(NIEUW))
    figure_inputs.maak_invoer(paden, con, stand, waarneming)
    _insert(con, "indicator", published_rows.catalogue_rows())
    corrections.laad_edities(paden, con)
    protected = _values(paden, con)
    con.execute(sql("uit_editie"))
    con.execute("insert into indicator_waarde by name from editie_waarde order by all")
    _insert(con, "organisatie", published_rows.organisation_rows())
    _insert(con, "informatiecategorie", [vars(c) for c in informatiecategorieen()])
    columns = ", ".join(k.naam for k in tabellen()["publicatie"].kolom)
    if paden.publicaties.exists():
        con.execute(
            f"insert into {NIEUW}.publicatie by name select {columns} from read_parquet($pad)",
            {"pad": str(paden.publicaties)},
        )
    _insert(con, "aanlevering", [published_rows.delivery_row(a) for a in stand.aanleveringen])
    _insert(con, "kwaliteit", [row for a in stand.aanleveringen for row in published_rows.quality_rows(a)])
    controle = protection.verberg_en_controleer(paden, con, protected) if protected else None
    if controle and not controle.is_dicht:
        raise Onthullingsfout(_leaks_in_words(controle), controle)
    con.execute(sql("herkomst"))
    corrected = corrections.vul_correcties(paden, con, nu=draai.klaar_op or draai.gestart_op)
    _insert(con, "benaming", [vars(b) for b in benamingen()])
    con.execute(sql("benaming"))
    for view in weergaven().values():
        con.execute(sql(view.naam).replace("$rijen", _headline_values()))
        con.execute(view.comment_sql(NIEUW))
    for macro in macros().values():
        con.execute(sql(macro.naam))
        con.execute(macro.comment_sql(NIEUW))
    vul_aansluiting(con, verzonnen=paden.is_voorbeeld)
    _insert(con, "draai", [d.rij() for d in runs.lees(paden, draai)])
    return corrected, controle


def _leaks_in_words(controle: Controle) -> str:
    counts = ", ".join(f"{count} van {population}" for population, count in controle.lekken.items())
    return f"Uit de cijfers zijn kleine aantallen af te leiden: {counts}. Er is niets gepubliceerd."


def _values(paden: Paden, con: duckdb.DuckDBPyConnection) -> protection.Bescherming | None:
    """Insert the figures of now as they may leave the closed zone; how they were protected, when there are any."""
    if not figures.laad_waarden(paden, con):
        return None
    protected = protection.bescherm(paden, con)
    con.execute(sql("lopend").replace("$beschermd", primary.beschermd_sql()))
    return protected


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, object]]) -> None:
    """Insert small rows by column name, typed by the contract of the table."""
    if not rows:
        return
    structure = json.dumps([{k.naam: k.type for k in tabellen()[table].kolom}])
    con.execute(
        f"insert into {NIEUW}.{table} by name select rij.* from (select unnest(from_json($rijen, $vorm)) as rij)",
        {"rijen": json.dumps(rows, default=str), "vorm": structure},
    )


def _headline_values() -> str:
    known = catalogus()
    rows = []
    for number, k in enumerate(kerncijfers(), start=1):
        if k.indicator_code not in known:
            continue
        published = "null::double" if k.gepubliceerd is None else f"{k.gepubliceerd}::double"
        direction = "null::varchar" if k.richting is None else f"'{k.richting}'"
        rows.append(
            f"({number}, {literal(k.indicator_code)}, {k.jaar}, {literal(k.variant)}, {literal(k.uitsplitsing)}, "
            f"{literal(k.categorie)}, {literal(k.tekst)}, {literal(k.maat)}, {published}, {k.decimalen}, {direction})"
        )
    return ",\n    ".join(rows)
