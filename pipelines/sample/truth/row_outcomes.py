"""What happened to a delivery's rows once faults were put into them.

Here: which rows are sound, which are spoilt, and which cells the sound ones lost, compared with the rows before. Not
here: the faults (writing/faults.py, and each agency's own), what sound rows say about their records (each agency's
package).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Fared:
    """What happened to each row: one line for each row, in order.

    `ref` is its key, '' if it can no longer be read. `is_sound` is whether the row is accepted. `lost` is which of its
    cells, by column, can no longer be read. `unreadable` is how many further rows have a key that can't be read.
    """

    ref: pd.Series
    is_sound: pd.Series
    lost: pd.DataFrame
    unreadable: int

    def held(self, said: pd.DataFrame) -> pd.DataFrame:
        """Return the truth about the rows: what each says, `said`, and what happened to it."""
        rows = said.reset_index(drop=True)
        rows.insert(0, "record_ref", self.ref)
        rows.insert(1, "is_sound", self.is_sound)
        more = pd.DataFrame({"record_ref": "", "is_sound": False}, index=range(self.unreadable))
        return pd.concat([rows, more], ignore_index=True)


def fared(
    cells: pd.DataFrame, rows: pd.DataFrame, key: str, required: Sequence[str], optional: Sequence[str] = ()
) -> Fared:
    """Return what happened to rows.

    A row is spoilt if its key or another required cell was overwritten, or if a second row contradicts it.

    Args:
        cells: the rows as they were, each with its own key.
        rows: the rows with their faults, in the same order, and the added rows at the end.
        key: the key's column.
        required: the other columns that a row must have, or it is rejected.
        optional: columns whose cells may be lost.
    """
    ref, beside = cells[key].reset_index(drop=True), rows[key].iloc[len(cells) :]
    lost = pd.DataFrame(
        {
            column: [now is not was and now != was for was, now in zip(cells[column], rows[column], strict=False)]
            for column in (key, *required, *optional)
        }
    )
    return Fared(
        ref=ref.where(~lost[key], ""),
        is_sound=~(lost[[key, *required]].any(axis=1) | ref.isin(beside)),
        lost=lost,
        unreadable=int((beside.isna() | beside.eq("")).sum()),
    )
