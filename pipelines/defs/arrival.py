"""When a delivery comes: the sensor that starts a run for its agency and all that depends on it."""

from functools import cache

import dagster as dg

from pipelines.build import provenance
from pipelines.build.warehouse import Warehouse
from pipelines.defs.reference import REFERENCE_KEYS
from pipelines.defs.resources import raw_folder, warehouse_folder
from pipelines.defs.schedules import nightly
from pipelines.landing.arrival import Seen, look
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.landed import landed_name
from pipelines.landing.reference import reference_sha256
from schemas.agencies import all_agencies


@dg.sensor(
    name="new_delivery_sensor",
    job=nightly,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a run when a whole delivery comes or its files change, for its agency and what depends on it.",
)
def new_delivery_sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Ask for one run for all that came; a delivery still being written waits."""
    raw, before = raw_folder(), Seen.read(context.cursor)
    made_of = provenance.fingerprint(provenance.code_version(), reference_sha256(raw))
    found = look(raw, all_agencies(), before, made_of, settling_seconds())
    context.update_cursor(found.seen.cursor)
    if not found.arrived:
        waiting = f"Still being written: {', '.join(found.waiting)}" if found.waiting else "No delivery has come"
        return dg.SkipReason(waiting)
    # Other code or lists read every agency's deliveries anew; until a release, some table may never have been built.
    is_whole = before.made_of != made_of or not Warehouse(warehouse_folder()).current.exists()
    return dg.RunRequest(
        run_key=found.seen.key,
        asset_selection=_keys(dg.AssetSelection.all() if is_whole else _depending_on(found.agencies)),
        tags={"agencies": ", ".join(found.agencies)},
    )


def _depending_on(agencies: list[str]) -> dg.AssetSelection:
    """Return what to make: the agencies' landed tables, all below them, and the lists their cells are read by.

    Every check of an asset that is made runs with it, so nothing is released that a check speaks against.
    """
    landed = [
        dg.AssetKey(["landed", landed_name(agency, table)])
        for agency in all_agencies()
        if agency.stem in agencies
        for table in agency.tables
    ]
    below = dg.AssetSelection.assets(*landed).downstream() | dg.AssetSelection.assets(*REFERENCE_KEYS)
    return below.required_multi_asset_neighbors()


def _keys(selection: dg.AssetSelection) -> list[dg.AssetKey]:
    return sorted(selection.resolve(_definitions().resolve_asset_graph()))


@cache
def _definitions() -> dg.Definitions:
    from pipelines.definitions import defs  # it loads this module

    return defs()
