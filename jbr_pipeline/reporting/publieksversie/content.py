"""What the public edition is made of, read from the published database: the indicators with their rows, and the day.

Each kind of row is asked for once. Turning rows into something to look at belongs in `figures`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

import duckdb

from jbr_pipeline.contracts.organisations import RIJK
from jbr_pipeline.indicators.catalogue import DOMEINEN, TOTAAL, catalogus
from jbr_pipeline.reporting.reading import Rij, lees, lees_stand

STANDAARD = "standaard"


@dataclass(frozen=True)
class Onderwerp:
    """One indicator of the published catalogue with everything that its page shows."""

    code: str
    feiten: Rij
    """Its row in the table `indicator`."""
    rijen: Sequence[Rij]
    """Its rows in the view `reeks`: of the Rijk all of them, of ministries those of the standard variant."""
    edities: Sequence[Rij]
    correcties: Sequence[Rij]
    aansluiting: Sequence[Rij]

    @property
    def naam(self) -> str:
        """What readers call it."""
        return str(self.feiten["naam"])

    @property
    def domein(self) -> str:
        """The domain it belongs to."""
        return str(self.feiten["domein"])

    @property
    def eenheid(self) -> str:
        """The unit of its values."""
        return str(self.feiten["eenheid"])

    @property
    def decimalen(self) -> int:
        """How many decimals readers see."""
        return int(self.feiten["decimalen"])

    @property
    def heeft_totaal(self) -> bool:
        """Whether there is one figure for the whole, and not only its parts."""
        return TOTAAL in self.feiten["uitsplitsingen"]

    @property
    def hoofduitsplitsing(self) -> str:
        """What its main table shows: the total, or of a distribution its categories."""
        return TOTAAL if self.heeft_totaal else str(self.feiten["uitsplitsingen"][0])

    @property
    def eenheid_kort(self) -> str:
        """The unit as the head of a column."""
        return {"%": "Procent", "m2": "m²", "duizend euro": "Duizend euro"}.get(
            self.eenheid, self.eenheid[0].upper() + self.eenheid[1:]
        )

    @property
    def is_afgesloten(self) -> bool:
        """Whether it was measured for the last time."""
        last = catalogus()[self.code].laatste_jaar
        return last is not None and self.laatste_jaar is not None and self.laatste_jaar >= last

    def kies(
        self, uitsplitsing: str, *, variant: str = STANDAARD, organisatie: str | None = RIJK, jaar: int | None = None
    ) -> list[Rij]:
        """Its rows of one breakdown and variant, of the Rijk unless said otherwise; None stands for every one."""
        return [
            r
            for r in self.rijen
            if r["uitsplitsing"] == uitsplitsing
            and r["variant"] == variant
            and organisatie in (None, r["organisatie_code"])
            and jaar in (None, r["jaar"])
        ]

    @cached_property
    def laatste_jaar(self) -> int | None:
        """The latest year of which there is a figure of the Rijk; None when there never was one."""
        years = [r["jaar"] for r in self.kies(self.hoofduitsplitsing) if r["waarde"] is not None]
        return max(years, default=None)


@dataclass(frozen=True)
class Inhoud:
    """Everything that pages are made from, with the connection for what only one of them needs."""

    con: duckdb.DuckDBPyConnection
    verzonnen: bool
    """Whether the figures rest on made-up deliveries."""
    stand: date
    """The Dutch day on which the database was published."""
    laatste_jaar: int | None
    """The latest year of which there is anything; None when there is nothing yet."""
    indicatoren: Mapping[str, Onderwerp]
    uitsplitsingen: Mapping[str, str]
    """Readers' names of breakdowns."""
    varianten: Mapping[str, str]
    """Readers' names of variants."""

    def vraag(self, query: str, **parameters: object) -> list[Rij]:
        """The rows of a statement in `reporting/sql`."""
        return lees(self.con, query, **parameters)

    def van_domein(self, domein: str) -> list[Onderwerp]:
        """The indicators of a domain, in the order of the catalogue."""
        return [o for o in self.indicatoren.values() if o.domein == domein]

    def uitsplitsing(self, code: str) -> str:
        """What readers call a breakdown; one by two things at once is called after both."""
        first, *rest = (_naam(self.uitsplitsingen, dimension) for dimension in code.split("*"))
        return " en ".join([first, *(name.lower() for name in rest)])

    def variant(self, code: str) -> str:
        """What readers call a variant."""
        return _naam(self.varianten, code)

    @property
    def domeinen(self) -> list[str]:
        """The domains that have indicators, in the order of the report."""
        return [d for d in DOMEINEN if self.van_domein(d)]


def lees_inhoud(con: duckdb.DuckDBPyConnection) -> Inhoud:
    """Everything at once; `con` has the published database in use."""
    parts = {soort: _by_indicator(con, soort) for soort in ("reeks", "edities", "correcties", "aansluiting")}
    facts = lees(con, "publiek_indicatoren")
    names = lees(con, "publiek_benamingen")
    state = lees_stand(con)
    (last,) = lees(con, "publiek_laatste_jaar")
    return Inhoud(
        con=con,
        verzonnen=state.is_verzonnen,
        stand=state.dag,
        laatste_jaar=last["laatste_jaar"],
        indicatoren={
            f["indicator_code"]: Onderwerp(
                f["indicator_code"],
                f,
                parts["reeks"].get(f["indicator_code"], []),
                parts["edities"].get(f["indicator_code"], []),
                parts["correcties"].get(f["indicator_code"], []),
                parts["aansluiting"].get(f["indicator_code"], []),
            )
            for f in facts
        },
        uitsplitsingen={n["code"]: n["naam"] for n in names if n["kolom"] == "uitsplitsing"},
        varianten={n["code"]: n["naam"] for n in names if n["kolom"] == "variant"},
    )


def _naam(namen: Mapping[str, str], code: str) -> str:
    """A name that nobody gave, and that no figure has yet, reads as its code does."""
    return namen.get(code, code.capitalize())


def _by_indicator(con: duckdb.DuckDBPyConnection, soort: str) -> dict[str, list[Rij]]:
    rows = lees(con, f"publiek_{soort}")
    return {code: list(group) for code, group in groupby(rows, key=lambda r: str(r["indicator_code"]))}
