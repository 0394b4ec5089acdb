"""An agency's deliveries as assets: what was sent, what landed, and the identities in the vault."""

from collections.abc import Callable, Iterator
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import dagster as dg
import duckdb

from pipelines.build.disk import Damaged
from pipelines.build.vault import VaultLocked
from pipelines.defs.drift import drift_check, drift_result
from pipelines.defs.freshness import note_arrival, raw_asset
from pipelines.defs.reference import REFERENCE_KEYS
from pipelines.defs.resources import Build
from pipelines.defs.withheld import withheld
from pipelines.landing.delivery import Delivery, settling_seconds
from pipelines.landing.land import land_agency
from pipelines.landing.landed import landed_name
from pipelines.landing.ledger import Entry
from pipelines.landing.reader import Reader
from pipelines.pull.ledger import enter_failed_pull
from pipelines.pull.source import PullFailed
from schemas.contract import Agency, Table

#: Writes today's delivery from an agency's database, and returns a sentence about it if anything was due.
Pull = Callable[[duckdb.DuckDBPyConnection, Path, date], str | None]


def agency_assets(
    agency: Agency, open_delivery: Callable[[Delivery], Reader], pull: Pull | None = None
) -> dg.Definitions:
    """Return an agency's assets: its raw deliveries, and a landed table for each table in its contract."""

    @dg.multi_asset(
        name=f"land_{agency.stem}",
        specs=[spec for table in agency.tables for spec in _specs(agency, table)],
        check_specs=[drift_check(agency)],
    )
    def land(context: dg.AssetExecutionContext, build: Build) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
        """Land the deliveries that are due, oldest first. If one is refused, what came before stays current."""
        entries: list[Entry] = []
        with withheld(f"Landing {agency.title}", "Nothing from that delivery was loaded.", VaultLocked, Damaged):
            for landed in _land(context, build, agency, open_delivery, pull):
                entries += landed
                _say(context, landed)
        note_arrival(context, build, agency)
        for table in agency.tables:
            yield dg.MaterializeResult(["landed", landed_name(agency, table)], metadata=_counts(table, entries))
            if table.identities:
                yield dg.MaterializeResult(["vault", landed_name(agency, table)])
        yield drift_result(build.con, agency)

    return dg.Definitions(assets=[raw_asset(agency), land])


def _land(
    context: dg.AssetExecutionContext,
    build: Build,
    agency: Agency,
    open_delivery: Callable[[Delivery], Reader],
    pull: Pull | None,
) -> Iterator[list[Entry]]:
    """Land what was sent, then what is pulled: the pull's window begins where the loaded deliveries end."""
    yield from land_agency(
        build.con, build.raw, agency, open_delivery, build.landing(agency, open_delivery), settling_seconds()
    )
    if pull is None:
        return
    today = date.today()
    try:
        if came := pull(build.con, build.raw, today):
            context.log.info(f"{agency.stem}: {came}")
            yield from land_agency(
                build.con, build.raw, agency, open_delivery, build.landing(agency, open_delivery), settling_seconds()
            )
    except PullFailed as failed:
        yield [
            enter_failed_pull(
                build.con, build.raw, agency, today, str(failed), build.landing(agency, open_delivery).contract_sha256
            )
        ]


def _specs(agency: Agency, table: Table) -> Iterator[dg.AssetSpec]:
    deps = [dg.AssetKey(["raw", agency.stem]), *REFERENCE_KEYS]
    about = table.model.__doc__ or table.name
    name = landed_name(agency, table)
    yield dg.AssetSpec(
        ["landed", name],
        deps=deps,
        group_name="landed",
        description=f"{about}\n\nEvery accepted row from every delivery by {agency.title}, {table.file}.",
        kinds={"duckdb"},
    )
    if table.identities:
        yield dg.AssetSpec(
            ["vault", name],
            deps=deps,
            group_name="vault",
            description=f"The identities of {name}, encrypted: {', '.join(c.name for c in table.identities)}.",
            kinds={"duckdb"},
        )


def _say(context: dg.AssetExecutionContext, entries: list[Entry]) -> None:
    for entry in entries:
        # An unexpected file may have anyone's name; the engineer sees the file's name in hatecrime status.
        if entry.reason and entry.is_contracted:
            context.log.warning(f"{entry.agency} {entry.delivery_date} {entry.status}: {entry.file}: {entry.reason}")
    if strays := sum(not entry.is_contracted for entry in entries):
        context.log.warning(
            f"{entries[0].agency} {entries[0].delivery_date}: files the agency isn't expected to send: {strays}"
        )


def _counts(table: Table, entries: list[Entry]) -> dict[str, int]:
    own = [entry for entry in entries if fnmatchcase(entry.file.lower(), table.file.lower())]
    return {
        "deliveries_loaded": len({entry.delivery_date for entry in own if entry.status == "loaded"}),
        "deliveries_refused": len({entry.delivery_date for entry in own if entry.status == "refused"}),
        "rows_sent": sum(entry.rows_sent for entry in own),
        "rows_accepted": sum(entry.rows_accepted for entry in own),
        "rows_duplicate": sum(entry.rows_duplicate for entry in own),
        "rows_rejected": sum(entry.rows_rejected for entry in own),
        "warnings": sum(entry.warnings for entry in own),
    }
