"""Releases: a new folder each time, and one symbolic link that says which is in force.

Here: listing them, switching from one to another, and rolling back. How one is made stands in `publish`. A
reader keeps the release it opened.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.build.disk import flush_folder
from pipelines.build.warehouse import Warehouse

DATABASE = "hatecrime.duckdb"
DICTIONARY = "dictionary.html"
EXTRACTS = "extracts"
MANIFEST = "manifest.json"

#: Names the release that a rollback took out of force, so that a night without news does not put it back.
HELD_BACK = ".held_back"


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


def released(warehouse: Warehouse, release_id: str) -> Release:
    """Return the release of an id.

    Raises:
        NoSuchRelease: if there is none.
    """
    for release in releases(warehouse):
        if release.release_id == release_id:
            return release
    raise NoSuchRelease(f"There is no release {release_id}; hatecrime releases lists them.")


def rollback(warehouse: Warehouse, release_id: str) -> Release:
    """Put an earlier release in force; the newest is held back until there is a newer one.

    Raises:
        NoSuchRelease: if there is none of this id.
    """
    release, newest = released(warehouse, release_id), releases(warehouse)[0]
    held_back = newest.release_id if release != newest else ""
    (warehouse.home / HELD_BACK).write_text(held_back, encoding="ascii")
    switch(warehouse, release.folder)
    return release


def switch(warehouse: Warehouse, folder: Path) -> None:
    """Point `current` at a release, in one step that no reader can see half done."""
    link = warehouse.current.with_name(".current")
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(warehouse.home))
    link.replace(warehouse.current)
    flush_folder(warehouse.home)


def held_back(warehouse: Warehouse) -> str:
    """Return the id of the release that a rollback took out of force, if there is one."""
    note = warehouse.home / HELD_BACK
    return note.read_text(encoding="ascii") if note.exists() else ""
