"""A world of its own for every story."""

from __future__ import annotations

from pathlib import Path

import pytest

from jbr_pipeline_tests.integration.indicators.rekenwereld import Rekenwereld


@pytest.fixture
def wereld(tmp_path: Path) -> Rekenwereld:
    return Rekenwereld.in_map(tmp_path)
