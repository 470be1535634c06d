"""The commands of docs/operations.md, taken from the page itself."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).parents[3] / "docs"


def blokken(kop: str) -> list[str]:
    """The sh blocks under a heading, in order."""
    page = (DOCS / "operations.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^#+ {re.escape(kop)}\n(.*?)(?=^#+ |\Z)", page, re.M | re.S)
    return re.findall(r"^```sh\n(.*?)^```", section, re.M | re.S)


def voer_uit(blok: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    """Run a block as it is written, as the shell of the manual would, stopping at the first command that fails."""
    bash = shutil.which("bash")
    assert bash
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    own = {k: v for k, v in os.environ.items() if not k.startswith(("JBR_", "DAGSTER_"))}
    return subprocess.run(
        [bash, "-euo", "pipefail", "-c", blok],
        env={**own, "COLUMNS": "200", "PATH": path, **omgeving},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
