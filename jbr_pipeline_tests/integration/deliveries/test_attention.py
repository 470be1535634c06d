"""What asks for attention after a run, and what may be said of it outside the closed zone."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jbr_pipeline.reporting.status import aandachtspunten
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline.warehouse.published_rows import delivery_row, quality_rows
from jbr_pipeline.warehouse.state import VERGETEN_NA, afgekeurd
from jbr_pipeline_tests.deliveries_kit import Huis, csv_tekst, rij, rijen

NAAM = "JBR_BZK_bezetting_20241231_v1.csv"


@pytest.mark.parametrize("jaar", [2042, 9999])
def test_a_peildatum_after_the_day_of_receipt_is_refused_and_holds_up_no_other(huis: Huis, jaar: int) -> None:
    huis.lever(f"JBR_BZK_bezetting_{jaar}1231_v1.csv", rijen("bezetting", 3))
    huis.lever(NAAM, rijen("bezetting", 3))
    stand = huis.alles()
    (refused,) = afgekeurd(huis.paden, stand)
    assert refused.reden == "De peildatum in de bestandsnaam ligt na de dag van ontvangst."
    assert [a.landing.bestandsnaam for a in stand.in_werking()] == [NAAM]
    assert {v.peildatum.year for v in stand.verschuldigd} == {2024}


@pytest.mark.parametrize("pseudoniem", ["'123456782", '="123456782"', "123.456.782"])
def test_a_number_is_no_pseudonym_in_the_spellings_of_a_spreadsheet_either(huis: Huis, pseudoniem: str) -> None:
    text = csv_tekst([rij("bezetting", pseudo_id="PSEUDO")]).replace("PSEUDO", pseudoniem)
    huis.lever(NAAM, text)
    (refused,) = huis.land().geweigerd
    assert refused.verwijderd
    assert list(huis.paden.inbox.iterdir()) == []


def test_a_file_with_personal_data_asks_for_attention_until_its_slot_is_filled(huis: Huis) -> None:
    huis.lever(NAAM, [rij("bezetting", bsn="123456782")])
    stand = huis.alles()
    assert aandachtspunten(huis.paden, stand)[0].startswith(f"Afgekeurd: {NAAM}. Het bestand heeft een kolom met")
    huis.lever(NAAM, rijen("bezetting", 3))
    assert afgekeurd(huis.paden, huis.alles()) == []


def test_a_removed_file_that_names_no_slot_is_brought_up_for_a_month(huis: Huis) -> None:
    huis.lever("overzicht.csv", "naam;bsn\niemand;1\n")
    stand = huis.alles()
    (refused,) = afgekeurd(huis.paden, stand)
    longer_ago = replace(refused.landing, ontvangen_op=refused.landing.ontvangen_op - VERGETEN_NA - timedelta(days=1))
    old = replace(stand, aanleveringen=(replace(refused, landing=longer_ago),))
    assert afgekeurd(huis.paden, old) == []


def test_a_name_that_follows_no_pattern_is_not_said_outside_the_closed_zone(
    huis: Huis, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="jbr_pipeline"):
        huis.lever("Ziekmelding van iemand.csv", "a;b\n1;2\n")
        stand = huis.alles()
    (found,) = stand.aanleveringen
    assert "Ziekmelding" not in caplog.text
    assert aandachtspunten(huis.paden, stand)[0].startswith(f"Afgekeurd: {found.landing.aanlevering_id}. ")
    assert delivery_row(found)["bestandsnaam"] == found.landing.aanlevering_id
    assert [e.bestandsnaam for e in manifest.lees(huis.paden.geland)] == ["Ziekmelding van iemand.csv"]


def test_nor_is_that_of_a_file_that_cannot_be_opened(
    huis: Huis, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def geen_toegang(file: Path) -> str:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(landing, "_sha256", geen_toegang)
    huis.lever("Ziekmelding van iemand.csv", "a;b\n1;2\n")
    huis.lever(NAAM, rijen("bezetting", 3))
    assert len(huis.land().in_beweging) == 2
    assert "Ziekmelding" not in caplog.text
    assert f"{NAAM} is niet te lezen. Geef het account waaronder dit draait leesrechten" in caplog.text


def test_columns_that_the_contract_does_not_know_are_counted_as_a_warning_and_not_named(huis: Huis) -> None:
    huis.lever(NAAM, [rij("bezetting", kostenplaats="1", telefoongids="2")])
    (found,) = huis.alles().aanleveringen
    (row,) = [r for r in quality_rows(found) if r["regel"] == "onbekende_kolommen"]
    assert (row["ernst"], row["overtredingen"], row["uitkomst"]) == ("waarschuwing", 2, "gezakt")
    assert "kostenplaats" not in str(row)
