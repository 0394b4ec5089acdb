"""The ledger as assets: what came from which agency, once every agency's deliveries have landed."""

from collections.abc import Iterator

import dagster as dg

from pipelines.build.sql_table import row_count
from pipelines.build.statement import name as sql_name
from pipelines.defs.resources import Build
from pipelines.landing.agency_table import load_agencies
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.landed import landed_name
from pipelines.landing.waiting import note_waits, waits
from schemas.agencies import all_agencies

_LANDED = [dg.AssetKey(["landed", landed_name(agency, table)]) for agency in all_agencies() for table in agency.tables]


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["audit", "delivery"],
            deps=_LANDED,
            group_name="audit",
            description="What became of each file in each revision of each delivery.",
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            ["audit", "column"],
            deps=_LANDED,
            group_name="audit",
            description="How each column in each delivered table was found, and how full it was.",
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            ["landed", "record"],
            deps=_LANDED,
            group_name="landed",
            description="Every record in every row sent: its verdict, its key and its date.",
            kinds={"duckdb"},
        ),
        dg.AssetSpec(
            ["landed", "agency"],
            group_name="landed",
            description="The agencies that have a contract.",
            kinds={"duckdb"},
        ),
    ]
)
def ledger(build: Build) -> Iterator[dg.MaterializeResult]:
    """Pass the night's complete ledger on to the tables that read it, and note which deliveries wait."""
    waiting = waits(build.raw, all_agencies(), settling_seconds(), build.warehouse)
    note_waits(build.warehouse, waiting)
    load_agencies(build.con)
    for schema, name in (("audit", "delivery"), ("audit", "column"), ("landed", "record"), ("landed", "agency")):
        rows = row_count(build.con, sql_name(schema, name))
        yield dg.MaterializeResult([schema, name], metadata={"dagster/row_count": rows})
