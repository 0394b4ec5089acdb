"""What lies under `raw/` and is not read: in no agency's folder, no delivery, or no file of one.

Here: each named, with what to do about it, for the engineer's eyes. Whatever its name is, it is not read.
"""

import difflib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from pipelines.files.codes import spelling_key
from pipelines.landing.delivery import UNFINISHED, closed, day_of, is_folder
from pipelines.landing.ledger import Entry
from schemas.contract import Agency

#: What may lie in `raw/` beside the agencies' folders.
_OURS = ("README.md", "reference")

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\D?(?P<month>\d\d?)\D?(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)\D(?P<month>\d\d?)\D(?P<year>\d{4})(?!\d)")
_FOR_EXAMPLE = date(2017, 9, 3)


def strays(raw: Path, agencies: Sequence[Agency]) -> list[str]:
    """Return a sentence for everything under `raw/` that is no delivery; hidden files are nobody's."""
    stems = {agency.stem for agency in agencies}
    found = []
    for path in _visible(raw):
        if path.name in stems and is_folder(path) and closed(path):
            found.append(f"{_shown(raw, path)} is closed to the load, so its deliveries wait: let it be read")
        elif path.name in stems and is_folder(path):
            found += [f"{_shown(raw, inner)} {why}" for inner in _visible(path) if (why := _no_delivery(inner))]
        elif path.name not in _OURS:
            found.append(f"{_shown(raw, path)} belongs to no agency: {_whose(raw, path, agencies)}")
    return found


def unread(raw: Path, entries: Iterable[Entry]) -> list[str]:
    """Return a sentence for every file of the deliveries entered that no contract names."""
    return [
        f"{_shown(raw, raw / entry.agency / str(entry.delivery_date) / entry.file)} is named by no contract: "
        "take it away, or say what it is"
        for entry in entries
        if not entry.is_contracted
    ]


def _whose(raw: Path, path: Path, agencies: Sequence[Agency]) -> str:
    if not is_folder(path):
        return f"put it into a delivery, as {raw.name}/<agency>/{_FOR_EXAMPLE}/"
    names = {spelling_key(name): agency.stem for agency in agencies for name in (agency.title, agency.stem)}
    names["reference"] = "reference"
    near = difflib.get_close_matches(spelling_key(path.name), names, n=1)
    if near:
        return f"did you mean {raw.name}/{names[near[0]]}?"
    return f"the agencies' folders are {', '.join(agency.stem for agency in agencies)}"


def _no_delivery(path: Path) -> str | None:
    """Say why a path in an agency's folder is no delivery and what to do, or None where it is one."""
    if not is_folder(path):
        return f"is in no delivery: put it into a folder named by the day it was sent, as {_FOR_EXAMPLE}"
    if path.name.lower().endswith(UNFINISHED):
        return f"is still being written, or was left so: when it is whole, name it as {_likely_day(path.name)}"
    day = day_of(path)
    if day is None:
        return f"is no delivery: name the folder by the day it was sent, as {_likely_day(path.name)}"
    if day > date.today():
        return "is of a day that has not come, and waits for it: name the folder by the day it was sent"
    return None


def _likely_day(name: str) -> date:
    """Return the day that a name seems to mean, else any for an example."""
    for pattern in (_YEAR_FIRST, _DAY_FIRST):
        if found := pattern.search(name):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
    return _FOR_EXAMPLE


def _visible(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _shown(raw: Path, path: Path) -> str:
    """Return a path as it may be printed, whatever bytes its name is made of."""
    name = os.fsencode(path.relative_to(raw.parent)).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
