"""The Dagster instance of the tests through Dagster: as a run has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from jbr_pipeline.orchestration.launch import bereid_voor
from jbr_pipeline.settings import Settings


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dg.DagsterInstance]:
    """From our template, in a Dagster home of its own."""
    monkeypatch.setenv("DAGSTER_HOME", "set by bereid_voor")
    bereid_voor(Settings(data_dir=tmp_path / "instance"))
    with dg.DagsterInstance.get() as found:
        yield found
