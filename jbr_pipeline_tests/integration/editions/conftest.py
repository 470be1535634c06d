"""A published house for every story."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline_tests.integration.editions.redactie import Redactie


@pytest.fixture
def redactie(tmp_path: Path) -> Redactie:
    made = Redactie.in_map(tmp_path / "data")
    made.publiceer()
    return made
