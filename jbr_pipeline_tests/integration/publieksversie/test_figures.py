"""Every figure on every page is the one of the database, and a chart shows what the table behind it says."""

from __future__ import annotations

import re
from collections import Counter

import duckdb

from jbr_pipeline.indicators.catalogue import afbakeningen
from jbr_pipeline.reporting.numbers import ONBEKEND, ONDERDRUKT, getal
from jbr_pipeline_tests.integration.publieksversie.lezen import Element

GETAL = re.compile(r"-?\d{1,3}(?:\.\d{3})*(?:,\d+)?")
DUIZENDEN = (1, 1_000, 1_000_000, 1_000_000_000)
REEKS = "waarde", "mutatie_abs", "mutatie_pct", "dekking_pct"
"""The measures of the view reeks that pages show."""


def test_every_figure_of_an_indicator_is_the_one_of_the_database(con: duckdb.DuckDBPyConnection) -> None:
    measures = " union all ".join(f"select *, '{m}' as maat, {m} as getoond from reeks" for m in REEKS)
    compared = con.execute(
        f"""
        select g.*, r.getoond, r.onderdrukt
        from getoond as g left join ({measures}) as r
            on r.maat = g.maat and r.indicator_code = g.indicator and r.variant = g.variant and r.jaar = g.jaar::int
            and r.organisatie_code = g.organisatie and r.uitsplitsing = g.uitsplitsing and r.categorie = g.categorie
        where g.bron = 'reeks' and (r.indicator_code is null or r.getoond is distinct from g.waarde::double)
        """
    )
    assert compared.fetchall() == []
    (count,) = con.execute("select count(*) from getoond where bron = 'reeks'").fetchone()
    assert count > 5_000


def test_headline_figures_norms_and_reconciled_figures_are_those_of_the_database(
    con: duckdb.DuckDBPyConnection,
) -> None:
    assert (
        con.execute(
            """
        select g.* from getoond as g left join (
            select 'kerncijfer' as bron, volgorde::varchar as sleutel, maat, waarde from (
                select volgorde, afgerond, gepubliceerd, verschil from kerncijfer
            ) unpivot include nulls (waarde for maat in (afgerond, gepubliceerd, verschil))
            union all by name
            select 'indicator' as bron, indicator_code as sleutel, 'norm' as maat, norm as waarde from indicator
            union all by name
            select
                'aansluiting' as bron,
                concat_ws('|', indicator_code, jaar, organisatie, uitsplitsing, bron) as sleutel, maat, waarde
            from aansluiting
            unpivot include nulls (waarde for maat in (gepubliceerde_waarde, berekende_waarde, verschil))
        ) as d on d.bron = g.bron and d.maat = g.maat and d.sleutel = case g.bron
            when 'kerncijfer' then g.volgorde
            when 'indicator' then g.indicator
            else concat_ws('|', g.indicator, g.jaar, g.organisatie, g.uitsplitsing, g.vindplaats)
        end
        where g.bron not in ('reeks', 'indicator_waarde', 'correctie', 'afbakening')
            and (d.bron is null or d.waarde is distinct from g.waarde::double)
        """
        ).fetchall()
        == []
    )


def test_choices_of_definition_are_those_of_the_catalogue(con: duckdb.DuckDBPyConnection) -> None:
    shown = dict(con.execute("select maat, waarde::int from getoond where bron = 'afbakening'").fetchall())
    assert set(shown) == {"taakstelling_pct", "taakstelling_rijk_eur"}
    assert shown == {name: afbakeningen()[name].waarde for name in shown}


def test_every_figure_says_where_it_is_found(con: duckdb.DuckDBPyConnection) -> None:
    kinds = con.execute("select distinct bron from getoond where telling is null order by 1").fetchall()
    assert [k for (k,) in kinds] == ["aansluiting", "afbakening", "indicator", "kerncijfer", "reeks"]


def test_a_figure_is_written_as_its_value_rounded(con: duckdb.DuckDBPyConnection) -> None:
    wrong = []
    for value, text in con.execute(
        "select distinct waarde::double, tekst from getoond where waarde is not null"
    ).fetchall():
        digits = len(text.partition(",")[2])
        written = {getal(v / d, digits) for v in (value, abs(value)) for d in DUIZENDEN}
        if text not in written:
            wrong.append((value, text))
    assert wrong == []


def test_what_is_suppressed_shows_nothing_but_its_sign(con: duckdb.DuckDBPyConnection) -> None:
    suppressed = """
        from getoond as g join reeks as r
            on r.indicator_code = g.indicator and r.variant = g.variant and r.jaar = g.jaar::int
            and r.organisatie_code = g.organisatie and r.uitsplitsing = g.uitsplitsing and r.categorie = g.categorie
        where r.onderdrukt and g.bron = 'reeks'
    """
    assert con.execute(f"select distinct g.tekst, g.waarde {suppressed}").fetchall() == [(ONDERDRUKT, None)]
    (count,) = con.execute(f"select count(*) {suppressed}").fetchone()
    assert count > 10


def test_no_number_stands_in_a_column_of_numbers_without_its_key(paginas: dict[str, Element]) -> None:
    loose = [
        (path, cell.tekst)
        for path, page in paginas.items()
        for cell in [*page.alle("td", klasse="getal"), *page.alle("p", klasse="groot")]
        if not any(e.is_cijfer for e in cell.alle()) and cell.tekst not in ("", ONBEKEND, "in woorden")
    ]
    assert loose == []


def test_a_chart_shows_the_numbers_of_the_table_behind_it(paginas: dict[str, Element]) -> None:
    charts = 0
    for path, page in paginas.items():
        for figure in page.alle("section", klasse="figuur"):
            for chart in figure.alle("svg"):
                charts += 1
                (table,) = figure.alle("table")
                heads = {cell.tekst for cell in table.alle("th")}
                in_table = {e.tekst for e in table.alle() if e.is_cijfer} | {c.tekst for c in table.alle("td")}
                numbers = [t.tekst for t in chart.alle("text") if GETAL.fullmatch(t.tekst) and t.tekst not in heads]
                assert numbers, (path, figure.attrs["id"])
                assert set(numbers) <= in_table, (path, figure.attrs["id"])
    assert charts > 300


def test_every_chart_holds_the_figures_of_its_latest_year(
    paginas: dict[str, Element], con: duckdb.DuckDBPyConnection
) -> None:
    latest = con.execute(
        """
        select indicator_code, decimalen, list(waarde)
        from (
            select r.*, max(jaar) over (partition by r.indicator_code) as laatste_jaar
            from reeks as r join indicator as i using (indicator_code)
            where organisatie_code = 'rijk' and variant = 'standaard' and uitsplitsing = i.uitsplitsingen[1]
                and waarde is not null
        )
        where jaar = laatste_jaar
        group by all
        """
    ).fetchall()
    (indicators,) = con.execute("select count(*) from indicator").fetchone()
    assert len(latest) == indicators
    for code, digits, values in latest:
        page = paginas[f"indicatoren/{code}.html"]
        (figure,) = [s for s in page.alle("section") if s.attrs.get("id") == "ontwikkeling"]
        shown = Counter(t.tekst for t in figure.alle("svg")[0].alle("text"))
        assert Counter(getal(v, digits) for v in values) <= shown, code


def test_a_chart_says_in_words_what_stands_above_it(paginas: dict[str, Element]) -> None:
    for path, page in paginas.items():
        for figure in page.alle("section", klasse="figuur"):
            for chart in figure.alle("svg"):
                title, words = chart.alle("title")[0], chart.alle("desc")[0]
                assert chart.attrs["role"] == "img"
                assert chart.attrs["aria-labelledby"].split() == [title.attrs["id"], words.attrs["id"]]
                assert title.tekst, path
                assert words.tekst == figure.alle("p", klasse="boodschap")[0].tekst, path
