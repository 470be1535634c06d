"""The deliveries of the finished sample, read into tables once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.integration.sample.voorbeeld import Voorbeeld


@pytest.fixture(scope="session")
def voorbeeld(voorbeeldmap: Path) -> Iterator[Voorbeeld]:
    read = Voorbeeld(Paden(voorbeeldmap))
    yield read
    read.con.close()
