"""What a setting may hold, and what is said of one that may not."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from jbr_pipeline.settings import OPEN_OVERHEID, Settings


@pytest.mark.parametrize(
    "url",
    [
        "https://iemand:geheim@open.overheid.nl/api/v0",
        "https://geheim@open.overheid.nl/api/v0",
        "https://open.overheid.nl/api/v0?sleutel=geheim",
        "https://open.overheid.nl/api/v0#geheim",
    ],
)
def test_an_address_holds_no_secret_and_the_refusal_does_not_repeat_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster shows this message when the code location does not load."""
    monkeypatch.setenv("JBR_OPEN_OVERHEID_URL", url)
    with pytest.raises(ValidationError, match="zonder gebruikersnaam, wachtwoord of sleutel") as found:
        Settings()
    assert "geheim" not in str(found.value)


def test_a_plain_address_is_taken_as_it_is() -> None:
    assert Settings(open_overheid_url=OPEN_OVERHEID).open_overheid_url == OPEN_OVERHEID
