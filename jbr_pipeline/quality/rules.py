"""The rules of a contract as SQL: which row breaks what, and how often.

What a rule means is settled here, once per kind of rule; `suite` says the same to Great Expectations and a test
holds the two together. Nothing here runs a query or knows Great Expectations, and nothing but names and values
from a contract, and the caller's name of the relation, ever becomes SQL text.

The relation (`bron`) holds all deliveries of one subject: `rij` (unique), `aanlevering_id`, `regelnr` (unique in a
delivery), `peildatum`, every column of the contract, `<kolom>__leesbaar` for every type that text can fail to be,
`herhaling`, `sleutel_gedeeld` (true where another row of the delivery has the same key, and where it is not known that
none has), and `gebroken`, what `gebroken_sql` gives for the row: it is cheapest to find where a row is made. The
relation is read up to three times, so an expensive view is better stored as a table first.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources
from string import Template

from jbr_pipeline.contracts.delivery import ONBEKEND, Aanleveringscontract, Bestandsregel, Kolom, Regel

DELIVERY = "aanlevering_id"
REPEAT = "herhaling"
SHARED_KEY = "sleutel_gedeeld"
BROKEN = "gebroken"


def identifier(name: str) -> str:
    """`name` as a quoted SQL identifier; ValueError when it is empty or holds a NUL."""
    if not name or "\0" in name:
        raise ValueError("een SQL-naam is niet leeg en bevat geen NUL-teken")
    return '"' + name.replace('"', '""') + '"'


def literal(value: str | int | float) -> str:
    """`value` as a SQL literal; ValueError for a text with a NUL, which DuckDB would cut off."""
    if not isinstance(value, str):
        return repr(value)
    if "\0" in value:
        raise ValueError("een SQL-tekst bevat geen NUL-teken")
    return "'" + value.replace("'", "''") + "'"


def readable_flag(kolom: Kolom) -> str | None:
    """The column that tells whether the text of `kolom` could be read; None when any text can be.

    A choice has none: it stays the text as delivered, also when that is not one of the choices.
    """
    return f"{kolom.naam}__leesbaar" if kolom.kan_onleesbaar_zijn and kolom.type != "keuze" else None


def measure_column(regel: Bestandsregel) -> str:
    """The column of the table of measures that holds what `regel` bounds (percent, or the measure itself)."""
    return f"{regel.naam}__{'maat' if regel.lager_dan is not None else 'verschil_pct'}"


def breuk(contract: Aanleveringscontract, regel: Regel) -> str:
    """The SQL predicate "this row breaks `regel`": true or false, never NULL.

    ValueError for the key rule, which no row breaks on its own.
    """
    return f"coalesce({_broken(contract, regel)}, false)"


def gebroken_sql(contract: Aanleveringscontract) -> str:
    """SQL of the rules that a row breaks on its own: a text with a 1 or 0 for each, NULL when it breaks none."""
    broken = [_broken(contract, r) for r in _row_predicates(contract)]
    marks = _listing(f"case when {b} then '1' else '0' end" for b in broken)
    return f"case when {' or '.join(broken)} then concat({marks}) end"


def breuken_sql(contract: Aanleveringscontract, bron: str) -> str:
    """A SELECT of the rows in `bron` that break a rule, one row each, in no particular order.

    Columns: rij BIGINT, aanlevering_id VARCHAR, regelnr BIGINT, regels VARCHAR[] (in contract order), kolommen
    VARCHAR[] (the column of the rule in the same position, so a column can come back), kritiek BOOLEAN.
    """
    regels = contract.rijregels
    return _template("breuken").substitute(
        bron=identifier(bron),
        botsingen=_collisions(contract, bron),
        herhalingspositie=len(_row_predicates(contract)) + 1,
        sleutelpositie=len(regels),
        regels=_listing(literal(r.naam) for r in regels),
        kolommen=_listing(literal(r.kolom) for r in regels),
        kritieke_posities=_listing(str(n) for n, r in enumerate(regels, start=1) if r.is_kritiek),
    )


def tellingen_sql(contract: Aanleveringscontract, bron: str, breuken: str) -> str:
    """A SELECT of how often every delivery in `bron` breaks every rule, zeros included, in no particular order.

    `breuken` is the relation that `breuken_sql` gives. Columns: aanlevering_id VARCHAR, regel VARCHAR, geteld BIGINT
    (all rows of the delivery), overtredingen BIGINT (rows that break the rule).
    """
    return _template("tellingen").substitute(
        bron=identifier(bron),
        breuken=identifier(breuken),
        regels=_listing(literal(r.naam) for r in contract.rijregels),
    )


def _row_predicates(contract: Aanleveringscontract) -> tuple[Regel, ...]:
    """The rules that a row breaks on its own; those about repeats and keys close every contract."""
    *regels, herhaling, sleutel = contract.rijregels
    last = {"herhaling", "sleutel"}
    if (herhaling.soort, sleutel.soort) != ("herhaling", "sleutel") or any(r.soort in last for r in regels):
        raise ValueError(f"{contract.soort}: de regels over herhaling en sleutel zijn de laatste twee rijregels")
    return tuple(regels)


def _broken(contract: Aanleveringscontract, regel: Regel) -> str:
    """As `breuk`, but NULL instead of false may come out where a cell is empty.

    `where`, `case when` and `count_if` treat the two alike, and a `coalesce` per rule costs a quarter more.
    """
    kolom = contract.kolom_van(regel.kolom)
    cell = identifier(kolom.naam)
    match regel.soort:
        case "leesbaar":
            return _unreadable(kolom, cell)
        case "gevuld":
            flag = readable_flag(kolom)
            return f"({cell} is null and {identifier(flag)})" if flag else f"({cell} is null)"
        case "patroon":
            return _off_pattern(kolom, cell)
        case "bereik":
            return _out_of_range(kolom, cell)
        case "paar":
            left, comparison, right = pair(regel)
            return f"(not ({identifier(left)} {comparison} {identifier(right)}))"
        case "eis":
            return f"(not ({demand(regel)}))"
        case "herhaling":
            return f"({identifier(REPEAT)} > 0)"
        case "sleutel":
            raise ValueError("de sleutelregel gaat over meer dan één regel")


def pair(regel: Regel) -> tuple[str, str, str]:
    """Left column, comparison and right column of a rule of kind `paar`; ValueError when it names none."""
    if regel.paar is None:
        raise ValueError(f"{regel.naam}: een regel van de soort paar noemt een paar")
    return regel.paar


def demand(regel: Regel) -> str:
    """The SQL expression of a rule of kind `eis`; ValueError when it has none."""
    if regel.eis is None:
        raise ValueError(f"{regel.naam}: een regel van de soort eis noemt een eis")
    return regel.eis


def _unreadable(kolom: Kolom, cell: str) -> str:
    flag = readable_flag(kolom)
    if flag:
        return f"(not {identifier(flag)})"
    return f"({cell} not in ({_listing(literal(k) for k in kolom.keuzes)}))"


def _off_pattern(kolom: Kolom, cell: str) -> str:
    if kolom.patroon is None:
        raise ValueError(f"{kolom.naam}: de kolom heeft geen patroon")
    off = f"not regexp_matches({cell}, {literal(kolom.patroon)})"
    # `onbekend` stands for an empty cell, and an empty cell breaks no rule.
    return f"({cell} <> {literal(ONBEKEND)} and {off})" if kolom.leeg_is_onbekend else f"({off})"


def _out_of_range(kolom: Kolom, cell: str) -> str:
    sides = []
    if kolom.minimum is not None:
        sides.append(f"{cell} {'<' if kolom.minimum_telt_mee else '<='} {literal(kolom.minimum)}")
    if kolom.maximum is not None:
        sides.append(f"{cell} > {literal(kolom.maximum)}")
    return f"({' or '.join(sides)})"


def _collisions(contract: Aanleveringscontract, bron: str) -> str:
    key = [identifier(k) for k in contract.sleutel]
    complete = [f"{k} is not null" for k in key]
    whole = _listing([DELIVERY, *key])
    return _template("botsingen").substitute(
        bron=identifier(bron),
        sleutel=whole,
        sleutel_telt=" and ".join([SHARED_KEY, f"{REPEAT} = 0", *complete]),
    )


def _listing(parts: Iterable[str]) -> str:
    return ", ".join(parts)


@cache
def _template(name: str) -> Template:
    return Template((resources.files(__package__) / "sql" / f"{name}.sql").read_text(encoding="utf-8"))
