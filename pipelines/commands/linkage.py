"""The commands `hatecrime linkage ...`.

Here: options, printing and exit codes. The work is in `linkage/evaluate` and `linkage/train`. Only counts and weights
are printed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipelines.commands.printing import Format, print_rows
from pipelines.commands.terminal import RAW, WAREHOUSE, RawOption, WarehouseOption, console, fail

if TYPE_CHECKING:
    import duckdb

app = typer.Typer(no_args_is_help=True)


@app.callback()
def linkage() -> None:
    """Measure how well records are matched to people and incidents, and train the person model."""


@app.command()
def evaluate(
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    truth: Annotated[Path | None, typer.Option(help="The sample's true matches; by default, beside --raw.")] = None,
    chart: Annotated[Path | None, typer.Option(help="Also draw a chart to this .svg or .png.", dir_okay=False)] = None,
    output: Annotated[Format, typer.Option("--format", help="The output format.")] = Format.TABLE,
) -> None:
    """Compare linkage with the synthetic sample's true matches: precision, recall and F1.

    Results are by pair of agencies and threshold; those for persons are also by ethnic group. Reviewers' decisions are
    left out.
    """
    from pipelines.linkage import evaluate as linked
    from pipelines.linkage.pair_counts import ALL, DIFFERENT
    from schemas.agencies import all_agencies

    if chart is not None and chart.suffix not in (".svg", ".png"):
        raise typer.BadParameter("The chart's name must end in .svg or .png.", param_hint="--chart")
    if chart is not None:
        _hold_folder(chart)
    path = truth or raw.resolve().parent / "sample_truth.csv"
    try:
        with _in_memory(warehouse) as work:
            measures = linked.evaluate(work, all_agencies(), path)
    except linked.NoTruth as error:
        fail(str(error))
    if output is not Format.TABLE:
        print_rows(*linked.as_rows(measures), output, console)
    else:
        for heading, names, rows in linked.as_tables(measures):
            console.print(heading, style="bold")
            print_rows(names, rows, output, console)
        for agencies in (ALL, DIFFERENT):
            console.print(linked.finding(measures, agencies), markup=False)
    if chart is not None:
        from pipelines.linkage.evaluation_chart import draw  # brings Altair

        draw(measures, chart)


@app.command()
def train(
    warehouse: WarehouseOption = WAREHOUSE,
    output: Annotated[Path, typer.Option(help="A new file for the model.", dir_okay=False)] = Path("person_model.json"),
) -> None:
    """Train a new person model on the loaded records, and show how it differs from the current model.

    Loads keep using the current model, pipelines/linkage/person_model.json, until you replace it with the new one.
    """
    from pipelines.build.sql_table import row_count
    from pipelines.build.statement import name
    from pipelines.linkage import person_model
    from pipelines.linkage.link import load_contacts
    from pipelines.linkage.person_records import gather
    from pipelines.linkage.train import differences
    from pipelines.linkage.train import train as train_again
    from schemas.agencies import all_agencies

    if output.exists():
        fail(f"{output} already exists and is not overwritten; give another --output.")
    _hold_folder(output)
    with _in_memory(warehouse) as work:
        console.print("Reading the records.")
        load_contacts(work)
        gather(work, all_agencies())
        records = row_count(work, name("person_record"))
        console.print(f"Training on {records:,} records, which takes some minutes. Nothing is shown until it ends.")
        new = train_again(work)
    old = person_model.read_model()
    person_model.write_model(new, output)
    weights = [
        (comparison, level, *map(_figure, (before, after, after - before)))
        for comparison, level, before, after in differences(old, new)
    ]
    heads = ("comparison", "level", f"weight, {old.version}", f"weight, {new.version}", "difference")
    print_rows(heads, weights, Format.TABLE, console)
    console.print(
        f"Mean number of other records per person-record: {old.matches_per_record}, now {new.matches_per_record}."
    )
    console.print(
        f"Wrote {output}. To use the new model from now on, replace {person_model.MODEL_FILE} with it.", markup=False
    )


@contextmanager
def _in_memory(warehouse: Path) -> Iterator["duckdb.DuckDBPyConnection"]:
    """Yield a connection of `link.in_memory` with the build and the vault attached; fail where they can't be opened.

    No load can run in the meantime.
    """
    from pipelines.build.vault import VaultLocked, attached
    from pipelines.build.warehouse import Warehouse, WarehouseBusy, open_build
    from pipelines.linkage.link import in_memory
    from pipelines.linkage.person_records import IdentitiesMissing

    home = Warehouse(warehouse.resolve())
    if not (home.build.exists() and home.vault.exists()):
        fail(f"Nothing has been loaded in {home.home} yet; run hatecrime nightly first.")
    try:
        with open_build(home) as con, attached(con, home.vault), in_memory(con) as work:
            yield work
    except (IdentitiesMissing, VaultLocked, WarehouseBusy) as error:
        fail(str(error))


def _hold_folder(file: Path) -> None:
    """Fail if the folder of a file to write doesn't exist: before the work, not after it."""
    if not file.parent.is_dir():
        fail(f"There is no folder {file.parent} to write {file.name} to; make it, or choose another.")


def _figure(weight: float) -> str:
    return "" if isnan(weight) else f"{round(weight, 2) + 0:.2f}"
