"""What is true behind the deliveries: who and what is the same, what counts, and what each delivery said of it.

Here: the files that the sample writes beside `raw/`, for tests and for judging linkage; nothing that loads data may
read them. They hold numbers and codes, no names.

The truth file has a row a record of an incident or a person that was ever accepted (`COLUMNS`): `person_no` and
`incident_no` are the same in two rows when the person or the incident is the same; empty where there is none.
`in_force` is false for records withdrawn once everything is loaded. `recorded_date` is the day the agency counts by.
Rows that were rejected whenever they were sent have no line.

A folder beside it, `<truth file's stem>_deliveries/`, tells what came when, so that it is known too what counts where
deliveries are missing:

- `delivery.csv`: a row a delivery that was sent, and of data.police.uk a month of one: the days it states, if any, and
  whether it is refused.
- `<agency>__<table>.csv`: a row a record and delivery, not refused, that held it. `record_ref` is empty where a spoilt
  row's key can't be read; `is_sound` is false where the row is spoilt, and then it says nothing of the record. What
  it says are codes of `raw/reference/`, several with ";" between; what was not told, and what no list knows, is the
  list's Unknown member.
"""

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType

import numpy as np
import pandas as pd
from pandas.api.types import infer_dtype, is_datetime64_dtype

from pipelines.sample.county.chance import Objects
from pipelines.sample.writing.files import CsvFile

COLUMNS = (
    "agency", "table", "record_ref", "victim_no", "person_no", "incident_no", "in_force",
    "recorded_date", "district_code", "is_hate",
)  # fmt: skip
DELIVERY_COLUMNS = ("agency", "delivery_date", "covers_from", "covers_to", "is_refused")
#: Columns that a spoilt row has too.
_KEYS = {"record_ref", "victim_no", "marker_code", "is_sound"}


class Truth:
    """The truth file and the folder beside it, open for writing."""

    def __init__(self, path: Path) -> None:
        self._open = ExitStack()
        self._records = self._open.enter_context(CsvFile(path, COLUMNS))
        self._folder = path.with_name(f"{path.stem}_deliveries")
        self._deliveries = self._open.enter_context(CsvFile(self._folder / "delivery.csv", DELIVERY_COLUMNS))
        self._held: dict[str, CsvFile] = {}

    def __enter__(self) -> "Truth":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()

    def add(self, agency: str, table: str, records: pd.DataFrame, *, in_force: bool) -> None:
        """Add records to the truth file: a frame with COLUMNS from `record_ref` on; those it lacks stay empty."""
        told = records.assign(agency=agency, table=table, in_force=in_force)
        self._records.write(_text(told.reindex(columns=[*COLUMNS])))

    def sent(
        self,
        agency: str,
        day: date,
        states: tuple[date, date] | tuple[None, None] = (None, None),
        *,
        is_refused: bool = False,
    ) -> None:
        """Add a delivery, or one of its files where these state days of their own, with the days stated."""
        row = (agency, day, *states, is_refused)
        self._deliveries.write(_text(pd.DataFrame([row], columns=[*DELIVERY_COLUMNS], dtype=object)))

    def held(self, agency: str, table: str, day: date, *records: pd.DataFrame) -> None:
        """Add what a delivery held: frames with record_ref, is_sound and what it says of each record."""
        name = f"{agency}__{table}"
        for part in records:
            if name not in self._held:
                columns = ("delivery_date", *part.columns)
                self._held[name] = self._open.enter_context(CsvFile(self._folder / f"{name}.csv", columns))
            text = _text(part)
            spoilt = ~part.is_sound.to_numpy(bool)
            for column in text.keys() - _KEYS:
                text[column][spoilt] = ""
            self._held[name].write({"delivery_date": np.full(len(part), day.isoformat(), dtype=object), **text})


def _text(rows: pd.DataFrame) -> dict[str, Objects]:
    """Return cells as they are written: days as 2017-03-04, flags as true and false, nothing where missing."""
    return {column: _cells(rows[column]) for column in rows.columns}


def _cells(column: pd.Series) -> Objects:
    missing = column.isna().to_numpy()
    if is_datetime64_dtype(column):
        text = np.datetime_as_string(column.to_numpy("datetime64[D]")).astype(object)
    elif infer_dtype(column, skipna=True) == "boolean":
        text = np.where(column.fillna(False), "true", "false").astype(object)
    else:
        text = column.to_numpy(object, copy=True)
    text[missing] = ""
    return text
