"""The current release: the symbolic link `current`, switching it in one step, and rolling it back.

Here: the link, and which release a rollback holds back. Releases themselves are in `releases`.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.build.disk import flush_folder
from pipelines.build.warehouse import Warehouse
from pipelines.release.releases import NoSuchRelease, Release, released, releases

#: Names the release that a rollback replaced, so that a night without news does not put it back.
HELD_BACK = ".held_back"


@dataclass(frozen=True)
class HeldBack:
    """A rollback that counts now: the newest release, which it holds back, and since when, in local time."""

    release_id: str
    since: datetime


def current_release(warehouse: Warehouse) -> Release:
    """Return the current release.

    Raises:
        NoSuchRelease: if nothing has been released yet.
    """
    found = [each for each in releases(warehouse) if each.folder.resolve() == warehouse.current.resolve()]
    if not found:
        raise NoSuchRelease(f"Nothing has been released in {warehouse.home} yet; run hatecrime nightly first.")
    return found[0]


def rollback(warehouse: Warehouse, release_id: str) -> Release:
    """Make an earlier release current; the newest is held back until there is a newer one.

    Raises:
        NoSuchRelease: if there is no release with this id.
        Damaged: if it can't be read any more.
    """
    release, newest = released(warehouse, release_id), releases(warehouse)[0]
    _ = release.manifest
    release.open().close()
    held_back = newest.release_id if release != newest else ""
    (warehouse.home / HELD_BACK).write_text(held_back, encoding="ascii")
    switch(warehouse, release.folder)
    return release


def switch(warehouse: Warehouse, folder: Path) -> None:
    """Point `current` to a release, in one step that no reader can see half done."""
    link = warehouse.current.with_name(".current")
    link.unlink(missing_ok=True)
    link.symlink_to(folder.relative_to(warehouse.home))
    link.replace(warehouse.current)
    flush_folder(warehouse.home)


def held_back(warehouse: Warehouse) -> HeldBack | None:
    """Return the rollback that holds back the newest release; None if there is none, or a newer release ended it."""
    note, newest = warehouse.home / HELD_BACK, next(iter(releases(warehouse)), None)
    if newest is None or not note.exists() or note.read_text(encoding="ascii") != newest.release_id:
        return None
    return HeldBack(newest.release_id, datetime.fromtimestamp(note.stat().st_mtime).astimezone())
