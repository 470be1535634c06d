"""A house with four years of staff, money and Woo requests, of which three editions are frozen and the oldest rows go.

With JBR 2025 as the newest edition and two years kept, the rows of 2022 and 2023 are old enough. The base year of the
growth (2022) is among them, and the flows of 2024 compare with 2023.
"""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from jbr_pipeline.contracts.published import tabellen
from jbr_pipeline.sources.deliveries.manifest import Landing
from jbr_pipeline.warehouse import editions, retention
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.renewal import hernieuw
from jbr_pipeline.warehouse.retention import Overzicht
from jbr_pipeline.warehouse.turns import slot
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen

JAREN = (2022, 2023, 2024, 2025)
OUD = (2022, 2023)
BEWAARJAREN = 2
DAGEN = {"vanaf": date(2022, 1, 1), "vandaag": date(2026, 6, 1)}

GEHEIM = ("deadbeefdeadbeef", "feedfacefeedface", "cafebabecafebabe", "ZAAK-VAN-TOEN")
"""A pseudonym among the valid rows of 2022, one in quarantine, one in a refused file, and a case: all of then only."""

Rijen = list[tuple[Any, ...]]


@dataclass
class Archief:
    """The house, and what an operator does in it."""

    huis: Huis

    @classmethod
    def in_map(cls, map_: Path, jaren: Sequence[int] = JAREN, edities: Sequence[int] = JAREN[1:]) -> Archief:
        """The years delivered and published, and the editions frozen."""
        made = cls(Huis(Paden(map_)))
        for jaar in jaren:
            made.lever_jaar(jaar)
        made.publiceer()
        for jaar in edities:
            made.stel_vast(jaar)
        made.publiceer()
        return made

    @property
    def paden(self) -> Paden:
        return self.huis.paden

    def lever_jaar(self, jaar: int) -> None:
        """Of both many come and go, SZW has a service of a few; EZK delivers staff in 2022 only and owes the rest."""
        n = jaar - JAREN[0]
        bzk = rijen("bezetting", 30 + 10 * n) + rijen_vanaf(100 + 8 * n, 8, organisatietype="SSO")
        szw = rijen_vanaf(200 + 8 * n, 20) + rijen_vanaf(300, 3, organisatietype="toezichthouder")
        if jaar == JAREN[0]:
            bzk.append(rij("bezetting", 1, pseudo_id=GEHEIM[0], functiefamilie="Uitgestorven beroep"))
            bzk.append(rij("bezetting", 1, pseudo_id=GEHEIM[1], geslacht="?"))
            self.huis.lever("JBR_EZK_bezetting_20221231_v1.csv", rijen_vanaf(400, 60))
            refused = [rij("bezetting", 1, pseudo_id=GEHEIM[2], geslacht="?")]
            self.huis.lever("JBR_SZW_bezetting_20221231_v2.csv.gz", refused)
        self.huis.lever(f"JBR_BZK_bezetting_{jaar}1231_v1.csv", bzk)
        self.huis.lever(f"JBR_SZW_bezetting_{jaar}1231_v1.csv", szw)
        for ministerie in ("BZK", "SZW"):
            self.huis.lever(
                f"JBR_{ministerie}_financien_{jaar}1231_v1.csv",
                [rij("financien", 1, bedrag=f"{len(bzk)}0000,00"), rij("financien", 2, kostensoort="inhuur_ict")],
            )
        cases = [
            rij(
                "woo_verzoeken",
                k,
                zaaknummer=f"Z{jaar}-{k}",
                ontvangstdatum=f"01-03-{jaar}",
                besluitdatum=f"01-04-{jaar}",
            )
            for k in range(1, 6)
        ]
        if jaar == JAREN[0]:
            cases[0]["zaaknummer"] = GEHEIM[3]
        self.huis.lever(f"JBR_BZK_woo_verzoeken_{jaar}1231_v1.csv", cases)

    def publiceer(self) -> None:
        """Take in what was delivered, compute and publish."""
        hernieuw(self.paden, self.huis.alles(), **DAGEN, aanleiding="proef", oordeel="Gepubliceerd.")

    def stel_vast(self, jaar: int) -> editions.Editie:
        """Freeze an edition from what is published."""
        return editions.stel_vast(self.paden, jaar, self.huis.stand(), nu=datetime.now(UTC))

    def overzicht(self, bewaarjaren: int = BEWAARJAREN) -> Overzicht:
        """What would be removed."""
        return retention.overzicht(self.paden, self.huis.stand(), bewaarjaren)

    def schoon_op(self, bewaarjaren: int = BEWAARJAREN) -> Overzicht:
        """Remove it; publishing is another step."""
        stand = self.huis.stand()
        plan = retention.overzicht(self.paden, stand, bewaarjaren)
        with slot(self.paden):
            retention.schoon_op(self.paden, stand, plan, nu=datetime.now(UTC))
        return plan

    def landing(self, naam: str) -> Landing:
        """The manifest entry of a file."""
        return self.huis.aanlevering(naam).landing

    def lees(self, query: str) -> Rijen:
        """Query the published database."""
        with duckdb.connect(str(self.paden.database), read_only=True) as con:
            con.execute("use jbr.jbr")
            return con.execute(query).fetchall()

    def waarden(self, waar: str, editie: str = "lopend") -> Rijen:
        """Published values, all variants and breakdowns, without when and by which run they were computed."""
        return self.lees(
            "select * exclude (editie, status, berekend_op, run_id) from indicator_waarde "
            f"where editie = '{editie}' and {waar} order by all"
        )

    def sporen(self) -> dict[str, list[str]]:
        """Which of the secrets are found in which files of the data folder, packed or not."""
        files = sorted(p for p in self.paden.data.rglob("*") if p.is_file())
        return {str(f.relative_to(self.paden.data)): seen for f in files if (seen := sorted(_geheimen_in(f)))}


def rijen_vanaf(eerste: int, aantal: int, **cells: Any) -> list[dict[str, Any]]:
    """So many employments of people with consecutive numbers."""
    return [rij("bezetting", n, **cells) for n in range(eerste, eerste + aantal)]


def _geheimen_in(file: Path) -> set[str]:
    """The secrets in the bytes of a file, and in what is packed in them."""
    content = file.read_bytes()
    if file.suffix == ".gz":
        content += gzip.decompress(content)
    found = {secret for secret in GEHEIM if secret.encode() in content}
    with duckdb.connect() as con:
        relations = []
        if content[:4] == b"PAR1":
            relations = [f"read_parquet('{file}', hive_partitioning = false)"]
        elif file.suffix == ".duckdb":
            con.execute(f"attach '{file}' as gelezen (read_only)")
            relations = [f"gelezen.jbr.{table}" for table in tabellen()]
        for relation in relations:
            query = (
                f"select secret from unnest($1) as s(secret) semi join {relation} as t on contains(t::varchar, secret)"
            )
            found |= {secret for (secret,) in con.execute(query, [list(GEHEIM)]).fetchall()}
    return found
