"""A small real data folder, with rows that break rules, and ways to run the jobs over it."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import dagster as dg

from jbr_pipeline.definitions import build_defs
from jbr_pipeline.orchestration.jobs import jbr_bij_aanlevering, jbr_nachtelijk, tot_en_met_database
from jbr_pipeline.settings import Settings
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline_tests.deliveries_kit import Huis, rij, rijen

GEHEIM = "zeer geheim 4711"
"""A cell value that no log may ever hold."""

ONLEESBARE_UREN = 3
"""Rows of BZK whose hours are no number: a critical rule is broken."""


def maak(map_: Path) -> Huis:
    """Three ministries: a clean one, one with broken rows, and one that delivers bezetting alone."""
    huis = Huis(Paden(map_))
    fouten = [rij("bezetting", 100 + n, uren_per_week=GEHEIM) for n in range(ONLEESBARE_UREN)]
    fouten.append(rij("bezetting", 200, geslacht="V", standplaats=GEHEIM, salarisschaal="18"))
    for jaar in (2023, 2024):
        huis.lever(f"JBR_BZK_bezetting_{jaar}1231_v1.csv", [*rijen("bezetting", 40), *fouten])
        huis.lever(f"JBR_AZ_bezetting_{jaar}1231_v1.csv", rijen("bezetting", 12))
    huis.lever("JBR_FIN_bezetting_20241231_v1.csv", rijen("bezetting", 20))
    huis.lever("JBR_BZK_financien_20241231_v1.csv", rijen("financien", 4))
    huis.lever("JBR_BZK_woo_verzoeken_20241231_v1.csv", rijen("woo_verzoeken", 6))
    return huis


def instellingen(huis: Huis, url: str | None = None) -> Settings:
    """Settings for the folder; without an address the source is a closed port of this machine."""
    return Settings(
        data_dir=huis.paden.data,
        open_overheid_url=url or f"http://127.0.0.1:{vrije_poort()}/overheid/openbaarmakingen/api/v0",
        open_overheid_rps=1000,
        harvest_from=date(2024, 1, 1),
    )


def voer_uit(
    huis: Huis,
    instance: dg.DagsterInstance,
    job: str = "jbr_bij_aanlevering",
    run_config: Mapping[str, Any] | None = None,
    alleen: Sequence[str] = (),
    *,
    met_uitgave: bool = False,
) -> dg.ExecuteInProcessResult:
    """Run a job, or `alleen` some assets of it, in this process; a step that fails raises nothing.

    Without the edition for readers unless it is asked for: that takes longer than all the rest.
    """
    whole = next(j for j in (jbr_nachtelijk, jbr_bij_aanlevering) if j.name == job)
    chosen = whole if met_uitgave else tot_en_met_database(whole)
    defs = dg.Definitions.merge(
        build_defs(settings=instellingen(huis)), dg.Definitions(jobs=[] if met_uitgave else [chosen])
    )
    return defs.resolve_job_def(chosen.name).execute_in_process(
        instance=instance,
        raise_on_error=False,
        run_config=dict(run_config or {}),
        asset_selection=[dg.AssetKey(name) for name in alleen] or None,
    )


def check(result: dg.ExecuteInProcessResult, asset: str, name: str) -> dg.AssetCheckEvaluation:
    """What a check said in a run."""
    (found,) = [
        e for e in result.get_asset_check_evaluations() if e.check_name == name and e.asset_key == dg.AssetKey(asset)
    ]
    return found


def getal(metadata: Mapping[str, dg.MetadataValue], naam: str) -> Any:
    """A number from the metadata of an event."""
    return metadata[naam].value


def vrije_poort() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def inhoud(map_: Path) -> bytes:
    """Everything in the files below a folder, one after the other."""
    return b"\n".join(Path(folder, name).read_bytes() for folder, _, names in os.walk(map_) for name in names)
