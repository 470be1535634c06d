"""Telling how far a long loop is, in the log that the terminal shows. For every room; knows nothing of what is done."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

ELKE_SECONDEN = 2.0

T = TypeVar("T")


def vertel(log: logging.Logger, woorden: str, reeks: Sequence[T]) -> Iterator[T]:
    """Each of `reeks` in turn; every two seconds `woorden` says how many are done, and of how many (`%d` twice)."""
    told = time.monotonic()
    for done, item in enumerate(reeks):
        if time.monotonic() - told > ELKE_SECONDEN:
            told = time.monotonic()
            log.info(woorden, done, len(reeks))
        yield item
