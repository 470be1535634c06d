"""Metrics that Great Expectations lacks for DuckDB, or computes in a way that does not suit our tables.

They take the place of its own for the whole process, which is right as long as this room is the only one that
uses it. How a result is read belongs in `run`, what is asked in `suite`.
"""

# ruff: noqa: ARG002, N805 - the signatures are those of Great Expectations

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import sqlalchemy as sa


@cache
def register_metrics() -> None:
    """Teach Great Expectations, once per process, what it cannot do on DuckDB or should not do with our rows."""
    # Its modules re-export without saying so, which a type checker rejects; hence by name.
    engine = import_module("great_expectations.execution_engine").SqlAlchemyExecutionEngine
    metrics = import_module("great_expectations.expectations.metrics")
    partials = import_module(f"{metrics.__name__}.map_metric_provider")
    queries = import_module(f"{metrics.__name__}.query_metrics")
    column_condition = partials.column_condition_partial(engine=engine)
    columns_function = import_module(f"{partials.__name__}.multicolumn_function_partial").multicolumn_function_partial(
        engine=engine
    )
    value = import_module(f"{metrics.__name__}.metric_provider").metric_value(engine=engine)

    # Great Expectations registers a metric when its class is made, in the place of the one it inherits from.
    class _MatchRegex(metrics.ColumnValuesMatchRegex):  # type: ignore[name-defined,misc]
        @column_condition  # type: ignore[untyped-decorator]
        def _sqlalchemy(cls, column: Any, regex: str, **kwargs: Any) -> Any:
            return sa.func.regexp_matches(column, regex)

    class _CompoundColumnsUnique(metrics.CompoundColumnsUnique):  # type: ignore[name-defined,misc]
        """The original joins the whole table to all its keys, which takes most of the time of a suite."""

        @columns_function  # type: ignore[untyped-decorator]
        def _sqlalchemy_function(self, column_list: list[Any], **kwargs: Any) -> Any:
            return _colliding_rows(column_list, kwargs["_table"])

    class _NoRows(queries.UnexpectedRowsQueryTable):  # type: ignore[name-defined,misc]
        """The rows that a query finds are counted elsewhere and shown nowhere, so they are not fetched."""

        @value  # type: ignore[untyped-decorator]
        def _sqlalchemy(cls, **kwargs: Any) -> list[dict[str, Any]]:
            return []


def _colliding_rows(columns: list[Any], table: Any) -> Any:
    """The rows of `table` whose hash of `columns` occurs more than once, with `_num_rows`, how often they do.

    A row that is left out is the only one with its key, so whoever counts collisions misses nothing.
    """
    sleutelhash = sa.func.hash(*columns)
    suspect = sa.select(sleutelhash).select_from(table).group_by(sleutelhash).having(sa.func.count() > 1)
    number = sa.func.count().over(partition_by=columns).label("_num_rows")
    return sa.select(*columns, number).select_from(table).where(sleutelhash.in_(suspect)).subquery()
