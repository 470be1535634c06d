"""Measurements of what was promised, each a module with `meet()`; run by hand, no part of the package."""
