"""What all lives share: the server of open.overheid.nl, and a life that nobody disturbed to hold them against."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.soak.kit import GELUKT, GEVALLEN, LEVENSLOOP, Leven, duur


@pytest.fixture(scope="session")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.01)) as standin:
        yield standin


@dataclass
class Ongestoord:
    """A life that nobody disturbed; for each of its commands how long it took, its stages, and what there was then."""

    duur: list[float] = field(default_factory=list)
    etappes: list[dict[str, float]] = field(default_factory=list)
    standen: list[Paden] = field(default_factory=list)

    @property
    def eind(self) -> Paden:
        """What there was in the end."""
        return self.standen[-1]


@pytest.fixture(scope="session")
def ongestoord(tmp_path_factory: pytest.TempPathFactory, server: Standin) -> Ongestoord:
    place = tmp_path_factory.mktemp("ongestoord")
    leven, found = Leven(place / "leven", server.base_url), Ongestoord()
    for number, (lever, opdracht) in enumerate(LEVENSLOOP):
        if lever:
            lever(leven.huis)
        begin = time.monotonic()
        assert leven.doe(*opdracht) in GELUKT, leven.gezegd()
        found.duur.append(time.monotonic() - begin)
        found.etappes.append(duur(leven.verloop()))
        found.standen.append(Paden(shutil.copytree(leven.paden.data, place / f"stand-{number}", symlinks=True)))
    return found


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Where the kills fell: so many by themselves, and so many that were aimed."""
    for kind, counts in GEVALLEN.items():
        if counts:
            told = ", ".join(f"{etappe} {count}" for etappe, count in counts.most_common())
            terminalreporter.write_line(f"gedood, {kind}: {counts.total()} ({told})")
