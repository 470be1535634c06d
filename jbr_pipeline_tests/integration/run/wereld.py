"""A small real data folder with two ministries and a stand-in for open.overheid.nl, run through Dagster."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.definitions import build_defs
from jbr_pipeline.orchestration.jobs import jbr_nachtelijk, tot_en_met_database
from jbr_pipeline.orchestration.launch import draai
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen

CIJFERS = tot_en_met_database(jbr_nachtelijk)
PERSONEN = 40
JAREN = (2023, 2024)
MINISTERIES = ("BZK", "SZW")

WAARNEMING = {"run_id", "berekend_op", "laatst_gezien_op"}
"""Columns that say when and by which run something was seen or computed, not what."""


@dataclass
class Wereld:
    """The folder, its settings, and what was published in it."""

    huis: Huis
    settings: Settings

    @classmethod
    def maak(cls, map_: Path, server: Standin) -> Wereld:
        """A folder with every subject of both ministries for both years."""
        huis = Huis(Paden(map_))
        for ministerie in MINISTERIES:
            for jaar in JAREN:
                for soort, rows in aanleveringen(ministerie, jaar).items():
                    huis.lever(f"JBR_{ministerie}_{soort}_{jaar}1231_v1.csv", rows)
        settings = Settings(
            data_dir=map_,
            open_overheid_url=server.base_url,
            open_overheid_rps=5000,
            harvest_from=date(2023, 1, 1),
        )
        return cls(huis, settings)

    def draai(self) -> bool:
        """Run the nightly job in this process, but for what readers get besides the database: that takes longest."""
        every = dg.Definitions.merge(build_defs(settings=self.settings), dg.Definitions(jobs=[CIJFERS]))
        return draai(every, self.settings, job=CIJFERS.name).gelukt

    def lees(self, query: str) -> list[tuple[Any, ...]]:
        """Query the published database as an analyst would."""
        with duckdb.connect(str(self.huis.paden.database), read_only=True) as con:
            con.execute("use jbr.jbr")
            return con.execute(query).fetchall()

    def inhoud(self, *, zonder: frozenset[str] = frozenset()) -> dict[str, list[tuple[Any, ...]]]:
        """Every table but the administration of the runs, sorted, without the columns named."""
        tables = [t for (t,) in self.lees("select table_name from duckdb_tables() order by 1") if t != "draai"]
        content = {}
        for table in tables:
            columns = [c for (c,) in self.lees(f"select column_name from (describe {table})") if c not in zonder]
            listing = ", ".join(f'"{c}"' for c in columns)
            content[table] = self.lees(f"select {listing} from {table} order by all")
        return content


def aanleveringen(ministerie: str, jaar: int) -> dict[str, list[dict[str, Any]]]:
    """What a ministry delivers over a year: a few good rows of every subject that it owes."""
    known = {
        "bezetting": rijen("bezetting", PERSONEN),
        "financien": uitgaven(jaar - 2013),
        "woo_verzoeken": rijen("woo_verzoeken", 6, ontvangstdatum=f"01-03-{jaar}", besluitdatum=f"01-04-{jaar}"),
    }
    others = [s for s in contracten() if s not in known and (s != "enquete" or ministerie == "BZK")]
    return known | {
        soort: [_in_year(row, jaar) for row in rijen(soort, 22 if soort == "duurzaamheid" else 8)] for soort in others
    }


def _in_year(row: dict[str, Any], jaar: int) -> dict[str, Any]:
    """The row with its months, quarters and dates in another year than that of the test kit."""
    return {name: cell.replace("2024", str(jaar)) if isinstance(cell, str) else cell for name, cell in row.items()}


def uitgaven(honderdduizend: int) -> list[dict[str, Any]]:
    """Running costs of which the staff part is so many hundred thousand euro."""
    return [
        rij("financien", 1, kostensoort="ambtelijk_personeel", bedrag=f"{honderdduizend}00.000,00"),
        rij("financien", 1, kostensoort="inhuur_ict", bedrag="150.000,00"),
        rij("financien", 1, kostensoort="materieel_ict", bedrag="75.000,50"),
    ]
