"""The command `hatecrime`: what an engineer and an analyst type.

Here: options, printing and exit codes. What is done stands in the modules that are called.
"""

import time
from datetime import date
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from pipelines.build.warehouse import Warehouse, WarehouseBusy, read_build
from pipelines.commands import audit, deliver, describe, linkage, morning, review, vault
from pipelines.commands.printing import Format, print_rows
from pipelines.commands.terminal import (
    RAW,
    WAREHOUSE,
    DeliveredOption,
    RawOption,
    WarehouseOption,
    console,
    fail,
    print_sections,
)
from pipelines.landing.delivery import WrongSetting, settling_seconds, unsettled
from pipelines.landing.drift import newest_findings
from pipelines.landing.ledger import newest_entries, newest_loaded
from pipelines.landing.standing import overdue, to_be_told
from pipelines.landing.strays import strays, unread
from pipelines.linkage.quality import news
from pipelines.release.releases import NoSuchRelease, current_release, releases
from pipelines.release.releases import rollback as roll_back
from schemas.agencies import all_agencies

app = typer.Typer(
    help="Warwickshire's hate crime data warehouse.",
    no_args_is_help=True,
    pretty_exceptions_show_locals=False,
)
app.command()(audit.audit_disclosure)
app.command()(deliver.deliver)
app.command()(describe.describe)
app.command()(review.review)
app.add_typer(linkage.app, name="linkage")
app.add_typer(vault.app, name="vault")


@app.command()
def nightly(raw: DeliveredOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Load what came, rebuild what follows from it, check it and release it.

    Exit code 0: the release in force holds every agency's newest delivery. 3: the same, but some agency's newest
    delivery stands refused. 1: not released; the last release stays in force. 2: a wrong call.
    """
    from pipelines.nightly import run  # brings Dagster, which the other commands do without

    _settling()
    started = time.monotonic()
    home = Warehouse(warehouse.resolve())
    night = run(raw.resolve(), home)
    console.print(morning.deliveries_table("What came", night.entries, _titles()))
    print_sections(morning.reasons(night.told, home, _titles()))
    print_sections(morning.rejected(night.newest, home, _titles()))
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


@app.command()
def sample(
    raw: RawOption = RAW,
    truth: Annotated[Path | None, typer.Option(help="Where to write who and what is the same.")] = None,
    scale: Annotated[int, typer.Option(min=1, help="How many times as busy the county is.")] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 2017,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Only where no delivery lies yet.")] = False,
) -> None:
    """Write the synthetic county's deliveries, April 2015 to September 2017. No person in them is real."""
    if any(folder.is_dir() for agency in all_agencies() for folder in (raw / agency.stem).glob("*")):
        if if_empty:
            return
        fail(f"{raw} holds deliveries already, and the sample writes over nothing; give another --raw.")
    from pipelines.sample import write_sample  # brings Faker, which the other commands do without

    truth = truth or raw.resolve().parent / "sample_truth.csv"
    write_sample(raw, truth, scale=scale, seed=seed)
    console.print(f"Wrote the synthetic sample to {raw} and its truth to {truth}.")


@app.command()
def status(raw: DeliveredOption = RAW, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Show each agency's newest delivery, who is overdue, what is to be sent back to whom, and the release in force."""
    settling = _settling()
    home, agencies = Warehouse(warehouse.resolve()), all_agencies()
    with _open_ledger(home) as con:
        newest, told, drifted = newest_entries(con), to_be_told(con), newest_findings(con)
        late = overdue(newest_loaded(con), agencies, date.today())
        linked = news(con)
    console.print(morning.deliveries_table("Each agency's newest delivery", newest, _titles()))
    print_sections(morning.listed("Overdue", [f"{title}: {since}" for title, since in late]))
    print_sections(morning.reasons(told, home, _titles()))
    print_sections(morning.rejected(newest, home, _titles()))
    print_sections(morning.drift(drifted, home, _titles()))
    print_sections(morning.listed("Linkage", linked))
    waiting = [name for agency in agencies for name in unsettled(raw, agency, settling)]
    print_sections(morning.left(waiting, [*strays(raw.resolve(), agencies), *unread(raw.resolve(), newest)]))
    try:
        console.print(morning.release_text("In force:", current_release(home)))
    except NoSuchRelease as error:
        console.print(str(error))


@app.command()
def sql(
    query: Annotated[str, typer.Argument(help="A query over the schemas mart, star and audit.")],
    warehouse: WarehouseOption = WAREHOUSE,
    output: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Query the release in force, read only."""
    try:
        release = current_release(Warehouse(warehouse.resolve()))
        with duckdb.connect(release.database, read_only=True, config={"enable_external_access": "false"}) as con:
            found = con.execute(query)
            names = [column[0] for column in found.description or ()] if found else []
            rows = found.fetchall() if names else []
    except (NoSuchRelease, duckdb.Error) as error:
        fail(str(error))
    if not names:
        fail("That is no query: it has no columns to print.")
    if len(set(names)) < len(names):
        fail("Two columns have the same name; give each its own with as.")
    print_rows(names, rows, output, console)


@app.command(name="releases")
def list_releases(warehouse: WarehouseOption = WAREHOUSE) -> None:
    """List the releases, newest first."""
    home = Warehouse(warehouse.resolve())
    known = releases(home)
    if not known:
        fail(f"Nothing has been released in {home.home} yet; run hatecrime nightly first.")
    console.print(morning.releases_table(known, home.current.resolve().name))


@app.command()
def rollback(release_id: str, warehouse: WarehouseOption = WAREHOUSE) -> None:
    """Put an earlier release in force."""
    try:
        release = roll_back(Warehouse(warehouse.resolve()), release_id)
    except NoSuchRelease as error:
        fail(str(error))
    console.print(f"In force: {release.release_id}.")


def _settling() -> float:
    """Return how long a file must have lain unmodified; what is set wrongly is a wrong call."""
    try:
        return settling_seconds()
    except WrongSetting as error:
        raise typer.BadParameter(str(error)) from None


def _titles() -> dict[str, str]:
    return {agency.stem: agency.title for agency in all_agencies()}


def _open_ledger(warehouse: Warehouse) -> duckdb.DuckDBPyConnection:
    """Open the build's ledger or, while a load holds it, that of the release in force."""
    try:
        if warehouse.build.exists():
            return read_build(warehouse)
    except WarehouseBusy:
        console.print("A load is running; this is what the release in force says.")
    try:
        return duckdb.connect(current_release(warehouse).database, read_only=True)
    except NoSuchRelease as error:
        fail(str(error))
