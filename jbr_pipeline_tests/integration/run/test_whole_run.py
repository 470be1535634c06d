"""A whole run through Dagster: what stays the same, what changes, and what readers notice."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.indicators.catalogue import catalogus
from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.deliveries_kit import pseudoniem, rijen
from jbr_pipeline_tests.integration.run.wereld import PERSONEN, WAARNEMING, Wereld, uitgaven


@pytest.fixture(scope="module")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.02)) as server:
        yield server


@pytest.fixture(scope="module")
def gedraaid(tmp_path_factory: pytest.TempPathFactory, server: Standin) -> Wereld:
    """A folder in which one run was done; tests work on a copy of it."""
    wereld = Wereld.maak(tmp_path_factory.mktemp("wereld") / "data", server)
    assert wereld.draai()
    return wereld


@pytest.fixture
def wereld(gedraaid: Wereld, tmp_path: Path, server: Standin) -> Wereld:
    copy = tmp_path / "data"
    shutil.copytree(gedraaid.settings.data_dir, copy)
    shutil.rmtree(copy / "warehouse" / "dagster")
    fresh = Wereld.maak(tmp_path / "ongebruikt", server)
    fresh.huis.paden = type(fresh.huis.paden)(copy)
    fresh.settings = gedraaid.settings.model_copy(update={"data_dir": copy})
    return fresh


def test_a_run_publishes_every_indicator_of_the_catalogue(gedraaid: Wereld) -> None:
    published = {code for (code,) in gedraaid.lees("select distinct indicator_code from indicator_waarde")}
    assert published == set(catalogus())


def test_a_figure_is_computed_from_the_delivered_rows(gedraaid: Wereld) -> None:
    total = gedraaid.lees(
        "select waarde, teller, volledig from indicator_waarde where indicator_code = 'omvang_fte' "
        "and variant = 'standaard' and jaar = 2024 and organisatie_code = 'mnre1034' and uitsplitsing = 'totaal' "
        "and structuur = 'toen'"
    )
    assert total == [(float(PERSONEN), PERSONEN * 36.0, True)]


def test_the_rijk_is_incomplete_while_ministries_owe_a_delivery(gedraaid: Wereld) -> None:
    rows = gedraaid.lees(
        "select volledig, dekking_pct < 100 from indicator_waarde where indicator_code = 'woo_verzoeken_ontvangen' "
        "and jaar = 2024 and organisatie_code = 'rijk' and structuur = 'toen'"
    )
    assert rows == [(False, True)]


def test_running_twice_changes_nothing_but_the_administration_of_the_run(wereld: Wereld) -> None:
    before = wereld.inhoud(zonder=frozenset({"laatst_gezien_op"}))
    assert wereld.draai()
    assert wereld.inhoud(zonder=frozenset({"laatst_gezien_op"})) == before
    assert len(wereld.lees("from draai")) == 2


def test_a_deleted_warehouse_is_rebuilt_to_the_same_content(wereld: Wereld) -> None:
    before = wereld.inhoud(zonder=frozenset(WAARNEMING))
    shutil.rmtree(wereld.huis.paden.warehouse)
    assert wereld.draai()
    assert wereld.inhoud(zonder=frozenset(WAARNEMING)) == before


def test_one_new_delivery_recomputes_what_rests_on_its_subject_and_nothing_else(wereld: Wereld) -> None:
    kept = {f.name: f.stat().st_mtime_ns for f in (wereld.huis.paden.gesloten / "verwerkt").iterdir()}
    runs_before = dict(wereld.lees("select distinct indicator_code, run_id from indicator_waarde"))
    wereld.huis.lever("JBR_SZW_financien_20241231_v2.csv", uitgaven(20))
    assert wereld.draai()
    runs_after = dict(wereld.lees("select distinct indicator_code, run_id from indicator_waarde"))
    recomputed = {code for code, run in runs_after.items() if run != runs_before[code]}
    assert recomputed == {i.code for i in catalogus().values() if "financien" in i.bronnen}
    processed = {
        f.name for f in (wereld.huis.paden.gesloten / "verwerkt").iterdir() if f.stat().st_mtime_ns != kept.get(f.name)
    }
    assert [name.split("-")[0] for name in processed] == ["SZW_financien_20241231_v2"]


def test_the_order_of_arrival_changes_no_figure(wereld: Wereld, tmp_path: Path, server: Standin) -> None:
    other = Wereld.maak(tmp_path / "andersom", server)
    for number, file in enumerate(sorted(other.huis.paden.inbox.iterdir(), reverse=True)):
        content = file.read_bytes()
        file.unlink()
        other.huis.lever(file.name, content, tijd=1_600_000_000 + number)
    assert other.draai()
    columns = frozenset(WAARNEMING | {"ontvangen_op"})
    assert other.inhoud(zonder=columns)["indicator_waarde"] == wereld.inhoud(zonder=columns)["indicator_waarde"]


def test_a_reader_with_the_old_file_open_goes_on_undisturbed(wereld: Wereld) -> None:
    with duckdb.connect(str(wereld.huis.paden.database), read_only=True) as reader:
        reader.execute("use jbr.jbr")
        query = "select count(*), sum(waarde) from indicator_waarde"
        before = reader.execute(query).fetchone()
        wereld.huis.lever("JBR_BZK_bezetting_20241231_v2.csv", rijen("bezetting", PERSONEN + 10))
        assert wereld.draai()
        assert reader.execute(query).fetchone() == before
    staff = wereld.lees(
        "select waarde from indicator_waarde where indicator_code = 'omvang_medewerkers' and jaar = 2024 "
        "and organisatie_code = 'mnre1034' and uitsplitsing = 'totaal' and structuur = 'toen'"
    )
    assert staff == [(PERSONEN + 10.0,)]


def test_one_bad_ministry_stops_itself_only(wereld: Wereld) -> None:
    wereld.huis.lever("JBR_SZW_bezetting_20241231_v2.csv", rijen("bezetting", 5))
    wereld.huis.lever("JBR_BZK_woo_verzoeken_20241231_v2.csv", "zaaknummer;bezwaar\n1;ja\n")
    assert wereld.draai()
    statuses = dict(wereld.lees("select bestandsnaam, status from aanlevering where versie = 2 or soort = 'bezetting'"))
    assert statuses["JBR_SZW_bezetting_20241231_v2.csv"] == "afgekeurd"
    assert statuses["JBR_SZW_bezetting_20241231_v1.csv"] == "geaccepteerd"
    assert statuses["JBR_BZK_woo_verzoeken_20241231_v2.csv"] == "afgekeurd"


def test_no_pseudonym_leaves_the_closed_zone(gedraaid: Wereld) -> None:
    markers = [pseudoniem(n).encode() for n in range(1, PERSONEN + 1)]
    outside = [
        f
        for f in gedraaid.huis.paden.warehouse.rglob("*")
        if f.is_file() and gedraaid.huis.paden.gesloten not in f.parents
    ]
    assert gedraaid.huis.paden.database in outside
    for file in outside:
        content = file.read_bytes()
        assert not [m for m in markers if m in content], file.name


def test_the_closed_zone_is_closed_and_the_published_file_is_not(gedraaid: Wereld) -> None:
    paden = gedraaid.huis.paden
    for root in (paden.gesloten, paden.geland):
        for path in [root, *root.rglob("*")]:
            assert not path.stat().st_mode & 0o077, path
    assert paden.database.stat().st_mode & 0o044 == 0o044


def test_a_harvest_that_fails_marks_publications_incomplete_and_holds_up_nothing_else(wereld: Wereld) -> None:
    query = (
        "select bool_or(volledig) from indicator_waarde where indicator_code = '{}' and jaar = 2024 "
        "and organisatie_code = 'mnre1034' and structuur = 'toen'"
    )
    assert wereld.lees(query.format("publicaties")) == [(True,)]
    # The folder holds publications of the first server; those of another are refused.
    wereld.settings = wereld.settings.model_copy(update={"open_overheid_url": "http://127.0.0.1:9/andere/bron"})
    wereld.huis.lever("JBR_BZK_bezetting_20241231_v2.csv", rijen("bezetting", PERSONEN + 10))
    assert wereld.draai()
    assert wereld.lees(query.format("publicaties")) == [(False,)]
    staff = wereld.lees(query.format("omvang_medewerkers").replace("bool_or(volledig)", "max(waarde)"))
    assert staff == [(PERSONEN + 10.0,)]
