"""The release as an asset: made when everything is built and every check has passed."""

import dagster as dg

from pipelines.build.audit import AUDIT
from pipelines.build.sql_file import sql_tables
from pipelines.defs.extracts import PARTNERS, extract_key
from pipelines.defs.resources import Build
from pipelines.defs.tables import asset_key
from pipelines.extracts.extract import write_extract
from pipelines.landing import ledger
from pipelines.release.publish import publish

_PUBLISHED = [table for table in sql_tables() if table.schema in ("star", "mart")]


@dg.asset(
    key=["release"],
    deps=[
        *(dg.AssetKey(["audit", table.name]) for table in AUDIT),
        *(asset_key(table.full_name) for table in _PUBLISHED),
        *(extract_key(partner) for partner in PARTNERS),
    ],
    group_name="release",
)
def release(context: dg.AssetExecutionContext, build: Build) -> dg.MaterializeResult:
    """The database and the partners' workbooks, released together by one atomic switch of `current`."""
    extracts = {partner.name: write_extract(build.con, partner, build.warehouse.extracts) for partner in PARTNERS}
    refused = ledger.refusals(ledger.newest_entries(build.con))
    made = publish(build.con, build.warehouse, _PUBLISHED, extracts, refused)
    context.log.info(f"Released {made.release_id}" if made else "Nothing new to release")
    return dg.MaterializeResult(
        metadata={"release_id": made.release_id, "files": len(made.manifest["files"])} if made else {}
    )
