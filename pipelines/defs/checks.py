"""Each file of `sql/checks` as one blocking asset check: a query of what must not be there."""

import dagster as dg

from pipelines.defs.resources import Build
from pipelines.defs.tables import asset_key
from pipelines.lib.sql_check import SqlCheck, sql_checks


def _check(check: SqlCheck) -> dg.AssetChecksDefinition:
    target = asset_key(check.table)

    @dg.asset_check(
        asset=target,
        name=check.name,
        description=check.sentence,
        blocking=True,
        additional_deps=[key for name in sorted(check.dependencies) if (key := asset_key(name)) != target],
    )
    def run_check(build: Build) -> dg.AssetCheckResult:
        violations = check.violations(build.con)
        return dg.AssetCheckResult(
            passed=violations == 0,
            metadata={"violations": violations},
            description=f"{violations:,} rows speak against this: {check.sentence}" if violations else check.sentence,
        )

    return run_check


defs = dg.Definitions(asset_checks=[_check(check) for check in sql_checks()])
