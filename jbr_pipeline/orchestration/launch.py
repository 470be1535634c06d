"""Starting Dagster from the command line: one run in this process, the UI, the daemon, or both together.

All use the Dagster home below the data folder, so that a run of the command shows in the UI.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NoReturn

import dagster as dg

from jbr_pipeline import disk
from jbr_pipeline.orchestration.figures import jbr_duckdb
from jbr_pipeline.orchestration.fouten import in_woorden
from jbr_pipeline.orchestration.launcher import aan_het_werk
from jbr_pipeline.orchestration.pijplijn import AANLEIDING_TAG
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.turns import slot

log = logging.getLogger(__name__)

PROJECT = Path(__file__).parents[2]
Wijze = Literal["alles", "zonder daemon", "alleen lezen"]
SERVERS: dict[Wijze, Sequence[str]] = {
    # Webserver and daemon, with one code server between them.
    "alles": ("-W", "ignore:Function `dev_command` is superseded", "-m", "dagster", "dev"),
    "zonder daemon": ("-m", "dagster_webserver"),
    "alleen lezen": ("-m", "dagster_webserver", "--read-only"),
}
DAEMON = ("-m", "dagster._daemon", "run")
GC_THRESHOLD = 50_000
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def bereid_voor(settings: Settings) -> Path:
    """Make the Dagster home below the data folder and put the template in it; returns the home."""
    paden = Paden(settings.data_dir.resolve())
    home = paden.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    template, ours = (folder / "dagster.yaml" for folder in (PROJECT, home))
    if not ours.exists() or ours.read_bytes() != template.read_bytes():
        with slot(paden):
            disk.schrijf(ours, template.read_bytes())
    os.environ["DAGSTER_HOME"] = str(home)
    return home


@dataclass(frozen=True)
class Uitkomst:
    """What a run came to: whether it published the database, and whether every step after that succeeded too."""

    gepubliceerd: bool
    gelukt: bool


def draai(definitions: dg.Definitions, settings: Settings, *, job: str = "jbr_nachtelijk") -> Uitkomst:
    """Run a job of `definitions` in this process."""
    home, run_id = bereid_voor(settings), str(uuid.uuid4())
    # What is loaded by now stays; looking through it for garbage, again and again, takes seven percent of a small run.
    gc.freeze()
    gc.set_threshold(GC_THRESHOLD)
    with aan_het_werk(home, run_id), dg.DagsterInstance.get() as instance:
        result = definitions.resolve_job_def(job).execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config=QUIET,
            run_id=run_id,
            tags={AANLEIDING_TAG: "opdracht jbr run"},
        )
        for event in result.all_events:
            if event.is_step_failure:
                log.error("stap %s mislukt: %s", event.step_key, in_woorden(event.step_failure_data.error))
        done = {event.step_key for event in result.all_events if event.is_step_success}
        return Uitkomst(gepubliceerd=jbr_duckdb.op.name in done, gelukt=result.success)


def serveer(settings: Settings, poort: int, wijze: Wijze = "alles") -> int:
    """Serve the UI on 127.0.0.1 until it is stopped. Returns only when it cannot, with an exit code.

    With `alleen lezen` nothing can be started or changed; only with `alles` is there a daemon.
    """
    if _is_free(poort):
        log.info("Dagster op http://127.0.0.1:%d", poort)
        _become([*SERVERS[wijze], "--host", "127.0.0.1", "--port", str(poort)], settings)
    log.error("poort %d is bezet; kies een andere met --poort", poort)
    return 1


def bedien(settings: Settings) -> NoReturn:
    """Be the daemon of schedule, sensors and queue, for a UI in another process, until it is stopped."""
    _become(DAEMON, settings)


def _become(dagster: Sequence[str], settings: Settings) -> NoReturn:
    """This process goes on as Dagster."""
    home = bereid_voor(settings)
    command = [sys.executable, *dagster, "--workspace", str(PROJECT / "workspace.yaml")]
    # A shell ignores the interrupt for what it puts in the background, and Dagster would then heed no signal at all.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # The template beside the project is not the instance, and Dagster would warn about it if started there.
    environment = {**os.environ, "JBR_DATA_DIR": str(settings.data_dir.resolve())}
    os.chdir(home)
    os.execve(command[0], command, environment)  # noqa: S606


def _is_free(poort: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", poort))
        except OSError:
            return False
    return True
