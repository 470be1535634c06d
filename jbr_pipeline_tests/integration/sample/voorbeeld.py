"""The finished run of the made-up sample, with the valid rows of the deliveries in force as tables."""

from __future__ import annotations

import gzip
from decimal import Decimal
from pathlib import Path

import duckdb

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse.judgement import Aanlevering
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis

SOORTEN = tuple(contracten())
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


class Voorbeeld:
    """What the run left, and what it came from."""

    def __init__(self, paden: Paden) -> None:
        self.huis = Huis(paden)
        files = (f for f in paden.inbox.rglob("*") if f.is_file())
        self.bestanden = sorted(files, key=lambda f: (f.stat().st_mtime_ns, f.relative_to(paden.inbox).as_posix()))
        self.landingen = manifest.lees(paden.geland)
        self.stand = self.huis.stand()
        self.verwerkt = [a.verwerking for a in self.stand.aanleveringen if a.verwerking]
        self.con = duckdb.connect()
        for soort in SOORTEN:
            self._table(soort)
        self.con.execute((Path(__file__).parent / "woo_termijn.sql").read_text(encoding="utf-8"))
        self.con.execute(MEETELLEND)

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
