"""Turning pandera's errors on parsed rows into faults in plain English.

Here: the only place where pandera's errors are opened. They contain the failing values, which may be anyone's name, so
only row numbers, columns and the rule leave this module.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pandera.errors
from pandera.errors import SchemaErrorReason

from schemas.contract import Table

MISSING = "is missing"


def rule_faults(table: Table, rows: pd.DataFrame) -> Iterator[tuple[int, str, str]]:
    """Validate parsed rows against a table's model.

    Args:
        table: The contract.
        rows: Parsed rows, indexed by row number, with the extra columns that rules refer to.

    Yields:
        The row number, column and fault, for every fault in every row.

    Raises:
        TypeError: if the parsed rows don't have the model's types, which is our fault and not the sender's.
    """
    try:
        table.schema.validate(rows, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        found = errors.schema_errors
    else:
        return
    for error in found:
        column, fault = _named(table, error)
        for row_number in sorted(set(error.failure_cases["index"])):
            yield int(row_number), column, fault


def _named(table: Table, error: Any) -> tuple[str, str]:
    """Return the column that a rule is about, and the fault in words."""
    if error.reason_code == SchemaErrorReason.SERIES_CONTAINS_NULLS:
        return error.schema.name, MISSING
    if error.reason_code != SchemaErrorReason.DATAFRAME_CHECK:
        raise TypeError(f"{table.name}: {error.reason_code}") from None
    if error.schema.name in table.schema.columns:
        return error.schema.name, f"is not {table.schema.columns[error.schema.name].description}"
    return error.check.name, error.check.error
