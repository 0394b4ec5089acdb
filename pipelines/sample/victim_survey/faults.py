"""Rows in the survey's workbooks that can't be read.

Here: the fault in each workbook, for which the contract's rules reject a row (docs/contracts/README.md, "Verdicts").
Not here: which response has it (writing/appended.py), untidiness that can be read (cells.py).
"""

from datetime import date

import pandas as pd

from pipelines.sample.victim_survey.cells import month_text
from pipelines.sample.writing.appended import with_fault

Cells = dict[str, str | None]

#: The different values in a second row for a response; no response has all of them.
CONTRADICTION: Cells = {
    "ease_of_contact": "Very dissatisfied",
    "treatment": "Neither",
    "whole_experience": "Neither",
}
NO_KEY: Cells = {"response_id": None}


def with_row_spoilt(rows: pd.DataFrame, row: int, workbook: int, sent: date, *, is_last: bool) -> pd.DataFrame:
    """Return rows with one spoilt, or with a spoilt copy of that row added.

    Args:
        rows: cells.
        row: the row to spoil.
        workbook: the workbook's position, which decides how.
        sent: the day it was sent.
        is_last: whether it is the last workbook, which may only spoil a copy.
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
