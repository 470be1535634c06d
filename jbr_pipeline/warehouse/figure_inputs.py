"""What the indicators read: the inputs that a figure rests on, put on a connection.

Deliveries in force, publications, where a fact counts, what should be there and is not. Computing with it belongs in
`figures` and `indicators`. Pandas is imported where a frame is made, since it is slow to import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.contracts.organisations import RIJK, huidige_code, ministeries_op, organisaties
from jbr_pipeline.contracts.published import informatiecategorieen
from jbr_pipeline.indicators import engine
from jbr_pipeline.indicators.catalogue import afbakeningen, bronnaam, catalogus, lees_sql
from jbr_pipeline.quality.rules import identifier, literal
from jbr_pipeline.warehouse import editions, purged
from jbr_pipeline.warehouse.judgement import Aanlevering, Stand, jaar_eerder
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import Waarneming
from jbr_pipeline.warehouse.session import sql

PUBLICATIES = "publicaties"
"""The source that no ministry delivers."""


def maak_invoer(paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand, waarneming: Waarneming) -> None:
    """Put on the connection what the indicators read.

    - `<soort>_geldig`: the valid rows of the deliveries in force, with aanlevering_id; `in_dienst`: those of bezetting
      that count as staff of their ministry;
    - `publicatie`: the publications; `informatiecategorie`: code and eerste_tranche of the categories of art. 3.3 Woo;
    - `in_werking`: soort, peildatum, organisatie_code, aanlevering_id of the deliveries in force;
    - `organisatie_nu`: organisatie_code, nu_code; `plaats`: where a fact of an organisation counts, per structure
      (toen: itself and the Rijk, nu: its place in the latest structure);
    - `bronstand`: per source and peildatum the ministries that should be in it, and whether they are; sources that an
      indicator needs together are a source too, called after both;
    - `editie_nulmeting`: indicator_code, organisatie_code, teller of the baseline of the taakstelling in the frozen
      edition of its year, per ministry; empty until there is one;
    - `vergelijking`: bron, vergelijkt, peildatum, vorige_peildatum, where both days are at hand;
    - `dekking` and `vergelijkbaar`: see sql/dekking.sql;
    - `uit_editie`: indicator_code, jaar of the figures that come from an edition, since rows they need were purged;
      `editie_opgeschoond`: the frozen values of the purged years; `omvang_bewaard`: organisatie_code, peildatum, omvang
      of the ministries in those years;
    - `indicator_invoer`: what each indicator reads: indicator_code, bron, bronnen, populatie, vergelijkt,
      van_nulmeting.
    """
    engine.zet_afbakening(con)
    for soort in contracten():
        geldige_rijen(paden, con, stand, soort)
    _publications(paden, con)
    _baseline(paden, con)
    _purged(paden, con, stand)
    codes = sorted({o.code for o in organisaties() if o.is_ministerie})
    places = [
        place
        for code in codes
        for place in ((code, "toen", code), (code, "nu", huidige_code(code)), (code, "toen", RIJK))
    ]
    table(con, "plaats", "organisatie_code varchar, structuur varchar, in_code varchar", places)
    table(con, "organisatie_nu", "organisatie_code varchar, nu_code varchar", [(c, huidige_code(c)) for c in codes])
    table(
        con,
        "in_werking",
        "soort varchar, peildatum date, organisatie_code varchar, aanlevering_id varchar",
        [
            (a.landing.soort, a.landing.peildatum, a.landing.organisatie_code, a.landing.aanlevering_id)
            for a in stand.in_werking()
        ],
    )
    known_parts = {a.landing.aanlevering_id for a in stand.in_werking() if a.bewaard and not a.bewaard.is_heel}
    state = bronstand(stand, waarneming, _with_missing_parts(con) | known_parts)
    table(
        con,
        "bronstand",
        "bron varchar, peildatum date, organisatie_code varchar, aanwezig boolean, is_heel boolean",
        state,
    )
    table(
        con,
        "vergelijking",
        "bron varchar, vergelijkt varchar, peildatum date, vorige_peildatum date",
        vergelijking({(bron, day) for bron, day, *_ in state}),
    )
    table(
        con,
        "indicator_invoer",
        "indicator_code varchar, bron varchar, bronnen varchar[], populatie varchar, vergelijkt varchar, "
        "van_nulmeting boolean",
        [
            (i.code, i.bron, list(i.bronnen), i.populatie_code, i.vergelijkt or "geen", i.van_nulmeting)
            for i in catalogus().values()
        ],
    )
    con.execute(lees_sql("basis/in_dienst.sql"))
    latest = {a.landing.organisatie_code: a.landing.peildatum for a in _by_day(stand.in_werking("bezetting"))}
    geldige_rijen(paden, con, stand, "bezetting", {day for day in latest.values() if day})
    con.execute(sql("gewicht"))
    con.execute(sql("dekking"))
    geldige_rijen(paden, con, stand, "bezetting")


Bronregel = tuple[str, date, str, bool, bool]
"""Source, peildatum, ministry, whether it is in the source, and whether the source is whole."""


def bronstand(stand: Stand, waarneming: Waarneming, gebrekkig: Collection[str] = ()) -> list[Bronregel]:
    """Per source and peildatum at hand: every ministry that should be in it, and whether it is.

    `gebrekkig` names the deliveries in force that lack a part of their year.
    """
    present = {
        (a.landing.soort, a.landing.peildatum, a.landing.organisatie_code): a.landing.aanlevering_id not in gebrekkig
        for a in stand.in_werking()
    }
    state: list[Bronregel] = []
    for contract in contracten().values():
        for day in sorted({p for s, p, _ in present if s == contract.soort and p is not None}):
            state += [
                (contract.soort, day, m.code, key in present, present.get(key, True))
                for m in ministeries_op(day)
                if not contract.alleen_van or m.code in contract.alleen_van
                for key in [(contract.soort, day, m.code)]
            ]
    for year in waarneming.jaren:
        day = date(year, 12, 31)
        state += [(PUBLICATIES, day, m.code, True, waarneming.volledig) for m in ministeries_op(day)]
    together = sorted({i.bronnen for i in catalogus().values() if len(i.bronnen) > 1})
    return state + [row for bronnen in together for row in _samen(state, bronnen)]


def _samen(state: Iterable[Bronregel], bronnen: Sequence[str]) -> list[Bronregel]:
    """The state of several sources together: a ministry is in it when it is in each of them."""
    rows: dict[tuple[date, str], list[Bronregel]] = defaultdict(list)
    for row in state:
        if row[0] in bronnen:
            rows[row[1], row[2]].append(row)
    return [
        (bronnaam(bronnen), day, code, all(r[3] for r in found), all(r[4] for r in found))
        for (day, code), found in sorted(rows.items())
        if len(found) == len(bronnen)
    ]


def vergelijking(dagen: Iterable[tuple[str, date]]) -> list[tuple[str, str, date, date]]:
    """With which earlier day each day of a source is compared: a year earlier, the base year, and the baseline.

    The base year is that of the choices of definition, or the first at hand when that is later; the baseline is that
    of the taakstelling. Both are compared with themselves too.
    """
    first_year = afbakeningen()["groei_basisjaar"].waarde
    assert isinstance(first_year, int)
    baseline = nulmeting()
    pairs = []
    known = sorted(dagen)
    for bron, day in known:
        earlier = jaar_eerder(day)
        if (bron, earlier) in known:
            pairs.append((bron, "jaar_eerder", day, earlier))
        if day.year >= first_year:
            base = next(
                d
                for b, d in known
                if b == bron and d.year >= first_year and dag_van_het_jaar(d) == dag_van_het_jaar(day)
            )
            pairs.append((bron, "basisjaar", day, base))
        if day >= baseline and (bron, baseline) in known:
            pairs.append((bron, "nulmeting", day, baseline))
    return pairs


def nulmeting() -> date:
    """The day of the baseline of the taakstelling."""
    day = afbakeningen()["taakstelling_nulmeting"].waarde
    assert isinstance(day, date)
    return day


def dag_van_het_jaar(day: date) -> tuple[int, int]:
    """Month and day; the last day of a month is the same day every year."""
    is_last = (day + timedelta(days=1)).day == 1
    return day.month, 31 if is_last else day.day


def table(con: duckdb.DuckDBPyConnection, naam: str, kolommen: str, rijen: Sequence[tuple[object, ...]]) -> None:
    """Make a small temp table of `kolommen` (names with types) from Python values."""
    con.execute(f"create or replace temp table {naam} ({kolommen})")
    if rijen:
        import pandas as pd

        frame = pd.DataFrame(rijen, dtype=object)
        con.register("aangereikt", frame)
        con.execute(f"insert into {naam} select * from aangereikt")
        con.unregister("aangereikt")


def _with_missing_parts(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The deliveries in force that lack a part of their year."""
    found: set[str] = set()
    for contract in contracten().values():
        if contract.volledig_bij:
            parts = ", ".join(identifier(k) for k in contract.volledig_bij.kolommen)
            rows = con.execute(
                f"""
                select aanlevering_id
                from {contract.soort}_geldig
                group by all
                having count(distinct ({parts})) < $aantal
                """,
                {"aantal": contract.volledig_bij.aantal},
            ).fetchall()
            found |= {id_ for (id_,) in rows}
    return found


def _baseline(paden: Paden, con: duckdb.DuckDBPyConnection) -> None:
    file = editions.waarden_van(paden, nulmeting().year)
    if file is None:
        con.execute(sql("geen_nulmeting"))
        return
    con.execute(sql("nulmeting").replace("$bestand", literal(str(file))))


def _purged(paden: Paden, con: duckdb.DuckDBPyConnection, stand: Stand) -> None:
    table(con, "uit_editie", "indicator_code varchar, jaar integer", sorted(purged.uit_editie(stand.opgeschoond)))
    table(
        con,
        "omvang_bewaard",
        "organisatie_code varchar, peildatum date, omvang bigint",
        [
            (a.landing.organisatie_code, a.landing.peildatum, a.bewaard.omvang)
            for a in stand.in_werking("bezetting")
            if a.bewaard and a.bewaard.omvang is not None
        ],
    )
    con.execute(sql("geen_opgeschoond"))
    for jaar in sorted(stand.opgeschoond):
        file = editions.waarden_van(paden, jaar + 1)
        if file is None:
            raise editions.Editiefout(
                f"De gegevens over {jaar} zijn opgeschoond en de editie waar dat jaar uit komt, JBR {jaar + 1}, is er "
                "niet meer; zet haar terug uit de back-up."
            )
        con.execute(sql("opgeschoond").replace("$bestand", literal(str(file))), {"jaar": jaar})


def _by_day(deliveries: Iterable[Aanlevering]) -> list[Aanlevering]:
    return sorted(deliveries, key=lambda a: a.landing.peildatum or date.min)


def geldige_rijen(
    paden: Paden,
    con: duckdb.DuckDBPyConnection,
    stand: Stand,
    soort: str,
    dagen: Collection[date] | None = None,
) -> None:
    """Make `<soort>_geldig`: the valid rows of the deliveries in force, of these days or of all."""
    contract = contracten()[soort]
    folders = [
        paden.getypeerd(soort, a.landing.aanlevering_id)
        for a in stand.in_werking(soort)
        if not a.bewaard and (dagen is None or a.landing.peildatum in dagen)
    ]
    files = [str(f) for folder in folders for f in sorted(folder.glob("*.parquet"))]
    if files:
        listing = ", ".join(literal(f) for f in files)
        con.execute(
            f"create or replace temp view {soort}_geldig as "
            f"select * from read_parquet([{listing}], hive_partitioning = true, hive_types_autocast = false)"
        )
        return
    columns = {k.naam: k.sql_type for k in contract.kolom} | {a.naam: a.sql_type for a in contract.afgeleid}
    listing = "".join(f', null::{t} as "{n}"' for n, t in columns.items())
    con.execute(
        f"create or replace temp view {soort}_geldig as "
        f"select null::varchar as aanlevering_id, null::bigint as regelnr, null::date as peildatum{listing} where false"
    )


def _publications(paden: Paden, con: duckdb.DuckDBPyConnection) -> None:
    table(
        con,
        "informatiecategorie",
        "code varchar, eerste_tranche boolean",
        [(c.code, c.eerste_tranche) for c in informatiecategorieen() if c.woo_artikel.startswith("art. 3.3 ")],
    )
    if paden.publicaties.exists():
        source = literal(str(paden.publicaties))
        con.execute(f"create or replace temp view publicatie as select * from read_parquet({source})")
    else:
        con.execute(sql("geen_publicatie"))
