"""Landed deliveries to valid rows and quarantine: read, type, check, split, count.

A delivery's result depends on its bytes and its contract alone, so it is kept until one of them changes.
Whether the file as a whole is accepted depends on other files too and belongs in `judgement`.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb
from pydantic import TypeAdapter, ValidationError

from jbr_pipeline.contracts.delivery import MERKKOLOM, Aanleveringscontract
from jbr_pipeline.quality import rules
from jbr_pipeline.quality.run import Toetsuitkomst, check_rows
from jbr_pipeline.sources.deliveries import closed, spreadsheets, text, typed
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse.layout import Paden, closed_zone

log = logging.getLogger(__name__)

TYPERING = 1
"""Raise it when the same bytes would be typed or counted differently, so that everything is done again."""

BATCH_BYTES = 192 << 20
"""Deliveries are read together up to this size as landed: enough to keep DuckDB busy, little enough for memory."""


@dataclass(frozen=True)
class Regeltelling:
    """How often a rule was looked at and broken in one delivery."""

    geteld: int
    overtredingen: int


@dataclass(frozen=True)
class Verwerking:
    """What processing one delivery gave. `reden` is set when the file cannot be used at all."""

    aanlevering_id: str
    vingerafdruk: str
    reden: str | None = None
    codering: str | None = None
    onbekende_kolommen: tuple[str, ...] = ()
    rijen_gelezen: int = 0
    rijen_geldig: int = 0
    rijen_quarantaine: int = 0
    rijen_overgeslagen: int = 0
    tellingen: dict[str, Regeltelling] = field(default_factory=dict)
    maten: dict[str, float | None] = field(default_factory=dict)
    """The measure of each file rule over the valid rows."""


@dataclass
class Verwerkingsrapport:
    """What one run did for one subject: the deliveries it processed, and what the checks counted over them."""

    verwerkt: list[Verwerking] = field(default_factory=list)
    toetsen: list[Toetsuitkomst] = field(default_factory=list)


_VERWERKING: TypeAdapter[Verwerking] = TypeAdapter(Verwerking)


def vingerafdruk(landing: Landing, contract: Aanleveringscontract) -> str:
    """What the result of processing depends on."""
    parts = (TYPERING, landing.aanlevering_id, landing.sha256, contract.model_dump_json())
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def lees_verwerking(paden: Paden, aanlevering_id: str) -> Verwerking | None:
    """The kept result of a delivery, or None when there is none that this version can read."""
    file = paden.verwerking(aanlevering_id)
    try:
        return _VERWERKING.validate_json(file.read_bytes())
    except (FileNotFoundError, ValidationError):
        return None


def te_verwerken(paden: Paden, contract: Aanleveringscontract, landingen: Iterable[Landing]) -> list[Landing]:
    """The landed deliveries of the subject whose result is missing or no longer theirs."""
    found = []
    for landing in landingen:
        if landing.soort != contract.soort or landing.besluit != "geland":
            continue
        kept = lees_verwerking(paden, landing.aanlevering_id)
        if kept is None or kept.vingerafdruk != vingerafdruk(landing, contract):
            found.append(landing)
    return found


def verwerk(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    landingen: Sequence[Landing],
) -> Verwerkingsrapport:
    """Process the deliveries and keep the results; one that cannot be used holds up no other."""
    rapport = Verwerkingsrapport()
    done = 0
    for batch in _batches(landingen):
        with closed.werkmap(paden.made_gesloten()) as werkmap, closed_zone():
            _process_batch(paden, con, contract, batch, werkmap, rapport)
        done += len(batch)
        log.info("%s: %d van %d aanleveringen verwerkt", contract.soort, done, len(landingen))
    return rapport


def _batches(landingen: Sequence[Landing]) -> Iterator[list[Landing]]:
    batch: list[Landing] = []
    size = 0
    for landing in landingen:
        if batch and size + landing.grootte_bytes > BATCH_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(landing)
        size += landing.grootte_bytes
    if batch:
        yield batch


def _process_batch(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    batch: Sequence[Landing],
    werkmap: Path,
    rapport: Verwerkingsrapport,
) -> None:
    readable: list[typed.Gelezen] = []
    for landing in batch:
        try:
            readable.append(_read(paden, contract, landing, werkmap))
        except Bestandsfout as fout:
            rejected = _rejected(landing, contract, str(fout))
            _move_rows(paden, contract, werkmap, rejected)
            _keep(paden, rapport, rejected)
    if not readable:
        return
    typed.typeer(con, contract, readable)
    con.execute(f"create or replace temp table breuken as {rules.breuken_sql(contract, 'rijen')}")
    _write_valid(con, contract, werkmap)
    _write_quarantine(con, contract, werkmap)
    results = _results(con, contract, batch, readable)
    toetsen = _validate(con, contract, results)
    rapport.toetsen = samengevoegd([*rapport.toetsen, *toetsen])
    if any(t.storing for t in toetsen):
        log.error("%s: niet alle regels konden worden getoetst; deze aanleveringen blijven wachten", contract.soort)
        return
    for result in results:
        _move_rows(paden, contract, werkmap, result)
        _keep(paden, rapport, result)


def _read(paden: Paden, contract: Aanleveringscontract, landing: Landing, werkmap: Path) -> typed.Gelezen:
    # Two deliveries may have the same bytes, but rows are told apart by the path they were read from.
    source = werkmap / landing.aanlevering_id
    source.symlink_to((paden.geland / landing.sha256).resolve(strict=True))
    if landing.formaat == "xlsx":
        plain = spreadsheets.als_tekst(source, contract, werkmap)
    else:
        plain = text.als_tekst(source, landing.formaat or "csv", werkmap)
    typed.keur_kop(plain.kop, contract)
    assert landing.peildatum is not None
    return typed.Gelezen(landing.aanlevering_id, landing.peildatum, plain)


def _rejected(landing: Landing, contract: Aanleveringscontract, reden: str) -> Verwerking:
    log.warning("%s afgekeurd: %s", landing.bestandsnaam, reden)
    return Verwerking(landing.aanlevering_id, vingerafdruk(landing, contract), reden=reden)


def _write_valid(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, werkmap: Path) -> None:
    columns = ", ".join(f'"{n}"' for n in [k.naam for k in contract.kolom] + [a.naam for a in contract.afgeleid])
    con.execute(
        f"""
        copy (
            select aanlevering_id, regelnr, peildatum, {columns}
            from rijen
            anti join (select aanlevering_id, regelnr from breuken where kritiek) using (aanlevering_id, regelnr)
        ) to {rules.literal(f"{werkmap}/geldig")} (format parquet, compression zstd, partition_by (aanlevering_id))
        """
    )


def _write_quarantine(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, werkmap: Path) -> None:
    cells = ", ".join(f"'{k.naam}': ruw.\"ruw_{k.naam}\"" for k in contract.kolom)
    con.execute(
        f"""
        copy (
            select b.aanlevering_id, b.regelnr, b.regels, b.kolommen, map {{{cells}}} as cellen, null::varchar as regel
            from breuken as b
            join ruw using (aanlevering_id, regelnr)
            where b.kritiek
            union all
            select aanlevering_id, regelnr, ['{typed.ONLEESBAAR}'], []::varchar[], null, regel
            from onleesbaar
        ) to {rules.literal(f"{werkmap}/quarantaine")} (format parquet, compression zstd, partition_by (aanlevering_id))
        """
    )


def _results(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    batch: Sequence[Landing],
    readable: Sequence[typed.Gelezen],
) -> list[Verwerking]:
    measures = "".join(f", ({r.maat})::double" for r in contract.bestandsregel)
    valid = _by_delivery(
        con,
        f"""
        select aanlevering_id, count(*){measures}
        from rijen
        anti join (select aanlevering_id, regelnr from breuken where kritiek) using (aanlevering_id, regelnr)
        group by aanlevering_id
        """,
    )
    quarantined = _by_delivery(
        con,
        """
        select aanlevering_id, count(*)
        from (
            select aanlevering_id from breuken where kritiek
            union all
            select aanlevering_id from onleesbaar
        )
        group by aanlevering_id
        """,
    )
    skipped = _by_delivery(con, "select aanlevering_id, count(*) from subtotaal group by aanlevering_id")
    read = _by_delivery(
        con,
        """
        select aanlevering_id, count(*)
        from (select aanlevering_id from ruw union all select aanlevering_id from onleesbaar)
        group by aanlevering_id
        """,
    )
    counts: dict[str, dict[str, Regeltelling]] = {}
    for aanlevering_id, regel, geteld, overtredingen in con.execute(rules.tellingen_sql(contract, "rijen")).fetchall():
        counts.setdefault(aanlevering_id, {})[regel] = Regeltelling(geteld, overtredingen)
    unreadable = _by_delivery(con, "select aanlevering_id, count(*) from onleesbaar group by aanlevering_id")
    known = {k.naam for k in contract.kolom} | {MERKKOLOM, ""}
    texts = {g.aanlevering_id: g.tekst for g in readable}
    results = []
    for landing in batch:
        if (tekst := texts.get(landing.aanlevering_id)) is None:
            continue
        id_ = landing.aanlevering_id
        result = Verwerking(
            aanlevering_id=id_,
            vingerafdruk=vingerafdruk(landing, contract),
            codering=tekst.codering,
            onbekende_kolommen=tuple(n for n in tekst.kop if n not in known),
            rijen_gelezen=read.get(id_, (0,))[0],
            rijen_geldig=valid.get(id_, (0,))[0],
            rijen_quarantaine=quarantined.get(id_, (0,))[0],
            rijen_overgeslagen=skipped.get(id_, (0,))[0],
            tellingen={
                typed.ONLEESBAAR: Regeltelling(read.get(id_, (0,))[0], unreadable.get(id_, (0,))[0]),
                **counts.get(id_, {}),
            },
            maten=dict(zip((r.naam for r in contract.bestandsregel), valid.get(id_, (0,))[1:], strict=False)),
        )
        _assert_conserved(result)
        results.append(_usable(result))
    return results


def _by_delivery(con: duckdb.DuckDBPyConnection, query: str) -> dict[str, tuple[int, ...]]:
    return {row[0]: tuple(row[1:]) for row in con.execute(query).fetchall()}


def _assert_conserved(v: Verwerking) -> None:
    """Rows read = valid + quarantined + skipped; anything else is a fault of ours and must never be published."""
    if v.rijen_gelezen != v.rijen_geldig + v.rijen_quarantaine + v.rijen_overgeslagen:
        raise RuntimeError(
            f"{v.aanlevering_id}: {v.rijen_gelezen} regels gelezen, maar {v.rijen_geldig} geldig, "
            f"{v.rijen_quarantaine} in quarantaine en {v.rijen_overgeslagen} overgeslagen"
        )


def _usable(v: Verwerking) -> Verwerking:
    reden = None
    if v.rijen_gelezen == v.rijen_overgeslagen:
        reden = "Het bestand heeft geen enkele regel met gegevens onder de kolomnamen."
    elif v.rijen_geldig == 0:
        reden = f"Geen van de {v.rijen_gelezen} regels is bruikbaar; zie de redenen per regel in de quarantaine."
    return replace(v, reden=reden) if reden else v


def _validate(
    con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, results: Sequence[Verwerking]
) -> list[Toetsuitkomst]:
    """Let Great Expectations judge the batch, and hold its counts against those that made the quarantine.

    Where the two differ, what is in quarantine cannot be trusted: the rule then counts as not evaluated.
    """
    outcomes = []
    for outcome in check_rows(con, contract, "rijen"):
        ours = sum(v.tellingen[outcome.regel].overtredingen for v in results if outcome.regel in v.tellingen)
        if not outcome.storing and outcome.overtredingen != ours:
            toelichting = f"Great Expectations telt {outcome.overtredingen} overtredingen, de quarantaine {ours}."
            outcomes.append(replace(outcome, uitkomst="niet uit te voeren", storing=True, toelichting=toelichting))
        else:
            outcomes.append(outcome)
    return outcomes


def samengevoegd(toetsen: Iterable[Toetsuitkomst]) -> list[Toetsuitkomst]:
    """One outcome per rule over several batches: counts added up, the worst outcome kept."""
    merged: dict[str, Toetsuitkomst] = {}
    order = ("geslaagd", "gezakt", "niet uit te voeren")
    for toets in toetsen:
        if (other := merged.get(toets.regel)) is None:
            merged[toets.regel] = toets
            continue
        worst = max(toets, other, key=lambda t: order.index(t.uitkomst))
        geteld, broken = toets.geteld + other.geteld, toets.overtredingen + other.overtredingen
        summary = f"{broken} van {geteld} regels voldoen niet." if broken else f"Alle {geteld} regels voldoen."
        toelichting = worst.toelichting if worst.storing else summary
        merged[toets.regel] = replace(worst, geteld=geteld, overtredingen=broken, toelichting=toelichting)
    return list(merged.values())


def _move_rows(paden: Paden, contract: Aanleveringscontract, werkmap: Path, v: Verwerking) -> None:
    """Put the rows in their place; the result file is gone meanwhile, so a half move is done again."""
    paden.verwerking(v.aanlevering_id).unlink(missing_ok=True)
    for kind, place in (
        ("geldig", paden.getypeerd(contract.soort, v.aanlevering_id)),
        ("quarantaine", paden.quarantaine(contract.soort, v.aanlevering_id)),
    ):
        shutil.rmtree(place, ignore_errors=True)
        made = werkmap / kind / f"aanlevering_id={v.aanlevering_id}"
        if made.exists():
            _made(place.parent)
            made.rename(place)


def _keep(paden: Paden, rapport: Verwerkingsrapport, v: Verwerking) -> None:
    file = paden.verwerking(v.aanlevering_id)
    _made(file.parent)
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    aside.write_bytes(_VERWERKING.dump_json(v, indent=1))
    aside.replace(file)
    rapport.verwerkt.append(v)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
