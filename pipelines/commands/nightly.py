"""The command `hatecrime nightly`.

Here: its exit codes, and what it prints at the end. The run itself is in `pipelines/nightly.py`.
"""

import time

import typer

from pipelines.commands.terminal import (
    RAW,
    WAREHOUSE,
    RawOption,
    WarehouseOption,
    console,
    fail,
    print_sections,
    settling,
)


def nightly(raw: RawOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Load new deliveries, rebuild what depends on them, check the result and release it.

    Exit code 0: the current release holds every agency's newest delivery. 1: nothing was released, or a rollback holds
    the newest release back. 2: wrong options or settings. 3: released, but there is something to do: an agency's newest
    delivery was refused, a pull failed, a reference list has a fault, or a delivery has waited for over a day. 4:
    another load is running, so nothing was done.
    """
    from pipelines.build.warehouse import Warehouse, WarehouseBusy
    from pipelines.commands import morning
    from pipelines.nightly import run
    from pipelines.release.holdings import NothingThere, hold_raw, holdings
    from schemas.agencies import agency_titles

    settling()
    started = time.monotonic()
    home = Warehouse(warehouse.resolve())
    try:
        hold_raw(raw.resolve(), holdings(home))
        if not raw.is_dir():
            raise typer.BadParameter(f"There is no folder {raw}.", param_hint="--raw")
        night = run(raw.resolve(), home)
    except NothingThere as error:
        fail(str(error))
    except WarehouseBusy as busy:
        console.print(str(busy), style="bold red", markup=False)
        raise typer.Exit(4) from None
    console.print(morning.deliveries_table("New deliveries", night.entries, agency_titles(), console))
    print_sections(morning.reasons(night.notable, home, agency_titles()))
    print_sections(morning.rejected(night.newest, home, agency_titles()))
    print_sections(morning.listed(morning.LISTS_NOT_LOADED, night.list_faults))
    print_sections(morning.left(night.waiting, night.strays))
    if night.failures:
        console.print("Not released:", style="bold red")
    for failure in night.failures:
        console.print(failure, markup=False)
    if night.release is not None:
        still = "the current release is still"
        unchanged = still.capitalize() if night.failures else f"Nothing new; {still}"
        said = "Released" if night.is_new else unchanged
        print_sections([morning.release_text(said, night.release)])
        print_sections(morning.notices([night.release]))
    print_sections(morning.rolled_back(night.rollback))
    if night.new_key is not None:
        console.print(
            f"A key was made for the vault: {night.new_key}. Back it up: without it the vault can't be opened."
        )
    console.print(f"Took {time.monotonic() - started:.1f} s.")
    raise typer.Exit(night.exit_code)
