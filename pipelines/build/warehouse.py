"""The build database: opened by one writer at a time, never by a reader.

Here: the connection, its macros and its memory, and where everything is in the warehouse folder. `landing` and
`sql_table` fill the database.
"""

import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
from duckdb_extensions import import_extension

from pipelines import ROOT
from pipelines.build.cell_text import fold_lines, fold_text
from pipelines.build.damage import damage_named
from pipelines.build.permissions import close_to_others
from pipelines.build.statement import text

SQL = ROOT / "sql"

#: How much memory a load may use before it spills to (encrypted) temporary files.
MEMORY_LIMIT = "1GB"

#: What to do if the build database is damaged: all that it holds is made again.
_LOAD_AGAIN = "Delete it and run hatecrime nightly: every delivery is read again, and every id stays the same."

#: How long a command waits for a database: longer than `hatecrime status` ever holds it.
PATIENCE_SECONDS = 3


class WarehouseBusy(Exception):
    """Another process holds the build database or the vault."""

    def __init__(self, message: str, process: int | None = None) -> None:
        """Take the message, and the number of the process if it is known."""
        super().__init__(message)
        self.process = process


@dataclass(frozen=True)
class Warehouse:
    """Where each thing is in the warehouse folder."""

    home: Path

    @property
    def build(self) -> Path:
        """The database being built."""
        return self.home / "build.duckdb"

    @property
    def vault(self) -> Path:
        """The encrypted database of identities."""
        return self.home / "vault.duckdb"

    @property
    def releases(self) -> Path:
        """The folders of the releases, one for each id."""
        return self.home / "releases"

    @property
    def current(self) -> Path:
        """The symbolic link to the current release."""
        return self.home / "current"

    @property
    def rejected(self) -> Path:
        """What to send back to which agency: personal data, for the data engineer only."""
        return self.home / "rejected"

    @property
    def extracts(self) -> Path:
        """The workbooks being made; a release keeps its own copies."""
        return self.home / ".extracts"

    @property
    def delivered(self) -> Path:
        """The log of what was sent to partners."""
        return self.home / "delivered.csv"

    @property
    def opened(self) -> Path:
        """The note of which process has the build database open for writing."""
        return self.home / ".opened.json"

    @property
    def dagster_home(self) -> Path:
        """Where Dagster keeps its runs and events."""
        return self.home / ".dagster"


def open_build(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Open the build database for writing, with the macros of `sql/0_macros`.

    Raises:
        WarehouseBusy: if another process holds it.
    """
    con = connect(warehouse)
    attach_build(con, warehouse, "")
    con.execute("use build")
    _note_opened(warehouse)
    create_macros(con)
    return con


def connect(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Return a connection that can write encrypted databases, and has none attached yet.

    Extensions are copied from their wheels into the warehouse folder. Temporary tables hold identities while a delivery
    lands, so what spills to disk is encrypted.
    """
    warehouse.home.mkdir(parents=True, exist_ok=True)
    close_to_others(warehouse.home)
    config: dict[str, str | bool | int | float | list[str]] = {
        "extension_directory": str(warehouse.home / ".extensions"),
        # A service may have no HOME, without which DuckDB loads no extension.
        "home_directory": str(warehouse.home),
        "autoinstall_known_extensions": "false",
        "temp_directory": str(warehouse.home / ".spill"),
        "temp_file_encryption": "true",
        "memory_limit": MEMORY_LIMIT,
    }
    con = duckdb.connect(config=config)
    con.execute("set enable_progress_bar = false")  # a log has no room for one
    import_extension("httpfs", con=con)
    con.execute("load httpfs")
    return con


def create_macros(con: duckdb.DuckDBPyConnection) -> None:
    """Create the macros of `sql/0_macros`, for as long as the connection lasts, and the functions that they call."""
    for function in (fold_text, fold_lines):
        con.create_function(function.__name__, function)
    for macros in sorted((SQL / "0_macros").glob("*.sql")):
        con.execute(macros.read_text(encoding="utf-8"))


def read_build(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Open the build database for reading.

    Raises:
        WarehouseBusy: if a load holds it.
    """
    con = duckdb.connect()
    attach_build(con, warehouse, "(read_only)")
    con.execute("use build")
    return con


def attach_build(con: duckdb.DuckDBPyConnection, warehouse: Warehouse, options: str) -> None:
    """Attach the build database as `build`.

    Raises:
        WarehouseBusy: if another process holds it.
        Damaged: if it can't be read any more.
    """
    # The database is attached, never opened first: DuckDB 1.5 can't replay the log of a killed load into the database
    # it opens first (duckdb issue 22124).
    try:
        with damage_named(warehouse.build, _LOAD_AGAIN):
            attach(con, warehouse.build, "build", options)
    except WarehouseBusy as busy:
        con.close()
        raise WarehouseBusy(
            f"Another load is running{_who(warehouse, busy.process)}; nothing was done. Only one writes at a time: "
            f"wait until it ends; to read, use {warehouse.current}.",
            busy.process,
        ) from None
    except BaseException:
        con.close()
        raise


def _note_opened(warehouse: Warehouse) -> None:
    """Note which process has the build database open for writing, and since when, for those it shuts out."""
    opened = {"process": os.getpid(), "since": datetime.now(UTC).isoformat()}
    partial = warehouse.opened.with_suffix(".tmp")
    partial.write_text(json.dumps(opened), encoding="ascii")
    partial.replace(warehouse.opened)


def _who(warehouse: Warehouse, process: int | None) -> str:
    """Return which process has the build database open, and since when if that process noted it."""
    if process is None:
        return ""
    try:
        noted = json.loads(warehouse.opened.read_text(encoding="ascii"))
        since = datetime.fromisoformat(noted["since"]).astimezone()
    except (OSError, ValueError, KeyError, TypeError):
        return f" (process {process})"
    is_known = noted["process"] == process
    return f" (process {process}{f', since {since.day} {since:%B %Y %H:%M}' if is_known else ''})"


def attach(con: duckdb.DuckDBPyConnection, path: Path, name: str, options: str) -> None:
    """Attach a database, once no other process holds it.

    Raises:
        WarehouseBusy: if another process holds it for longer than a command waits.
    """
    given_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            con.execute(f"attach {text(path)} as {name} {options}")
            return
        except duckdb.IOException as error:
            if "lock" not in str(error):
                raise
            if time.monotonic() > given_up:
                found = re.search(r"PID (\d+)", str(error))
                raise WarehouseBusy(
                    f"Another process holds {path}: a load is running, and only one writes at a time. "
                    f"Wait until it ends; to read, use {path.parent / 'current'}.",
                    int(found[1]) if found else None,
                ) from None
        time.sleep(0.2)


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Commit everything that is done within, or none of that."""
    con.execute("begin")
    try:
        yield
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
