"""Drift as a warning in Dagster: a check for each agency that never stops a run."""

from collections import Counter

import dagster as dg
import duckdb

from pipelines.landing import drift
from pipelines.landing.landed import landed_name
from schemas.contract import Agency


def drift_check(agency: Agency) -> dg.AssetCheckSpec:
    """Return the check on an agency's deliveries, attached to the agency's first landed table."""
    return dg.AssetCheckSpec(
        "drift",
        asset=dg.AssetKey(["landed", landed_name(agency, agency.tables[0])]),
        blocking=False,
        description="The newest delivery has the contract's columns, and they are about as full as in earlier ones.",
    )


def drift_result(con: duckdb.DuckDBPyConnection, agency: Agency) -> dg.AssetCheckResult:
    """Return what drifted in the agency's newest delivery, as counts; hatecrime status names the columns."""
    found = [
        finding for (stem, _), found in drift.newest_findings(con).items() if stem == agency.stem for finding in found
    ]
    check = drift_check(agency)
    return dg.AssetCheckResult(
        passed=not found,
        asset_key=check.asset_key,
        check_name=check.name,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={f"columns_{kind}": columns for kind, columns in Counter(each.kind for each in found).items()},
        description=f"{len(found)} columns drifted; hatecrime status names them." if found else None,
    )
