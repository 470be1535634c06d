"""How long row-level data is kept, and removing what is older: a year then comes from its edition.

First a year is marked, with what is kept of its deliveries (`purged`), and from then on nothing reads its rows; only
then are they removed. So one that was stopped halfway is finished by doing it again, and a run in between is sound.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from jbr_pipeline import disk
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import editions, figures, purged
from jbr_pipeline.warehouse.figure_inputs import maak_invoer, nulmeting
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import te_verwerken
from jbr_pipeline.warehouse.publications import GEEN_WAARNEMING
from jbr_pipeline.warehouse.purged import Bewaard
from jbr_pipeline.warehouse.session import lezer, session, sql


class NietOpTeSchonen(Exception):
    """Nothing may be removed now; the message says why."""


@dataclass(frozen=True)
class Post:
    """What would be removed of one subject and year: deliveries in any version, their rows, and bytes on disk."""

    jaar: int
    soort: str
    aanleveringen: int
    rijen: int
    bytes: int


@dataclass(frozen=True)
class Overzicht:
    """What may be removed, and why other years that are old enough may not.

    `afwijkend` counts per year the published figures that no edition holds as they are now: they are lost.
    """

    jaren: tuple[int, ...]
    posten: tuple[Post, ...]
    kopieen: int
    """Files in the drop folder that go with them."""
    blijft: dict[int, str]
    afwijkend: dict[int, int]


def overzicht(paden: Paden, stand: Stand, bewaarjaren: int) -> Overzicht:
    """What `schoon_op` would remove. Raises NietOpTeSchonen, and Editiefout when an edition is not what was frozen."""
    editions.controleer(paden)
    entries = manifest.lees(paden.geland)
    blocked = {j: _bezwaar(paden, j) for j in _te_oud(paden, entries, bewaarjaren)}
    due = {j for j, bezwaar in blocked.items() if bezwaar is None}
    left = {j for j in stand.opgeschoond if _resten(paden, entries, {j}) or _copies(paden, entries, {j})}
    years = due | left
    _refuse_unprocessed(paden, [e for e in entries if e.peildatum and e.peildatum.year in due])
    return Overzicht(
        jaren=tuple(sorted(years)),
        posten=tuple(p for j in sorted(years) for p in _posten(paden, stand, entries, j)),
        kopieen=len(_copies(paden, entries, years)),
        blijft={j: bezwaar for j, bezwaar in blocked.items() if bezwaar},
        afwijkend=_afwijkend(paden, due),
    )


def schoon_op(paden: Paden, stand: Stand, plan: Overzicht, *, nu: datetime) -> None:
    """Remove what `plan` names. The caller holds the lock on the working store, which cleared what stopped runs left,
    and publishes afterwards."""
    if fresh := set(plan.jaren) - stand.opgeschoond:
        kept = _kept(paden, stand, fresh, nu)
        for jaar in sorted(fresh):
            purged.markeer(paden, jaar, kept[jaar])
    years = stand.opgeschoond | fresh
    entries = manifest.lees(paden.geland)
    disk.verwijder(_resten(paden, entries, years))
    for file, seen in _copies(paden, entries, years).items():
        landing.verwijder(file, seen)


def _te_oud(paden: Paden, entries: Iterable[Landing], bewaarjaren: int) -> list[int]:
    """The years at hand that lie further back from the newest edition than rows are kept."""
    newest = max((e.jaar for e in editions.edities(paden)), default=0)
    at_hand = {e.peildatum.year for e in entries if e.besluit == "geland" and e.peildatum and not e.opgeschoond}
    return sorted(j for j in at_hand if j <= newest - bewaarjaren)


def _bezwaar(paden: Paden, jaar: int) -> str | None:
    """Why the rows of a year must stay although they are old enough; None when they may go."""
    values = editions.waarden_van(paden, jaar + 1)
    if values is None:
        return f"JBR {jaar + 1} is niet vastgesteld"
    with duckdb.connect() as con:
        if not con.execute(
            f"from read_parquet({literal(str(values))}) where jaar = $1 and waarde is not null limit 1", [jaar]
        ).fetchone():
            return f"in JBR {jaar + 1} staan geen cijfers over {jaar}"
    if jaar == nulmeting().year and editions.waarden_van(paden, jaar) is None:
        return f"JBR {jaar}, met de nulmeting van de taakstelling, is niet vastgesteld"
    return None


def _refuse_unprocessed(paden: Paden, entries: Sequence[Landing]) -> None:
    """Of what was never processed there is nothing to keep."""
    if todo := [e.bestandsnaam for c in contracten().values() for e in te_verwerken(paden, c, entries)]:
        raise NietOpTeSchonen(f"{todo[0]} is nog niet verwerkt. Draai eerst jbr run.")


def _afwijkend(paden: Paden, jaren: Collection[int]) -> dict[int, int]:
    frozen = purged.uit_editie(jaren)
    if not frozen or not paden.database.exists():
        return {}
    counts: dict[int, int] = {}
    with lezer(paden.database) as con:
        for code, jaar, count in con.execute(sql("afwijkend")).fetchall():
            if (code, jaar) in frozen:
                counts[jaar] = counts.get(jaar, 0) + count
    return counts


def _posten(paden: Paden, stand: Stand, entries: Sequence[Landing], jaar: int) -> Iterator[Post]:
    """What lies there of a year, per subject."""
    for soort in contracten():
        deliveries = [a for a in stand.aanleveringen if a.landing.soort == soort and _is_of(a.landing, {jaar})]
        paths = _rows_of(paden, entries, [a.landing for a in deliveries], {jaar} | stand.opgeschoond)
        if paths:
            rows = sum(a.verwerking.rijen_gelezen for a in deliveries if a.verwerking)
            yield Post(jaar, soort, len(deliveries), rows, sum(map(_size, paths)))


def _kept(paden: Paden, stand: Stand, jaren: Collection[int], nu: datetime) -> dict[int, dict[str, Bewaard]]:
    """Per year what is kept of its deliveries, read from the rows while they are there."""
    with session(paden) as con:
        maak_invoer(paden, con, stand, GEEN_WAARNEMING)
        facts = {id_: (is_heel, omvang) for id_, is_heel, omvang in con.execute(sql("te_bewaren")).fetchall()}
    kept: dict[int, dict[str, Bewaard]] = {jaar: {} for jaar in jaren}
    for a in stand.aanleveringen:
        if not _is_of(a.landing, jaren) or a.verwerking is None or a.landing.peildatum is None:
            continue
        is_heel, omvang = facts.get(a.landing.aanlevering_id, (True, None))
        # How many columns were unknown is counted; their names came from the file and may hold anything.
        nameless = replace(a.verwerking, onbekende_kolommen=("",) * len(a.verwerking.onbekende_kolommen))
        kept[a.landing.peildatum.year][a.landing.aanlevering_id] = Bewaard(
            nu, a.status, a.reden, nameless, is_heel, omvang
        )
    return kept


def _is_of(entry: Landing, jaren: Collection[int]) -> bool:
    return entry.besluit == "geland" and entry.peildatum is not None and entry.peildatum.year in jaren


def _resten(paden: Paden, entries: Sequence[Landing], jaren: Collection[int]) -> list[Path]:
    """What still lies in the closed zone of the rows of these years and of the figures that rest on them."""
    landed = [e for e in entries if _is_of(e, jaren)]
    return [*_rows_of(paden, entries, landed, jaren), *_aggregates(paden, jaren)]


def _rows_of(paden: Paden, entries: Iterable[Landing], landed: Iterable[Landing], jaren: Collection[int]) -> list[Path]:
    """Where the rows of landed deliveries are; bytes that a delivery of another year has too are left to it."""
    needed = {e.sha256 for e in entries if e.besluit == "geland" and not _is_of(e, jaren)}
    paths = []
    for e in landed:
        soort, id_ = e.soort or "", e.aanlevering_id
        paths += [paden.getypeerd(soort, id_), paden.quarantaine(soort, id_), paden.verwerking(id_)]
        paths += paden.rapporten.glob(f"*/{id_}.rapport.*")
        if e.sha256 not in needed:
            paths.append(paden.geland / e.sha256)
    return [p for p in dict.fromkeys(paths) if p.exists()]


def _aggregates(paden: Paden, jaren: Collection[int]) -> list[Path]:
    """The unsuppressed values of the indicators that hold one of these years; what remains is computed again."""
    frozen = purged.uit_editie(jaren)
    files = [f for code in sorted({code for code, _ in frozen}) if (f := figures.bestand(paden, code)).exists()]
    if not files:
        return []
    with duckdb.connect() as con:
        listing = ", ".join(literal(str(f)) for f in files)
        at_hand = set(con.execute(f"select distinct indicator_code, jaar from read_parquet([{listing}])").fetchall())
    values = [figures.bestand(paden, code) for code in sorted({code for code, _ in frozen & at_hand})]
    return [path for file in values for path in (file, file.with_suffix(".json"))]


def _copies(paden: Paden, entries: Sequence[Landing], jaren: Collection[int]) -> dict[Path, landing.Gezien]:
    """The files in the drop folder with data of these years: those that landed, and those that were refused."""
    ours = [e for e in entries if e.peildatum and e.peildatum.year in jaren]
    others = [e for e in entries if e not in ours and e.besluit == "geland"]
    return landing.kopieen(paden.inbox, ours, behalve=others)


def _size(path: Path) -> int:
    return sum(p.stat().st_size for p in (path.rglob("*") if path.is_dir() else [path]) if p.is_file())
