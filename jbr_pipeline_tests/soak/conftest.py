"""What all lives share: the server of open.overheid.nl, and a life that nobody disturbed to hold them against."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.soak.kit import GELUKT, GEVALLEN, LEVENSLOOP, Leven, duur


@pytest.fixture(scope="session")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.01)) as standin:
        yield standin


@dataclass
class Ongestoord:
    """A life that nobody disturbed; for each of its commands how long it took, its stages, and what there was then."""

    leven: Leven
    duur: list[float] = field(default_factory=list)
    etappes: list[dict[str, float]] = field(default_factory=list)
    standen: list[Path] = field(default_factory=list)


@pytest.fixture(scope="session")
def ongestoord(tmp_path_factory: pytest.TempPathFactory, server: Standin) -> Ongestoord:
    place = tmp_path_factory.mktemp("ongestoord")
    found = Ongestoord(Leven(place / "leven", server.base_url))
    for number, (lever, opdracht) in enumerate(LEVENSLOOP):
        if lever:
            lever(found.leven.huis)
        begin = time.monotonic()
        assert found.leven.doe(*opdracht) in GELUKT, found.leven.gezegd()
        found.duur.append(time.monotonic() - begin)
        found.etappes.append(duur(found.leven.verloop()))
        found.standen.append(shutil.copytree(found.leven.paden.data, place / f"stand-{number}"))
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the kills fell: so many by themselves, and so many that were aimed."""
    for kind, counts in GEVALLEN.items():
        if counts:
            told = ", ".join(f"{etappe} {count}" for etappe, count in counts.most_common())
            terminalreporter.write_line(f"gedood, {kind}: {counts.total()} ({told})")
