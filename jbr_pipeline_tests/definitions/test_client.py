"""Which source a data folder may be asked from."""

from __future__ import annotations

import pytest

from jbr_pipeline.orchestration.fouten import GemengdeBronnen
from jbr_pipeline.orchestration.pijplijn import Pijplijn
from jbr_pipeline.settings import OPEN_OVERHEID, Settings
from jbr_pipeline_tests.deliveries_kit import Huis


def _pijplijn(huis: Huis, url: str) -> Pijplijn:
    return Pijplijn.van(Settings(data_dir=huis.paden.data, open_overheid_url=url))


@pytest.fixture
def voorbeeld(huis: Huis) -> Huis:
    huis.paden.raw.mkdir(parents=True)
    huis.paden.merk.write_text("verzonnen", encoding="utf-8")
    return huis


@pytest.mark.parametrize("url", ["https://open.overheid.nl/elders/api/v0", "https://127.0.0.1.example.org/api/v0"])
def test_a_made_up_folder_never_asks_another_machine(voorbeeld: Huis, url: str) -> None:
    with pytest.raises(GemengdeBronnen, match="JBR_DATA_DIR"), _pijplijn(voorbeeld, url).client():
        pass


def test_a_made_up_folder_with_the_default_address_asks_the_stand_in(voorbeeld: Huis) -> None:
    with _pijplijn(voorbeeld, OPEN_OVERHEID).client() as client:
        assert client.base_url.startswith("http://127.0.0.1:")


def test_a_real_folder_asks_the_platform(huis: Huis) -> None:
    with _pijplijn(huis, OPEN_OVERHEID).client() as client:
        assert client.base_url == OPEN_OVERHEID
