"""Results without an id, or with one that is there twice, and documents without a day: counted, and in nobody's way."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jbr_pipeline.orchestration.publicaties import _usable_check
from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.documents import Document
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sample.standin.state import Zoekvraag
from jbr_pipeline.sources.open_overheid.publications import ONBRUIKBAAR
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import onbruikbaar
from jbr_pipeline_tests.integration.open_overheid.kit import assert_gelijk, haal, klein_corpus, vouw

Hit = dict[str, Any]


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return Paden(tmp_path).open_overheid


@pytest.fixture
def standin() -> Iterator[Standin]:
    recent = [d for d in klein_corpus(0.06).documenten if d.openbaarmakingsdatum.year == 2024]
    with Standin(Corpus(tuple(recent[:40]))) as server:
        yield server


def _doelwit(standin: Standin) -> str:
    """A document in the middle of the list."""
    return sorted(standin.voorraad.publiek.values(), key=lambda d: d.openbaarmakingsdatum)[20].document_id


def _in_lijst(doelwit: str, verander: Callable[[list[Hit], int], None], *, telt_mee: bool) -> Callable[[str, Any], Any]:
    """Change the page that shows a document, and the totals of every search that would count the change."""

    def vervorm(pad: str, inhoud: Any) -> Any:
        if "/zoek?" not in pad:
            return inhoud
        ids = [hit["document"]["id"].rpartition("_")[0] for hit in inhoud["resultaten"]]
        if doelwit in ids:
            verander(inhoud["resultaten"], ids.index(doelwit))
        if telt_mee and (doelwit in ids or inhoud["totaal"] > len(ids)):
            inhoud["totaal"] += 1
        return inhoud

    return vervorm


def _nog_eens(hits: list[Hit], plek: int) -> None:
    hits.insert(plek, copy.deepcopy(hits[plek]))


def _nog_eens_anders(hits: list[Hit], plek: int) -> None:
    ouder = copy.deepcopy(hits[plek])
    ouder["document"] |= {"titel": "Verouderd (verzonnen)", "mutatiedatumtijd": "2001-01-01T00:00:00.000Z"}
    hits.insert(plek, ouder)


def _zonder_id(hits: list[Hit], plek: int) -> None:
    dag = hits[plek]["document"]["openbaarmakingsdatum"]
    hits.insert(plek, {"document": {"titel": "J. Jansen", "id": None, "openbaarmakingsdatum": dag}})


@pytest.mark.parametrize(
    ("verander", "reden", "telt_mee"),
    [
        (_nog_eens, "een id dat vaker voorkomt", True),
        (_nog_eens_anders, "een id dat vaker voorkomt", False),
        (_zonder_id, "geen id", True),
    ],
)
def test_a_result_that_is_no_document_of_its_own_is_counted_and_asked_about_once(
    standin: Standin, raw: Path, verander: Callable[[list[Hit], int], None], reden: str, telt_mee: bool
) -> None:
    standin.vervorm = _in_lijst(_doelwit(standin), verander, telt_mee=telt_mee)
    rapport = haal(standin, raw)
    assert (rapport.onvolledig, rapport.niet_sluitend) == ([], [])
    assert_gelijk(standin, raw)
    assert rapport.overtal == ({reden: 1} if telt_mee else {})
    nacht = haal(standin, raw)
    assert (nacht.nieuw, nacht.gewijzigd, nacht.afwijkende_perioden, nacht.onvolledig) == (0, 0, [], [])
    assert nacht.overtal == rapport.overtal
    # Once the source has mended its list, that is over.
    standin.vervorm = None
    haal(standin, raw)
    assert haal(standin, raw).overtal == {}


def test_an_id_on_two_pages_is_one_document_and_no_reason_to_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, dag = tmp_path / "raw", date(2024, 5, 14)
    op_een_dag = [
        replace(d, openbaarmakingsdatum=dag, versies=(replace(d.versies[0], openbaarmakingsdatum=dag),))
        for d in klein_corpus(0.06).documenten[:60]
    ]
    with Standin(Corpus(tuple(op_een_dag))) as standin:
        eerste = min(standin.voorraad.publiek)
        vind = standin.voorraad._vind

        def vind_dubbel(vraag: Zoekvraag) -> list[Document]:
            gevonden = vind(vraag)
            return gevonden + [d for d in gevonden if d.document_id == eerste]

        monkeypatch.setattr(standin.voorraad, "_vind", vind_dubbel)
        rapport = haal(standin, raw)
        assert (rapport.onvolledig, rapport.overtal) == ([], {"een id dat vaker voorkomt": 1})
        assert_gelijk(standin, raw)
        nacht = haal(standin, raw)
        assert (nacht.nieuw, nacht.gewijzigd, nacht.afwijkende_perioden, nacht.onvolledig) == (0, 0, [], [])


def test_a_document_without_a_day_is_put_apart_with_the_reason_and_told(
    standin: Standin, raw: Path, tmp_path: Path
) -> None:
    weg = _doelwit(standin)

    def vervorm(pad: str, inhoud: Any) -> Any:
        if pad.endswith(f"/zoek/{weg}"):
            for versie in inhoud["versies"]:
                versie.pop("openbaarmakingsdatum", None)
        for hit in inhoud["resultaten"] if "/zoek?" in pad else ():
            if hit["document"]["id"].startswith(weg):
                hit["document"]["openbaarmakingsdatum"] = "onbekend"
        return inhoud

    standin.vervorm = vervorm
    haal(standin, raw)
    gevouwen = vouw(raw)
    paden = Paden(tmp_path)
    paden.publicaties.parent.mkdir(parents=True)
    (raw.parent / ONBRUIKBAAR).replace(paden.publicaties.with_name(ONBRUIKBAAR))
    assert onbruikbaar(paden) == {"geen openbaarmakingsdatum": 1}
    assert weg not in gevouwen.rijen
    assert len(gevouwen.rijen) == len(standin.voorraad.publiek) - 1
    assert gevouwen.rapport.onbruikbaar == {"geen openbaarmakingsdatum": 1}
    check = _usable_check(gevouwen.rapport.onbruikbaar, {})
    assert (check.passed, check.description) == (
        False,
        "Niet te gebruiken: 1 documenten met geen openbaarmakingsdatum.",
    )
