"""A run that is killed, at any moment, again and again, loses nothing and leaves nothing half."""

from __future__ import annotations

import functools
import itertools
import os
import random
import signal
import threading
from pathlib import Path

import pytest

from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import (
    ERTUSSEN,
    ETAPPES,
    GEVALLEN,
    LANG,
    LEVENSLOOP,
    Ingreep,
    Leven,
    bestanden,
    verschillen,
)

LEVENS, POGINGEN = (22, 13) if LANG else (1, 4)
"""How many lives, and how often each is to be killed: the odd times at any moment, the others within a stage. About one
in four commands is done before its moment comes."""

WILLEKEURIG, GERICHT = GEVALLEN


@pytest.mark.parametrize("zaad", range(LEVENS))
def test_a_life_of_kills_ends_as_one_without(
    tmp_path: Path, server: Standin, ongestoord: Ongestoord, zaad: int
) -> None:
    moment = random.Random(zaad)
    turns = sorted(moment.randrange(len(LEVENSLOOP)) for _ in range(POGINGEN))
    aimed = itertools.cycle((True, False))
    leven = Leven(tmp_path / "leven", server.base_url)
    for number, (lever, opdracht) in enumerate(LEVENSLOOP):
        if lever:
            lever(leven.huis)
        for _ in range(turns.count(number)):
            if next(aimed):
                etappe, seconds = moment.choice(list(ongestoord.etappes[number].items()))
                die = functools.partial(sterf_na, moment.uniform(0, seconds))
                kill(leven, opdracht, ingreep=(etappe, die))
            else:
                kill(leven, opdracht, na=moment.uniform(0, ongestoord.duur[number]))
            leven.is_heel()
        leven.rond_af(*opdracht)
        leven.is_heel()
    assert verschillen(ongestoord.eind, leven.paden) == []
    assert bestanden(leven.paden) == bestanden(ongestoord.eind)


@pytest.mark.skipif(not LANG, reason="in zo weinig keer valt niet in elke etappe een dode")
def test_somebody_was_killed_in_every_stage() -> None:
    assert GEVALLEN[WILLEKEURIG].keys() | GEVALLEN[GERICHT].keys() >= ETAPPES.keys()


def kill(leven: Leven, opdracht: tuple[str, ...], *, na: float | None = None, ingreep: Ingreep | None = None) -> None:
    """Kill a command after so many seconds, or let it be killed within a stage; and count where that was."""
    process = leven.start(*opdracht, ingreep=ingreep)
    process.join(na)
    if process.exitcode is None:
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
    process.join()
    if process.exitcode == -signal.SIGKILL:
        GEVALLEN[WILLEKEURIG if ingreep is None else GERICHT][(leven.verloop() or [(ERTUSSEN, 0.0)])[-1][0]] += 1


def sterf_na(seconds: float) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
