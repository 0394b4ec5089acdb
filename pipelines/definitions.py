"""What Dagster loads: everything in `pipelines/defs/`. Nothing is registered by hand."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Return the definitions of every module of `pipelines/defs/`."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent / "defs")
