"""What happened at the source since the last run is in the table after the next one, and nothing else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.documents import IDENTITEITSGROEP, IS_BIJLAGE_BIJ, Document, Relatie
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.errors import AndereBron, BronOnbereikbaar, OphalenLoopt
from jbr_pipeline.sources.open_overheid.segments import alleen, segmenten
from jbr_pipeline_tests.integration.open_overheid.kit import (
    VANDAAG,
    assert_gelijk,
    details_gevraagd,
    haal,
    hoort_er_te_zijn,
    klein_corpus,
    vouw,
)

OUD = date(2023, 3, 15)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def standin(raw: Path) -> Iterator[Standin]:
    """A server whose documents were all harvested, with an empty request log."""
    with Standin(klein_corpus()) as server:
        assert haal(server, raw).volledig
        server.verzoeken.clear()
        yield server


@pytest.fixture
def vol(raw: Path) -> Iterator[Standin]:
    """The same with enough documents that a month has some which the request for its total does not show."""
    with Standin(klein_corpus(0.3)) as server:
        assert haal(server, raw).volledig
        server.verzoeken.clear()
        yield server


def test_a_quiet_night_asks_for_no_document_at_all(standin: Standin, raw: Path) -> None:
    rapport = haal(standin, raw)
    assert (rapport.nieuw, rapport.gewijzigd, rapport.ingetrokken) == (0, 0, 0)
    assert details_gevraagd(standin) == []
    assert rapport.afwijkende_perioden == []
    assert rapport.verzoeken == len(standin.verzoeken) <= 10


def test_a_night_with_three_hundred_new_and_changed_documents_takes_at_most_1_1_request_each_and_ten(
    vol: Standin, raw: Path
) -> None:
    oud = sorted(hoort_er_te_zijn(vol))
    for nummer in range(240):
        dag = VANDAAG - timedelta(days=nummer % 3)
        vol.voorraad.publiceer(replace(_nieuw_document(dag), document_id=f"oep-{nummer:040d}"))
    for document_id in oud[:60]:
        vol.voorraad.nieuwe_versie(document_id)
    rapport = haal(vol, raw)
    assert (rapport.nieuw, rapport.gewijzigd, rapport.gelabeld) == (240, 60, 0)
    assert rapport.volledig
    assert rapport.verzoeken == len(vol.verzoeken) <= 340
    assert_gelijk(vol, raw)


@pytest.mark.parametrize("aantal", [1, 2, 7])
def test_withdrawals_all_over_are_found_in_nights_that_each_stay_within_what_a_night_may_ask(
    vol: Standin, raw: Path, aantal: int
) -> None:
    ids = sorted(i for i in hoort_er_te_zijn(vol) if not i.startswith("ronl-"))
    for document_id in ids[:: len(ids) // aantal][:aantal]:
        vol.voorraad.trek_in(document_id)
    gevonden = 0
    for _ in range(8):
        rapport = haal(vol, raw)
        assert rapport.verzoeken <= 10 + 1.1 * (aantal - gevonden)
        gevonden += rapport.ingetrokken
        # Whoever was not found yet makes the run incomplete, and is told of.
        assert rapport.volledig == (gevonden == aantal), rapport.onvolledig
        if gevonden == aantal:
            break
    assert gevonden == aantal
    assert_gelijk(vol, raw)


def test_relations_are_probed_over_several_nights_that_have_few_new_documents(standin: Standin, raw: Path) -> None:
    nagevraagd = []
    for nacht in range(6):
        for nummer in range(8):
            dag = VANDAAG - timedelta(days=nummer)
            standin.voorraad.publiceer(replace(_nieuw_document(dag), document_id=f"oep-{nacht:020d}{nummer:020d}"))
        rapport = haal(standin, raw)
        assert rapport.verzoeken <= 10 + 1.1 * 8
        nagevraagd.append(rapport.relaties_nagevraagd)
    assert all(0 < aantal < 8 for aantal in nagevraagd)


def test_relations_that_details_start_to_keep_silent_about_are_asked_for_once_the_probe_meets_one(
    standin: Standin, raw: Path
) -> None:
    ouder = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.gedraag(Gedrag(documentrelaties=False))
    bijlagen = set()
    for nacht in range(4):
        for nummer in range(6):
            bijlage = replace(
                _nieuw_document(VANDAAG - timedelta(days=nummer)),
                document_id=f"oep-{nacht:020d}{nummer:020d}",
                relaties=(Relatie(ouder.pid, IS_BIJLAGE_BIJ),),
            )
            standin.voorraad.publiceer(bijlage)
            bijlagen.add(bijlage.document_id)
        haal(standin, raw)
    rijen = assert_gelijk(standin, raw).rijen
    assert {i for i, rij in rijen.items() if rij["bijlage_bij"] == ouder.document_id} >= bijlagen


def test_a_late_arrival_with_an_old_date_is_found_through_the_change_feed(standin: Standin, raw: Path) -> None:
    nieuw = _nieuw_document(OUD)
    standin.voorraad.publiceer(nieuw)
    rapport = haal(standin, raw)
    assert details_gevraagd(standin) == [nieuw.document_id]
    assert (rapport.nieuw, rapport.afwijkende_perioden) == (1, [])
    assert_gelijk(standin, raw)


def test_a_late_arrival_that_the_change_feed_hides_is_found_through_the_totals(vol: Standin, raw: Path) -> None:
    vol.voorraad.publiceer(_nieuw_document(date(2023, 3, 31)), mutatie=datetime(2023, 3, 31, 9, tzinfo=UTC))
    rapport = haal(vol, raw)
    assert rapport.afwijkende_perioden == ["01-03-2023 t/m 30-04-2023"]
    assert rapport.nieuw == 1
    assert rapport.verzoeken <= 11
    assert_gelijk(vol, raw)


def test_the_feed_is_followed_past_the_last_run_for_as_long_as_it_shows_something_unknown(
    standin: Standin, raw: Path
) -> None:
    laatst = max(d.mutatie for d in standin.voorraad.publiek.values())
    for nummer, document in enumerate(klein_corpus(0.02, seed=99).documenten[:60]):
        # Touched before the last run, but in the index only after it.
        standin.voorraad.publiceer(document, mutatie=laatst - timedelta(milliseconds=nummer))
    haal(standin, raw)
    assert sum("laatst-gewijzigd" in v.pad for v in standin.verzoeken) == 3
    assert_gelijk(standin, raw)


def test_a_withdrawal_of_an_old_document_leaves_a_tombstone_with_its_metadata(standin: Standin, raw: Path) -> None:
    weg = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.trek_in(weg.document_id)
    rapport = haal(standin, raw)
    assert (rapport.ingetrokken, details_gevraagd(standin)) == (1, [])
    gevouwen = assert_gelijk(standin, raw)
    assert gevouwen.ingetrokken == {weg.document_id}
    rij = gevouwen.rijen[weg.document_id]
    assert rij["documentsoort"] == weg.documentsoort.label
    assert rij["laatst_gezien_op"] < rij["ingetrokken_op"]
    # Found once, it is not asked for again.
    standin.verzoeken.clear()
    haal(standin, raw)
    assert not any(weg.document_id in v.pad for v in standin.verzoeken)


def test_a_withdrawal_and_a_late_arrival_in_one_month_do_not_cancel_out(standin: Standin, raw: Path) -> None:
    weg = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.trek_in(weg.document_id)
    standin.voorraad.publiceer(_nieuw_document(weg.openbaarmakingsdatum))
    rapport = haal(standin, raw)
    assert (rapport.nieuw, rapport.ingetrokken) == (1, 1)
    assert_gelijk(standin, raw)


def test_what_neither_totals_nor_feed_show_is_found_by_the_time_that_everything_was_read_again(
    vol: Standin, raw: Path
) -> None:
    maart = [d for d in vol.voorraad.publiek.values() if date(2023, 3, 1) <= d.openbaarmakingsdatum < date(2023, 4, 1)]
    weg = max(maart, key=_dag)
    vol.voorraad.trek_in(weg.document_id)
    vol.voorraad.publiceer(_nieuw_document(weg.openbaarmakingsdatum), mutatie=datetime(2020, 1, 1, tzinfo=UTC))
    nachten = _nachten_tot_gevonden(vol, raw)
    # Some nine hundred documents, of which a quiet night reads three pages and more.
    assert 1 < nachten <= 8
    assert_gelijk(vol, raw)


def test_what_neither_totals_nor_feed_show_of_the_last_thirty_days_comes_first(vol: Standin, raw: Path) -> None:
    # So many that one night's pages do not hold all of the last days.
    for nummer in range(200):
        dag = date(2025, 2, 3) + timedelta(days=nummer // 10)
        vol.voorraad.publiceer(replace(_nieuw_document(dag), document_id=f"oep-{nummer:040d}"))
    haal(vol, raw)
    vol.voorraad.trek_in(f"oep-{150:040d}")
    vol.voorraad.publiceer(_nieuw_document(date(2025, 2, 18)), mutatie=datetime(2020, 1, 1, tzinfo=UTC))
    assert _nachten_tot_gevonden(vol, raw) <= 4
    assert_gelijk(vol, raw)


def test_two_months_that_cancel_out_in_the_total_are_found_when_it_is_the_turn_of_one_between_them(
    vol: Standin, raw: Path
) -> None:
    vol.voorraad.trek_in(_een(vol, voor=date(2022, 6, 1)).document_id)
    vol.voorraad.publiceer(_nieuw_document(date(2024, 9, 12)), mutatie=datetime(2020, 1, 1, tzinfo=UTC))
    assert _nachten_tot_gevonden(vol, raw) <= 40
    assert_gelijk(vol, raw)


def test_a_new_version_is_fetched_and_replaces_the_old_one(standin: Standin, raw: Path) -> None:
    document = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.nieuwe_versie(document.document_id, titel="Nieuwe titel (verzonnen voorbeeld)")
    rapport = haal(standin, raw)
    assert (rapport.nieuw, rapport.gewijzigd) == (0, 1)
    assert details_gevraagd(standin) == [document.document_id]
    rij = assert_gelijk(standin, raw).rijen[document.document_id]
    assert rij["openbaarmakingsdatum"] == document.openbaarmakingsdatum


def test_a_republication_clears_the_tombstone(standin: Standin, raw: Path) -> None:
    document = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.trek_in(document.document_id)
    haal(standin, raw)
    standin.voorraad.herpubliceer(document.document_id)
    rapport = haal(standin, raw)
    assert rapport.teruggekeerd == 1
    assert assert_gelijk(standin, raw).ingetrokken == set()


def test_one_document_under_several_ids_has_one_canonical_row(standin: Standin, raw: Path) -> None:
    eigen = _een(standin, voor=date(2024, 1, 1), met_bestand=True)
    ronl = replace(eigen, document_id="ronl-" + "ab" * 20, bron_label="ronl", relaties=())
    groep = Relatie("cd" * 20, IDENTITEITSGROEP)
    standin.voorraad.publiceer(replace(ronl, relaties=(groep,)))
    oep = replace(_nieuw_document(eigen.openbaarmakingsdatum), document_id="oep-" + "ef" * 20, relaties=(groep,))
    standin.voorraad.publiceer(oep)
    haal(standin, raw)
    rijen = assert_gelijk(standin, raw).rijen
    # The Kamerstuk shares nothing with the ministry's copy but the ronl copy between them.
    assert rijen[eigen.document_id]["dubbel_van"] is None
    assert rijen[ronl.document_id]["dubbel_van"] == eigen.document_id
    assert rijen[oep.document_id]["dubbel_van"] == eigen.document_id


def test_a_corrected_date_moves_a_document_without_losing_it(standin: Standin, raw: Path) -> None:
    document = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.verplaats(document.document_id, date(2025, 2, 3))
    rapport = haal(standin, raw)
    assert (rapport.gewijzigd, rapport.ingetrokken) == (1, 0)
    assert_gelijk(standin, raw)
    standin.voorraad.verplaats(document.document_id, date(1985, 8, 5))
    assert haal(standin, raw).ingetrokken == 0
    assert document.document_id not in assert_gelijk(standin, raw).rijen


def test_documents_from_before_the_first_day_are_not_fetched_and_the_feed_ends_where_the_last_run_began(
    standin: Standin, raw: Path
) -> None:
    for document in [d for d in standin.voorraad.publiek.values() if d.openbaarmakingsdatum < date(2022, 1, 1)]:
        standin.voorraad.nieuwe_versie(document.document_id)
    standin.voorraad.publiceer(_nieuw_document(date(1999, 1, 1)))
    haal(standin, raw)
    assert details_gevraagd(standin) == []
    assert sum("laatst-gewijzigd" in v.pad for v in standin.verzoeken) == 2
    haal(standin, raw)
    assert sum("laatst-gewijzigd" in v.pad for v in standin.verzoeken) == 3


def test_a_future_date_is_held(standin: Standin, raw: Path) -> None:
    standin.voorraad.publiceer(_nieuw_document(date(2028, 1, 1)))
    haal(standin, raw)
    assert any(r["openbaarmakingsdatum"] == date(2028, 1, 1) for r in assert_gelijk(standin, raw).rijen.values())


def test_an_absent_ronl_document_that_never_resolved_is_withdrawn_only_after_two_runs(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(klein_corpus(), gedrag=Gedrag(ronl_vindbaar=False)) as standin:
        haal(standin, raw)
        ronl = min(i for i in hoort_er_te_zijn(standin) if i.startswith("ronl-"))
        standin.voorraad.trek_in(ronl)
        rapport = haal(standin, raw)
        assert (rapport.ingetrokken, rapport.onbekend) == (0, 1)
        assert vouw(raw).ingetrokken == set()
        assert haal(standin, raw).ingetrokken == 1
        assert vouw(raw).ingetrokken == {ronl}


def test_a_document_that_left_the_list_but_is_still_there_is_not_withdrawn(standin: Standin, raw: Path) -> None:
    document = _een(standin, voor=date(2024, 1, 1))
    standin.voorraad.gedraag(Gedrag(verborgen=frozenset({document.document_id})))
    rapport = haal(standin, raw)
    assert (rapport.ingetrokken, rapport.toch_aanwezig) == (0, 1)


def test_a_total_that_more_than_halves_is_reported_and_withdraws_nothing(standin: Standin, raw: Path) -> None:
    ids = sorted(hoort_er_te_zijn(standin))
    for document_id in ids[: len(ids) * 6 // 10]:
        standin.voorraad.trek_in(document_id)
    rapport = haal(standin, raw)
    assert any("gedaald" in reden for reden in rapport.onvolledig)
    assert vouw(raw).ingetrokken == set()
    assert haal(standin, raw, sta_krimp_toe=True).ingetrokken == len(ids) * 6 // 10
    assert_gelijk(standin, raw)


def test_a_run_that_has_used_its_budget_ends_tidily_and_the_next_goes_on(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    with Standin(klein_corpus()) as standin:
        keren = 0
        while not (rapport := haal(standin, raw, budget=60)).volledig:
            keren += 1
            assert any("60" in reden for reden in rapport.onvolledig)
            assert rapport.verzoeken == 60
            assert keren < 15
        assert keren > 1
        assert_gelijk(standin, raw)
        assert len(details_gevraagd(standin)) == len(set(details_gevraagd(standin)))


def test_a_budget_too_small_for_anything_is_no_error(standin: Standin, raw: Path) -> None:
    assert haal(standin, raw, budget=3).onvolledig


def test_a_source_that_is_down_from_the_start_is_an_error_that_says_what_was_tried(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.02)) as standin:
        pass
    with pytest.raises(BronOnbereikbaar, match="4 keer geprobeerd"):
        haal(standin, tmp_path / "raw")


def test_a_folder_never_takes_in_another_source(standin: Standin, raw: Path) -> None:
    voor = segmenten(raw)
    with pytest.raises(AndereBron, match=r"'voorbeeld'.*'https://open\.overheid\.nl'"):
        haal(standin, raw, bron="https://open.overheid.nl")
    assert segmenten(raw) == voor
    assert standin.verzoeken == []


def test_two_runs_never_write_to_one_folder_at_the_same_time(standin: Standin, raw: Path) -> None:
    with alleen(raw), pytest.raises(OphalenLoopt):
        haal(standin, raw)


def test_folding_the_same_responses_again_gives_the_same_bytes(standin: Standin, raw: Path) -> None:
    vouw(raw)
    doel = raw.parent / "publicaties.parquet"
    eerst = doel.read_bytes()
    vouw(raw)
    assert doel.read_bytes() == eerst


def _nachten_tot_gevonden(standin: Standin, raw: Path) -> int:
    """Runs until a withdrawal and an arrival that cancel out are both met; none takes more than a night may."""
    nieuw = ingetrokken = 0
    for keer in range(1, 50):
        rapport = haal(standin, raw)
        assert rapport.verzoeken <= 10 + 1.1 * (rapport.nieuw + rapport.ingetrokken)
        nieuw, ingetrokken = nieuw + rapport.nieuw, ingetrokken + rapport.ingetrokken
        if nieuw and ingetrokken:
            assert (nieuw, ingetrokken) == (1, 1)
            return keer
    raise AssertionError("niet gevonden")


def _nieuw_document(dag: date) -> Document:
    document = next(d for d in klein_corpus(0.02, seed=99).documenten if d.bron_label == "plooi-api" and d.hash)
    versie = replace(document.versies[0], openbaarmakingsdatum=dag)
    return replace(document, openbaarmakingsdatum=dag, versies=(versie,), relaties=())


def _een(standin: Standin, *, voor: date, met_bestand: bool = True) -> Document:
    """A ministry document of its own, harvested, older than the days that are read again every night."""
    return next(
        d
        for d in standin.voorraad.publiek.values()
        if date(2022, 2, 1) <= d.openbaarmakingsdatum < voor
        and d.bron_label == "plooi-api"
        and not d.relaties
        and (d.hash is not None) == met_bestand
        and sum(a.hash == d.hash for a in standin.voorraad.publiek.values()) == 1
    )


def _dag(document: Document) -> date:
    return document.openbaarmakingsdatum
