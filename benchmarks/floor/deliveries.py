"""Landed deliveries to one typed table a subject, with what every row breaks, and the counts of it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.floor.statements import sql, tabel
from jbr_pipeline.contracts.delivery import Aanleveringscontract, Kolom, Regel, contracten
from jbr_pipeline.quality import rules
from jbr_pipeline.quality.rules import identifier, literal
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
    """Read the files of a subject into a table called after it, without the rows that are there twice.

    Columns: levering, what `_kept` says, and `gebroken`: a bit for each rule that the row breaks on its own.
    """
    soort = contract.soort
    files = [a.pad for a in leveringen if a.soort == soort]
    kept = _kept(contract)
    con.execute(
        f"create or replace temp table {soort} as select levering, {kept}\n, {_mask(contract, typed=True)} as gebroken "
        f"from ({_typed(contract, files)})"
    )
    con.execute(sql("afgewezen", cel=_CELL))
    con.execute(
        f"insert into {soort} select levering, {kept}\n, {_mask(contract, typed=False)} as gebroken "
        f"from ({_guarded(contract)})"
    )
    con.execute(sql("onleesbaar", soort=literal(soort), regel=literal(ONLEESBAAR), bron=soort))


def tel(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract) -> None:
    """Count the violations per delivery and rule, and leave the rows out that are there twice."""
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
            laatste=literal(regels[-1].naam),
            voorlaatste=literal(regels[-2].naam),
            onleesbaar=literal(ONLEESBAAR),
        )
    )


def _kept(contract: Aanleveringscontract) -> str:
    """What is stored of a row, as expressions over the typed columns."""
    if contract.soort == BEZETTING:
        return sql("bezetting_kolommen")
    derived = [f"({a.sql})::{a.sql_type} as {identifier(a.naam)}" for a in contract.afgeleid]
    return ", ".join([*(identifier(k.naam) for k in contract.kolom), *derived])


def _typed(contract: Aanleveringscontract, files: list[str]) -> str:
    """The files through the typed reader of DuckDB, with the peildatum of each."""
    types = ", ".join(f"{k.naam}: {literal(_type(contract, k))}" for k in contract.kolom)
    return sql(
        "lees",
        bestanden=", ".join(map(literal, files)),
        types=types,
        soort=literal(contract.soort),
        kolommen=", ".join(f"{_value(k)} as {identifier(k.naam)}" for k in contract.kolom),
        vlaggen="".join(f", {flag} as {identifier(name)}" for name, flag in _inline_flags(contract)),
        leeg=" and ".join(f"r.{identifier(k.naam)} is null" for k in contract.kolom),
    )


def _type(contract: Aanleveringscontract, k: Kolom) -> str:
    if k.type == "keuze" and contract.soort == BEZETTING:
        return f"enum({', '.join(map(literal, k.keuzes))})"
    return {"janee": "varchar", "geheel": "integer"}.get(k.type, k.sql_type)


def _value(k: Kolom) -> str:
    """The value of a column as the contract means it, from what the reader gives."""
    cell = f"r.{identifier(k.naam)}"
    if k.type == "datum":
        return f"case when {cell} >= {_FIRST_YEAR} and {cell} < date '9999-12-31' then {cell} end"
    return cells.getypeerd(k, cell) if k.type in ("tekst", "janee") else cell


def _inline_flags(contract: Aanleveringscontract) -> list[tuple[str, str]]:
    """Whether a cell could be read, for the types of which the reader lets through what is none."""
    flags = []
    for k in contract.kolom:
        cell = f"r.{identifier(k.naam)}"
        if k.type == "datum":
            flags.append((f"{k.naam}__leesbaar", f"{cell} is null or {cell} >= {_FIRST_YEAR}"))
        if k.type == "janee":
            flags.append((f"{k.naam}__leesbaar", f"{cell} is null or lower({cell}) in ('ja', 'nee')"))
    return flags


def _guarded(contract: Aanleveringscontract) -> str:
    """The lines that the reader refused, cell by cell as the contract reads them."""
    raw = ", ".join(f"cellen[{n}] as ruw_{k.naam}" for n, k in enumerate(contract.kolom, start=1))
    typed = ", ".join(f"{cells.getypeerd(k, f'ruw_{k.naam}')} as {identifier(k.naam)}" for k in contract.kolom)
    flags = "".join(
        f", {flag} as {identifier(f'{k.naam}__leesbaar')}"
        for k in contract.kolom
        if (flag := cells.leesbaar(k, f"ruw_{k.naam}", identifier(k.naam)))
    )
    return sql("gelezen_afgewezen", ruw=raw, kolommen=typed, vlaggen=flags, soort=literal(contract.soort))


def _mask(contract: Aanleveringscontract, *, typed: bool) -> str:
    """SQL of the rules that a row breaks on its own: a bit for each, NULL when it breaks none."""
    by_position = [
        (n, rules.breuk(contract, r).removeprefix("coalesce(").removesuffix(", false)"))
        for n, r in enumerate(contract.rijregels[:-2])
        if not (typed and _reader_sees_to(contract, r))
    ]
    if typed:
        inline = {name for name, _ in _inline_flags(contract)}
        names = [f for k in contract.kolom if (f := rules.readable_flag(k)) and f not in inline]
        for name in names:
            by_position = [(n, p.replace(identifier(name), "true")) for n, p in by_position]
    bits = " | ".join(f"case when {p} then {1 << n}::ubigint else 0::ubigint end" for n, p in by_position)
    return f"case when {' or '.join(p for _, p in by_position)} then {bits} end"


def _reader_sees_to(contract: Aanleveringscontract, regel: Regel) -> bool:
    if regel.soort != "leesbaar":
        return False
    kind = contract.kolom_van(regel.kolom).type
    return kind in ("geheel", "decimaal") or (kind == "keuze" and contract.soort == BEZETTING)


def lees_alles(con: duckdb.DuckDBPyConnection, leveringen: list[Aanlevering]) -> None:
    """Read and count every subject but bezetting."""
    for contract in contracten().values():
        if contract.soort != BEZETTING:
            lees(con, contract, leveringen)
            tel(con, contract)
