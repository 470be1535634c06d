"""Files and working folders of the closed zone: for their owner alone from the first byte, whatever the umask."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

_WERK = ".werk-"


def create(doel: Path) -> BinaryIO:
    """Open a new file, or an emptied old one, for writing."""
    return os.fdopen(os.open(doel, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")


def resten(plaats: Path) -> list[Path]:
    """The working folders below `plaats`, all left by a process that was killed when nobody works there."""
    return list(plaats.glob(f"{_WERK}*"))


@contextmanager
def werkmap(plaats: Path) -> Iterator[Path]:
    """A folder for working copies below `plaats`, gone afterwards; what a killed process left is removed first.

    One process at a time works below `plaats`: what is found there belongs to nobody any more.
    """
    for left_over in resten(plaats):
        shutil.rmtree(left_over, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_WERK, dir=plaats) as made:
        yield Path(made)
