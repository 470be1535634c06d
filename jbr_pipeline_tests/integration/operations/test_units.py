"""The units of systemd in docs/systemd: what they name exists, and systemd knows every word in them."""

from __future__ import annotations

import configparser
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jbr_pipeline.settings import Settings
from jbr_pipeline_tests.integration.operations.handleiding import DOCS, blokken

UNITS = sorted([*(DOCS / "systemd").glob("*.service"), *(DOCS / "systemd").glob("*.timer")])
SERVICES = [u for u in UNITS if u.suffix == ".service"]
JBR = "/opt/jbr-pipeline/.venv/bin/jbr"


def read(unit: Path) -> configparser.ConfigParser:
    """A unit, strictly: a key that stands twice in a section is an error."""
    parser = configparser.ConfigParser(interpolation=None, strict=True, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[method-assign,assignment]
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is niet aanwezig")
def test_systemd_has_nothing_to_remark(tmp_path: Path) -> None:
    for unit in UNITS:
        # It looks whether the command is there, which here is elsewhere.
        own = str(Path(sys.executable).with_name("jbr"))
        (tmp_path / unit.name).write_text(unit.read_text(encoding="utf-8").replace(JBR, own), encoding="utf-8")
    made = sorted(str(f) for f in tmp_path.iterdir())
    said = subprocess.run(["systemd-analyze", "verify", "--man=no", *made], capture_output=True, text=True, check=False)
    assert (said.returncode, said.stdout + said.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda u: u.name)
def test_the_command_of_a_service_is_one_that_jbr_knows(unit: Path) -> None:
    program, *arguments = shlex.split(read(unit)["Service"]["ExecStart"])
    assert program == JBR
    own = str(Path(sys.executable).with_name("jbr"))
    done = subprocess.run([own, *arguments, "--help"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_services_differ_in_their_task_alone() -> None:
    ours = ("Type", "ExecStart", "Restart", "RestartSec", "TimeoutStopSec", "OOMPolicy", "MemoryMax", "Nice")
    first, *others = [{k: v for k, v in read(u)["Service"].items() if k not in ours} for u in SERVICES]
    assert first["NoNewPrivileges"] == "yes"
    assert first["ProtectSystem"] == "strict"
    assert all(other == first for other in others)


def test_every_setting_of_the_environment_file_is_one_that_is_read() -> None:
    lines = (DOCS / "systemd" / "jbr.env").read_text(encoding="utf-8").splitlines()
    names = {line.partition("=")[0] for line in lines if line and not line.startswith("#")}
    assert {n for n in names if n.startswith("JBR_")} <= {f"JBR_{f.upper()}" for f in Settings.model_fields}


def test_every_unit_is_started_by_the_page() -> None:
    install, start, *_ = blokken("Install")
    assert "docs/systemd/*.service" in install
    wanted = {u.stem if u.suffix == ".service" else u.name for u in UNITS if "Install" in read(u)}
    (enable,) = (line for line in start.splitlines() if "enable --now" in line)
    assert set(enable.partition("--now ")[2].split()) == wanted
