"""Rows of the survey's workbooks that cannot be read.

Here: the fault of each workbook, which gets a row rejected by the contract's rules (contracts/README.md, "Verdicts").
Not here: which response it befalls (writing/appended.py), untidiness that can be read (cells.py).
"""

from datetime import date

import pandas as pd

from pipelines.sample.victim_survey.cells import month_text
from pipelines.sample.writing.appended import with_fault

Cells = dict[str, str | None]

#: What a second row of a response says instead; no response has all of it.
CONTRADICTION: Cells = {
    "ease_of_contact": "Very dissatisfied",
    "treatment": "Neither",
    "whole_experience": "Neither",
}
NO_KEY: Cells = {"response_id": None}


def with_row_spoilt(rows: pd.DataFrame, row: int, workbook: int, sent: date, *, is_last: bool) -> pd.DataFrame:
    """Return rows with one of them spoilt, or with a spoilt copy of it beside it.

    Args:
        rows: cells.
        row: which one.
        workbook: the workbook's position, which settles how.
        sent: the day it was sent.
        is_last: whether no other comes after it, so that it may spoil no more than a copy.
    """
    to_come = month_text(date(sent.year + 1, 1, 1), "words")
    faults: list[Cells] = [
        {"interview_month": None},
        NO_KEY,
        {"interview_month": to_come},
        CONTRADICTION,
        {"interview_month": "Spring"},
    ]
    fault = NO_KEY if is_last else faults[workbook % len(faults)]
    return with_fault(rows, row, fault, is_copy="interview_month" not in fault)
