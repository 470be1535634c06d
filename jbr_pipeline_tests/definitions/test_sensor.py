"""The sensor on the drop folder, with real files."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

from jbr_pipeline.definitions import build_defs
from jbr_pipeline.orchestration.jobs import jbr_aanleveringen
from jbr_pipeline_tests.definitions.kleine_map import instellingen
from jbr_pipeline_tests.deliveries_kit import Huis, rijen

NAAM = "JBR_BZK_bezetting_20241231_v1.csv"


def _tik(huis: Huis, cursor: str | None = None) -> dg.SensorResult | dg.SkipReason:
    resources = build_defs(settings=instellingen(huis)).resources or {}
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_sensor_context(instance=instance, cursor=cursor, resources=resources)
        outcome = jbr_aanleveringen(context)
    assert isinstance(outcome, dg.SensorResult | dg.SkipReason)
    return outcome


def _draai(huis: Huis, cursor: str | None = None) -> str:
    """The cursor after a tick that asked for exactly one run."""
    outcome = _tik(huis, cursor)
    assert isinstance(outcome, dg.SensorResult)
    (request,) = outcome.run_requests or []
    assert request.run_key == outcome.cursor
    assert outcome.cursor
    return outcome.cursor


def test_an_empty_or_absent_folder_starts_nothing(huis: Huis) -> None:
    assert isinstance(_tik(huis), dg.SkipReason)
    huis.paden.inbox.mkdir(parents=True)
    assert isinstance(_tik(huis), dg.SkipReason)


def test_new_files_start_one_run_and_the_same_files_no_second(huis: Huis) -> None:
    huis.lever(NAAM, rijen("bezetting", 3))
    huis.lever("map/JBR_AZ_bezetting_20241231_v1.csv", rijen("bezetting", 3))
    cursor = _draai(huis)
    assert isinstance(_tik(huis, cursor), dg.SkipReason)


def test_one_more_file_starts_another_run(huis: Huis) -> None:
    huis.lever(NAAM, rijen("bezetting", 3))
    cursor = _draai(huis)
    huis.lever("JBR_AZ_bezetting_20241231_v1.csv", rijen("bezetting", 3))
    assert _draai(huis, cursor) != cursor


def test_a_file_that_went_on_growing_starts_another_run(huis: Huis) -> None:
    file = huis.lever(NAAM, rijen("bezetting", 3))
    cursor = _draai(huis)
    huis.lever(NAAM, rijen("bezetting", 4))
    assert _draai(huis, cursor) != cursor
    os.utime(file, (1_800_000_000, 1_800_000_000))
    assert isinstance(_tik(huis, _draai(huis, cursor)), dg.SkipReason)


def test_what_landed_starts_nothing_and_a_changed_file_of_that_size_does(huis: Huis) -> None:
    huis.lever(NAAM, rijen("bezetting", 3))
    huis.land()
    assert isinstance(_tik(huis), dg.SkipReason)
    huis.lever(NAAM, rijen("bezetting", 3, geslacht="M"))
    _draai(huis)


def test_a_refused_file_that_lies_there_starts_nothing(huis: Huis) -> None:
    huis.lever("overzicht.csv", "a;b\n1;2\n")
    (refused,) = huis.land().geweigerd
    assert Path(huis.paden.inbox, refused.bestandsnaam).exists()
    assert isinstance(_tik(huis), dg.SkipReason)


def test_files_of_an_open_workbook_or_hidden_files_start_nothing(huis: Huis) -> None:
    huis.lever("~$JBR_BZK_bezetting_20241231_v1.xlsx", b"x")
    huis.lever(".JBR_BZK_bezetting_20241231_v1.csv.deel", b"x")
    assert isinstance(_tik(huis), dg.SkipReason)
