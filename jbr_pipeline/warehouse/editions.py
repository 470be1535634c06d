"""Frozen editions: the published values of a year and the year before, kept write-once beside the raw deliveries.

An edition is what a report printed. Nothing here computes or changes a figure; differences that show later belong in
`corrections`, comparing editions in `comparison`.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from pydantic import TypeAdapter

from jbr_pipeline import __version__, disk
from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.contracts.published import contractversie
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse.judgement import Stand
from jbr_pipeline.warehouse.layout import Paden, sha256_van
from jbr_pipeline.warehouse.session import lezer, sql

WAARDEN, HERKOMST, INDICATOREN = "waarden.parquet", "herkomst.parquet", "indicatoren.parquet"
_TABELLEN = {WAARDEN: "editie_waarden", HERKOMST: "editie_herkomst", INDICATOREN: "editie_indicatoren"}
_MANIFEST = "editie.json"


class Editiefout(Exception):
    """An edition cannot be frozen, or is no longer what it was; the message says why."""


@dataclass(frozen=True)
class Bron:
    """A delivery in force when an edition was frozen."""

    aanlevering_id: str
    bestandsnaam: str
    sha256: str


@dataclass(frozen=True)
class Editie:
    """What an edition is and what it rests on. `definities` and `indeling` are fingerprints of how it was computed."""

    jaar: int
    vastgesteld_op: datetime
    run_id: str
    versie_pipeline: str
    contractversie: str
    verzonnen: bool
    waarden: int
    aanleveringen: tuple[Bron, ...]
    waarneming: str
    definities: Mapping[str, str]
    indeling: str
    sha256: Mapping[str, str]

    @property
    def naam(self) -> str:
        """The name as the published database knows it."""
        return f"JBR {self.jaar}"


_EDITIE: TypeAdapter[Editie] = TypeAdapter(Editie)


def stel_vast(paden: Paden, jaar: int, stand: Stand, *, nu: datetime) -> Editie:
    """Freeze edition JBR `jaar` from the published database. Raises Editiefout.

    The files are made aside, closed for writing, and put in place with one rename.
    """
    for gebrek in _unsealed(paden):
        raise Editiefout(gebrek)
    if _seal(paden, jaar).exists():
        raise Editiefout(
            f"JBR {jaar} is al vastgesteld op {lees(paden, jaar).vastgesteld_op:%d-%m-%Y}; dat kan maar één keer."
        )
    if not paden.database.exists():
        raise Editiefout("Er is nog geen database om vast te stellen; draai eerst jbr run.")
    aside = disk.apart(_folder(paden, jaar))
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        with lezer(paden.database) as con:
            _refuse_unfit(con, jaar, stand)
            for file, query in _TABELLEN.items():
                con.execute(f"copy ({sql(query)}) to {literal(str(aside / file))} (format parquet)", {"jaar": jaar})
            edition = _describe(paden, con, jaar, aside, nu)
        (aside / _MANIFEST).write_bytes(_EDITIE.dump_json(edition, indent=1))
        for made in aside.iterdir():
            made.chmod(0o444)
            disk.op_schijf(made)
        _announce(paden, jaar, sha256_van(aside / _MANIFEST))
        disk.zet_neer(aside, _folder(paden, jaar))
        maak_af(paden)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return edition


def maak_af(paden: Paden) -> None:
    """Put the seal on an edition that stands there whole, also when the one that froze it died just before.

    For who holds the lock on the working store.
    """
    for announced in paden.edities.glob(".jbr_*.sha256"):
        seal = announced.with_name(announced.name.removeprefix("."))
        folder = seal.with_suffix("")
        if not folder.exists():
            announced.unlink()
        elif sha256_van(folder / _MANIFEST) == announced.read_text(encoding="utf-8").strip():
            disk.zet_neer(announced, seal)


def edities(paden: Paden) -> list[Editie]:
    """Every frozen edition, oldest first."""
    return [lees(paden, year) for year in _frozen_years(paden)]


def lees(paden: Paden, jaar: int) -> Editie:
    """The edition of a year; Editiefout when there is none."""
    file = _folder(paden, jaar) / _MANIFEST
    if not file.exists():
        raise Editiefout(f"De editie JBR {jaar} is niet vastgesteld.")
    return _EDITIE.validate_json(file.read_bytes())


def controleer(paden: Paden) -> None:
    """Raise Editiefout when a file of an edition is gone or no longer has the bytes that were frozen.

    So does an edition of made-up figures in a folder with real deliveries, and the other way round, and a file of
    corrections that no longer has the bytes that its name says.
    """
    for gebrek in gebreken(paden):
        raise Editiefout(gebrek)


def gebreken(paden: Paden) -> Iterator[str]:
    """Everything for which `controleer` would raise, in words."""
    yield from _unsealed(paden)
    for year in _frozen_years(paden):
        manifest = _verify(paden, year, _MANIFEST, _seal(paden, year).read_text(encoding="utf-8").strip())
        if manifest:
            # What it says of the other files is worth nothing.
            yield manifest
            continue
        edition = lees(paden, year)
        yield from filter(None, (_verify(paden, year, name, sha) for name, sha in edition.sha256.items()))
        if edition.verzonnen != paden.is_voorbeeld:
            yield f"De editie {edition.naam} hoort niet bij deze gegevensmap: een van beide is verzonnen."
    for file in sorted(correctiemap(paden).glob("*.parquet")):
        if not sha256_van(file).startswith(file.stem.rpartition("-")[2]):
            yield f"De correcties in {file.name} zijn veranderd; zet het bestand terug uit de back-up."


def correctiemap(paden: Paden) -> Path:
    """Where corrections are kept, each file under a name that ends in the beginning of its hash."""
    return paden.edities / "correcties"


def bestand(paden: Paden, jaar: int, naam: str) -> Path:
    """One of the files of an edition."""
    return _folder(paden, jaar) / naam


def waarden_van(paden: Paden, jaar: int) -> Path | None:
    """The values of edition JBR `jaar`; None as long as it is not frozen."""
    return bestand(paden, jaar, WAARDEN) if _seal(paden, jaar).exists() else None


def vingerafdruk(paden: Paden, jaar: int) -> str:
    """What a figure that reads edition JBR `jaar` depends on; empty as long as it is not frozen."""
    return lees(paden, jaar).sha256[WAARDEN] if waarden_van(paden, jaar) else ""


def indeling() -> str:
    """A fingerprint of the ministries through time, on which the structure of now rests."""
    return hashlib.sha256(repr(organisaties()).encode()).hexdigest()


def waarneming(paden: Paden) -> str:
    """The sha256 of the publications as folded; empty when there are none."""
    return sha256_van(paden.publicaties) if paden.publicaties.exists() else ""


def _folder(paden: Paden, jaar: int) -> Path:
    return paden.edities / f"jbr_{jaar}"


def _seal(paden: Paden, jaar: int) -> Path:
    """The hash of the manifest, beside the folder: an edition is frozen when it is there."""
    return paden.edities / f"jbr_{jaar}.sha256"


def _announced(paden: Paden, jaar: int) -> Path:
    """The seal of an edition that is being frozen, written before the edition stands there."""
    return paden.edities / f".jbr_{jaar}.sha256"


def _announce(paden: Paden, jaar: int, sha: str) -> None:
    announced = _announced(paden, jaar)
    disk.schrijf(announced, f"{sha}\n".encode(), blijvend=True)
    announced.chmod(0o444)


def _unsealed(paden: Paden) -> Iterator[str]:
    """A folder without its seal is an edition that lost it, never ours to remove, or one that is being frozen."""
    for folder in sorted(paden.edities.glob("jbr_*")):
        found = re.fullmatch(r"jbr_(\d{4})", folder.name)
        if found and not any(seal(paden, int(found[1])).exists() for seal in (_seal, _announced)):
            yield (
                f"Bij de editie in {folder.name} ontbreekt {folder.name}.sha256; zet dat bestand terug uit de back-up."
            )


def _frozen_years(paden: Paden) -> list[int]:
    seals = (re.fullmatch(r"jbr_(\d{4})\.sha256", f.name) for f in paden.edities.glob("*.sha256"))
    return sorted(int(seal[1]) for seal in seals if seal)


def _verify(paden: Paden, jaar: int, naam: str, sha: str) -> str | None:
    """What is wrong with a file of an edition; None when nothing is."""
    file = _folder(paden, jaar) / naam
    if not file.exists():
        return f"Van de editie JBR {jaar} ontbreekt {naam}; zet het bestand terug uit de back-up."
    if sha256_van(file) != sha:
        return (
            f"Van de editie JBR {jaar} is {naam} veranderd sinds de vaststelling; zet het bestand terug uit de back-up."
        )
    return None


def _refuse_unfit(con: duckdb.DuckDBPyConnection, jaar: int, stand: Stand) -> None:
    years = {y for (y,) in con.execute("select distinct jaar from indicator_waarde where editie = 'lopend'").fetchall()}
    if jaar not in years:
        raise Editiefout(
            f"Er zijn geen cijfers over {jaar}; wel over {', '.join(map(str, sorted(years))) or 'geen jaar'}."
        )
    published = {
        i for (i,) in con.execute("select aanlevering_id from aanlevering where status = 'geaccepteerd'").fetchall()
    }
    if published != {a.landing.aanlevering_id for a in stand.in_werking()}:
        raise Editiefout("De database is niet bij: er zijn andere aanleveringen in werking. Draai eerst jbr run.")


def _describe(paden: Paden, con: duckdb.DuckDBPyConnection, jaar: int, folder: Path, nu: datetime) -> Editie:
    counted = con.execute(f"select count(*) from read_parquet({literal(str(folder / WAARDEN))})").fetchone()
    deliveries = con.execute(
        "select aanlevering_id, bestandsnaam, sha256 from aanlevering where status = 'geaccepteerd' order by all"
    ).fetchall()
    run = con.execute("select arg_max(run_id, klaar_op) from draai").fetchone()
    return Editie(
        jaar=jaar,
        vastgesteld_op=nu,
        run_id=run[0] if run and run[0] else "",
        versie_pipeline=__version__,
        contractversie=contractversie(),
        verzonnen=paden.is_voorbeeld,
        waarden=counted[0] if counted else 0,
        aanleveringen=tuple(Bron(*row) for row in deliveries),
        waarneming=waarneming(paden),
        definities={i.code: engine.definitie(i) for i in catalogus().values()},
        indeling=indeling(),
        sha256={name: sha256_van(folder / name) for name in _TABELLEN},
    )
