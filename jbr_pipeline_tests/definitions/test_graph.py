"""What the graph looks like: kept as a readable file beside this test, so that a change of it shows in the diff.

Renew it with: JBR_VERNIEUW=1 .venv/bin/python -m pytest jbr_pipeline_tests/definitions/test_graph.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.definitions import defs

GRAAF = Path(__file__).with_name("graaf.json")

graph = defs.resolve_asset_graph()
nodes = {key.to_user_string(): graph.get(key) for key in sorted(graph.get_all_asset_keys())}


def _spec(asset: str, name: str) -> dg.AssetCheckSpec:
    return graph.get_check_spec(dg.AssetCheckKey(dg.AssetKey(asset), name))


def _job(name: str) -> list[str]:
    layer = defs.resolve_job_def(name).asset_layer
    return sorted(k.to_user_string() for k in layer.selected_asset_keys)


def _assets() -> dict[str, Any]:
    return {
        name: {
            "groep": node.group_name,
            "eigenaar": list(node.owners),
            "soorten": sorted(node.kinds),
            "na": sorted(k.to_user_string() for k in node.parent_keys),
            "partities": getattr(node.partitions_def, "name", None),
            "controles": {
                k.name: "blokkerend" if graph.get_check_spec(k).blocking else "-"
                for k in sorted(node.check_keys, key=lambda k: k.name)
            },
        }
        for name, node in nodes.items()
    }


def _everything() -> dict[str, Any]:
    schedule = defs.resolve_schedule_def("jbr_nachtelijk_schedule")
    sensors = [defs.resolve_sensor_def(name) for name in ("jbr_aanleveringen", "jbr_meldingen")]
    return {
        "assets": _assets(),
        "jobs": {name: _job(name) for name in ("jbr_bij_aanlevering", "jbr_nachtelijk")},
        "rooster": {
            "naam": schedule.name,
            "job": schedule.job_name,
            "cron": schedule.cron_schedule,
            "tijdzone": schedule.execution_timezone,
            "stand": schedule.default_status.value,
        },
        "sensoren": [
            {
                "naam": sensor.name,
                "jobs": [target.job_name for target in sensor.targets],
                "seconden": sensor.minimum_interval_seconds,
                "stand": sensor.default_status.value,
            }
            for sensor in sensors
        ],
    }


def test_the_graph_is_the_one_on_file() -> None:
    now = _everything()
    if os.environ.get("JBR_VERNIEUW"):
        GRAAF.write_text(json.dumps(now, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now == json.loads(GRAAF.read_text(encoding="utf-8"))


def test_everything_loads() -> None:
    dg.Definitions.validate_loadable(defs)


@pytest.mark.parametrize("asset", nodes)
def test_an_asset_says_what_it_is(asset: str) -> None:
    node = nodes[asset]
    assert len(node.description or "") > 40
    assert list(node.owners) == ["team:bedrijfsvoering-rijk"]
    assert node.group_name in {"aanleveringen", "open_overheid", "indicatoren", "publicatie"}
    assert node.kinds
    assert all(graph.get_check_spec(k).description for k in node.check_keys)


@pytest.mark.parametrize("soort", contracten())
def test_every_row_rule_is_a_check_and_a_critical_one_blocks(soort: str) -> None:
    for rule in contracten()[soort].rijregels:
        spec = _spec(soort, rule.naam)
        assert spec.blocking == (rule.ernst == "kritiek")
        assert rule.uitleg in (spec.description or "")


@pytest.mark.parametrize("soort", contracten())
def test_every_file_rule_is_a_check_and_a_critical_one_blocks(soort: str) -> None:
    for rule in contracten()[soort].bestandsregel:
        spec = _spec("aanleveringen_beoordeeld", f"{soort}__{rule.naam}")
        assert spec.blocking == (rule.ernst == "kritiek")


@pytest.mark.parametrize("soort", contracten())
def test_the_columns_of_a_subject_are_those_of_its_contract(soort: str) -> None:
    schema = nodes[soort].metadata["dagster/column_schema"]
    columns = {c.name: c for c in schema.columns}
    assert all(c.description for c in columns.values())
    for kolom in contracten()[soort].kolom:
        assert columns[kolom.naam].type == kolom.sql_type


def test_only_one_asset_is_partitioned_and_a_thousand_of_its_partitions_are_one_run() -> None:
    assert [name for name, node in nodes.items() if node.is_partitioned] == ["aanlevering"]
    assert nodes["aanlevering"].backfill_policy == dg.BackfillPolicy.single_run()


def test_no_job_asks_for_a_partition_or_for_configuration() -> None:
    for name in ("jbr_nachtelijk", "jbr_bij_aanlevering"):
        job = defs.resolve_job_def(name)
        assert job.partitions_def is None
        assert dg.validate_run_config(job, {}) is not None
