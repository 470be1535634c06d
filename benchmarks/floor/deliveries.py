"""Landed deliveries to one typed table a subject, with what every row breaks, and the counts of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.floor.rules import overtreden, vlag
from benchmarks.floor.statements import literal, sql, tabel
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, contracten
from jbr_pipeline.sources.deliveries import cells

BEZETTING = "bezetting"
ONLEESBAAR = "regel_onleesbaar"
"""The rule that a line which is no row breaks."""

_CELL = """'("(?:[^"]|"")*"|[^;]*);'"""
_FIRST_YEAR = "date '1000-01-01'"
"""The reader takes a year of two digits for one of the first century."""


@dataclass(frozen=True)
class Aanlevering:
    """A delivery in force, by its place among those of its subject."""

    nr: int
    aanlevering_id: str
    soort: str
    peildatum: date
    organisatie_code: str
    pad: str


def aanleveringen(geland: Path) -> list[Aanlevering]:
    """The highest version of every delivery that landed."""
    highest: dict[tuple[str, str, str], dict[str, str]] = {}
    for file in sorted((geland / "manifest").glob("*.landing.json")):
        entry = json.loads(file.read_bytes())
        slot = (entry["soort"], entry["peildatum"], entry["organisatie_code"])
        if entry["besluit"] == "geland" and (slot not in highest or entry["versie"] > highest[slot]["versie"]):
            highest[slot] = entry
    found: list[Aanlevering] = []
    counted: dict[str, int] = {}
    for (soort, day, code), entry in sorted(highest.items()):
        nr = counted.get(soort, 0)
        counted[soort] = nr + 1
        path = str(geland / entry["sha256"])
        found.append(Aanlevering(nr, entry["aanlevering_id"], soort, date.fromisoformat(day), code, path))
    return found


def zet_klaar(con: duckdb.DuckDBPyConnection, leveringen: list[Aanlevering]) -> None:
    """Make `levering`, a row a delivery, and the empty tables of what is counted."""
    tabel(
        con,
        "levering",
        "soort varchar, nr smallint, aanlevering_id varchar, peildatum date, organisatie_code varchar",
        [(a.soort, a.nr, a.aanlevering_id, a.peildatum, a.organisatie_code) for a in leveringen],
    )
    con.execute(sql("tellingen"))


def lees(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, leveringen: list[Aanlevering]) -> None:
    """Read the files of a subject into a table called after it.

    Columns: levering, what `_kept` says, and `gebroken`: a bit for each rule that the row breaks on its own.
    """
    soort = contract.soort
    files = [a.pad for a in leveringen if a.soort == soort]
    con.execute(f"create or replace temp table {soort} as {_row(contract, _flags(contract), _typed(contract, files))}")
    con.execute(sql("afgewezen", cel=_CELL))
    con.execute(f"insert into {soort} {_row(contract, _guarded_flags(contract), _guarded(contract))}")
    con.execute(sql("onleesbaar", soort=literal(soort)))


def tel(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract) -> None:
    """Count the violations per delivery and rule, and leave out the rows that break a critical one."""
    key = ["pid", "dienstverband_nr"] if contract.soort == BEZETTING else list(contract.sleutel)
    described = con.execute(f"describe {contract.soort}").fetchall()
    columns = [name for name, *_ in described if name != "gebroken"]
    regels = contract.rijregels
    bits = [f"count_if(gebroken & {1 << n} <> 0)" for n, _ in enumerate(regels[:-2])]
    con.execute(
        sql(
            "dubbel",
            bron=contract.soort,
            sleutel=", ".join(["levering", *key]),
            gevuld=" and ".join(f"{k} is not null" for k in key),
            rij=", ".join(columns),
        )
    )
    con.execute(
        sql(
            "kwaliteit",
            bron=contract.soort,
            soort=literal(contract.soort),
            kritiek=str(sum(1 << n for n, r in enumerate(regels[:-2]) if r.is_kritiek)),
            regels=", ".join(literal(r.naam) for r in regels),
            tellingen=", ".join(bits),
            onleesbaar=literal(ONLEESBAAR),
        )
    )


def _row(contract: Aanleveringscontract, flags: Iterable[str], bron: str) -> str:
    return f"select levering, {_kept(contract)}, {_mask(contract, flags)} as gebroken from ({bron})"


def _kept(contract: Aanleveringscontract) -> str:
    """What is stored of a row, as expressions over the typed columns."""
    if contract.soort == BEZETTING:
        return sql("bezetting_kolommen")
    derived = [f"({a.sql})::{a.sql_type} as {a.naam}" for a in contract.afgeleid]
    return ", ".join([*(k.naam for k in contract.kolom), *derived])


def _typed(contract: Aanleveringscontract, files: list[str]) -> str:
    """The files through the typed reader of DuckDB, with the peildatum of each."""
    return sql(
        "lees",
        bestanden=", ".join(map(literal, files)),
        types=", ".join(f"{k.naam}: {literal(_type(contract, k))}" for k in contract.kolom),
        soort=literal(contract.soort),
        kolommen=", ".join(f"{_value(k)} as {k.naam}" for k in contract.kolom),
        vlaggen="".join(f", {flag} as {name}" for name, flag in _flags(contract).items()),
        leeg=" and ".join(f"r.{k.naam} is null" for k in contract.kolom),
    )


def _type(contract: Aanleveringscontract, k: Kolom) -> str:
    if k.type == "keuze" and contract.soort == BEZETTING:
        return f"enum({', '.join(map(literal, k.keuzes))})"
    return {"janee": "varchar", "geheel": "integer"}.get(k.type, k.sql_type)


def _value(k: Kolom) -> str:
    """The value of a column as the contract means it, from what the reader gives."""
    cell = f"r.{k.naam}"
    if k.type == "datum":
        return f"case when {cell} >= {_FIRST_YEAR} and {cell} < date '9999-12-31' then {cell} end"
    return cells.getypeerd(k, cell) if k.type in ("tekst", "janee") else cell


def _flags(contract: Aanleveringscontract) -> dict[str, str]:
    """Whether a cell could be read, for the columns of which the reader lets through what is none."""
    flags = {}
    for k in contract.kolom:
        cell = f"r.{k.naam}"
        if k.type == "datum":
            flags[vlag(k)] = f"{cell} is null or {cell} >= {_FIRST_YEAR}"
        elif k.type == "janee":
            flags[vlag(k)] = f"{cell} is null or lower({cell}) in ('ja', 'nee')"
        elif k.type == "keuze" and contract.soort != BEZETTING:
            flags[vlag(k)] = f"{cell} is null or {cell} in ({', '.join(map(literal, k.keuzes))})"
    return flags


def _guarded(contract: Aanleveringscontract) -> str:
    """The lines that the reader refused, cell by cell as the contract reads them."""
    return sql(
        "gelezen_afgewezen",
        ruw=", ".join(f"cellen[{n}] as ruw_{k.naam}" for n, k in enumerate(contract.kolom, start=1)),
        kolommen=", ".join(f"{cells.getypeerd(k, f'ruw_{k.naam}')} as {k.naam}" for k in contract.kolom),
        vlaggen="".join(f", {flag} as {name}" for name, flag in _guarded_flags(contract).items()),
        soort=literal(contract.soort),
    )


def _guarded_flags(contract: Aanleveringscontract) -> dict[str, str]:
    flags = {}
    for k in contract.kolom:
        if k.type == "keuze":
            flags[vlag(k)] = f"{k.naam} is null or {k.naam} in ({', '.join(map(literal, k.keuzes))})"
        elif flag := cells.leesbaar(k, f"ruw_{k.naam}", k.naam):
            flags[vlag(k)] = flag
    return flags


def _mask(contract: Aanleveringscontract, flags: Iterable[str]) -> str:
    """SQL of the rules that a row breaks on its own: a bit for each, NULL when it breaks none."""
    found = [overtreden(contract, r, frozenset(flags)) for r in contract.rijregels[:-2]]
    broken = {n: f"({p})" for n, p in enumerate(found) if p}
    bits = " | ".join(f"case when {p} then {1 << n}::ubigint else 0::ubigint end" for n, p in broken.items())
    return f"case when {' or '.join(broken.values())} then {bits} end"


def lees_alles(con: duckdb.DuckDBPyConnection, leveringen: list[Aanlevering]) -> None:
    """Read and count every subject but bezetting."""
    for contract in contracten().values():
        if contract.soort != BEZETTING:
            lees(con, contract, leveringen)
            tel(con, contract)
