"""A table, as declared in its SQL file: its header, what it reads, and how it is built and checked."""

import duckdb
import pytest

from pipelines.build import provenance
from pipelines.build.sql_file import (
    ContractBroken,
    SqlHeader,
    SqlTable,
    read_header,
    read_sql_table,
    sql_tables,
    tables_read,
)
from pipelines.build.sql_table import build_table, orphans

STRAND = ("dim_strand", ("strand",))
SOUND = "select 'race' as strand, 'Race' as strand_name, true as is_monitored_nationally"


@pytest.fixture
def con():
    con = duckdb.connect()
    provenance.create(con)
    con.execute("create schema landed; create table landed.t as select 1 as a, 'x' as b")
    return con


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "some_table.sql"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def table(query, name="dim_strand", grain=("strand",), schema="star", nuances=()):
    return SqlTable(schema, name, SqlHeader("A strand.", grain, nuances), query)


def build(con, of, **made_of):
    return build_table(con, of, {"landed.t": "1", **provenance.fingerprints(con), **made_of})


def test_a_header_says_what_a_row_is_its_grain_and_nuances_over_several_lines(file):
    path = file(
        "-- A row is\n-- a thing.\n-- Grain: a, b\n-- Nuance: one: and\n--   its rest\n-- Nuance: two\n"
        "-- Source: here\nselect 1 as a\n-- not the header\n"
    )
    header, query = read_header(path)
    assert header.sentence == "A row is a thing."
    assert header.grain == ("a", "b")
    assert header.nuances == ("one: and its rest", "two")
    assert header.source == "here"
    assert query == "select 1 as a\n-- not the header"
    said = read_sql_table(path, "mart")
    assert said.full_name == "mart.some_table"
    assert said.description == "A row is a thing.\n\nGrain: a, b.\n\none: and its rest\n\ntwo"


@pytest.mark.parametrize("text", ["select 1", "-- Grain: a\nselect 1 as a", ""])
def test_a_file_without_a_sentence_is_refused(file, text):
    with pytest.raises(ContractBroken, match=r"some_table.sql must start with a sentence"):
        read_header(file(text))


def test_a_file_without_a_grain_is_refused(file):
    with pytest.raises(ContractBroken, match=r"some_table.sql does not say which columns make a row unique"):
        read_sql_table(file("-- A row.\nselect 1 as a"), "mart")


def test_a_table_that_a_query_reads_is_found_anywhere_in_the_query():
    query = """
        with c as (select * from staged.a), d as (select * from c join star.b using (x))
        select * from d where x in (select x from reference.e) -- and not mart.f
    """
    assert tables_read(query) == {"staged.a", "star.b", "reference.e"}


def test_no_table_reads_itself():
    assert [each.full_name for each in sql_tables() if each.full_name in each.dependencies] == []


def test_a_published_table_has_a_contract_and_every_column_a_meaning():
    published = [each for each in sql_tables() if each.schema in ("star", "mart")]
    assert [each.full_name for each in published if each.contract is None] == []
    assert [f"{each.full_name}.{c.name}" for each in published for c in each.contract.columns if not c.comment] == []


def test_a_table_is_built_with_its_comments(con):
    assert build(con, table(SOUND, nuances=("It's nuanced.",)))
    said = con.execute("select comment from duckdb_tables() where table_name = 'dim_strand'").fetchone()
    assert said == ("A strand.\n\nGrain: strand.\n\nIt's nuanced.",)
    columns = con.execute(
        "select column_name, comment from duckdb_columns() where table_name = 'dim_strand'"
    ).fetchall()
    assert ("strand_name", "the strand in words") in columns


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("select 'race' as strand, true as is_monitored_nationally", r"missing \['strand_name'\]"),
        (f"{SOUND}, 1 as more", r"not declared \['more'\]"),
        (f"{SOUND} union all {SOUND}", "1 rows repeat the grain strand"),
        (SOUND.replace("'Race'", "null"), "breaks its contract"),
        (f"{SOUND} from landed.gone", "reads landed.gone, which nothing makes"),
    ],
    ids=["a column missing", "a column too many", "a key twice", "a null", "reads what nothing makes"],
)
def test_a_table_that_breaks_its_contract_leaves_the_old_table_unchanged(con, query, fault):
    build(con, table(SOUND))
    before = provenance.fingerprints(con)
    with pytest.raises(ContractBroken, match=fault):
        build(con, table(query))
    assert con.execute("select strand, strand_name from star.dim_strand").fetchall() == [("race", "Race")]
    assert provenance.fingerprints(con) == before
    assert not build(con, table(SOUND))


def test_a_broken_check_names_the_table(con):
    agency = "select 'police' as agency, 'x' as agency_name, 'x' as sender, 'weekly' as kind, 1 as cadence_days"
    with pytest.raises(ContractBroken, match=r"star.dim_agency breaks its contract"):
        build(con, table(agency, "dim_agency", ("agency",)))


def test_an_error_in_the_query_leaves_the_old_table_unchanged(con):
    build(con, table(SOUND))
    with pytest.raises(ContractBroken, match=r"star.dim_strand can't be built"):
        build(con, table(SOUND.replace("true", "cast('perhaps' as boolean)")))
    assert con.execute("select strand from star.dim_strand").fetchall() == [("race",)]


def test_a_repeated_grain_is_refused_and_leaves_the_old_table_unchanged(con):
    one = table("select a, b from landed.t", "t", ("a",), "staged")
    build(con, one)
    twice = table("select a, b from landed.t union all select a, 'y' from landed.t", "t", ("a",), "staged")
    with pytest.raises(ContractBroken, match=r"staged.t: 1 rows repeat the grain a"):
        build(con, twice)
    assert con.execute("from staged.t").fetchall() == [(1, "x")]


def test_a_grain_with_a_missing_value_must_still_be_unique(con):
    query = "select cast(null as integer) as a, unnest([1, 2]) as b"
    with pytest.raises(ContractBroken, match="repeat the grain"):
        build(con, table(query, "t", ("a",), "staged"))


def test_a_table_is_rebuilt_only_when_its_query_its_header_or_what_it_reads_has_changed(con):
    one = table("select a, b from landed.t", "t", ("a",), "staged")
    assert build(con, one)
    assert not build(con, one)
    assert build(con, one, **{"landed.t": "2"})
    assert not build(con, one, **{"landed.t": "2", "landed.other": "3"})
    assert build(con, table("select a + 1 as a, b from landed.t", "t", ("a",), "staged"), **{"landed.t": "2"})
    assert con.execute("select a from staged.t").fetchall() == [(2,)]
    assert build(
        con, table("select a + 1 as a, b from landed.t", "t", ("a",), "staged", ("New.",)), **{"landed.t": "2"}
    )


def test_a_table_that_reads_a_rebuilt_table_is_rebuilt_too(con):
    below, above = table("select a from landed.t", "t", ("a",), "staged"), table("from staged.t", "u", ("a",), "staged")
    assert build(con, below)
    assert build(con, above)
    assert not build(con, above)
    assert build(con, below, **{"landed.t": "2"})
    assert build(con, above, **{"landed.t": "2"})


def test_rows_with_a_key_without_a_parent_are_counted(con):
    marker = (
        "select unnest(['RM', 'HV']) as marker_code, 'x' as marker_name, 'motivation' as axis, "
        "{} as strand, true as is_hate_marker"
    )
    build(con, table(SOUND))
    child = table(marker.format("'zzyzx'"), "dim_interest_marker", ("marker_code",))
    build(con, child)
    assert orphans(con, child) == {"strand": 2}
    child = table(
        marker.format("case when marker_code = 'RM' then 'race' end"), "dim_interest_marker", ("marker_code",)
    )
    build(con, child)
    assert orphans(con, child) == {}


def test_a_query_that_does_not_parse_names_its_file_and_line(tmp_path):
    path = tmp_path / "dim_strand.sql"
    path.write_text("-- A strand.\n-- Grain: strand\nselect strand\nfrom where\n", encoding="utf-8")
    with pytest.raises(ContractBroken, match=r"dim_strand.sql, line 4: "):
        read_header(path)
