"""Schools' deliveries (docs/contracts/schools.md).

Here: which exports of the online form there are, what each holds and what it gets wrong. Not here: which
incidents there are (records.py), how they are written (cells.py), which faults there are (faults.py).

An export adds the incidents submitted since the one before (writing/appended.py).
"""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import COUNTY_NUMBERS, Counties
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.schools.cells import incident_cells
from pipelines.sample.schools.faults import with_row_spoilt
from pipelines.sample.schools.records import incidents_in_force
from pipelines.sample.schools.targets import NOT_A_STRAND
from pipelines.sample.truth.files import Truth
from pipelines.sample.truth.row_outcomes import fared
from pipelines.sample.writing.appended import appended
from pipelines.sample.writing.csv_style import CsvStyle
from pipelines.sample.writing.files import CsvFile, send
from pipelines.sample.writing.mess import date_text, repeated
from pipelines.sample.writing.post import Post

#: A term's export is made some days after the term; the summer's when schools are open again.
STYLES = {
    date(2016, 1, 8): CsvStyle(encoding="utf-8-sig", dates="slashes"),
    date(2016, 4, 15): CsvStyle(encoding="cp1252", line_end="\r\n", headers="words"),
    date(2016, 9, 9): CsvStyle(dates="words", extra_column="Form version"),
    date(2017, 1, 6): CsvStyle(encoding="cp1252", dates="slashes"),
    date(2017, 4, 21): CsvStyle(encoding="utf-8-sig", line_end="\r\n", dates="short", headers="capitals"),
    date(2017, 9, 8): CsvStyle(headers="untidy"),
}
#: What was not yet known about an incident when it was first sent.
NOT_YET = {"actions": None, "victim_outcome": "Unsatisfactory", "perpetrator_outcome": None}
REPEATED = 2  # rows sent twice


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write schools' deliveries, and the truth about their incidents."""
    numbers, seed, lists = range(counties.scale), counties.seed, counties.lists
    of_county = [incidents_in_force(seed, number, lists) for number in numbers]
    for at, (sent, style) in enumerate(STYLES.items()):
        folder = post.folder("schools", sent)
        if folder is None:
            continue
        of_each = (_rows(at, of_county[number], seed, number, lists) for number in numbers)
        parts, held = zip(*of_each, strict=True)
        rows = pd.concat(parts, ignore_index=True)
        truth.sent("schools", sent)
        truth.held("schools", "incidents", sent, *held)
        columns = [style.header(column) for column in rows.columns]
        with CsvFile(folder / "incidents.csv", columns, style.encoding, style.line_end) as file:
            file.write(rows)
        send(folder, sent)
    for number in numbers:
        _add_truth(truth, of_county[number], number)


def _rows(
    at: int, incidents: pd.DataFrame, seed: int, county: int, lists: ReferenceLists
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows in one export from one county's schools, and the truth about them."""
    style = list(STYLES.values())[at]
    ends = np.array([day + timedelta(days=1) for day in STYLES], dtype="datetime64[s]")
    first_in = np.searchsorted(ends, incidents.submitted_at.to_numpy("datetime64[s]"), side="right")
    export = appended(first_in, len(STYLES), Stream(seed, county, "school fates"))[at]
    told = incidents.copy()
    for column, cell in NOT_YET.items():
        told.loc[export.half_known, column] = cell
    told = told.iloc[export.held].reset_index(drop=True)
    rng = Stream(seed, county, "school cells", at)
    cells = incident_cells(told, style, lists, rng)
    day_after = told.submitted_at[export.spoilt].date() + timedelta(days=1)
    rows = with_row_spoilt(cells, export.spoilt, at, date_text(day_after, style.dates))
    held = _held(told, cells, rows)
    if style.extra_column:
        rows[style.extra_column] = "2"
    return repeated(rows, rng, REPEATED), held


def _held(incidents: pd.DataFrame, cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what rows say about their incidents."""
    said = {
        "recorded_date": incidents.incident_date,
        "district_code": incidents.district,
        "strands": incidents.incident_type.replace(NOT_A_STRAND, "unknown"),
        "actions": incidents.actions,
        "victim_outcome": incidents.victim_outcome.fillna("Unknown"),
        "perpetrator_outcome": incidents.perpetrator_outcome.fillna("Unknown"),
    }
    return fared(cells, rows, "incident_id", ("incident_date", "school_urn")).held(pd.DataFrame(said))


def _add_truth(truth: Truth, incidents: pd.DataFrame, county: int) -> None:
    names = {"incident_id": "record_ref", "incident_date": "recorded_date", "district": "district_code"}
    records = incidents.rename(columns=names).assign(incident_no=incidents.incident_no + county * COUNTY_NUMBERS)
    truth.add("schools", "incidents", records.assign(is_hate=True), in_force=True)
