"""Deliveries that add to what was sent before, and how a later one makes good what an earlier one sent wrongly.

Here: which records a delivery holds, which of them it sends wrongly, and the row it spoils. Not here: what is wrong
with them (schools/faults.py, victim_survey/faults.py).

The rule that keeps the figures: what a delivery sends wrongly, readable or not, the next one sends again and right;
what the last one spoils is a copy of a row, and counts nowhere.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream


@dataclass(frozen=True)
class Appended:
    """What one delivery holds of all records, as positions among them.

    `held` are those sent, `spoilt` the row among these that is to be spoilt, `half_known` those sent before all was
    known of them.
    """

    held: Integers
    spoilt: int
    half_known: list[int]


def appended(first_in: Integers, deliveries: int, rng: Stream) -> list[Appended]:
    """Return what each delivery holds, given which delivery is each record's first."""
    wrong = [rng.some(np.flatnonzero(first_in == at), 2).tolist() for at in range(deliveries)]
    found = []
    for at, (spoilt, half_known) in enumerate(wrong):
        again = wrong[at - 1] if at else []
        held = np.flatnonzero((first_in == at) | np.isin(np.arange(len(first_in)), again))
        is_last = at == deliveries - 1
        found.append(Appended(held, int(np.searchsorted(held, spoilt)), [] if is_last else [half_known]))
    return found


def with_fault(rows: pd.DataFrame, row: int, cells: dict[str, Any], *, is_copy: bool) -> pd.DataFrame:
    """Return rows with some cells of one of them overwritten, or beside it a copy of it that holds those cells."""
    if is_copy:
        copy = rows.iloc[[row]].assign(**{column: [cell] for column, cell in cells.items()}).astype(object)
        return pd.concat([rows, copy], ignore_index=True)
    rows = rows.copy()
    for column, cell in cells.items():
        rows.loc[row, column] = cell
    return rows
