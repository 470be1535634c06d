"""Files of the closed zone: readable by their owner alone from the first byte, whatever the umask."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def create(doel: Path) -> BinaryIO:
    """Open a new file, or an emptied old one, for writing."""
    return os.fdopen(os.open(doel, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
