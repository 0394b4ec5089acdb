"""What assets share in a run: where things lie, and the one connection that writes the build database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import dagster as dg
import duckdb
from pydantic import PrivateAttr

from pipelines.build import provenance
from pipelines.build.warehouse import ROOT, Warehouse, open_build
from pipelines.landing import ledger
from pipelines.landing.land import Landing
from pipelines.landing.reference import reference_sha256, spellings


def raw_folder() -> Path:
    """Return where deliveries lie: `HATECRIME_RAW`, else `raw/` of the project."""
    return Path(os.environ.get("HATECRIME_RAW") or ROOT / "raw")


def warehouse_folder() -> Path:
    """Return where the warehouse lies: `HATECRIME_WAREHOUSE`, else `warehouse/` of the project."""
    return Path(os.environ.get("HATECRIME_WAREHOUSE") or ROOT / "warehouse")


class Build(dg.ConfigurableResource):
    """The build database, held for writing for as long as a run takes."""

    _con: duckdb.DuckDBPyConnection | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Build"]:
        """Open the build database for one run."""
        with open_build(self.warehouse) as con:
            _close_killed_runs(context)
            ledger.create(con)
            provenance.create(con)
            self._con = con
            yield self

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """The connection of this run."""
        if self._con is None:
            raise RuntimeError("the build database is open only during a run")
        return self._con

    @property
    def raw(self) -> Path:
        """Where deliveries lie."""
        return raw_folder()

    @property
    def warehouse(self) -> Warehouse:
        """Where everything that is made lies."""
        return Warehouse(warehouse_folder().resolve())

    @cached_property
    def contract_sha256(self) -> str:
        """What decides how a delivery lands: our code at the door, and the reference lists."""
        return provenance.fingerprint(provenance.door_version(), reference_sha256(self.raw))

    def landing(self) -> Landing:
        """Return what a landing needs to know."""
        return Landing(self.warehouse, spellings(self.con), self.contract_sha256)

    def made_of(self, reference_lists: list[str]) -> dict[str, str]:
        """Return the fingerprint of every table that SQL may read."""
        lists = dict.fromkeys((f"reference.{name}" for name in reference_lists), reference_sha256(self.raw))
        return {**provenance.sources(self.con, lists), **provenance.fingerprints(self.con)}


def _close_killed_runs(context: dg.InitResourceContext) -> None:
    """Tell Dagster of runs that were killed: while this one holds the build database, no other can be running."""
    instance, this = context.instance, context.run
    if instance is None or this is None:
        return
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        if run.run_id != this.run_id:
            instance.report_run_failed(run, "This run was killed; the next one healed what it left.")


defs = dg.Definitions(resources={"build": Build()}, executor=dg.in_process_executor)
