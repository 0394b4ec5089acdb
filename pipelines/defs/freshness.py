"""An agency's raw deliveries as an asset, and how long Dagster waits for the next."""

import dagster as dg

from pipelines.defs.resources import Build
from pipelines.landing import ledger
from schemas.contract import Agency


def raw_asset(agency: Agency) -> dg.AssetSpec:
    """Return the asset that stands for what an agency sends.

    Dagster warns where nothing has come for its cadence. It fails a third of that later: a weekend, a bank holiday
    or a long month is then over, and there is time for a reminder before the delivery after it is due.
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
    """Tell Dagster of the newest delivery that is loaded, once: freshness counts from then.

    What was told last is asked of Dagster, so that a run that was killed before it told is made good by the next.
    """
    key = raw_asset(agency).key
    loaded = [entry for entry in ledger.newest_loaded(build.con) if entry.agency == agency.stem]
    last = context.instance.get_latest_materialization_event(key)
    told = last.asset_materialization.metadata.get("delivery_date") if last and last.asset_materialization else None
    if loaded and (told is None or told.value != str(loaded[0].delivery_date)):
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
