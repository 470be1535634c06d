"""The working store and what is published from it: Parquet in the closed zone, one DuckDB file for readers.

Composes `sources`, `quality`, `indicators` and `disclosure` into the steps of a run, as plain functions on
paths. Nothing here knows who calls it: the orchestrator, the command line or a test.
"""
