"""One run of the job `nightly` from the command line: starting it, watching it, and its outcome.

Here: the way from the command to Dagster and back. The job itself is in `pipelines/defs/`.
"""

import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.build.disk import Damaged
from pipelines.build.sql_file import ContractBroken
from pipelines.build.vault import key_file
from pipelines.build.warehouse import ROOT, Warehouse, WarehouseBusy, read_build
from pipelines.extracts.partner import TemplateFault
from pipelines.landing import ledger
from pipelines.landing.delivery import settling_seconds
from pipelines.landing.ledger import Entry
from pipelines.landing.reference import ReferenceFault, reference_faults
from pipelines.landing.status import to_be_told
from pipelines.landing.strays import strays, unread
from pipelines.landing.waiting import Wait, waits
from pipelines.release.current import HeldBack, current_release, held_back
from pipelines.release.releases import NoSuchRelease, Release
from schemas.agencies import all_agencies

if TYPE_CHECKING:
    import dagster as dg
    from dagster._utils.error import SerializableErrorInfo


@dataclass(frozen=True)
class Night:
    """The outcome of a run.

    Attributes:
        entries: What was entered in the ledger since the last night that was reported.
        newest: Each agency's newest delivery.
        notable: The deliveries to report, with a reason for each.
        release: The current release, if there is one.
        is_new: Whether this run made it.
        rollback: The rollback that holds back the newest release, if there is one.
        failures: What failed, in plain English.
        list_faults: Faults of reference lists whose last good version was used.
        waiting: Deliveries left for the next run.
        strays: Other files that were not read.
        new_key: The vault's key, if it is new.
    """

    entries: list[Entry]
    newest: list[Entry]
    notable: list[Entry]
    release: Release | None
    is_new: bool
    rollback: HeldBack | None
    failures: list[str]
    list_faults: list[str]
    waiting: list[Wait]
    strays: list[str]
    new_key: Path | None

    @property
    def exit_code(self) -> int:
        """0: all is loaded; 3: a delivery or list is refused, or one waits too long; 1: not released or rolled back."""
        if self.failures or self.release is None or self.rollback is not None:
            return 1
        waits_long = any(wait.is_long for wait in self.waiting)
        return 3 if ledger.refusals(self.newest) or self.list_faults or waits_long else 0


def run(raw: Path, warehouse: Warehouse) -> Night:
    """Run the job `nightly` in this process, from the deliveries in `raw` into `warehouse`.

    Raises:
        WarehouseBusy: if another load is running; nothing was done.
        Damaged: if the build database can't be read any more; nothing was done.
    """
    if warehouse.build.exists():
        read_build(warehouse).close()  # Dagster would write a page before it said the same
    before, agencies = _current(warehouse), all_agencies()
    key = key_file(warehouse.vault)
    had_key = key.exists()
    failures = _run_job(raw, warehouse)
    after = _current(warehouse)
    if after is not None and (damage := _damage(after)):
        failures = list(dict.fromkeys([*failures, damage]))
    ended = datetime.now(UTC)
    entries, newest, notable, list_faults = _ledger(warehouse)
    if entries is not None:
        _note_reported(warehouse, ended)
    return Night(
        entries=entries or [],
        newest=newest,
        notable=notable,
        release=after,
        is_new=after is not None and (before is None or after.release_id != before.release_id),
        rollback=held_back(warehouse),
        failures=failures,
        list_faults=list_faults,
        waiting=waits(raw, agencies, settling_seconds(), warehouse),
        strays=[*strays(raw, agencies), *unread(raw, dict.fromkeys([*(entries or []), *newest]))],
        new_key=key if key.exists() and not had_key else None,
    )


def _instance(warehouse: Warehouse) -> "dg.DagsterInstance":
    """Return Dagster's instance of a warehouse, with our settings; its runs and events are kept in the warehouse."""
    import dagster as dg
    from dagster._core.instance.ref import InstanceRef

    from pipelines.event_log import EventLog

    home = warehouse.dagster_home
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "dagster.yaml", home / "dagster.yaml")
    # The settings put the log in DAGSTER_HOME, which is set for Dagster's own web server only.
    log = {"module": EventLog.__module__, "class": EventLog.__name__, "config": {"base_dir": str(home)}}
    return dg.DagsterInstance.from_ref(InstanceRef.from_dir(str(home), overrides={"event_log_storage": log}))


def _run_job(raw: Path, warehouse: Warehouse) -> list[str]:
    import dagster as dg  # it takes a second that no other command should pay

    from pipelines.definitions import definitions

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        try:
            job = definitions(raw, warehouse).resolve_job_def("nightly")
        except (ReferenceFault, TemplateFault, ContractBroken) as error:
            return [str(error)]
        with _instance(warehouse) as instance:
            result = job.execute_in_process(
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {"progress": {"config": {"steps": len(job.graph.nodes)}}}},
            )
    if busy := [error.message for error in _errors(result) if error.cls_name == WarehouseBusy.__name__]:
        raise WarehouseBusy(_plain(busy[0]))
    return [] if result.success else list(dict.fromkeys(_failures(result)))


def _failures(result: "dg.ExecuteInProcessResult") -> Iterator[str]:
    """Yield what failed, in plain English: a check's description, an error's message."""
    for check in result.get_asset_check_evaluations():
        if not check.passed and check.severity.value == "ERROR":
            yield f"{'.'.join(check.asset_key.path)}: {check.description}"
    for error in _errors(result):
        if error.cls_name != "DagsterAssetCheckFailedError":
            yield _plain(error.message)


def _errors(result: "dg.ExecuteInProcessResult") -> Iterator["SerializableErrorInfo"]:
    """Yield the errors that made a run fail, each as it was first raised."""
    for event in result.all_events:
        error = getattr(event.event_specific_data, "error", None)
        if event.is_failure and error is not None:
            while error.cause is not None:
                error = error.cause
            yield error


def _plain(message: str) -> str:
    """Return an error's message without the name of its class, which an engineer does not need."""
    return re.sub(r"^(pipelines|dagster)[.\w]+: ", "", message.strip())


def _damage(release: Release) -> str | None:
    """Return which file of a release is damaged and what to do, or None if it can be read."""
    try:
        _ = release.manifest
    except Damaged as error:
        return str(error)
    return None


def _current(warehouse: Warehouse) -> Release | None:
    try:
        return current_release(warehouse)
    except NoSuchRelease:
        return None


def _reported(warehouse: Warehouse) -> Path:
    """Return the note of when the last reported night ended: a killed night is reported by the next one."""
    return warehouse.home / ".reported"


def _note_reported(warehouse: Warehouse, ended: datetime) -> None:
    note = _reported(warehouse)
    partial = note.with_suffix(".tmp")
    partial.write_text(ended.isoformat(), encoding="ascii")
    partial.replace(note)


def _ledger(warehouse: Warehouse) -> tuple[list[Entry] | None, list[Entry], list[Entry], list[str]]:
    """Return what was entered and not yet reported, each agency's newest delivery, what to report about them, and the
    faults of reference lists.

    What was entered is None while another load is running: that load will report it.
    """
    if not warehouse.build.exists():
        return [], [], [], []
    note = _reported(warehouse)
    since = (
        datetime.fromisoformat(note.read_text(encoding="ascii")) if note.exists() else datetime.min.replace(tzinfo=UTC)
    )
    try:
        con = read_build(warehouse)
    except (WarehouseBusy, Damaged):  # this load has already failed and said why
        return None, [], [], []
    with con:
        if not ledger.is_created(con):
            return [], [], [], []
        entries, newest = ledger.entries_since(con, since), ledger.newest_entries(con)
        return entries, newest, to_be_told(con, entries), reference_faults(con)
