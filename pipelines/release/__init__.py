"""Releases: making one, switching to it, and what earlier ones published.

Here: making the release's folder, with its database, Parquet files and manifest (`publish`); the link `current` and
rolling it back (`current`); the list of releases (`releases`); and what they have published so far (`published`).
Partners' workbooks are made in `extracts` and only copied here. `sending` sends them.
"""
