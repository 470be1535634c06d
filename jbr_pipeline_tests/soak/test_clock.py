"""A clock that was moved back changes no figure, loses nothing of what came later, and is told of.

The process has another clock as a whole, SQLite and DuckDB included: libfaketime stands between it and the system. The
rights and times of files are those of the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.warehouse import history
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import GELUKT, HANGT_S, LEVENSLOOP, Leven, bestanden, lever_correctie, verschillen

LIBFAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
DRIE_JAAR_TERUG = "-1095d"
"""Before the peildatum of what is delivered, and before the years of which publications are held were over."""

DRAAI = LEVENSLOOP[2][1]


@pytest.mark.skipif(LIBFAKETIME is None, reason="libfaketime is er niet; make test installeert het op Debian en Ubuntu")
def test_a_run_on_a_clock_that_was_moved_back_gives_the_same_and_says_so(
    tmp_path: Path, server: Standin, ongestoord: Ongestoord
) -> None:
    leven = Leven.vanaf(ongestoord.standen[1], tmp_path / "leven", server.base_url)
    lever_correctie(leven.huis)
    before = history.met_waarden(leven.paden)

    code, said = on_another_clock(leven, DRIE_JAAR_TERUG, *DRAAI)
    assert code == 3, said
    assert "De klok van deze machine staat op" in said
    assert verschillen(ongestoord.leven, leven) == []
    assert bestanden(leven) == bestanden(ongestoord.leven)
    after = history.met_waarden(leven.paden)
    assert after[:-1] == before
    assert {a.status for a in leven.huis.stand().aanleveringen} == {"geaccepteerd", "vervangen", "afgekeurd"}

    code, said = leven.doe_en_hoor(*DRAAI)
    assert code in GELUKT
    assert "De klok" not in said
    assert history.met_waarden(leven.paden)[:-1] == after


def on_another_clock(leven: Leven, verschil: str, *opdracht: str) -> tuple[int, str]:
    """A command in a process of its own, of which the clock is so much later; its exit code and what it said."""
    environment = os.environ | leven.settings | {
        "LD_PRELOAD": str(LIBFAKETIME), "FAKETIME": verschil, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
    }  # fmt: skip
    command = [sys.executable, "-c", "from jbr_pipeline.cli import main; main()", *opdracht]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=HANGT_S, check=False
    )
    return done.returncode, " ".join((done.stdout + done.stderr).split())
