"""One run of the job `nightly` from the command line: started, watched, and what came of it.

Here: the way from the command to Dagster and back. What the job does stands in `pipelines/defs/`.
"""

import os
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.lib import ledger
from pipelines.lib.agencies import all_agencies
from pipelines.lib.delivery import settling_seconds, unsettled
from pipelines.lib.extract import TemplateFault
from pipelines.lib.ledger import Entry
from pipelines.lib.reference import ReferenceFault
from pipelines.lib.release import NoSuchRelease, Release, current_release
from pipelines.lib.sql_file import ContractBroken
from pipelines.lib.vault import key_file
from pipelines.lib.warehouse import ROOT, Warehouse, WarehouseBusy, read_build

if TYPE_CHECKING:
    import dagster as dg


@dataclass(frozen=True)
class Night:
    """What came of a run.

    What was entered in it, each agency's newest delivery, the release in force and whether it is new, what failed
    in plain English, the deliveries left because they are still being written, and the vault's key if it is new.
    """

    entries: list[Entry]
    newest: list[Entry]
    release: Release | None
    is_new: bool
    failures: list[str]
    waiting: list[str]
    new_key: Path | None

    @property
    def exit_code(self) -> int:
        """0 every newest delivery is in; 3 some agency's stands refused; 1 not released."""
        if self.failures or self.release is None:
            return 1
        return 3 if ledger.refusals(self.newest) else 0


def run(raw: Path, warehouse: Warehouse) -> Night:
    """Run the job `nightly` in this process, over deliveries in `raw` and into `warehouse`."""
    os.environ["HATECRIME_RAW"], os.environ["HATECRIME_WAREHOUSE"] = str(raw), str(warehouse.home)
    before = _current(warehouse)
    key = key_file(warehouse.vault)
    had_key = key.exists()
    started = datetime.now(UTC)
    failures = _run_job(warehouse)
    after = _current(warehouse)
    entries, newest = _ledger(warehouse, started)
    return Night(
        entries=entries,
        newest=newest,
        release=after,
        is_new=after is not None and (before is None or after.release_id != before.release_id),
        failures=failures,
        waiting=[name for agency in all_agencies() for name in unsettled(raw, agency, settling_seconds())],
        new_key=key if key.exists() and not had_key else None,
    )


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

    try:
        job = defs().resolve_job_def("nightly")
    except (ReferenceFault, TemplateFault, ContractBroken) as error:
        return [str(error)]
    steps = len(job.graph.nodes)
    with dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            instance=instance,
            raise_on_error=False,
            run_config={"loggers": {"progress": {"config": {"steps": steps}}}},
        )
    return [] if result.success else list(dict.fromkeys(_failures(result)))


def _failures(result: "dg.ExecuteInProcessResult") -> Iterator[str]:
    for event in result.all_events:
        data = event.event_specific_data
        error = getattr(data, "error", None)
        if not event.is_failure or error is None:
            continue
        while error.cause is not None:
            error = error.cause
        # The name of our own errors' class says nothing to an engineer; their message says it all.
        yield re.sub(r"^pipelines[.\w]+: ", "", error.message.strip())


def _current(warehouse: Warehouse) -> Release | None:
    try:
        return current_release(warehouse)
    except NoSuchRelease:
        return None


def _ledger(warehouse: Warehouse, since: datetime) -> tuple[list[Entry], list[Entry]]:
    if not warehouse.build.exists():
        return [], []
    try:
        con = read_build(warehouse)
    except WarehouseBusy:  # another load is at it, and that this one failed for it is already said
        return [], []
    with con:
        return ledger.entries_since(con, since), ledger.newest_entries(con)
