"""Queries of the release from the command line: several at a time, and what is no query."""

import csv
import io
import json

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.build.warehouse import Warehouse
from pipelines.commands.main import app
from pipelines.release.current import switch


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory) -> Warehouse:
    """A warehouse whose release holds one small table."""
    made = Warehouse(tmp_path_factory.mktemp("warehouse"))
    folder = made.releases / "20261001T020000000000Z"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{}")
    with duckdb.connect(folder / "hatecrime.duckdb") as con:
        con.execute("create schema mart; create table mart.small as select unnest([1, 2]) as number, 'x' as letter")
    switch(made, folder)
    return made


def run(warehouse, query, *options):
    ran = CliRunner().invoke(app, ["sql", "--warehouse", str(warehouse.home), *options, "--", query])
    return ran.exit_code, ran.output


def test_several_queries_print_a_table_each(warehouse):
    code, output = run(warehouse, "select 11 as first; select 22 as second;")
    assert code == 0
    assert output.index("first") < output.index("11") < output.index("second") < output.index("22")


def test_what_comes_before_a_query_is_run_and_prints_nothing(warehouse):
    code, output = run(warehouse, "create temp table twice as from mart.small; select sum(number) as total from twice")
    assert code == 0
    assert "total" in output and "3" in output
    assert "Count" not in output
    assert run(warehouse, "pivot mart.small on number using count(*)")[0] == 0


def test_csv_and_json_hold_one_result(warehouse):
    query = "from mart.small order by number"
    found = run(warehouse, query, "--format", "csv")[1]
    assert list(csv.reader(io.StringIO(found))) == [["number", "letter"], ["1", "x"], ["2", "x"]]
    assert json.loads(run(warehouse, query, "--format", "json")[1])[0] == {"number": 1, "letter": "x"}
    for output in ("csv", "json"):
        code, said = run(warehouse, f"{query}; select 1", "--format", output)
        assert code == 1
        assert said.strip() == f"{output} holds one result, and these are 2 queries; run one at a time."


@pytest.mark.parametrize("query", ["", ";", "-- a comment", "set threads = 1"])
def test_what_returns_no_columns_is_no_query(warehouse, query):
    code, said = run(warehouse, query)
    assert code == 1
    assert "That is not a query" in said


def test_of_several_queries_a_wrong_one_is_an_error(warehouse):
    code, said = run(warehouse, "select 1 as first; select number, number from mart.small")
    assert code == 1
    assert "Two columns have the same name" in said
    assert "first" not in said
    assert run(warehouse, "select 1; select * from mart.nowhere")[0] == 1
