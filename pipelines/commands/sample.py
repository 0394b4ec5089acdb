"""The command `hatecrime sample`.

Here: its options, and where the sample may not go. The sample itself is made in `pipelines/sample/`.
"""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.terminal import RAW, WAREHOUSE, RawOption, WarehouseOption, console, fail


def sample(
    raw: RawOption = RAW,
    truth: Annotated[
        Path | None, typer.Option(help="Where to write the true matches; by default, beside --raw.")
    ] = None,
    scale: Annotated[int, typer.Option(min=1, help="Multiply every figure by this.")] = 1,
    seed: Annotated[int, typer.Option(help="The same seed gives the same files.")] = 2017,
    if_empty: Annotated[bool, typer.Option("--if-empty", help="Do nothing if there are deliveries.")] = False,
    warehouse: WarehouseOption = WAREHOUSE,
) -> None:
    """Write deliveries of a synthetic county, April 2015 to September 2017. No person in them is real.

    Nothing is written while the warehouse holds real deliveries.
    """
    from pipelines.build.warehouse import Warehouse
    from pipelines.release.holdings import NothingThere, hold_raw, holdings
    from schemas.agencies import all_agencies

    if any(folder.is_dir() for agency in all_agencies() for folder in (raw / agency.stem).glob("*")):
        if if_empty:
            return
        fail(f"{raw} already holds deliveries, and the sample overwrites nothing; give another --raw.")
    home = Warehouse(warehouse.resolve())
    holds = holdings(home)
    if not all(kind.is_all_synthetic for kind in holds.values()):
        try:
            hold_raw(raw.resolve(), holds)
        except NothingThere as error:
            fail(str(error))
        if if_empty:
            return
        fail(f"{home.home} holds real deliveries, so no sample is written; give it a --raw and --warehouse of its own.")
    from pipelines.sample import write_sample  # brings Faker, which the other commands do without

    truth = truth or raw.resolve().parent / "sample_truth.csv"
    write_sample(raw, truth, scale=scale, seed=seed)
    console.print(f"Wrote the synthetic sample to {raw} and its true matches to {truth}.")
