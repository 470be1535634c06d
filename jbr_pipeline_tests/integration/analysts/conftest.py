"""A house with an edition and a correction after it, for all who ask about these."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jbr_pipeline.warehouse import editions
from jbr_pipeline_tests.integration.editions.redactie import Redactie


@pytest.fixture(scope="package")
def redactie(tmp_path_factory: pytest.TempPathFactory) -> Redactie:
    """SZW spent more in 2024 than JBR 2024 says. Read it only: every test shares it."""
    made = Redactie.in_map(tmp_path_factory.mktemp("redactie") / "data")
    made.publiceer()
    editions.stel_vast(made.paden, 2024, made.huis.stand(), nu=datetime.now(UTC))
    made.lever("SZW", 2024, 4_000_000, versie=2)
    made.publiceer()
    return made
