"""The commands `hatecrime releases` and `hatecrime rollback`.

Here: options and printing. What a release is stands in `pipelines/release/`.
"""

from pipelines.build.warehouse import Warehouse
from pipelines.commands import morning
from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail
from pipelines.release.current import rollback as roll_back
from pipelines.release.releases import NoSuchRelease, releases


def list_releases(warehouse: WarehouseOption = WAREHOUSE) -> None:
    """List the releases, newest first."""
    home = Warehouse(warehouse.resolve())
    known = releases(home)
    if not known:
        fail(f"Nothing has been released in {home.home} yet; run hatecrime nightly first.")
    console.print(morning.releases_table(known, home.current.resolve().name))


def rollback(release_id: str, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Put an earlier release in force."""
    try:
        release = roll_back(Warehouse(warehouse.resolve()), release_id)
    except NoSuchRelease as error:
        fail(str(error))
    console.print(f"In force: {release.release_id}.")
