"""Four years, made once; every test works on a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline_tests.integration.retention.archief import Archief


@pytest.fixture(scope="session")
def bewaard(tmp_path_factory: pytest.TempPathFactory) -> Archief:
    """The house with everything in it. Read it only."""
    return Archief.in_map(tmp_path_factory.mktemp("archief") / "data")


@pytest.fixture
def archief(bewaard: Archief, tmp_path: Path) -> Archief:
    """A house of one's own with everything in it."""
    return Archief(bewaard.huis.kopie(tmp_path / "data"))


@pytest.fixture(scope="session")
def opgeschoond(bewaard: Archief, tmp_path_factory: pytest.TempPathFactory) -> Archief:
    """The house after a purge and a run. Read it only."""
    made = Archief(bewaard.huis.kopie(tmp_path_factory.mktemp("opgeschoond") / "data"))
    made.schoon_op()
    made.publiceer()
    return made
