"""Every indicator of the catalogue from the typed tables: staff by hand, the others by the SQL of the catalogue."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import resources

import duckdb

from benchmarks.floor.deliveries import BEZETTING
from benchmarks.floor.statements import literal, sql, tabel
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import RIJK, huidige_code, organisaties
from jbr_pipeline.contracts.published import informatiecategorieen
from jbr_pipeline.indicators.catalogue import TOTAAL, Indicator, afbakeningen, catalogus, lees_sql

_GELIJKGESTELD = "reference/gelijkgestelde_dagen.csv"

_BASIS = (
    "nulmeting_plaats",
    "nulmeting_apparaat",
    "financien",
    "woo_verzoeken",
    "stages_trainees",
    "vacatures",
    "verzuim",
    "integriteit",
    "banenafspraak",
    "duurzaamheid",
    "privacy_ict",
    "organisatie",
    "publicaties",
)
"""The shared populations of the light subjects, in the order in which they are made."""


def zet_keuzes(con: duckdb.DuckDBPyConnection) -> None:
    """Put the choices of definition on the connection, and the types of the columns of bezetting."""
    for naam, afbakening in afbakeningen().items():
        con.execute(f"set variable {naam} = {literal(afbakening.waarde)}")
    bezetting = contracten()[BEZETTING]
    choices = {k.naam: ", ".join(map(literal, k.keuzes)) for k in bezetting.kolom if k.keuzes}
    con.execute(sql("typen", **choices))


def zet_invoer(con: duckdb.DuckDBPyConnection, *, jaren: Iterable[int], volledig: bool) -> None:
    """Put what all indicators share on the connection, completeness included."""
    ministries = [o for o in organisaties() if o.is_ministerie]
    codes = sorted({o.code for o in ministries})
    tabel(
        con,
        "ministerie",
        "organisatie_code varchar, vanaf date, tot date",
        [(o.code, o.geldig_vanaf, o.geldig_tot) for o in ministries],
    )
    tabel(con, "organisatie_nu", "organisatie_code varchar, nu_code varchar", [(c, huidige_code(c)) for c in codes])
    places = [p for c in codes for p in ((c, "toen", c), (c, "nu", huidige_code(c)), (c, "toen", RIJK))]
    tabel(con, "plaats", "organisatie_code varchar, structuur varchar, in_code varchar", places)
    tabel(
        con,
        "onderwerp",
        "soort varchar, alleen_van varchar[]",
        [(c.soort, list(c.alleen_van)) for c in contracten().values()],
    )
    together = sorted({i.bronnen for i in catalogus().values() if len(i.bronnen) > 1})
    tabel(con, "samen", "bron varchar, bronnen varchar[]", [("+".join(sorted(b)), list(b)) for b in together])
    tabel(con, "indicator", _PARAMETERS, [_parameters(i) for i in catalogus().values()])
    tabel(
        con,
        "informatiecategorie",
        "code varchar, eerste_tranche boolean",
        [(c.code, c.eerste_tranche) for c in informatiecategorieen() if c.woo_artikel.startswith("art. 3.3 ")],
    )
    con.execute(f"set variable jaren = {list(jaren)}")
    con.execute(f"set variable is_volledig = {volledig}")
    incomplete = [
        f"select aanlevering_id from {c.soort}_geldig group by all "
        f"having count(distinct ({', '.join(c.volledig_bij.kolommen)})) < {c.volledig_bij.aantal}"
        for c in contracten().values()
        if c.volledig_bij
    ]
    con.execute(f"create or replace temp table onvolledig as {' union '.join(incomplete)}")
    con.execute(sql("invoer"))
    con.execute((resources.files("jbr_pipeline.warehouse") / "sql" / "dekking.sql").read_text(encoding="utf-8"))


def maak_weergaven(con: duckdb.DuckDBPyConnection) -> None:
    """Show each light subject as the SQL of the catalogue reads it."""
    for soort in contracten():
        if soort != BEZETTING:
            con.execute(sql("weergave", soort=soort))


def personeel(con: duckdb.DuckDBPyConnection) -> None:
    """Count staff per place and breakdown."""
    con.execute(sql("personeel"))


def stromen(con: duckdb.DuckDBPyConnection) -> None:
    """Follow who came, went and moved between each peildatum and a year earlier, a pair at a time."""
    con.execute(sql("stromen"))
    reach = {
        day: (first, last)
        for day, first, last in con.execute(
            "select peildatum, min(nr), max(nr) from levering where soort = 'bezetting' group by all"
        ).fetchall()
    }
    for day, earlier in con.execute("from paar order by all").fetchall():
        con.execute(
            sql(
                "stroom_paar",
                peildatum=f"date '{day}'",
                vorige=f"date '{earlier}'",
                eerste=str(reach[day][0]),
                laatste=str(reach[day][1]),
                eerste_toen=str(reach[earlier][0]),
                laatste_toen=str(reach[earlier][1]),
            )
        )
    con.execute(sql("stroom_tellen"))


def overige(con: duckdb.DuckDBPyConnection) -> None:
    """Compute the indicators of the light subjects."""
    con.execute(sql("kalender", gelijkgesteld=str(resources.files("jbr_pipeline.indicators") / _GELIJKGESTELD)))
    for naam in _BASIS:
        con.execute(lees_sql(f"basis/{naam}.sql"))
    for indicator in catalogus().values():
        if BEZETTING not in indicator.bronnen:
            _groepeer(con, indicator)


def personeelsindicatoren(con: duckdb.DuckDBPyConnection) -> None:
    """Compute the indicators that rest on staff."""
    con.execute(sql("personeel_indicatoren"))


def waarden(con: duckdb.DuckDBPyConnection) -> None:
    """Turn groups into values, completeness included."""
    con.execute(sql("waarden"))


def _groepeer(con: duckdb.DuckDBPyConnection, indicator: Indicator) -> None:
    con.execute(f"create or replace temp table cellen as {indicator.sql_tekst()}")
    columns = {name for name, *_ in con.execute("describe cellen").fetchall()}
    parts = [_group(indicator, columns, u) for u in indicator.alle_uitsplitsingen]
    con.execute(f"insert into groep by name {' union all by name '.join(parts)}")
    if indicator.verdeling:
        parts = [_whole(indicator, columns, u) for u in indicator.alle_uitsplitsingen]
        con.execute(f"insert into geheel by name {' union all by name '.join(parts)}")


def _group(indicator: Indicator, columns: set[str], uitsplitsing: str) -> str:
    dimensions = _dimensions(uitsplitsing)
    parts = {
        "teller": f"{'median' if indicator.aggregatie == 'mediaan' else 'sum'}(teller)::double",
        "noemer": "sum(noemer)::double" if "noemer" in columns else "null::double",
        "personen": _persons(columns, "personen"),
        "personen_noemer": _persons(columns, "personen_noemer"),
        "geschat_pct": "(sum(geschat) / nullif(sum(geschat_van), 0))::double"
        if "geschat" in columns
        else "null::double",
    }
    measures = ", ".join(f"{value} as {name}" for name, value in parts.items())
    own = {d for u in indicator.uitsplitsingen for d in u.split("*")} if indicator.geeft_totaal else set()
    apart = [f"(\"{d}\" = '{TOTAAL}') = {str(d not in dimensions).lower()}" for d in sorted(own)]
    return f"""
        select
            '{indicator.code}' as indicator_code, {_place(columns)}, '{uitsplitsing}' as uitsplitsing,
            {_joined(dimensions)} as categorie, {_joined(_rest(indicator, dimensions))} as geheel, {measures}
        from cellen
        where {" and ".join(apart) or "true"}
        group by all
    """


def _whole(indicator: Indicator, columns: set[str], uitsplitsing: str) -> str:
    return f"""
        select
            '{indicator.code}' as indicator_code, {_place(columns)}, '{uitsplitsing}' as uitsplitsing,
            {_joined(_rest(indicator, _dimensions(uitsplitsing)))} as geheel,
            sum(teller)::double as noemer, {_persons(columns, "personen")} as personen_noemer
        from cellen
        group by all
    """


def _place(columns: set[str]) -> str:
    variant = "variant" if "variant" in columns else "'standaard' as variant"
    return f"structuur, organisatie_code, peildatum, {variant}"


def _dimensions(uitsplitsing: str) -> list[str]:
    return [] if uitsplitsing == TOTAAL else uitsplitsing.split("*")


def _rest(indicator: Indicator, dimensions: list[str]) -> list[str]:
    return [d for d in dimensions if d != indicator.verdeling]


def _joined(dimensions: list[str]) -> str:
    return " || '*' || ".join(f'cellen."{d}"::varchar' for d in dimensions) or f"'{TOTAAL}'"


def _persons(columns: set[str], counted: str) -> str:
    if counted not in columns:
        return "null::bigint"
    return f"if(sum({counted}) > 0, greatest(floor(sum({counted}) + 0.01), 1), sum({counted}))::bigint"


_PARAMETERS = (
    "indicator_code varchar, bron varchar, populatie varchar, vergelijkt varchar, eerste_jaar integer, "
    "laatste_jaar integer, alleen_nu boolean, minste_personen integer, factor integer, noemer_vast double, "
    "kent_noemer boolean, is_som boolean, deel_van_personen boolean, deel_van_geheel boolean, alleen_rijk varchar[], "
    "varianten varchar[], uitsplitsingen varchar[], verdeling varchar, kent_totaal boolean"
)


def _parameters(i: Indicator) -> tuple[object, ...]:
    return (
        i.code,
        i.bron,
        i.populatie_code,
        i.vergelijkt or "geen",
        i.eerste_jaar,
        i.laatste_jaar or 9999,
        i.alleen_nu,
        i.minste_personen,
        i.factor,
        i.noemer_vast,
        bool(i.noemer or i.verdeling) and i.noemer_vast is None,
        i.aggregatie == "som",
        i.personen_als_teller,
        i.personen_als_teller or i.verdeling is not None,
        list(i.alleen_rijk),
        list(i.varianten),
        list(i.alle_uitsplitsingen),
        i.verdeling,
        TOTAAL in i.alle_uitsplitsingen,
    )
