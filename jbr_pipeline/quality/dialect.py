"""A SQLAlchemy dialect on the pipeline's own open DuckDB connection.

Great Expectations hands a connection back before it fetches, which loses the result in the public DuckDB
dialect; and a second connection to the same file would neither see temp views and uncommitted rows nor be
allowed next to ours. Here every result is read at once and begin, commit and rollback do nothing: transactions
are the caller's. Only what Great Expectations asks is supported; this is no dialect for general use. What Great
Expectations itself lacks for DuckDB belongs in `metrics`.
"""

# ruff: noqa: ARG002, ARG003 - the signatures are SQLAlchemy's

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import duckdb
import sqlalchemy as sa
from sqlalchemy.dialects import registry
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.pool import Pool, StaticPool
from sqlalchemy.sql.compiler import IdentifierPreparer

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy.engine import URL, Connection
    from sqlalchemy.engine.interfaces import (
        ReflectedColumn,
        ReflectedForeignKeyConstraint,
        ReflectedIndex,
        ReflectedPrimaryKeyConstraint,
    )

DRIVER = "jbr"
CONNECTION_STRING = f"duckdb+{DRIVER}://"

_TYPES: dict[str, type[sa.types.TypeEngine[Any]]] = {
    "BIGINT": sa.BigInteger,
    "BOOLEAN": sa.Boolean,
    "DATE": sa.Date,
    "DOUBLE": sa.Double,
    "HUGEINT": sa.BigInteger,
    "INTEGER": sa.Integer,
    "TIMESTAMP": sa.DateTime,
    "VARCHAR": sa.String,
}
_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")


def lend(con: duckdb.DuckDBPyConnection) -> Callable[[], _LentConnection]:
    """A `creator` for SQLAlchemy that lends out `con`; the borrower can neither close it nor end a transaction."""
    return lambda: _LentConnection(con)


class _LentConnection:
    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def cursor(self) -> _Cursor:
        return _Cursor(self._con)

    def commit(self) -> None:
        pass

    def rollback(self) -> None:
        pass

    def close(self) -> None:
        pass


class _Cursor:
    """Holds the whole result from the moment of execution; results are counts and column lists, so small."""

    arraysize = 1
    rowcount = -1

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._rows: list[tuple[Any, ...]] = []
        self.description: list[tuple[Any, ...]] | None = None

    def execute(self, sql: str, parameters: Sequence[object] = ()) -> None:
        self._con.execute(sql, list(parameters) or None)
        self.description = self._con.description
        self._rows = self._con.fetchall() if self.description else []

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[tuple[Any, ...]]:
        size = size or self.arraysize
        taken, self._rows = self._rows[:size], self._rows[size:]
        return taken

    def fetchall(self) -> list[tuple[Any, ...]]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []


class _AlwaysQuoted(IdentifierPreparer):
    """DuckDB reserves words that SQLAlchemy does not know, and Great Expectations asks for bare table names."""

    def quote(self, ident: str, force: Any = None) -> str:
        return self.quote_identifier(ident)


class DuckDBDialect(DefaultDialect):
    """What Great Expectations needs to know of DuckDB."""

    name = "duckdb"
    driver = DRIVER
    preparer = _AlwaysQuoted
    default_paramstyle = "qmark"
    default_schema_name = "main"
    div_is_floordiv = False
    max_identifier_length = 255
    supports_native_boolean = True
    supports_native_decimal = True
    # Statements differ by their literals here, so a cache of them would only grow.
    supports_statement_cache = False

    @classmethod
    def import_dbapi(cls) -> ModuleType:
        return duckdb

    @classmethod
    def get_pool_class(cls, url: URL) -> type[Pool]:
        return StaticPool

    def initialize(self, connection: Connection) -> None:
        """Asks nothing: the default would probe for a server version and an isolation level."""

    def do_begin(self, dbapi_connection: Any) -> None:
        pass

    def do_commit(self, dbapi_connection: Any) -> None:
        pass

    def do_rollback(self, dbapi_connection: Any) -> None:
        pass

    def has_table(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> bool:
        # A look in the catalogue, since asking for a table that is not there could abort the transaction.
        names = {*self.get_table_names(connection, schema), *self.get_view_names(connection, schema)}
        return table_name in names

    def get_table_names(
        self,
        connection: Connection,
        schema: str | None = None,
        **kw: Any,
    ) -> list[str]:
        asked = sa.text("select distinct table_name from duckdb_tables() where schema_name = :schema")
        return list(connection.scalars(asked, {"schema": schema or self.default_schema_name}))

    def get_view_names(
        self,
        connection: Connection,
        schema: str | None = None,
        **kw: Any,
    ) -> list[str]:
        asked = sa.text("select distinct view_name from duckdb_views() where schema_name = :schema")
        return list(connection.scalars(asked, {"schema": schema or self.default_schema_name}))

    def get_schema_names(self, connection: Connection, **kw: Any) -> list[str]:
        return list(connection.scalars(sa.text("select distinct schema_name from duckdb_schemas()")))

    def get_columns(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> list[ReflectedColumn]:
        # Not from the catalogue: there a temp view and a table of the same name would both answer.
        relation = self.identifier_preparer.format_table(sa.table(table_name, schema=schema))
        described = connection.exec_driver_sql(f"describe {relation}")
        return [
            {"name": name, "type": _sqlalchemy_type(sql_type), "nullable": True, "default": None}
            for name, sql_type, *_ in described
        ]

    def get_pk_constraint(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> ReflectedPrimaryKeyConstraint:
        return {"constrained_columns": [], "name": None}

    def get_foreign_keys(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> list[ReflectedForeignKeyConstraint]:
        return []

    def get_indexes(
        self,
        connection: Connection,
        table_name: str,
        schema: str | None = None,
        **kw: Any,
    ) -> list[ReflectedIndex]:
        return []


def _sqlalchemy_type(sql_type: str) -> sa.types.TypeEngine[Any]:
    if found := _DECIMAL.fullmatch(sql_type):
        return sa.Numeric(int(found[1]), int(found[2]))
    return _TYPES.get(sql_type, sa.types.NullType)()


registry.register(f"duckdb.{DRIVER}", __name__, DuckDBDialect.__name__)
