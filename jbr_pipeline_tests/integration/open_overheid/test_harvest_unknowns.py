"""The harvest ends with exactly what the server holds, whatever the API turns out to be like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.faults import STORINGEN, Storing, Storingsplan
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.errors import FilterGenegeerd, ZoekGeweigerd
from jbr_pipeline_tests.integration.open_overheid.kit import (
    assert_gelijk,
    details_gevraagd,
    haal,
    hoort_er_te_zijn,
    klein_corpus,
    vouw,
)


@pytest.mark.parametrize(
    ("tot_inclusief", "max_start", "nieuwste_eerst"),
    [
        (True, None, False),
        (False, None, True),
        (True, 0, True),
        (False, 0, False),
        (True, 50, False),
        (False, 50, True),
    ],
)
def test_everything_is_held_whatever_the_api_does_with_dates_paging_and_versions(
    tmp_path: Path, tot_inclusief: bool, max_start: int | None, nieuwste_eerst: bool
) -> None:
    gedrag = Gedrag(tot_inclusief=tot_inclusief, max_start=max_start, nieuwste_eerst=nieuwste_eerst)
    with Standin(klein_corpus(), gedrag=gedrag) as standin:
        rapport = haal(standin, tmp_path / "raw")
        assert rapport.volledig
        assert rapport.nieuw == len(hoort_er_te_zijn(standin))
        assert len(details_gevraagd(standin)) == rapport.nieuw
        assert_gelijk(standin, tmp_path / "raw")


@pytest.mark.parametrize("tot_inclusief", [True, False])
@pytest.mark.parametrize("buurdag", [True, False])
def test_a_day_with_more_documents_than_start_reaches_is_read_from_both_ends(
    tmp_path: Path, tot_inclusief: bool, buurdag: bool
) -> None:
    with Standin(_alles_op_een_dag(180, buurdag), gedrag=Gedrag(tot_inclusief=tot_inclusief, max_start=50)) as standin:
        rapport = haal(standin, tmp_path / "raw")
        assert rapport.volledig
        assert_gelijk(standin, tmp_path / "raw")


def test_a_day_that_cannot_be_read_wholly_is_reported_and_nothing_of_it_is_taken_for_withdrawn(tmp_path: Path) -> None:
    with Standin(_alles_op_een_dag(240, buurdag=False)) as standin:
        haal(standin, tmp_path / "raw")
        standin.voorraad.gedraag(Gedrag(max_start=50))
        standin.voorraad.trek_in(min(standin.voorraad.publiek))
        rapport = haal(standin, tmp_path / "raw")
        assert any("200 van 239" in reden for reden in rapport.onvolledig)
        assert rapport.ingetrokken == 0
        assert len(vouw(tmp_path / "raw").publiek) == 240


@pytest.mark.parametrize("storing", STORINGEN)
def test_every_kind_of_fault_is_survived(tmp_path: Path, storing: Storing) -> None:
    # A slow answer is slower than the client's patience.
    plan = Storingsplan(kans=0.1 if storing == "traag" else 0.3, soorten=(storing,), traag_s=0.12)
    with Standin(klein_corpus(0.02), storingen=plan) as standin:
        rapport = haal(standin, tmp_path / "raw", timeout=0.08 if storing == "traag" else 5.0)
        assert sum(v.storing == storing for v in standin.verzoeken) > 5
        assert rapport.volledig
        assert_gelijk(standin, tmp_path / "raw")


@pytest.mark.parametrize("tot_inclusief", [True, False])
def test_all_faults_together_with_every_inconvenience_still_give_everything(
    tmp_path: Path, tot_inclusief: bool
) -> None:
    gedrag = Gedrag(tot_inclusief=tot_inclusief, max_start=50, documentrelaties=False, nieuwste_eerst=True)
    zonder_traag = tuple(s for s in STORINGEN if s != "traag")
    with Standin(klein_corpus(), gedrag=gedrag, storingen=Storingsplan(kans=0.3, soorten=zonder_traag)) as standin:
        assert haal(standin, tmp_path / "raw").volledig
        assert_gelijk(standin, tmp_path / "raw")


def test_relations_are_the_same_whether_the_detail_has_them_or_only_the_endpoint_beside_it(tmp_path: Path) -> None:
    velden = ("is_bijlage", "bijlage_bij", "identiteitsgroep", "dubbel_van")
    gevonden = {}
    for documentrelaties in (True, False):
        raw = tmp_path / str(documentrelaties) / "raw"
        with Standin(klein_corpus(0.03), gedrag=Gedrag(documentrelaties=documentrelaties)) as standin:
            rapport = haal(standin, raw)
            gevonden[documentrelaties] = {
                i: tuple(rij[v] for v in velden) for i, rij in assert_gelijk(standin, raw).rijen.items()
            }
            verwacht = 30 if documentrelaties else rapport.nieuw
            assert rapport.relaties_nagevraagd == verwacht
            # What was settled once is not asked again the next night.
            assert haal(standin, raw).relaties_nagevraagd == 0
    assert gevonden[True] == gevonden[False]
    assert any(rij[0] for rij in gevonden[True].values())


def test_without_the_relations_endpoint_the_harvest_goes_on_and_says_so(tmp_path: Path) -> None:
    plan = _AlleenRelatiesStuk(kans=1.0)
    with Standin(klein_corpus(0.02), storingen=plan) as standin:
        rapport = haal(standin, tmp_path / "raw")
        assert rapport.volledig
        assert any("relaties" in opmerking for opmerking in rapport.opmerkingen)
        assert_gelijk(standin, tmp_path / "raw")


def test_a_source_that_breaks_down_halfway_ends_the_run_after_five_failures_and_the_next_goes_on(
    tmp_path: Path,
) -> None:
    with Standin(klein_corpus(0.02), storingen=_DetailsStuk(kans=1.0)) as standin:
        rapport = haal(standin, tmp_path / "raw")
        assert "5 verzoeken achtereen mislukt" in rapport.onvolledig[-1]
        assert sum("/zoek/" in v.pad for v in standin.verzoeken) == 5 * 4
        standin.storingen = None
        assert haal(standin, tmp_path / "raw").volledig
        assert_gelijk(standin, tmp_path / "raw")


def test_a_detail_that_was_found_after_all_is_not_asked_again(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.02), gedrag=Gedrag(ronl_vindbaar=False)) as standin:
        gemist = haal(standin, tmp_path / "raw").niet_gevonden
        standin.voorraad.gedraag(Gedrag())
        standin.verzoeken.clear()
        haal(standin, tmp_path / "raw")
        assert len(details_gevraagd(standin)) == gemist > 0
        haal(standin, tmp_path / "raw")
        assert len(details_gevraagd(standin)) == gemist
        assert_gelijk(standin, tmp_path / "raw")


def test_ronl_documents_that_the_detail_does_not_resolve_are_held_with_what_the_list_says(tmp_path: Path) -> None:
    with Standin(klein_corpus(), gedrag=Gedrag(ronl_vindbaar=False, weg_status=400)) as standin:
        rapport = haal(standin, tmp_path / "raw")
        gevouwen = vouw(tmp_path / "raw")
        ronl = {i for i in hoort_er_te_zijn(standin) if i.startswith("ronl-")}
        assert ronl
        assert rapport.niet_gevonden == len(ronl)
        assert gevouwen.publiek == hoort_er_te_zijn(standin)
        assert {i for i, r in gevouwen.rijen.items() if r["zonder_detail"]} == ronl
        assert all(gevouwen.rijen[i]["openbaarmakingsdatum"] for i in ronl)
        # Asked three times in all, then left until it changes.
        assert [haal(standin, tmp_path / "raw").niet_gevonden for _ in range(3)] == [len(ronl), len(ronl), 0]


@pytest.mark.parametrize("parameter", ["publicatiedatumVan", "publicatiedatumTot"])
def test_a_date_parameter_that_lost_its_meaning_stops_the_run_before_everything_is_read(
    tmp_path: Path, parameter: str
) -> None:
    with Standin(klein_corpus(0.3), gedrag=Gedrag(negeert=frozenset({parameter}))) as standin:
        with pytest.raises(FilterGenegeerd, match="publicatiedatumVan"):
            haal(standin, tmp_path / "raw")
        assert len(standin.verzoeken) < 100
        assert details_gevraagd(standin) == []
        # An ignored Van shows in the totals, before any period is read.
        assert any("publicatiedatumTot" in v.pad for v in standin.verzoeken) == (parameter == "publicatiedatumTot")


def test_an_unordered_change_feed_makes_every_month_be_read_again(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.2)) as standin:
        haal(standin, tmp_path / "raw")
        standin.voorraad.gedraag(Gedrag(negeert=frozenset({"sort"})))
        for document_id in sorted(hoort_er_te_zijn(standin))[::10]:
            standin.voorraad.nieuwe_versie(document_id)
        rapport = haal(standin, tmp_path / "raw")
        assert rapport.gewijzigd == len(sorted(hoort_er_te_zijn(standin))[::10])
        assert any("geordend" in opmerking for opmerking in rapport.opmerkingen)
        assert_gelijk(standin, tmp_path / "raw")


def test_a_refused_search_is_an_error_with_the_explanation_of_the_api(tmp_path: Path) -> None:
    with Standin(klein_corpus(), gedrag=Gedrag(max_start=-1)) as standin:
        with pytest.raises(ZoekGeweigerd, match="start mag niet groter") as fout:
            haal(standin, tmp_path / "raw")
        assert "/zoek?" in str(fout.value)


def test_a_backfill_in_years_and_one_in_one_go_hold_the_same(tmp_path: Path) -> None:
    with Standin(klein_corpus()) as standin:
        haal(standin, tmp_path / "heel" / "raw")
        for begin, eind in [(2022, 2022), (2023, 2024), (2025, 2026)]:
            rapport = haal(standin, tmp_path / "delen" / "raw", van=date(begin, 1, 1), tot=date(eind, 12, 31))
            assert rapport.volledig
            verwacht = [d for d in standin.voorraad.publiek.values() if begin <= d.openbaarmakingsdatum.year <= eind]
            assert rapport.nieuw == len(verwacht)
        haal(standin, tmp_path / "delen" / "raw", van=date(2027, 1, 1))
        delen, heel = vouw(tmp_path / "delen" / "raw"), vouw(tmp_path / "heel" / "raw")
        assert delen.publiek == heel.publiek == hoort_er_te_zijn(standin)


def test_an_empty_source_gives_an_empty_table(tmp_path: Path) -> None:
    with Standin(Corpus(())) as standin:
        assert haal(standin, tmp_path / "raw").volledig
        assert vouw(tmp_path / "raw").rijen == {}


class _DetailsStuk(Storingsplan):
    def kies(self, pad: str) -> Storing | None:
        return "500" if "/zoek/" in pad else None


class _AlleenRelatiesStuk(Storingsplan):
    def kies(self, pad: str) -> Storing | None:
        return "500" if "_relaties" in pad else None


def _alles_op_een_dag(aantal: int, buurdag: bool) -> Corpus:
    dag = date(2024, 5, 14)
    documenten = []
    for nummer, document in enumerate(klein_corpus(0.1).documenten[: aantal + 60 * buurdag]):
        nieuw = dag if nummer < aantal else date(2024, 5, 15)
        versies = (replace(document.versies[0], openbaarmakingsdatum=nieuw), *document.versies[1:])
        documenten.append(replace(document, openbaarmakingsdatum=nieuw, versies=versies))
    return Corpus(tuple(documenten))
