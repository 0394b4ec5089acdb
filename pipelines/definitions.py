"""What Dagster loads: everything in `pipelines/defs/`. Nothing is registered by hand.

Here: putting the definitions together for one folder of deliveries and one warehouse. Modules that depend on these two
have a function that takes them; all others have plain definitions.
"""

import os
from pathlib import Path

import dagster as dg

from pipelines.build.permissions import keep_private
from pipelines.build.warehouse import ROOT, Warehouse
from pipelines.defs.arrival import new_delivery_sensor
from pipelines.defs.disclosure import disclosure_check
from pipelines.defs.extracts import extract_assets
from pipelines.defs.release import release_asset
from pipelines.defs.resources import Build
from pipelines.extracts.partner import partners


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions for `HATECRIME_RAW` and `HATECRIME_WAREHOUSE`, or for `raw/` and `warehouse/` here.

    Dagster calls this in each of its processes, so nothing that these write is readable by everyone.
    """
    keep_private()
    raw, warehouse = os.environ.get("HATECRIME_RAW"), os.environ.get("HATECRIME_WAREHOUSE")
    return definitions(Path(raw or ROOT / "raw"), Warehouse(Path(warehouse or ROOT / "warehouse").resolve()))


def definitions(raw: Path, warehouse: Warehouse) -> dg.Definitions:
    """Return every asset, check, job, schedule, sensor and resource.

    Args:
        raw: The folder with the deliveries, and with the list of partners in `reference/`. Each partner has an asset.
        warehouse: The folder for everything that is built.

    Raises:
        ReferenceFault: if the list of partners can't be read.
        TemplateFault: if a partner's templates can't be used.
    """
    given = partners(raw)
    return dg.Definitions.merge(
        dg.load_from_defs_folder(path_within_project=Path(__file__).parent / "defs"),
        dg.Definitions(
            assets=[*extract_assets(given), release_asset(given)],
            asset_checks=disclosure_check(given),
            sensors=[new_delivery_sensor(raw, warehouse)],
            resources={"build": Build(raw_folder=str(raw), warehouse_folder=str(warehouse.home))},
            executor=dg.in_process_executor,
        ),
    )
