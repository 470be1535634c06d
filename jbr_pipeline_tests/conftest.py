"""What tests of several rooms share."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis

# Fixed draws: a change is judged by what it does, not by what was drawn that day.
settings.register_profile(
    "jbr", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.load_profile("jbr")


@pytest.fixture
def huis(tmp_path: Path) -> Huis:
    """An empty data folder."""
    return Huis(Paden(tmp_path / "data"))


@pytest.fixture(scope="session")
def voorbeeldmap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of one finished `jbr run` on the made-up sample. Read it only: every test shares it.

    With xdist the workers share one: the first makes it and the others wait.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, done = shared / "voorbeeld", shared / "voorbeeld.klaar"
    with (shared / "voorbeeld.slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            own = {k: v for k, v in os.environ.items() if not k.startswith(("JBR_", "DAGSTER_"))}
            run = subprocess.run(
                [sys.executable, "-c", "from jbr_pipeline.cli import main; main()", "run", "--voorbeeld-indien-leeg"],
                env={**own, "JBR_DATA_DIR": str(folder), "PYTHONUTF8": "1"},
                cwd=shared,
                capture_output=True,
                text=True,
                check=False,
            )
            # 3: published, with deliveries that ask for attention; the sample has some on purpose.
            assert run.returncode in (0, 3), run.stdout + run.stderr
            done.touch()
    return folder


@pytest.fixture(scope="session")
def publieksversie(voorbeeldmap: Path) -> Path:
    """The folder with the edition for readers of the made-up sample, as the run left it. Read it only."""
    return Paden(voorbeeldmap).publicatie.resolve()
