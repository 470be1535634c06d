"""Runs the SQL of the indicators and turns cells into figures: breakdowns, shares, completeness.

Works on an open connection on which the caller has put the inputs: `in_werking`, `organisatie_nu`, `plaats`,
`dekking`, `jaar_eerder`, `vergelijkbaar` and `<soort>_geldig` per subject and `publicatie`. What these are is
said in `warehouse.figures`, which makes them. Nothing is suppressed here.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from jbr_pipeline.indicators import termijnen
from jbr_pipeline.indicators.catalogue import TOTAAL, Indicator, afbakeningen, lees_sql

BASIS = {
    "bezetting": ("bezetting", "stromen"),
    "financien": ("financien",),
    "woo_verzoeken": ("woo_verzoeken",),
    "publicaties": ("publicaties",),
}
"""The shared populations of each source, in the order in which they are made."""

MATEN = ("teller", "noemer", "personen")


class Indicatorfout(Exception):
    """An indicator whose SQL does not give what its catalogue entry promises."""


def prepare(con: duckdb.DuckDBPyConnection, bronnen: Iterable[str]) -> None:
    """Make the shared populations of the sources on the connection, and the choices of definition as variables."""
    for naam, afbakening in afbakeningen().items():
        con.execute(f"set variable {naam} = $waarde", {"waarde": afbakening.waarde})
    if "woo_verzoeken" in bronnen:
        con.register("dagen", termijnen.kalender())
        con.execute(
            "create or replace temp table kalender as select dag::date as dag, eindigt_op::date as eindigt_op "
            "from dagen"
        )
        con.unregister("dagen")
    for bron in bronnen:
        for naam in BASIS[bron]:
            con.execute(lees_sql(f"basis/{naam}.sql"))


def compute(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Compute one indicator into the temp table `waarden`.

    Columns: indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur, waarde,
    teller, noemer (doubles), personen (bigint, NULL when the cell does not rest on persons), reden_leeg, volledig,
    dekking_pct. Raises Indicatorfout when a column or variant is missing or not promised.
    """
    con.execute(f"create or replace temp table cellen as {indicator.sql_tekst()}")
    _check_cells(con, indicator)
    groups = " union all ".join(_group(con, indicator, u) for u in indicator.alle_uitsplitsingen)
    con.execute(f"create or replace temp table groepen as {groups}")
    con.execute(lees_sql("basis/waarden.sql"), _parameters(indicator))


def _columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in con.execute("select column_name from (describe cellen)").fetchall()}


def _check_cells(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    promised = {d for u in indicator.alle_uitsplitsingen if u != TOTAAL for d in u.split("*")}
    needed = {"structuur", "organisatie_code", "peildatum", "teller", *promised}
    if missing := needed - _columns(con):
        raise Indicatorfout(f"{indicator.code}: de SQL geeft geen kolom {', '.join(sorted(missing))}")
    if "variant" not in _columns(con):
        return
    found = {row[0] for row in con.execute("select distinct variant from cellen").fetchall()}
    if unknown := found - set(indicator.varianten):
        raise Indicatorfout(f"{indicator.code}: variant {', '.join(sorted(unknown))} staat niet in de catalogus")


def _group(con: duckdb.DuckDBPyConnection, indicator: Indicator, uitsplitsing: str) -> str:
    """The SELECT that sums the cells for one breakdown."""
    columns = _columns(con)
    dimensions = [] if uitsplitsing == TOTAAL else uitsplitsing.split("*")
    place = ["structuur", "organisatie_code", "peildatum", "variant"]
    keys = [*place[:3], "variant" if "variant" in columns else "'standaard' as variant", *map(_quoted, dimensions)]
    teller = "median(teller)" if indicator.aggregatie == "mediaan" else "sum(teller)"
    noemer = "sum(noemer)" if "noemer" in columns else "null"
    personen = "sum(personen)" if "personen" in columns else "null"
    whole = "noemer"
    if indicator.verdeling:
        rest = [_quoted(d) for d in dimensions if d != indicator.verdeling]
        whole = f"sum(teller) over (partition by {', '.join([*place, *rest])})"
    categorie = " || '*' || ".join(f"{_quoted(d)}::varchar" for d in dimensions) or f"'{TOTAAL}'"
    return f"""
        select
            {", ".join(place)}, '{uitsplitsing}' as uitsplitsing, {categorie} as categorie,
            teller::double as teller, ({whole})::double as noemer, personen::bigint as personen
        from (
            select {", ".join(keys)}, {teller} as teller, {noemer} as noemer, {personen} as personen
            from cellen
            group by all
        )
    """


def _quoted(name: str) -> str:
    return f'"{name}"'


def _parameters(indicator: Indicator) -> dict[str, object]:
    return {
        "indicator_code": indicator.code,
        "bronnen": list(indicator.bronnen),
        "factor": indicator.factor,
        "noemer_vast": indicator.noemer_vast,
        "kent_noemer": bool(indicator.noemer or indicator.verdeling) and indicator.noemer_vast is None,
        "is_som": indicator.aggregatie == "som",
        "vergelijkt": indicator.vergelijkt is not None,
        "alleen_rijk": list(indicator.alleen_rijk),
        "populatie": "cao" if "bezetting" in indicator.bronnen else "alle",
        "varianten": list(indicator.varianten),
        "kent_totaal": TOTAAL in indicator.alle_uitsplitsingen,
    }
