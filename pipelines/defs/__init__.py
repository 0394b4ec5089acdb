"""Dagster's view of the pipeline: assets, checks, the job, its schedule and its sensor, and what they share in a run.

Here: thin definitions that call the other packages, and (`agencies`) what is special in reading each agency's delivery.
Where Dagster keeps its events is in `pipelines/event_log.py`, and starting a run from the command line in
`pipelines/nightly.py`.
"""
