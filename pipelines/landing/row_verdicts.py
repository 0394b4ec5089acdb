"""Verdicts: a row's key, which other rows have it, and whether the row is accepted.

Here: the rules between rows (docs/contracts/README.md, "Verdicts"), as SQL over an examination's temporary tables.
pandera has the rules within a row (`row_rules`).
"""

import duckdb

from pipelines.build.statement import Sql, Statements
from pipelines.landing.cells import PART_ROWS
from schemas.contract import Table
from schemas.fields import unknown_member

_SQL = Statements(__file__)


def key_records(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make `<table>_record`: each record in a row, with its date and its key (NULL if it can't be read).

    If a key cell holds several values, its row has several records.
    """
    con.execute(
        _SQL(
            "key_records",
            table=table,
            parent_key=parent_key(table),
            record_date=record_date(table),
            part_rows=PART_ROWS,
        ),
        {"key": list(table.key), "parent_table": table.parent},
    )


def hold_to_parent(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Reject every row whose parent isn't one of the delivery's accepted rows."""
    if table.parent is None:
        return
    key = parent_key(table)
    con.execute(_SQL("hold_to_parent", table=table, parent_key=key), {"parent": table.parent, "parent_key": key})


def hold_keys_unique(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Reject every row whose key is in several rows: none is a duplicate, so the rows differ."""
    unknown = unknown_member(table.exploded.codes or "") if table.exploded else None
    statement = _SQL("hold_keys_unique", table=table, unknown=unknown, part_rows=PART_ROWS)
    con.execute(statement, {"key": ", ".join(table.key)})


def give_verdicts(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Make `<table>_verdict`: one verdict for each row."""
    con.execute(_SQL("give_verdicts", table=table))


def lose_cells(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Empty the optional cells that broke a rule, before the child's rows use them."""
    for (column,) in con.execute(_SQL("lost_columns", table=table)).fetchall():
        con.execute(_SQL("lose_cells", table=table, column=column), {"column": column})


def parent_key(table: Table) -> str:
    """Return the column that links a row to its parent: the first column of its own key."""
    return table.key[0]


def record_date(table: Table) -> Sql:
    """Return SQL for the day that decides whether a delivery's stated days cover a record."""
    return Sql(_SQL("record_date", table=table))
