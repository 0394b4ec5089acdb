"""Reading an agency's own database through SQLAlchemy: its views, streamed as they are.

Here: the connection, the views and the only error they can cause. A driver's own words can contain the password or a
row, so no library's error leaves this module. `pull` decides what to ask for and where to write it.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, Select, bindparam, column, create_engine, inspect, make_url, table
from sqlalchemy.exc import NoSuchModuleError, NoSuchTableError
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.expression import BindParameter, ColumnClause, TableClause
from sqlalchemy.types import Date, DateTime, String, TypeEngine

from pipelines.files.codes import spelling_key

#: The variable with the database's address and the account to use.
URL_VARIABLE = "HATECRIME_POLICE_URL"

#: How many rows are kept in memory.
_CHUNK_ROWS = 5_000

#: Timeouts, so that a dead connection is noticed within minutes. A URL may set others.
_PATIENCE = {"connect_timeout": "30", "keepalives_idle": "60", "keepalives_interval": "15", "keepalives_count": "4"}
_LIBPQ = ("postgresql+psycopg", "postgresql+psycopg2")


class PullFailed(Exception):
    """What could not be pulled and what to do, in plain English, without any address, secret or cell."""


class View(NamedTuple):
    """A view in the database: what can be selected from it, and the types of its columns."""

    rows: TableClause
    types: Mapping[str, TypeEngine[Any]]

    @property
    def name(self) -> str:
        """The view's name in the database."""
        return self.rows.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the view's columns, in the view's order."""
        return tuple(self.types)

    def column(self, name: str) -> ColumnClause[Any]:
        """Return a column by the contract's name for it, ignoring case and punctuation."""
        for own in self.rows.c:
            if spelling_key(own.name) == spelling_key(name):
                return own
        raise PullFailed(f"the view {self.name} has no column {name}; ask for it to be added under that name")

    def day(self, name: str, day: date) -> BindParameter[Any]:
        """Return a day to compare a column with, whether the column is a date, a timestamp or ISO text."""
        if isinstance(self.types[self.column(name).name], (Date, DateTime)):
            return bindparam(None, day, Date())
        return bindparam(None, day.isoformat(), String())


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Open the database, as one snapshot if it supports that.

    Raises:
        PullFailed: if the URL can't be understood, its driver is missing or the database can't be reached.
    """
    engine = _engine(url)
    try:
        with _in_our_words(
            "the database can't be reached",
            f"check that it is up, that this machine may connect, and the address and account in {URL_VARIABLE}",
        ):
            database = engine.connect()
            if engine.dialect.name == "sqlite":
                database.exec_driver_sql("begin")  # its driver doesn't begin a transaction for queries
        try:
            yield database
        finally:
            with suppress(Exception):  # a connection that was cut has nothing left to close
                database.close()
    finally:
        engine.dispose()


def look_up(database: Connection, name: str) -> View:
    """Look up a view, with whatever columns it has.

    Raises:
        PullFailed: if there is no such view.
    """
    what_to_do = "ask for the view to be set up as the contract says, with read access for the account"
    with _in_our_words(f"the view {name} can't be looked up", what_to_do):
        try:
            types = {found["name"]: found["type"] for found in inspect(database).get_columns(name)}
        except NoSuchTableError:
            raise PullFailed(f"the database has no view {name}; {what_to_do}") from None
    # The columns have no type: cells come as the driver gives them, and any faults are found when they land.
    return View(table(name, *map(column, types)), types)


def stream(database: Connection, query: Select[Any], name: str) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield a query's rows from a view in chunks. The server keeps them until they are asked for.

    Raises:
        PullFailed: if the view can't be read to its end.
    """
    rows = 0
    try:
        found = database.execute(query, execution_options={"stream_results": True, "yield_per": _CHUNK_ROWS})
        for chunk in found.partitions():
            rows += len(chunk)
            yield chunk
    except Exception as error:
        raise PullFailed(
            f"reading the view {name} stopped after {rows:,} rows ({_class_name(error)}), and nothing was kept; "
            "check that the database is up and that the account may read the whole view"
        ) from None


def _engine(url: str) -> Engine:
    with _in_our_words(
        f"{URL_VARIABLE} can't be understood",
        "write it as dialect+driver://account:password@host/database, and percent-encode characters such as @ or / "
        "in the password",
    ):
        address = make_url(url.strip())
        try:
            address.get_dialect().import_dbapi()
        except (ImportError, NoSuchModuleError):
            raise PullFailed(
                f"the kind of database or driver that {URL_VARIABLE} names isn't available; check its spelling, "
                "or install the driver's package into .venv"
            ) from None
        if f"{address.get_backend_name()}+{address.get_driver_name()}" in _LIBPQ:
            address = address.set(query={**_PATIENCE, **address.query})
        snapshot = {"isolation_level": "REPEATABLE READ"} if address.get_backend_name() == "postgresql" else {}
        return create_engine(address, poolclass=NullPool, hide_parameters=True, **snapshot)


@contextmanager
def _in_our_words(what: str, what_to_do: str) -> Iterator[None]:
    """Replace any error or warning from a library: say what failed, the error's class, and what to do."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a warning can quote part of the URL
            yield
    except PullFailed:
        raise
    except Exception as error:
        raise PullFailed(f"{what} ({_class_name(error)}); {what_to_do}") from None


def _class_name(error: Exception) -> str:
    """Return the class of an error, or of the driver's error if SQLAlchemy wraps one: that says more."""
    return type(getattr(error, "orig", None) or error).__name__
