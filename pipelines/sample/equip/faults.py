"""Rows and cells of EQuIP's workbook that cannot be read.

Here: faults for which the contract's rules reject a row or lose a cell (docs/contracts/README.md, "Verdicts").
Not here: which cases may be spoilt without harm to the figures (deliveries.py), untidiness that can be read
(cells.py).
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from pipelines.sample.writing.faults import contradicted, spoilt, with_lost_cells

CONTRADICTED = 1  # of the spoilt cases, the last
#: The different values in a second row for a case. No other row has them, or the two rows might be the same.
CONTRADICTION = {"strands": "Age / Disability / Sex", "referred_by": "Drop-in"}
LOST = (
    ("year_of_birth", "c. 1970"),
    ("incident_date", "over the summer"),
    ("year_of_birth", "in her 40s"),
    ("incident_date", "31/09/2016"),
)


def with_faults(rows: pd.DataFrame, cases: Sequence[str], first_day: date, turn: int, *, key_too: bool) -> pd.DataFrame:
    """Spoil rows of some cases, each in a different way, and lose optional cells of others.

    Args:
        rows: cells, with a row for every case named.
        cases: the cases to spoil; if there are several, a second row contradicts the last.
        first_day: the stated period's first day.
        turn: which fault comes first.
        key_too: whether the first case has an unreadable reference; such a workbook withdraws nothing.
    """
    faults: list[dict[str, Any]] = [
        {"town": None},
        {"opened": "31/06/2017"},
        {"is_hate": None, "opened": "tbc"},
        {"strands": "n/a"},
        {"opened": f"{first_day - timedelta(days=20):%d/%m/%Y}"},
        {"town": "-", "is_hate": ""},
    ]
    faulty, twice = (cases[:-CONTRADICTED], cases[-CONTRADICTED:]) if len(cases) > CONTRADICTED else (cases, ())
    turns = {case: faults[(turn + nth) % len(faults)] for nth, case in enumerate(faulty)}
    if key_too:
        turns[cases[0]] = {"case_ref": "to follow"}
    rows = with_lost_cells(spoilt(rows, "case_ref", turns), "case_ref", cases, LOST)
    return contradicted(rows, "case_ref", twice, CONTRADICTION)
