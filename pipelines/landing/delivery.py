"""The deliveries in `raw/`: which there are, which are complete, and the hashes of their files.

Here: folders and files, but never what their content means. Nothing in `raw/` is ever changed.
"""

import hashlib
import math
import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pipelines.build.disk import sha256
from pipelines.files.archive import PACKED_FILES
from pipelines.files.names import is_left_by_system, is_unfinished
from pipelines.files.paths import closed, is_file, is_folder, is_listed, stat_of
from pipelines.files.refusal import Refusal
from pipelines.files.similar_name import remedy
from schemas.contract import Agency

#: A file modified more recently than this may still be being written (docs/contracts/README.md, "A delivery").
SETTLING_SECONDS = 60

#: Replaces the hash of a file that can't be read, so that the delivery is looked at again once it can.
UNREADABLE = "unreadable"

#: How far two clocks may differ. A time further in the future than this says nothing about when a file was changed.
CLOCK_ERROR_SECONDS = 60


class WrongSetting(Exception):
    """An environment variable with a value that it can't have."""


class Hold(NamedTuple):
    """What a delivery waits for: a file or folder, why, what to do, and when it was last changed, if its times tell."""

    path: Path
    why: str
    remedy: str
    changed: float | None


@dataclass(frozen=True)
class Delivery:
    """One folder `raw/<agency>/<YYYY-MM-DD>/`, named after the day it was sent."""

    agency: str
    sent_on: date
    folder: Path

    @property
    def delivery_id(self) -> str:
        """The name that every row keeps to show where it came from: `police/2017-09-03`."""
        return f"{self.agency}/{self.sent_on}"

    @cached_property
    def files(self) -> dict[str, Path]:
        """The files in the folder and its subfolders, by path in lower case, or as sent if only the case differs.

        A link counts as a file, wherever it leads: links are never followed into another folder. What a system left
        there, such as `.DS_Store`, is not part of the delivery.
        """
        sent = {_name(path, self.folder): path for path in _paths(self.folder) if is_listed(path)}
        spelt = Counter(name.lower() for name in sent)
        return {name.lower() if spelt[name.lower()] == 1 else name: path for name, path in sent.items()}

    @cached_property
    def hashes(self) -> dict[str, str]:
        """The SHA-256 of each file, by its name in lower case, or `UNREADABLE` if the file can't be read."""
        return {name: UNREADABLE if self._leads_out(path) else _hash(path) for name, path in self.files.items()}

    @property
    def signature(self) -> str:
        """A hash over the files' names, sizes and times, which shows a change without reading them."""
        stats = ((name, stat_of(path)) for name, path in sorted(self.files.items()))
        lines = (f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}" for name, stat in stats if stat is not None)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def file(self, name: str) -> Path:
        """Return a file in the folder, by its name in upper or lower case.

        Raises:
            Refusal: if the file is missing, was sent twice, isn't a file, is a link out of the deliveries, or can't be
                opened.
        """
        found = [path for sent, path in self.files.items() if sent.lower() == name.lower()]
        if len(found) > 1:
            raise Refusal(
                name, "the file was sent twice, under names that differ only in upper and lower case; send one of them"
            )
        if found and self._leads_out(found[0]):
            raise Refusal(name, "it is a link to somewhere outside the deliveries; send the file itself")
        if not (found and is_file(found[0])):
            is_there = any(_name(path, self.folder).lower() == name.lower() for path in _paths(self.folder))
            if kept_out := closed(self.folder):
                raise Refusal(name, f"{kept_out}; send it again")
            if is_there:
                in_its_place = "a folder (or something else) with this name where the file should be"
                raise Refusal(name, f"there is {in_its_place}; send the file")
            if any(sent.lower().endswith(PACKED_FILES) for sent in self.files):
                raise Refusal(name, "the file is missing from the delivery; unpack it here, folders and all")
            raise Refusal(name, f"the file is missing from the delivery; {remedy(name, self.files)}")
        if kept_out := closed(found[0]):
            raise Refusal(name, f"{kept_out}; send it again")
        return found[0]

    def _leads_out(self, path: Path) -> bool:
        """Say whether a path is a link to something outside the agency's deliveries."""
        # realpath, because Path.resolve fails on links that lead to themselves
        return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(self.folder.parent))

    def hold(self, now: float, settling_seconds: float = SETTLING_SECONDS) -> Hold | None:
        """Return what the delivery waits for, or None if it is complete.

        It waits while a name in it is unfinished, a folder in it can't be opened, or a file has just been changed.
        """
        inside = _paths(self.folder)
        files = [path for path in inside if is_listed(path)]
        for path in inside:
            if is_unfinished(path.name):
                return unfinished(path, now)
            if path not in files and is_folder(path) and closed(path):
                return shut(path, now)
        for path in files or [self.folder]:
            changed = last_change(path, now)
            if changed is None:
                remedy = "correct the clock that gave it this time, and touch the file"
                return Hold(path, "has had a time in the future", remedy, changed)
            if changed > now - settling_seconds:
                return Hold(path, "has been changing", "if it goes on for long, find out what changes it", changed)
        return None


def deliveries(raw: Path, agency: Agency, settling_seconds: float = SETTLING_SECONDS) -> Iterator[Delivery]:
    """Yield the agency's complete deliveries, oldest first.

    A folder is left for later while it is still being written, or if its name isn't a day or is a day in the future.
    """
    now = time.time()
    for delivery in _dated(raw, agency):
        if delivery.hold(now, settling_seconds) is None:
            yield delivery


def unsettled(raw: Path, agency: Agency, settling_seconds: float = SETTLING_SECONDS) -> list[str]:
    """Return the ids of the agency's deliveries that are still being written."""
    now = time.time()
    return [each.delivery_id for each in _dated(raw, agency) if each.hold(now, settling_seconds)]


def last_change(path: Path, now: float) -> float | None:
    """Return when a file or folder was last changed, or None if all its times are in the future.

    A sender's clock may be wrong, and its time comes with the file. The time of our own disk says when we got it.
    """
    try:
        stat = path.lstat()
    except OSError:  # it has gone, or been renamed, in the meantime
        return now
    return next((time for time in (stat.st_mtime, stat.st_ctime) if time <= now + CLOCK_ERROR_SECONDS), None)


def unfinished(path: Path, now: float) -> Hold:
    """Return the hold of a file or folder whose name says that it is unfinished."""
    remedy = "if nothing is writing it any more, have it sent again, or remove it"
    return Hold(path, "has been unfinished", remedy, last_change(path, now))


def shut(path: Path, now: float) -> Hold:
    """Return the hold of a folder that can't be opened."""
    return Hold(path, "has been closed to the load", "let the load read it", last_change(path, now))


def settling_seconds() -> float:
    """Return how long a file must have been unmodified: `HATECRIME_SETTLING_SECONDS`, or a minute if that isn't set.

    Raises:
        WrongSetting: if the setting isn't a number of seconds.
    """
    written = os.environ.get("HATECRIME_SETTLING_SECONDS") or SETTLING_SECONDS
    try:
        seconds = float(written)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise WrongSetting(f"HATECRIME_SETTLING_SECONDS is {written!r}, which isn't a number of seconds such as 60")
    return seconds


def _paths(folder: Path) -> list[Path]:
    """Return the files and folders below a folder, without what a system left there."""
    paths = ((path, path.relative_to(folder).parts) for path in folder.rglob("*"))
    return sorted(path for path, parts in paths if not any(map(is_left_by_system, parts)))


def _name(path: Path, folder: Path) -> str:
    """Return a file's path in its delivery as text, whatever bytes are in its name."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "backslashreplace")


def _hash(path: Path) -> str:
    try:
        return sha256(path) if is_file(path) else UNREADABLE
    except OSError:
        return UNREADABLE


def _dated(raw: Path, agency: Agency) -> Iterator[Delivery]:
    """Yield the agency's deliveries up to today. In one dated later, a date in the future would pass as valid."""
    home = raw / agency.stem
    for folder in sorted(home.iterdir()) if home.is_dir() and closed(home) is None else []:
        sent_on = day_of(folder)
        if sent_on is not None and sent_on <= date.today():
            yield Delivery(agency.stem, sent_on, folder)


def day_of(folder: Path) -> date | None:
    """Return the day that a delivery's folder is named after, or None if it isn't a delivery."""
    try:
        day = date.fromisoformat(folder.name)
    except ValueError:
        return None
    return day if is_folder(folder) and day.isoformat() == folder.name else None
