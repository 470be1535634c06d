"""What the pages on a topic say in states that the sample lacks: a year after the baseline, gaps, nothing at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting.publieksversie.content import lees_inhoud
from jbr_pipeline.reporting.publieksversie.paginas import kwaliteit, publicaties, taakstelling, woo_verzoeken
from jbr_pipeline.reporting.publieksversie.site import Site
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.publieksversie.lezen import Element, lees

SOORTEN = (taakstelling.paginas, woo_verzoeken.paginas, publicaties.paginas, kwaliteit.paginas)

STATEN = """
    insert into indicator_waarde
        select * replace ('JBR 2024' as editie, 'vastgesteld' as status)
        from indicator_waarde where indicator_code like 'taakstelling_nulmeting%';
    insert into indicator_waarde
        select * replace (
            2025 as jaar, date '2025-12-31' as peildatum, if(organisatie_code = 'rijk', 12.5, -3) as waarde
        )
        from indicator_waarde where indicator_code = 'taakstelling_realisatie_pct';
    delete from aanlevering where soort = 'verzuim' and organisatie_code = 'mnre1010' and peildatum = '2023-12-31';
    update aanlevering set status = 'afgekeurd', reden = 'De kolom <bsn> hoort er niet in.'
        where soort = 'vacatures' and organisatie_code = 'mnre1013' and peildatum = '2024-12-31';
    update indicator_waarde set volledig = false, dekking_pct = 87.54
        where indicator_code = 'inkoopvolume' and jaar = 2024 and organisatie_code = 'rijk';
    update aansluiting set oordeel = 'wijkt af', verschil = 1.5
        where indicator_code = 'woo_tijdig_pct' and oordeel = 'sluit aan';
    update publicatie set ingetrokken_op = timestamptz '2026-01-05 12:00:00+00'
        where document_id in (select document_id from publicatie order by document_id limit 3);
"""
LEEG = """
    delete from indicator_waarde
        where regexp_matches(indicator_code, '^(woo|taakstelling|publicatie|organisaties_met)');
    delete from kwaliteit;
    delete from aanlevering;
    delete from aansluiting;
    delete from publicatie;
"""


def bouw(voorbeeldmap: Path, map_: Path, wijziging: str) -> dict[str, Element]:
    """The four pages of a database like the sample's after a change."""
    database = map_ / "jbr.duckdb"
    shutil.copy(Paden(voorbeeldmap).database, database)
    with duckdb.connect(str(database)) as con:
        con.execute("use jbr.jbr")
        con.execute(wijziging)
        content = lees_inhoud(con)
        pages = [page for soort in SOORTEN for page in soort(content)]
    site = Site(content, pages)
    found = {}
    for page in pages:
        file = map_ / page.pad
        file.write_text(site.html(page), encoding="utf-8")
        found[page.pad] = lees(file)
    return found


@pytest.fixture(scope="module")
def staten(voorbeeldmap: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    return bouw(voorbeeldmap, tmp_path_factory.mktemp("staten"), STATEN)


@pytest.fixture(scope="module")
def leeg(voorbeeldmap: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    return bouw(voorbeeldmap, tmp_path_factory.mktemp("leeg"), LEEG)


def deel(page: Element, id_: str) -> Element:
    (found,) = [s for s in page.alle("section") if s.attrs.get("id") == id_]
    return found


def rijen(part: Element, onderschrift: str) -> list[list[str]]:
    (table,) = [t for t in part.alle("table") if t.alle("caption")[0].tekst.startswith(onderschrift)]
    return [[c.tekst for c in row.alle("th", "td")] for row in table.alle("tbody")[0].alle("tr")]


def test_without_a_year_after_the_baseline_nothing_is_said_to_be_realised(paginas: dict[str, Element]) -> None:
    page = paginas["taakstelling.html"]
    part = deel(page, "realisatie")
    assert "Er is nog geen jaar na de nulmeting." in part.tekst
    assert part.alle("table", "svg", "data") == []
    assert "De nulmeting is voorlopig." in deel(page, "vast").tekst


def test_a_year_after_the_baseline_shows_what_is_realised(staten: dict[str, Element]) -> None:
    page = staten["taakstelling.html"]
    assert [row[:2] for row in rijen(deel(page, "realisatie"), "Taakstelling: realisatie")] == [
        ["2024", "0,0"],
        ["2025", "12,5"],
    ]
    ministries = rijen(deel(page, "ministeries"), "Nulmeting en doel")
    assert ministries[0][-1] == "-3,0"
    assert ministries[-1][0] == "Rijk"
    assert ministries[-1][-1] == "12,5"


def test_a_frozen_baseline_is_said_to_be_fixed(staten: dict[str, Element]) -> None:
    part = deel(staten["taakstelling.html"], "vast")
    assert "De nulmeting staat vast." in part.tekst
    assert len(part.alle("table")) == 2
    for _, frozen, now, _ in rijen(part, "Taakstelling: nulmeting in fte"):
        assert frozen == now


def test_what_is_missing_or_refused_is_named(staten: dict[str, Element]) -> None:
    page = staten["kwaliteit.html"]
    assert rijen(page, "Wat ontbreekt") == [
        ["AZ", "Verzuim", "31-12-2023", "25-02-2024", "ontbreekt"],
        ["BZ", "Vacatures", "31-12-2024", "25-02-2025", "afgekeurd"],
    ]
    refused = {row[1]: row[-1] for row in rijen(page, "Elk afgekeurd bestand")}
    assert refused["BZ"] == "De kolom <bsn> hoort er niet in."
    per_ministry = {row[0]: row[1:] for row in rijen(page, "Hoe het staat, per ministerie")}
    total, missing, *_, in_order = per_ministry["AZ"]
    assert (int(total) - int(in_order), missing) == (1, "1")


def test_an_incomplete_figure_and_one_that_differs_are_named(staten: dict[str, Element]) -> None:
    page = staten["kwaliteit.html"]
    assert rijen(page, "Onvolledige cijfers") == [["Inkoopvolume", "2024", "87,5%"]]
    (row,) = rijen(page, "Cijfers die afwijken")
    assert row[0] == "Woo-verzoeken binnen de termijn afgehandeld"
    assert row[6] == "1,5"
    assert {r[0]: r[-1] for r in rijen(page, "Eerder gepubliceerde cijfers")}["Wijkt af"] == "1"


def test_withdrawn_documents_are_counted(staten: dict[str, Element]) -> None:
    counts = dict(rijen(staten["publicaties.html"], "Alle documenten"))
    assert counts["Weer verdwenen van het platform"] == "3"


def test_categories_stand_in_the_order_of_the_law_with_article_and_duty(paginas: dict[str, Element]) -> None:
    rows = rijen(paginas["publicaties.html"], "Documenten van ministeries naar informatiecategorie")
    articles = [row[1] for row in rows if row[1]]
    assert articles == sorted(articles)
    assert [row[2] for row in rows].count("sinds 01-11-2024") == 5
    assert rows[-1][:3] == ["Onbekend", "", ""]


def test_the_months_of_the_first_tranche_add_up_to_their_categories(paginas: dict[str, Element]) -> None:
    rows = rijen(paginas["publicaties.html"], "Documenten in de eerste tranche per maand")
    assert rows[0][0] == "November 2024"
    assert all(int(total) == sum(map(int, parts)) for _, total, *parts in rows)


def test_other_sources_on_woo_requests_say_why_they_differ(paginas: dict[str, Element]) -> None:
    rows = rijen(deel(paginas["woo-verzoeken.html"], "bronnen"), "Cijfers van anderen")
    assert len(rows) > 10
    assert all(row[5] for row in rows)


def test_where_there_is_nothing_the_pages_say_so(leeg: dict[str, Element]) -> None:
    assert "Er is nog geen nulmeting." in leeg["taakstelling.html"].tekst
    assert "er zijn nog geen cijfers" in leeg["woo-verzoeken.html"].tekst
    assert "er zijn nog geen cijfers" in leeg["publicaties.html"].tekst
    assert "Er is nog geen enkel bestand ontvangen." in leeg["kwaliteit.html"].tekst
    assert "Er is nog geen aanlevering." in leeg["kwaliteit.html"].tekst
    for path in ("taakstelling.html", "woo-verzoeken.html", "publicaties.html"):
        ids = {e.attrs["id"] for e in leeg[path].alle() if "id" in e.attrs}
        links = {a.attrs["href"][1:] for a in leeg[path].alle("a") if a.attrs["href"].startswith("#")}
        assert links <= ids, path
