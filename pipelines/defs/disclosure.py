"""The audit of disclosure as a blocking check: nothing is released from which a hidden count can be worked out."""

from collections.abc import Sequence

import dagster as dg

from pipelines.defs.extracts import PARTNERS, extract_key
from pipelines.defs.resources import Build
from pipelines.disclosure.differencing.report import report
from pipelines.disclosure.differencing.tables import audit


def _check(extracts: Sequence[dg.AssetKey]) -> dg.AssetChecksDefinition:
    first, *others = extracts

    @dg.asset_check(
        name="no_hidden_count_can_be_worked_out",
        asset=first,
        additional_deps=[*others, dg.AssetKey(["audit", "published_cell"])],
        blocking=True,
        description="From all statistical extracts together, with those of every earlier release, no hidden count "
        "can be worked out.",
    )
    def disclosure(build: Build) -> dg.AssetCheckResult:
        found = audit(build.con)
        return dg.AssetCheckResult(passed=not found, metadata={"findings": len(found)}, description=report(found))

    return disclosure


_STATISTICAL = [extract_key(partner) for partner in PARTNERS if partner.is_statistical]

defs = dg.Definitions(asset_checks=[_check(_STATISTICAL)] if _STATISTICAL else [])
