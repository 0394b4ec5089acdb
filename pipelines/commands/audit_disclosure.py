"""The command `hatecrime audit-disclosure`.

Here: its options and exit codes. `differencing` does the audit and writes the report.
"""

from typing import Annotated

import typer

from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail


def audit_disclosure(
    warehouse: WarehouseOption = WAREHOUSE,
    release: Annotated[str, typer.Option(metavar="ID", help="The release to check; by default, the current one.")] = "",
) -> None:
    """Check whether hidden counts can be worked out from a release's statistical extracts and all earlier ones.

    Exit code 0: no hidden count can be worked out. 1: at least one can. The report lists them, what reveals each one,
    and what to show in less detail.
    """
    import duckdb

    from pipelines.build.warehouse import Warehouse
    from pipelines.disclosure.differencing.blocks import Contradiction
    from pipelines.disclosure.differencing.report import report
    from pipelines.disclosure.differencing.tables import audit_release
    from pipelines.release.current import current_release
    from pipelines.release.releases import NoSuchRelease, released

    home = Warehouse(warehouse.resolve())
    try:
        asked = released(home, release) if release else current_release(home)
        with asked.open() as con:
            found = audit_release(con)
    except duckdb.CatalogException:
        fail(
            f"Release {asked.release_id} is too old to audit: it doesn't keep what it published. "
            "Choose a newer one from hatecrime releases."
        )
    except (NoSuchRelease, Contradiction) as error:
        fail(str(error))
    console.print(report(found), markup=False)
    if found:
        raise typer.Exit(1)
