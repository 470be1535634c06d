"""What pages say of editions, corrections, gaps, incomplete years and hostile names: states that the sample lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting.publieksversie import schrijf_paginas
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.runs import VERZONNEN
from jbr_pipeline.warehouse.session import lezer
from jbr_pipeline_tests.integration.publieksversie.lezen import Element, lees

KOLOMMEN = "indicator_code, variant, jaar, peildatum, organisatie_code, uitsplitsing, categorie, structuur"
BOOS = "<script>alert(1)</script> & 'zo'"

STATEN = f"""
    update draai set oordeel = replace(oordeel, '{VERZONNEN}', '');
    insert into indicator_waarde
        select * replace ('JBR 2024' as editie, 'vastgesteld' as status) from indicator_waarde
        where jaar in (2023, 2024) and indicator_code in ('woo_tijdig_pct', 'leeftijdsopbouw');
    update indicator_waarde set status = 'vastgesteld' where editie = 'lopend' and jaar in (2023, 2024);
    update indicator_waarde set status = 'gecorrigeerd', waarde = waarde - 0.004
        where editie = 'lopend' and jaar = 2024 and indicator_code = 'woo_tijdig_pct' and variant = 'standaard';
    insert into correctie
        select
            'JBR 2024', e.indicator_code, e.variant, e.jaar, e.peildatum, e.organisatie_code, e.uitsplitsing,
            e.categorie, e.structuur, e.waarde, n.waarde, 'Een tweede versie kwam in plaats van de eerste.', [],
            timestamptz '2025-09-01 23:30:00+00'
        from indicator_waarde as e join indicator_waarde as n using ({KOLOMMEN})
        where e.editie = 'JBR 2024' and n.editie = 'lopend' and n.status = 'gecorrigeerd';
    delete from indicator_waarde where indicator_code = 'kantoor_m2' and jaar = 2023;
    update indicator_waarde set volledig = false, dekking_pct = 87.54
        where indicator_code = 'inkoopvolume' and jaar = 2024 and organisatie_code = 'rijk';
    update indicator_waarde
        set waarde = null, teller = null, noemer = null, onderdrukt = true, reden_leeg = 'onderdrukt'
        where indicator_code = 'trainees' and jaar = 2023 and organisatie_code = 'rijk' and uitsplitsing = 'totaal';
    update indicator_waarde set waarde = null, reden_leeg = 'aanlevering ontbreekt' where indicator_code = 'zbo_aantal';
    delete from indicator_waarde where indicator_code in ('betaalgedrag_pct', 'schaalverdeling');
    update indicator_waarde set waarde = waarde / 2 where indicator_code = 'integriteitsmeldingen' and jaar = 2024;
    update indicator_waarde set waarde = 16.04
        where indicator_code = 'inhuur_pct' and variant = 'standaard' and jaar = 2023 and organisatie_code = 'rijk';
    update indicator_waarde set waarde = null where indicator_code = 'woo_verzoeken_ontvangen' and jaar = 2024;
    update indicator set naam = $${BOOS}$$ where indicator_code = 'datalekken_gemeld';
"""


@pytest.fixture(scope="module")
def staten(voorbeeldmap: Path, tmp_path_factory: pytest.TempPathFactory) -> Paden:
    """A data folder with a database like the sample's, with those states in it; not marked as made up."""
    paden = Paden(tmp_path_factory.mktemp("staten") / "data")
    paden.warehouse.mkdir(parents=True)
    shutil.copy(Paden(voorbeeldmap).database, paden.database)
    with duckdb.connect(str(paden.database)) as con:
        con.execute("use jbr.jbr")
        con.execute(STATEN)
    return paden


@pytest.fixture(scope="module")
def site(staten: Paden) -> dict[str, Element]:
    """Its pages."""
    folder = staten.data / "site"
    return {f.relative_to(folder).as_posix(): lees(f) for f in schrijf_paginas(staten, folder)}


def indicator(site: dict[str, Element], code: str) -> Element:
    return site[f"indicatoren/{code}.html"]


def deel(page: Element, id_: str) -> Element:
    (found,) = [s for s in page.alle("section") if s.attrs.get("id") == id_]
    return found


def rijen(table: Element) -> list[list[str]]:
    return [[c.tekst for c in row.alle("th", "td")] for row in table.alle("tbody")[0].alle("tr")]


def tegel(site: dict[str, Element], naam: str) -> str:
    (found,) = [t for t in site["index.html"].alle("li", klasse="tegel") if t.alle("h3")[0].tekst == naam]
    return found.tekst


def test_where_the_letter_says_something_else_the_front_page_says_so(site: dict[str, Element]) -> None:
    assert "Let op: in de brief staat 15,4%." in tegel(site, "Percentage externe inhuur")
    direction = "Let op: de brief noemt een andere verandering dan is berekend."
    assert direction in tegel(site, "Gemelde vermoedens van integriteitsschendingen")
    assert "Let op" not in tegel(site, "Omvang van het personeel")


def test_a_headline_figure_that_is_not_there_is_said_in_words(site: dict[str, Element]) -> None:
    assert "geen cijfer" in tegel(site, "Ontvangen Woo-verzoeken")


def test_an_edition_stands_beside_what_is_said_now(site: dict[str, Element]) -> None:
    table = deel(indicator(site, "leeftijdsopbouw"), "edities").alle("table")[0]
    assert [h.tekst for h in table.alle("thead")[0].alle("th")] == ["Jaar", "JBR 2024", "Nu", "Status"]
    for what, frozen, now, status in rijen(table):
        assert what.startswith(("2023: ", "2024: "))
        assert frozen == now
        assert status == "vastgesteld"


def test_a_correction_shows_its_difference_however_small(site: dict[str, Element]) -> None:
    editions, corrections = deel(indicator(site, "woo_tijdig_pct"), "edities").alle("table")
    (frozen, now) = next(row[1:3] for row in rijen(editions) if row[0] == "2024")
    assert frozen != now
    day, edition, measured, who, of, before, after, reason = rijen(corrections)[0]
    # The day is that of the Netherlands, where it was past midnight.
    assert (day, edition, measured, who, of) == ("02-09-2025", "JBR 2024", "31-12-2024", "Rijk", "Totaal")
    assert (before, after) == (frozen, now)
    assert reason == "Een tweede versie kwam in plaats van de eerste."


def test_figures_of_editions_and_corrections_are_those_of_the_database(site: dict[str, Element], staten: Paden) -> None:
    names = ("indicator", "variant", "jaar", "peildatum", "organisatie", "uitsplitsing", "categorie", "editie", "maat")
    shown = {
        (*(e.attrs[f"data-{name}"] for name in names), float(e.attrs["value"]))
        for page in site.values()
        for e in page.alle("data")
        if e.attrs.get("data-bron") in ("indicator_waarde", "correctie")
    }
    of = "indicator_code, variant, jaar::varchar, peildatum::varchar, organisatie_code, uitsplitsing, categorie, editie"
    with lezer(staten.database) as con:
        known = con.execute(
            f"""
            select {of}, 'waarde', waarde from indicator_waarde where structuur = 'nu'
            union all select {of}, 'oude_waarde', oude_waarde from correctie
            union all select {of}, 'nieuwe_waarde', nieuwe_waarde from correctie
            """
        ).fetchall()
    assert {key[-2] for key in shown} == {"waarde", "oude_waarde", "nieuwe_waarde"}
    assert shown <= set(known)


def test_an_indicator_without_an_edition_says_so(site: dict[str, Element]) -> None:
    assert "nog in geen vastgestelde editie" in deel(indicator(site, "vrouwen_pct"), "edities").tekst


def test_a_year_between_others_without_a_figure_is_a_gap_with_its_sign(site: dict[str, Element]) -> None:
    part = deel(indicator(site, "kantoor_m2"), "ontwikkeling")
    assert [row[:2] for row in rijen(part.alle("table")[0]) if row[0] == "2023"] == [["2023", "."]]
    assert ".: er is geen cijfer" in part.tekst
    assert [t.tekst for t in part.alle("text")].count(".") == 1


def test_a_suppressed_year_is_a_gap_with_its_sign(site: dict[str, Element]) -> None:
    part = deel(indicator(site, "trainees"), "ontwikkeling")
    assert [row[1] for row in rijen(part.alle("table")[0])][1] == "x"
    assert "x: weggelaten om personen te beschermen" in part.tekst
    assert "x" in [t.tekst for t in part.alle("text")]
    assert len(part.alle("svg")[0].alle("path")) == 2


def test_an_incomplete_year_says_how_much_of_it_is_there(site: dict[str, Element]) -> None:
    part = deel(indicator(site, "inkoopvolume"), "ontwikkeling")
    assert "Het cijfer over 2024 is onvolledig: van 87,5% van het geheel is de aanlevering er." in part.tekst
    assert rijen(part.alle("table")[0])[-1][-1] == "vastgesteld, onvolledig"


def test_an_indicator_without_any_figure_has_a_page_in_words(site: dict[str, Element]) -> None:
    part = deel(indicator(site, "zbo_aantal"), "ontwikkeling")
    assert part.alle("svg") == []
    assert "Van dit cijfer is er nog geen waarde." in part.tekst


@pytest.mark.parametrize("code", ["betaalgedrag_pct", "schaalverdeling"])
def test_an_indicator_of_which_nothing_came_has_a_page_too(site: dict[str, Element], code: str) -> None:
    page = indicator(site, code)
    part = deel(page, "ontwikkeling")
    assert "er zijn nog geen cijfers" in part.tekst
    assert part.alle("svg", "table") == []
    assert "Wat dit cijfer betekent" in page.tekst


def test_a_year_that_is_not_there_yet_is_named_with_when_it_comes(site: dict[str, Element]) -> None:
    words = deel(indicator(site, "omvang_fte"), "ontwikkeling").tekst
    assert "Dit cijfer is er nog niet over 2025." in words
    assert "bij de jaarrapportage in mei na het verslagjaar" in words


def test_a_name_is_text_wherever_it_stands(site: dict[str, Element]) -> None:
    for path in ("index.html", "indicatoren/index.html", "domeinen/informatievoorziening.html", "bestanden.html"):
        assert [s.tekst for s in site[path].alle("script") if "alert" in s.tekst] == []
    page = indicator(site, "datalekken_gemeld")
    assert page.alle("h1")[0].tekst == BOOS
    assert page.alle("script") == []
    assert any(BOOS in t.tekst for t in page.alle("title"))


def test_figures_that_are_not_made_up_are_not_called_so(site: dict[str, Element]) -> None:
    assert not any("Verzonnen voorbeeldgegevens" in page.tekst for page in site.values())
