"""An agency's own database, read through SQLAlchemy: its views, streamed as they are.

Here: the connection, the views and the one error they can cause. A driver's own words can hold the password or a
row, so no error of a library leaves this module. What is asked for, and where it is written, stands in `pull`.
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

#: What says where the database is, and as whom to ask it.
URL_VARIABLE = "HATECRIME_POLICE_URL"

#: How many rows are held in memory.
_CHUNK_ROWS = 5_000

#: So that a line which goes dead is noticed within minutes; a URL may say otherwise.
_PATIENCE = {"connect_timeout": "30", "keepalives_idle": "60", "keepalives_interval": "15", "keepalives_count": "4"}
_LIBPQ = ("postgresql+psycopg", "postgresql+psycopg2")


class PullFailed(Exception):
    """What could not be pulled, and what to do: plain English, without address, secret or cell."""


class View(NamedTuple):
    """A view of the database: what can be selected of it, and the types its columns have there."""

    rows: TableClause
    types: Mapping[str, TypeEngine[Any]]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.rows.name

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in its order."""
        return tuple(self.types)

    def column(self, name: str) -> ColumnClause[Any]:
        """Return a column by the contract's name for it, without regard to case or punctuation."""
        for own in self.rows.c:
            if spelling_key(own.name) == spelling_key(name):
                return own
        raise PullFailed(f"its view {self.name} has no column {name}; have it put there as the contract names it")

    def day(self, name: str, day: date) -> BindParameter[Any]:
        """Return a day to compare a column with, be that a date, a timestamp or ISO text."""
        if isinstance(self.types[self.column(name).name], (Date, DateTime)):
            return bindparam(None, day, Date())
        return bindparam(None, day.isoformat(), String())


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """Open the database: one snapshot of it, where it can give one.

    Raises:
        PullFailed: if the URL can't be understood, its driver is missing or the database can't be reached.
    """
    engine = _engine(url)
    try:
        with _in_our_words(
            "it can't be reached",
            f"check that it is up, that this machine may connect, and the address and account in {URL_VARIABLE}",
        ):
            database = engine.connect()
            if engine.dialect.name == "sqlite":
                database.exec_driver_sql("begin")  # its driver begins none for queries alone
        try:
            yield database
        finally:
            with suppress(Exception):  # of a connection that was cut, nothing is left to close
                database.close()
    finally:
        engine.dispose()


def look_up(database: Connection, name: str) -> View:
    """Look a view up, with whatever columns it has.

    Raises:
        PullFailed: if it is not there.
    """
    what_to_do = "have it made as the contract says, and let the account read it"
    with _in_our_words(f"its view {name} can't be looked up", what_to_do):
        try:
            types = {found["name"]: found["type"] for found in inspect(database).get_columns(name)}
        except NoSuchTableError:
            raise PullFailed(f"it has no view {name}; {what_to_do}") from None
    # Columns of no type: cells come as the driver gives them, and what is wrong with them is found at landing.
    return View(table(name, *map(column, types)), types)


def stream(database: Connection, query: Select[Any], name: str) -> Iterator[Sequence[Sequence[Any]]]:
    """Yield the rows of a query on a view, a chunk at a time, held on the server until they are asked for.

    Raises:
        PullFailed: if the view can't be read, or not to its end.
    """
    rows = 0
    try:
        found = database.execute(query, execution_options={"stream_results": True, "yield_per": _CHUNK_ROWS})
        for chunk in found.partitions():
            rows += len(chunk)
            yield chunk
    except Exception as error:
        raise PullFailed(
            f"reading its view {name} ended after {rows:,} rows ({_class_name(error)}), and nothing was kept; "
            "check that it is up and that the account may read the whole view"
        ) from None


def _engine(url: str) -> Engine:
    with _in_our_words(
        f"{URL_VARIABLE} can't be understood",
        "write it as dialect+driver://account:password@host/database, signs such as @ or / in the password "
        "percent-encoded",
    ):
        address = make_url(url.strip())
        try:
            address.get_dialect().import_dbapi()
        except (ImportError, NoSuchModuleError):
            raise PullFailed(
                f"the kind of database or driver that {URL_VARIABLE} names is not known here; check how it is spelt, "
                "or install the driver's package into .venv"
            ) from None
        if f"{address.get_backend_name()}+{address.get_driver_name()}" in _LIBPQ:
            address = address.set(query={**_PATIENCE, **address.query})
        snapshot = {"isolation_level": "REPEATABLE READ"} if address.get_backend_name() == "postgresql" else {}
        return create_engine(address, poolclass=NullPool, hide_parameters=True, **snapshot)


@contextmanager
def _in_our_words(what: str, what_to_do: str) -> Iterator[None]:
    """Let no error or warning of a library through: say what failed, the error's class, and what to do."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a warning can quote a part of the URL
            yield
    except PullFailed:
        raise
    except Exception as error:
        raise PullFailed(f"{what} ({_class_name(error)}); {what_to_do}") from None


def _class_name(error: Exception) -> str:
    """Return the name of a driver's error, where SQLAlchemy wraps one: it says more."""
    return type(getattr(error, "orig", None) or error).__name__
