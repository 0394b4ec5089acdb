"""The victim satisfaction survey's deliveries (docs/contracts/victim_survey.md).

Here: which workbooks there are, what each holds and what it gets wrong. Not here: which responses there are
(records.py), how they are typed (cells.py), which faults there are (faults.py).

A workbook adds a quarter's responses (writing/appended.py).
"""

from datetime import date

import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import Counties
from pipelines.sample.county.months import first_of_next
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.county.targets import MONTHS
from pipelines.sample.truth.files import Truth
from pipelines.sample.truth.row_outcomes import fared
from pipelines.sample.victim_survey.cells import Style, response_cells, sheet_lines
from pipelines.sample.victim_survey.faults import with_row_spoilt
from pipelines.sample.victim_survey.records import responses_in_force
from pipelines.sample.victim_survey.targets import NOT_SATISFIED
from pipelines.sample.writing.appended import appended
from pipelines.sample.writing.files import send, write_workbook
from pipelines.sample.writing.mess import repeated
from pipelines.sample.writing.post import Post

MONTHS_SENT = 3
SENT_ON = 20  # day of the month after the quarter

STYLES = {
    date(2015, 10, 20): Style(is_report=True),
    date(2016, 1, 20): Style(answers_in_small_letters=True, months="numbers"),
    date(2016, 4, 20): Style(headings="capitals"),
    date(2016, 10, 20): Style(is_report=True, extra_column="Call attempts"),
    date(2017, 1, 20): Style(months="first day"),
    date(2017, 4, 20): Style(headings="untidy"),
    date(2017, 7, 20): Style(is_report=True, months="words"),
}
REPEATED = 1  # rows sent twice


def deliveries() -> list[date]:
    """Return the day each workbook was sent, oldest first; each covers the quarter before its month."""
    ends = MONTHS[MONTHS_SENT - 1 :: MONTHS_SENT]
    return [first_of_next(month).replace(day=SENT_ON) for month in ends]


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write the survey's deliveries, and the truth about its responses."""
    numbers, seed, lists = range(counties.scale), counties.seed, counties.lists
    of_county = [responses_in_force(seed, number) for number in numbers]
    for at, sent in enumerate(deliveries()):
        folder = post.folder("victim_survey", sent)
        if folder is None:
            continue
        style = STYLES.get(sent, Style())
        of_each = (_rows(at, of_county[number], style, seed, number, lists) for number in numbers)
        parts, held = zip(*of_each, strict=True)
        truth.sent("victim_survey", sent)
        truth.held("victim_survey", "responses", sent, *held)
        lines = sheet_lines(pd.concat(parts, ignore_index=True), style)
        write_workbook(folder / "responses.xlsx", {"Responses": lines}, sent)
        send(folder, sent)
    for responses in of_county:
        names = {"response_id": "record_ref", "interview_month": "recorded_date", "district": "district_code"}
        truth.add("victim_survey", "responses", responses.rename(columns=names), in_force=True)


def _rows(
    at: int, responses: pd.DataFrame, style: Style, seed: int, county: int, lists: ReferenceLists
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows in one county's workbook, and the truth about them."""
    days = deliveries()
    first_in = (responses.month // MONTHS_SENT).to_numpy()
    workbook = appended(first_in, len(days), Stream(seed, county, "survey fates"))[at]
    told = responses.copy()
    told.loc[workbook.half_known, ["district", "whole_experience"]] = ["UNK", "Neither"]
    rng = Stream(seed, county, "survey cells", at)
    told = told.iloc[workbook.held]
    cells = response_cells(told, style, lists, rng)
    is_last = at == len(days) - 1
    rows = with_row_spoilt(cells, workbook.spoilt, at, days[at], is_last=is_last)
    said = told[["interview_month", *NOT_SATISFIED]].rename(columns={"interview_month": "recorded_date"})
    return repeated(rows, rng, REPEATED), fared(cells, rows, "response_id", ("interview_month",)).held(said)
