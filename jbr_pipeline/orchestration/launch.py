"""Starting Dagster from the command line: one run in this process, or the UI with its daemon.

Both use the Dagster home below the data folder, so that a run of the command shows in the UI.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import dagster as dg

from jbr_pipeline.orchestration.pijplijn import AANLEIDING_TAG, GemengdeBronnen
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.layout import Paden

log = logging.getLogger(__name__)

PROJECT = Path(__file__).parents[2]
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def bereid_voor(settings: Settings) -> Path:
    """Make the Dagster home below the data folder and put the template in it; returns the home."""
    home = Paden(settings.data_dir.resolve()).dagster_home
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(PROJECT / "dagster.yaml", home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def draai(definitions: dg.Definitions, settings: Settings) -> bool:
    """Run the nightly job of `definitions` in this process; whether it published."""
    bereid_voor(settings)
    job = definitions.resolve_job_def("jbr_nachtelijk")
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance, raise_on_error=False, run_config=QUIET, tags={AANLEIDING_TAG: "opdracht jbr run"}
        )
        for event in result.all_events:
            if event.is_step_failure:
                error = event.step_failure_data.error
                cause = error.cause or error if error else None
                known = cause is not None and cause.cls_name == GemengdeBronnen.__name__
                log.error("stap %s mislukt: %s", event.step_key, cause.message.strip() if known and cause else cause and cause.cls_name)
        return result.success


def serveer(settings: Settings, poort: int) -> int:
    """Serve the UI on 127.0.0.1 until it is stopped; returns its exit code."""
    home = bereid_voor(settings)
    environment = {**os.environ, "DAGSTER_HOME": str(home), "JBR_DATA_DIR": str(settings.data_dir.resolve())}
    binaries = Path(sys.executable).parent
    where = ["--workspace", str(PROJECT / "workspace.yaml")]
    daemon = subprocess.Popen([str(binaries / "dagster-daemon"), "run", *where], env=environment)
    web = subprocess.Popen(
        [str(binaries / "dagster-webserver"), "--host", "127.0.0.1", "--port", str(poort), *where], env=environment
    )
    log.info("Dagster op http://127.0.0.1:%d", poort)
    try:
        return web.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for process in (web, daemon):
            process.send_signal(signal.SIGINT)
        for process in (web, daemon):
            process.wait(timeout=30)
