"""The pull: writing what is new in an agency's database as an ordinary delivery in `raw/`.

Here: which days to ask for, what to ask for, and the delivery's folder. `source` connects to the database and reads it.
The result lands like any other delivery.
"""

import csv
import json
import os
import shutil
import time
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from pipelines.build.disk import flush_folder
from pipelines.pull.ledger import covered_until, forget_failed_pulls
from pipelines.pull.source import PullFailed, View, connected, look_up, stream
from schemas.contract import Agency, Table

#: Starts the name of a folder that is being written; no delivery's name starts with it.
_PARTIAL = ".pull-"

#: An earlier day is an input error (docs/contracts/README.md, "Reading cells"), so no window begins before this.
_EARLIEST = date(2000, 1, 1)

_ONE_DAY = timedelta(days=1)


class Window(NamedTuple):
    """The first and last recorded date to ask for."""

    first: date
    last: date


def pull(
    con: duckdb.DuckDBPyConnection, raw: Path, agency: Agency, url: str, today: date, settling_seconds: float
) -> str | None:
    """Pull what was recorded since the end of the last window, up to the last complete month, into today's delivery.

    Args:
        con: The build database, in which the deliveries in `raw` have landed.
        raw: The folder with the deliveries.
        agency: The agency whose database it is. A table's view there is `hate_crime_<table>`.
        url: The database's address, as SQLAlchemy writes it.
        today: The day of the delivery.
        settling_seconds: How long a delivery's files must have been unmodified.

    Returns:
        A sentence about the result, or None if nothing was due.

    Raises:
        PullFailed: if the pull can't be done. Nothing is then left in the delivery's folder.
    """
    home = raw / agency.stem
    folder = home / str(today)
    covered, last = covered_until(con, agency), today.replace(day=1) - _ONE_DAY
    try:
        for left_over in home.glob(f"{_PARTIAL}*"):
            shutil.rmtree(left_over)
        if covered is not None and covered >= last:
            forget_failed_pulls(con, agency)
            return None
        if folder.exists():
            return f"The delivery for {today} has already arrived, so nothing was pulled today."
        with connected(url) as database:
            views = {table.name: look_up(database, f"hate_crime_{table.name}") for table in agency.tables}
            first = covered + _ONE_DAY if covered is not None else _first_month(database, agency, views)
            if first is None or first > last:
                forget_failed_pulls(con, agency)
                return None
            rows = _write(database, agency, views, Window(first, last), folder, settling_seconds)
    except (OSError, ValueError, csv.Error) as error:
        raise PullFailed(
            f"the pulled records can't be written ({type(error).__name__}); check that the disk has room and that "
            f"the deliveries' folder {agency.stem} can be written to"
        ) from None
    counts = ", ".join(f"{count:,} rows of {file}" for file, count in rows.items())
    return f"Pulled what was recorded from {first} to {last}: {counts}."


def _first_month(database: Connection, agency: Agency, views: dict[str, View]) -> date | None:
    """Return the first day of the month in which the database's records begin, if it has any."""
    record, day = _records(agency)
    view = views[record.name]
    recorded = view.column(day)
    query = select(func.min(recorded)).where(recorded >= view.day(day, _EARLIEST))
    ((earliest,),) = next(stream(database, query, view.name))
    if earliest is None:
        return None
    try:
        return date.fromisoformat(str(earliest)[:10]).replace(day=1)
    except ValueError:
        raise PullFailed(
            f"the earliest {day} in the view {view.name} is not a date; "
            "ask for the view to give it as a date, or as text like 2017-03-04"
        ) from None


def _write(
    database: Connection,
    agency: Agency,
    views: dict[str, View],
    window: Window,
    folder: Path,
    settling_seconds: float,
) -> dict[str, int]:
    """Write a delivery and return the rows in each file. The folder gets its name once everything is on the disk."""
    partial = folder.with_name(f"{_PARTIAL}{folder.name}")
    try:
        partial.mkdir(parents=True)
        rows = {}
        for table in agency.tables:
            view = views[table.name]
            found = stream(database, _query(agency, table, views, window), view.name)
            rows[table.file] = _write_csv(partial / table.file, view.columns, found)
            if not rows[table.file] and not table.may_be_empty:
                raise PullFailed(
                    f"the view {view.name} has no rows from {window.first} to {window.last}, but some are expected; "
                    "ask for it to be brought up to date"
                )
        manifest = {"recorded_from": str(window.first), "recorded_to": str(window.last), "rows": rows}
        (partial / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        _settle(partial, settling_seconds)
        partial.rename(folder)
        flush_folder(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)  # once the folder has its name, this one no longer exists
    return rows


def _query(agency: Agency, table: Table, views: dict[str, View], window: Window) -> Select[Any]:
    """Return the query for a table's rows: records in the window, or rows that belong to one."""
    record, day = _records(agency)
    records, view = views[record.name], views[table.name]
    recorded: ColumnElement[Any] = records.column(day)
    in_window = and_(recorded >= records.day(day, window.first), recorded < records.day(day, window.last + _ONE_DAY))
    if table.parent is None:
        return select(view.rows).where(in_window)
    key = record.key[0]
    return select(view.rows).where(view.column(key).in_(select(records.column(key)).where(in_window)))


def _records(agency: Agency) -> tuple[Table, str]:
    """Return the agency's table of records, and the column with their dates."""
    return next((table, table.record_date) for table in agency.tables if table.record_date)


def _write_csv(path: Path, header: Sequence[str], chunks: Iterable[Sequence[Sequence[Any]]]) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for chunk in chunks:
            writer.writerows(chunk)
            rows += len(chunk)
    return rows


def _settle(folder: Path, settling_seconds: float) -> None:
    """Make sure a folder is on the disk, and make its files look as old as those in a complete delivery.

    Other new files may still be being written. These are complete when their folder gets its name, and waiting for them
    to settle would leave them for tomorrow's run.
    """
    stamp = time.time() - settling_seconds
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
        os.utime(path, (stamp, stamp))
    flush_folder(folder)
