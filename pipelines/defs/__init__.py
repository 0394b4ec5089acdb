"""Dagster's view of the pipeline: assets, checks, jobs, schedules and resources, and nothing else."""
