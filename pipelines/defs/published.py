"""What has been published so far, as assets: read from the newest release for marts that show what has changed."""

from collections.abc import Iterator

import dagster as dg

from pipelines.build import provenance
from pipelines.defs.resources import Build
from pipelines.release.published import PUBLISHED, read_published


@dg.multi_asset(
    name="published",
    specs=[
        dg.AssetSpec(
            name.split("."),
            group_name=name.partition(".")[0],
            description="What has been published so far, read from the newest release.",
            kinds={"duckdb"},
        )
        for name in PUBLISHED
    ],
)
def published(build: Build) -> Iterator[dg.MaterializeResult]:
    """Read what has been published so far, if there is a newer release than the one last read."""
    was_read = read_published(build.con, build.warehouse)
    for name in PUBLISHED:
        rows = provenance.rows_made(build.con, name)
        yield dg.MaterializeResult(name.split("."), metadata={"dagster/row_count": rows, "read": was_read})


defs = dg.Definitions(assets=[published])
