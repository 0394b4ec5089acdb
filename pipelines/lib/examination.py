"""One table of a delivery, examined: every row gets its verdict, and every fault of it is named.

Here: cells are read, rows held against the contract, verdicts given. The result stands in temporary tables
of the connection (`<table>_sent`, `_read`, `_fault`, `_record`, `_verdict`), where identities may still be;
`landing` moves it on. Cells are read by DuckDB first and validated by pandera after, since pandera skips the
other checks of a column in which one cell does not coerce.
"""

from dataclasses import dataclass

import duckdb
import pandas as pd
import pyarrow as pa

from pipelines.lib.headers import Header, match_header
from pipelines.lib.reading import Stated, read_sheet
from pipelines.lib.rules import rule_faults
from pipelines.lib.sheets import Sheet
from schemas.contract import Column, Table
from schemas.fields import unknown_member

_CHUNK_ROWS = 50_000


@dataclass(frozen=True)
class Examined:
    """What came of a file: rows by verdict, warnings, and how its header was understood."""

    table: Table
    file: str
    header: Header
    sent_header: tuple[str, ...]
    rows_sent: int
    rows_accepted: int
    rows_duplicate: int
    rows_rejected: int
    warnings: int


def examine(con: duckdb.DuckDBPyConnection, table: Table, sheet: Sheet, stated: Stated) -> Examined:
    """Read a sheet, hold its rows against the contract and give each its verdict.

    Args:
        con: A connection; the parent table of `table` has been examined on it before.
        table: The contract.
        sheet: The rows as sent.
        stated: What holds for the whole delivery.

    Returns:
        The counts. `<table>_verdict` then holds row_number and verdict (accepted, duplicate, rejected);
        `<table>_fault` row_number, column_name, fault and effect (reject, lose, note); `<table>_record` each
        record a row holds, with its key and date.

    Raises:
        Refusal: if the header is not the contract's, or the file stops being readable.
    """
    header = match_header(sheet.file, table, sheet.header)
    read_sheet(con, table, sheet, header, stated)
    _note_problems(con, table)
    _hold_to_rules(con, table, stated)
    _key_records(con, table)
    _hold_to_parent(con, table)
    _hold_keys_unique(con, table)
    counts = _give_verdicts(con, table)
    _lose_cells(con, table)
    warnings = con.execute(
        f"select count(*) from {table.name}_fault join {table.name}_verdict using (row_number)"
        " where effect <> 'reject' and verdict = 'accepted'"
    ).fetchone()
    return Examined(
        table=table,
        file=sheet.file,
        header=header,
        sent_header=tuple(sheet.header),
        rows_sent=sum(counts.values()),
        rows_accepted=counts.get("accepted", 0),
        rows_duplicate=counts.get("duplicate", 0),
        rows_rejected=counts.get("rejected", 0),
        warnings=warnings[0] if warnings else 0,
    )


def forget(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Drop what an examination left, so that no identity stays in memory longer than its delivery takes."""
    for part in ("sent", "read", "fault", "record", "verdict"):
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
    for column in table.columns:
        effect = "note" if column.codes else "reject" if is_fatal(table, column) else "lose"
        con.execute(f"""
            insert into {table.name}_fault
            select row_number, '{column.name}', problem_{column.name}, '{effect}'
            from {table.name}_read
            where problem_{column.name} is not null and row_problem is null and not is_duplicate
        """)


def _hold_to_rules(con: duckdb.DuckDBPyConnection, table: Table, stated: Stated) -> None:
    """Validate the parsed rows with pandera, chunk by chunk, and add the faults it finds."""
    columns = {column.name: column for column in table.columns}
    parent = f"left join {accepted_parent(table)} as parent using ({_parent_key(table)})" if table.parent else ""
    reader = con.execute(f"""
        select
            child.row_number,
            {", ".join(f"child.{name}" for name in columns)},
            {_record_date(table)} as record_date,
            cast(? as date) as covers_from,
            cast(? as date) as covers_to
        from {table.name}_read as child {parent}
        where child.row_problem is null and not child.is_duplicate
    """, [stated.covers_from, stated.covers_to]).to_arrow_reader(_CHUNK_ROWS)  # fmt: skip
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


def _key_records(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make `<table>_record`: a record a row holds, with its key (NULL if it can't be read) and its date.

    A cell of the key that holds several makes several records of its row.
    """
    exploded = table.exploded
    parts = [f"one_{name}" if exploded and name == exploded.name else f"child.{name}" for name in table.key]
    unnested = f", unnest(child.{exploded.name}) as one(one_{exploded.name})" if exploded else ""
    key_columns = ", ".join(f"'{name}'" for name in table.key)
    parent = f"left join {accepted_parent(table)} as parent using ({_parent_key(table)})" if table.parent else ""
    con.execute(f"""
        create or replace temp table {table.name}_record as
        with unreadable as (
            select distinct row_number from {table.name}_fault
            where effect = 'reject' and (column_name is null or column_name in ({key_columns}))
        ),
        keyed as (
            select
                child.row_number,
                concat_ws('|', {", ".join(parts)}) as record_key,
                {_record_date(table)} as record_date,
                {f"'{table.parent}'" if table.parent else "cast(null as varchar)"} as parent_table,
                {f"child.{_parent_key(table)}" if table.parent else "cast(null as varchar)"} as parent_key
                {f", one_{exploded.name}" if exploded else ""}
            from (from {table.name}_read anti join unreadable using (row_number)) as child {parent} {unnested}
            where not child.is_duplicate
        )
        from keyed
        union all by name
        select row_number from unreadable
    """)


def _hold_to_parent(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    if table.parent is None:
        return
    key = _parent_key(table)
    con.execute(f"""
        insert into {table.name}_fault
        select child.row_number, '{key}', 'is not among the accepted rows of {table.parent}', 'reject'
        from {table.name}_read as child anti join {accepted_parent(table)} as parent using ({key})
        where not child.is_duplicate and child.row_number not in (
            select row_number from {table.name}_fault
            where effect = 'reject' and (column_name is null or column_name = '{key}')
        )
    """)


def _hold_keys_unique(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Reject every row whose key stands in several rows: none is a duplicate, so they differ."""
    exploded = table.exploded
    # Two spellings that no list knows are both the Unknown member, but not the same key.
    known = f"and not ends_with(record_key, '|{unknown_member(exploded.codes or '')}')" if exploded else ""
    con.execute(f"""
        insert into {table.name}_fault
        with conflict as (
            select record_key, list_sort(list(distinct row_number)) as rows
            from {table.name}_record
            where record_key is not null {known}
            group by record_key
            having count(distinct row_number) > 1
        )
        select distinct on (row_number)
            row_number,
            '{", ".join(table.key)}',
            'stands in rows that differ (' || array_to_string(rows[1:5], ', ') || '); say which is right',
            'reject'
        from {table.name}_record join conflict using (record_key)
        order by row_number, record_key
    """)


def _give_verdicts(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, int]:
    con.execute(f"""
        create or replace temp table {table.name}_verdict as
        select
            row_number,
            case
                when is_duplicate then 'duplicate'
                when row_number in (select row_number from {table.name}_fault where effect = 'reject') then 'rejected'
                else 'accepted'
            end as verdict
        from {table.name}_read
    """)
    return dict(con.execute(f"select verdict, count(*) from {table.name}_verdict group by verdict").fetchall())


def _lose_cells(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the optional cells that broke a rule missing, before a child's rows look at them."""
    lost = f"select distinct column_name from {table.name}_fault where effect = 'lose'"
    for (name,) in con.execute(lost).fetchall():
        con.execute(f"""
            update {table.name}_read set {name} = null
            where row_number in (
                select row_number from {table.name}_fault where effect = 'lose' and column_name = '{name}'
            )
        """)


def _parent_key(table: Table) -> str:
    """Return the column by which a row knows its parent: the first of its own key."""
    return table.key[0]


def _record_date(table: Table) -> str:
    """Return SQL for the day by which a delivery's stated days cover a record."""
    if table.parent is not None:
        return "parent.record_date"
    return f"child.{table.record_date}" if table.record_date else "cast(null as date)"


def accepted_parent(table: Table) -> str:
    """Return the accepted rows of the parent, as a subquery with the date that covers them."""
    parent = table.parent
    return (
        f"(select parent.*, record_date from {parent}_read as parent"
        f" join {parent}_verdict using (row_number) join {parent}_record using (row_number)"
        f" where verdict = 'accepted')"
    )
