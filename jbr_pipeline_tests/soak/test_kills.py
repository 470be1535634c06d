"""A run that is killed, at any moment, again and again, loses nothing and leaves nothing half."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.warehouse import editions
from jbr_pipeline_tests.soak.kit import LANG, LEVENSLOOP, Leven, verschillen

LEVENS, DODEN = (20, 10) if LANG else (1, 4)
"""How many lives, and how often each is killed."""


@pytest.fixture(scope="module")
def ongestoord(tmp_path_factory: pytest.TempPathFactory, server: Standin) -> tuple[Leven, list[float]]:
    """A life that nobody disturbs, and how long its commands took."""
    leven = Leven(tmp_path_factory.mktemp("ongestoord") / "leven", server.base_url)
    took = []
    for lever, opdracht in LEVENSLOOP:
        if lever:
            lever(leven.huis)
        begin = time.monotonic()
        assert leven.doe(*opdracht) in (0, 3), leven.gezegd()
        took.append(time.monotonic() - begin)
    return leven, took


@pytest.mark.parametrize("zaad", range(LEVENS))
def test_a_life_of_kills_ends_as_one_without(
    tmp_path: Path, server: Standin, ongestoord: tuple[Leven, list[float]], zaad: int
) -> None:
    undisturbed, took = ongestoord
    moment = random.Random(zaad)
    turns = sorted(moment.randrange(len(LEVENSLOOP)) for _ in range(DODEN))
    leven = Leven(tmp_path / "leven", server.base_url)
    for number, (lever, opdracht) in enumerate(LEVENSLOOP):
        if lever:
            lever(leven.huis)
        for _ in range(turns.count(number)):
            kill_after(leven, opdracht, moment.uniform(0, took[number]))
            leven.is_heel()
        finish(leven, opdracht)
        leven.is_heel()
    assert verschillen(undisturbed, leven) == []
    assert left_over(leven) == left_over(undisturbed)


def kill_after(leven: Leven, opdracht: tuple[str, ...], seconds: float) -> None:
    process = leven.start(*opdracht)
    process.join(seconds)
    if process.exitcode is None:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
    process.join()


def finish(leven: Leven, opdracht: tuple[str, ...]) -> None:
    """As an operator would: again, and after a run where the command says so. What is frozen is frozen once."""
    if leven.doe(*opdracht) not in (0, 3):
        assert opdracht[0] == "edition", leven.gezegd()
        assert leven.doe("run") in (0, 3), leven.gezegd()
        if not editions.edities(leven.paden):
            assert leven.doe(*opdracht) == 0, leven.gezegd()


def left_over(leven: Leven) -> set[str]:
    """Databases and editions under construction and segments that were being written: the next command clears or closes
    them."""
    current = leven.paden.publicatie.resolve()
    return {
        str(path.relative_to(leven.paden.data))
        for path in leven.paden.data.rglob("*")
        if (path.name.startswith((".jbr-", ".publicatie-")) and path.resolve() != current) or path.suffix == ".open"
    }
