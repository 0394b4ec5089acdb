"""The release as an asset, made once everything is built and every check has passed."""

from collections.abc import Sequence

import dagster as dg

from pipelines.build.audit_tables import AUDIT
from pipelines.defs.extracts import extract_key
from pipelines.defs.resources import Build
from pipelines.defs.tables import TABLES, asset_key
from pipelines.extracts.extract import write_extract
from pipelines.extracts.partner import Partner
from pipelines.landing import ledger
from pipelines.release.publish import publish

_PUBLISHED = [table for table in TABLES if table.schema in ("star", "mart")]


def release_asset(partners: Sequence[Partner]) -> dg.AssetsDefinition:
    """Return the release: the database and the partners' workbooks."""

    @dg.asset(
        key=["release"],
        deps=[
            *(dg.AssetKey(["audit", table.name]) for table in AUDIT),
            *(asset_key(table.full_name) for table in _PUBLISHED),
            *(extract_key(partner) for partner in partners),
        ],
        group_name="release",
    )
    def release(context: dg.AssetExecutionContext, build: Build) -> dg.MaterializeResult:
        """The database and the partners' workbooks, released together in one atomic switch of `current`."""
        home, code = build.warehouse.extracts, build.extract_code
        publisher = build.publisher
        extracts = {
            partner.name: write_extract(build.con, partner, home, TABLES, code, publisher) for partner in partners
        }
        refused = ledger.refusals(ledger.newest_entries(build.con))
        made = publish(build.con, build.warehouse, _PUBLISHED, extracts, refused, publisher)
        context.log.info(f"Released {made.release_id}" if made else "Nothing new to release")
        return dg.MaterializeResult(
            metadata={"release_id": made.release_id, "files": len(made.manifest["files"])} if made else {}
        )

    return release
