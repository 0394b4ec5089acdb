"""The sensor that starts a run when a delivery arrives, for its agency and everything that depends on it."""

from pathlib import Path

import dagster as dg

from pipelines.build import provenance
from pipelines.build.warehouse import Warehouse
from pipelines.defs.reference import REFERENCE_KEYS
from pipelines.defs.schedules import IS_AUTOMATIC, nightly
from pipelines.landing.arrival import Seen, look
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.landed import landed_name
from pipelines.landing.reference import reference_sha256
from schemas.agencies import all_agencies


def new_delivery_sensor(raw: Path, warehouse: Warehouse) -> dg.SensorDefinition:
    """Return the sensor that watches a folder of deliveries for a warehouse."""

    @dg.sensor(
        name="new_delivery_sensor",
        job=nightly,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING if IS_AUTOMATIC else dg.DefaultSensorStatus.STOPPED,
        description="Starts a run when a complete delivery arrives or its files change, for its agency and everything "
        "that depends on it.",
    )
    def sensor(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
        """Ask for one run for everything that arrived. A delivery that is still being written waits."""
        before = Seen.read(context.cursor)
        made_of = provenance.fingerprint(provenance.code_version(), reference_sha256(raw))
        found = look(raw, all_agencies(), before, made_of, settling_seconds())
        context.update_cursor(found.seen.cursor)
        if not found.arrived:
            waiting = f"Still being written: {', '.join(found.waiting)}" if found.waiting else "No delivery has arrived"
            return dg.SkipReason(waiting)
        # If code or lists have changed, every agency's deliveries may be read again. Before the first release, some
        # tables may never have been built.
        is_whole = before.made_of != made_of or not warehouse.current.exists()
        selection = dg.AssetSelection.all() if is_whole else _depending_on(found.agencies)
        return dg.RunRequest(
            run_key=found.seen.key,
            asset_selection=_keys(context, selection),
            tags={"agencies": ", ".join(found.agencies)},
        )

    return sensor


def _keys(context: dg.SensorEvaluationContext, selection: dg.AssetSelection) -> list[dg.AssetKey]:
    if context.repository_def is None:
        raise RuntimeError("outside a code location the sensor doesn't know what depends on a delivery")
    return sorted(selection.resolve(context.repository_def.asset_graph))


def _depending_on(agencies: list[str]) -> dg.AssetSelection:
    """Return what to build: the agencies' landed tables, everything after them, and the lists used to read their cells.

    Every check on an asset runs when the asset is built, so nothing is released that fails a check.
    """
    landed = [
        dg.AssetKey(["landed", landed_name(agency, table)])
        for agency in all_agencies()
        if agency.stem in agencies
        for table in agency.tables
    ]
    below = dg.AssetSelection.assets(*landed).downstream() | dg.AssetSelection.assets(*REFERENCE_KEYS)
    return below.required_multi_asset_neighbors()
