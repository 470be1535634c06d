"""A small house of three ministries of which the staff is published, with as many of each geslacht as asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import Publicatie
from jbr_pipeline.warehouse.renewal import hernieuw
from jbr_pipeline_tests.deliveries_kit import Huis, rij

CODES = {"BZK": "mnre1034", "OCW": "mnre1109", "SZW": "mnre1073"}


@dataclass
class Afdeling:
    """The house, and who works there by ministry and geslacht."""

    huis: Huis

    @classmethod
    def in_map(cls, map_: Path, **ministeries: Mapping[str, int]) -> Afdeling:
        made = cls(Huis(Paden(map_)))
        for ministerie, aantallen in ministeries.items():
            made.lever(ministerie, aantallen)
        return made

    def lever(self, ministerie: str, aantallen: Mapping[str, int], versie: int = 1) -> None:
        """Deliver who is there at the end of 2024."""
        first = 1000 * (1 + sorted(CODES).index(ministerie))
        sexes = [g for g, aantal in aantallen.items() for _ in range(aantal)]
        rows = [rij("bezetting", first + n, geslacht=g) for n, g in enumerate(sexes)]
        self.huis.lever(f"JBR_{ministerie}_bezetting_20241231_v{versie}.csv", rows)

    def publiceer(self) -> Publicatie:
        """Take in what was delivered, compute and publish."""
        return hernieuw(
            self.huis.paden,
            self.huis.alles(),
            vanaf=date(2024, 1, 1),
            vandaag=date(2025, 6, 1),
            aanleiding="proef",
            oordeel="Gepubliceerd.",
        )

    def stel_vast(self) -> None:
        """Freeze JBR 2024 and publish it."""
        editions.stel_vast(self.huis.paden, 2024, self.huis.stand(), nu=datetime.now(UTC))
        self.publiceer()

    def per_geslacht(self, ministerie: str, editie: str = "lopend") -> dict[str, Any]:
        """Headcount by geslacht as published: a number, or why there is none."""
        with duckdb.connect(str(self.huis.paden.database), read_only=True) as con:
            rows = con.execute(
                """
                select categorie, coalesce(waarde::integer::varchar, reden_leeg)
                from jbr.jbr.indicator_waarde
                where indicator_code = 'omvang_medewerkers' and variant = 'standaard' and jaar = 2024
                    and uitsplitsing in ('geslacht', 'totaal') and organisatie_code = $organisatie and editie = $editie
                    and structuur = if($organisatie = 'rijk', 'toen', 'nu')
                """,
                {"organisatie": CODES.get(ministerie, ministerie), "editie": editie},
            ).fetchall()
        return {c: int(v) if v.isdigit() else v for c, v in rows}

    def verborgen(self, ministerie: str) -> set[str]:
        """The categories of geslacht that are left out."""
        return {c for c, v in self.per_geslacht(ministerie).items() if v == "onderdrukt"}
