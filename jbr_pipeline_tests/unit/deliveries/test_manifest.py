"""Entries are read in the order of receipt; an acceptance by hand and the mark of a purged year stand beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jbr_pipeline.sources.deliveries.manifest import (
    Acceptatie,
    Landing,
    accepteer,
    lees,
    lees_opschoning,
    opgeschoonde_jaren,
    schrijf,
    schrijf_opschoning,
)

NU = datetime(2025, 1, 20, 9, 30, tzinfo=UTC)
LANDING = Landing(
    aanlevering_id="BZK_bezetting_20241231_v1-0123456789ab",
    bestandsnaam="JBR_BZK_bezetting_20241231_v1.csv",
    sha256="0123456789ab",
    grootte_bytes=12,
    gewijzigd_op=NU,
    ontvangen_op=NU,
    besluit="geland",
)


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    schrijf(tmp_path, LANDING)
    assert lees(tmp_path) == [LANDING]


def test_entries_come_in_the_order_of_receipt(tmp_path: Path) -> None:
    later = replace(LANDING, aanlevering_id="A", ontvangen_op=NU + timedelta(seconds=1))
    schrijf(tmp_path, later)
    schrijf(tmp_path, LANDING)
    assert lees(tmp_path) == [LANDING, later]


def test_a_store_without_entries_is_empty(tmp_path: Path) -> None:
    assert lees(tmp_path / "er is niets") == []


def test_an_acceptance_is_read_with_its_entry_and_the_first_one_stands(tmp_path: Path) -> None:
    schrijf(tmp_path, LANDING)
    accepteer(tmp_path, LANDING.aanlevering_id, Acceptatie("Reorganisatie, zie brief.", NU))
    accepteer(tmp_path, LANDING.aanlevering_id, Acceptatie("Iets anders.", NU))
    assert lees(tmp_path) == [replace(LANDING, acceptatie_reden="Reorganisatie, zie brief.")]


@pytest.mark.parametrize("id_", ["BZK_bezetting_20231231_v1-0123456789ab", "../x", ""])
def test_only_a_delivery_that_landed_can_be_accepted(tmp_path: Path, id_: str) -> None:
    schrijf(tmp_path, LANDING)
    with pytest.raises(LookupError, match="niet geland"):
        accepteer(tmp_path, id_, Acceptatie("Reden.", NU))


def test_an_acceptance_needs_a_reason(tmp_path: Path) -> None:
    schrijf(tmp_path, LANDING)
    with pytest.raises(ValueError, match="reden"):
        accepteer(tmp_path, LANDING.aanlevering_id, Acceptatie("  ", NU))


def test_a_year_is_marked_as_purged_once_and_for_all_of_its_deliveries(tmp_path: Path) -> None:
    days = {"A": date(2022, 7, 1), "B": date(2022, 12, 31), "C": date(2023, 7, 1)}
    for name, day in days.items():
        schrijf(tmp_path, replace(LANDING, aanlevering_id=name, peildatum=day))
    schrijf(tmp_path, replace(LANDING, aanlevering_id="D", peildatum=days["A"], besluit="geweigerd"))
    schrijf_opschoning(tmp_path, 2022, b"eerst")
    schrijf_opschoning(tmp_path, 2022, b"later")
    assert opgeschoonde_jaren(tmp_path) == {2022}
    assert lees_opschoning(tmp_path, 2022) == b"eerst"
    assert {e.aanlevering_id for e in lees(tmp_path) if e.opgeschoond} == {"A", "B"}, "what was refused never landed"
