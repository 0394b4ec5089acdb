"""What is in `raw/` but isn't read: it isn't in an agency's folder, isn't a delivery, or isn't a file of a delivery.

Here: naming each one, and what to do about it, for the engineer only. None of them is ever loaded.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from pipelines.files.archive import PACKED_FILES
from pipelines.files.codes import spelling_key
from pipelines.files.names import is_left_by_system, is_unfinished
from pipelines.files.paths import closed, is_folder, shown
from pipelines.landing.delivery import day_of
from pipelines.landing.ledger import Entry
from schemas.contract import Agency

#: What may be in `raw/` besides the agencies' folders.
_OURS = ("README.md", "reference")

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\D?(?P<month>\d\d?)\D?(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)\D(?P<month>\d\d?)\D(?P<year>\d{4})(?!\d)")
_FOR_EXAMPLE = date(2017, 9, 3)


def strays(raw: Path, agencies: Sequence[Agency]) -> list[str]:
    """Return a sentence for everything in `raw/` that isn't a delivery, doesn't wait and wasn't left by a system."""
    stems = {agency.stem for agency in agencies}
    found = []
    for path in _sent(raw):
        if path.name in stems and is_folder(path):
            found += [f"{shown(inner, raw.parent)} {why}" for inner in _sent(path) if (why := _no_delivery(inner))]
        elif path.name not in _OURS:
            found.append(f"{shown(path, raw.parent)} doesn't belong to an agency: {_whose(raw, path, agencies)}")
    return found


def unread(raw: Path, entries: Iterable[Entry]) -> list[str]:
    """Return a sentence for every file in the entered deliveries that its agency isn't expected to send."""
    return [
        f"{shown(raw / entry.agency / str(entry.delivery_date) / entry.file, raw.parent)} "
        + (
            "is a packed file, so it was not read: unpack it here, folders and all, and remove it"
            if entry.file.lower().endswith(PACKED_FILES)
            else "isn't a file this agency is expected to send: remove it, or add it to the agency's contract"
        )
        for entry in entries
        if not entry.is_contracted
    ]


def _whose(raw: Path, path: Path, agencies: Sequence[Agency]) -> str:
    if not is_folder(path):
        return f"put it into a delivery, such as {raw.name}/<agency>/{_FOR_EXAMPLE}/"
    names = {spelling_key(name): agency.stem for agency in agencies for name in (agency.title, agency.stem)}
    names["reference"] = "reference"
    near = difflib.get_close_matches(spelling_key(path.name), names, n=1)
    if near:
        return f"did you mean {raw.name}/{names[near[0]]}?"
    return f"the agencies' folders are {', '.join(agency.stem for agency in agencies)}"


def _no_delivery(path: Path) -> str | None:
    """Say why a path in an agency's folder is no delivery and what to do, or return None if it is or may become one."""
    if not is_folder(path):
        return f"isn't in a delivery: put it into a folder named after the day it was sent, such as {_FOR_EXAMPLE}"
    if day_of(path) is None and not is_unfinished(path.name):
        return f"isn't a delivery: name the folder after the day it was sent, such as {_likely_day(path.name)}"
    return None


def _likely_day(name: str) -> date:
    """Return the day that a name seems to mean, or an example if it means none."""
    for pattern in (_YEAR_FIRST, _DAY_FIRST):
        if found := pattern.search(name):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                continue
    return _FOR_EXAMPLE


def _sent(folder: Path) -> Iterator[Path]:
    """Yield what is in a folder, without what a system left there; nothing if the folder can't be opened."""
    if closed(folder) is None:
        yield from (path for path in sorted(folder.iterdir()) if not is_left_by_system(path.name))
