"""`hatecrime audit-disclosure`, and the same audit for what a build would publish."""

import json

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.build import audit_tables as declared
from pipelines.build.warehouse import Warehouse
from pipelines.commands.main import app
from pipelines.disclosure import printed_counts
from pipelines.disclosure.differencing.report import CLEAN
from pipelines.disclosure.differencing.tables import TO_COME, audit
from pipelines.release.current import switch
from tests.disclosure.differencing.publishing import cells
from tests.drawn.tables import draw, draw_empty

EARLIER = "area | months | shown\n A | 1 | 10 \n B | 1 | 10"
LATER = "area | months | shown\n C | 1 | [c] \n ABC | 1 | 30"

FIRST, SECOND = "20170101T000000000000Z", "20170201T000000000000Z"
CHANGE = "measure | district_code | district_name | month_start | reason | change"


@pytest.fixture
def con():
    """A build that has published nothing yet, and would publish nothing."""
    with duckdb.connect() as con:
        create(con)
        yield con


def create(con):
    declared.create(con)
    printed_counts.create(con)
    con.execute("""
        create table if not exists audit.published_cell as
        select null::varchar as release_id, columns(* exclude partner) from extract.published_cell
    """)
    draw(con, "star.dim_measure", "measure | covered_by | is_by_linkage\nhate | police | false")
    draw_empty(con, "mart.change")


def publish(con, table, drawing, **first):
    """Insert drawn cells into a table, with the release or the partner in `first`."""
    for cell in cells(drawing):
        row = {**first, **vars(cell)}
        con.execute(f"insert into {table} ({', '.join(row)}) values ({', '.join('?' * len(row))})", [*row.values()])


def release(con, release_id, drawing):
    publish(con, "audit.published_cell", drawing, release_id=release_id)


def would_publish(con, drawing):
    publish(con, "extract.published_cell", drawing, partner="hipp_north")


@pytest.fixture
def warehouse(tmp_path):
    """Two releases: the first is clean, but the second is not clean together with the first."""
    home = Warehouse(tmp_path)
    for release_id, drawings in (("1", [EARLIER]), ("2", [EARLIER, LATER])):
        folder = home.releases / release_id
        folder.mkdir(parents=True)
        with duckdb.connect(folder / "hatecrime.duckdb") as con:
            create(con)
            for number, drawing in enumerate(drawings, start=1):
                release(con, str(number), drawing)
        (folder / "manifest.json").write_text(json.dumps({}))
        switch(home, folder)
    return home


def audit_disclosure(warehouse, *arguments):
    return CliRunner().invoke(app, ["audit-disclosure", "--warehouse", str(warehouse.home), *arguments])


def test_the_audit_reports_what_the_current_release_reveals_together_with_those_before(warehouse):
    audited = audit_disclosure(warehouse)
    assert audited.exit_code == 1
    assert "hate, C, January 2016: 4 to 7." in audited.output.splitlines()
    assert "  - 10: hate, A, January 2016, in board/areas (1)" in audited.output.splitlines()


def test_an_earlier_release_is_audited_only_with_those_before_it(warehouse):
    audited = audit_disclosure(warehouse, "--release", "1")
    assert (audited.exit_code, audited.output) == (0, f"{CLEAN}\n")


@pytest.mark.parametrize(("release", "said"), [("3", "There is no release 3"), ("", "Nothing has been released")])
def test_if_there_is_no_such_release_the_command_says_so(warehouse, tmp_path, release, said):
    home = warehouse if release else Warehouse(tmp_path / "nothing")
    audited = audit_disclosure(home, "--release", release)
    assert audited.exit_code == 1
    assert said in audited.output


def test_if_a_release_did_not_keep_what_it_published_the_command_says_so(warehouse):
    with duckdb.connect(warehouse.releases / "1/hatecrime.duckdb") as con:
        con.execute("drop table audit.published_cell")
    audited = audit_disclosure(warehouse, "--release", "1")
    assert audited.exit_code == 1
    assert "Release 1 is too old to audit: it doesn't keep what it published." in audited.output


def test_figures_that_can_not_all_be_true_are_named(warehouse):
    with duckdb.connect(warehouse.releases / "1/hatecrime.duckdb") as con:
        release(con, "1", "area | months | shown\n AB | 1 | 10")
    audited = audit_disclosure(warehouse, "--release", "1")
    assert audited.exit_code == 1
    assert "can't all be true" in audited.output


def test_a_build_is_audited_with_everything_published_before(con):
    would_publish(con, LATER)
    assert audit(con) == []
    release(con, FIRST, EARLIER)
    (finding,) = audit(con)
    assert {each.release_id for each in finding.pinned_by} == {FIRST, TO_COME}


@pytest.mark.parametrize(
    ("measure", "district", "is_pinned"), [("hate", "A", False), ("hate", "D", True), ("other", "A", True)]
)
def test_what_the_build_changed_is_not_combined_with_what_was_published(con, measure, district, is_pinned):
    release(con, FIRST, EARLIER)
    would_publish(con, LATER)
    draw(con, "mart.change", f"{CHANGE}\n {measure} | {district} | Rugby | 2016-01-01 | late_record | 1")
    assert bool(audit(con)) == is_pinned


def test_a_change_in_an_earlier_release_is_known_too(con):
    release(con, FIRST, EARLIER)
    release(con, SECOND, "area | months | shown\n D | 1 | 10")
    would_publish(con, LATER)
    assert len(audit(con)) == 1
    change = (
        f"release_id | {CHANGE.replace('district_name | ', '')}\n {SECOND} | hate | A | 2016-01-01 | late_record | 1"
    )
    draw(con, "audit.published_change", change)
    assert audit(con) == []
