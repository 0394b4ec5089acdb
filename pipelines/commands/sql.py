"""The command `hatecrime sql`.

Here: querying the release. Rows are printed by `printing`.
"""

from typing import Annotated

import duckdb
import typer

from pipelines.build.warehouse import Warehouse
from pipelines.commands.printing import Format, print_rows
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail
from pipelines.release.current import current_release
from pipelines.release.releases import NoSuchRelease


def sql(
    query: Annotated[str, typer.Argument(help="A query of the schemas mart, star and audit.")],
    warehouse: WarehouseOption = WAREHOUSE,
    output: Annotated[Format, typer.Option("--format", help="The output format.")] = Format.TABLE,
) -> None:
    """Query the current release, read-only."""
    try:
        release = current_release(Warehouse(warehouse.resolve()))
        with release.open() as con:
            found = con.execute(query)
            names = [column[0] for column in found.description or ()] if found else []
            rows = found.fetchall() if names else []
    except (NoSuchRelease, duckdb.Error) as error:
        fail(str(error))
    if not names:
        fail("That is not a query, as it returns no columns; write a select.")
    if len(set(names)) < len(names):
        fail("Two columns have the same name; rename one with as.")
    print_rows(names, rows, output, console)
