"""SQL from files: what may be filled in, and what is quoted."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.build.statement import Sql, Statements, listed, name, text


@pytest.fixture
def statements(tmp_path):
    (tmp_path / "sql").mkdir()

    def written(file: str, sql: str) -> Statements:
        (tmp_path / "sql" / file).write_text(sql, encoding="utf-8")
        return Statements(str(tmp_path / "module.py"))

    return written


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
def test_any_text_is_one_name(word):
    names = duckdb.sql(f"select 1 as {name(word)}").columns
    assert names == [word]


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_any_text_is_one_literal(word):
    assert duckdb.sql(f"select {text(word)}").fetchall() == [(word,)]


def test_a_slot_is_a_quoted_name_and_sql_is_unchanged(statements):
    sql = statements("find.sql.jinja", "select {{ columns | names }} from {{ table }} where {{ condition }}")
    filled = sql("find", columns=["a", 'b" from secret'], table="t", condition=Sql("a = $least"))
    assert filled == 'select "a", "b"" from secret" from "t" where a = $least'


def test_a_name_of_several_parts_is_quoted_part_by_part(statements):
    sql = statements("find.sql.jinja", "from {{ name('landed', table) }}")
    assert sql("find", table="police__offences") == 'from "landed"."police__offences"'
    assert listed([name("l", "day"), "day"]) == '"l"."day", "day"'


@pytest.mark.parametrize("value", [1.5, None, True, ["a"]])
def test_a_value_that_should_be_bound_is_not_filled_in(statements, value):
    sql = statements("find.sql.jinja", "select {{ value }}")
    with pytest.raises(TypeError, match="bind it as a parameter"):
        sql("find", value=value)


def test_a_missing_slot_is_an_error(statements):
    sql = statements("find.sql.jinja", "select {{ this }}, {{ that }}")
    with pytest.raises(TypeError):
        sql("find", this="a")


def test_a_file_of_several_statements_is_read_one_by_one(statements):
    sql = statements("several.sql", "create table a (b int);\n\ninsert into a values ($b);\n")
    con = duckdb.connect()
    first, second = sql.each("several")
    con.execute(first)
    con.execute(second, {"b": 3})
    assert con.execute("from a").fetchall() == [(3,)]
