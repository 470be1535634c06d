"""Runs through Dagster on a small real folder: what blocks, what is tried again, what is redone, what is told."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from pathlib import Path

import dagster as dg
import numpy as np
import pytest

from jbr_pipeline.definitions import build_defs
from jbr_pipeline.disclosure import protection
from jbr_pipeline.disclosure.protection import Keuze
from jbr_pipeline.disclosure.system import Stelsel
from jbr_pipeline.orchestration import deliveries
from jbr_pipeline.orchestration.figures import ONTHULLING_UITGESLOTEN
from jbr_pipeline.orchestration.fouten import in_woorden
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.orchestration.publicaties import HERHALINGEN
from jbr_pipeline.orchestration.uitgave import BESTANDEN_HEEL
from jbr_pipeline.quality import run as quality
from jbr_pipeline.quality.run import Toetsuitkomst
from jbr_pipeline.reporting.exports import making
from jbr_pipeline.warehouse import processing
from jbr_pipeline_tests.definitions import kleine_map
from jbr_pipeline_tests.definitions.kleine_map import GEHEIM, ONLEESBARE_UREN, check, getal, instellingen, voer_uit
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen

AANLEVERING = dg.AssetKey("aanlevering")
VERWERKEN = ("aanleveringen_geland", "bezetting", "financien", "woo_verzoeken")
SNEL = {"herhaal_na_s": 0.05, "wachttijden_s": [0.01]}


@pytest.fixture
def klein(tmp_path: Path) -> Huis:
    return kleine_map.maak(tmp_path / "data")


def _geslaagd(result: dg.ExecuteInProcessResult) -> set[str]:
    return {e.step_key for e in result.all_events if e.is_step_success and e.step_key}


def _partities(instance: dg.DagsterInstance) -> set[str]:
    return instance.get_materialized_partitions(AANLEVERING)


def _metadata(instance: dg.DagsterInstance, key: str) -> dict[str, dg.MetadataValue]:
    filter_ = dg.AssetRecordsFilter(asset_key=AANLEVERING, asset_partitions=[key])
    (record,) = instance.fetch_materializations(filter_, limit=1).records
    assert record.asset_materialization
    return dict(record.asset_materialization.metadata)


def test_a_run_ends_with_the_edition_for_readers_and_tells_what_is_in_it(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = voer_uit(klein, instance, met_uitgave=True)
    made = {e.asset_key.to_user_string(): e for e in first.asset_materializations_for_node("uitgave")}
    assert set(made) == {"bestanden", "publieksversie"}
    front = klein.paden.publicatie / "index.html"
    assert made["publieksversie"].metadata["voorpagina"].value == str(front)
    assert front.exists()
    assert "| Kerncijfer |" in str(made["publieksversie"].metadata["kerncijfers"].value)
    assert str(made["publieksversie"].metadata["grafiek"].value).startswith("![grafiek](data:image/svg+xml;base64,")
    assert "`csv/" in str(made["bestanden"].metadata["eerste_rijen"].value)
    assert check(first, "bestanden", BESTANDEN_HEEL).passed

    versions = {asset: (event.tags or {})["dagster/data_version"] for asset, event in made.items()}
    assert len(set(versions.values())) == 2

    def vol(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(making, "schrijf_bestanden", vol)
    published = klein.paden.database.stat().st_mtime_ns
    failed = voer_uit(klein, instance, alleen=("jbr_duckdb", "bestanden", "publieksversie"), met_uitgave=True)
    assert _geslaagd(failed) == {"jbr_duckdb"}
    assert klein.paden.database.stat().st_mtime_ns > published
    (error,) = [e.step_failure_data.error for e in failed.all_events if e.is_step_failure]
    said = in_woorden(error)
    assert said.startswith("De publieksversie is niet gemaakt. De schijf waarop ")
    assert "is vol" in said


def test_a_run_publishes_counts_what_is_broken_and_fills_the_partitions(
    klein: Huis, instance: dg.DagsterInstance
) -> None:
    result = voer_uit(klein, instance)
    assert result.success
    assert klein.paden.database.exists()

    uren = check(result, "bezetting", "uren_per_week_leesbaar")
    assert not uren.passed
    assert uren.severity is dg.AssetCheckSeverity.WARN
    assert getal(uren.metadata, "overtredingen") == 2 * ONLEESBARE_UREN
    assert "2 van 5 aanleveringen; de regels staan in quarantaine" in (uren.description or "")
    assert "JBR_BZK_bezetting_20231231_v1.csv (3)" in (uren.description or "")
    assert check(result, "bezetting", "geslacht_leesbaar").passed
    assert not check(result, "aanleveringen_beoordeeld", "niets_ontbreekt").passed

    beide = {f"{m} {jaar}-12-31" for m in ("AZ", "BZK") for jaar in (2023, 2024)}
    assert _partities(instance) == {*beide, "FIN 2024-12-31"}
    # The last event of a partition tells of all its deliveries, whichever subject it came with.
    assert getal(_metadata(instance, "BZK 2024-12-31"), "dagster/row_count") == 41 + 4 + 6
    assert getal(_metadata(instance, "BZK 2024-12-31"), "regels_in_quarantaine") == ONLEESBARE_UREN


def test_a_run_writes_the_report_of_every_delivery_and_says_where(klein: Huis, instance: dg.DagsterInstance) -> None:
    klein.lever("JBR_BZK_appels_20241231_v1.csv", "a;b\n1;2\n")
    result = voer_uit(klein, instance, alleen=VERWERKEN)
    folder = klein.paden.rapporten
    assert {p.name: len(list(p.glob("*.html"))) for p in folder.iterdir()} == {
        "BZK": 4,
        "AZ": 2,
        "FIN": 1,
        "onbekend": 1,
    }
    # Only where there is something to list.
    assert {p.name.partition("-")[0] for p in folder.glob("*/*.xlsx")} == {
        "BZK_bezetting_20231231_v1",
        "BZK_bezetting_20241231_v1",
    }
    for name in ("aanleveringen_geland", "bezetting"):
        found = result.asset_materializations_for_node(name)
        (event,) = [e for e in found if e.asset_key == dg.AssetKey(name)]
        assert event.metadata["leveringsrapporten"].value == str(folder)


def test_a_report_that_a_stopped_run_did_not_come_to_is_made_by_the_next(
    klein: Huis, instance: dg.DagsterInstance
) -> None:
    klein.lever("JBR_BZK_appels_20241231_v1.csv", "a;b\n1;2\n")
    assert voer_uit(klein, instance, alleen=VERWERKEN).success
    before = {file: file.read_bytes() for file in klein.paden.rapporten.glob("*/*.html")}
    lost = [*klein.paden.rapporten.glob("BZK/*_20241231_*"), *klein.paden.rapporten.glob("onbekend/*")]
    assert len(lost) > 2
    for file in lost:
        file.unlink()
    again = voer_uit(klein, instance, alleen=VERWERKEN)
    assert {file: file.read_bytes() for file in klein.paden.rapporten.glob("*/*.html")} == before
    assert lost == [file for file in lost if file.exists()]
    # What has its report is not processed again.
    (event,) = [
        e for e in again.asset_materializations_for_node("bezetting") if e.asset_key == dg.AssetKey("bezetting")
    ]
    assert event.metadata["nu_verwerkt"].value == 1


def test_a_partition_that_a_stopped_run_did_not_come_to_is_recorded_by_the_next(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise RuntimeError("gestopt")

    with monkeypatch.context() as stopped:
        stopped.setattr(deliveries, "_log_partitions", stop)
        voer_uit(klein, instance, alleen=VERWERKEN)
    assert _partities(instance) == set()
    assert voer_uit(klein, instance, alleen=VERWERKEN).success
    assert _partities(instance) == set(instance.get_dynamic_partitions("aanlevering"))
    assert getal(_metadata(instance, "BZK 2024-12-31"), "dagster/row_count") == 41 + 4 + 6


def test_the_event_log_holds_no_cell(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    klein.lever("JBR_FIN_financien_20241231_v1.csv", [rij("financien", 1, bedrag=GEHEIM), *rijen("financien", 2)])
    assert voer_uit(klein, instance).success

    def verwerk(*_: object) -> None:
        raise ValueError(f"Could not convert string '{GEHEIM}' to DOUBLE")

    monkeypatch.setattr(deliveries, "verwerk", verwerk)
    klein.lever("JBR_AZ_financien_20241231_v1.csv", rijen("financien", 2))
    failed = voer_uit(klein, instance)
    assert not failed.success
    errors = [e.step_failure_data.error for e in failed.all_events if e.is_step_failure]
    assert errors
    for error in errors:
        assert error
        assert error.cause
        assert "ValueError; de melding blijft weg" in error.cause.message

    kept = kleine_map.inhoud(Path(instance.root_directory))
    assert b"JBR_FIN_financien_20241231_v1.csv" in kept
    assert GEHEIM.encode() not in kept
    assert b"00000000000000aa" not in kept


def test_a_source_out_of_reach_is_asked_a_bounded_number_of_times_and_stops_nothing_else(
    klein: Huis, instance: dg.DagsterInstance, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "jbr_pipeline.sources.open_overheid")
    start = time.monotonic()
    pijplijn = Pijplijn.van(instellingen(klein))
    config = {name: getattr(pijplijn, name) for name in Pijplijn.model_fields}
    result = voer_uit(klein, instance, "jbr_nachtelijk", {"resources": {"pijplijn": {"config": {**config, **SNEL}}}})
    assert result.success
    again = [e for e in result.all_events if e.is_step_up_for_retry]
    assert [e.step_key for e in again] == ["open_overheid_geland"] * HERHALINGEN
    gelukt = check(result, "open_overheid_geland", "ophalen_gelukt")
    assert not gelukt.passed
    assert gelukt.severity is dg.AssetCheckSeverity.ERROR
    assert "2 keer geprobeerd" in (gelukt.description or "")
    assert {"bezetting", "publicaties", "indicatoren_informatievoorziening", "jbr_duckdb"} <= _geslaagd(result)
    assert klein.paden.database.exists()
    assert time.monotonic() - start < 60


def _tel_verkeerd(monkeypatch: pytest.MonkeyPatch, regel: str) -> None:
    """From here on Great Expectations finds one violation more of this rule than the quarantine holds."""

    def check_rows(*args: object) -> list[Toetsuitkomst]:
        return [
            replace(t, overtredingen=t.overtredingen + 1, uitkomst="gezakt") if t.regel == regel else t
            for t in quality.check_rows(*args)  # type: ignore[arg-type]
        ]

    monkeypatch.setattr(processing, "check_rows", check_rows)


def test_nothing_is_published_while_the_quarantine_cannot_be_trusted(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        _tel_verkeerd(broken, "uren_per_week_leesbaar")
        for _ in range(2):
            # The second run finds nothing new, and still may not go on.
            result = voer_uit(klein, instance)
            assert not result.success
            uren = check(result, "bezetting", "uren_per_week_leesbaar")
            assert not uren.passed
            assert uren.severity is dg.AssetCheckSeverity.ERROR
            assert "de quarantaine" in (uren.description or "")
            assert {"financien", "woo_verzoeken"} <= _geslaagd(result)
            assert not {"aanleveringen_beoordeeld", "indicatoren_personeel", "jbr_duckdb"} & _geslaagd(result)
            assert not klein.paden.database.exists()
            assert "FIN 2024-12-31" not in _partities(instance)
    assert voer_uit(klein, instance).success
    assert klein.paden.database.exists()
    assert "FIN 2024-12-31" in _partities(instance)


def test_a_warning_that_cannot_be_trusted_is_an_error_and_stops_nothing(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tel_verkeerd(monkeypatch, "uren_niet_boven_36")
    result = voer_uit(klein, instance)
    assert result.success
    assert check(result, "bezetting", "uren_niet_boven_36").severity is dg.AssetCheckSeverity.ERROR


def test_a_leak_fails_its_check_and_the_last_good_file_stays(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    first = voer_uit(klein, instance)
    assert check(first, "jbr_duckdb", ONTHULLING_UITGESLOTEN).passed
    before = klein.paden.database.read_bytes()

    def alleen_het_kleine(_con: object, cells: Stelsel, *_: object) -> Keuze:
        none = np.zeros(0, dtype=np.int64)
        return Keuze(np.flatnonzero(cells.primair), none, none)

    monkeypatch.setattr(protection, "kies", alleen_het_kleine)
    few = [rij("bezetting", 900 + n, geslacht="X") for n in range(3)]
    klein.lever("JBR_AZ_bezetting_20241231_v2.csv", [*rijen("bezetting", 12), *few])
    result = voer_uit(klein, instance)
    assert not result.success
    leak = check(result, "jbr_duckdb", ONTHULLING_UITGESLOTEN)
    assert not leak.passed
    assert leak.severity is dg.AssetCheckSeverity.ERROR
    assert "van medewerkers" in (leak.description or "")
    assert "jbr_duckdb" not in _geslaagd(result)
    assert klein.paden.database.read_bytes() == before
    assert b"geslacht=X" not in kleine_map.inhoud(Path(instance.root_directory))


def _opnieuw(huis: Huis, instance: dg.DagsterInstance, *keys: str) -> dg.ExecuteInProcessResult:
    defs = build_defs(settings=instellingen(huis))
    job = defs.resolve_implicit_job_def_def_for_assets([AANLEVERING])
    assert job
    tags = {"dagster/asset_partition_range_start": keys[0], "dagster/asset_partition_range_end": keys[-1]}
    if len(keys) == 1:
        return job.execute_in_process(
            instance=instance, partition_key=keys[0], asset_selection=[AANLEVERING], raise_on_error=False
        )
    return job.execute_in_process(instance=instance, tags=tags, asset_selection=[AANLEVERING], raise_on_error=False)


def _verwerkt(huis: Huis) -> dict[str, int]:
    folder = huis.paden.gesloten / "verwerkt"
    return {f.name: f.stat().st_mtime_ns for f in folder.glob("*.json")}


def test_one_partition_is_done_again_and_no_other(klein: Huis, instance: dg.DagsterInstance) -> None:
    voer_uit(klein, instance, alleen=VERWERKEN)
    before = _verwerkt(klein)
    result = _opnieuw(klein, instance, "BZK 2024-12-31")
    assert result.success
    redone = sorted(name for name, moment in _verwerkt(klein).items() if moment != before[name])
    assert len(redone) == 3
    assert all("20241231" in name or "2024-12-31" in name for name in redone)
    assert getal(_metadata(instance, "BZK 2024-12-31"), "regels_geldig") == 41 + 4 + 6


def test_several_partitions_are_done_again_in_one_run_each_with_its_own_counts(
    klein: Huis, instance: dg.DagsterInstance
) -> None:
    voer_uit(klein, instance, alleen=VERWERKEN)
    keys = instance.get_dynamic_partitions("aanlevering")
    before = _verwerkt(klein)
    result = _opnieuw(klein, instance, *keys)
    assert result.success
    made = [e for e in result.all_events if e.is_step_materialization]
    assert sorted(e.partition or "" for e in made) == sorted(keys)
    assert all(moment != before[name] for name, moment in _verwerkt(klein).items())
    assert getal(_metadata(instance, "AZ 2023-12-31"), "regels_geldig") == 12
    assert getal(_metadata(instance, "FIN 2024-12-31"), "regels_geldig") == 20


def test_a_partition_without_deliveries_fails_instead_of_turning_green(
    klein: Huis, instance: dg.DagsterInstance
) -> None:
    klein.land()
    instance.add_dynamic_partitions("aanlevering", ["BZ 2024-12-31"])
    assert not _opnieuw(klein, instance, "BZ 2024-12-31").success
    assert _partities(instance) == set()


def test_a_redo_that_cannot_be_trusted_fails_its_partition_and_leaves_what_there_was(
    klein: Huis, instance: dg.DagsterInstance, monkeypatch: pytest.MonkeyPatch
) -> None:
    voer_uit(klein, instance, alleen=VERWERKEN)
    before = _verwerkt(klein)
    _tel_verkeerd(monkeypatch, "uren_per_week_leesbaar")
    result = _opnieuw(klein, instance, "FIN 2024-12-31")
    assert not result.success
    assert _verwerkt(klein) == before
    (failure,) = [e.step_failure_data.error for e in result.all_events if e.is_step_failure]
    assert failure
    assert "bezetting: uren_per_week_leesbaar" in failure.message
