"""What is true behind the deliveries: who and what is the same, and what counts.

Here: the file that the sample writes beside `raw/`, for tests and for judging linkage; nothing that loads
data may read it. It holds numbers and codes, no names.
"""

from pathlib import Path

import pandas as pd

from pipelines.sample.writers import CsvFile

COLUMNS = (
    "agency", "table", "record_ref", "victim_no", "person_no", "incident_no", "in_force",
    "recorded_date", "district_code", "is_hate",
)  # fmt: skip


class Truth(CsvFile):
    """The truth file: a row a record of an incident or a person that was ever accepted.

    `person_no` and `incident_no` are the same in two rows when the person or the incident is the same; empty
    where there is none. `in_force` is false for records withdrawn. `recorded_date` is the day the agency
    counts by. Rows that were rejected whenever they were sent have no line.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, COLUMNS)

    def add(self, agency: str, table: str, records: pd.DataFrame, *, in_force: bool) -> None:
        """Add records: a frame with COLUMNS from `record_ref` on; those it lacks stay empty."""
        rows = records.assign(agency=agency, table=table, in_force=in_force)
        rows = rows.reindex(columns=list(COLUMNS)).astype({"recorded_date": "datetime64[s]"})
        rows["recorded_date"] = rows.recorded_date.dt.strftime("%Y-%m-%d")
        for column in ("in_force", "is_hate"):
            rows[column] = rows[column].map({True: "true", False: "false"})
        self.write(rows.astype(object).where(rows.notna(), ""))
