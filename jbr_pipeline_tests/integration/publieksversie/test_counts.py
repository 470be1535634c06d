"""Every count on a page is the one of the published tables, and no count of those tables is left out."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import duckdb

from jbr_pipeline.reporting.numbers import NEDERLAND
from jbr_pipeline.reporting.owed import Verplichting, afkorting, gepubliceerd_overzicht, leveroverzicht
from jbr_pipeline.warehouse import state
from jbr_pipeline.warehouse.layout import Paden

LANG = """
    select 'indicatoren' as telling, domein, 1 as waarde from indicator
    union all by name
    select 'aanleveringen' as telling, soort, unnest(['ontvangen', status]) as maat, 1 as waarde from aanlevering
    union all by name
    select 'aanleveringen' as telling, soort, maat, waarde
    from (unpivot aanlevering on rijen_gelezen, rijen_geldig, rijen_quarantaine, rijen_overgeslagen
        into name maat value waarde)
    union all by name
    select
        'controles' as telling, soort,
        unnest(['controles', case uitkomst when 'gezakt' then 'gezakt_' || ernst when 'geslaagd' then uitkomst
            else 'niet_uit_te_voeren' end]) as maat,
        1 as waarde
    from kwaliteit join aanlevering using (aanlevering_id)
    union all by name
    select distinct 'controles' as telling, soort, regel, 'regels' as maat, 1 as waarde
    from kwaliteit join aanlevering using (aanlevering_id)
    union all by name
    select
        'waarden' as telling, domein,
        unnest(['waarden', if(waarde is not null, 'getoond', if(onderdrukt, 'weggelaten', 'geen_cijfer'))]) as maat,
        1 as waarde
    from reeks
"""
"""What is counted by domain or by subject and over all of them, one row a thing."""

GETELD = f"""
    create temp table geteld as
    with lang as ({LANG}),
    documenten as (
        select
            'documenten' as telling,
            unnest([
                'documenten',
                if(organisatie_code like 'mnre%', 'van_ministeries', null),
                if(informatiecategorie_code is null, 'zonder_categorie', null),
                if(documentsoort is null, 'zonder_soort', null),
                if(ingetrokken_op is not null, 'ingetrokken', null),
                if(dubbel_van is not null, 'dubbel', null),
                if(openbaarmakingsdatum > (select (max(klaar_op) at time zone 'Europe/Amsterdam')::date from draai),
                    'in_de_toekomst', null)
            ]) as maat,
            1 as waarde
        from publicatie
    )
    select telling, maat, domein, soort, sum(waarde)::bigint as waarde
    from lang group by grouping sets ((telling, maat, domein, soort), (telling, maat))
    having grouping(domein) = 1 or coalesce(domein, soort) is not null
    union all by name
    select telling, maat, count(*) as waarde from documenten where maat is not null group by all
    union all by name
    select 'aanleveringen' as telling, 'zonder_aantal' as maat, count(*) as waarde
    from aanlevering where rijen_gelezen is null
    union all by name
    select 'dekking' as telling, unnest(['cijfers', if(volledig, 'volledig', 'onvolledig')]) as maat,
        jaar::varchar as jaar, count(*) as waarde
    from reeks join indicator using (indicator_code)
    where organisatie_code = 'rijk' and variant = 'standaard' and uitsplitsing = uitsplitsingen[1]
        and waarde is not null
    group by volledig, jaar
    union all by name
    select 'oordelen' as telling, oordeel as maat, count(*) as waarde from aansluiting group by oordeel
    union all by name
    select 'oordelen' as telling, oordeel as maat, regexp_extract(toelichting, '^[^.]*') as reden, count(*) as waarde
    from aansluiting where oordeel = 'niet te vergelijken' group by all
    union all by name
    select 'overtreden' as telling, maat, soort, regel, ernst, sum(waarde)::bigint as waarde
    from (
        unpivot (
            select soort, regel, ernst, 1::bigint as aanleveringen, overtredingen
            from kwaliteit join aanlevering using (aanlevering_id) where uitkomst = 'gezakt'
        ) on aanleveringen, overtredingen into name maat value waarde
    )
    group by all
"""

SLEUTEL = " and ".join(
    f"g.{k} is not distinct from d.{k}"
    for k in ("telling", "maat", "domein", "soort", "jaar", "reden", "regel", "ernst", "ministerie")
)


def leg_vast(con: duckdb.DuckDBPyConnection, map_: Path) -> None:
    """Count everything, once more and in other words than the pages do."""
    con.execute(GETELD)
    con.execute("alter table geteld add column ministerie varchar")
    paden = Paden(map_)
    owed = leveroverzicht(paden, state.stand(paden), gepubliceerd_op(con)).verplichtingen
    names = {v.organisatie_code: afkorting(v.organisatie_code, v.peildatum) for v in sorted(owed, key=_dag)}
    counts: Counter[tuple[str | None, str | None, str]] = Counter()
    for v in owed:
        for who, what in ((None, None), (names[v.organisatie_code], None), (None, v.soort)):
            counts.update([(who, what, "alles"), (who, what, v.toestand)])
    con.executemany(
        "insert into geteld by name select 'verschuldigd' as telling, $1 as ministerie, $2 as soort, $3 as maat, "
        "$4 as waarde",
        [(*key, count) for key, count in counts.items()],
    )


def gepubliceerd_op(con: duckdb.DuckDBPyConnection) -> date:
    (moment,) = con.execute("select max(klaar_op) from draai").fetchone()
    return moment.astimezone(NEDERLAND).date()


def _dag(v: Verplichting) -> date:
    return v.peildatum


def test_every_count_is_the_one_of_the_database(con: duckdb.DuckDBPyConnection, voorbeeldmap: Path) -> None:
    leg_vast(con, voorbeeldmap)
    wrong = con.execute(
        f"""
        select g.telling, g.maat, g.soort, g.tekst, d.waarde
        from getoond as g left join geteld as d on {SLEUTEL}
        where g.telling is not null and g.waarde::bigint <> coalesce(d.waarde, 0)
        """
    )
    assert wrong.fetchall() == []


def test_no_count_is_left_out(con: duckdb.DuckDBPyConnection, voorbeeldmap: Path) -> None:
    leg_vast(con, voorbeeldmap)
    missing = con.execute(
        f"""
        select d.telling, d.maat, d.soort, d.domein, d.waarde
        from geteld as d anti join getoond as g on {SLEUTEL}
        where d.waarde > 0 and d.telling <> 'overtreden'
        """
    )
    assert missing.fetchall() == []


def test_the_rules_that_are_broken_most_are_named(con: duckdb.DuckDBPyConnection, voorbeeldmap: Path) -> None:
    leg_vast(con, voorbeeldmap)
    shown, others = con.execute(
        f"""
        select min(d.waarde) filter (where g.telling is not null), max(d.waarde) filter (where g.telling is null)
        from geteld as d left join getoond as g on {SLEUTEL}
        where d.telling = 'overtreden' and d.maat = 'overtredingen'
        """
    ).fetchone()
    assert shown >= others


def test_what_is_owed_is_what_the_administration_says(con: duckdb.DuckDBPyConnection, voorbeeldmap: Path) -> None:
    paden = Paden(voorbeeldmap)
    today = gepubliceerd_op(con)
    assert gepubliceerd_overzicht(con, today, verzonnen=True) == leveroverzicht(paden, state.stand(paden), today)
