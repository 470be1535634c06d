"""Small files that are read over and over in one process, and parsed once as long as they stay the same.

There is one for every delivery, and each step of a run reads them all. Only for files that are put in place whole, by a
rename or a link, and never written to after that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Onthouden(Generic[T]):
    """Reads files with `lees`; what came of one is handed out again until another stands at its path.

    All who ask are given the same object, so `lees` has to make something that cannot be changed.
    """

    def __init__(self, lees: Callable[[bytes], T]) -> None:
        self._lees = lees
        self._known: dict[str, tuple[tuple[int, ...], T]] = {}

    def __call__(self, file: Path | str) -> T:
        """What is in the file; FileNotFoundError when there is none."""
        path = os.fspath(file)
        known = self._known.get(path)
        if known and known[0] == _identity(os.stat(path)):  # noqa: PTH116 - a Path for each takes longer than the rest
            return known[1]
        with open(path, "rb") as source:  # noqa: PTH123
            # Of what was opened, and not of the path, where another may stand by now.
            identity = _identity(os.fstat(source.fileno()))
            value = self._lees(source.read())
        self._known[path] = identity, value
        return value


def _identity(found: os.stat_result) -> tuple[int, ...]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
