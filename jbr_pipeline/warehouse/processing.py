"""Landed deliveries to valid rows and quarantine: read, type, check, split, count.

A delivery's result depends on its bytes and its contract alone, so it is kept until one of them changes (see
`processed`); the SQL over a batch is in `batch`. Whether the file as a whole is accepted depends on other files too
and belongs in `judgement`.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.delivery import Aanleveringscontract
from jbr_pipeline.quality.run import Toetsuitkomst, check_rows
from jbr_pipeline.sources.deliveries import closed, spreadsheets, text, typed
from jbr_pipeline.sources.deliveries.filenames import Bestandsfout
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import batch, processed
from jbr_pipeline.warehouse.findings import Bevindingen, bevindingen
from jbr_pipeline.warehouse.layout import Paden, closed_zone
from jbr_pipeline.warehouse.processed import Verwerking, vingerafdruk

log = logging.getLogger(__name__)

BATCH_BYTES = 192 << 20
"""Deliveries are read together up to this size as landed: enough to keep DuckDB busy, little enough for memory."""


@dataclass
class Verwerkingsrapport:
    """What one run did for one subject: the deliveries it processed, and what the checks counted over them."""

    verwerkt: list[Verwerking] = field(default_factory=list)
    toetsen: list[Toetsuitkomst] = field(default_factory=list)
    bevindingen: dict[str, Bevindingen] = field(default_factory=dict)
    """Of every delivery of which rows were read, by aanlevering_id."""


def verwerk(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    landingen: Sequence[Landing],
) -> Verwerkingsrapport:
    """Process the deliveries and keep the results; one that cannot be used holds up no other."""
    rapport = Verwerkingsrapport()
    done = 0
    for together in _batches(landingen):
        with closed.werkmap(paden.made_gesloten()) as werkmap, closed_zone():
            _process_batch(paden, con, contract, together, werkmap, rapport)
        done += len(together)
        log.info("%s: %d van %d aanleveringen verwerkt", contract.soort, done, len(landingen))
    if unknown := [v for v in rapport.verwerkt if v.onbekende_kolommen]:
        log.warning("%s: in %d aanleveringen zijn onbekende kolommen niet overgenomen", contract.soort, len(unknown))
    return rapport


def _batches(landingen: Sequence[Landing]) -> Iterator[list[Landing]]:
    together: list[Landing] = []
    size = 0
    for landing in landingen:
        if together and size + landing.grootte_bytes > BATCH_BYTES:
            yield together
            together, size = [], 0
        together.append(landing)
        size += landing.grootte_bytes
    if together:
        yield together


def _process_batch(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    landingen: Sequence[Landing],
    werkmap: Path,
    rapport: Verwerkingsrapport,
) -> None:
    readable: list[typed.Gelezen] = []
    with ThreadPoolExecutor(batch.TEGELIJK) as pool:
        read = pool.map(lambda landing: _read_or_refuse(paden, contract, landing, werkmap), landingen)
        for landing, outcome in zip(landingen, read, strict=True):
            if isinstance(outcome, typed.Gelezen):
                readable.append(outcome)
                continue
            rejected = _rejected(landing, contract, str(outcome))
            _move_rows(paden, contract, werkmap, rejected)
            processed.bewaar(paden, rejected)
            rapport.verwerkt.append(rejected)
    if not readable:
        return
    plaatsen = batch.lees(con, contract, readable)
    written = batch.schrijf_geldig(con, contract, plaatsen, werkmap)
    batch.schrijf_quarantaine(con, contract, plaatsen, werkmap)
    results = batch.resultaten(con, contract, landingen, readable, written)
    rapport.bevindingen |= bevindingen(con, readable)
    toetsen = _validate(con, contract, results)
    rapport.toetsen = samengevoegd([*rapport.toetsen, *toetsen])
    if any(t.storing and t.ernst == "kritiek" for t in toetsen):
        log.error("%s: een kritieke regel kon niet worden getoetst; deze aanleveringen wachten", contract.soort)
        return
    for result in results:
        _move_rows(paden, contract, werkmap, result)
        processed.bewaar(paden, result)
        rapport.verwerkt.append(result)


def _read_or_refuse(
    paden: Paden, contract: Aanleveringscontract, landing: Landing, werkmap: Path
) -> typed.Gelezen | Bestandsfout:
    try:
        return _read(paden, contract, landing, werkmap)
    except Bestandsfout as fout:
        return fout


def _read(paden: Paden, contract: Aanleveringscontract, landing: Landing, werkmap: Path) -> typed.Gelezen:
    # Two deliveries may have the same bytes, but rows are told apart by the path they were read from.
    landed = (paden.geland / landing.sha256).resolve(strict=True)
    # What may not be read is our fault, and no delivery is refused for it.
    landed.open("rb").close()
    source = werkmap / landing.aanlevering_id
    source.symlink_to(landed)
    if landing.formaat == "xlsx":
        plain = spreadsheets.als_tekst(source, contract, werkmap)
    else:
        plain = text.als_tekst(source, landing.formaat or "csv", werkmap)
    typed.keur_kop(plain.kop, contract, plain.kopregel)
    assert landing.peildatum is not None
    return typed.Gelezen(landing.aanlevering_id, landing.peildatum, plain)


def _rejected(landing: Landing, contract: Aanleveringscontract, reden: str) -> Verwerking:
    log.warning("%s afgekeurd: %s", landing.openbare_naam, reden)
    return Verwerking(landing.aanlevering_id, vingerafdruk(landing, contract), reden=reden)


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
            place.parent.mkdir(parents=True, exist_ok=True)
            for file in made.iterdir():
                disk.op_schijf(file)
            made.rename(place)
