"""What a build reads from the newest release, and what each release adds to the history of all."""

from datetime import date

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.build.audit_tables import AUDIT
from pipelines.build.sql_file import sql_tables
from pipelines.build.warehouse import Warehouse
from pipelines.disclosure import printed_counts
from pipelines.landing import ledger
from pipelines.release import published
from pipelines.release.publish import publish
from pipelines.release.published import PUBLISHED, read_published
from pipelines.release.releases import releases
from tests.drawn.publisher import REAL
from tests.drawn.tables import draw, draw_empty

READ = ("star.fct_record", "star.bridge_record_measure", "mart.coverage_month")
TABLES = [table for table in sql_tables() if table.full_name in READ]
APRIL, MAY = date(2017, 4, 1), date(2017, 5, 1)


class Build:
    """A build database of the tables that a later build reads from a release, and the warehouse of its releases."""

    def __init__(self, home):
        self.warehouse = Warehouse(home)
        self.con = duckdb.connect()
        provenance.create(self.con)
        ledger.create(self.con)
        printed_counts.create(self.con)
        for name in (*READ, "mart.figure_district_month", "mart.change"):
            draw_empty(self.con, name)

    def figures(self, **months):
        """Draw the figure of each month."""
        self.con.execute("delete from mart.figure_district_month")
        for month, figure in months.items():
            self.con.execute(
                "insert into mart.figure_district_month values ('hate', 'E1', 'Rugby', ?, ?, false)",
                [{"april": APRIL, "may": MAY}[month], figure],
            )

    def release(self):
        """Release what is drawn, as news; return the release's id."""
        for table in TABLES:
            provenance.note(self.con, table.full_name, f"drawn after {len(releases(self.warehouse))} releases", 1)
        return publish(self.con, self.warehouse, TABLES, {}, [], REAL).release_id

    def read(self):
        return read_published(self.con, self.warehouse)

    def rows(self, query):
        return self.con.execute(query).fetchall()


@pytest.fixture
def build(tmp_path):
    made = Build(tmp_path / "warehouse")
    draw(made.con, "star.fct_record", """
        agency | record_ref | record_date | district_code | is_hate | status  | delivery_id
        police | 1          | 2017-04-03  | E1            | true    | current | police/2017-05-01
    """)  # fmt: skip
    draw(made.con, "star.bridge_record_measure", """
        agency | record_ref | measure | district_code | month_start | counted
        police | 1          | hate    | E1            | 2017-04-01  | 2
    """)  # fmt: skip
    draw(made.con, "mart.coverage_month", """
        agency | month_start | days_covered | days | coverage
        police | 2017-04-01  | 12           | 30   | partial
    """)  # fmt: skip
    draw(made.con, "audit.delivery", """
        agency | delivery_date | file    | revision | status | rows_sent | rows_accepted | sha256
        police | 2017-05-01    | a.csv   | 1        | loaded | 1         | 1             | ab
    """, rows_duplicate="0", rows_rejected="0", warnings="0", loaded_at="2017-05-02", restates="true",
         is_contracted="true", contract_sha256="cd")  # fmt: skip
    made.figures(april=3)
    return made


HELD = {
    "record": [("police", "1", date(2017, 4, 3), "E1", True, "current")],
    "record_measure": [("police", "1", "hate", "E1", APRIL, 2)],
    "coverage": [("police", APRIL, "partial")],
    "delivery": [("police", MAY, "loaded")],
}


def test_before_the_first_release_nothing_is_published_but_every_table_is_there(build):
    assert build.read()
    for name in PUBLISHED:
        assert build.rows(f"from {name}") == []
    types = build.rows("select column_name, column_type from (describe published.record_measure)")
    assert dict(types) == {
        "agency": "VARCHAR", "record_ref": "VARCHAR", "measure": "VARCHAR", "district_code": "VARCHAR",
        "month_start": "DATE", "counted": "BIGINT",
    }  # fmt: skip


def test_what_the_newest_release_holds_is_read_whatever_the_build_holds_now(build):
    release_id = build.release()
    for name in (*READ, "audit.delivery"):
        build.con.execute(f"delete from {name}")
    assert build.read()
    assert {name: build.rows(f"from published.{name}") for name in HELD} == HELD
    assert build.rows("select release_id from audit.release") == [(release_id,)]
    assert build.rows("from audit.published_figure") == [(release_id, "hate", "E1", APRIL, 3)]
    assert provenance.rows_made(build.con, "published.record") == 1
    assert "newest" not in [name for (name,) in build.rows("select database_name from duckdb_databases()")]


def test_a_release_is_read_once_and_the_next_one_replaces_it(build):
    assert build.read()
    assert not build.read()
    first = build.release()
    assert build.read()
    assert not build.read()
    build.con.execute("update star.fct_record set status = 'withdrawn'")
    second = build.release()
    assert build.read()
    assert build.rows("select status from published.record") == [("withdrawn",)]
    assert build.rows("select release_id from audit.release order by all") == [(first,), (second,)]


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_release_is_read_again_if_any_of_its_tables_was_not(build, name):
    build.release()
    build.read()
    provenance.note(build.con, name, "another release", 0)
    assert build.read()
    assert not build.read()


def test_a_release_is_read_again_if_more_of_it_is_wanted(build, monkeypatch):
    build.release()
    build.read()
    columns = {"agency": "varchar", "coverage": "varchar", "days": "bigint"}
    monkeypatch.setitem(published._PUBLISHED, "coverage", ("mart.coverage_month", columns))
    assert build.read()
    assert build.rows("from published.coverage") == [("police", "partial", 30)]


def test_if_the_releases_are_gone_so_is_their_history(build):
    build.release()
    build.read()
    build.warehouse.releases.rename(build.warehouse.releases.with_name("elsewhere"))
    assert build.read()
    assert {name: build.rows(f"from {name}") for name in PUBLISHED} == {name: [] for name in PUBLISHED}


def test_if_reading_fails_what_was_read_before_stays(build, monkeypatch):
    build.release()
    build.read()
    monkeypatch.setitem(published._PUBLISHED, "delivery", ("audit.delivery", {"no_such_column": "varchar"}))
    build.con.execute("update star.fct_record set status = 'withdrawn'")
    build.release()
    with pytest.raises(duckdb.BinderException):
        build.read()
    assert build.rows("select status from published.record") == [("current",)]
    monkeypatch.undo()
    assert build.read()
    assert build.rows("select status from published.record") == [("withdrawn",)]


@pytest.mark.parametrize("lacking", ["star.fct_record", "audit.published_cell"])
def test_a_release_that_lacks_a_table_is_passed_over_for_the_one_before(build, lacking):
    first = build.release()
    second = build.release()
    with duckdb.connect(build.warehouse.releases / second / "hatecrime.duckdb") as con:
        con.execute(f"drop table {lacking}")
    assert build.read()
    assert build.rows("select release_id from audit.release") == [(first,)]
    assert build.rows("from published.record") == HELD["record"]


def history(build, table):
    """The history in the newest release, without the columns that name it."""
    newest, *_ = releases(build.warehouse)
    with duckdb.connect(newest.database, read_only=True) as con:
        return con.execute(f"from audit.{table} order by all").fetchall()


def night(build):
    build.read()
    return build.release()


def test_only_figures_that_differ_from_the_release_before_are_added_to_the_history(build):
    build.figures(april=3, may=4)
    first = night(build)
    build.figures(april=3, may=5)
    second = night(build)
    build.figures(april=3)
    third = night(build)
    assert history(build, "published_figure") == [
        (first, "hate", "E1", APRIL, 3),
        (first, "hate", "E1", MAY, 4),
        (second, "hate", "E1", MAY, 5),
        (third, "hate", "E1", MAY, None),
    ]


def test_the_history_keeps_when_each_release_was_made_why_figures_changed_and_what_was_printed(build):
    draw(build.con, "mart.change", """
        measure | district_code | district_name | month_start | reason      | change
        hate    | E1            | Rugby         | 2017-04-01  | late_record | 2
    """)  # fmt: skip
    first = night(build)
    build.con.execute("delete from mart.change")
    build.con.execute("""
        insert into extract.published_cell values ('board', 'board/areas', 'Rugby', '2017-04-01', '2017-05-01',
            'Hate', 'hate', null, ['E1'], '[c]', 1, 7)
    """)
    second = night(build)
    made = history(build, "release")
    assert [release_id for release_id, _ in made] == [first, second]
    assert [f"{moment:%Y%m%dT%H%M%S%f}Z" for _, moment in made] == [first, second]
    assert history(build, "published_change") == [(first, "hate", "E1", APRIL, "late_record", 2)]
    cell = ("board/areas", "Rugby", APRIL, MAY, "Hate", "hate", None, ["E1"], "[c]", 1, 7)
    assert history(build, "published_cell") == [(second, *cell)]


def test_every_table_of_the_history_is_read():
    assert {f"audit.{table.name}" for table in AUDIT if table.name.startswith(("release", "published"))} < {*PUBLISHED}
