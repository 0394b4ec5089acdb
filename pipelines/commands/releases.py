"""The commands `hatecrime releases` and `hatecrime rollback`.

Here: options and printing. Releases themselves are in `pipelines/release/`.
"""

from pipelines.commands.terminal import WAREHOUSE, WarehouseOption, console, fail, print_sections


def list_releases(warehouse: WarehouseOption = WAREHOUSE) -> None:
    """List the releases, newest first."""
    from pipelines.build.warehouse import Warehouse
    from pipelines.commands import morning
    from pipelines.release.current import held_back
    from pipelines.release.releases import releases

    home = Warehouse(warehouse.resolve())
    known = releases(home)
    if not known:
        fail(f"Nothing has been released in {home.home} yet; run hatecrime nightly first.")
    console.print(morning.releases_table(known, home.current.resolve().name))
    print_sections(morning.notices(known))
    print_sections(morning.rolled_back(held_back(home)))
    for release in known:
        _ = release.manifest  # if it is damaged, the command ends by saying so


def rollback(release_id: str, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Make an earlier release the current one."""
    from pipelines.build.warehouse import Warehouse
    from pipelines.release.current import rollback as roll_back
    from pipelines.release.releases import NoSuchRelease

    try:
        release = roll_back(Warehouse(warehouse.resolve()), release_id)
    except NoSuchRelease as error:
        fail(str(error))
    console.print(f"The current release is now {release.release_id}.")
