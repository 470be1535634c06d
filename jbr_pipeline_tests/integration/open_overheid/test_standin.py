"""The stand-in answers as the real source does, as far as that is on record, and its corpus is what it promises."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import duckdb
import httpx
import pytest

from jbr_pipeline.contracts.organisations import organisaties
from jbr_pipeline.sample.standin.corpus import Corpus, maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.paths import zoekpad
from jbr_pipeline_tests.integration.open_overheid.kit import haal, klein_corpus, vouw

OPNAMEN = Path(__file__).parents[4] / "shared" / "samples" / "open_overheid"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return maak_corpus()


@pytest.fixture(scope="module")
def gevouwen(corpus: Corpus, tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """The whole corpus, harvested and folded, as the view `p`."""
    raw = tmp_path_factory.mktemp("corpus") / "raw"
    with Standin(corpus) as standin:
        assert haal(standin, raw).volledig
    vouw(raw)
    con = duckdb.connect()
    con.execute(f"create view p as from '{raw.parent / 'publicaties.parquet'}'")
    return con


def test_the_bodies_have_the_keys_and_types_of_the_recorded_answers(corpus: Corpus) -> None:
    if not OPNAMEN.exists():
        pytest.skip("de opgenomen antwoorden zijn hier niet")
    with Standin(corpus) as standin:
        # The recorded document is a ministry's own, with a parent and one version.
        gelijke = next(
            d
            for d in corpus.documenten
            if d.bron_label == "plooi-api" and d.relaties and d.hash and d.omschrijving and len(d.versies) == 1
        )
        detail = httpx.get(f"{standin.base_url}/zoek/{gelijke.document_id}", trust_env=False).json()
        zoek = httpx.get(f"{standin.base_url}/zoek?zoektekst={quote(gelijke.titel)}", trust_env=False).json()
    treffer = next(t for t in zoek["resultaten"] if t["document"]["id"].startswith(gelijke.document_id))
    opgenomen = json.loads((OPNAMEN / "zoek_detail.json").read_text())
    opgenomen_treffer = json.loads((OPNAMEN / "zoek_first_hit.json").read_text())
    verschil = _vorm(detail) ^ _vorm(opgenomen)
    # Lists that happen to be filled in the recorded document and are empty here.
    assert {v for v in verschil if "onderwerpenRonl" not in v} == set()
    assert _vorm(treffer) == _vorm(opgenomen_treffer["resultaten"][0])


def test_every_answer_says_that_it_is_made_up(corpus: Corpus) -> None:
    with Standin(klein_corpus(0.02)) as standin:
        for pad in ("/zoek", "/zoek/niets", "/zoek?aantalResultaten=25"):
            assert httpx.get(standin.base_url + pad, trust_env=False).headers["X-Voorbeeldgegevens"] == "verzonnen"
    assert all("(verzonnen voorbeeld)" in d.titel for d in corpus.documenten)


def test_an_unknown_parameter_is_ignored_without_a_word() -> None:
    with Standin(klein_corpus(0.02)) as standin:
        alles = httpx.get(f"{standin.base_url}/zoek", trust_env=False).json()
        typefout = httpx.get(f"{standin.base_url}/zoek?zoekterm=brug&publicatiedatum=1", trust_env=False).json()
    assert alles["totaal"] == typefout["totaal"] > 50


@pytest.mark.parametrize("verouderd", [frozenset(), frozenset({"informatiecategorie"})])
def test_a_filter_gives_as_many_documents_as_its_facet_counts_also_where_the_index_lags_behind(
    corpus: Corpus, verouderd: frozenset[str]
) -> None:
    with Standin(corpus, gedrag=Gedrag(verouderd=verouderd)) as standin:
        facetten = httpx.get(f"{standin.base_url}/zoek", trust_env=False).json()["filters"]["informatiecategorie"]
        assert "agenda’s en besluitenlijsten bestuurscolleges" in {f["naam"] for f in facetten}
        for facet in facetten:
            pad = zoekpad(aantal=10, filters={"informatiecategorie": facet["naam"]})
            antwoord = httpx.get(standin.base_url + pad, trust_env=False).json()
            assert antwoord["totaal"] == facet["aantal"]
            gevonden = [standin.voorraad.publiek[t["document"]["id"].rsplit("_", 1)[0]] for t in antwoord["resultaten"]]
            klopt = [facet["naam"] in {c.label for c in d.informatiecategorieen} for d in gevonden]
            assert all(klopt) or verouderd


def test_a_filter_value_that_is_encoded_once_too_often_finds_nothing(corpus: Corpus) -> None:
    with Standin(corpus) as standin:
        pad = zoekpad(filters={"informatiecategorie": quote("agenda’s en besluitenlijsten bestuurscolleges")})
        assert httpx.get(standin.base_url + pad, trust_env=False).json()["totaal"] == 0


def test_filters_can_be_refused_and_facets_left_out() -> None:
    gedrag = Gedrag(weigert=frozenset({"documentsoort"}), facetten=frozenset({"thema"}))
    with Standin(klein_corpus(0.02), gedrag=gedrag) as standin:
        geweigerd = httpx.get(standin.base_url + zoekpad(filters={"documentsoort": "brief"}), trust_env=False)
        assert geweigerd.status_code == 400
        assert "documentsoort" in geweigerd.json()["detail"]
        assert set(httpx.get(f"{standin.base_url}/zoek", trust_env=False).json()["filters"]) == {"thema"}


def test_the_corpus_is_the_same_for_the_same_seed(corpus: Corpus) -> None:
    assert maak_corpus() == corpus
    assert maak_corpus(1) != corpus
    assert 2_800 < len(corpus.documenten) < 3_300


def test_ministries_publish_a_quarter_more_in_2024_with_and_without_doubles(
    gevouwen: duckdb.DuckDBPyConnection,
) -> None:
    groei = gevouwen.execute(
        """
        select
            count_if(jaar = 2024) / count_if(jaar = 2023) - 1,
            count_if(jaar = 2024 and dubbel_van is null) / count_if(jaar = 2023 and dubbel_van is null) - 1
        from (select *, year(openbaarmakingsdatum) as jaar from p)
        where starts_with(organisatie_code, 'mnre') and not is_bijlage
        """
    ).fetchone()
    assert groei
    assert all(0.22 <= g <= 0.30 for g in groei), groei


def test_the_first_tranche_is_rare_before_november_2024_and_common_after(gevouwen: duckdb.DuckDBPyConnection) -> None:
    voor, na = gevouwen.execute(
        """
        select avg(eerste) filter (not vanaf), avg(eerste) filter (vanaf)
        from (
            select
                openbaarmakingsdatum >= date '2024-11-01' as vanaf,
                coalesce(informatiecategorie_code in
                    ('c_139c6280', 'c_aab6bfc7', 'c_40a05794', 'c_89ee6784', 'c_c76862ab'), false)::int as eerste
            from p
        )
        """
    ).fetchone() or (1, 0)
    assert voor < 0.05 < 0.25 < na


def test_every_ministry_exists_on_the_day_it_publishes(gevouwen: duckdb.DuckDBPyConnection) -> None:
    rijen = gevouwen.execute(
        "select distinct organisatie_code, organisatie_label, openbaarmakingsdatum from p "
        "where starts_with(organisatie_code, 'mnre') and year(openbaarmakingsdatum) between 2022 and 2026"
    ).fetchall()
    assert len(rijen) > 1_000
    for code, label, dag in rijen:
        assert (code, label) in {(o.code, o.naam) for o in organisaties() if o.bestaat_op(dag)}


def test_the_corpus_has_every_quirk_that_the_contract_names(
    corpus: Corpus, gevouwen: duckdb.DuckDBPyConnection
) -> None:
    ids = {d.document_id.split("-")[0] for d in corpus.documenten}
    assert {"oep", "ronl"} < ids
    assert any(d.openbaarmakingsdatum == date(1985, 8, 5) for d in corpus.documenten)
    assert any(d.openbaarmakingsdatum > date(2026, 12, 31) for d in corpus.documenten)
    assert any("\n" in d.titel for d in corpus.documenten)
    assert any("&amp;" in d.titel for d in corpus.documenten)
    assert any(d.publisher is None for d in corpus.documenten)
    assert any(d.publisher and d.publisher.label == "Onbekend" for d in corpus.documenten)
    assert any(d.hash is None for d in corpus.documenten)
    assert any(d.nummer > 1 for d in corpus.documenten)
    telling = gevouwen.execute(
        "select count(dubbel_van), count(identiteitsgroep), count_if(is_bijlage), "
        "count_if(organisatie_code = 'oorg10002'), count_if(organisatie_code like 'gm%'), "
        "count_if(titel like '%&amp;%' or titel like '%\n%' or titel like '%  %') from p"
    ).fetchone()
    assert telling
    assert all(aantal > 30 for aantal in telling[:-1])
    assert telling[-1] == 0


def _vorm(inhoud: Any, pad: str = "") -> set[str]:
    """Every path in a body with the type of what is there; lists count as one element."""
    if isinstance(inhoud, dict):
        return {f"{pad}:object"}.union(*(_vorm(w, f"{pad}.{n}") for n, w in inhoud.items()))
    if isinstance(inhoud, list):
        return {f"{pad}:lijst"}.union(*(_vorm(w, f"{pad}[]") for w in inhoud))
    return {f"{pad}:{type(inhoud).__name__}"}
