"""The headline figures of the letter to Parliament beside what was computed, for people.

Reads the view of the published database; the comparison itself is in its SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.warehouse.session import lezer


@dataclass(frozen=True)
class Kerncijferstand:
    """One row of jbr.kerncijfer."""

    volgorde: int
    indicator_code: str
    jaar: int
    tekst: str
    afgerond: float | None
    gepubliceerd: float | None
    verschil: float | None
    richting_klopt: bool | None
    eenheid: str
    decimalen: int

    @property
    def sluit_aan(self) -> bool:
        """Whether nothing differs from the letter and there is a figure at all."""
        return self.afgerond is not None and self.verschil in (None, 0) and self.richting_klopt is not False

    def cellen(self) -> tuple[str, str, str, str]:
        """The row as text: what it is about, what the letter printed, what was computed, the difference."""
        printed = "in woorden" if self.gepubliceerd is None else getal(self.gepubliceerd, self.decimalen)
        computed = "geen waarde" if self.afgerond is None else getal(self.afgerond, self.decimalen)
        if self.verschil:
            difference = getal(self.verschil, self.decimalen)
        elif self.richting_klopt is False:
            difference = "richting klopt niet"
        else:
            difference = "" if self.sluit_aan else "?"
        return f"{self.tekst} ({self.eenheid})", printed, computed, difference


KOPPEN = ("Kerncijfer", "Brief", "Berekend", "Verschil")

_QUERY = """
    select
        volgorde, indicator_code, jaar, tekst, afgerond, gepubliceerd, verschil, richting_klopt, eenheid, decimalen
    from kerncijfer
    order by volgorde
"""


def lees_kerncijfers(database: Path) -> list[Kerncijferstand]:
    """Every headline figure of the published database, in the order of the letter."""
    with lezer(database) as con:
        return [Kerncijferstand(*row) for row in con.execute(_QUERY).fetchall()]


def als_markdown(rows: list[Kerncijferstand]) -> str:
    """The rows as a Markdown table."""
    return tabel(KOPPEN, [r.cellen() for r in rows], rechts=KOPPEN[1:])
