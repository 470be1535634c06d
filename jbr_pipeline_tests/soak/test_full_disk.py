"""A disk that is full is told of in words, loses nothing, and is recovered from: a real small disk, in every stage."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from jbr_pipeline import disk
from jbr_pipeline.sample.standin.server import Standin
from jbr_pipeline_tests.soak.conftest import Ongestoord
from jbr_pipeline_tests.soak.kit import (
    GELUKT,
    LANG,
    LEVENSLOOP,
    MISLUKT,
    Ingreep,
    Leven,
    bestanden,
    verschillen,
)

MB = 1 << 20
SCHIJF_BYTES = 192 * MB
BALLAST = "ballast"
NAAMRUIMTE = ["unshare", "--user", "--map-root-user", "--mount"]

KORT = (("landen", "typeren", "publiceren"), ("vaststellen",), ())
"""The stages of each command in which the disk fills up in the short form; in the long form it does in all of them."""

VRIJ_BYTES = (0, 256 << 10, 2 * MB) if LANG else (0,)
"""What is left when a stage begins."""


@contextmanager
def gekoppeld(plaats: Path) -> Iterator[Path]:
    """A disk of memory; raises CalledProcessError where mounting is not allowed."""
    plaats.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SCHIJF_BYTES}", "tmpfs", plaats]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield plaats
    finally:
        subprocess.run(["umount", plaats], check=True)


@pytest.fixture(scope="module")
def mag_koppelen(tmp_path_factory: pytest.TempPathFactory) -> bool:
    try:
        with gekoppeld(tmp_path_factory.mktemp("proef") / "schijf"):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


@pytest.fixture
def schijf(tmp_path: Path, mag_koppelen: bool) -> Iterator[Path]:
    if not mag_koppelen:
        pytest.skip("hier mag geen schijf worden gekoppeld; dan draait dit bestand in een eigen naamruimte")
    with gekoppeld(tmp_path / "schijf") as place:
        yield place


def vul(schijf: Path, vrij: int = 0) -> None:
    """Leave so many bytes of a disk free."""
    with (schijf / BALLAST).open("ab", buffering=0) as ballast:
        size = shutil.disk_usage(schijf).free - vrij
        if size > 0:
            os.posix_fallocate(ballast.fileno(), 0, size)


def maak_ruimte(schijf: Path) -> None:
    (schijf / BALLAST).unlink(missing_ok=True)


def test_a_life_on_a_disk_that_fills_up_in_every_stage_ends_as_one_with_room(
    tmp_path: Path, schijf: Path, server: Standin, ongestoord: Ongestoord
) -> None:
    leven = Leven(tmp_path / "leven", server.base_url, schijf / "data")
    for number, (lever, opdracht) in enumerate(LEVENSLOOP):
        if lever:
            lever(leven.huis)
        before = shutil.copytree(leven.paden.data, tmp_path / f"stand-{number}", symlinks=True)
        is_klaar = False
        for etappe in ongestoord.etappes[number] if LANG else KORT[number]:
            for vrij in VRIJ_BYTES:
                if is_klaar:
                    # Every stage is to be reached again, with all the work before it.
                    shutil.rmtree(leven.paden.data)
                    shutil.copytree(before, leven.paden.data, symlinks=True)
                is_klaar = loop_vol(
                    leven, schijf, opdracht, (etappe, functools.partial(vul, schijf, vrij)), moet=not vrij
                )
        leven.rond_af(*opdracht)
        leven.is_heel()
    assert verschillen(ongestoord.eind, leven.paden) == []
    assert bestanden(leven.paden) == bestanden(ongestoord.eind)


def loop_vol(leven: Leven, schijf: Path, opdracht: tuple[str, ...], ingreep: Ingreep, *, moet: bool) -> bool:
    """A command during which the disk fills up, as it `moet` when nothing is left: it says so and on which, and leaves
    what was there whole.

    Returns whether it was done all the same: there was room enough, or only the edition for readers did not follow.
    """
    try:
        code, said = leven.doe_en_hoor(*opdracht, ingreep=ingreep)
        leven.is_heel()
    finally:
        maak_ruimte(schijf)
    told = re.search(rf"De schijf waarop {leven.paden.data}\S* staat, is vol. Maak daar ruimte vrij", said)
    if code in GELUKT:
        assert not moet or (told and "De publieksversie is niet vernieuwd; de database wel." in said), said
        return True
    assert code == MISLUKT, said
    assert told, said
    return False


def test_duckdb_that_may_spill_no_more_is_a_full_disk(schijf: Path) -> None:
    vul(schijf, MB)
    settings = {"temp_directory": str(schijf / "tijdelijk"), "memory_limit": "32MB"}
    with duckdb.connect(config=settings) as con, pytest.raises(duckdb.Error) as fout:
        con.execute("create temp table t as select i, hash(i)::varchar as h from range(5_000_000) as r (i) order by h")
    said = disk.in_woorden(fout.value, schijf)
    assert said, fout.value
    assert said.startswith(f"De schijf waarop {schijf}")


def test_where_no_disk_may_be_mounted_it_is_done_in_a_namespace(mag_koppelen: bool) -> None:
    if mag_koppelen:
        pytest.skip("de schijf is hier zelf gekoppeld")
    if subprocess.run([*NAAMRUIMTE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("hier mag geen schijf worden gekoppeld, ook niet in een eigen naamruimte")
    subprocess.run([*NAAMRUIMTE, sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", __file__], check=True)
