"""Relations to judge: rows of text laid down as the typed relation that `quality` works on, and example rows.

Cells are written as DuckDB would cast them ('2025-12-31', '36.5', 'true'); None is an empty cell, `UNREADABLE`
is text that could not be read. Only tests use this; how a delivery is really typed belongs in `sources`.
"""

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

import duckdb
import hypothesis
import hypothesis.strategies as st
import pandas as pd

from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Kolom, Regel, contracten
from jbr_pipeline.quality.rules import breuken_sql, gebroken_sql, identifier, readable_flag

PEILDATUM = dt.date(2025, 12, 31)
UNREADABLE = object()

Cell = object
Row = dict[str, Cell]

_NUMBERS = (-1, 0, 1, 2, 36, 1500, 1900, 1945, 1985, 2020, 2031)
_TEXTS = ("2025-01", "2024-12", "2025-K1", "2024-K4")
_DATES = ("2025-12-31", "2026-01-01", "2025-06-30", "2025-01-01", "1900-01-01", "9999-12-31")


def lay_down(
    con: duckdb.DuckDBPyConnection,
    contract: Aanleveringscontract,
    rows: Sequence[tuple[str, Row]],
    name: str = "rijen",
) -> None:
    """Make the temp table `name` out of (aanlevering_id, row) pairs, and `breuken`, what its rows break.

    Line numbers count from 2 per delivery.
    """
    columns: dict[str, list[str | None]] = {k.naam: [] for k in contract.kolom}
    unreadable: dict[str, list[bool]] = {k.naam: [] for k in contract.kolom}
    for _, row in rows:
        for column, cells in columns.items():
            cell = row.get(column)
            cells.append(None if cell is None or cell is UNREADABLE else str(cell))
            unreadable[column].append(cell is UNREADABLE)
    flags = {f"{c}__onleesbaar": u for c, u in unreadable.items()}
    frame = pd.DataFrame({"aanlevering_id": [d for d, _ in rows], **columns, **flags}, dtype="object")
    con.register("ruw", frame)
    con.execute(_typed_sql(contract, name))
    con.unregister("ruw")
    con.execute(f"create or replace temp table breuken as {breuken_sql(contract, name)}")


def _typed_sql(contract: Aanleveringscontract, name: str) -> str:
    typed, flags = [], []
    for k in contract.kolom:
        cell = identifier(k.naam)
        typed.append(f"cast(cast({cell} as varchar) as {k.sql_type}) as {cell}")
        if flag := readable_flag(k):
            flags.append(f"not cast({identifier(f'{k.naam}__onleesbaar')} as boolean) as {identifier(flag)}")
    derived = [f"cast({a.sql} as {a.sql_type}) as {identifier(a.naam)}" for a in contract.afgeleid]
    whole = ", ".join(["aanlevering_id", *(identifier(k.naam) for k in contract.kolom)])
    key = ", ".join(["aanlevering_id", *(identifier(k) for k in contract.sleutel)])
    return f"""
        create or replace temp table {identifier(name)} as
        with genummerd as (select *, row_number() over () as volgorde from ruw),
        getypeerd as (
            select
                volgorde as rij,
                cast(aanlevering_id as varchar) as aanlevering_id,
                1 + row_number() over (partition by aanlevering_id order by volgorde) as regelnr,
                date '{PEILDATUM}' as peildatum,
                {", ".join([*typed, *flags])}
            from genummerd
        )
        select
            *,
            {gebroken_sql(contract)} as gebroken,
            cast(row_number() over (partition by {whole} order by regelnr) - 1 as integer) as herhaling,
            count(*) over (partition by {key}) > 1 as sleutel_gedeeld
        from (select {", ".join(["*", *derived])} from getypeerd)
    """


@dataclass(frozen=True)
class Examples:
    """A row that keeps every rule, rows that break some, and which rules each of those breaks."""

    good: Row
    broken: tuple[tuple[Row, tuple[str, ...]], ...]


@cache
def examples(soort: str) -> Examples:
    """Example rows that follow from the contract alone: one good row, and it again with a cell or two changed."""
    contract = contracten()[soort]
    good = _good_row(contract)
    variants = [good | change for change in _changes(contract)]
    return Examples(good, tuple((v, b) for v, b in zip(variants, _judge(contract, variants), strict=True) if b))


def deliveries(contract: Aanleveringscontract) -> list[tuple[str, Row]]:
    """Every example in a delivery of its own, so that keys do not meet, and deliveries in which they do."""
    found = examples(contract.soort)
    other = next(
        row
        for row, broken in found.broken
        if row != found.good and all(row[k] == found.good[k] for k in contract.sleutel) and broken
    )
    incomplete = found.good | {contract.sleutel[0]: None}
    return [
        *((f"goed {n}", found.good) for n in range(50)),
        *((f"fout {n}", row) for n, (row, _) in enumerate(found.broken)),
        *(("herhaald", found.good) for _ in range(3)),
        *(("botst", row) for row in (found.good, found.good, other)),
        *(("zonder sleutel", row) for row in (incomplete, incomplete | _another_cell(contract, incomplete))),
    ]


def _another_cell(contract: Aanleveringscontract, row: Row) -> Row:
    kolom = next(k for k in contract.kolom if k.naam not in contract.sleutel)
    return {kolom.naam: next(c for c in _cells(kolom) if c != row[kolom.naam] and c is not UNREADABLE)}


def _good_row(contract: Aanleveringscontract) -> Row:
    """A row that breaks nothing, searched for by changing cells of the best row so far."""
    dice = random.Random(contract.soort)
    best: Row = {k.naam: _cells(k)[0] for k in contract.kolom}
    for _ in range(40):
        tries = [best]
        for _ in range(300):
            change = {k.naam: dice.choice(_cells(k)) for k in contract.kolom if dice.random() < 0.25}
            tries.append(best | change)
        broken = _judge(contract, tries)
        found = min(range(len(tries)), key=lambda n: len(broken[n]))
        best = tries[found]
        if not broken[found]:
            return _emptied(contract, best)
    raise AssertionError(f"{contract.soort}: geen rij gevonden die alle regels volgt; vul de cellen in _cells aan")


def _emptied(contract: Aanleveringscontract, row: Row) -> Row:
    """`row` with as few optional cells as it can do with, so that a change elsewhere breaks one rule, not three."""
    for k in contract.kolom:
        empty = row | {k.naam: _empty(k)}
        if k.optioneel and not _judge(contract, [empty])[0]:
            row = empty
    return row


def _empty(kolom: Kolom) -> Cell:
    return ONBEKEND if kolom.leeg_is_onbekend else None


def _changes(contract: Aanleveringscontract) -> Iterator[Row]:
    for k in contract.kolom:
        yield from ({k.naam: cell} for cell in _cells(k))
    for regel in contract.rijregels:
        if regel.soort in ("paar", "eis"):
            for left, right in combinations(_columns_of(contract, regel), 2):
                pairs = product(_cells(left), _cells(right))
                yield from ({left.naam: a, right.naam: b} for a, b in pairs)


def _columns_of(contract: Aanleveringscontract, regel: Regel) -> list[Kolom]:
    text = " ".join([*(regel.paar or ()), regel.eis or "", regel.kolom])
    text += "".join(f" {a.sql}" for a in contract.afgeleid if a.naam in text)
    return [k for k in contract.kolom if k.naam in text]


def _judge(contract: Aanleveringscontract, rows: Sequence[Row]) -> list[tuple[str, ...]]:
    """The rules that each row breaks on its own."""
    con = duckdb.connect()
    lay_down(con, contract, [(str(n), row) for n, row in enumerate(rows)])
    judged = con.execute(f"select aanlevering_id, regels from ({breuken_sql(contract, 'rijen')})").fetchall()
    broken = {int(delivery): tuple(regels) for delivery, regels in judged}
    return [broken.get(n, ()) for n in range(len(rows))]


@cache
def _cells(kolom: Kolom) -> tuple[Cell, ...]:
    """Cells worth trying, an ordinary one first."""
    match kolom.type:
        case "tekst":
            if kolom.patroon is None:
                return ("tekst", "?", "kantoor", _empty(kolom))
            fitting = [text for text in _TEXTS if re.search(kolom.patroon, text)]
            return (*fitting, _matching(kolom.patroon), "?", "=1+1", _empty(kolom))
        case "keuze":
            return (*kolom.keuzes, "geen 'keuze'", None)
        case "janee":
            return ("true", "false", None, UNREADABLE)
        case "datum":
            return (*_DATES, None, UNREADABLE)
        case "geheel" | "decimaal":
            return (*_numbers(kolom), None, UNREADABLE)


def _numbers(kolom: Kolom) -> list[str]:
    edges = [e + d for e in (kolom.minimum, kolom.maximum) if e is not None for d in (0, 1, -1)]
    numbers = [str(n) for n in dict.fromkeys([*edges, *_NUMBERS])]
    return [*numbers, "0.5", "36.5", "200000000000"] if kolom.type == "decimaal" else numbers


def _matching(pattern: str) -> str:
    return hypothesis.find(st.from_regex(pattern, fullmatch=True), lambda _: True)
