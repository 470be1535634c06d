"""The whole published set of the sample: what would leak if only small numbers were left out, and that nothing does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pytest

from jbr_pipeline.disclosure import primary, protection
from jbr_pipeline.disclosure.protection import Keuze
from jbr_pipeline.disclosure.solver import Klok
from jbr_pipeline.disclosure.system import Stelsel
from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.quality.rules import literal
from jbr_pipeline.warehouse import figure_inputs, figures
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.protection import bescherm
from jbr_pipeline.warehouse.publications import waarneming
from jbr_pipeline.warehouse.session import session, sql
from jbr_pipeline.warehouse.state import stand

RUIM = 300.0
NIETS = Keuze(*(np.zeros(0, dtype=np.int64) for _ in range(3)))


@pytest.fixture(scope="module")
def con(voorbeeldmap: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The unsuppressed values of the sample, and `indicator_waarde` as it was published."""
    paden = Paden(voorbeeldmap)
    seen = waarneming(paden, vanaf=date(2022, 1, 1), vandaag=date(2025, 6, 1))
    with session(paden) as made:
        figure_inputs.maak_invoer(paden, made, stand(paden), seen)
        assert figures.laad_waarden(paden, made)
        made.execute(f"attach {literal(str(paden.database))} as gelezen (read_only)")
        made.execute("create temp view gepubliceerd as from gelezen.jbr.indicator_waarde")
        made.execute("create temp view indicator_waarde as from gepubliceerd")
        made.execute("create temp view aanlevering as from gelezen.jbr.aanlevering")
        made.execute("create temp table herkomst (indicator_code varchar)")
        made.execute(sql("geen_edities"))
        yield made


@pytest.fixture(scope="module")
def cellen(con: duckdb.DuckDBPyConnection) -> Stelsel:
    return protection.maak_cellen(con, catalogus())


def tel(con: duckdb.DuckDBPyConnection, query: str) -> int:
    found = con.execute(query).fetchone()
    assert found
    return int(found[0])


def test_leaving_out_small_numbers_alone_gives_most_of_them_away(
    con: duckdb.DuckDBPyConnection, cellen: Stelsel
) -> None:
    con.execute(
        f"create or replace temp view indicator_waarde as select *, 'lopend' as editie from ({primary.beschermd_sql()})"
    )
    found = protection.controleer(con, cellen, NIETS, Klok.over(RUIM))
    con.execute("create or replace temp view indicator_waarde as from gepubliceerd")
    assert found.beschermd > 1500
    assert sum(found.lekken.values()) > found.beschermd / 2
    assert set(found.lekken) > {"medewerkers", "instroom", "uitstroom", "integriteitsmeldingen", "verzuim", "rest"}


def test_from_what_is_published_nothing_can_be_worked_out(con: duckdb.DuckDBPyConnection, cellen: Stelsel) -> None:
    found = protection.controleer(con, cellen, NIETS, Klok.over(RUIM))
    assert (found.lekken, found.verloren) == ({}, 0)


def test_one_more_value_told_is_noticed(con: duckdb.DuckDBPyConnection, cellen: Stelsel) -> None:
    con.execute(
        """
        create or replace temp view indicator_waarde as
        with eerste as (
            select w.*
            from gepubliceerd as w
            where indicator_code = 'omvang_medewerkers' and uitsplitsing = 'geslacht' and onderdrukt
            order by all
            limit 1
        )
        from gepubliceerd
        union all
        select e.* replace (r.waarde as waarde, r.teller as teller, r.noemer as noemer)
        from eerste as e
        join waarde_ruw as r
            using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
        """
    )
    found = protection.controleer(con, cellen, NIETS, Klok.over(RUIM))
    con.execute("create or replace temp view indicator_waarde as from gepubliceerd")
    assert found.lekken


@pytest.mark.parametrize("code", ["omvang_medewerkers", "trainees", "integriteitsmeldingen"])
def test_no_value_is_left_out_alone_in_its_breakdown(con: duckdb.DuckDBPyConnection, code: str) -> None:
    """Told by adding up, without the machinery of the engine."""
    query = f"""
        select count(*)
        from (
            select count(*) filter (onderdrukt) as weg
            from gepubliceerd
            where indicator_code = '{code}' and uitsplitsing not in ('totaal', 'functiefamilie')
            group by variant, peildatum, organisatie_code, structuur, uitsplitsing
        )
        join (select 1) on weg = 1
    """
    with_total_told = query.replace(
        "group by",
        f"""
        and (variant, peildatum, organisatie_code, structuur) in (
            select (variant, peildatum, organisatie_code, structuur) from gepubliceerd
            where indicator_code = '{code}' and uitsplitsing = 'totaal' and not onderdrukt
        )
        group by""",
    )
    assert tel(con, with_total_told) == 0


@pytest.mark.parametrize("code", ["omvang_medewerkers", "trainees", "integriteitsmeldingen"])
def test_no_ministry_is_left_out_alone_below_the_rijk(con: duckdb.DuckDBPyConnection, code: str) -> None:
    alone = tel(
        con,
        f"""
        select count(*)
        from (
            select
                bool_or(organisatie_code = 'rijk' and not onderdrukt) as rijk_verteld,
                count(*) filter (organisatie_code <> 'rijk' and onderdrukt) as weg
            from gepubliceerd
            where indicator_code = '{code}' and structuur = 'toen' and uitsplitsing <> 'functiefamilie'
            group by variant, peildatum, uitsplitsing, categorie
        )
        where rijk_verteld and weg = 1
        """,
    )
    assert alone == 0


def test_hours_with_and_without_a_maximum_do_not_tell_of_a_few_who_work_more(con: duckdb.DuckDBPyConnection) -> None:
    """Whoever works more than 36 hours works at most 40, so 16 hours are four of them or fewer."""
    told = tel(
        con,
        """
        select count(*)
        from gepubliceerd as s
        join gepubliceerd as m
            using (indicator_code, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
        where
            indicator_code = 'omvang_fte' and s.variant = 'standaard' and m.variant = 'gemaximeerd'
            and s.teller - m.teller > 0 and s.teller - m.teller <= 16
        """,
    )
    assert told == 0


def test_the_number_of_rows_of_a_delivery_does_not_bound_a_small_number(con: duckdb.DuckDBPyConnection) -> None:
    """Trainees and stagiairs are delivered together, a row each; of those who start twice there are few."""
    bounded = tel(
        con,
        """
        select count(*)
        from gepubliceerd as t
        join gepubliceerd as s using (variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
        join gelezen.jbr.aanlevering as a
            on
                a.soort = 'stages_trainees'
                and a.status = 'geaccepteerd'
                and a.peildatum = t.peildatum
                and a.organisatie_code = t.organisatie_code
        where
            t.indicator_code = 'trainees' and s.indicator_code = 'stagiairs'
            and t.uitsplitsing = 'totaal' and t.structuur = 'toen'
            and t.onderdrukt and a.rijen_geldig - s.waarde < 5
        """,
    )
    assert bounded == 0


@pytest.mark.parametrize("structuur", ["toen", "nu"])
def test_who_came_does_not_follow_from_the_staff_of_two_years(con: duckdb.DuckDBPyConnection, structuur: str) -> None:
    """Staff grows by no more than came: growth of two or more would exclude that it was one."""
    bounded = tel(
        con,
        f"""
        with stand as (
            select jaar, organisatie_code, categorie, waarde
            from gepubliceerd
            where
                indicator_code = 'omvang_medewerkers' and uitsplitsing = 'geslacht' and variant = 'standaard'
                and structuur = '{structuur}' and month(peildatum) = 12
        )
        select count(*)
        from waarde_ruw as i
        join gepubliceerd as w
            using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
        join stand as nu on nu.jaar = w.jaar and nu.organisatie_code = i.organisatie_code and nu.categorie = i.categorie
        join stand as toen
            on
                toen.jaar = w.jaar - 1
                and toen.organisatie_code = i.organisatie_code
                and toen.categorie = i.categorie
        where
            i.indicator_code = 'instroom' and i.uitsplitsing = 'geslacht' and i.structuur = '{structuur}'
            and month(i.peildatum) = 12 and i.teller between 2 and 4 and nu.waarde - toen.waarde > 1
        """,
    )
    assert bounded == 0


def test_totals_stay_true(con: duckdb.DuckDBPyConnection) -> None:
    wrong = tel(
        con,
        """
        select count(*)
        from gepubliceerd as w
        join waarde_ruw as r
            using (indicator_code, variant, peildatum, organisatie_code, uitsplitsing, categorie, structuur)
        where not w.onderdrukt and (w.waarde, w.teller, w.noemer) is distinct from (r.waarde, r.teller, r.noemer)
        """,
    )
    assert wrong == 0


def test_nothing_shows_why_a_value_was_left_out(con: duckdb.DuckDBPyConnection) -> None:
    reasons = con.execute("select distinct reden_leeg, waarde, teller, noemer from gepubliceerd where onderdrukt")
    assert reasons.fetchall() == [("onderdrukt", None, None, None)]


def test_what_protecting_costs_is_counted_per_indicator(con: duckdb.DuckDBPyConnection, voorbeeldmap: Path) -> None:
    before = _kept_pattern(voorbeeldmap)
    bescherm(Paden(voorbeeldmap), con)
    assert _kept_pattern(voorbeeldmap) == before, "the pattern of the run still holds"
    lost = {v.indicator_code: v for v in protection.verlies(con)}
    assert set(lost) == {i.code for i in catalogus().values() if i.kleine_cellen}
    left_out = tel(con, "select count(*) from gepubliceerd where onderdrukt")
    assert sum(v.klein + v.bijkomend for v in lost.values()) == left_out
    assert lost["omvang_medewerkers"].bijkomend > 0
    assert sum(v.bijkomend for v in lost.values()) < sum(v.waarden for v in lost.values()) / 8


def _kept_pattern(voorbeeldmap: Path) -> int:
    """When the pattern was chosen."""
    return (Paden(voorbeeldmap).gesloten / "onthulling" / "patroon.json").stat().st_mtime_ns
