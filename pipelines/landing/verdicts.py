"""Verdicts (contracts/README.md, "Verdicts"): what a row's key is, what else holds it, and whether it may stay.

Here: the rules between rows, as SQL over the temporary tables of an examination. Rules within a row are
pandera's (`rules`).
"""

import duckdb

from pipelines.landing.reading import PART_ROWS
from schemas.contract import Table
from schemas.fields import unknown_member


def key_records(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make `<table>_record`: a record a row holds, with its key (NULL if it can't be read) and its date.

    A cell of the key that holds several makes several records of its row.
    """
    exploded = table.exploded
    parts = [_key_part(table, name) for name in table.key]
    unnested = f", unnest(child.{exploded.name}) as one(one_{exploded.name})" if exploded else ""
    key_columns = ", ".join(f"'{name}'" for name in table.key)
    parent = f"left join {accepted_parent(table)} as parent using ({parent_key(table)})" if table.parent else ""
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
                {record_date(table)} as record_date,
                {f"'{table.parent}'" if table.parent else "cast(null as varchar)"} as parent_table,
                {f"child.{parent_key(table)}" if table.parent else "cast(null as varchar)"} as parent_key
                {f", one_{exploded.name}" if exploded else ""}
            from (from {table.name}_read anti join unreadable using (row_number)) as child {parent} {unnested}
            where not child.is_duplicate
        )
        from keyed
        union all by name
        select row_number from unreadable
    """)


def _key_part(table: Table, name: str) -> str:
    """Return SQL for a column's part of the key."""
    if table.exploded is not None and name == table.exploded.name:
        return f"one_{name}"
    if name == table.numbered:
        return f"coalesce(child.{name}, 'row ' || child.row_number % {PART_ROWS})"
    return f"child.{name}"


def hold_to_parent(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Reject every row whose parent is not among the delivery's accepted rows."""
    if table.parent is None:
        return
    key = parent_key(table)
    con.execute(f"""
        insert into {table.name}_fault
        select child.row_number, '{key}', 'is not among the accepted rows of {table.parent}', 'reject'
        from {table.name}_read as child anti join {accepted_parent(table)} as parent using ({key})
        where not child.is_duplicate and child.row_number not in (
            select row_number from {table.name}_fault
            where effect = 'reject' and (column_name is null or column_name = '{key}')
        )
    """)


def hold_keys_unique(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Reject every row whose key stands in several rows: none is a duplicate, so they differ."""
    exploded = table.exploded
    # Two spellings that no list knows are both the Unknown member, but not the same key.
    known = f"and not ends_with(record_key, '|{unknown_member(exploded.codes or '')}')" if exploded else ""
    con.execute(f"""
        insert into {table.name}_fault
        with conflict as (
            select
                record_key,
                list_sort(list(distinct {{'row_number': row_number, 'label': label}})) as rows
            from {table.name}_record join {table.name}_part on part = row_number // {PART_ROWS}
            where record_key is not null {known}
            group by record_key
            having count(distinct row_number) > 1
        )
        select distinct on (row_number)
            row_number,
            '{", ".join(table.key)}',
            'stands in rows that differ (' || array_to_string(
                [each.label || each.row_number % {PART_ROWS} for each in rows[1:5]], ', '
            ) || '); say which is right',
            'reject'
        from {table.name}_record join conflict using (record_key)
        order by row_number, record_key
    """)


def give_verdicts(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make `<table>_verdict`: one verdict a row."""
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


def lose_cells(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make the optional cells that broke a rule missing, before a child's rows look at them."""
    lost = f"select distinct column_name from {table.name}_fault where effect = 'lose'"
    for (name,) in con.execute(lost).fetchall():
        con.execute(f"""
            update {table.name}_read set {name} = null
            where row_number in (
                select row_number from {table.name}_fault where effect = 'lose' and column_name = '{name}'
            )
        """)


def parent_key(table: Table) -> str:
    """Return the column by which a row knows its parent: the first of its own key."""
    return table.key[0]


def record_date(table: Table) -> str:
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
