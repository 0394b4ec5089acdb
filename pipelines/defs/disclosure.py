"""The audit of disclosure as a blocking check: nothing is released from which a hidden count can be worked out."""

import dagster as dg

from pipelines.defs.extracts import PARTNERS, extract_key
from pipelines.defs.resources import Build
from pipelines.lib.differencing_report import report
from pipelines.lib.differencing_tables import audit

_STATISTICAL = [extract_key(partner) for partner in PARTNERS if partner.is_statistical]
_CHECK = "no_hidden_count_can_be_worked_out"


@dg.asset_check(
    name=_CHECK,
    asset=_STATISTICAL[-1],
    additional_deps=[*_STATISTICAL[:-1], dg.AssetKey(["audit", "published_cell"])],
    blocking=True,
    description="From all statistical extracts together, and those of every earlier release, no hidden count follows.",
)
def disclosure(build: Build) -> dg.AssetCheckResult:
    """Work out what a reader of all statistical extracts could, before they are released."""
    found = audit(build.con)
    return dg.AssetCheckResult(passed=not found, metadata={"findings": len(found)}, description=report(found))


defs = dg.Definitions(asset_checks=[disclosure] if _STATISTICAL else [])
