"""A small build database, one table and one partner's workbook, ready to be released."""

import duckdb

from pipelines.build import provenance
from pipelines.build.sql_file import SqlHeader, SqlTable
from pipelines.build.sql_table import build_table
from pipelines.build.warehouse import Warehouse
from pipelines.landing import ledger
from pipelines.release.publish import publish
from tests.drawn.publisher import REAL
from tests.drawn.tables import draw_empty


class Press:
    """What a night has built, in a warehouse without releases."""

    def __init__(self, home):
        self.warehouse = Warehouse(home)
        self.con = duckdb.connect()
        provenance.create(self.con)
        ledger.create(self.con)
        for name in ("mart.figure_district_month", "mart.change"):
            draw_empty(self.con, name)
        self.workbook = home.with_name("made") / "csp/csp.xlsx"
        self.workbook.parent.mkdir(parents=True)
        home.mkdir(exist_ok=True)

    def build(self, *strands):
        listed = ", ".join(f"('{strand}')" for strand in strands)
        query = (
            f"select strand, 'x' as strand_name, true as is_monitored_nationally from (values {listed}) as t (strand)"
        )
        self.table = SqlTable("star", "dim_strand", SqlHeader("A strand.", ("strand",)), query)
        build_table(self.con, self.table, provenance.fingerprints(self.con))
        self.workbook.write_text(f"workbook of {listed}")
        self.workbook.with_name("README.txt").write_text(f"about {listed}")
        provenance.note(self.con, "extract.csp", listed, 1)

    def publish(self, *others, refused=()):
        return publish(self.con, self.warehouse, [self.table, *others], {"csp": self.workbook}, refused, REAL)

    def strand_in_force(self):
        with duckdb.connect(self.warehouse.current / "hatecrime.duckdb", read_only=True) as con:
            return con.execute("select strand from star.dim_strand").fetchone()[0]
