"""Dagster's own SQLite storage, with its event log kept open.

Dagster opens and closes a database three to five times for every event, and SQLite puts all of it on disk at each
close. A run has a thousand events, most of them of asset checks; kept open they take a sixth of the time. Dagster also
forgets, with a run, which partitions it materialised last, and keeps the checks of a run that is gone; here it is the
other way round. Tables, files and queries are Dagster's, so that the storage can be exchanged for Dagster's own in
`dagster.yaml` at any time. What is in the events belongs in the assets and checks, which runs go in `tidying`.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from dagster import DagsterEventType
from dagster._core.events.log import EventLogEntry
from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.event_log.schema import (
    AssetCheckExecutionsTable,
    AssetEventTagsTable,
    SqlEventLogStorageTable,
)
from dagster._core.storage.sql import create_engine
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._core.storage.sqlite_storage import DagsterSqliteStorage
from dagster._serdes import ConfigurableClassData
from sqlalchemy import and_, delete, event, exists, not_, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlalchemy.sql.elements import ColumnElement

OPEN_HOOGSTENS = 4
"""Databases kept open at once: the index over all runs, and the runs that were used last."""


class Storage(DagsterSqliteStorage):
    """Runs, schedules and events in SQLite below `base_dir`, as `dagster.yaml` names it."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        Path(base_dir).mkdir(parents=True, exist_ok=True)
        # Of two processes that make the tables at once, Dagster lets one fail.
        with Path(base_dir, ".slot").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            super().__init__(base_dir, inst_data)
            self._event_log_storage = EventLog(str(Path(base_dir, "history", "runs")))

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Storage:
        """As Dagster asks for it; its own would make a storage of its own class."""
        return cls(inst_data=inst_data, **config_value)


class EventLog(SqliteEventLogStorage):
    """The events of every run in a file of its own, and those of assets and checks in the index as well.

    A commit no longer waits for the disk. After a power failure the last events may be missing, never half of one.
    """

    def __init__(self, base_dir: str) -> None:
        self._engines: dict[str, Engine] = {}
        self._tables: set[str] = set()
        super().__init__(base_dir)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engines.pop(shard, None) or self._open(shard)
            self._engines[shard] = engine
            try:
                with engine.connect() as conn, conn.begin():
                    yield conn
            except DBAPIError:
                # The file may have been replaced below us; the next one to ask opens it again.
                self._engines.pop(shard).dispose()
                raise

    def _open(self, shard: str) -> Engine:
        while len(self._engines) >= OPEN_HOOGSTENS:
            self._engines.pop(next(iter(self._engines))).dispose()
        engine = create_engine(
            self.conn_string_for_shard(shard),
            poolclass=StaticPool,
            connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
        )
        event.listen(engine, "connect", _commit_without_waiting)
        if shard not in self._initialized_dbs:
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        return engine

    def store_event(self, event: EventLogEntry) -> None:
        super().store_event(event)
        # Whoever watches a run waits for its file to change, which it does not while it stays open here.
        with suppress(FileNotFoundError):
            os.utime(self.path_for_shard(event.run_id))

    def has_table(self, table_name: str) -> bool:
        """Whether the table is there; asked for every event, and a table that is there stays there."""
        if table_name not in self._tables and super().has_table(table_name):
            self._tables.add(table_name)
        return table_name in self._tables

    def delete_events(self, run_id: str) -> None:
        """Remove what a run said, all but the last materialisation of an asset or partition."""
        gone = _superseded(run_id)
        with self.index_connection() as conn:
            of_these = select(SqlEventLogStorageTable.c.id).where(gone)
            conn.execute(delete(AssetEventTagsTable).where(AssetEventTagsTable.c.event_id.in_(of_these)))
            conn.execute(delete(SqlEventLogStorageTable).where(gone))
            conn.execute(delete(AssetCheckExecutionsTable).where(_checked_again(run_id)))
        self.free_concurrency_slots_for_run(run_id)
        with self._db_lock:
            if engine := self._engines.pop(run_id, None):
                engine.dispose()
            self._initialized_dbs.discard(run_id)
            for ending in ("", "-wal", "-shm"):
                Path(f"{self.path_for_shard(run_id)}{ending}").unlink(missing_ok=True)

    def wipe(self) -> None:
        self._close()
        super().wipe()

    def dispose(self) -> None:
        super().dispose()
        self._close()

    def _close(self) -> None:
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1].dispose()


def _superseded(run_id: str) -> ColumnElement[bool]:
    """The events of the run, without those materialisations after which none of the same came."""
    ours, later = SqlEventLogStorageTable, SqlEventLogStorageTable.alias()
    materialised = ours.c.dagster_event_type == DagsterEventType.ASSET_MATERIALIZATION.value
    again = exists().where(
        later.c.asset_key == ours.c.asset_key,
        later.c.dagster_event_type == ours.c.dagster_event_type,
        later.c.partition.is_not_distinct_from(ours.c.partition),
        later.c.id > ours.c.id,
    )
    return and_(ours.c.run_id == run_id, not_(and_(materialised, not_(again))))


def _checked_again(run_id: str) -> ColumnElement[bool]:
    """The checks of the run that a later run did as well."""
    ours, later = AssetCheckExecutionsTable, AssetCheckExecutionsTable.alias()
    again = exists().where(
        later.c.asset_key == ours.c.asset_key, later.c.check_name == ours.c.check_name, later.c.id > ours.c.id
    )
    return and_(ours.c.run_id == run_id, again)


def _commit_without_waiting(connection: Any, _: object) -> None:
    connection.execute("pragma synchronous = normal")
