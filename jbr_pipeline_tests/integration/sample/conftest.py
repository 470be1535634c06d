"""One sample for all tests of this folder: making and processing it takes longest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jbr_pipeline_tests.integration.sample.voorbeeld import Voorbeeld


@pytest.fixture(scope="package")
def voorbeeld(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Voorbeeld]:
    made = Voorbeeld(tmp_path_factory.mktemp("voorbeeld"))
    yield made
    made.nog_eens.wait()
    made.con.close()
