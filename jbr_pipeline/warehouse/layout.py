"""Where everything lies below the data folder, who may read it, and how its bytes are told apart.

Only paths, rights and hashes; what is in the files belongs to whoever writes them.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLOSED = 0o077
"""The umask of the closed zone: files 0600, folders 0700."""


@dataclass(frozen=True)
class Paden:
    """The data folder. `raw` is kept for ever; everything in `warehouse` can be deleted and rebuilt."""

    data: Path

    @property
    def raw(self) -> Path:
        """What came in, as received."""
        return self.data / "raw"

    @property
    def inbox(self) -> Path:
        """The drop folder of the departments."""
        return self.raw / "aanleveringen"

    @property
    def geland(self) -> Path:
        """The landed store (closed)."""
        return self.raw / "geland"

    @property
    def open_overheid(self) -> Path:
        """Responses of open.overheid.nl as received."""
        return self.raw / "open_overheid"

    @property
    def edities(self) -> Path:
        """Frozen editions and the corrections to them."""
        return self.raw / "edities"

    @property
    def merk(self) -> Path:
        """The mark of a data folder that holds made-up deliveries only."""
        return self.raw / "VERZONNEN_VOORBEELD.md"

    @property
    def warehouse(self) -> Path:
        """Everything derived."""
        return self.data / "warehouse"

    @property
    def gesloten(self) -> Path:
        """The closed zone: row-level data and unsuppressed aggregates."""
        return self.warehouse / "gesloten"

    @property
    def tijdelijk(self) -> Path:
        """Where DuckDB spills what does not fit in memory (closed)."""
        return self.gesloten / "tijdelijk"

    @property
    def publicaties(self) -> Path:
        """The publications, folded from the raw responses."""
        return self.warehouse / "publicaties" / "publicaties.parquet"

    @property
    def draaien(self) -> Path:
        """The administration of the runs, a file a run."""
        return self.warehouse / "draaien"

    @property
    def draaiwaarden(self) -> Path:
        """The published values of the latest runs, each state once, by the hash of its content."""
        return self.draaien / "waarden"

    @property
    def database(self) -> Path:
        """What analysts open."""
        return self.warehouse / "jbr.duckdb"

    @property
    def publicatie(self) -> Path:
        """What readers get besides the database: the public edition with the files to download."""
        return self.warehouse / "publicatie"

    @property
    def dagster_home(self) -> Path:
        """Run history and event log of Dagster."""
        return self.warehouse / "dagster"

    @property
    def is_voorbeeld(self) -> bool:
        """Whether the folder holds made-up deliveries."""
        return self.merk.exists()

    def made_gesloten(self) -> Path:
        """The closed zone, made if need be. The warehouse around it stays open to the readers of the database."""
        self.warehouse.mkdir(parents=True, exist_ok=True)
        self.gesloten.mkdir(mode=0o700, exist_ok=True)
        self.gesloten.chmod(0o700)
        return self.gesloten

    def getypeerd(self, soort: str, aanlevering_id: str) -> Path:
        """The folder with the valid typed rows of a delivery."""
        return self.gesloten / "getypeerd" / soort / f"aanlevering_id={aanlevering_id}"

    def quarantaine(self, soort: str, aanlevering_id: str) -> Path:
        """The folder with the quarantined rows of a delivery."""
        return self.gesloten / "quarantaine" / soort / f"aanlevering_id={aanlevering_id}"

    @property
    def rapporten(self) -> Path:
        """The delivery reports, a folder for each ministry (closed): what they say is for that ministry alone."""
        return self.gesloten / "rapporten"

    @property
    def verwerkt(self) -> Path:
        """The folder with the counts and judgement facts of every processed delivery."""
        return self.gesloten / "verwerkt"

    def verwerking(self, aanlevering_id: str) -> Path:
        """The counts and judgement facts of a processed delivery."""
        return self.verwerkt / f"{aanlevering_id}.json"


def sha256_van(bestand: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with bestand.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def closed_zone() -> Iterator[None]:
    """Whatever is made inside is readable by the owner alone, from its first byte."""
    before = os.umask(CLOSED)
    try:
        yield
    finally:
        os.umask(before)
