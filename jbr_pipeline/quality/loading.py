"""Imports Great Expectations, without what only expectations that are not used here need."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import LazyLoader, find_spec, module_from_spec

ONGEBRUIKT = "scipy.stats"
"""A quarter of the import, for expectations about distributions."""


@cache
def load() -> None:
    """Import it once per process; takes seconds, so only called where a suite is about to be made.

    The statistics are there all the same: they load as soon as something of them is asked.
    """
    if ONGEBRUIKT not in sys.modules and (spec := find_spec(ONGEBRUIKT)) and spec.loader:
        spec.loader = LazyLoader(spec.loader)
        later = module_from_spec(spec)
        sys.modules[ONGEBRUIKT] = later
        spec.loader.exec_module(later)
        package, _, name = ONGEBRUIKT.rpartition(".")
        setattr(sys.modules[package], name, later)
    import great_expectations  # noqa: F401
