"""The truth behind the deliveries: who and what is the same, what counts, and what each delivery said.

Here: the files that the sample writes beside `raw/`, for tests and for judging linkage. Nothing that loads data may
read them. They hold numbers and codes, no names.

The truth file has one row for each record of an incident or a person that was ever accepted (`COLUMNS`). `person_no`
and `incident_no` are the same in two rows if the person or the incident is the same, and empty if there is none.
`in_force` is false for records that are withdrawn once everything is loaded. `recorded_date` is the day the agency
counts by. Rows that were rejected every time they were sent have no line.

A folder beside it, `<truth file's stem>_deliveries/`, says what arrived when. It shows what counts if deliveries are
missing:

- `delivery.csv`: one row for each delivery sent (for data.police.uk, for each month in a delivery), with the days it
  states, if any, and whether it is refused.
- `<agency>__<table>.csv`: one row for each record in each delivery that was not refused. `record_ref` is empty if a
  spoilt row's key can't be read. `is_sound` is false if the row is spoilt, and then it says nothing about the record.
  Values are codes from `raw/reference/`, several with ";" between. A value that was not given, or that no list knows,
  is the list's Unknown member.
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
#: Columns that a spoilt row also has.
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
        """Add records to the truth file: a frame with COLUMNS from `record_ref` on; missing columns stay empty."""
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
        """Add a delivery, or one of its files if each states its own days, with the days stated."""
        row = (agency, day, *states, is_refused)
        self._deliveries.write(_text(pd.DataFrame([row], columns=[*DELIVERY_COLUMNS], dtype=object)))

    def held(self, agency: str, table: str, day: date, *records: pd.DataFrame) -> None:
        """Add what a delivery held: frames with record_ref, is_sound and what it says about each record."""
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
    """Return cells as they are written: days as 2017-03-04, flags as true and false, nothing if missing."""
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
