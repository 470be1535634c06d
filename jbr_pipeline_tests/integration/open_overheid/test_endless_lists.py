"""A list without an end, or one that does not move, costs a bounded number of requests and leaves what was known."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline.sources.open_overheid.errors import EindelozeLijst
from jbr_pipeline_tests.integration.open_overheid.kit import details_gevraagd, haal, klein_corpus, vouw


def _start(pad: str) -> int:
    return int(parse_qs(urlsplit(pad).query).get("start", ["0"])[0])


def _groeit(pad: str, inhoud: Any) -> Any:
    """A list with another page of documents behind every page, whatever was asked."""
    vraag = parse_qs(urlsplit(pad).query)
    start = _start(pad)
    van = vraag.get("publicatiedatumVan", ["01-01-2024"])[0]
    resultaten = [
        {
            "document": {
                "id": f"oep-{start + nummer:040d}_1",
                "openbaarmakingsdatum": "-".join(van.split("-")[::-1]),
                # Just touched, so that the change feed does not count as known.
                "mutatiedatumtijd": "2099-01-01T00:00:00.000Z",
            }
        }
        for nummer in range(50)
    ]
    return inhoud | {"totaal": start + 100, "resultaten": resultaten}


def _altijd_de_eerste(pad: str, inhoud: Any) -> Any:
    """The page that was first, again and again, as though all on it had just been touched."""
    for treffer in inhoud["resultaten"] if "/zoek?" in pad else ():
        treffer["document"]["mutatiedatumtijd"] = "2099-01-01T00:00:00.000Z"
    return inhoud


@pytest.mark.parametrize("lijst", ["laatst-gewijzigd", "publicatiedatumTot"])
def test_a_list_that_grows_with_every_page_is_given_up(tmp_path: Path, lijst: str) -> None:
    with Standin(klein_corpus(0.04)) as standin:
        if lijst == "laatst-gewijzigd":
            haal(standin, tmp_path / "raw")
        voor = len(standin.verzoeken)
        bekend = vouw(tmp_path / "raw").publiek
        standin.vervorm = lambda pad, inhoud: _groeit(pad, inhoud) if lijst in pad else inhoud
        with pytest.raises(EindelozeLijst, match=r"houdt voor .* niet op"):
            haal(standin, tmp_path / "raw")
        assert len(standin.verzoeken) - voor < 200
        assert bekend <= vouw(tmp_path / "raw").publiek


def test_a_start_that_lost_its_meaning_ends_the_run_at_the_second_page(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.04)) as standin:
        haal(standin, tmp_path / "raw")
        bekend = vouw(tmp_path / "raw").publiek
        standin.verzoeken.clear()
        standin.voorraad.gedraag(Gedrag(negeert=frozenset({"start"})))
        standin.vervorm = _altijd_de_eerste
        with pytest.raises(EindelozeLijst, match="start niet meer"):
            haal(standin, tmp_path / "raw")
        assert len(standin.verzoeken) == 2
        assert details_gevraagd(standin) == []
        assert vouw(tmp_path / "raw").publiek == bekend


def test_a_first_run_against_a_start_without_meaning_reads_no_period_twice(tmp_path: Path) -> None:
    with Standin(klein_corpus(0.3), gedrag=Gedrag(negeert=frozenset({"start"}))) as standin:
        with pytest.raises(EindelozeLijst, match="start niet meer"):
            haal(standin, tmp_path / "raw")
        assert len(standin.verzoeken) < 150
