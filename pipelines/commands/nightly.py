"""The command `hatecrime nightly`.

Here: its exit codes, and what it prints in the end. What a run does stands in `pipelines/nightly.py`.
"""

import time

import typer

from pipelines.build.warehouse import Warehouse
from pipelines.commands import morning
from pipelines.commands.terminal import (
    RAW,
    WAREHOUSE,
    DeliveredOption,
    WarehouseOption,
    console,
    print_sections,
    settling,
)
from schemas.agencies import agency_titles


def nightly(raw: DeliveredOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Load what came, rebuild what follows from it, check it and release it.

    Exit code 0: the release in force holds every agency's newest delivery. 3: the same, but some agency's newest
    delivery stands refused. 1: not released; the last release stays in force. 2: a wrong call.
    """
    from pipelines.nightly import run  # brings Dagster, which the other commands do without

    settling()
    started = time.monotonic()
    home = Warehouse(warehouse.resolve())
    night = run(raw.resolve(), home)
    console.print(morning.deliveries_table("What came", night.entries, agency_titles()))
    print_sections(morning.reasons(night.told, home, agency_titles()))
    print_sections(morning.rejected(night.newest, home, agency_titles()))
    print_sections(morning.left(night.waiting, night.strays))
    if night.failures:
        console.print("Not released:", style="bold red")
    for failure in night.failures:
        console.print(failure, markup=False)
    if night.release is not None:
        unchanged = "In force stays" if night.failures else "Nothing new to release; in force stays"
        said = "Released" if night.is_new else unchanged
        console.print(morning.release_text(said, night.release))
    if night.is_rolled_back:
        console.print("A rollback holds the newest release back; hatecrime rollback puts it in force again.")
    if night.new_key is not None:
        console.print(
            f"A key for the vault was made, {night.new_key}. Back it up: without it the vault can't be opened."
        )
    console.print(f"Took {time.monotonic() - started:.1f} s.")
    raise typer.Exit(night.exit_code)
