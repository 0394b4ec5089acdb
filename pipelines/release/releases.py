"""Releases: a new folder each time, and one symbolic link to the current one.

Here: listing them and finding one by its id. The link is in `current`, and `publish` makes releases. A reader keeps the
release it opened.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.build.warehouse import Warehouse

DATABASE = "hatecrime.duckdb"
DICTIONARY = "dictionary.html"
EXTRACTS = "extracts"
MANIFEST = "manifest.json"


class NoSuchRelease(Exception):
    """There is no such release."""


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


def released(warehouse: Warehouse, release_id: str) -> Release:
    """Return the release with an id.

    Raises:
        NoSuchRelease: if there is none.
    """
    for release in releases(warehouse):
        if release.release_id == release_id:
            return release
    raise NoSuchRelease(f"There is no release {release_id}; run hatecrime releases to list them.")
