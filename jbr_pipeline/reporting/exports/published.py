"""What the files are about: of which day, which editions and years, made up or not, and who publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from jbr_pipeline.reporting.numbers import dag
from jbr_pipeline.reporting.reading import Rij, lees, lees_stand

UITGEVER = "mnre1034"
"""TOOI code of the ministry that publishes the Jaarrapportage."""

TITEL = "Cijfers van de Jaarrapportage Bedrijfsvoering Rijk"
VERZONNEN_GEGEVENS = "Verzonnen voorbeeldgegevens"
WAARSCHUWING = (
    f"{VERZONNEN_GEGEVENS}. Alleen de totalen zijn afgestemd op de kerncijfers van de brief aan de Kamer; alle andere "
    "cijfers betekenen niets."
)


@dataclass(frozen=True)
class Vindplaats:
    """Where readers find the files and whom they may ask. Both may be empty: then links are relative and nobody is
    named but the ministry."""

    url: str = ""
    contact: str = ""


GEEN_VINDPLAATS = Vindplaats()


@dataclass(frozen=True)
class Gepubliceerd:
    """What is told of the published database as a whole, and its indicators as rows in the order of the catalogue."""

    stand: date
    is_verzonnen: bool
    edities: tuple[str, ...]
    eerste_jaar: int | None
    laatste_jaar: int | None
    laatste_peildatum: date | None
    waarden: int
    uitgever: str
    uitgever_uri: str
    indicatoren: tuple[Rij, ...]

    @classmethod
    def van(cls, con: duckdb.DuckDBPyConnection) -> Gepubliceerd:
        """Read it from a published database that is in use."""
        state = lees_stand(con)
        (row,) = lees(con, "uitgave_kop", uitgever=UITGEVER)
        return cls(
            stand=state.dag,
            is_verzonnen=state.is_verzonnen,
            edities=tuple(row["edities"]),
            eerste_jaar=row["eerste_jaar"],
            laatste_jaar=row["laatste_jaar"],
            laatste_peildatum=row["laatste_peildatum"],
            waarden=row["waarden"],
            uitgever=row["uitgever"],
            uitgever_uri=row["uitgever_uri"],
            indicatoren=tuple(lees(con, "uitgave_indicatoren")),
        )

    @property
    def titel(self) -> str:
        """The title; of made-up data it says so."""
        return f"{TITEL} ({VERZONNEN_GEGEVENS.lower()})" if self.is_verzonnen else TITEL

    @property
    def omschrijving(self) -> str:
        """What it is, in two or three sentences."""
        years = f" over {self.eerste_jaar} tot en met {self.laatste_jaar}" if self.eerste_jaar else ""
        frozen = f" Vastgestelde edities: {', '.join(self.edities)}." if self.edities else ""
        return (
            f"Hoe het Rijk zijn organisatie voert: personeel, geld, huisvesting, duurzaamheid en informatie{years}, "
            f"voor het Rijk en per ministerie. Stand van {dag(self.stand)}.{frozen}"
            f"{f' {WAARSCHUWING}' if self.is_verzonnen else ''}"
        )
