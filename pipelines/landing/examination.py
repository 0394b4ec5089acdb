"""One table of a delivery, examined: every row gets its verdict, and every fault of it is named.

Here: cells are read, rows held against the contract, verdicts given. The result stands in temporary tables
of the connection (`<table>_sent`, `_read`, `_fault`, `_record`, `_verdict`), where identities may still be;
`landing` moves it on. Cells are read by DuckDB first and validated by pandera after, since pandera skips the
other checks of a column in which one cell does not coerce.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.files.headers import Layout
from pipelines.files.sheets import Sheet
from pipelines.landing.drift import Met, measure
from pipelines.landing.reading import PART_ROWS, Stated, read_sheets
from pipelines.landing.rules import rule_faults
from pipelines.landing.verdicts import (
    accepted_parent,
    give_verdicts,
    hold_keys_unique,
    hold_to_parent,
    key_records,
    lose_cells,
    parent_key,
    record_date,
)
from schemas.contract import Column, Table

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
    counted = con.execute(f"""
        with noted as (
            select row_number, count(*) as cells from {table.name}_fault where effect <> 'reject' group by row_number
        )
        select
            file,
            count(*) filter (where verdict = 'accepted'),
            count(*) filter (where verdict = 'duplicate'),
            count(*) filter (where verdict = 'rejected'),
            cast(coalesce(sum(cells) filter (where verdict = 'accepted'), 0) as bigint)
        from {table.name}_part
        left join {table.name}_verdict on row_number // {PART_ROWS} = part
        left join noted using (row_number)
        group by file
        order by min(part)
    """).fetchall()
    return {file: Count(*counts) for file, *counts in counted}


def forget(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Drop what an examination left, so that nothing sent stays in memory longer than its delivery takes."""
    for part in ("part", "sent", "code", "read", "fault", "record", "verdict"):
        con.execute(f"drop table if exists temp.{table.name}_{part}")


def is_fatal(table: Table, column: Column) -> bool:
    """Say whether a fault in this column costs the whole row, or only the cell."""
    return column.required or column.name in table.key


def _note_problems(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    con.execute(f"""
        create or replace temp table {table.name}_fault as
        select row_number, cast(null as varchar) as column_name, row_problem as fault, 'reject' as effect
        from {table.name}_read
        where row_problem is not null and not is_duplicate
    """)
    problems = []
    for column in table.columns:
        effect = f"'{'reject' if is_fatal(table, column) else 'lose'}'"
        if column.codes:
            effect = f"case when {column.name} is null then {effect} else 'note' end"
        problems.append(f"""
            select row_number, '{column.name}', problem_{column.name}, {effect}
            from {table.name}_read
            where problem_{column.name} is not null and row_problem is null and not is_duplicate
        """)
    con.execute(f"insert into {table.name}_fault {' union all '.join(problems)}")


def _hold_to_rules(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Validate the parsed rows with pandera, chunk by chunk, and add the faults it finds."""
    columns = {column.name: column for column in table.columns}
    parent = f"left join {accepted_parent(table)} as parent using ({parent_key(table)})" if table.parent else ""
    reader = con.execute(f"""
        select
            child.row_number,
            {", ".join(f"child.{name}" for name in columns)},
            {record_date(table)} as record_date,
            covers_from,
            covers_to
        from {table.name}_read as child
        join {table.name}_part on part = child.row_number // {PART_ROWS}
        {parent}
        where child.row_problem is null and not child.is_duplicate
    """).to_arrow_reader(_CHUNK_ROWS)
    found = [
        (row_number, name, fault, "reject" if is_fatal(table, columns[name]) else "lose")
        for chunk in reader
        for row_number, name, fault in rule_faults(table, _frame(chunk))
    ]
    if not found:
        return
    names = ("row_number", "column_name", "fault", "effect")
    con.register("faults", pa.table(dict(zip(names, zip(*found, strict=True), strict=True))))
    # A cell that could not be read is already named; that it is now missing is the same fault.
    con.execute(f"""
        insert into {table.name}_fault
        from faults anti join {table.name}_fault using (row_number, column_name)
    """)
    con.unregister("faults")


def _frame(chunk: pa.RecordBatch) -> pd.DataFrame:
    return pa.table(chunk).to_pandas(types_mapper=pd.ArrowDtype).set_index("row_number")
