"""data.police.uk's deliveries (docs/contracts/police_uk.md).

Here: which downloads there are and which months each holds. Not here: the contents of a month's file (records.py). They
hold no persons and a machine makes them, so nothing in them should be rejected.
"""

from datetime import date
from pathlib import Path

import pandas as pd

from pipelines.sample.county.counties import Counties
from pipelines.sample.county.months import last_of
from pipelines.sample.county.targets import MONTHS
from pipelines.sample.police_uk.places import Points, points
from pipelines.sample.police_uk.records import COLUMNS, outcome_rows, street_rows
from pipelines.sample.truth.files import Truth
from pipelines.sample.writing.files import CsvFile, send
from pipelines.sample.writing.post import Post

#: For each download day, the positions in MONTHS published for the first time, September 2016 to September 2017, and
#: those published again.
DOWNLOADS: dict[date, tuple[range, tuple[int, ...]]] = {
    date(2017, 1, 11): (range(17, 20), ()),
    date(2017, 4, 12): (range(20, 23), (19,)),
    date(2017, 7, 12): (range(23, 26), ()),
    date(2017, 11, 8): (range(26, 30), (24, 25)),
}
#: One download also holds a month's outcomes, which nobody asked for.
WITH_OUTCOMES, OUTCOMES = 23, 40


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write data.police.uk's deliveries and what they say. They are about no person and no incident in the truth."""
    placed = points(counties.lists.rows("district"))
    for sent, (first, again) in DOWNLOADS.items():
        folder = post.folder("police_uk", sent)
        if folder is None:
            continue
        for at in (*again, *first):
            _write_month(counties, folder / f"{MONTHS[at]:%Y-%m}", at, sent, placed, truth)
        send(folder, sent)


def _write_month(counties: Counties, folder: Path, at: int, sent: date, placed: Points, truth: Truth) -> None:
    name, days = f"{MONTHS[at]:%Y-%m}-warwickshire", (MONTHS[at], last_of(MONTHS[at]))
    is_again = at in DOWNLOADS[sent][1]
    truth.sent("police_uk", sent, days)
    with CsvFile(folder / f"{name}-street.csv", COLUMNS) as file:
        for number in range(counties.scale):
            rows = street_rows(counties.seed, number, at, counties.totals[at], placed, is_again=is_again)
            file.write(rows[[*COLUMNS]])
            truth.held("police_uk", "street", sent, _held(rows, days[0]))
            if at == WITH_OUTCOMES and number == 0:
                outcomes = outcome_rows(rows[[*COLUMNS]], OUTCOMES)
                with CsvFile(folder / f"{name}-outcomes.csv", [*outcomes.columns]) as other:
                    other.write(outcomes)


def _held(rows: pd.DataFrame, month: date) -> pd.DataFrame:
    """Return what a month's rows say; a repeated row counts once."""
    said = pd.DataFrame(
        {
            "record_ref": rows.record_ref,
            "is_sound": True,
            "recorded_date": pd.Timestamp(month),
            "district_code": rows.district_code,
            "crime_type": rows["Crime type"],
        }
    )
    return said.drop_duplicates("record_ref")
