"""A field that changes at the source is told by name the night it happens, and takes nothing else with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.orchestration.publicaties import open_overheid_geland
from jbr_pipeline.reporting.freshness import versheid
from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.server import Antwoord, Standin
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.open_overheid.kit import VANAF, haal, hoort_er_te_zijn, klein_corpus, vouw

NIEUW = 35


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Paden(tmp_path).open_overheid


@pytest.fixture
def standin(raw: Path) -> Iterator[Standin]:
    """A server of which one harvest was made, and that has enough news for another."""
    recent = [d for d in klein_corpus(0.06).documenten if d.openbaarmakingsdatum.year >= 2024]
    with Standin(Corpus(tuple(recent[:60]))) as server:
        assert haal(server, raw).vormverschillen == []
        for nummer, document in enumerate(recent[60 : 60 + NIEUW]):
            dag = recent[0].openbaarmakingsdatum + timedelta(days=nummer)
            versie = replace(document.versies[0], openbaarmakingsdatum=dag)
            server.voorraad.publiceer(
                replace(document, openbaarmakingsdatum=dag, versies=(versie,), relaties=()),
            )
        yield server


def _zonder(*pad: str) -> Callable[[dict[str, Any]], None]:
    def doe(inhoud: dict[str, Any]) -> None:
        for naam in pad[:-1]:
            inhoud = inhoud[naam]
        inhoud.pop(pad[-1], None)

    return doe


def _anders(waarde: Any, *pad: str) -> Callable[[dict[str, Any]], None]:
    def doe(inhoud: dict[str, Any]) -> None:
        for naam in pad[:-1]:
            inhoud = inhoud[naam]
        inhoud[pad[-1]] = waarde

    return doe


def _hernoem(inhoud: dict[str, Any]) -> None:
    collectie = inhoud["document"]["classificatiecollectie"]
    collectie["soorten"] = collectie.pop("documentsoorten")


DETAILS: dict[str, tuple[Callable[[dict[str, Any]], None], str]] = {
    "nieuw veld": (_anders("J. Jansen", "document", "nieuwigheid"), "onbekend veld: detail document.nieuwigheid"),
    "nieuw veld diep": (
        _anders({"waarde": "J. Jansen"}, "document", "titelcollectie", "extra"),
        "onbekend veld: detail document.titelcollectie.extra",
    ),
    "weg": (
        _zonder("document", "verantwoordelijke"),
        "detail document.verantwoordelijke is nog bij 0% gevuld; eerder bij 100%",
    ),
    "leeg": (
        _anders("", "document", "titelcollectie", "officieleTitel"),
        "detail document.titelcollectie.officieleTitel is nog bij 0% gevuld; eerder bij 100%",
    ),
    "hernoemd": (_hernoem, "onbekend veld: detail document.classificatiecollectie.soorten"),
    "tekst voor lijst": (
        _anders("J. Jansen", "document", "onderwerpen"),
        "ander type: detail document.onderwerpen is tekst in plaats van lijst",
    ),
    "getal voor tekst": (
        _anders(7, "document", "pid"),
        "ander type: detail document.pid is getal in plaats van tekst",
    ),
    "object voor tekst": (
        _anders({"nl": "J. Jansen"}, "document", "titelcollectie", "officieleTitel"),
        "ander type: detail document.titelcollectie.officieleTitel is object in plaats van tekst",
    ),
    "null": (
        _anders(None, "plooiIntern"),
        "detail plooiIntern is nog bij 0% gevuld; eerder bij 100%",
    ),
}


@pytest.mark.parametrize("geval", DETAILS)
def test_a_detail_of_another_shape_is_told_by_name_and_everything_is_held(
    standin: Standin, raw: Path, geval: str
) -> None:
    verander, verwacht = DETAILS[geval]

    def vervorm(pad: str, inhoud: Any) -> Any:
        if "/zoek/" in pad:
            verander(inhoud)
        return inhoud

    standin.vervorm = vervorm
    rapport = haal(standin, raw)
    assert rapport.nieuw == NIEUW
    assert verwacht in rapport.vormverschillen
    assert len(rapport.vormverschillen) <= 2
    assert "Jansen" not in str(rapport)
    assert rapport.volledig
    gevouwen = vouw(raw)
    assert gevouwen.publiek == hoort_er_te_zijn(standin)
    assert all(rij["openbaarmakingsdatum"] and rij["url"] for rij in gevouwen.rijen.values())
    assert not any("{" in str(rij["titel"]) for rij in gevouwen.rijen.values())


@pytest.mark.parametrize("veld", ["openbaarmakingsdatum", "mutatiedatumtijd", "publisher"])
def test_a_hit_that_lost_a_field_is_told_and_makes_no_document_change(standin: Standin, raw: Path, veld: str) -> None:
    haal(standin, raw)
    voor = vouw(raw).rijen

    def vervorm(pad: str, inhoud: Any) -> Any:
        for treffer in inhoud["resultaten"] if "/zoek?" in pad else ():
            del treffer["document"][veld]
        return inhoud

    standin.vervorm = vervorm
    rapport = haal(standin, raw)
    assert f"treffer document.{veld} is nog bij 0% gevuld; eerder bij 100%" in rapport.vormverschillen
    assert (rapport.nieuw, rapport.gewijzigd, rapport.ingetrokken) == (0, 0, 0)
    na = vouw(raw).rijen
    assert {i: rij | {"laatst_gezien_op": None} for i, rij in na.items()} == {
        i: rij | {"laatst_gezien_op": None} for i, rij in voor.items()
    }


def test_a_name_that_hardly_any_document_has_is_counted_and_not_told(standin: Standin, raw: Path) -> None:
    eerste = min(hoort_er_te_zijn(standin))
    standin.voorraad.nieuwe_versie(eerste)
    standin.vervorm = lambda pad, inhoud: inhoud | {"J. Jansen": 1} if pad.endswith(f"/zoek/{eerste}") else inhoud
    assert haal(standin, raw).vormverschillen == ["1 onbekende velden die maar een enkel document heeft"]


def test_the_check_is_a_warning_that_names_the_fields_and_status_counts_them(
    standin: Standin, raw: Path, tmp_path: Path
) -> None:
    pijplijn = Pijplijn.van(
        Settings(data_dir=tmp_path, open_overheid_url=standin.base_url, open_overheid_rps=5000, harvest_from=VANAF)
    ).model_copy(update={"wachttijden_s": [0.001], "herhaal_na_s": 0.0})
    (raw / "bron.json").write_text(f'{{"bron": "{standin.base_url}", "vorm": 1}}', encoding="utf-8")
    standin.vervorm = lambda pad, inhoud: inhoud | {"nieuwigheid": 1} if "/zoek/" in pad else inhoud
    with dg.DagsterInstance.ephemeral() as instance:

        def vorm() -> dg.AssetCheckEvaluation:
            result = dg.materialize([open_overheid_geland], instance=instance, resources={"pijplijn": pijplijn})
            (check,) = [e for e in result.get_asset_check_evaluations() if e.check_name == "vorm_ongewijzigd"]
            return check

        check = vorm()
        assert (check.passed, check.severity) == (False, dg.AssetCheckSeverity.WARN)
        assert "onbekend veld: detail nieuwigheid" in (check.description or "")
        assert check.metadata["aantal_verschillen"].value == 1
        fresh = versheid(Paden(tmp_path))
        assert "op 1 plekken af" in fresh.ophalen(fresh.opgehaald_op)  # type: ignore[arg-type]
        # Nothing was read: that is not the same as nothing having changed.
        standin.in_plaats = lambda _: Antwoord(403)
        check = vorm()
        assert (check.passed, check.description) == (False, "Niet te zeggen: er is niets opgehaald.")
