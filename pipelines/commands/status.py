"""The command `hatecrime status`.

Here: what the command looks up. `morning` says how it is shown.
"""

from datetime import date
from typing import TYPE_CHECKING

from pipelines.commands.terminal import (
    RAW,
    WAREHOUSE,
    DeliveredOption,
    WarehouseOption,
    console,
    fail,
    print_sections,
    settling,
)

if TYPE_CHECKING:
    import duckdb

    from pipelines.build.warehouse import Warehouse


def status(raw: DeliveredOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Show each agency's newest delivery, who is overdue, what to send back to whom, and the current release."""
    from pipelines.build.warehouse import Warehouse
    from pipelines.commands import morning
    from pipelines.landing.drift import newest_findings
    from pipelines.landing.ledger import newest_entries, newest_loaded
    from pipelines.landing.reference import reference_faults
    from pipelines.landing.status import overdue, to_be_told
    from pipelines.landing.strays import strays, unread
    from pipelines.landing.waiting import waits
    from pipelines.linkage.quality import news
    from pipelines.release.current import current_release, held_back
    from pipelines.release.releases import NoSuchRelease
    from schemas.agencies import agency_titles, all_agencies

    seconds = settling()
    home, agencies = Warehouse(warehouse.resolve()), all_agencies()
    with _open_ledger(home) as con:
        newest, notable, drifted = newest_entries(con), to_be_told(con), newest_findings(con)
        late = overdue(newest_loaded(con), agencies, date.today())
        linked, lists = news(con), reference_faults(con)
    console.print(morning.deliveries_table("Each agency's newest delivery", newest, agency_titles(), console))
    print_sections(morning.listed("Overdue", [f"{title}: {since}" for title, since in late]))
    print_sections(morning.reasons(notable, home, agency_titles()))
    print_sections(morning.rejected(newest, home, agency_titles()))
    print_sections(morning.drift(drifted, home, agency_titles()))
    print_sections(morning.listed("Linkage", linked))
    print_sections(morning.listed(morning.LISTS_NOT_LOADED, lists))
    raw = raw.resolve()
    print_sections(morning.left(waits(raw, agencies, seconds, home), [*strays(raw, agencies), *unread(raw, newest)]))
    try:
        release = current_release(home)
        print_sections([morning.release_text("The current release is", release)])
        print_sections(morning.notices([release]))
        print_sections(morning.rolled_back(held_back(home)))
        _ = release.manifest  # if it is damaged, the command ends by saying so
    except NoSuchRelease as error:
        console.print(str(error))


def _open_ledger(warehouse: "Warehouse") -> "duckdb.DuckDBPyConnection":
    """Open the build's ledger or, while a load holds it or if it has none, the current release's."""
    from pipelines.build.warehouse import WarehouseBusy, read_build
    from pipelines.landing.ledger import is_created
    from pipelines.release.current import current_release
    from pipelines.release.releases import NoSuchRelease

    try:
        if warehouse.build.exists():
            con = read_build(warehouse)
            if is_created(con):
                return con
            con.close()
    except WarehouseBusy:
        console.print("A load is running; this is what the current release says.")
    try:
        return current_release(warehouse).open()
    except NoSuchRelease as error:
        fail(str(error))
