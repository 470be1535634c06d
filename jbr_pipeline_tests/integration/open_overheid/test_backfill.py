"""A backfill labels by filtered searches, checks itself, and leaves the details to a queue that is worked off."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jbr_pipeline.sample.standin.corpus import Corpus, categorieen
from jbr_pipeline.sample.standin.documents import Document
from jbr_pipeline.sample.standin.faults import Storing, Storingsplan
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.client import Client
from jbr_pipeline.sources.open_overheid.fetching import Ophaler
from jbr_pipeline.sources.open_overheid.labels import label_achterstand
from jbr_pipeline.sources.open_overheid.paths import zoekpad
from jbr_pipeline.sources.open_overheid.segments import Archief, alleen
from jbr_pipeline.sources.open_overheid.state import lees_kennis
from jbr_pipeline.sources.open_overheid.windows import Periode
from jbr_pipeline_tests.integration.open_overheid.kit import (
    VANAF,
    Gevouwen,
    assert_gelijk,
    details_gevraagd,
    haal,
    hoort_er_te_zijn,
    klein_corpus,
    vouw,
)

JAAR = {"van": date(2024, 1, 1), "tot": date(2024, 12, 31)}
WANNEER_GEZIEN = {"eerste_gezien_op", "laatst_gezien_op"}


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """Some 450 documents."""
    return klein_corpus(0.15)


def test_a_year_takes_at_most_150_requests_per_thousand_documents_before_the_queue(tmp_path: Path) -> None:
    with Standin(klein_corpus(2.0)) as standin:
        rapport = haal(standin, tmp_path / "raw", wachtrij_s=0.0, **JAAR)
        aantal = sum(d.openbaarmakingsdatum.year == 2024 for d in standin.voorraad.publiek.values())
        assert aantal > 2_000
        assert rapport.verzoeken == len(standin.verzoeken) <= 0.150 * aantal
        assert rapport.gelabeld == aantal
        # What is asked by itself is the sample: two in a hundred.
        assert rapport.wachtrij == aantal - len(details_gevraagd(standin)) > 0.95 * aantal


def test_counts_by_documentsoort_and_category_are_right_before_the_queue_is_done(
    corpus: Corpus, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        rapport = haal(standin, raw, wachtrij_s=0.0)
        gevouwen = vouw(raw)
        assert gevouwen.publiek == hoort_er_te_zijn(standin)
        verwacht = {i: standin.voorraad.publiek[i] for i in gevouwen.publiek}
        for document_id, document in verwacht.items():
            rij = gevouwen.rijen[document_id]
            assert rij["documentsoort"] == document.documentsoort.label
            assert set(rij["informatiecategorie_codes"]) == {_code(c) for c in document.informatiecategorieen}
            assert rij["informatiecategorie_code"] == _eerste_uit_art_3_3(document)
    zonder_detail = sum(rij["zonder_detail"] for rij in gevouwen.rijen.values())
    assert gevouwen.rapport.wacht_op_detail == zonder_detail == rapport.wachtrij > 0
    assert "c_3a248e3a" in {rij["informatiecategorie_code"] for rij in gevouwen.rijen.values() if rij["zonder_detail"]}
    assert not rapport.volledig
    assert rapport.onvolledig == []


def test_with_all_details_the_table_is_that_of_a_harvest_by_details_alone(corpus: Corpus, tmp_path: Path) -> None:
    uitkomst = {}
    for naam, gedrag in (("filters", Gedrag()), ("details", Gedrag(facetten=frozenset()))):
        with Standin(corpus, gedrag=gedrag) as standin:
            rapport = haal(standin, tmp_path / naam / "raw")
            assert rapport.volledig
            assert bool(rapport.gelabeld) == (naam == "filters")
            uitkomst[naam] = _zonder_tijden(assert_gelijk(standin, tmp_path / naam / "raw"))
    assert uitkomst["filters"] == uitkomst["details"]


def test_the_queue_goes_on_where_it_was_newest_first_and_says_when_it_is_done(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        rapport = haal(standin, raw, wachtrij_s=0.0)
        standin.verzoeken.clear()
        over = [rapport.wachtrij]
        while rapport.wachtrij:
            # Half a million details a second is what the client of these tests allows.
            rapport = haal(standin, raw, wachtrij_s=200 / 500_000)
            over.append(rapport.wachtrij)
            if rapport.wachtrij:
                assert f"van {rapport.wachtrij} documenten" in rapport.wachtrij_klaar
                nog = -(-rapport.wachtrij // 200)
                assert f"na nog {nog} keer klaar" in rapport.wachtrij_klaar
                assert f"{date(2025, 3, 1 + nog):%d-%m-%Y}" in rapport.wachtrij_klaar
        assert over == [max(0, over[0] - 200 * n) for n in range(len(over))]
        assert rapport.volledig
        assert rapport.wachtrij_klaar == ""
        gevraagd = details_gevraagd(standin)
        assert len(gevraagd) == len(set(gevraagd)) == over[0]
        data = [standin.voorraad.publiek[i].openbaarmakingsdatum for i in gevraagd]
        assert data == sorted(data, reverse=True)
        assert_gelijk(standin, raw)


def test_a_queue_that_the_budget_cuts_off_keeps_what_it_fetched(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        for _ in range(10):
            rapport = haal(standin, raw, budget=400)
            if rapport.volledig:
                break
            assert rapport.wachtrij or not rapport.gelabeld
        assert rapport.volledig
        keren = Counter(details_gevraagd(standin))
        assert set(keren.values()) == {1}
        assert_gelijk(standin, raw)


def test_a_run_that_stops_while_it_labels_uses_nothing_half(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        filters = _Filterlog(standin)
        haal(standin, raw, budget=60)
        assert filters.aantal > 0
        half = vouw(raw)
        assert all(not rij["zonder_detail"] for rij in half.rijen.values())
        assert haal(standin, raw).volledig
        assert_gelijk(standin, raw)


@pytest.mark.parametrize("facet", ["documentsoort", "informatiecategorie"])
@pytest.mark.parametrize("fout", ["negeert", "weigert", "verouderd", "facetten"])
def test_filters_that_cannot_be_trusted_leave_the_documents_to_their_details(
    corpus: Corpus, tmp_path: Path, fout: str, facet: str
) -> None:
    raw = tmp_path / "raw"
    gedrag = Gedrag(**{fout: frozenset({facet}) if fout != "facetten" else Gedrag().facetten - {facet}})
    with Standin(corpus, gedrag=gedrag) as standin:
        filters = _Filterlog(standin)
        rapport = haal(standin, raw, wachtrij_s=0.0)
        assert rapport.gelabeld == rapport.wachtrij == 0
        assert rapport.volledig
        (opmerking,) = rapport.opmerkingen
        assert facet in opmerking
        # A filter that does nothing is noticed at once, not after everything was read.
        assert filters.aantal < (100 if fout == "verouderd" else 30)
        assert len(details_gevraagd(standin)) == len(hoort_er_te_zijn(standin))
        for document_id, rij in assert_gelijk(standin, raw).rijen.items():
            assert rij["documentsoort"] == standin.voorraad.publiek[document_id].documentsoort.label


def test_labels_that_details_gainsay_count_for_nobody(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    gedrag = Gedrag(verouderd=frozenset({"informatiecategorie"}), ronl_vindbaar=False)
    with Standin(corpus, gedrag=gedrag) as standin:
        haal(standin, raw)
        zonder = [rij for rij in vouw(raw).rijen.values() if rij["zonder_detail"]]
        assert zonder
        assert all(rij["documentsoort"] is None and rij["informatiecategorie_codes"] == [] for rij in zonder)


def test_labels_serve_for_documents_that_the_detail_does_not_resolve(corpus: Corpus, tmp_path: Path) -> None:
    with Standin(corpus, gedrag=Gedrag(ronl_vindbaar=False)) as standin:
        haal(standin, tmp_path / "raw")
        for document_id, rij in vouw(tmp_path / "raw").rijen.items():
            assert rij["documentsoort"] == standin.voorraad.publiek[document_id].documentsoort.label


def test_a_document_with_two_categories_of_art_3_3_gets_its_detail_because_only_that_tells_which_is_first(
    corpus: Corpus, tmp_path: Path
) -> None:
    eerste, overige = categorieen()
    dubbel = [replace(d, informatiecategorieen=(overige[1], eerste[0])) for d in corpus.documenten[:5]]
    with Standin(Corpus((*dubbel, *corpus.documenten[5:]))) as standin:
        haal(standin, tmp_path / "raw", wachtrij_s=0.0)
        rijen = vouw(tmp_path / "raw").rijen
        for document in dubbel:
            if document.openbaarmakingsdatum.year >= 2022:
                rij = rijen[document.document_id]
                assert (rij["zonder_detail"], rij["informatiecategorie_code"]) == (False, _code(overige[1]))


def test_a_handful_of_documents_is_not_worth_a_filter(tmp_path: Path) -> None:
    with Standin(Corpus(klein_corpus(0.02).documenten[:12])) as standin:
        filters = _Filterlog(standin)
        assert haal(standin, tmp_path / "raw").volledig
        assert filters.aantal == 0
        assert_gelijk(standin, tmp_path / "raw")


def test_what_changes_while_it_waits_is_fetched_the_next_night(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        haal(standin, raw, wachtrij_s=0.0)
        wachtend = min(i for i, rij in vouw(raw).rijen.items() if rij["zonder_detail"])
        standin.voorraad.nieuwe_versie(wachtend)
        standin.verzoeken.clear()
        rapport = haal(standin, raw, wachtrij_s=0.0)
        assert details_gevraagd(standin) == [wachtend]
        assert rapport.wachtrij > 0
        assert not vouw(raw).rijen[wachtend]["zonder_detail"]


def test_what_is_withdrawn_while_it_waits_keeps_its_labels(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        haal(standin, raw, wachtrij_s=0.0)
        wachtend = min(
            i
            for i, rij in vouw(raw).rijen.items()
            if rij["zonder_detail"] and rij["openbaarmakingsdatum"] < date(2024, 1, 1) and not i.startswith("ronl-")
        )
        soort = standin.voorraad.publiek[wachtend].documentsoort.label
        standin.voorraad.trek_in(wachtend)
        assert haal(standin, raw, wachtrij_s=0.0).ingetrokken == 1
        rij = vouw(raw).rijen[wachtend]
        assert rij["ingetrokken_op"] is not None
        assert rij["documentsoort"] == soort


def test_folding_labels_again_gives_the_same_bytes(corpus: Corpus, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus) as standin:
        haal(standin, raw, wachtrij_s=0.0)
    vouw(raw)
    eerst = (tmp_path / "publicaties.parquet").read_bytes()
    vouw(raw)
    assert (tmp_path / "publicaties.parquet").read_bytes() == eerst


def test_faults_on_the_way_change_nothing_about_the_labels(corpus: Corpus, tmp_path: Path) -> None:
    plan = Storingsplan(kans=0.2, soorten=("500", "leeg", "afgebroken", "html"))
    with Standin(corpus, storingen=plan) as standin:
        rapport = haal(standin, tmp_path / "raw", wachtrij_s=0.0)
        assert rapport.gelabeld == len(hoort_er_te_zijn(standin))


def test_the_sample_that_the_source_does_not_give_leaves_the_labels_unused(corpus: Corpus, tmp_path: Path) -> None:
    with Standin(corpus, storingen=_DetailsStuk(kans=1.0)) as standin:
        rapport = haal(standin, tmp_path / "raw", wachtrij_s=0.0)
        assert "achtereen mislukt" in rapport.onvolledig[-1]
        assert vouw(tmp_path / "raw").rijen == {}


def test_where_filters_do_not_serve_a_run_fetches_no_more_details_than_fit_and_the_next_goes_on(
    corpus: Corpus, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    with Standin(corpus, gedrag=Gedrag(facetten=frozenset())) as standin:
        aantal = len(hoort_er_te_zijn(standin))
        with (
            Client(standin.base_url, zoek_per_seconde=1e6) as client,
            alleen(raw),
            Archief(raw, "voorbeeld") as archief,
        ):
            ophaler = Ophaler(client, archief, lees_kennis(raw), VANAF, Periode(VANAF, None))
            for start in range(0, aantal, 50):
                ophaler.pagina(zoekpad(start=start, van=VANAF, sort="publicatiedatum"))
            label_achterstand(ophaler, 100)
            (reden,) = ophaler.rapport.onvolledig
        assert f"van {aantal - 100} documenten" in reden
        assert len(details_gevraagd(standin)) == 100
        assert haal(standin, raw).volledig
        assert len(details_gevraagd(standin)) == aantal
        assert_gelijk(standin, raw)


class _DetailsStuk(Storingsplan):
    def kies(self, pad: str) -> Storing | None:
        return "500" if "/zoek/" in pad else None


class _Filterlog:
    """Counts the searches with a filter."""

    def __init__(self, standin: Standin) -> None:
        self._standin = standin

    @property
    def aantal(self) -> int:
        return sum("documentsoort=" in v.pad or "informatiecategorie=" in v.pad for v in self._standin.verzoeken)


def _zonder_tijden(gevouwen: Gevouwen) -> dict[str, dict[str, Any]]:
    return {
        i: {naam: waarde for naam, waarde in rij.items() if naam not in WANNEER_GEZIEN}
        for i, rij in gevouwen.rijen.items()
    }


def _code(categorie: Any) -> str:
    return str(categorie.uri).rsplit("/", 1)[1]


def _eerste_uit_art_3_3(document: Document) -> str | None:
    codes = [_code(c) for c in document.informatiecategorieen]
    return next((c for c in codes if c != "c_816e508d"), None)
