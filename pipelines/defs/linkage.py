"""Linkage as assets: which records are about the same person or incident, from the vault into pseudonyms."""

from collections.abc import Iterator

import dagster as dg

from pipelines.build import provenance
from pipelines.build.disk import Damaged
from pipelines.build.sql_table import row_count
from pipelines.build.statement import name as sql_name
from pipelines.build.vault import VaultLocked
from pipelines.defs.resources import Build
from pipelines.defs.tables import TABLES
from pipelines.defs.withheld import withheld
from pipelines.landing.landed import landed_name
from pipelines.linkage.link import CONTACT
from pipelines.linkage.night import INCIDENT, PERSON, link_night
from pipelines.linkage.person_records import IdentitiesMissing
from pipelines.linkage.quality import drifted
from schemas.agencies import all_agencies

_AGENCIES = all_agencies()
_CONTACTS = [table.name for table in TABLES if table.schema == "staged" and table.name.endswith(CONTACT)]
_VAULTED = [landed_name(agency, table) for agency in _AGENCIES for table in agency.tables if table.person]
_DEPS = [
    dg.AssetKey(["staged", "record"]),
    dg.AssetKey(["reference", "forename_form"]),
    *(dg.AssetKey(["staged", name]) for name in _CONTACTS),
    *(dg.AssetKey(["vault", name]) for name in _VAULTED),
]
_DRIFT = "linkage_drift"


def _spec(name: str, group: str, description: str) -> dg.AssetSpec:
    return dg.AssetSpec(
        name.split("."), deps=_DEPS, group_name=group, description=description, kinds={"splink", "duckdb"}
    )


@dg.multi_asset(
    name="linkage",
    specs=[
        _spec(
            PERSON, "linked", "A person on a current record, by pseudonym.\n\nGrain: agency, table_name, record_key."
        ),
        _spec(
            INCIDENT,
            "linked",
            "A current hate record, and its incident at three thresholds, by pseudonym.\n\nGrain: agency, record_ref.",
        ),
        _spec("audit.linkage_quality", "audit", "What was measured in each linkage."),
        _spec("audit.linkage_change", "audit", "Changes of pseudonym, from an old id to a new one."),
    ],
    check_specs=[
        dg.AssetCheckSpec(
            _DRIFT,
            asset=dg.AssetKey(PERSON.split(".")),
            description="The linkage is similar to the previous one: cluster sizes, match weights, shares linked.",
        )
    ],
)
def linkage(build: Build) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Link all agencies' persons and incidents, if anything that affects the result has changed."""
    with withheld("Linking records", "Nothing was kept.", VaultLocked, Damaged, IdentitiesMissing):
        was_linked = link_night(build.con, build.warehouse, _AGENCIES, build.made_of())
    for name in (PERSON, INCIDENT):
        yield dg.MaterializeResult(
            name.split("."), metadata={"dagster/row_count": provenance.rows_made(build.con, name), "linked": was_linked}
        )
    for name in ("linkage_quality", "linkage_change"):
        rows = row_count(build.con, sql_name("audit", name))
        yield dg.MaterializeResult(["audit", name], metadata={"dagster/row_count": rows})
    far = drifted(build.con)
    yield dg.AssetCheckResult(
        passed=not far,
        check_name=_DRIFT,
        asset_key=dg.AssetKey(PERSON.split(".")),
        severity=dg.AssetCheckSeverity.WARN,
        description=" ".join(far) or "Similar to the previous linkage.",
    )


defs = dg.Definitions(assets=[linkage])
