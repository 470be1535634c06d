"""What tests of several rooms share."""

from __future__ import annotations

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
