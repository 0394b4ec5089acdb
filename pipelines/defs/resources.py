"""What assets share in a run: the folders, and the only connection that writes to the build database."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import dagster as dg
import duckdb
from pydantic import PrivateAttr

from pipelines.build import provenance
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.extracts.extract import extract_code
from pipelines.extracts.publisher import Publisher, publisher
from pipelines.landing import ledger
from pipelines.landing.contract_version import contract_version, reading_code
from pipelines.landing.delivery import Delivery
from pipelines.landing.land import Landing
from pipelines.landing.reader import Reader
from pipelines.landing.reference import reference_sha256, spellings
from pipelines.landing.synthetic import held
from pipelines.release.holdings import hold_raw, takes_synthetic
from schemas.contract import Agency
from schemas.reference import REFERENCE


class Build(dg.ConfigurableResource):
    """The build database, open for writing for as long as a run takes."""

    raw_folder: str
    warehouse_folder: str

    _con: duckdb.DuckDBPyConnection | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Build"]:
        """Open the build database for one run."""
        with open_build(self.warehouse) as con:
            _close_killed_runs(context)
            ledger.create(con)
            provenance.create(con)
            hold_raw(self.raw, held(con))
            self._con = con
            yield self

    @property
    def con(self) -> duckdb.DuckDBPyConnection:
        """This run's connection."""
        if self._con is None:
            raise RuntimeError("the build database is open only during a run")
        return self._con

    @property
    def raw(self) -> Path:
        """The folder with the deliveries."""
        return Path(self.raw_folder)

    @property
    def warehouse(self) -> Warehouse:
        """The folder for everything that is built."""
        return Warehouse(Path(self.warehouse_folder))

    @cached_property
    def reading_code(self) -> str:
        """The version of the code that reads files and judges rows."""
        return reading_code()

    @cached_property
    def extract_code(self) -> str:
        """The version of the code that makes workbooks."""
        return extract_code()

    def landing(self, agency: Agency, open_delivery: Callable[[Delivery], Reader]) -> Landing:
        """Return what is needed to land an agency's deliveries."""
        spelt = spellings(self.con)
        version = contract_version(agency, open_delivery, spelt, self.reading_code)
        return Landing(self.warehouse, spelt, version, self.takes_synthetic)

    @property
    def takes_synthetic(self) -> bool:
        """Whether the warehouse takes deliveries of the synthetic sample."""
        return takes_synthetic(self.con, self.warehouse, self.raw)

    @property
    def publisher(self) -> Publisher:
        """Who publishes what is built, and the marking it gets."""
        kinds = held(self.con).values()
        return publisher(
            self.con,
            has_synthetic=any(kind.has_synthetic for kind in kinds),
            has_real=not all(kind.is_all_synthetic for kind in kinds),
        )

    def made_of(self) -> dict[str, str]:
        """Return a fingerprint for every table that SQL may read."""
        lists = {f"reference.{table.name}": reference_sha256(self.raw, table) for table in REFERENCE}
        return {**provenance.sources(self.con, lists), **provenance.fingerprints(self.con)}


def _close_killed_runs(context: dg.InitResourceContext) -> None:
    """Report killed runs to Dagster: while this run has the build database open, no other can be running."""
    instance, this = context.instance, context.run
    if instance is None or this is None:
        return
    for run in instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED])):
        if run.run_id != this.run_id:
            instance.report_run_failed(run, "This run was killed; the next run put right what it left unfinished.")
