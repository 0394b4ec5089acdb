"""An agency's raw deliveries as an asset, and how long Dagster waits for the next one."""

from datetime import datetime, time

import dagster as dg
from dagster._core.events import DagsterEventType, StepMaterializationData

from pipelines.defs.resources import Build
from pipelines.landing import ledger
from pipelines.landing.status import patience
from schemas.contract import Agency


def raw_asset(agency: Agency) -> dg.AssetSpec:
    """Return the asset that stands for what an agency sends.

    Dagster shows that its freshness has failed from the day on which `hatecrime status` says that the agency is
    overdue.
    """
    return dg.AssetSpec(
        ["raw", agency.stem],
        group_name="raw",
        description=f"{agency.title}: deliveries as sent, about every {agency.cadence.days} days.",
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=patience(agency)),
    )


def note_arrival(context: dg.AssetExecutionContext, build: Build, agency: Agency) -> None:
    """Report the newest loaded delivery to Dagster once, at the start of its day: freshness counts from then.

    Dagster itself knows what was last reported, so if a run is killed before it reports, the next run does so.
    """
    key = raw_asset(agency).key
    loaded = [entry for entry in ledger.newest_loaded(build.con) if entry.agency == agency.stem]
    if not loaded:
        return
    day = loaded[0].delivery_date
    sent_at = datetime.combine(day, time.min).timestamp()
    last = context.instance.get_latest_materialization_event(key)
    if last is not None and last.timestamp == sent_at:
        return
    arrival = dg.AssetMaterialization(
        key,
        metadata={
            "delivery_date": str(day),
            "files": sum(entry.is_contracted for entry in loaded),
            "rows_sent": sum(entry.rows_sent for entry in loaded),
        },
    )
    event = dg.DagsterEvent(
        event_type_value=DagsterEventType.ASSET_MATERIALIZATION.value,
        job_name=context.run.job_name,
        event_specific_data=StepMaterializationData(arrival),
    )
    # An event that a step logs happens now, whatever day the delivery is from.
    context.instance.report_dagster_event(event, context.run.run_id, timestamp=sent_at)
