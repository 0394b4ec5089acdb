"""The command `hatecrime sql`.

Here: querying the release. Rows are printed by `printing`.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.printing import Format, print_rows
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail

if TYPE_CHECKING:
    import duckdb


def sql(
    query: Annotated[
        str, typer.Argument(help="A query of the schemas mart, star and audit, or several with ; between them.")
    ],
    warehouse: WarehouseOption = WAREHOUSE,
    output: Annotated[Format, typer.Option("--format", help="The output format.")] = Format.TABLE,
) -> None:
    """Query the current release, read-only. As a table, the results of several queries come one after another."""
    import duckdb

    from pipelines.build.warehouse import Warehouse
    from pipelines.release.current import current_release
    from pipelines.release.releases import NoSuchRelease

    try:
        release = current_release(Warehouse(warehouse.resolve()))
        with release.open() as con:
            found = list(_results(con, query))
    except (NoSuchRelease, duckdb.Error) as error:
        fail(str(error))
    if not found:
        fail("That is not a query, as it returns no columns; write a select.")
    if len(found) > 1 and output is not Format.TABLE:
        fail(f"{output} holds one result, and these are {len(found)} queries; run one at a time.")
    for names, _ in found:
        if len(set(names)) < len(names):
            fail("Two columns have the same name; rename one with as.")
    for names, rows in found:
        print_rows(names, rows, output, console)


def _results(con: "duckdb.DuckDBPyConnection", query: str) -> Iterator[tuple[list[str], list[tuple]]]:
    """Yield the columns and rows of each statement that returns any; the others, such as set, are run for the rest."""
    from duckdb import ExpectedResultType

    for statement in con.extract_statements(query):
        found = con.execute(statement)
        if set(statement.expected_result_type) == {ExpectedResultType.QUERY_RESULT}:
            yield [column[0] for column in found.description or ()], found.fetchall()
