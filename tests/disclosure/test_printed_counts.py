"""The build's table of printed counts: each partner's counts are replaced together, and read back as printed."""

from dataclasses import fields

import duckdb
import pytest

from pipelines.disclosure import printed_counts
from pipelines.disclosure.printed_counts import Published
from tests.disclosure.differencing.publishing import cells

#: A count of a part, a hidden one, and one for two districts and three months.
PRINTED = cells("""
    area | months | measure   | whole | shown
    A    | 1      | hate:race | hate  | 10
    A    | 1      | hate      |       | [c]
    AB   | 1-3    | hate      |       | 0
""")


@pytest.fixture
def con():
    """A build."""
    with duckdb.connect() as con:
        yield con


def kept(con, partner):
    """What is kept for a partner, as the audit reads it; `shown` is text."""
    columns = ", ".join(field.name for field in fields(Published))
    rows = con.execute(f"select {columns} from extract.published_cell where partner = ?", [partner]).fetchall()
    return [dict(zip(columns.split(", "), row, strict=True)) for row in rows]


def as_kept(cells):
    return [vars(cell) | {"shown": str(cell.shown), "districts": [*cell.districts]} for cell in cells]


def test_printed_counts_are_kept_as_they_were_printed(con):
    printed_counts.keep(con, "board", iter(PRINTED))
    assert kept(con, "board") == as_kept(PRINTED)


def test_what_a_workbook_prints_replaces_what_it_printed_before_and_nothing_else(con):
    for partner in ("board", "public"):
        printed_counts.keep(con, partner, PRINTED)
    printed_counts.keep(con, "board", PRINTED[:1])
    assert (kept(con, "board"), kept(con, "public")) == (as_kept(PRINTED[:1]), as_kept(PRINTED))
    printed_counts.keep(con, "board", [])
    assert (kept(con, "board"), kept(con, "public")) == ([], as_kept(PRINTED))


def test_a_partner_without_a_workbook_is_forgotten(con):
    for partner in ("board", "panel", "public"):
        printed_counts.keep(con, partner, PRINTED)
    printed_counts.forget_all_but(con, {"board", "public"})
    assert [kept(con, partner) for partner in ("board", "panel", "public")] == [as_kept(PRINTED), [], as_kept(PRINTED)]


def test_the_table_can_be_created_again_without_losing_what_it_holds(con):
    printed_counts.create(con)
    assert kept(con, "board") == []
    printed_counts.keep(con, "board", PRINTED)
    printed_counts.create(con)
    assert kept(con, "board") == as_kept(PRINTED)
