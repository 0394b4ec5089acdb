"""Dagster's view of the pipeline: assets, checks, the job with its schedule and sensor, and what they share in a run.

Here: thin definitions that call the other packages, and what is special about reading each agency's delivery
(`agencies`). `pipelines/event_log.py` says where Dagster keeps its events, and `pipelines/nightly.py` starts a run from
the command line.
"""
