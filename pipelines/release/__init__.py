"""Releases: making one, switching to it, and what earlier ones published.

Here: the release folder with its database, Parquet files and manifest, and the link `current`. Partners' workbooks are
made in `extracts` and only copied here. Sending them belongs in `sending`.
"""
