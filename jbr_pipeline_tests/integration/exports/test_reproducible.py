"""The same deliveries and editions give the same bytes, in whatever folder and whenever on a day."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.exports.jbr import jbr
from jbr_pipeline_tests.integration.run.wereld import JAREN, Wereld


def _inhoud(paden: Paden) -> dict[str, str]:
    return {
        f.relative_to(paden.publicatie).as_posix(): sha256(f.read_bytes()).hexdigest()
        for f in paden.publicatie.rglob("*")
        if f.is_file()
    }


def test_the_same_run_and_edition_in_another_folder_give_the_same_bytes(tmp_path: Path) -> None:
    found = []
    with Standin(maak_corpus(schaal=0.01)) as server:
        for place in ("hier", "een/heel/andere plek"):
            wereld = Wereld.maak(tmp_path / place, server)
            assert wereld.draai()
            frozen = jbr(wereld.huis.paden, "edition", "freeze", str(max(JAREN)), JBR_HARVEST_FROM="2023-01-01")
            assert frozen.returncode == 0, frozen.stderr
            assert f"Publieksversie: {wereld.huis.paden.publicatie / 'index.html'}" in frozen.stdout
            found.append(_inhoud(wereld.huis.paden))
    first, second = found
    assert len(first) > 100
    assert first == second
