"""Rows in schools' exports that can't be read.

Here: the fault in each export, for which the contract's rules reject a row (docs/contracts/README.md, "Verdicts"). Not
here: which incident has it (writing/appended.py), untidiness that can be read (cells.py).
"""

import pandas as pd

from pipelines.sample.writing.appended import with_fault

#: The different values in a second row for an incident. No other row has them, or the two rows might be the same.
CONTRADICTION = {"incident_type": "Disability and Transphobic", "place": "Changing rooms"}
#: Exports, by their position, that spoil a copy of a row.
COPIES = (3, 5)


def with_row_spoilt(rows: pd.DataFrame, row: int, export: int, day_after: str) -> pd.DataFrame:
    """Return rows with one spoilt, or with a spoilt copy of that row added.

    Args:
        rows: cells.
        row: the row to spoil.
        export: the export's position, which decides how.
        day_after: the day after the incident was submitted, as the export writes dates.
    """
    faults = (
        {"incident_date": day_after},
        {"school_urn": "n/a"},
        {"incident_date": day_after},
        CONTRADICTION,
        {"school_urn": ""},
        {"incident_id": ""},
    )
    return with_fault(rows, row, faults[export], is_copy=export in COPIES)
