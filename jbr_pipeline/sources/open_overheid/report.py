"""What a run tells: the report at its end, and lines of progress on the way. Nothing here asks or decides."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from datetime import datetime

log = logging.getLogger(__name__)

VOORTGANG_ELKE = 5.0
"""Seconds between two lines of progress."""


@dataclass
class HarvestRapport:
    """What one run did. Documents are counted once; `onvolledig` says in Dutch why another run is needed."""

    verzoeken: int = 0
    nieuw: int = 0
    gewijzigd: int = 0
    ingetrokken: int = 0
    teruggekeerd: int = 0
    """Documents that were withdrawn and are public again."""
    niet_gevonden: int = 0
    """Documents that are listed but whose detail is not there; what the list says of them is kept."""
    onbekend: int = 0
    """Documents that disappeared from the list without certainty about their withdrawal (`ronl-`)."""
    toch_aanwezig: int = 0
    """Documents that disappeared from the list while their detail is still there."""
    relaties_nagevraagd: int = 0
    gelabeld: int = 0
    """Documents of which filtered searches told documentsoort and category, so that their detail can wait."""
    verzoeken_voor_wachtrij: int = 0
    """Requests before the first detail of the queue."""
    wachtrij: int = 0
    """Labelled documents whose detail is still to be fetched, at the end of the run."""
    wachtrij_klaar: str = ""
    """When the queue will be done, in Dutch; empty while there is none."""
    afwijkende_perioden: list[str] = field(default_factory=list)
    """Periods whose total differed from what was held, and that were read again wholly."""
    niet_sluitend: list[str] = field(default_factory=list)
    """Periods read completely whose total still differs from what is held."""
    totaal_begin: int = 0
    """Documents that the source says it has in the period of the run."""
    totaal_eind: int | None = None
    opmerkingen: list[str] = field(default_factory=list)
    """What an operator should know although nothing needs to be done again."""
    onvolledig: list[str] = field(default_factory=list)
    overtal: dict[str, int] = field(default_factory=dict)
    """For each reason how many results in the list of the source are no document of their own."""
    vormverschillen: list[str] = field(default_factory=list)
    """How the answers differ in shape from what the contract expects and from earlier ones: names, never values."""
    afgerond_op: datetime | None = None
    """When a harvest, this one or one before it, last left nothing to ask but the queue; None before the first."""
    duur_s: float = 0.0

    @property
    def volledig(self) -> bool:
        """Whether nothing was left to ask: now, or in the queue."""
        return not self.onvolledig and not self.wachtrij


class Voortgang:
    """Logs progress: nothing in the first two seconds, then at most one line in five."""

    def __init__(self, tekst: str, totaal: int) -> None:
        self._tekst = tekst
        self._totaal = totaal
        self._volgende = time.monotonic() + 2.0

    def __call__(self, aantal: int) -> None:
        nu = time.monotonic()
        if nu >= self._volgende:
            self._volgende = nu + VOORTGANG_ELKE
            log.info(self._tekst, _duizendtallen(aantal), _duizendtallen(self._totaal))


def _duizendtallen(getal: int) -> str:
    return f"{getal:,}".replace(",", ".")
