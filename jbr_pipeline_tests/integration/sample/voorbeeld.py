"""The made-up deliveries, taken through landing, processing and judgement, with their valid rows as tables."""

from __future__ import annotations

import gzip
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sample.deliveries import maak_aanleveringen
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.sources.deliveries.landing import Landingsrapport
from jbr_pipeline.warehouse import processing
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import Verwerking
from jbr_pipeline.warehouse.session import session
from jbr_pipeline_tests.deliveries_kit import Huis

SOORTEN = tuple(contracten())
HALVERWEGE = ("mnre1010", "mnre1013", "mnre1153")
MEETELLEND = """
    create view meetellend_met_defensie as
    from bezetting
    where month(peildatum) = 12
    and medewerkersgroep in ('ambtelijk', 'trainee', 'gedetacheerd uit')
    and datum_in_dienst_ministerie <= peildatum
    and (datum_uit_dienst is null or datum_uit_dienst >= peildatum);

    create view meetellend as from meetellend_met_defensie where organisatie_code <> 'mnre1018';
"""
"""Who counts in the staff of the Rijk at the end of a year."""


NOG_EENS = """
import sys
from pathlib import Path
from jbr_pipeline.contracts.organisations import ministeries_op
from jbr_pipeline.sample.deliveries import maak_aanleveringen
maak_aanleveringen(Path(sys.argv[1]))
"""


class Voorbeeld:
    """The sample, taken through the house once, with the valid rows of the deliveries in force as tables."""

    def __init__(self, root: Path) -> None:
        self.huis = Huis(Paden(root / "data"))
        self.bestanden = maak_aanleveringen(self.huis.paden.inbox)
        # The second time, in a process of its own, while this one lands and processes the first.
        self.elders = root / "elders"
        self.nog_eens = subprocess.Popen([sys.executable, "-c", NOG_EENS, str(self.elders)])
        self.landing: Landingsrapport = self.huis.land(voorbeeld=True)
        self.verwerkt = self._process()
        self.stand = self.huis.stand()
        self.con = duckdb.connect()
        for soort in SOORTEN:
            self._table(soort)
        self.con.execute((Path(__file__).parent / "woo_termijn.sql").read_text(encoding="utf-8"))
        self.con.execute(MEETELLEND)

    def _process(self) -> list[Verwerking]:
        """Everything of the year ends; of 1 July a few files only, since the dates are made alike."""
        paden = self.huis.paden
        landed = [
            e
            for e in manifest.lees(paden.geland)
            if e.peildatum and (e.peildatum.month == 12 or e.organisatie_code in HALVERWEGE)
        ]
        done: list[Verwerking] = []
        with session(paden) as con:
            for soort in SOORTEN:
                todo = [e for e in landed if e.soort == soort]
                done += processing.verwerk(paden, con, contracten()[soort], todo).verwerkt
        return done

    def _table(self, soort: str) -> None:
        selects = [
            f"select *, '{a.landing.organisatie_code}' as organisatie_code from read_parquet("
            f"'{self.huis.paden.getypeerd(soort, a.landing.aanlevering_id)}/*.parquet', hive_partitioning = false)"
            for a in self.stand.in_werking(soort)
        ]
        self.con.execute(f"create table {soort} as {' union all by name '.join(selects)}")

    def vraag(self, query: str) -> list[tuple[object, ...]]:
        return self.con.execute(query).fetchall()

    def getal(self, query: str) -> Decimal:
        return Decimal(str(self.vraag(query)[0][0]))

    def aanlevering(self, naam: str) -> Aanlevering:
        (found,) = [a for a in self.stand.aanleveringen if a.landing.bestandsnaam == naam]
        return found

    def bestand(self, naam: str) -> bytes:
        (file,) = [f for f in self.bestanden if f.name == naam]
        content = file.read_bytes()
        return gzip.decompress(content) if naam.endswith(".gz") else content

    def teksten(self) -> dict[str, bytes]:
        return {f.name: self.bestand(f.name) for f in self.bestanden if f.suffix != ".xlsx"}
