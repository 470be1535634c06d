"""A clock that was moved back changes no figure, loses nothing of what came later, and is told of."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.warehouse import history
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import GELUKT, LEVENSLOOP, Leven, bestanden, lever_correctie, verschillen

DRIE_JAAR_TERUG = timedelta(days=-3 * 365)
"""Before the peildatum of what is delivered, and before the years of which publications are held were over."""

DRAAI = LEVENSLOOP[2][1]


def test_a_run_on_a_clock_that_was_moved_back_gives_the_same_and_says_so(
    tmp_path: Path, server: Standin, ongestoord: Ongestoord
) -> None:
    leven = Leven.vanaf(ongestoord.standen[1], tmp_path / "leven", server.base_url)
    lever_correctie(leven.huis)
    before = history.met_waarden(leven.paden)

    code, said = leven.doe_en_hoor(*DRAAI, klok=DRIE_JAAR_TERUG)
    assert code == 3, said
    assert "De klok van deze machine staat op" in said
    leven.is_heel()
    assert verschillen(ongestoord.eind, leven.paden) == []
    assert bestanden(leven.paden) == bestanden(ongestoord.eind)
    during = history.met_waarden(leven.paden)
    assert during[:-1] == before
    assert during[-1].gestart_op < before[-1].gestart_op

    code, said = leven.doe_en_hoor(*DRAAI)
    assert code in GELUKT, said
    assert "De klok" not in said
    assert history.met_waarden(leven.paden)[:-1] == during
