"""A published house, made once; every story goes on with a copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline_tests.integration.editions.redactie import Redactie


@pytest.fixture(scope="session")
def begonnen(tmp_path_factory: pytest.TempPathFactory) -> Redactie:
    """The house as every story begins. Read it only."""
    made = Redactie.in_map(tmp_path_factory.mktemp("redactie") / "data")
    made.publiceer()
    return made


@pytest.fixture
def redactie(begonnen: Redactie, tmp_path: Path) -> Redactie:
    return Redactie(begonnen.huis.kopie(tmp_path / "data"))
