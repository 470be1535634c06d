"""What docs/operations.md tells an operator to do, done with exactly its commands."""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from benchmarks.night import verschillen
from jbr_pipeline.contracts.delivery import contracten
from jbr_pipeline.sample.standin.corpus import maak_corpus
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline.sources.deliveries import manifest
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.processed import te_verwerken
from jbr_pipeline_tests.deliveries_kit import Huis
from jbr_pipeline_tests.integration.operations.handleiding import blokken, voer_uit
from jbr_pipeline_tests.soak.kit import WANNEER, lever_eerste

Omgeving = Mapping[str, str]


@pytest.fixture(scope="module")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Omgeving]:
    """A data folder of which a run has published, with an edition. The tests below leave it as it is, or say so."""
    base = tmp_path_factory.mktemp("beheer")
    with Standin(maak_corpus(schaal=0.01)) as server:
        settings = {
            "JBR_DATA_DIR": str(base / "data"),
            "JBR_OPEN_OVERHEID_URL": server.base_url,
            "JBR_OPEN_OVERHEID_RPS": "5000",
            "JBR_HARVEST_FROM": "2024-01-01",
            "BACKUP": str(base / "back-up"),
            "JAAR": "2024",
        }
        lever_eerste(Huis(Paden(base / "data")))
        published = voer_uit("jbr run || test $? -eq 3\njbr edition freeze 2024", **settings)
        assert published.returncode == 0, published.stderr
        yield settings


def data(omgeving: Omgeving) -> Paden:
    return Paden(Path(omgeving["JBR_DATA_DIR"]))


def back_up(omgeving: Omgeving) -> Path:
    """A backup by the commands of the page; its folder."""
    (block,) = blokken("Back up")
    done = voer_uit(f'{block}\necho "$STAND"', **omgeving)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_a_restored_backup_gives_the_same_figures(omgeving: Omgeving, tmp_path: Path) -> None:
    stand = back_up(omgeving)
    assert (stand / "data.tar").stat().st_mode & 0o077 == 0
    (block,) = blokken("Restore")
    elsewhere = tmp_path / "elders"
    done = voer_uit(block, **{**omgeving, "JBR_DATA_DIR": str(elsewhere), "STAND": str(stand), "TZ": "Asia/Tokyo"})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "data.tar: OK" in done.stdout
    assert "Alles is zoals het binnenkwam." in done.stdout
    assert verschillen(data(omgeving).data, elsewhere, zonder=WANNEER) == []
    (moved,) = blokken("Moving to another machine")
    again = voer_uit(moved, **{**omgeving, "JBR_DATA_DIR": str(elsewhere), "OUD": omgeving["JBR_DATA_DIR"]})
    assert again.returncode == 0, again.stdout


def test_a_backup_waits_for_who_writes(omgeving: Omgeving) -> None:
    (block,) = blokken("Back up")
    with (data(omgeving).warehouse / ".slot").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(subprocess.TimeoutExpired):
            subprocess.run(["bash", "-c", block], env={"PATH": "/usr/bin:/bin", **omgeving}, timeout=2, check=False)


def test_a_damaged_restore_is_told(omgeving: Omgeving, tmp_path: Path) -> None:
    (block,) = blokken("Bytes that were lost or changed")
    copy = Paden(tmp_path / "data")
    shutil.copytree(data(omgeving).raw, copy.raw)
    landed = max(copy.geland.glob("[0-9a-f]*"), key=lambda f: f.stat().st_size)
    landed.unlink()
    (copy.edities / "jbr_2024" / "waarden.parquet").chmod(0o600)
    (copy.edities / "jbr_2024" / "waarden.parquet").write_bytes(b"iets anders")
    done = voer_uit(block, **{**omgeving, "JBR_DATA_DIR": str(copy.data)})
    assert done.returncode == 1
    assert f"raw/geland/{landed.name} ontbreekt" in done.stderr
    assert "Van de editie JBR 2024 is waarden.parquet veranderd" in done.stderr


def test_locks_of_nobody_are_free(omgeving: Omgeving) -> None:
    first, second, _ = blokken("A run that is stuck")[0].splitlines()
    done = voer_uit(f'cd "$JBR_DATA_DIR"\n{first}\n{second}', **omgeving)
    assert done.stdout.splitlines() == ["the store is free", "nobody harvests"], done.stderr


def test_redoing_a_year_leaves_exactly_that_year_to_be_processed(omgeving: Omgeving, tmp_path: Path) -> None:
    (block,) = blokken("Redoing a year")
    copy = Paden(tmp_path / "data")
    shutil.copytree(data(omgeving).data, copy.data)
    take_away, run_and_compare = block.split("\n", 1)
    assert run_and_compare.startswith("jbr run")
    done = voer_uit(take_away, **{**omgeving, "JBR_DATA_DIR": str(copy.data)})
    assert done.returncode == 0, done.stderr
    landed = manifest.lees(copy.geland)
    for contract in contracten().values():
        expected = {e.aanlevering_id for e in landed if e.soort == contract.soort and e.peildatum == date(2024, 12, 31)}
        assert {e.aanlevering_id for e in te_verwerken(copy, contract, landed)} == expected


def test_the_database_from_before_an_upgrade_is_there_to_compare_with(omgeving: Omgeving, tmp_path: Path) -> None:
    _, keep, _, run_and_compare, _ = blokken("Upgrade")
    compare = run_and_compare.splitlines()[1].partition(" || ")[0]
    (tmp_path / "back-up").mkdir()
    done = voer_uit(keep + compare, **{**omgeving, "BACKUP": str(tmp_path / "back-up")})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "geen verschil" in done.stdout


def test_the_history_is_pruned(omgeving: Omgeving) -> None:
    (block,) = blokken("Pruning the history of Dagster")
    done = voer_uit(block, **omgeving)
    assert done.returncode == 0, done.stderr
    assert "0 draaien van 90 dagen geleden of ouder zijn verwijderd." in done.stdout
