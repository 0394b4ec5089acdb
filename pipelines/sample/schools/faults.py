"""Rows of schools' exports that cannot be read.

Here: the fault of each export, which gets a row rejected by the contract's rules (contracts/README.md, "Verdicts").
Not here: which incident it befalls (writing/appended.py), untidiness that can be read (cells.py).
"""

import pandas as pd

from pipelines.sample.writing.appended import with_fault

#: What a second row of an incident says instead; no other row says it, or the two might be the same after all.
CONTRADICTION = {"incident_type": "Disability and Transphobic", "place": "Changing rooms"}
#: Exports, by their position, that spoil a copy of a row.
COPIES = (3, 5)


def with_row_spoilt(rows: pd.DataFrame, row: int, export: int, day_after: str) -> pd.DataFrame:
    """Return rows with one of them spoilt, or with a spoilt copy of it beside it.

    Args:
        rows: cells.
        row: which one.
        export: the export's position, which settles how.
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
