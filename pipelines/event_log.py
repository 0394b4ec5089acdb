"""Where Dagster keeps what happened in its runs: in SQLite, as by default, but with connections that stay open.

Here: only that. By default, Dagster opens a connection and compiles each statement again for every event it writes or
looks up. That took half the time of a night without news.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from dagster._core.storage.event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.event import listen


class EventLog(SqliteEventLogStorage):
    """Dagster's event log, which keeps an engine for each of its files."""

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]) -> Self:
        """Return the log below DAGSTER_HOME, in the folder in which Dagster keeps it by default."""
        return cls(str(Path(config_value["base_dir"]) / "history" / "runs"), inst_data)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        if shard not in self._engines:
            with super()._connect(shard):
                pass  # Dagster has now made what was missing
            timeout = {"timeout": SQLITE_BUSY_TIMEOUT_SECONDS}
            engine = create_engine(self.conn_string_for_shard(shard), connect_args=timeout)
            listen(engine, "connect", _write_without_waiting)
            self._engines[shard] = engine
        with self._engines[shard].begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the files."""
        super().dispose()
        for engine in self._engines.values():
            engine.dispose()


def _write_without_waiting(connection: sqlite3.Connection, _record: object) -> None:
    """Let the disk write when it likes: a power cut may lose the last events, but can't damage the log.

    This holds because Dagster keeps the log in write-ahead mode (https://sqlite.org/pragma.html#pragma_synchronous).
    """
    connection.execute("pragma synchronous = normal")
