"""Deliveries that add to what was sent before, and how a later one corrects an earlier one.

Here: which records a delivery holds, which of them it sends wrongly, and the row it spoils. Not here: what is wrong
with them (schools/faults.py, victim_survey/faults.py).

The rule that keeps the figures: if a delivery sends a record wrongly, readable or not, the next one sends it again and
right. The last one only spoils a copy of a row, which is never counted.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream


@dataclass(frozen=True)
class Appended:
    """The records in one delivery, as positions among all records.

    `held` are those sent, `spoilt` is the row among them to spoil, and `half_known` are those sent before everything
    was known about them.
    """

    held: Integers
    spoilt: int
    half_known: list[int]


def appended(first_in: Integers, deliveries: int, rng: Stream) -> list[Appended]:
    """Return what each delivery holds, from the number of each record's first delivery."""
    wrong = [rng.some(np.flatnonzero(first_in == at), 2).tolist() for at in range(deliveries)]
    found = []
    for at, (spoilt, half_known) in enumerate(wrong):
        again = wrong[at - 1] if at else []
        held = np.flatnonzero((first_in == at) | np.isin(np.arange(len(first_in)), again))
        is_last = at == deliveries - 1
        found.append(Appended(held, int(np.searchsorted(held, spoilt)), [] if is_last else [half_known]))
    return found


def with_fault(rows: pd.DataFrame, row: int, cells: dict[str, Any], *, is_copy: bool) -> pd.DataFrame:
    """Return rows with some cells in one row overwritten, or with an added copy of that row with those cells."""
    if is_copy:
        copy = rows.iloc[[row]].assign(**{column: [cell] for column, cell in cells.items()}).astype(object)
        return pd.concat([rows, copy], ignore_index=True)
    rows = rows.copy()
    for column, cell in cells.items():
        rows.loc[row, column] = cell
    return rows
