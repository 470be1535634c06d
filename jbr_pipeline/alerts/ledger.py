"""What was told and what is still to be told, per channel: at most one message per cause and Dutch day.

Kept by whoever asks, so that it survives a restart. It holds what a message says and no setting.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from jbr_pipeline.alerts.causes import Oorzaak

VERGETEN_NA = timedelta(days=30)
WACHT_HOOGSTENS = 100
"""Messages that wait while a channel is out of order; of more, the newest are let go."""


@dataclass(frozen=True)
class Gemeld:
    """What was told of a cause, on which day, and on which day the cause was last there."""

    dag: date
    gebeurd: str
    gezien: date


@dataclass
class Boek:
    """The causes of one channel by their key: those that were told, and those that wait, in the order they came."""

    gemeld: dict[str, Gemeld] = field(default_factory=dict)
    wacht: dict[str, Oorzaak] = field(default_factory=dict)

    def neem_op(self, oorzaken: Iterable[Oorzaak], vandaag: date) -> None:
        """Let what is to be told wait; of a cause that waits already, what was found last is told, since the first."""
        for oorzaak in oorzaken:
            key = oorzaak.sleutel
            before = self.gemeld.get(key)
            if before:
                self.gemeld[key] = replace(before, gezien=vandaag)
                if before.dag == vandaag or (oorzaak.eenmalig and before.gebeurd == oorzaak.gebeurd):
                    continue
            if waiting := self.wacht.get(key):
                self.wacht[key] = replace(oorzaak, sinds=min(waiting.sinds, oorzaak.sinds))
            elif len(self.wacht) < WACHT_HOOGSTENS:
                self.wacht[key] = oorzaak
        self.gemeld = {key: g for key, g in self.gemeld.items() if vandaag - g.gezien < VERGETEN_NA}

    def is_gemeld(self, oorzaak: Oorzaak, vandaag: date) -> None:
        """It was told: it waits no more."""
        self.gemeld[oorzaak.sleutel] = Gemeld(vandaag, oorzaak.gebeurd, vandaag)
        self.wacht.pop(oorzaak.sleutel, None)
