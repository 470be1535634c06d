"""The edition of the sample as readers get it, the database behind it, and a copy of that to change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline.reporting.exports.layout import BESTANDEN
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.session import lezer


@pytest.fixture(scope="session")
def paden(voorbeeldmap: Path) -> Paden:
    return Paden(voorbeeldmap)


@pytest.fixture(scope="session")
def bestanden(paden: Paden) -> Path:
    """The folder with the files of the sample."""
    return paden.publicatie / BESTANDEN


@pytest.fixture
def con(paden: Paden) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published database of the sample."""
    with lezer(paden.database) as con:
        yield con


@pytest.fixture
def eigen(paden: Paden, tmp_path: Path) -> Paden:
    """A data folder with nothing but a copy of the published database, to change and to publish from."""
    own = Paden(tmp_path / "data")
    own.warehouse.mkdir(parents=True)
    shutil.copyfile(paden.database, own.database)
    return own
