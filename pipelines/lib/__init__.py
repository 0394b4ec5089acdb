"""What the pipeline does, without Dagster: functions that take and return data, IO at the edges."""
