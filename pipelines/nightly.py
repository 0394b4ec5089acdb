"""One run of the job `nightly` from the command line: started, watched, and what came of it.

Here: the way from the command to Dagster and back. What the job does stands in `pipelines/defs/`.
"""

import os
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.lib import ledger
from pipelines.lib.agencies import all_agencies
from pipelines.lib.ledger import Entry
from pipelines.lib.release import NoSuchRelease, Release, current_release
from pipelines.lib.warehouse import ROOT, Warehouse, read_build

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Night:
    """What came of a run: entries of the ledger, refusals that stand, the release, and what failed."""

    entries: list[Entry]
    standing: list[Entry]
    release: Release | None
    is_new: bool
    failures: list[str]

    @property
    def exit_code(self) -> int:
        """0 every newest delivery is in; 3 some agency's stands refused; 1 not released."""
        if self.failures or self.release is None:
            return 1
        return 3 if self.standing else 0


def run(warehouse: Warehouse) -> Night:
    """Run the job `nightly` in this process.

    The folders are those of `HATECRIME_RAW` and `HATECRIME_WAREHOUSE`, which Dagster's resources read.
    """
    before = _current(warehouse)
    started = datetime.now(UTC)
    failures = _run_job(warehouse)
    after = _current(warehouse)
    entries, standing = _ledger(warehouse, started)
    is_new = after is not None and (before is None or after.release_id != before.release_id)
    return Night(entries, standing, after, is_new, failures)


def prepare_dagster(warehouse: Warehouse) -> Path:
    """Make the folder where Dagster keeps its runs, with our settings, and return it."""
    home = warehouse.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home)
    return home


def _run_job(warehouse: Warehouse) -> list[str]:
    prepare_dagster(warehouse)
    import dagster as dg  # it reads DAGSTER_HOME, and takes a second that no other command should pay

    warnings.simplefilter("ignore", dg.BetaWarning)
    from pipelines.definitions import defs

    job = defs().resolve_job_def("nightly")
    steps = len(job.graph.nodes)
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"progress": {"config": {"steps": steps}}}},
        )
    return [] if result.success else list(_failures(result)) or ["the run failed before its first step"]


def _failures(result: "dg.ExecuteInProcessResult") -> Iterator[str]:
    for event in result.all_events:
        data = event.event_specific_data
        error = getattr(data, "error", None)
        if not event.is_failure or error is None:
            continue
        while error.cause is not None:
            error = error.cause
        where = f"{event.step_key}: " if event.step_key else ""
        yield where + error.message.strip()


def _current(warehouse: Warehouse) -> Release | None:
    try:
        return current_release(warehouse)
    except NoSuchRelease:
        return None


def _ledger(warehouse: Warehouse, since: datetime) -> tuple[list[Entry], list[Entry]]:
    if not warehouse.build.exists():
        return [], []
    with read_build(warehouse) as con:
        return ledger.entries_since(con, since), ledger.standing_refusals(con, all_agencies())
