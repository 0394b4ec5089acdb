"""Rows and cells in Victim Support's workbook that can't be read.

Here: faults for which the contract's rules reject a row or lose a cell (docs/contracts/README.md, "Verdicts").
Not here: which cases may be spoilt without harm to the figures (deliveries.py), untidiness that can be read
(cells.py).
"""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from pipelines.sample.writing.faults import contradicted, spoilt, with_lost_cells

SPOILT = 2  # rows per workbook; a second row contradicts any further cases
#: The different values in a second row for a case. No other row has them, or the two rows might be the same.
CONTRADICTION = {"case_types": "Other", "support": "Advocacy; Referral to another agency"}
LOST = (
    ("date_of_birth", "not sure"),
    ("incident_date", "last summer"),
    ("offence_ref", "client to confirm"),
)


def with_faults(rows: pd.DataFrame, cases: Sequence[str], first_day: date, quarter: int) -> pd.DataFrame:
    """Spoil rows of some cases, each in a different way, and lose optional cells of others.

    Args:
        rows: cells, with a row for every case named.
        cases: the cases to spoil; a second row contradicts those after the first SPOILT.
        first_day: the stated period's first day.
        quarter: the last quarter that the workbook states; it decides which fault comes first.
    """
    faults: list[dict[str, str | None]] = [
        {"date_created": "30/02/2016", "case_types": None},
        {"district": None},
        {"date_created": f"{first_day - timedelta(days=3):%d/%m/%Y}"},
        {"case_types": None},
    ]
    if quarter == 1:  # a later workbook with an unreadable key could withdraw nothing
        faults[1] = {"case_id": "tbc"}
    turns = {case: faults[(quarter + nth) % len(faults)] for nth, case in enumerate(cases[:SPOILT])}
    rows = with_lost_cells(spoilt(rows, "case_id", turns), "case_id", cases, LOST)
    return contradicted(rows, "case_id", cases[SPOILT:], CONTRADICTION)
