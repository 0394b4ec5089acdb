"""Rows of a workbook spoilt on purpose, whichever agency sends it.

Here: putting faults into rows by their key, and adding a second row that contradicts the first. Not here: which rows an
agency spoils and how (its own package).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd


def spoilt(rows: pd.DataFrame, key: str, faults: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows with the faults for each key in their cells."""
    rows = rows.copy()
    row_of = dict(zip(rows[key], rows.index, strict=True))
    for ref, cells in faults.items():
        for column, cell in cells.items():
            rows.at[row_of[ref], column] = cell
    return rows


def contradicted(rows: pd.DataFrame, key: str, refs: Sequence[str], otherwise: Mapping[str, Any]) -> pd.DataFrame:
    """Return rows with a contradicting second row, at the end, for each of some keys."""
    row_of = dict(zip(rows[key], rows.index, strict=True))
    again = [{**rows.loc[row_of[ref]].to_dict(), **otherwise} for ref in refs]
    return pd.concat([rows, pd.DataFrame(again, columns=rows.columns, dtype=object)], ignore_index=True)


def with_lost_cells(
    rows: pd.DataFrame, key: str, but_of: Sequence[str], lost: Sequence[tuple[str, Any]]
) -> pd.DataFrame:
    """Return rows with some optional cells made unreadable, spread over all rows except those with some keys."""
    rows = rows.copy()
    free = rows.index[~rows[key].isin(but_of)]
    for at, (column, cell) in zip(free[3 :: len(rows) // 4], lost, strict=False):
        rows.at[at, column] = cell
    return rows
