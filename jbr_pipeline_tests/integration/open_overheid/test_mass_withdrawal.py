"""Documents that vanish by the hundred are not taken for withdrawn before somebody says that they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jbr_pipeline import cli
from jbr_pipeline.sample.standin.corpus import Corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.open_overheid.disappeared import VERDWENEN_VANAF, bevestig_krimp
from jbr_pipeline.sources.open_overheid.errors import NietsTeBevestigen, OphalenLoopt
from jbr_pipeline.sources.open_overheid.segments import alleen
from jbr_pipeline_tests.integration.open_overheid.kit import assert_gelijk, haal, hoort_er_te_zijn, klein_corpus, vouw


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "raw" / "open_overheid"


@pytest.fixture
def standin(raw: Path) -> Iterator[Standin]:
    recent = [d for d in klein_corpus(0.06).documenten if d.openbaarmakingsdatum.year >= 2024]
    with Standin(Corpus(tuple(recent[:90]))) as server:
        assert haal(server, raw).volledig
        server.verzoeken.clear()
        yield server


def _trek_in(standin: Standin, deel: float) -> list[str]:
    """Take so large a share of the documents back, of every period."""
    ids = sorted(i for i in hoort_er_te_zijn(standin) if not i.startswith("ronl-"))
    weg = ids[: int(len(ids) * deel)]
    for document_id in weg:
        standin.voorraad.trek_in(document_id)
    return weg


def _gevraagd(standin: Standin, ids: list[str]) -> bool:
    return any(v.pad.endswith(f"/zoek/{i}") for v in standin.verzoeken for i in ids)


@pytest.mark.parametrize("deel", [0.9, 0.4])
def test_a_list_that_loses_many_documents_marks_none_until_that_is_confirmed(
    standin: Standin, raw: Path, deel: float
) -> None:
    voor = vouw(raw)
    weg = _trek_in(standin, deel)
    assert len(weg) > VERDWENEN_VANAF
    for _ in range(2):
        rapport = haal(standin, raw)
        assert any("jbr confirm-withdrawals" in reden for reden in rapport.onvolledig)
        assert rapport.ingetrokken == 0
        assert vouw(raw).publiek == voor.publiek
    assert not _gevraagd(standin, weg)
    assert bevestig_krimp(raw, "opschoning (verzonnen)") >= len(weg)
    rapport = haal(standin, raw)
    assert (rapport.ingetrokken, rapport.onvolledig) == (len(weg), [])
    assert any("opschoning (verzonnen)" in opmerking for opmerking in rapport.opmerkingen)
    assert_gelijk(standin, raw)


def test_a_few_documents_more_or_less_need_nobody(standin: Standin, raw: Path) -> None:
    weg = _trek_in(standin, 0.2)
    assert 5 < len(weg) <= VERDWENEN_VANAF
    rapport = haal(standin, raw)
    assert (rapport.ingetrokken, rapport.onvolledig) == (len(weg), [])


def test_a_confirmation_holds_once_and_for_what_was_met_not_for_what_vanishes_after_it(
    standin: Standin, raw: Path
) -> None:
    _trek_in(standin, 0.4)
    haal(standin, raw)
    bevestig_krimp(raw, "opschoning (verzonnen)")
    _trek_in(standin, 0.9)
    assert haal(standin, raw).ingetrokken == 0
    assert vouw(raw).ingetrokken == set()
    bevestig_krimp(raw, "en nog een (verzonnen)")
    assert haal(standin, raw).ingetrokken > 0
    # Used once, it is over.
    with pytest.raises(NietsTeBevestigen):
        bevestig_krimp(raw, "en nog een (verzonnen)")


def test_documents_that_come_back_by_themselves_leave_nothing_to_confirm(standin: Standin, raw: Path) -> None:
    weg = _trek_in(standin, 0.9)
    haal(standin, raw)
    for document_id in weg:
        standin.voorraad.herpubliceer(document_id)
    assert haal(standin, raw).onvolledig == []
    with pytest.raises(NietsTeBevestigen):
        bevestig_krimp(raw, "te laat")
    assert_gelijk(standin, raw)


def test_the_command_records_a_reason_and_says_when_there_is_nothing_to_confirm(
    standin: Standin, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JBR_DATA_DIR", str(raw.parents[1]))

    def jbr(*woorden: str) -> Any:
        return CliRunner().invoke(cli.app, ["confirm-withdrawals", *woorden])

    assert jbr().exit_code == cli.WRONG_USAGE
    assert jbr("--reden", "zomaar").exit_code == cli.WRONG_USAGE
    weg = _trek_in(standin, 0.9)
    haal(standin, raw)
    assert jbr("--reden", " ").exit_code == cli.WRONG_USAGE
    with alleen(raw), pytest.raises(OphalenLoopt):
        bevestig_krimp(raw, "tegelijk")
    assert jbr("--reden", "opschoning (verzonnen)").exit_code == cli.PUBLISHED
    assert haal(standin, raw).ingetrokken == len(weg)
