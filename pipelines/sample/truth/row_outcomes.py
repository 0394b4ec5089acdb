"""What became of a delivery's rows once faults were put into them.

Here: telling sound rows from spoilt ones, and the cells that sound ones lost, by what the rows were before. Not here:
the faults (writing/faults.py, and each agency's own), what sound rows say of their records (each agency's package).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Fared:
    """How each row fared: a line a row, in their order.

    `ref` is its key, '' where it can't be read any more; `is_sound` whether the row is accepted; `lost` which of its
    cells, by column, can't be read any more; `unreadable` how many rows more there are whose key can't be read.
    """

    ref: pd.Series
    is_sound: pd.Series
    lost: pd.DataFrame
    unreadable: int

    def held(self, said: pd.DataFrame) -> pd.DataFrame:
        """Return what the truth has of the rows: what each says, `said`, and how it fared."""
        rows = said.reset_index(drop=True)
        rows.insert(0, "record_ref", self.ref)
        rows.insert(1, "is_sound", self.is_sound)
        more = pd.DataFrame({"record_ref": "", "is_sound": False}, index=range(self.unreadable))
        return pd.concat([rows, more], ignore_index=True)


def fared(
    cells: pd.DataFrame, rows: pd.DataFrame, key: str, required: Sequence[str], optional: Sequence[str] = ()
) -> Fared:
    """Return how rows fared.

    A row is spoilt whose key or another required cell was overwritten, or beside which a second one says otherwise.

    Args:
        cells: the rows as they were, each of a key of its own.
        rows: the rows with their faults, in the same order, and at their end those that were put beside them.
        key: the column of the key.
        required: the other columns without which a row is rejected.
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
