"""Four years, made once; every test works on a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis
from jbr_pipeline_tests.integration.retention.archief import Archief


@pytest.fixture(scope="session")
def bewaard(tmp_path_factory: pytest.TempPathFactory) -> Archief:
    """The house with everything in it. Read it only."""
    return Archief.in_map(tmp_path_factory.mktemp("archief") / "data")


@pytest.fixture
def archief(bewaard: Archief, tmp_path: Path) -> Archief:
    """A house of one's own with everything in it."""
    shutil.copytree(bewaard.paden.data, tmp_path / "data")
    return Archief(Huis(Paden(tmp_path / "data")))


@pytest.fixture(scope="session")
def opgeschoond(bewaard: Archief, tmp_path_factory: pytest.TempPathFactory) -> Archief:
    """The house after a purge and a run. Read it only."""
    folder = tmp_path_factory.mktemp("opgeschoond") / "data"
    shutil.copytree(bewaard.paden.data, folder)
    made = Archief(Huis(Paden(folder)))
    made.schoon_op()
    made.publiceer()
    return made
