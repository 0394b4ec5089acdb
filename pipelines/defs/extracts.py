"""Each partner's workbook as one asset."""

from collections.abc import Iterable, Sequence

import dagster as dg

from pipelines.defs.resources import Build
from pipelines.defs.tables import TABLES, asset_key
from pipelines.disclosure import printed_counts
from pipelines.extracts.cover import READS
from pipelines.extracts.extract import write_extract
from pipelines.extracts.partner import Partner


def extract_key(partner: Partner) -> dg.AssetKey:
    """Return the key of a partner's workbook."""
    return dg.AssetKey(["extract", partner.name])


def extract_assets(partners: Sequence[Partner]) -> list[dg.AssetsDefinition]:
    """Return an asset for each partner's workbook."""
    return [_asset(partner, [each.name for each in partners]) for partner in partners]


def _asset(partner: Partner, names: Iterable[str]) -> dg.AssetsDefinition:
    @dg.asset(
        key=extract_key(partner),
        deps=[asset_key(name) for name in sorted(partner.reads | READS)],
        group_name="extracts",
        description=f"The {partner.disclosure} workbook of {partner.title}.",
        kinds={"excel"},
    )
    def write(build: Build) -> dg.MaterializeResult:
        home, code = build.warehouse.extracts, build.extract_code
        path = write_extract(build.con, partner, home, TABLES, code, build.publisher)
        printed_counts.forget_all_but(build.con, [*names])
        return dg.MaterializeResult(metadata={"workbook": path.name, "sheets": len(partner.queries)})

    return write
