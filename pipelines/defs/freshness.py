"""An agency's raw deliveries as an asset, and how long Dagster waits for the next one."""

import dagster as dg

from pipelines.defs.resources import Build
from pipelines.landing import ledger
from schemas.contract import Agency


def raw_asset(agency: Agency) -> dg.AssetSpec:
    """Return the asset that stands for what an agency sends.

    Dagster warns if nothing has come for the agency's cadence, and fails the asset a third of that time later. By then
    a weekend, a bank holiday or a long month is over, and there is still time for a reminder before the next delivery.
    """
    return dg.AssetSpec(
        ["raw", agency.stem],
        group_name="raw",
        description=f"{agency.title}: deliveries as sent, about every {agency.cadence.days} days.",
        freshness_policy=dg.FreshnessPolicy.time_window(
            warn_window=agency.cadence, fail_window=agency.cadence + agency.cadence / 3
        ),
    )


def note_arrival(context: dg.AssetExecutionContext, build: Build, agency: Agency) -> None:
    """Report the newest loaded delivery to Dagster once: freshness counts from then.

    Dagster itself knows what was last reported, so if a run is killed before it reports, the next run does so.
    """
    key = raw_asset(agency).key
    loaded = [entry for entry in ledger.newest_loaded(build.con) if entry.agency == agency.stem]
    last = context.instance.get_latest_materialization_event(key)
    known = last.asset_materialization.metadata.get("delivery_date") if last and last.asset_materialization else None
    if loaded and (known is None or known.value != str(loaded[0].delivery_date)):
        context.log_event(
            dg.AssetMaterialization(
                key,
                metadata={
                    "delivery_date": str(loaded[0].delivery_date),
                    "files": sum(entry.is_contracted for entry in loaded),
                    "rows_sent": sum(entry.rows_sent for entry in loaded),
                },
            )
        )
