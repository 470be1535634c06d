"""A small world that lives through a year, commands in processes that can be killed, and what must hold after each."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks import night
from jbr_pipeline.warehouse import editions
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import verifieer
from jbr_pipeline_tests.deliveries_kit import Huis, rijen

LANG = "JBR_SOAK" in os.environ
"""Whether this is the long form."""

WANNEER = night.VAN_DE_DRAAI | {"ontvangen_op", "eerste_gezien_op", "laatst_gezien_op"}
"""Columns that say when something was done, and in which run: of two lives those differ by nature."""

ZWAAR = ["jbr_pipeline.definitions", "jbr_pipeline.cli", "dagster", "great_expectations", "highspy", "duckdb", "httpx"]
"""Imported once, in the process of which every command is a copy: only the work itself is killed."""

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(ZWAAR)

HANGT_S = 300.0


@dataclass
class Leven:
    """A data folder, and what it has been through."""

    basis: Path
    url: str
    huis: Huis = field(init=False)

    def __post_init__(self) -> None:
        self.basis.mkdir(parents=True)
        self.huis = Huis(Paden(self.basis / "data"))

    @property
    def paden(self) -> Paden:
        return self.huis.paden

    def start(self, *opdracht: str) -> BaseProcess:
        """Begin a command in a process of its own."""
        settings = {
            "JBR_DATA_DIR": str(self.paden.data),
            "JBR_OPEN_OVERHEID_URL": self.url,
            "JBR_OPEN_OVERHEID_RPS": "5000",
            "JBR_HARVEST_FROM": "2024-01-01",
        }
        process = _context.Process(target=_jbr, args=(opdracht, settings, self.basis / "gezegd.txt"))
        process.start()
        return process

    def doe(self, *opdracht: str) -> int:
        """A command that nobody disturbs; its exit code."""
        process = self.start(*opdracht)
        process.join(HANGT_S)
        assert process.exitcode is not None, f"jbr {' '.join(opdracht)} hangt\n{self.gezegd()}"
        return process.exitcode

    def gezegd(self) -> str:
        """What the commands said so far."""
        return (self.basis / "gezegd.txt").read_text(encoding="utf-8")

    def is_heel(self) -> None:
        """What a reader may count on at any moment: a database that passes its verification, editions as frozen."""
        if self.paden.database.exists():
            verifieer(self.paden.database)
        editions.controleer(self.paden)


def _jbr(opdracht: Sequence[str], settings: dict[str, str], gezegd: Path) -> None:
    from jbr_pipeline.cli import main

    os.environ |= settings
    with gezegd.open("a", encoding="utf-8") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        sys.argv = ["jbr", *opdracht]
        main()


def lever_eerste(huis: Huis) -> None:
    """The first deliveries: two years of two ministries, one with rows for the quarantine, and a file to refuse."""
    for jaar in (2023, 2024):
        broken = rijen("bezetting", 3, uren_per_week="veel")
        huis.lever(f"JBR_BZK_bezetting_{jaar}1231_v1.csv", [*rijen("bezetting", 40), *broken])
        huis.lever(f"JBR_AZ_bezetting_{jaar}1231_v1.csv", rijen("bezetting", 12))
    huis.lever("JBR_BZK_financien_20241231_v1.csv", rijen("financien", 4))
    huis.lever("JBR_BZK_woo_verzoeken_20241231_v1.csv", rijen("woo_verzoeken", 6))
    huis.lever("JBR_AZ_financien_20241231_v1.csv", "niet;de;kolommen\n1;2;3\n")


def lever_correctie(huis: Huis) -> None:
    """What comes in after the edition: a higher version, and a ministry that was late."""
    huis.lever("JBR_BZK_bezetting_20241231_v2.csv", rijen("bezetting", 45))
    huis.lever("JBR_FIN_bezetting_20241231_v1.csv", rijen("bezetting", 20))


LEVENSLOOP = (
    (lever_eerste, ("run",)),
    (None, ("edition", "freeze", "2024")),
    (lever_correctie, ("run",)),
)
"""What comes in, and the command after it."""


def verschillen(a: Leven, b: Leven) -> list[str]:
    """Which published tables and closed figures of two lives hold other rows."""
    return night.verschillen(a.paden.data, b.paden.data, zonder=WANNEER)
