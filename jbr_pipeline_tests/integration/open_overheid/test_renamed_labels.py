"""A label that the platform changes overnight keeps its meaning where that is known, and is counted where it is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Gedrag
from jbr_pipeline_tests.integration.open_overheid.kit import Gevouwen, haal, klein_corpus, vouw

ALLES_NIEUW = "heet nu zo (verzonnen)"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw"


@pytest.fixture
def standin() -> Iterator[Standin]:
    recent = [d for d in klein_corpus(0.06).documenten if d.openbaarmakingsdatum.year >= 2024]
    with Standin(Corpus(tuple(recent[:60]))) as server:
        yield server


def _telling(gevouwen: Gevouwen, veld: str) -> Counter[Any]:
    return Counter(rij[veld] for rij in gevouwen.rijen.values())


def _hernoem(standin: Standin, *labels: str) -> None:
    standin.voorraad.gedraag(Gedrag(hernoemd=tuple((label, f"{label} {ALLES_NIEUW}") for label in labels)))


def _raak_alles_aan(standin: Standin) -> None:
    for document_id in standin.voorraad.publiek:
        standin.voorraad.nieuwe_versie(document_id)


def _voor_alle_categorieen(verander: Callable[[dict[str, Any]], None]) -> Callable[[str, Any], Any]:
    def vervorm(pad: str, inhoud: Any) -> Any:
        if "/zoek/" in pad:
            for categorie in inhoud["document"]["classificatiecollectie"]["informatiecategorieen"]:
                verander(categorie)
        return inhoud

    return vervorm


def test_a_documentsoort_that_is_called_otherwise_stays_one_series_and_is_told(standin: Standin, raw: Path) -> None:
    haal(standin, raw)
    voor = vouw(raw)
    soort, aantal = _telling(voor, "documentsoort").most_common(1)[0]
    assert aantal >= 10
    _hernoem(standin, soort)
    _raak_alles_aan(standin)
    haal(standin, raw)
    na = vouw(raw)
    assert _telling(na, "documentsoort") == _telling(voor, "documentsoort")
    assert na.rapport.vreemde_labels == [
        f"documentsoort heet nu anders: «{soort} {ALLES_NIEUW}» bij {aantal} documenten"
    ]


def test_a_category_keeps_its_code_when_its_label_or_its_uri_changes_but_not_when_both_do(
    standin: Standin, raw: Path
) -> None:
    haal(standin, raw)
    voor = vouw(raw)
    met = sum(bool(rij["informatiecategorie_codes"]) for rij in voor.rijen.values())
    gevallen: list[tuple[Callable[[dict[str, Any]], None], bool]] = [
        (lambda c: c.update(label=ALLES_NIEUW), True),
        (lambda c: c.pop("id"), True),
        (lambda c: c.update(id="https://elders.example.org/c_nieuw"), True),
        (lambda c: c.update(id="https://elders.example.org/c_nieuw", label=ALLES_NIEUW), False),
    ]
    for verander, bekend in gevallen:
        standin.vervorm = _voor_alle_categorieen(verander)
        _raak_alles_aan(standin)
        haal(standin, raw)
        na = vouw(raw)
        gelijk = _telling(na, "informatiecategorie_code") == _telling(voor, "informatiecategorie_code")
        assert gelijk == bekend
        onbekend = [] if bekend else [f"informatiecategorie onbekend: «{ALLES_NIEUW}» bij {met} documenten"]
        assert na.rapport.vreemde_labels == onbekend
        # Unknown is not lost: the document is there, with what the source calls it.
        assert len(na.rijen) == len(voor.rijen)


def test_a_ministry_is_known_by_its_name_of_that_day_where_its_code_is_missing(standin: Standin, raw: Path) -> None:
    haal(standin, raw)
    voor = vouw(raw)

    def zonder_code(pad: str, inhoud: Any) -> Any:
        if "/zoek/" in pad:
            inhoud["document"]["verantwoordelijke"].pop("id")
        return inhoud

    standin.vervorm = zonder_code
    _raak_alles_aan(standin)
    haal(standin, raw)
    na = vouw(raw)
    ministeries = {i for i, rij in voor.rijen.items() if str(rij["organisatie_code"]).startswith("mnre")}
    assert {i: na.rijen[i]["organisatie_code"] for i in ministeries} == {
        i: voor.rijen[i]["organisatie_code"] for i in ministeries
    }


def test_a_ministry_of_another_name_keeps_its_code_and_one_without_a_code_is_counted(
    standin: Standin, raw: Path
) -> None:
    haal(standin, raw)
    voor = vouw(raw)
    namen = {d.verantwoordelijke.label for d in standin.voorraad.publiek.values()}
    _hernoem(standin, *namen)
    _raak_alles_aan(standin)
    haal(standin, raw)
    assert _telling(vouw(raw), "organisatie_code") == _telling(voor, "organisatie_code")

    def zonder_codes(pad: str, inhoud: Any) -> Any:
        for naam in ("verantwoordelijke", "publisher") if "/zoek/" in pad else ():
            inhoud["document"].get(naam, {}).pop("id", None)
        return inhoud

    standin.vervorm = zonder_codes
    _raak_alles_aan(standin)
    haal(standin, raw)
    na = vouw(raw)
    assert any(regel.startswith("ministerie onbekend: ") for regel in na.rapport.vreemde_labels)
    assert len(na.rijen) == len(voor.rijen)


def test_labels_that_changed_before_the_first_run_cost_no_category_in_a_backfill(tmp_path: Path) -> None:
    oud, nieuw = tmp_path / "oud" / "raw", tmp_path / "nieuw" / "raw"
    with Standin(klein_corpus(0.12)) as standin:
        eerste = haal(standin, oud, wachtrij_s=0.0)
        assert eerste.gelabeld > 0
        voor = vouw(oud)
        categorie = next(c.label for d in standin.voorraad.publiek.values() for c in d.informatiecategorieen)
        _hernoem(standin, categorie)
        tweede = haal(standin, nieuw, wachtrij_s=0.0)
        na = vouw(nieuw)
        assert _telling(na, "informatiecategorie_code") == _telling(voor, "informatiecategorie_code")
        assert any("informatiecategorie" in opmerking for opmerking in tweede.opmerkingen)
