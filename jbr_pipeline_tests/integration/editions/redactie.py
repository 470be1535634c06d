"""A small house of which the figures are published and frozen: money of two ministries over three years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.renewal import hernieuw
from jbr_pipeline_tests.deliveries_kit import Huis, rij

Figuur = dict[str, Any]
JAREN = (2022, 2023, 2024)


@dataclass
class Redactie:
    """The house, and what a controller and an editor do in it."""

    huis: Huis

    @classmethod
    def in_map(cls, map_: Path, jaren: Sequence[int] = JAREN) -> Redactie:
        """A house in which both ministries spend ten percent more every year, and SZW three times as much."""
        made = cls(Huis(Paden(map_)))
        for jaar in jaren:
            made.lever("BZK", jaar, 1_000_000 * 1.1 ** (jaar - 2022))
            made.lever("SZW", jaar, 3_000_000 * 1.1 ** (jaar - 2022))
        return made

    @property
    def paden(self) -> Paden:
        return self.huis.paden

    def lever(self, ministerie: str, jaar: int, bedrag: float, versie: int = 1, **ander: float) -> str:
        """Deliver the staff costs of a year, with a fixed amount for ICT and others where asked; returns the name."""
        naam = f"JBR_{ministerie}_financien_{jaar}1231_v{versie}.csv"
        bedragen = {"ambtelijk_personeel": bedrag, "materieel_ict": 500_000, **ander}
        rows = [
            rij("financien", 1, kostensoort=soort, bedrag=f"{b:.2f}".replace(".", ",")) for soort, b in bedragen.items()
        ]
        self.huis.lever(naam, rows)
        return naam

    def publiceer(self) -> None:
        """Take in what was delivered, compute and publish."""
        stand = self.huis.alles()
        hernieuw(
            self.paden,
            stand,
            vanaf=date(2022, 1, 1),
            vandaag=date(2025, 6, 1),
            aanleiding="proef",
            oordeel="Gepubliceerd.",
        )

    def stel_vast(self, jaar: int = 2024) -> editions.Editie:
        """Freeze an edition and publish it."""
        made = editions.stel_vast(self.paden, jaar, self.huis.stand(), nu=datetime.now(UTC))
        self.publiceer()
        return made

    def lees(self, query: str) -> list[tuple[Any, ...]]:
        """Query the published database."""
        with duckdb.connect(str(self.paden.database), read_only=True) as con:
            con.execute("use jbr.jbr")
            return con.execute(query).fetchall()

    def waarden(self, editie: str, code: str = "apparaatsuitgaven", organisatie: str = "rijk") -> dict[int, Any]:
        """Value and status per year of a total, as published."""
        rows = self.lees(
            f"""
            select jaar, waarde, status from indicator_waarde
            where editie = '{editie}' and indicator_code = '{code}' and organisatie_code = '{organisatie}'
                and uitsplitsing = 'totaal' and variant = 'standaard'
                and structuur = if('{organisatie}' = 'rijk', 'toen', 'nu')
            """
        )
        return {jaar: (round(waarde), status) for jaar, waarde, status in rows}

    def correcties(self, code: str = "apparaatsuitgaven", organisatie: str = "rijk") -> list[Figuur]:
        """The corrections of a total, oldest first."""
        names = ("editie", "jaar", "oude_waarde", "nieuwe_waarde", "reden", "aanlevering_ids", "gevonden_op")
        rows = self.lees(
            f"""
            select {", ".join(names)} from correctie
            where indicator_code = '{code}' and organisatie_code = '{organisatie}' and uitsplitsing = 'totaal'
                and structuur = 'nu'
            order by gevonden_op, editie, jaar
            """
        )
        return [dict(zip(names, row, strict=True)) for row in rows]
