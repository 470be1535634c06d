"""The command as an operator runs it, on a data folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from jbr_pipeline.warehouse.layout import Paden

JBR = Path(sys.executable).with_name("jbr")


def jbr(paden: Paden, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run it; `settings` are environment variables."""
    environment = {**os.environ, "JBR_DATA_DIR": str(paden.data), "COLUMNS": "400", **settings}
    return subprocess.run(
        [str(JBR), *arguments], env=environment, capture_output=True, text=True, timeout=180, check=False
    )
