"""What every test may use: an open warehouse, and drawn tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipelines.lib import built, ledger
from pipelines.lib.agencies import load_agencies
from pipelines.lib.landing import Landing, land_agency
from pipelines.lib.ledger import Entry
from pipelines.lib.reference import load_reference, spellings
from pipelines.lib.sql_table import build_table, sql_tables
from pipelines.lib.warehouse import Warehouse, open_build


@dataclass
class Bench:
    """An open warehouse over an empty `raw/`, with the committed reference lists loaded."""

    raw: Path
    warehouse: Warehouse
    con: duckdb.DuckDBPyConnection

    def land(self, agency, open_delivery, contract="contract") -> list[Entry]:
        """Land what is due of an agency; return the entries of the ledger that were made."""
        landing = Landing(self.warehouse, spellings(self.con), contract)
        landed = land_agency(self.con, self.raw, agency, open_delivery, landing, settling_seconds=60)
        return [entry for entries in landed for entry in entries]

    def build(self, *names: str) -> None:
        """Build the named tables from what is there, in the order given; all of them if none is named."""
        load_agencies(self.con)
        tables = {table.full_name: table for table in sql_tables()}
        for name in names or _in_order(tables):
            lists = {f"reference.{row[0]}": "same" for row in self.con.execute(
                "select table_name from duckdb_tables() where schema_name = 'reference'").fetchall()}  # fmt: skip
            made_of = {**dict.fromkeys(tables, ""), **built.sources(self.con, lists), **built.fingerprints(self.con)}
            build_table(self.con, tables[name], made_of)

    def rows(self, query: str) -> list[tuple]:
        """Return the rows a query finds."""
        return self.con.execute(query).fetchall()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """An open warehouse over an empty `raw/`."""
    warehouse, raw = Warehouse(tmp_path / "warehouse"), tmp_path / "raw"
    raw.mkdir()
    with open_build(warehouse) as con:
        ledger.create(con)
        built.create(con)
        load_reference(con, raw)
        yield Bench(raw, warehouse, con)


def _in_order(tables):
    from graphlib import TopologicalSorter

    graph = {name: {read for read in table.dependencies if read in tables} for name, table in tables.items()}
    return list(TopologicalSorter(graph).static_order())
