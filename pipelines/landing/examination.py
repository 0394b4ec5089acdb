"""One table of a delivery, examined: every row gets its verdict, and every fault of it is named.

Here: cells are read, rows held against the contract, verdicts given. The result stands in temporary tables
of the connection (`<table>_sent`, `_read`, `_fault`, `_record`, `_verdict`), where identities may still be;
`land` moves it on. Cells are read by DuckDB first and validated by pandera after, since pandera skips the
other checks of a column in which one cell does not coerce.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.build.statement import Statements
from pipelines.files.headers import Layout
from pipelines.files.sheets import Sheet
from pipelines.landing.cells import PART_ROWS, Stated, read_sheets
from pipelines.landing.drift import Met, measure
from pipelines.landing.row_rules import rule_faults
from pipelines.landing.row_verdicts import (
    give_verdicts,
    hold_keys_unique,
    hold_to_parent,
    key_records,
    lose_cells,
    parent_key,
    record_date,
)
from schemas.contract import Column, Table

_SQL = Statements(__file__)

_CHUNK_ROWS = 50_000


class Count(NamedTuple):
    """What came of a file: its rows by verdict, and the cells of accepted rows that could not be used."""

    rows_accepted: int = 0
    rows_duplicate: int = 0
    rows_rejected: int = 0
    warnings: int = 0

    @property
    def rows_sent(self) -> int:
        """The rows of the file."""
        return self.rows_accepted + self.rows_duplicate + self.rows_rejected


@dataclass(frozen=True)
class Examined:
    """What came of a table: each of its files counted, and how its columns were understood and met."""

    table: Table
    counts: Mapping[str, Count]
    layout: Layout
    columns: Sequence[Met]

    @property
    def total(self) -> Count:
        """All files together."""
        return Count(*map(sum, zip(*self.counts.values(), strict=True)))


def examine(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> Examined:
    """Read a table, hold its rows against the contract and give each its verdict.

    Args:
        con: A connection; the parent table of `table` has been examined on it before.
        table: The contract.
        sheets: The table's parts as sent, one or several.
        stated: What holds for the whole delivery.

    Returns:
        The counts. `<table>_verdict` then holds row_number and verdict (accepted, duplicate, rejected);
        `<table>_fault` row_number, column_name, fault and effect (reject, lose, note); `<table>_record` each
        record a row holds, with its key and date.

    Raises:
        Refusal: if the header is not the contract's, or the file stops being readable.
    """
    layout = read_sheets(con, table, sheets, stated)
    columns = measure(con, table, layout.header)
    _note_problems(con, table)
    _hold_to_rules(con, table)
    key_records(con, table)
    hold_to_parent(con, table)
    hold_keys_unique(con, table)
    give_verdicts(con, table)
    lose_cells(con, table)
    return Examined(table, _counts(con, table), layout, columns)


def _counts(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Count]:
    counted = con.execute(_SQL("counts", table=table, part_rows=PART_ROWS)).fetchall()
    return {file: Count(*counts) for file, *counts in counted}


def forget(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Drop what an examination left, so that nothing sent stays in memory longer than its delivery takes."""
    con.execute(_SQL("forget", table=table))


def is_fatal(table: Table, column: Column) -> bool:
    """Say whether a fault in this column costs the whole row, or only the cell."""
    return column.required or column.name in table.key


def _note_problems(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    fatal = {column.name for column in table.columns if is_fatal(table, column)}
    con.execute(_SQL("faults", table=table, fatal=fatal))


def _hold_to_rules(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Validate the parsed rows with pandera, chunk by chunk, and add the faults it finds."""
    columns = {column.name: column for column in table.columns}
    statement = _SQL(
        "rows_to_validate",
        table=table,
        parent_key=parent_key(table),
        record_date=record_date(table),
        part_rows=PART_ROWS,
    )
    reader = con.execute(statement).to_arrow_reader(_CHUNK_ROWS)
    found = [
        (row_number, name, fault, "reject" if is_fatal(table, columns[name]) else "lose")
        for chunk in reader
        for row_number, name, fault in rule_faults(table, _frame(chunk))
    ]
    if not found:
        return
    names = ("row_number", "column_name", "fault", "effect")
    con.register("faults", pa.table(dict(zip(names, zip(*found, strict=True), strict=True))))
    con.execute(_SQL("add_faults", table=table))
    con.unregister("faults")


def _frame(chunk: pa.RecordBatch) -> pd.DataFrame:
    return pa.table(chunk).to_pandas(types_mapper=pd.ArrowDtype).set_index("row_number")
