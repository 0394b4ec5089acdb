"""The pull: what an agency's database newly holds, written as an ordinary delivery under `raw/`.

Here: since when to ask, what is asked for, and the delivery's folder. How a database is reached and read stands in
`source`; what was pulled lands like any other delivery.
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

#: Begins the name of a folder that is being written; no delivery's does.
_PARTIAL = ".pull-"

#: An earlier day is an error at the door (contracts, "Reading cells"), so no window begins there.
_EARLIEST = date(2000, 1, 1)

_ONE_DAY = timedelta(days=1)


class Window(NamedTuple):
    """The first and last recorded date that is asked for."""

    first: date
    last: date


def pull(
    con: duckdb.DuckDBPyConnection, raw: Path, agency: Agency, url: str, today: date, settling_seconds: float
) -> str | None:
    """Pull what was recorded since the last window's end, up to the last complete month, into today's delivery.

    Args:
        con: The build database, in which the deliveries that lie in `raw` have landed.
        raw: Where deliveries lie.
        agency: Whose database it is; a table's view there is `hate_crime_<table>`.
        url: Where it is, as SQLAlchemy writes it.
        today: The day of the delivery.
        settling_seconds: How long a delivery's files must have lain unmodified.

    Returns:
        What came of it, in a sentence; None where nothing was due.

    Raises:
        PullFailed: if it can't be done. Nothing of the delivery is left then.
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
            return f"A delivery of {today} lies there already, so nothing is pulled today."
        with connected(url) as database:
            views = {table.name: look_up(database, f"hate_crime_{table.name}") for table in agency.tables}
            first = covered + _ONE_DAY if covered is not None else _first_month(database, agency, views)
            if first is None or first > last:
                forget_failed_pulls(con, agency)
                return None
            rows = _write(database, agency, views, Window(first, last), folder, settling_seconds)
    except (OSError, ValueError, csv.Error) as error:
        raise PullFailed(
            f"what it gave can't be written ({type(error).__name__}); see that there is room on the disk and that "
            f"{agency.stem} may be written to where deliveries lie"
        ) from None
    counts = ", ".join(f"{count:,} rows of {file}" for file, count in rows.items())
    return f"Pulled what was recorded from {first} to {last}: {counts}."


def _first_month(database: Connection, agency: Agency, views: dict[str, View]) -> date | None:
    """Return the first day of the month in which the database's records begin, if it holds any."""
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
            f"the earliest {day} of its view {view.name} is not a date; have it given as one, or as 2017-03-04"
        ) from None


def _write(
    database: Connection,
    agency: Agency,
    views: dict[str, View],
    window: Window,
    folder: Path,
    settling_seconds: float,
) -> dict[str, int]:
    """Write a delivery and return the rows of each file; its folder takes its name when all of it is on the disk."""
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
                    f"its view {view.name} holds no row of {window.first} to {window.last}, and rows are due; "
                    "have it brought up to date"
                )
        manifest = {"recorded_from": str(window.first), "recorded_to": str(window.last), "rows": rows}
        (partial / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        _settle(partial, settling_seconds)
        partial.rename(folder)
        flush_folder(folder.parent)
    finally:
        shutil.rmtree(partial, ignore_errors=True)  # there is none once it has its name
    return rows


def _query(agency: Agency, table: Table, views: dict[str, View], window: Window) -> Select[Any]:
    """Return the query for a table's rows: records of the window, or what belongs to one."""
    record, day = _records(agency)
    records, view = views[record.name], views[table.name]
    recorded: ColumnElement[Any] = records.column(day)
    in_window = and_(recorded >= records.day(day, window.first), recorded < records.day(day, window.last + _ONE_DAY))
    if table.parent is None:
        return select(view.rows).where(in_window)
    key = record.key[0]
    return select(view.rows).where(view.column(key).in_(select(records.column(key)).where(in_window)))


def _records(agency: Agency) -> tuple[Table, str]:
    """Return the agency's table of records, and the column that dates them."""
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
    """Have a folder on the disk, and let its files look as old as those of a delivery that is whole.

    A young file may still be being written; these are complete when their folder takes its name, and waiting for
    them to settle would leave them for tomorrow's run.
    """
    stamp = time.time() - settling_seconds
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
        os.utime(path, (stamp, stamp))
    flush_folder(folder)
