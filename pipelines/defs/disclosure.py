"""The disclosure audit as a blocking check: nothing is released that lets anyone work out a hidden count."""

from collections.abc import Sequence

import dagster as dg

from pipelines.defs.extracts import extract_key
from pipelines.defs.resources import Build
from pipelines.disclosure.differencing.report import report
from pipelines.disclosure.differencing.tables import audit
from pipelines.extracts.partner import Partner


def disclosure_check(partners: Sequence[Partner]) -> list[dg.AssetChecksDefinition]:
    """Return the check on what partners receive, or no check if no partner has a statistical workbook."""
    statistical = [extract_key(partner) for partner in partners if partner.is_statistical]
    return [_check(*statistical)] if statistical else []


def _check(first: dg.AssetKey, *others: dg.AssetKey) -> dg.AssetChecksDefinition:

    @dg.asset_check(
        name="no_hidden_count_can_be_worked_out",
        asset=first,
        additional_deps=[*others, dg.AssetKey(["audit", "published_cell"])],
        blocking=True,
        description="No hidden count can be worked out from all statistical extracts together, including those in "
        "earlier releases.",
    )
    def disclosure(build: Build) -> dg.AssetCheckResult:
        found = audit(build.con)
        return dg.AssetCheckResult(passed=not found, metadata={"findings": len(found)}, description=report(found))

    return disclosure
