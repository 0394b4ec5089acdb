"""The command `hatecrime audit-disclosure`.

Here: its options and exit codes. What is looked at and how it is told stands in `differencing`.
"""

from typing import Annotated

import duckdb
import typer

from pipelines.build.warehouse import Warehouse
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail
from pipelines.release.current import current_release
from pipelines.release.releases import NoSuchRelease, released


def audit_disclosure(
    warehouse: WarehouseOption = WAREHOUSE,
    release: Annotated[str, typer.Option(metavar="ID", help="A release; else the one in force.")] = "",
) -> None:
    """Tell what can be worked out from the statistical extracts of a release and of all before it.

    Exit code 0: no hidden count can be. 1: some can; the report names them, what pins each, and what to coarsen.
    """
    from pipelines.disclosure.differencing.blocks import (
        Contradiction,  # brings SciPy, which the other commands do without
    )
    from pipelines.disclosure.differencing.report import report
    from pipelines.disclosure.differencing.tables import audit_release

    home = Warehouse(warehouse.resolve())
    try:
        asked = released(home, release) if release else current_release(home)
        with duckdb.connect(asked.database, read_only=True) as con:
            found = audit_release(con)
    except duckdb.CatalogException:
        fail(f"Release {asked.release_id} does not keep what it published; it is older than this audit.")
    except (NoSuchRelease, Contradiction) as error:
        fail(str(error))
    console.print(report(found), markup=False)
    if found:
        raise typer.Exit(1)
