"""Giving the vault a new key, all or nothing.

Here: the order of the steps. The new vault is written beside the old one and encrypted in the same way. Its key is on
the disk before the new vault replaces the old one in one step. If this is killed at any instant, either the old vault
and its key are in place, or the new vault and its key. Both keys are kept until the next command opens the vault and
clears up.
"""

import os
from pathlib import Path

import duckdb

from pipelines.build import vault
from pipelines.build.disk import flush_folder
from pipelines.build.sql_table import row_count
from pipelines.build.statement import name
from pipelines.build.vault import KEY_VARIABLE, NEW_KEY_VARIABLE, key_file, make_key, rekeyed
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.landing import ledger


class CannotRekey(Exception):
    """There is no vault, or its new key is not clear."""


def rekey(warehouse: Warehouse) -> None:
    """Encrypt the vault with a new key, while no load runs.

    Raises:
        CannotRekey: if there is no vault yet, or the environment gives its key but no new one.
        VaultLocked: if the vault's key is wrong or lost.
        WarehouseBusy: if a load is running.
    """
    path = warehouse.vault
    if not path.exists():
        raise CannotRekey(f"There is no vault in {warehouse.home} yet; run hatecrime nightly to make one.")
    given = _given_key()
    with open_build(warehouse) as con:
        ledger.create(con)  # if the build was deleted to be made again, the commands that read it find it empty
        with vault.attached(con, path):
            con.execute("checkpoint vault")
            new = given or make_key(key_file(rekeyed(path)))
            _write(con, rekeyed(path), new)
            _switch(path)
        vault.settle(path, new)
        flush_folder(warehouse.home)


def _given_key() -> str | None:
    """Return the new key if the environment gives it; None if the key, and so the new one, is kept in a file."""
    old, new = os.environ.get(KEY_VARIABLE), os.environ.get(NEW_KEY_VARIABLE)
    if old and not new:
        raise CannotRekey(f"{KEY_VARIABLE} gives the vault's key: set {NEW_KEY_VARIABLE} to the new one.")
    if new and not old:
        raise CannotRekey(
            f"The vault's key is kept in a file, and the new key is made there. Unset {NEW_KEY_VARIABLE}, "
            f"or give the present key in {KEY_VARIABLE}."
        )
    if old and old == new:
        raise CannotRekey(f"{NEW_KEY_VARIABLE} is the same key as {KEY_VARIABLE}; set another one.")
    return new


def _write(con: duckdb.DuckDBPyConnection, path: Path, key: str) -> None:
    """Copy the attached vault to a new one, and compare what is then on the disk with the vault."""
    try:
        vault.attach_under(con, path, "rekeyed", key)
        con.execute("copy from database vault to rekeyed; checkpoint rekeyed; detach rekeyed")
        vault.attach_under(con, path, "rekeyed", key)
        is_whole = _rows(con, "rekeyed") == _rows(con, "vault")
        con.execute("detach rekeyed")
    except duckdb.Error as error:
        # DuckDB's message may quote what is copied.
        raise CannotRekey(f"{path} can't be written ({type(error).__name__}); nothing was changed.") from None
    if not is_whole:
        raise CannotRekey(f"{path} is not a full copy of the vault; nothing was changed.")


def _rows(con: duckdb.DuckDBPyConnection, database: str) -> dict[tuple[str, str], int]:
    """Return how many rows each table of a database has."""
    tables = con.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ?", [database]
    ).fetchall()
    return {(schema, table): row_count(con, name(database, schema, table)) for schema, table in tables}


def _switch(path: Path) -> None:
    """Replace the old vault by the new one, whose key, if kept in a file, is already beside it."""
    flush_folder(path.parent)
    rekeyed(path).replace(path)
    flush_folder(path.parent)
