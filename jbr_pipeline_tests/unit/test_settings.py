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


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("JBR_MELD_WEBHOOK", "chat.voorbeeld.nl/geheim", "een adres dat met https:// begint"),
        ("JBR_PUBLICATIE_URL", "publicatie.voorbeeld.nl", "een adres dat met https:// begint"),
        ("JBR_PUBLICATIE_CONTACT", "vraag het maar", "een e-mailadres, of een adres dat met https:// begint"),
        ("JBR_MELD_AAN", "een@voorbeeld.nl;geheim", "e-mailadressen, met een komma ertussen"),
        ("JBR_MELD_AAN", "een@voorbeeld.nl,", "e-mailadressen, met een komma ertussen"),
        ("JBR_MELD_VAN", "geheim@voorbeeld.nl\nBcc: x@y.nl", "e-mailadressen, met een komma ertussen"),
        ("JBR_UI_URL", "https://iemand:geheim@jbr.voorbeeld.nl", "zonder gebruikersnaam, wachtwoord of sleutel"),
    ],
)
def test_what_names_a_channel_is_looked_at_and_not_repeated(
    name: str, value: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=expected) as found:
        Settings()
    assert "geheim" not in str(found.value)


def test_secrets_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JBR_MELD_WEBHOOK", "https://chat.voorbeeld.nl/geheim")
    monkeypatch.setenv("JBR_SMTP_WACHTWOORD", "geheim")
    assert "geheim" not in repr(Settings())
