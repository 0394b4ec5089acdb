"""The reference lists as assets: read before anything is landed."""

from collections.abc import Iterator

import dagster as dg

from pipelines.defs.resources import Build
from pipelines.landing.reference import load_reference
from schemas.reference import REFERENCE

REFERENCE_KEYS = [dg.AssetKey(["reference", table.name]) for table in REFERENCE]


@dg.multi_asset(
    specs=[
        dg.AssetSpec(["reference", table.name], group_name="reference", description=table.model.__doc__, kinds={"csv"})
        for table in REFERENCE
    ]
)
def reference_lists(build: Build) -> Iterator[dg.MaterializeResult]:
    """Load the lists that the partnership keeps itself. If one has a fault, the last good one stays current."""
    for name, rows in load_reference(build.con, build.raw, build.reading_code).items():
        yield dg.MaterializeResult(["reference", name], metadata={"dagster/row_count": rows})
