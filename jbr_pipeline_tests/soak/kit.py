"""A small world that lives through a year, commands in processes that can be killed, and what must hold after each."""

from __future__ import annotations

import ctypes
import datetime as datetime_module
import functools
import importlib
import itertools
import multiprocessing
import os
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
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

context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(ZWAAR)

ETAPPES = {
    "landen": ("jbr_pipeline.sources.deliveries.landing.land",),
    "ophalen": ("jbr_pipeline.orchestration.publicaties.haal_op",),
    "typeren": ("jbr_pipeline.orchestration.deliveries.verwerk",),
    "vouwen": ("jbr_pipeline.orchestration.publicaties.vouw",),
    "rekenen": ("jbr_pipeline.orchestration.figures.bereken", "jbr_pipeline.warehouse.renewal.bereken"),
    "publiceren": ("jbr_pipeline.orchestration.figures.publiceer", "jbr_pipeline.warehouse.renewal.publiceer"),
    "uitgeven": ("jbr_pipeline.orchestration.uitgave.geef_uit", "jbr_pipeline.reporting.uitgave.geef_uit"),
    "vaststellen": ("jbr_pipeline.warehouse.editions.stel_vast",),
}
"""The stages of a life, with the functions that do them: a command tells when it begins and ends each."""

ERTUSSEN = "ertussen"

Ingreep = tuple[str, Callable[[], None]]
"""A stage, and what is to happen in the process itself when it begins."""

HANGT_S = 300.0

GELIJK = timedelta()
"""The clock of the machine itself."""

GELUKT, MISLUKT, VERKEERD_GEBRUIK = (0, 3), 1, 2
"""Exit codes: published, nothing published, wrong usage."""


@dataclass
class Leven:
    """A data folder, and what it has been through."""

    basis: Path
    url: str
    data: Path | None = None
    """The data folder, when it is not in `basis`."""
    huis: Huis = field(init=False)

    def __post_init__(self) -> None:
        self.basis.mkdir(parents=True)
        self.huis = Huis(Paden(self.data or self.basis / "data"))
        (self.basis / "gezegd.txt").touch()

    @property
    def paden(self) -> Paden:
        return self.huis.paden

    @property
    def settings(self) -> dict[str, str]:
        """What the commands find in the environment."""
        return {
            "JBR_DATA_DIR": str(self.paden.data),
            "JBR_OPEN_OVERHEID_URL": self.url,
            "JBR_OPEN_OVERHEID_RPS": "5000",
            "JBR_HARVEST_FROM": "2024-01-01",
            "COLUMNS": "1000",
        }

    @classmethod
    def vanaf(cls, stand: Paden, basis: Path, url: str) -> Leven:
        """A life that goes on from a copy of another data folder."""
        leven = cls(basis, url)
        shutil.copytree(stand.data, leven.paden.data, symlinks=True)
        return leven

    def start(self, *opdracht: str, ingreep: Ingreep | None = None, klok: timedelta = GELIJK) -> BaseProcess:
        """Begin a command in a process of its own, of which the clock is so much ahead."""
        self._verloop.unlink(missing_ok=True)
        process = context.Process(
            target=_jbr, args=(opdracht, self.settings, self.basis / "gezegd.txt", self._verloop, ingreep, klok)
        )
        process.start()
        return process

    def doe(self, *opdracht: str, ingreep: Ingreep | None = None, klok: timedelta = GELIJK) -> int:
        """A command that runs to its end; its exit code."""
        process = self.start(*opdracht, ingreep=ingreep, klok=klok)
        process.join(HANGT_S)
        assert process.exitcode is not None, f"jbr {' '.join(opdracht)} hangt\n{self.gezegd()}"
        return process.exitcode

    def doe_en_hoor(self, *opdracht: str, ingreep: Ingreep | None = None, klok: timedelta = GELIJK) -> tuple[int, str]:
        """A command that runs to its end; its exit code and what it said, on one line."""
        before = len(self.gezegd())
        code = self.doe(*opdracht, ingreep=ingreep, klok=klok)
        return code, " ".join(self.gezegd()[before:].split())

    def rond_af(self, *opdracht: str) -> None:
        """The command until it is done, as an operator would: once more. What is frozen already is done."""
        code = self.doe(*opdracht)
        if opdracht[0] == "edition" and code == VERKEERD_GEBRUIK:
            assert "is al vastgesteld" in self.gezegd(), self.gezegd()
        else:
            assert code in GELUKT, self.gezegd()

    @property
    def _verloop(self) -> Path:
        return self.basis / "verloop.txt"

    def verloop(self) -> list[tuple[str, float]]:
        """The stages that the last command began, and what came after each, with the moments in seconds."""
        lines = self._verloop.read_text(encoding="utf-8").splitlines() if self._verloop.exists() else []
        return [(name, float(moment)) for name, moment in map(str.split, lines)]

    def gezegd(self) -> str:
        """What the commands said so far."""
        return (self.basis / "gezegd.txt").read_text(encoding="utf-8")

    def is_heel(self) -> None:
        """What a reader may count on at any moment: a database that passes its verification, editions as frozen."""
        if self.paden.database.exists():
            verifieer(self.paden.database)
        if self.paden.publicatie.is_symlink():
            assert (self.paden.publicatie / "index.html").is_file()
        editions.controleer(self.paden)


def _jbr(
    opdracht: Sequence[str],
    settings: dict[str, str],
    gezegd: Path,
    verloop: Path,
    ingreep: Ingreep | None,
    klok: timedelta,
) -> None:
    from jbr_pipeline.cli import main

    os.environ |= settings
    if klok:
        _set_clock(klok)
    _without_privileges()
    _tell_stages(verloop, dict([ingreep] if ingreep else []))
    with gezegd.open("a", encoding="utf-8") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        sys.argv = ["jbr", *opdracht]
        main()


class _Datetime(type):
    """What is a moment stays one, whatever the clock that it was read from."""

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, datetime)


def _set_clock(verschil: timedelta) -> None:
    """Let Python's clocks be so much ahead: those of our code, and those by which Dagster dates a run and an event.

    Not that of SQLite, DuckDB and the file system: nothing here asks those what time it is.
    """

    class Ahead(datetime, metaclass=_Datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + verschil

        @classmethod
        def __get_pydantic_core_schema__(cls, _source: type, handler: Callable[[type], object]) -> object:
            # Modules that are first imported from now on describe their records with this class.
            return handler(datetime)

    seconds = time.time
    time.time = lambda: seconds() + verschil.total_seconds()
    ours = [m for name, m in sys.modules.items() if name.startswith("jbr_pipeline.") or name == "dagster._time"]
    for module in [datetime_module, *ours]:
        if vars(module).get("datetime") is datetime:
            module.datetime = Ahead  # type: ignore[attr-defined]


def _without_privileges() -> None:
    """Root may do anything with any file; without capabilities it is held to the rights on them, as any account is."""
    if sys.platform == "linux":
        version, process = 0x20080522, 0
        ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(version, process), (ctypes.c_uint32 * 6)())


def _tell_stages(verloop: Path, ingrepen: dict[str, Callable[[], None]]) -> None:
    """Let the functions of every stage write down that they begin and end; the first to begin it intervenes."""
    descriptor = os.open(verloop, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def told(etappe: str, function: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(function)
        def tells(*args: object, **named: object) -> object:
            os.write(descriptor, f"{etappe} {time.monotonic()}\n".encode())
            ingrepen.pop(etappe, lambda: None)()
            try:
                return function(*args, **named)
            finally:
                os.write(descriptor, f"{ERTUSSEN} {time.monotonic()}\n".encode())

        return tells

    for etappe, places in ETAPPES.items():
        for place in places:
            name, _, attribute = place.rpartition(".")
            module = importlib.import_module(name)
            setattr(module, attribute, told(etappe, getattr(module, attribute)))


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


def duur(verloop: list[tuple[str, float]]) -> dict[str, float]:
    """How many seconds there were from where each stage first began until it last ended."""
    found: dict[str, tuple[float, float]] = {}
    for (name, begin), (_, end) in itertools.pairwise(verloop):
        if name != ERTUSSEN:
            found[name] = found.get(name, (begin, end))[0], end
    return {name: end - begin for name, (begin, end) in found.items()}


# Segments are cut by the process that wrote them, runs and corrections are named after themselves.
_PER_DRAAI = re.compile(
    r"(raw/open_overheid/segmenten|warehouse/publicaties/ontleed|.*/draaien(/waarden)?|.*/correcties)/[^./]+"
)


def bestanden(paden: Paden) -> set[str]:
    """The names of all files in a data folder, but for what each run names in its own way, and Dagster's history."""
    data, dagster = paden.data, paden.dagster_home
    edition = paden.publicatie.resolve().relative_to(data.resolve()).as_posix()
    return {
        _PER_DRAAI.sub(r"\1/*", path.relative_to(data).as_posix().replace(edition, "warehouse/publicatie"))
        for path in data.rglob("*")
        if path.is_file() and (dagster not in path.parents or path.name.startswith("."))
    }


GEVALLEN: dict[str, Counter[str]] = {"op een willekeurig moment": Counter(), "gericht": Counter()}
"""In which stage commands were killed."""


def verschillen(a: Paden, b: Paden) -> list[str]:
    """Which published tables and closed figures of two data folders hold other rows."""
    return night.verschillen(a.data, b.data, zonder=WANNEER)
