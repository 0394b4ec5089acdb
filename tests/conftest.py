"""What every test may use: an open warehouse and drawn tables."""

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import TopologicalSorter
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pytest
from hypothesis import settings

from pipelines.build import provenance
from pipelines.build.sql_file import sql_tables
from pipelines.build.sql_table import build_table
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.landing import ledger
from pipelines.landing.agency_table import load_agencies
from pipelines.landing.land import Landing, land_agency
from pipelines.landing.landed import create_landed
from pipelines.landing.ledger import Entry
from pipelines.landing.reference import load_reference, spellings
from pipelines.landing.rejected import rejected_path
from pipelines.release.published import read_published
from schemas.agencies import all_agencies
from tests.drawn.linked import link_nothing

pytest_plugins = ["tests.running.county", "tests.running.police_database"]

# The same examples every time, so that a test passes everywhere or nowhere.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


@dataclass
class Bench:
    """An open warehouse over an empty `raw/`, with the committed reference lists loaded."""

    raw: Path
    warehouse: Warehouse
    con: duckdb.DuckDBPyConnection

    def land(self, agency, open_delivery, contract="contract", takes_synthetic=False) -> list[Entry]:
        """Land an agency's waiting deliveries; return the new entries in the ledger."""
        landing = Landing(self.warehouse, self.spellings, contract, takes_synthetic)
        landed = land_agency(self.con, self.raw, agency, open_delivery, landing, settling_seconds=60)
        return [entry for entries in landed for entry in entries]

    @cached_property
    def spellings(self) -> dict[str, dict[str, str]]:
        """The spellings for each list of codes."""
        return spellings(self.con)

    def build(self, *names: str, link: Callable[[duckdb.DuckDBPyConnection], None] = link_nothing) -> None:
        """Build the named tables and what they need in their layers; if none is named, all, linked by `link`."""
        load_agencies(self.con)
        self._build(self.order(*{name.partition(".")[0] for name in names} or ["staged"], of=names))
        if not names:
            link(self.con)
            read_published(self.con, self.warehouse)
            self._build(self.order("star", "mart"))

    def _build(self, names: Sequence[str]) -> None:
        tables = {table.full_name: table for table in sql_tables()}
        lists = {f"reference.{row[0]}": "same" for row in self.con.execute(
            "select table_name from duckdb_tables() where schema_name = 'reference'").fetchall()}  # fmt: skip
        sources = {**dict.fromkeys(tables, ""), **provenance.sources(self.con, lists)}
        for name in names:
            build_table(self.con, tables[name], {**sources, **provenance.fingerprints(self.con)})

    def order(self, *schemas: str, of: Collection[str] = ()) -> list[str]:
        """Return the tables in some layers, or those that some of them are built from, each after those it reads."""
        tables = {table.full_name: table for table in sql_tables() if table.schema in schemas}
        graph = {name: table.dependencies & tables.keys() for name, table in tables.items()}
        needed, more = set(of or tables), set(of)
        while more := frozenset[str]().union(*(graph[name] for name in more)) - needed:
            needed |= more
        return [name for name in TopologicalSorter(graph).static_order() if name in needed]

    def rows(self, query: str) -> list[tuple]:
        """Return the rows that a query finds."""
        return self.con.execute(query).fetchall()

    def sent_back(self, agency: str, sent_on: str) -> dict[str, list[tuple]]:
        """Return the rows on each sheet in a delivery's workbook of rejected rows, below the header."""
        book = openpyxl.load_workbook(rejected_path(self.warehouse, agency, sent_on))
        return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}

    def wherever(self, text: str) -> list[str]:
        """Return the tables in the warehouse that contain a text in any cell."""
        tables = self.rows("select schema_name || '.' || table_name from duckdb_tables() where not temporary")
        return [
            name
            for (name,) in tables
            if self.rows(f"select 1 from {name} as each where contains(lower(each::varchar), lower('{text}')) limit 1")
        ]


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An open warehouse over an empty `raw/`."""
    with open_bench(tmp_path) as opened:
        yield opened


@contextmanager
def open_bench(home: Path) -> Iterator[Bench]:
    """Open a bench in a folder; a test module whose tests only read may share one."""
    warehouse, raw = Warehouse(home / "warehouse"), home / "raw"
    raw.mkdir()
    warehouse.home.mkdir()
    empty = Path(_empty_warehouse().name)
    shutil.copyfile(empty / "build.duckdb", warehouse.build)
    (warehouse.home / ".extensions").symlink_to(empty / ".extensions")
    with open_build(warehouse) as con:
        # Each core already has a process, and nobody opens the file again.
        con.execute("set threads = 1")
        con.execute("set checkpoint_threshold = '1GB'")
        yield Bench(raw, warehouse, con)


@cache
def _empty_warehouse() -> TemporaryDirectory:
    """Make the warehouse that every bench copies, once per process: reading the lists takes half a second."""
    home = TemporaryDirectory()
    with open_build(Warehouse(Path(home.name))) as con:
        ledger.create(con)
        provenance.create(con)
        load_reference(con, Path(home.name) / "raw", "code")
        for agency in all_agencies():
            for table in agency.tables:
                create_landed(con, agency, table)
    return home
