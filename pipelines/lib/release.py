"""Releases: a new folder each time, and one symbolic link that says which is in force.

Here: making a release from what was built, switching to it, listing and rolling back. A reader keeps the
release it opened; a crash leaves at most a folder whose name starts with a point, which the next run removes.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipelines.lib import built
from pipelines.lib.delivery import sha256
from pipelines.lib.ledger import Entry
from pipelines.lib.sql_table import SqlTable, create
from pipelines.lib.warehouse import Warehouse, quoted, transaction

DATABASE = "hatecrime.duckdb"
MANIFEST = "manifest.json"

#: Names the release that a rollback took out of force, so that a night without news does not put it back.
HELD_BACK = ".held_back"

#: So that clients older than the one that wrote it can open the database.
STORAGE_VERSION = "v1.0.0"


class NoSuchRelease(Exception):
    """A release is asked for that is not there."""


@dataclass(frozen=True)
class Release:
    """A released folder."""

    release_id: str
    folder: Path
    manifest: dict[str, Any]

    @property
    def database(self) -> Path:
        """The database analysts open."""
        return self.folder / DATABASE


def releases(warehouse: Warehouse) -> list[Release]:
    """Return the releases, newest first."""
    if not warehouse.releases.is_dir():
        return []
    folders = (path for path in warehouse.releases.iterdir() if (path / MANIFEST).exists())
    newest_first = sorted(
        (path for path in folders if not path.name.startswith(".")), key=lambda path: path.name, reverse=True
    )
    return [
        Release(path.name, path, json.loads((path / MANIFEST).read_text(encoding="utf-8"))) for path in newest_first
    ]


def current_release(warehouse: Warehouse) -> Release:
    """Return the release in force.

    Raises:
        NoSuchRelease: if nothing was released yet.
    """
    found = [each for each in releases(warehouse) if each.folder.resolve() == warehouse.current.resolve()]
    if not found:
        raise NoSuchRelease(f"Nothing has been released in {warehouse.home} yet; run hatecrime nightly first.")
    return found[0]


def publish(
    con: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    tables: Sequence[SqlTable],
    extracts: Mapping[str, Path],
    refused: Sequence[Entry],
) -> Release | None:
    """Make a release of what was built and switch to it, unless nothing in it would be new.

    Args:
        con: The build database; every check has passed.
        warehouse: Where releases lie.
        tables: The tables to publish.
        extracts: Each partner's workbook.
        refused: The refusals that stand, for the manifest.

    Returns:
        The release, or None where the newest release was made of the same.
    """
    inputs = _inputs(con, tables, extracts)
    _remove_unfinished(warehouse)
    newest = next(iter(releases(warehouse)), None)
    if newest is not None and newest.manifest["inputs"] == inputs:
        if _held_back(warehouse) != newest.release_id:
            switch(warehouse, newest.folder)  # heals a run that was killed just before it switched
        return None
    release_id = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    partial = warehouse.releases / f".{release_id}"
    partial.mkdir(parents=True)
    _write_database(con, partial / DATABASE, tables)
    for partner, workbook in extracts.items():
        folder = partial / "extracts" / partner
        folder.mkdir(parents=True)
        shutil.copy2(workbook, folder / workbook.name)
    manifest = {
        "release_id": release_id,
        "inputs": inputs,
        "code_version": built.code_version(),
        "deliveries": _deliveries(con),
        "refused": [
            {
                "agency": each.agency,
                "delivery_date": str(each.delivery_date),
                "file": each.file,
                "reason": each.reason,
            }
            for each in refused
        ],
        "tables": {table.full_name: built.rows_made(con, table.full_name) for table in tables},
        "files": {
            str(path.relative_to(partial)): sha256(path) for path in sorted(partial.rglob("*")) if path.is_file()
        },
    }
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    _flush(partial)
    folder = partial.rename(warehouse.releases / release_id)
    switch(warehouse, folder)
    return Release(release_id, folder, manifest)


def rollback(warehouse: Warehouse, release_id: str) -> Release:
    """Put an earlier release in force; the newest is held back until there is a newer one.

    Raises:
        NoSuchRelease: if there is none of this id.
    """
    known = releases(warehouse)
    for release in known:
        if release.release_id == release_id:
            held_back = known[0].release_id if release != known[0] else ""
            (warehouse.home / HELD_BACK).write_text(held_back, encoding="ascii")
            switch(warehouse, release.folder)
            return release
    raise NoSuchRelease(f"There is no release {release_id}; hatecrime releases lists them.")


def switch(warehouse: Warehouse, folder: Path) -> None:
    """Point `current` at a release, in one step that no reader can see half done."""
    link = warehouse.current.with_name(".current")
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(warehouse.home))
    link.replace(warehouse.current)
    _flush_folder(warehouse.home)


def _held_back(warehouse: Warehouse) -> str:
    note = warehouse.home / HELD_BACK
    return note.read_text(encoding="ascii") if note.exists() else ""


def _inputs(con: duckdb.DuckDBPyConnection, tables: Sequence[SqlTable], extracts: Mapping[str, Path]) -> str:
    made = built.fingerprints(con)
    ledger = built.sources(con, {})["audit.delivery"]
    names = [*(table.full_name for table in tables), *(f"extract.{partner}" for partner in extracts)]
    return built.fingerprint(ledger, *(f"{name} {made[name]}" for name in sorted(names)))


def _write_database(con: duckdb.DuckDBPyConnection, path: Path, tables: Sequence[SqlTable]) -> None:
    con.execute(f"attach {quoted(path)} as release (storage_version '{STORAGE_VERSION}')")
    try:
        with transaction(con):
            con.execute("create schema release.audit")
            con.execute("create table release.audit.delivery as from audit.delivery order by all")
            for table in tables:
                con.execute(f"create schema if not exists release.{table.schema}")
                create(con, table, f"from {table.full_name} order by {', '.join(table.header.grain)}", "release")
    finally:
        con.execute("detach release")


def _deliveries(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    rows = con.execute("""
        select agency, delivery_date, file, revision, status, sha256
        from audit.delivery
        qualify revision = max(revision) over (partition by agency, delivery_date)
        order by agency, delivery_date, file
    """)
    names = [column[0] for column in rows.description]
    return [{**dict(zip(names, row, strict=True)), "delivery_date": str(row[1])} for row in rows.fetchall()]


def _remove_unfinished(warehouse: Warehouse) -> None:
    for path in warehouse.releases.glob(".*") if warehouse.releases.is_dir() else ():
        if path.is_dir():
            shutil.rmtree(path)


def _flush(folder: Path) -> None:
    """Have everything in a folder on the disk before its name is."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _flush_folder(path)
    _flush_folder(folder)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
