"""Rows as text, by contract: the cells as a department would write them, and the quirks of one file.

A contract column for which nothing is invented is written empty. Bytes and files belong in `writing`.
"""

from __future__ import annotations

from jbr_pipeline.contracts.delivery import MERKKOLOM, Aanleveringscontract, Kolom
from jbr_pipeline.sample.deliveries.plan import Bestand, Vorm

WEG = "@@weg@@"
"""A cell with this text goes together with its separator, so that the line is one field short."""
OPEN = "@@open@@"
"""This in a cell becomes a quote that is never closed."""
BLANCO = "@@blanco@@"
"""A row with this text in its first cell becomes a line without any field."""


def table_sql(contract: Aanleveringscontract) -> str:
    """SQL that turns the table called after the subject into `<soort>_tekst`, a text per contract column."""
    cells = ",\n    ".join(f"{_as_text(k)} as {_q(k.naam)}" for k in contract.kolom)
    # A contract column that is invented nowhere comes from this row of NULLs.
    empty = ", ".join(f"null::{k.sql_type} as {_q(k.naam)}" for k in contract.kolom)
    return (
        f"create or replace temp table {contract.soort}_tekst as\n"
        f"select\n    bestand,\n    volgnr,\n    'regel' as soort_rij,\n    {cells}\n"
        f"from (select * from {contract.soort} union all by name select {empty} where false)\n"
        # In the order of the files, each file is read from a few blocks of the table.
        "order by bestand"
    )


def _as_text(k: Kolom) -> str:
    name = _q(k.naam)
    match k.type:
        case "decimaal":
            return f"replace({name}::{k.sql_type}::varchar, '.', ',')"
        case "datum":
            return f"strftime({name}, '%d-%m-%Y')"
        case "janee":
            return f"case when {name} then 'ja' when not {name} then 'nee' end"
        case _:
            return f"{name}::varchar"


def columns(contract: Aanleveringscontract, vorm: Vorm) -> list[str]:
    """The columns of the file in their order; the label that the file is made up is among them."""
    names = [k.naam for k in contract.kolom if k.naam not in vorm.zonder]
    if vorm.volgorde == "alfabet":
        names.sort()
    if vorm.extra_kolom:
        names.insert(3, vorm.extra_kolom)
    names.append(MERKKOLOM)
    return names[::-1] if vorm.volgorde == "omgekeerd" else names


def header(contract: Aanleveringscontract, vorm: Vorm) -> list[str]:
    """The column names as the file writes them."""
    names = columns(contract, vorm)
    match vorm.kop:
        case "hoofdletters":
            return [n.upper() for n in names]
        case "spaties":
            return [n.replace("_", " ").capitalize() for n in names]
    return names


def rows_sql(contract: Aanleveringscontract, bestand: Bestand) -> str:
    """SQL that gives the lines of a file below its header, a text per cell, in their order."""
    vorm = bestand.vorm
    by_name = {k.naam: k for k in contract.kolom}
    cells = []
    for position, name in enumerate(columns(contract, vorm)):
        if name == MERKKOLOM:
            cell = "case when soort_rij in ('regel', 'subtotaal') then 'ja' end"
        elif name == vorm.extra_kolom:
            cell = "case when soort_rij = 'regel' then (1000 + volgnr % 50)::integer::varchar end"
        else:
            cell = _cell(by_name[name], contract, vorm)
        if position == 0 and vorm.lege_regels:
            cell = f"case when soort_rij = 'blanco' then '{BLANCO}' else {cell} end"
        cells.append(f"{cell} as {_q(name)}")
    listed = ",\n    ".join(cells)
    return f"select\n    {listed}\nfrom ({_lines(contract, bestand)})\norder by volgnr, soort_rij"


def _lines(contract: Aanleveringscontract, bestand: Bestand) -> str:
    """The rows of the file with its subtotals and empty lines in between."""
    rows = f"select * from {contract.soort}_tekst where bestand = '{bestand.sleutel}'"
    parts = [rows]
    if bestand.vorm.subtotalen:
        parts += [_subtotal(contract, rows, quarter) for quarter in (1, 2, 3, 4)]
    if bestand.vorm.lege_regels:
        parts += [_empty_line(rows, kind, part) for kind in ("leeg", "blanco") for part in (0.3, 0.6, 1.0)]
    return "\nunion all by name\n".join(parts)


def _subtotal(contract: Aanleveringscontract, rows: str, quarter: int) -> str:
    label = "Totaalresultaat" if quarter == 4 else "Resultaat"
    sums = [
        f"replace(sum(try_cast(replace({_q(k.naam)}, ',', '.') as decimal(18, 2)))::varchar, '.', ',') as {_q(k.naam)}"
        for k in contract.kolom
        if k.type == "decimaal"
    ][:1]
    first_text = next(k.naam for k in contract.kolom if k.type in ("tekst", "keuze"))
    listed = ", ".join([f"'{label}' as {_q(first_text)}", *sums])
    return (
        f"select 'subtotaal' as soort_rij, floor(max(volgnr) * {quarter} / 4) + 0.8 as volgnr, {listed} "
        f"from ({rows}) as r where volgnr <= (select max(volgnr) from ({rows}) as m) * {quarter} / 4"
    )


def _empty_line(rows: str, kind: str, part: float) -> str:
    return f"select '{kind}' as soort_rij, floor(max(volgnr) * {part}) + 0.9 as volgnr from ({rows}) as r"


def _cell(k: Kolom, contract: Aanleveringscontract, vorm: Vorm) -> str:
    """The SQL of one cell with the quirks of the file; only real rows get them."""
    cell = _q(k.naam)
    if k.duizendtalpunt and vorm.duizendtalpunt:
        cell = _with_points(cell)
    if k.type == "decimaal" and vorm.min_achteraan:
        cell = f"case when starts_with({cell}, '-') then substr({cell}, 2) || '-' else {cell} end"
    free_text = k.type == "tekst" and k.naam not in contract.sleutel
    if free_text and vorm.regelafbreking:
        cell = f"case when volgnr::bigint % 211 = 0 then replace({cell}, ' en ', chr(10) || 'en ') else {cell} end"
    if k.type in ("tekst", "keuze") and vorm.spaties:
        cell = f"case when volgnr::bigint % 13 = 0 then '  ' || {cell} || ' ' else {cell} end"
    if k.naam == "datum_uit_dienst" and vorm.open_einde:
        return f"case when soort_rij = 'regel' then coalesce({cell}, '31-12-9999') end"
    if vorm.hekje and (k.optioneel or k.leeg_is_onbekend):
        return f"case when soort_rij = 'regel' then coalesce({cell}, '#') end"
    return cell


def _with_points(cell: str) -> str:
    """An amount with a point after every three digits; text that is no amount stays as it is."""
    whole = f"try_cast(split_part({cell}, ',', 1) as bigint)"
    points = f"replace(format('{{:,}}', {whole}), ',', '.')"
    return f"coalesce({points} || ',' || nullif(split_part({cell}, ',', 2), ''), {cell})"


def _q(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
