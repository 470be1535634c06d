"""What may be said of a step that failed: the event log is kept, and a message may quote a cell.

Errors that were written for the operator pass as they are. Of any other, only its class and the traceback do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
from dagster_shared.error import SerializableErrorInfo

from jbr_pipeline import disk
from jbr_pipeline.reporting.uitgave import Uitgavefout
from jbr_pipeline.settings import Settings
from jbr_pipeline.sources.open_overheid.errors import OpenOverheidFout
from jbr_pipeline.warehouse.editions import Editiefout
from jbr_pipeline.warehouse.layout import Paden
from jbr_pipeline.warehouse.publication import Publicatiefout


class GemengdeBronnen(Exception):
    """Made-up deliveries next to the real open.overheid.nl, or the other way round."""


class StapMislukt(Exception):
    """A step failed on something unforeseen; the message of the error itself is withheld."""


LEESBAAR = (GemengdeBronnen, StapMislukt, Publicatiefout, Uitgavefout, Editiefout, OpenOverheidFout, disk.Schijffout)
"""Errors whose message is meant for people and holds no cell."""


@contextmanager
def zonder_celwaarden() -> Iterator[None]:
    """Around a step: an unforeseen error goes on without its message."""
    try:
        yield
    except (*LEESBAAR, dg.Failure, dg.RetryRequested):
        raise
    except Exception as fout:
        if text := disk.in_woorden(fout, Paden(Settings().data_dir.resolve()).warehouse):
            raise disk.Schijffout(text).with_traceback(fout.__traceback__) from None
        soort = f"{type(fout).__module__}.{type(fout).__qualname__}".removeprefix("builtins.")
        withheld = StapMislukt(f"{soort}; de melding blijft weg, want die kan een celwaarde bevatten.")
        raise withheld.with_traceback(fout.__traceback__) from None


def in_woorden(error: SerializableErrorInfo | None) -> str:
    """What went wrong: in words where it was written for people, else the name of the error."""
    cause = error.cause or error if error else None
    if cause is None:
        return "onbekend"
    if cause.cls_name in {c.__name__ for c in (dg.Failure, *LEESBAAR)}:
        return cause.message.strip().partition(": ")[2] or cause.message.strip()
    return cause.cls_name or "onbekend"
