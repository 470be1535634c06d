"""What goes from the history of Dagster with a run, and what stays although the run that said it is gone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg

from jbr_pipeline.orchestration.tidying import Opgeruimd, ruim_op
from jbr_pipeline.settings import Settings

SOORT = dg.AssetCheckKey(dg.AssetKey("cijfer"), "klopt")
PARTITIES = dg.StaticPartitionsDefinition(["BZK", "AZ"])


@dg.asset(check_specs=[dg.AssetCheckSpec("klopt", asset="cijfer")])
def cijfer() -> dg.MaterializeResult:  # type: ignore[type-arg]
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True)])


@dg.asset(partitions_def=PARTITIES)
def aanlevering() -> None:
    """One of each ministry."""


@dg.asset
def eenmalig() -> None:
    """Of a subject that is no more."""


def run(instance: dg.DagsterInstance, asset: dg.AssetsDefinition, partition: str | None = None) -> str:
    return dg.materialize([asset], instance=instance, partition_key=partition).run_id


def tidy(tmp_path: Path, voor: datetime | None = None) -> Opgeruimd:
    return ruim_op(Settings(data_dir=tmp_path / "instance"), voor or datetime.now(UTC) + timedelta(seconds=1))


def test_only_runs_that_are_old_enough_go(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    old = run(instance, cijfer)
    between = datetime.now(UTC)
    new = run(instance, cijfer)
    assert tidy(tmp_path, between).draaien == 1
    assert [r.run_id for r in instance.get_runs()] == [new]
    with dg.DagsterInstance.get() as again:
        assert not again.all_logs(old)
        assert again.all_logs(new)


def test_a_run_that_goes_leaves_what_its_checks_said_last_and_no_file(
    instance: dg.DagsterInstance, tmp_path: Path
) -> None:
    gone = [run(instance, cijfer) for _ in range(3)]
    done = tidy(tmp_path)
    assert done.draaien == 3
    assert done.na < done.voor / 2
    left = [f.name for f in Path(instance.root_directory).rglob("*") if any(run_id in str(f) for run_id in gone)]
    assert left == []
    said = instance.event_log_storage.get_asset_check_execution_history(SOORT, limit=9)
    assert [(s.run_id, s.status.value) for s in said] == [(gone[-1], "SUCCEEDED")]
    # A process that had the history open meanwhile goes on.
    assert instance.all_logs(run(instance, cijfer))


def test_every_partition_keeps_its_last_materialisation(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    run(instance, aanlevering, "BZK")
    last = run(instance, aanlevering, "BZK"), run(instance, aanlevering, "AZ"), run(instance, eenmalig)
    tidy(tmp_path)
    found = instance.fetch_materializations(aanlevering.key, limit=9).records
    found_once = instance.fetch_materializations(eenmalig.key, limit=9).records
    assert {r.run_id for r in [*found, *found_once]} == set(last)
    assert instance.get_materialized_partitions(aanlevering.key) == {"BZK", "AZ"}


def test_a_run_that_did_not_end_stays(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    run_id = "11111111-2222-4333-8444-555555555555"
    instance.add_run(dg.DagsterRun("draai", run_id=run_id, status=dg.DagsterRunStatus.STARTED))
    assert tidy(tmp_path).draaien == 0
    assert instance.get_run_by_id(run_id)
