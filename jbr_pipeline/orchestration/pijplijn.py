"""The one resource: where the data lies, where open.overheid.nl is, and which run this is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import dagster as dg
from pydantic import Field

from jbr_pipeline.orchestration.fouten import GemengdeBronnen
from jbr_pipeline.reporting.exports.published import Vindplaats
from jbr_pipeline.reporting.numbers import NEDERLAND
from jbr_pipeline.settings import OPEN_OVERHEID, Settings
from jbr_pipeline.warehouse import clock
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publications import Waarneming, waarneming
from jbr_pipeline.warehouse.runs import Draai

if TYPE_CHECKING:
    from jbr_pipeline.sources.open_overheid.client import Client

AANLEIDING_TAG = "jbr/aanleiding"
STANDIN_PER_SECONDE = 5000.0


class Pijplijn(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Settings of the pipeline as a Dagster resource; defaults come from JBR_* when the code location loads."""

    data_dir: str
    open_overheid_url: str
    open_overheid_rps: float
    harvest_from: str
    publicatie_url: str = ""
    publicatie_contact: str = ""
    wachttijden_s: list[float] = Field(default=[1.0, 3.0, 9.0])
    """Seconds before the second, third … attempt at one request."""
    herhaal_na_s: float = 30.0
    """Seconds before the harvest as a whole is tried again."""

    @classmethod
    def van(cls, settings: Settings) -> Pijplijn:
        """The resource for these settings."""
        return cls(
            data_dir=str(settings.data_dir),
            open_overheid_url=settings.open_overheid_url,
            open_overheid_rps=settings.open_overheid_rps,
            harvest_from=settings.harvest_from.isoformat(),
            publicatie_url=settings.publicatie_url,
            publicatie_contact=settings.publicatie_contact,
        )

    @property
    def paden(self) -> Paden:
        """The data folder."""
        return Paden(Path(self.data_dir).resolve())

    @property
    def vindplaats(self) -> Vindplaats:
        """Where readers find what is published, and whom they may ask."""
        return Vindplaats(self.publicatie_url, self.publicatie_contact)

    @property
    def vanaf(self) -> date:
        """The first day of which publications are held."""
        return date.fromisoformat(self.harvest_from)

    @property
    def vandaag(self) -> date:
        """Today in the Netherlands."""
        return clock.nu(self.paden).astimezone(NEDERLAND).date()

    def waarneming(self) -> Waarneming:
        """For which years publications are held."""
        return waarneming(self.paden, vanaf=self.vanaf, vandaag=self.vandaag)

    @contextmanager
    def client(self) -> Iterator[Client]:
        """A client of open.overheid.nl, or of the stand-in where the data folder holds made-up deliveries."""
        if not self.paden.is_voorbeeld:
            with self._client(self.open_overheid_url, self.open_overheid_rps) as client:
                yield client
            return
        if self.open_overheid_url != OPEN_OVERHEID:
            if urlsplit(self.open_overheid_url).hostname not in ("127.0.0.1", "localhost", "::1"):
                raise GemengdeBronnen(
                    "Deze gegevensmap bevat verzonnen voorbeelden; publicaties komen dan van de nagemaakte server. "
                    "Laat JBR_OPEN_OVERHEID_URL weg, of kies een andere JBR_DATA_DIR."
                )
            with self._client(self.open_overheid_url, self.open_overheid_rps) as client:
                yield client
            return
        from jbr_pipeline.sample.standin.corpus import maak_corpus
        from jbr_pipeline.sample.standin.server import Standin

        with Standin(maak_corpus()) as server, self._client(server.base_url, STANDIN_PER_SECONDE) as client:
            yield client

    def _client(self, base_url: str, zoek_per_seconde: float) -> Client:
        # Not a field: Dagster keeps and shows the fields of a resource, and this may be somebody's address.
        contact = Settings().contact
        # Here, so that loading the code location does not import httpx.
        from jbr_pipeline.sources.open_overheid.client import Client

        return Client(base_url, zoek_per_seconde=zoek_per_seconde, contact=contact, wachttijden=self.wachttijden_s)

    def draai(self, context: dg.AssetExecutionContext) -> Draai:
        """The run that this step belongs to, as its administration knows it."""
        run = context.run
        record = context.instance.get_run_record_by_id(run.run_id)
        started = record.start_time if record and record.start_time else datetime.now(UTC).timestamp()
        tags = run.tags
        if schedule := tags.get("dagster/schedule_name"):
            aanleiding = f"rooster {schedule}"
        elif sensor := tags.get("dagster/sensor_name"):
            aanleiding = f"sensor {sensor}"
        else:
            aanleiding = tags.get(AANLEIDING_TAG, "Dagster")
        return Draai(run.run_id, datetime.fromtimestamp(started, UTC), aanleiding)
