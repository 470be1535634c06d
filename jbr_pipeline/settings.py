"""The settings of a run, from environment variables JBR_* and nowhere else.

Choices of definition (what counts as subtop, who is left out) are not settings of a run: they are in
`indicators/afbakening.toml`, because they belong to the figures.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

OPEN_OVERHEID = "https://open.overheid.nl/overheid/openbaarmakingen/api/v0"


class Settings(BaseSettings):
    """What a data engineer may set; every field is JBR_<NAME> in the environment."""

    model_config = SettingsConfigDict(env_prefix="JBR_", frozen=True, extra="ignore")

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
