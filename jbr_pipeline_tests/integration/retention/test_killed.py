"""A purge that is killed is finished by the next, and a run in between is sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from jbr_pipeline import disk
from jbr_pipeline.sources.deliveries import landing, manifest
from jbr_pipeline_tests.integration.retention.archief import JAREN, Archief


class Killed(BaseException):
    """The process stops here."""


@pytest.fixture
def dodelijk(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let a purge do so many steps, and die at the next."""
    left = 0

    def mortal(step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **kwargs: Any) -> Any:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return step(*args, **kwargs)

        return run

    remove_one = mortal(disk.verwijder)

    def remove(paths: Iterable[Path]) -> None:
        for path in paths:
            remove_one([path])

    # Everything that a purge does to a disk.
    monkeypatch.setattr(manifest, "schrijf_opschoning", mortal(manifest.schrijf_opschoning))
    monkeypatch.setattr(disk, "verwijder", remove)
    monkeypatch.setattr(landing, "verwijder", mortal(landing.verwijder))

    def allow(steps: int) -> None:
        nonlocal left
        left = steps

    return allow


def test_killed_after_every_single_step_it_is_finished_all_the_same(
    archief: Archief, dodelijk: Callable[[int], None]
) -> None:
    killed, done = 0, False
    while not done:
        dodelijk(1)
        try:
            done = not archief.schoon_op().jaren
        except Killed:
            killed += 1
    assert killed > 40
    assert archief.sporen() == {}


@pytest.mark.parametrize("steps", [1, 20])
def test_a_run_after_a_kill_publishes_the_same_figures(
    bewaard: Archief, archief: Archief, dodelijk: Callable[[int], None], steps: int
) -> None:
    dodelijk(steps)
    with pytest.raises(Killed):
        archief.schoon_op()
    archief.publiceer()
    assert archief.waarden(f"jaar in {JAREN}") == bewaard.waarden(f"jaar in {JAREN}")
