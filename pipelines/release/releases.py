"""Releases: a new folder each time, and one symbolic link to the current one.

Here: listing them and finding one by its id. The link is in `current`, and `publish` makes releases. A reader keeps the
release it opened.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipelines.build.damage import damage, damage_named
from pipelines.build.warehouse import Warehouse

DATABASE = "hatecrime.duckdb"
DICTIONARY = "dictionary.html"
EXTRACTS = "extracts"
MANIFEST = "manifest.json"

#: In the manifest of a synthetic release only: the sentence that says so.
NOTICE = "synthetic"


class NoSuchRelease(Exception):
    """There is no such release."""


@dataclass(frozen=True)
class Release:
    """A released folder."""

    release_id: str
    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the release holds and what it was made from.

        Raises:
            Damaged: if the file can't be read any more.
        """
        path = self.folder / MANIFEST
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            manifest = None
        if not isinstance(manifest, dict):
            raise damage(path, self.remedy)
        return manifest

    @property
    def remedy(self) -> str:
        """What to do if a file of the release is damaged."""
        return (
            f"Put the folder of release {self.release_id} back from your backup. If you have none, make an earlier "
            "release current with hatecrime rollback, delete the folder and run hatecrime nightly: it makes a new "
            "release."
        )

    def open(self) -> duckdb.DuckDBPyConnection:
        """Open the release's database for reading, and nothing else.

        Raises:
            Damaged: if it can't be read any more.
        """
        with damage_named(self.database, self.remedy):
            return duckdb.connect(self.database, read_only=True, config={"enable_external_access": "false"})

    @property
    def database(self) -> Path:
        """The database analysts open."""
        return self.folder / DATABASE

    @property
    def notice(self) -> str:
        """A sentence that says the release is synthetic; nothing for a real one."""
        return str(self.manifest.get(NOTICE, ""))


def releases(warehouse: Warehouse) -> list[Release]:
    """Return the releases, newest first."""
    manifests = sorted(warehouse.releases.glob(f"[!.]*/{MANIFEST}"), reverse=True)
    return [Release(path.parent.name, path.parent) for path in manifests]


def released(warehouse: Warehouse, release_id: str) -> Release:
    """Return the release with an id.

    Raises:
        NoSuchRelease: if there is none.
    """
    for release in releases(warehouse):
        if release.release_id == release_id:
            return release
    raise NoSuchRelease(f"There is no release {release_id}; run hatecrime releases to list them.")
