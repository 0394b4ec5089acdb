"""Examining one table of a delivery: every row gets a verdict, and every fault in it is named.

Here: reading cells, checking rows against the contract and giving verdicts. The result is in temporary tables of the
connection (`<table>_sent`, `_read`, `_fault`, `_record`, `_verdict`), which may still contain identities; `land` moves
it on. DuckDB reads the cells before pandera validates them, because pandera skips a column's other checks if one cell
doesn't coerce.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.build.statement import Statements
from pipelines.files.headers import Layout
from pipelines.files.places import named, which
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
    """The result for a file: its rows by verdict, and the number of cells in accepted rows that couldn't be used."""

    rows_accepted: int = 0
    rows_duplicate: int = 0
    rows_rejected: int = 0
    warnings: int = 0

    @property
    def rows_sent(self) -> int:
        """The number of rows in the file."""
        return self.rows_accepted + self.rows_duplicate + self.rows_rejected


@dataclass(frozen=True)
class Examined:
    """The result for a table: the counts for each file, and how its columns were laid out and found.

    `assumed` has sentences for each file: what reading it took for granted.
    """

    table: Table
    counts: Mapping[str, Count]
    layout: Layout
    columns: Sequence[Met]
    assumed: Mapping[str, Sequence[str]]

    @property
    def total(self) -> Count:
        """The counts for all files together."""
        return Count(*map(sum, zip(*self.counts.values(), strict=True)))


def examine(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet], stated: Stated) -> Examined:
    """Read a table, check its rows against the contract and give each row its verdict.

    Args:
        con: A connection on which the parent of `table` has already been examined.
        table: The contract.
        sheets: The table's parts as sent, one or several.
        stated: What applies to the whole delivery.

    Returns:
        The counts. `<table>_verdict` then has row_number and verdict (accepted, duplicate, rejected). `<table>_fault`
        has row_number, column_name, fault and effect (reject, lose, note). `<table>_record` has each record in a row,
        with its key and date.

    Raises:
        Refusal: if the header doesn't match the contract, or the file can't be read to its end.
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
    return Examined(table, _counts(con, table), layout, columns, _assumed(con, table, sheets))


def _assumed(con: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[Sheet]) -> dict[str, list[str]]:
    """Return what the reading of each file took for granted."""
    assumed: dict[str, list[str]] = {}
    for sheet in sheets:
        assumed.setdefault(sheet.file, []).extend(sheet.assumed)
    variants: dict[str, list[int]] = {}
    for file, row_number in con.execute(_SQL("variants", table=table, part_rows=PART_ROWS)).fetchall():
        variants.setdefault(file, []).append(row_number)
    for file, rows in variants.items():
        differ = which(rows, "differs", "differ")
        assumed[file].append(
            f"{named(rows)} {differ} from an earlier row with the same {', '.join(table.key)} only in "
            f"{', '.join(table.may_differ)}, so {which(rows, 'it is a duplicate', 'they are duplicates')}"
        )
    return {file: list(dict.fromkeys(said)) for file, said in assumed.items() if said}


def _counts(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Count]:
    counted = con.execute(_SQL("counts", table=table, part_rows=PART_ROWS)).fetchall()
    return {file: Count(*counts) for file, *counts in counted}


def forget(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Drop what an examination left, so that nothing that was sent stays in memory after its delivery is done."""
    con.execute(_SQL("forget", table=table))


def is_fatal(table: Table, column: Column) -> bool:
    """Say whether a fault in this column rejects the whole row, rather than losing only the cell."""
    return column.required or column.name in table.key


def _note_problems(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    fatal = {column.name for column in table.columns if is_fatal(table, column)}
    con.execute(_SQL("faults", table=table, fatal=fatal))


def _hold_to_rules(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Validate the parsed rows with pandera, one chunk at a time, and add the faults it finds."""
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
