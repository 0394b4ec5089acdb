"""Deliveries that wait: for which file, why, since when, and what to do.

Here: what the load leaves for the next run, and the note of when each delivery was first seen to wait. A delivery has
waited since the load first saw it wait or, if that is earlier, since the file it waits for was last changed. The note
is needed for a file that keeps changing, or whose times are all in the future.
"""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipelines.build.warehouse import Warehouse
from pipelines.files.names import is_unfinished
from pipelines.files.paths import closed, is_folder, shown
from pipelines.landing.delivery import Delivery, Hold, day_of, last_change, shut, unfinished
from schemas.contract import Agency

#: A delivery that has waited for longer than this needs somebody to look at it.
PATIENCE = timedelta(days=1)


@dataclass(frozen=True)
class Wait:
    """A delivery that waits, or an agency's folder that can't be opened.

    Attributes:
        name: The delivery's folder, below the folder of deliveries.
        sentence: What it waits for, why, since when and what to do.
        since: Since when it waits, in UTC.
        is_long: Whether it has waited for over a day.
    """

    name: str
    sentence: str
    since: datetime
    is_long: bool


def waits(raw: Path, agencies: Sequence[Agency], settling_seconds: float, warehouse: Warehouse) -> list[Wait]:
    """Return the agencies' deliveries that wait, by agency and day.

    Args:
        raw: The folder of deliveries.
        agencies: The agencies that send.
        settling_seconds: How long a file must have been unchanged.
        warehouse: Where the load notes when it first saw a delivery wait.
    """
    now, noted = time.time(), _noted(warehouse)
    found = []
    for folder, hold in _held(raw, agencies, now, settling_seconds):
        name = _named(folder, raw)
        since = min(hold.changed if hold.changed is not None else now, noted.get(name, now))
        moment = datetime.fromtimestamp(since, UTC)
        found.append(Wait(name, _sentence(raw, name, hold, moment), moment, now - since >= PATIENCE.total_seconds()))
    return found


def note_waits(warehouse: Warehouse, waiting: Sequence[Wait]) -> None:
    """Note since when each delivery waits; those that no longer wait are forgotten."""
    note = _note(warehouse)
    partial = note.with_suffix(".tmp")
    partial.write_text(json.dumps({wait.name: wait.since.timestamp() for wait in waiting}), encoding="utf-8")
    partial.replace(note)


def _held(raw: Path, agencies: Sequence[Agency], now: float, settling_seconds: float) -> Iterator[tuple[Path, Hold]]:
    """Yield each delivery that waits, and what it waits for; a folder that can't be opened stands for what is in it."""
    if closed(raw):
        yield raw, shut(raw, now)
        return
    for home in (raw / agency.stem for agency in agencies):
        if is_folder(home) and closed(home):
            yield home, shut(home, now)
        elif is_folder(home):
            yield from _held_of_agency(home, now, settling_seconds)


def _held_of_agency(home: Path, now: float, settling_seconds: float) -> Iterator[tuple[Path, Hold]]:
    for folder in sorted(home.iterdir()):
        day = day_of(folder)
        if day is not None and day > date.today():
            remedy = "it is read on that day; if the date is wrong, name the folder after the day it was sent"
            yield folder, Hold(folder, "has been dated in the future", remedy, last_change(folder, now))
        elif day is not None:
            if hold := Delivery(home.name, day, folder).hold(now, settling_seconds):
                yield folder, hold
        elif is_folder(folder) and is_unfinished(folder.name):
            yield folder, unfinished(folder, now)


def _sentence(raw: Path, name: str, hold: Hold, since: datetime) -> str:
    local = since.astimezone()
    when = f"{hold.why} since {local.day} {local:%B %Y %H:%M}"
    path = _named(hold.path, raw)
    what = f"waits: it {when}" if path == name else f"waits for {path}, which {when}"
    return f"{name} {what}: {hold.remedy}"


def _named(path: Path, raw: Path) -> str:
    return raw.name if path == raw else shown(path, raw)


def _note(warehouse: Warehouse) -> Path:
    return warehouse.home / ".waiting.json"


def _noted(warehouse: Warehouse) -> Mapping[str, float]:
    """Return when each delivery was first seen to wait; a note that can't be read is as good as none."""
    try:
        noted = json.loads(_note(warehouse).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}
