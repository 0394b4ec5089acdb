"""The current release: the symbolic link `current`, switching it in one step, and rolling it back.

Here: the link, and which release a rollback holds back. Releases themselves are in `releases`.
"""

from pathlib import Path

from pipelines.build.disk import flush_folder
from pipelines.build.warehouse import Warehouse
from pipelines.release.releases import NoSuchRelease, Release, released, releases

#: Names the release that a rollback replaced, so that a night without news does not put it back.
HELD_BACK = ".held_back"


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
    """
    release, newest = released(warehouse, release_id), releases(warehouse)[0]
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


def held_back(warehouse: Warehouse) -> str:
    """Return the id of the release that a rollback holds back, if there is one."""
    note = warehouse.home / HELD_BACK
    return note.read_text(encoding="ascii") if note.exists() else ""
