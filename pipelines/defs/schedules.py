"""When the load runs: the job `nightly` and its schedule, and whether it starts by itself."""

import os

import dagster as dg

nightly = dg.define_asset_job(
    "nightly",
    selection=dg.AssetSelection.all(),
    description="Everything, from the deliveries in raw/ to the release.",
    executor_def=dg.in_process_executor,
)

#: Whether loads start by themselves until someone says otherwise in Dagster: not where somebody only wants to look at
#: them. `dagster dev`, and so `make dev`, sets this variable for its own processes.
IS_AUTOMATIC = os.environ.get("DAGSTER_IS_DEV_CLI") != "1"

nightly_schedule = dg.ScheduleDefinition(
    name="nightly_schedule",
    job=nightly,
    cron_schedule="0 2 * * *",
    execution_timezone="Europe/London",
    default_status=dg.DefaultScheduleStatus.RUNNING if IS_AUTOMATIC else dg.DefaultScheduleStatus.STOPPED,
)
