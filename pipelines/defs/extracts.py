"""Each partner's workbook as one asset."""

import dagster as dg

from pipelines.defs.resources import Build, raw_folder
from pipelines.defs.tables import asset_key
from pipelines.disclosure import published_cell
from pipelines.extracts.cover import READS
from pipelines.extracts.extract import write_extract
from pipelines.extracts.partner import Partner, partners

PARTNERS = partners(raw_folder())


def extract_key(partner: Partner) -> dg.AssetKey:
    """Return the key of a partner's workbook."""
    return dg.AssetKey(["extract", partner.name])


def _asset(partner: Partner) -> dg.AssetsDefinition:
    @dg.asset(
        key=extract_key(partner),
        deps=[asset_key(name) for name in sorted(partner.reads | READS)],
        group_name="extracts",
        description=f"The {partner.disclosure} workbook of {partner.title}.",
        kinds={"excel"},
    )
    def write(build: Build) -> dg.MaterializeResult:
        path = write_extract(build.con, partner, build.warehouse.extracts)
        published_cell.forget_all_but(build.con, [partner.name for partner in PARTNERS])
        return dg.MaterializeResult(metadata={"workbook": path.name, "sheets": len(partner.queries)})

    return write


defs = dg.Definitions(assets=[_asset(partner) for partner in PARTNERS])
