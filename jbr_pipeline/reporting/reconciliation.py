"""How the computed figures agree with the published ones, in words and as a table for people.

Reads jbr.aansluiting of the published database; the judgement of a row is made when that table is filled.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jbr_pipeline.reporting.numbers import getal
from jbr_pipeline.reporting.tables import tabel
from jbr_pipeline.warehouse.session import lezer

MEEST_GETOOND = 20
GETALLEN = ("Gepubliceerd", "Berekend", "Verschil")
KOPPEN = ("Cijfer", "Jaar", "Organisatie", "Uitsplitsing", *GETALLEN, "Bron")

_TELLINGEN = "select oordeel, count(*) from aansluiting group by all"
_AFWIJKINGEN = """
    select
        indicator_code, jaar, organisatie, uitsplitsing, gepubliceerde_waarde, berekende_waarde, verschil, tolerantie,
        bron
    from aansluiting
    where oordeel = 'wijkt af'
    order by abs(verschil) / tolerantie desc, indicator_code, jaar, organisatie, uitsplitsing, bron
    limit $meeste
"""


def decimalen_bij(tolerantie: float) -> int:
    """One decimal more than a tolerance has, so that a difference shows."""
    return next((d for d in range(7) if 10**-d < tolerantie), 7)


@dataclass(frozen=True)
class Afwijking:
    """A published figure with which the computed one does not agree."""

    indicator_code: str
    jaar: int
    organisatie: str
    uitsplitsing: str
    gepubliceerde_waarde: float
    berekende_waarde: float
    verschil: float
    tolerantie: float
    bron: str

    def cellen(self) -> tuple[str, ...]:
        """The row as text, with one decimal more than the tolerance so that the difference shows."""
        digits = decimalen_bij(self.tolerantie)
        numbers = (self.gepubliceerde_waarde, self.berekende_waarde, self.verschil)
        return (
            f"`{self.indicator_code}`",
            str(self.jaar),
            self.organisatie,
            self.uitsplitsing,
            *(getal(n, digits) for n in numbers),
            self.bron,
        )


@dataclass(frozen=True)
class Aansluiting:
    """The counts per judgement, and the rows that differ most for their tolerance, at most `MEEST_GETOOND`."""

    sluit_aan: int
    wijkt_af: int
    niet_te_vergelijken: int
    afwijkingen: tuple[Afwijking, ...]

    @property
    def klopt(self) -> bool:
        """Whether nothing that could be compared differs."""
        return self.wijkt_af == 0

    def in_woorden(self) -> str:
        """The outcome in one sentence."""
        return (
            f"{self.sluit_aan} van {self.sluit_aan + self.wijkt_af} vergelijkbare cijfers sluiten aan; "
            f"{self.wijkt_af} wijken af; {self.niet_te_vergelijken} niet te vergelijken (met reden)."
        )

    def als_markdown(self) -> str:
        """What does not agree, as a Markdown table of at most `MEEST_GETOOND` rows."""
        return tabel(KOPPEN, [a.cellen() for a in self.afwijkingen], rechts=("Jaar", *GETALLEN))


def lees_aansluiting(database: Path) -> Aansluiting:
    """The outcome of the comparison in the published database."""
    with lezer(database) as con:
        counts = dict(con.execute(_TELLINGEN).fetchall())
        rows = con.execute(_AFWIJKINGEN, {"meeste": MEEST_GETOOND}).fetchall()
    return Aansluiting(
        sluit_aan=counts.get("sluit aan", 0),
        wijkt_af=counts.get("wijkt af", 0),
        niet_te_vergelijken=counts.get("niet te vergelijken", 0),
        afwijkingen=tuple(Afwijking(*row) for row in rows),
    )
