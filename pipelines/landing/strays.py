"""What is in `raw/` but isn't read: it isn't in an agency's folder, isn't a delivery, or isn't a file of a delivery.

Here: naming each one, and what to do about it, for the engineer only. None of them is ever loaded.
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

#: What may be in `raw/` besides the agencies' folders.
_OURS = ("README.md", "reference")

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\D?(?P<month>\d\d?)\D?(?P<day>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?P<day>\d\d?)\D(?P<month>\d\d?)\D(?P<year>\d{4})(?!\d)")
_FOR_EXAMPLE = date(2017, 9, 3)


def strays(raw: Path, agencies: Sequence[Agency]) -> list[str]:
    """Return a sentence for everything in `raw/` that isn't a delivery. Hidden files are left out."""
    stems = {agency.stem for agency in agencies}
    found = []
    for path in _visible(raw):
        if path.name in stems and is_folder(path) and closed(path):
            found.append(f"{_shown(raw, path)} can't be opened, so its deliveries are waiting: let the load read it")
        elif path.name in stems and is_folder(path):
            found += [f"{_shown(raw, inner)} {why}" for inner in _visible(path) if (why := _no_delivery(inner))]
        elif path.name not in _OURS:
            found.append(f"{_shown(raw, path)} doesn't belong to an agency: {_whose(raw, path, agencies)}")
    return found


def unread(raw: Path, entries: Iterable[Entry]) -> list[str]:
    """Return a sentence for every file in the entered deliveries that its agency isn't expected to send."""
    return [
        f"{_shown(raw, raw / entry.agency / str(entry.delivery_date) / entry.file)} "
        "isn't a file this agency is expected to send: remove it, or add it to the agency's contract"
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
    """Say why a path in an agency's folder isn't a delivery and what to do, or return None if it is one."""
    if not is_folder(path):
        return f"isn't in a delivery: put it into a folder named after the day it was sent, such as {_FOR_EXAMPLE}"
    if path.name.lower().endswith(UNFINISHED):
        day_sent = f"name it after the day it was sent, such as {_likely_day(path.name)}"
        return f"is still being written, or was left unfinished: when it is complete, {day_sent}"
    day = day_of(path)
    if day is None:
        return f"isn't a delivery: name the folder after the day it was sent, such as {_likely_day(path.name)}"
    if day > date.today():
        return "is dated in the future, so it waits until then: name the folder after the day it was sent"
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


def _visible(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.iterdir()) if not path.name.startswith("."))


def _shown(raw: Path, path: Path) -> str:
    """Return a path that can be printed, whatever bytes are in its name."""
    name = os.fsencode(path.relative_to(raw.parent)).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
