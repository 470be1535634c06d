"""The one server of open.overheid.nl for all lives."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin


@pytest.fixture(scope="session")
def server() -> Iterator[Standin]:
    with Standin(maak_corpus(schaal=0.01)) as standin:
        yield standin
