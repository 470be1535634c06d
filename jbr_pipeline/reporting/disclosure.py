"""What disclosure control found and what it cost, in words and as a table for people.

Choosing what is hidden and trying whether it can be worked out belong in `disclosure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jbr_pipeline.disclosure.protection import Controle, Verlies
from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.reporting.tables import tabel

MINSTENS_WEGGELATEN = 10
"""With fewer values left out, saying how many of them are small would point at the small ones."""

KOPPEN = ("Indicator", "Waarden", "Weggelaten", "Weggelaten %", "Om andere te beschermen %")


@dataclass(frozen=True)
class Onthullingscontrole:
    """The outcome of disclosure control over one publication."""

    controle: Controle
    verlies: Sequence[Verlies]

    @property
    def bijkomend_pct(self) -> float:
        """Which share of the values about persons is left out only to protect others."""
        values = sum(v.waarden for v in self.verlies)
        return round(100 * sum(v.bijkomend for v in self.verlies) / values, 1) if values else 0.0

    def in_woorden(self) -> str:
        """The outcome in a few sentences."""
        text = (
            f"Van {getal(self.controle.beschermd)} kleine aantallen is er geen af te leiden. Om ze te beschermen is "
            f"{getal(self.bijkomend_pct, 1)}% van de waarden over personen extra weggelaten."
        )
        if self.controle.verloren:
            text += (
                f" Nog {getal(self.controle.verloren)} kleine aantallen zijn al af te leiden uit een vastgestelde "
                "editie; daar is niets meer aan te doen."
            )
        return text

    def als_markdown(self) -> str:
        """What it cost each indicator that lost something."""
        rows = [_line(v) for v in self.verlies if v.klein + v.bijkomend]
        return tabel(KOPPEN, rows, rechts=KOPPEN[1:])


def _line(v: Verlies) -> tuple[str, ...]:
    left_out = v.klein + v.bijkomend
    share = getal(100 * v.bijkomend / v.waarden, 1) if left_out >= MINSTENS_WEGGELATEN else "-"
    withheld = f" (waarvan {getal(v.ingehouden)} hele uitsplitsing)" if v.ingehouden else ""
    return (
        f"`{v.indicator_code}`",
        getal(v.waarden),
        getal(left_out) + withheld,
        getal(100 * left_out / v.waarden, 1),
        share,
    )
