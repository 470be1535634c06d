"""Runs the suites on the pipeline's open connection and turns what comes back into neutral outcomes.

Counts go out and nothing else: no cell, no row key and no message of an exception, which may quote a cell.
An expectation that crashed is an outcome of its own, because Great Expectations reports it as bad data.
What an outcome means for a delivery or a Dagster check is decided by the caller.

Great Expectations takes seconds to import and SQLAlchemy a third of one, so both are imported when a suite is run.
"""

from __future__ import annotations

import builtins
import logging
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import duckdb

from jbr_pipeline.contracts.delivery import Aanleveringscontract, Bestandsregel, Ernst, Regel
from jbr_pipeline.quality.rules import identifier
from jbr_pipeline.quality.suite import RULE, expectation_type, file_suite, row_suite

if TYPE_CHECKING:
    from great_expectations import ExpectationSuite

Uitkomst = Literal["geslaagd", "gezakt", "niet uit te voeren"]

_COUNTS_ONLY = {"result_format": "BASIC", "partial_unexpected_count": 0}
_EXCEPTION_LINE = re.compile(r"^(?:\w+\.)*(\w+)(?::|$)", re.MULTILINE)


@dataclass(frozen=True)
class Toetsuitkomst:
    """What came of one rule over all deliveries of a batch.

    `geteld`: how many were looked at, rows for a row rule and deliveries with a value for a file rule;
    `overtredingen`: how many of them break the rule; both 0 when the rule crashed. `kolom` is None for a file
    rule about no column. `toelichting` is Dutch and holds no value from the data. `storing` tells a rule that
    crashed from a file rule that had nothing to judge: both are 'niet uit te voeren'.
    """

    regel: str
    kolom: str | None
    ernst: Ernst
    expectation: str
    geteld: int
    overtredingen: int
    uitkomst: Uitkomst
    toelichting: str
    storing: bool = False


def check_rows(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, bron: str) -> list[Toetsuitkomst]:
    """Judge all row rules of `contract` over the relation `bron` of `con`, in contract order.

    Sees what `con` sees, temp views and uncommitted rows included. A rule that crashes raises nothing, but
    when it crashes on a value DuckDB aborts the transaction that the caller may have open, and the rules after
    it crash too; so rather call this outside one. duckdb.CatalogException when there is no such relation.
    """
    geteld = _row_count(con, bron)
    results = _evaluate(con, row_suite(contract), bron)
    return [_row_outcome(regel, results[regel.naam], geteld) for regel in contract.rijregels]


def check_files(con: duckdb.DuckDBPyConnection, contract: Aanleveringscontract, bron: str) -> list[Toetsuitkomst]:
    """Judge all file rules of `contract` over `bron`, the table of measures per delivery, in contract order.

    A rule for which no delivery has a value is 'niet uit te voeren'. Transactions and errors as in `check_rows`.
    """
    _row_count(con, bron)
    if not contract.bestandsregel:
        return []
    results = _evaluate(con, file_suite(contract), bron)
    return [_file_outcome(regel, results[regel.naam]) for regel in contract.bestandsregel]


def _row_count(con: duckdb.DuckDBPyConnection, bron: str) -> int:
    counted = con.execute(f"select count(*) from {identifier(bron)}").fetchone()
    assert counted is not None
    return int(counted[0])


@dataclass(frozen=True)
class _Result:
    """What Great Expectations says of one rule; `crash` is the name of an exception class, or None."""

    looked_at: int = 0
    broken: int = 0
    crash: str | None = None


def _evaluate(con: duckdb.DuckDBPyConnection, suite: ExpectationSuite, bron: str) -> dict[str, _Result]:
    """The result of every expectation in `suite`, by the name of its rule."""
    names = [str((e.meta or {})[RULE]) for e in suite.expectations]
    try:
        with _quiet():
            evaluated = _validate(con, suite, bron)
    except Exception as error:
        crash = _Result(crash=type(error).__name__)
        return dict.fromkeys(names, crash)
    return {r.expectation_config.meta[RULE]: _read(r) for r in evaluated.results}


def _validate(con: duckdb.DuckDBPyConnection, suite: ExpectationSuite, bron: str) -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import (
        DataContextConfig,
        InMemoryStoreBackendDefaults,
        ProgressBarsConfig,
    )

    from jbr_pipeline.quality.dialect import CONNECTION_STRING, lend
    from jbr_pipeline.quality.metrics import register_metrics

    register_metrics()
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    context: Any = gx.get_context(mode="ephemeral", project_config=config)
    source = context.data_sources.add_sql(
        "pipeline", connection_string=CONNECTION_STRING, kwargs={"creator": lend(con)}
    )
    asset = source.add_table_asset(bron, table_name=bron)
    batch = asset.add_batch_definition_whole_table("alles").get_batch()
    return batch.validate(suite, result_format=_COUNTS_ONLY)


@contextmanager
def _quiet() -> Iterator[None]:
    """Holds back log lines and warnings of the libraries, which quote the data that they stumble on.

    Levels alone would not do: some loggers below these set their own.
    """
    loggers = [logging.getLogger(name) for name in ("great_expectations", "sqlalchemy")]
    before = [(logger.level, logger.propagate, logger.handlers) for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
            logger.propagate, logger.handlers = False, [logging.NullHandler()]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, (level, propagate, handlers) in zip(loggers, before, strict=True):
            logger.setLevel(level)
            logger.propagate, logger.handlers = propagate, handlers


def _read(result: Any) -> _Result:
    if crash := _crash(result.exception_info):
        return _Result(crash=crash)
    counts = result.result
    if "observed_value" in counts:
        return _Result(broken=int(counts["observed_value"]))
    return _Result(
        # A sum over no rows at all is NULL in SQL.
        looked_at=int(counts["element_count"]) - int(counts.get("missing_count") or 0),
        broken=int(counts["unexpected_count"] or 0),
    )


def _crash(info: Mapping[str, Any] | None) -> str | None:
    """The class of the exception in `info`, which is one report or one report per metric; None without one."""
    info = info or {}
    reports = [info] if "raised_exception" in info else [r for r in info.values() if isinstance(r, Mapping)]
    for report in reports:
        if report["raised_exception"]:
            return _exception_class(report["exception_traceback"] or "")
    return None


def _exception_class(traceback: str) -> str:
    """The class of the first exception in `traceback`; only names of real classes, since messages hold values."""
    import great_expectations.exceptions
    import sqlalchemy.exc

    homes = (builtins, duckdb, sqlalchemy.exc, great_expectations.exceptions)
    for name in _EXCEPTION_LINE.findall(traceback):
        if any(_is_exception(getattr(home, name, None)) for home in homes):
            return str(name)
    return "Exception"


def _is_exception(candidate: object) -> bool:
    return isinstance(candidate, type) and issubclass(candidate, Exception)


def _row_outcome(regel: Regel, result: _Result, geteld: int) -> Toetsuitkomst:
    if result.crash:
        return _crashed(regel, result.crash)
    if geteld == 0:
        return _outcome(regel, 0, 0, "geslaagd", "Er waren geen regels om te toetsen.")
    return _judged(regel, geteld, result.broken, "regels")


def _file_outcome(regel: Bestandsregel, result: _Result) -> Toetsuitkomst:
    if result.crash:
        return _crashed(regel, result.crash)
    if result.looked_at == 0:
        return _outcome(regel, 0, 0, "niet uit te voeren", "Voor geen enkele aanlevering is er een waarde.")
    return _judged(regel, result.looked_at, result.broken, "aanleveringen")


def _judged(regel: Regel | Bestandsregel, geteld: int, broken: int, eenheid: str) -> Toetsuitkomst:
    if broken:
        return _outcome(regel, geteld, broken, "gezakt", f"{broken} van {geteld} {eenheid} voldoen niet.")
    return _outcome(regel, geteld, 0, "geslaagd", f"Alle {geteld} {eenheid} voldoen.")


def _crashed(regel: Regel | Bestandsregel, crash: str) -> Toetsuitkomst:
    toelichting = f"De toets kon niet worden uitgevoerd ({crash})."
    return _outcome(regel, 0, 0, "niet uit te voeren", toelichting, storing=True)


def _outcome(
    regel: Regel | Bestandsregel,
    geteld: int,
    overtredingen: int,
    uitkomst: Uitkomst,
    toelichting: str,
    *,
    storing: bool = False,
) -> Toetsuitkomst:
    return Toetsuitkomst(
        regel=regel.naam,
        kolom=regel.kolom,
        ernst=regel.ernst,
        expectation=expectation_type(regel),
        geteld=geteld,
        overtredingen=overtredingen,
        uitkomst=uitkomst,
        toelichting=toelichting,
        storing=storing,
    )
