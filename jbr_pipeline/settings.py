"""The settings of a run, from environment variables JBR_* and nowhere else.

Choices of definition (what counts as subtop, who is left out) are not settings of a run: they are in
`indicators/afbakening.toml`, because they belong to the figures.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

OPEN_OVERHEID = "https://open.overheid.nl/overheid/openbaarmakingen/api/v0"

NIET_HERHALEN = frozenset(
    {
        "open_overheid_url", "contact", "ui_url", "publicatie_url", "publicatie_contact",
        "meld_aan", "meld_van", "meld_webhook", "smtp_host", "smtp_gebruiker", "smtp_wachtwoord",
    }
)  # fmt: skip
"""Settings of which a value that is refused may be a secret, or somebody's address: it is not repeated anywhere."""


class Settings(BaseSettings):
    """What a data engineer may set; every field is JBR_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="JBR_", frozen=True, extra="ignore", hide_input_in_errors=True)

    data_dir: Path = Field(default=Path("data"), description="Holds raw/ and warehouse/.")
    open_overheid_url: str = Field(default=OPEN_OVERHEID, description="Base of the openbaarmakingen API.")
    open_overheid_rps: float = Field(default=4.0, gt=0, description="Searches per second; details at half of it.")
    harvest_from: date = Field(
        default=date(2022, 1, 1), description="Documents made public on or after this date are held."
    )
    bewaarjaren: int = Field(
        default=2,
        ge=1,
        description="How many years before that of the newest edition the rows of a year are kept; see jbr purge.",
    )
    contact: str = Field(default="", description="Contact address that goes into the User-Agent.")
    publicatie_url: str = Field(default="", description="Where readers find the public edition, for links to it.")
    publicatie_contact: str = Field(default="", description="Address or page for questions of readers; is published.")
    ui_url: str = Field(default="", description="Where readers of a message reach the UI, for links to runs.")
    meld_aan: str = Field(default="", description="Who is told by e-mail; addresses with a comma between them.")
    meld_van: str = Field(default="", description="The sender of those messages.")
    meld_webhook: SecretStr = Field(default=SecretStr(""), description="Address to which messages are posted as JSON.")
    smtp_host: str = Field(default="", description="The mail server.")
    smtp_poort: int = Field(default=25, ge=1, le=65535, description="Its port.")
    smtp_tls: Literal["aangeboden", "verplicht"] = Field(
        default="aangeboden",
        description="STARTTLS when the server offers it, or not without; with a password always not without.",
    )
    smtp_gebruiker: str = Field(default="", description="User name at the mail server.")
    smtp_wachtwoord: SecretStr = Field(default=SecretStr(""), description="Password at the mail server.")

    @field_validator("meld_aan", "meld_van")
    @classmethod
    def _holds_addresses(cls, text: str) -> str:
        if any(not re.fullmatch(r"[^@\s<>;]+@[^@\s<>;]+", address.strip()) for address in text.split(",") if text):
            raise ValueError("verwacht: e-mailadressen, met een komma ertussen")
        return text

    @field_validator("meld_webhook")
    @classmethod
    def _holds_an_address(cls, url: SecretStr) -> SecretStr:
        if url.get_secret_value() and not re.match("https?://[^/]", url.get_secret_value()):
            raise ValueError("verwacht: een adres dat met https:// begint")
        return url

    @field_validator("publicatie_contact")
    @classmethod
    def _holds_whom_to_ask(cls, text: str) -> str:
        if text and not re.fullmatch(r"https?://\S+|[^@\s<>;]+@[^@\s<>;]+", text):
            raise ValueError("verwacht: een e-mailadres, of een adres dat met https:// begint")
        return text

    @field_validator("publicatie_url")
    @classmethod
    def _holds_a_place(cls, url: str) -> str:
        if url and not re.match("https?://[^/]", url):
            raise ValueError("verwacht: een adres dat met https:// begint")
        return url

    @field_validator("open_overheid_url", "ui_url", "publicatie_url")
    @classmethod
    def _holds_no_secret(cls, url: str) -> str:
        # The address is told in logs, in the manifest of a harvest and in the UI.
        if re.search("[@?#]", url):
            raise ValueError("verwacht: een adres zonder gebruikersnaam, wachtwoord of sleutel erin")
        return url
