"""Each file in `sql/checks` as one blocking asset check: a query for rows that must not exist.

The checks on the last tables, which only extracts and the release read, run in one step, because a step costs more than
its query.
"""

from collections.abc import Iterator, Sequence

import dagster as dg

from pipelines.build.sql_check import SqlCheck, sql_checks
from pipelines.defs.resources import Build
from pipelines.defs.tables import TABLES, asset_key

_READ = frozenset[str]().union(*(table.dependencies for table in TABLES))


def _spec(check: SqlCheck) -> dg.AssetCheckSpec:
    target = asset_key(check.table)
    read = [key for name in sorted(check.dependencies) if (key := asset_key(name)) != target]
    return dg.AssetCheckSpec(check.name, asset=target, description=check.sentence, blocking=True, additional_deps=read)


def _step(name: str, checks: Sequence[SqlCheck]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name=name, specs=[_spec(check) for check in checks])
    def run_checks(build: Build) -> Iterator[dg.AssetCheckResult]:
        for check in checks:
            violations = check.violations(build.con)
            found = f"{violations:,} rows fail this check: {check.sentence}" if violations else check.sentence
            yield dg.AssetCheckResult(
                passed=violations == 0,
                check_name=check.name,
                asset_key=asset_key(check.table),
                metadata={"violations": violations},
                description=found,
            )

    return run_checks


_AMIDST = [check for check in sql_checks() if check.table in _READ]
_LAST = [check for check in sql_checks() if check.table not in _READ]

defs = dg.Definitions(
    asset_checks=[*(_step(check.name, [check]) for check in _AMIDST), _step("checks_before_the_release", _LAST)]
)
