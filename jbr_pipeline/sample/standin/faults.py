"""Which answers of the stand-in go wrong, and how: the faults that were seen at the real source, on request."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

Storing = Literal["500", "503", "leeg", "afgebroken", "html", "reset", "traag", "druppel", "koppen", "stortvloed"]

STORINGEN: tuple[Storing, ...] = ("500", "503", "leeg", "afgebroken", "html", "reset", "traag")


@dataclass
class Storingsplan:
    """Faults at a rate, the same for the same seed and order of requests.

    `kans` is the share of requests that fails. One address never fails more than `hoogstens_achtereen` times in a row,
    so that a client that tries often enough gets through. `retry_after` is the text of that header on a 503, `traag_s`
    the seconds that a slow answer (`traag`) waits, and over which a trickling one (`druppel`) is spread. Headers that
    trickle (`koppen`) and a body that pours (`stortvloed`) go on for as long as anybody listens.
    """

    kans: float
    soorten: tuple[Storing, ...] = STORINGEN
    seed: int = 1
    hoogstens_achtereen: int = 2
    retry_after: str = "0"
    traag_s: float = 0.5
    _achtereen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._toeval = random.Random(self.seed)  # noqa: S311 - chance for tests, nothing to guess

    def kies(self, pad: str) -> Storing | None:
        """The fault for a request to this address, if any."""
        keer = self._achtereen.get(pad, 0)
        if keer >= self.hoogstens_achtereen or self._toeval.random() >= self.kans:
            self._achtereen[pad] = 0
            return None
        self._achtereen[pad] = keer + 1
        return self._toeval.choice(self.soorten)
