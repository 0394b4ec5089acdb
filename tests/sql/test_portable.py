"""The SQL can move from DuckDB to Spark: sqlglot parses and translates every file, and knows its functions."""

import logging

import pytest
import sqlglot
from sqlglot import ErrorLevel, exp

from pipelines.build.warehouse import SQL

FILES = sorted(SQL.rglob("*.sql"))
#: What sqlglot need not know: how cells are read when a delivery lands, on DuckDB alone, and a partner's districts.
OF_DUCKDB = "0_macros"
KNOWN = {"getvariable"}


def name(path):
    return str(path.relative_to(SQL))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_translates_to_spark_without_a_warning(path, caplog):
    caplog.set_level(logging.WARNING)
    said = path.read_text(encoding="utf-8")
    carried = sqlglot.transpile(said, read="duckdb", write="spark", unsupported_level=ErrorLevel.RAISE)
    assert caplog.messages == []
    assert len(carried) == len(sqlglot.parse(said, dialect="duckdb"))


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != OF_DUCKDB], ids=name)
def test_translated_sql_parses_again_and_calls_no_unknown_function(path):
    (carried,) = sqlglot.transpile(path.read_text(encoding="utf-8"), read="duckdb", write="spark")
    called = {function.name.lower() for function in sqlglot.parse_one(carried, dialect="spark").find_all(exp.Anonymous)}
    assert called <= KNOWN
