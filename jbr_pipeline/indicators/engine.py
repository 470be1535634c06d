"""Runs the SQL of the indicators and turns cells into figures: breakdowns, shares, completeness.

Works on an open connection on which the caller has put the inputs: `in_werking`, `organisatie_nu`, `plaats`,
`bronstand`, `dekking`, `vergelijking`, `vergelijkbaar`, `editie_nulmeting`, `uit_editie`, `editie_opgeschoond`,
`in_dienst`, `<soort>_geldig` per subject, `publicatie` and `informatiecategorie`. What these are is said in
`warehouse.figure_inputs`, which makes them. Nothing is suppressed here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

import duckdb

from jbr_pipeline.indicators import termijnen
from jbr_pipeline.indicators.catalogue import TOTAAL, Indicator, afbakeningen, lees_sql

BASIS = {
    "bezetting": ("bezetting", "stromen", "nulmeting_plaats", "nulmeting_fte"),
    "financien": ("financien", "nulmeting_plaats", "nulmeting_apparaat"),
    "woo_verzoeken": ("woo_verzoeken",),
    "stages_trainees": ("stages_trainees",),
    "vacatures": ("vacatures",),
    "verzuim": ("verzuim",),
    "integriteit": ("integriteit",),
    "banenafspraak": ("banenafspraak",),
    "duurzaamheid": ("duurzaamheid",),
    "privacy_ict": ("privacy_ict",),
    "organisatie": ("organisatie",),
    "publicaties": ("publicaties",),
}
"""The shared populations of each source, in the order in which they are made."""

REKENING = 4
"""Raise it when the same SQL over the same inputs would give another figure."""

PROZA = frozenset(
    {"naam", "naam_en", "definitie", "teller", "populatie", "peilmoment", "bron_definitie", "decimalen", "zin"}
    | {"definitief_verwacht", "zekerheid", "norm", "norm_richting", "onthult", "onthult_in_variant"}
)
"""What an entry says for readers and for disclosure control: it changes no figure."""

PLAATS = ("structuur", "organisatie_code", "peildatum", "variant")


class Indicatorfout(Exception):
    """An indicator whose SQL does not give what its catalogue entry promises."""


def zet_afbakening(con: duckdb.DuckDBPyConnection) -> None:
    """Put the choices of definition on the connection, as variables for getvariable()."""
    for naam, afbakening in afbakeningen().items():
        con.execute(f"set variable {naam} = $waarde", {"waarde": afbakening.waarde})


def prepare(con: duckdb.DuckDBPyConnection, bronnen: Iterable[str], *, met_stromen: bool = True) -> None:
    """Make the shared populations of the sources on the connection.

    `met_stromen` says whether anything compares with a year earlier: only that reads who came, went and moved.
    """
    for bron in bronnen:
        if bron == "woo_verzoeken":
            con.register("dagen", termijnen.kalender())
            con.execute("create or replace temp table kalender as from dagen")
            con.unregister("dagen")
        for naam in BASIS.get(bron, ()):
            if naam != "stromen" or met_stromen:
                con.execute(lees_sql(f"basis/{naam}.sql"))


def compute(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Compute one indicator into the temp table `waarden`.

    Columns: indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur, waarde,
    teller, noemer, geschat_pct (doubles), personen, personen_noemer, personen_rest (bigint, NULL where no persons are
    behind the cell), reden_leeg, volledig, dekking_pct. Raises Indicatorfout when a column or variant is missing or not
    promised.
    """
    groepeer(con, indicator)
    waardeer(con, indicator)


def groepeer(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Sum the cells of one indicator into the temp tables `groepen` and `gehelen`, a peildatum at a time.

    Raises Indicatorfout when a column or variant is missing or not promised.
    """
    con.execute(f"create or replace temp table cellen as {indicator.sql_tekst()}")
    columns = _columns(con)
    _check_cells(con, indicator, columns)
    groups = " union all ".join(_group(indicator, columns, u) for u in indicator.alle_uitsplitsingen)
    con.execute(f"create or replace temp table groepen as {groups}")
    wholes = " union all ".join(_whole(indicator, columns, u) for u in indicator.alle_uitsplitsingen)
    con.execute(f"create or replace temp table gehelen as {wholes}")


def waardeer(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    """Turn `groepen` and `gehelen` of every peildatum into `waarden`, as `compute` describes it."""
    con.execute(lees_sql("basis/waarden.sql"), _parameters(indicator))


def definitie(indicator: Indicator) -> str:
    """A fingerprint of everything that says how an indicator is computed, whatever it is computed from."""
    parts = [str(REKENING), indicator.model_dump_json(exclude=set(PROZA))]
    parts += [indicator.sql_tekst(), lees_sql("basis/waarden.sql")]
    parts += [lees_sql(f"basis/{naam}.sql") for bron in indicator.bronnen for naam in BASIS.get(bron, ())]
    if "bezetting" in indicator.bronnen:
        parts.append(lees_sql("basis/in_dienst.sql"))
    read = "".join(parts)
    parts += [f"{naam}={a.waarde}" for naam, a in afbakeningen().items() if f"'{naam}'" in read]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {row[0] for row in con.execute("select column_name from (describe cellen)").fetchall()}


def _check_cells(con: duckdb.DuckDBPyConnection, indicator: Indicator, columns: set[str]) -> None:
    promised = {d for u in indicator.alle_uitsplitsingen if u != TOTAAL for d in u.split("*")}
    needed = {"structuur", "organisatie_code", "peildatum", "teller", *promised}
    if missing := needed - columns:
        raise Indicatorfout(f"{indicator.code}: de SQL geeft geen kolom {', '.join(sorted(missing))}")
    if indicator.kleine_cellen and not (indicator.personen_als_teller or columns & {"personen", "personen_noemer"}):
        raise Indicatorfout(f"{indicator.code}: de SQL zegt niet hoeveel personen er achter een cel staan")
    if "variant" not in columns:
        return
    found = {row[0] for row in con.execute("select distinct variant from cellen").fetchall()}
    if unknown := found - set(indicator.varianten):
        raise Indicatorfout(f"{indicator.code}: variant {', '.join(sorted(unknown))} staat niet in de catalogus")


def _group(indicator: Indicator, columns: set[str], uitsplitsing: str) -> str:
    """The SELECT that sums the cells for one breakdown. `geheel` names what a share is a share of."""
    teller = "median(teller)" if indicator.aggregatie == "mediaan" else "sum(teller)"
    noemer = "sum(noemer)" if "noemer" in columns else "null"
    dimensions = _dimensions(uitsplitsing)
    return f"""
        select
            {_place(columns)}, '{uitsplitsing}' as uitsplitsing,
            {_joined(dimensions)} as categorie, {_joined(_rest(indicator, dimensions))} as geheel,
            {teller}::double as teller, {noemer}::double as noemer,
            {_persons(columns, "personen", "persoon")} as personen,
            {_persons(columns, "personen_noemer", "persoon_noemer")} as personen_noemer,
            {"sum(geschat) / nullif(sum(geschat_van), 0)" if "geschat" in columns else "null"}::double
                as geschat_pct
        from cellen
        where {_own_total(indicator, dimensions)}
        group by all
    """


def _own_total(indicator: Indicator, dimensions: list[str]) -> str:
    """SQL that keeps a total which the cells give themselves apart from the categories it would be the sum of."""
    if not indicator.geeft_totaal:
        return "true"
    own = {d for u in indicator.uitsplitsingen for d in u.split("*")}
    return " and ".join(f"(\"{d}\" = '{TOTAAL}') = {str(d not in dimensions).lower()}" for d in sorted(own))


def _whole(indicator: Indicator, columns: set[str], uitsplitsing: str) -> str:
    """The SELECT of the wholes that the shares of one breakdown are of; without rows when it gives no shares."""
    return f"""
        select
            {_place(columns)}, '{uitsplitsing}' as uitsplitsing,
            {_joined(_rest(indicator, _dimensions(uitsplitsing)))} as geheel,
            sum(teller)::double as noemer, {_persons(columns, "personen", "persoon")} as personen_noemer
        from cellen
        where {"true" if indicator.verdeling else "false"}
        group by all
    """


def _place(columns: set[str]) -> str:
    return ", ".join(c if c in columns else f"'standaard' as {c}" for c in PLAATS)


def _dimensions(uitsplitsing: str) -> list[str]:
    return [] if uitsplitsing == TOTAAL else uitsplitsing.split("*")


def _rest(indicator: Indicator, dimensions: list[str]) -> list[str]:
    """The dimensions besides the one over which shares are given."""
    return [d for d in dimensions if d != indicator.verdeling]


def _joined(dimensions: list[str]) -> str:
    """SQL of the category: the values of the dimensions, joined as the names of the dimensions are."""
    return " || '*' || ".join(f'cellen."{d}"::varchar' for d in dimensions) or f"'{TOTAAL}'"


def _persons(columns: set[str], counted: str, named: str) -> str:
    """SQL of the number of persons in a group: those counted in one cell each, and those named in several."""
    if counted not in columns:
        return "null::bigint"
    distinct = f" + count(distinct {named})" if named in columns else ""
    total = f"(sum({counted}){distinct})"
    # Persons may be a mean over months: four and a bit are four, and a bit of one is one.
    return f"if({total} > 0, greatest(floor({total} + 0.01), 1), {total})::bigint"


def _parameters(indicator: Indicator) -> dict[str, object]:
    return {
        "indicator_code": indicator.code,
        "bron": indicator.bron,
        "populatie": indicator.populatie_code,
        "vergelijkt": indicator.vergelijkt or "geen",
        "eerste_jaar": indicator.eerste_jaar,
        "laatste_jaar": indicator.laatste_jaar or 9999,
        "alleen_nu": indicator.alleen_nu,
        "minste_personen": indicator.minste_personen,
        "factor": indicator.factor,
        "noemer_vast": indicator.noemer_vast,
        "kent_noemer": bool(indicator.noemer or indicator.verdeling) and indicator.noemer_vast is None,
        "is_som": indicator.aggregatie == "som",
        "deel_van_personen": indicator.personen_als_teller,
        "deel_van_geheel": indicator.personen_als_teller or indicator.verdeling is not None,
        "alleen_rijk": list(indicator.alleen_rijk),
        "varianten": list(indicator.varianten),
        "uitsplitsingen": list(indicator.alle_uitsplitsingen),
        "verdeling": indicator.verdeling,
        "kent_totaal": TOTAAL in indicator.alle_uitsplitsingen,
    }
