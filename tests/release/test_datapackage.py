"""A release's marts as Parquet, and the data package that says what they hold."""

import hashlib
import json
import shutil
from dataclasses import replace

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource

from pipelines.build import provenance
from pipelines.build.sql_file import CONTRACTS, sql_tables
from pipelines.build.sql_table import build_table
from pipelines.build.warehouse import Warehouse
from pipelines.landing import ledger
from pipelines.release.publish import publish
from tests.drawn.publisher import REAL
from tests.drawn.tables import draw_empty

#: Rows of two small marts, not in order: every type, a month without coverage, an accent and an apostrophe.
ROWS = {
    "mart.coverage_month": """
        select agency, date '2017-04-01' as month_start, days_covered, 30 as days, coverage
        from (values ('schools', 30, 'complete'), ('equip', 0, 'none')) as month (agency, days_covered, coverage)
    """,
    "mart.area_rate_month": """
        select
            jsna_area, 'E07000220' as district_code, date '2017-04-01' as month_start, hate_records,
            12 * hate_records as hate_records_twelve_months, 9100 as population,
            12000.0 * hate_records / 9100 as rate_per_1000, hate_records is null as is_provisional
        from (values ('St John''s', 3), ('Bédworth', null)) as area (jsna_area, hate_records)
    """,
}


@pytest.fixture(scope="module")
def build():
    """A build database of two marts."""
    with duckdb.connect() as con:
        provenance.create(con)
        ledger.create(con)
        for table in tables():
            build_table(con, table, provenance.fingerprints(con))
        for name in ("mart.figure_district_month", "mart.change"):
            draw_empty(con, name)
        yield con


def tables():
    return [replace(table, query=ROWS[table.full_name]) for table in sql_tables() if table.full_name in ROWS]


def release(build, home):
    return publish(build, Warehouse(home), tables(), {}, [], REAL).folder


@pytest.fixture
def folder(build, tmp_path):
    """The folder of a release of these marts."""
    return release(build, tmp_path / "warehouse")


@pytest.fixture
def package(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_it_is_a_data_package_and_its_files_match_it(package, folder):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(package["resources"]) == 2
    assert "licenses" not in package


def test_a_file_that_was_changed_afterwards_is_detected(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy/marts/coverage_month.parquet").write_bytes(b"PAR1")
    report = Package(str(tmp_path / "copy/datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} == {"hash-count", "byte-count"}


def test_it_names_its_release_and_the_agencies_that_delivered(package, folder):
    assert package["version"] == folder.name
    assert package["description"].startswith("OFFICIAL-SENSITIVE")
    assert "EQuIP: Equality and Inclusion Partnership, discrimination casework" in [
        source["title"] for source in package["sources"]
    ]


def test_each_mart_is_a_resource_with_the_columns_of_its_contract_in_their_order(package, folder):
    for resource in package["resources"]:
        contract = CONTRACTS[f"mart.{resource['name']}"]
        said = [(field["name"], field["description"]) for field in resource["schema"]["fields"]]
        assert said == [(column.name, column.comment) for column in contract.columns]
        assert resource["schema"]["primaryKey"] == [column.name for column in contract.columns if column.primary_key]
        assert pq.read_schema(folder / resource["path"]).names == [name for name, _ in said]
    assert [resource["name"] for resource in package["resources"]] == ["area_rate_month", "coverage_month"]
    (coverage,) = (table for table in tables() if table.name == "coverage_month")
    assert package["resources"][1]["description"] == coverage.description


def test_a_field_has_the_constraints_of_its_column(package):
    fields = {field["name"]: field for resource in package["resources"] for field in resource["schema"]["fields"]}
    assert fields["coverage"]["constraints"] == {"required": True, "enum": ["complete", "partial", "none"]}
    assert fields["hate_records"]["constraints"] == {"required": False, "minimum": 0}
    kinds = {name: field["type"] for name, field in fields.items()}
    assert (kinds["month_start"], kinds["hate_records"], kinds["rate_per_1000"], kinds["is_provisional"]) == (
        "date",
        "integer",
        "number",
        "boolean",
    )


def test_the_rows_of_a_file_match_the_package(package, folder):
    """The rows go to the validator directly, as its own reader of Parquet rejects a missing count."""
    for resource in package["resources"]:
        report = said_of(resource, pq.read_table(folder / resource["path"]).to_pylist())
        assert report.valid, report.flatten(["type", "message"])


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        ({"coverage": "some"}, "constraint-error"),
        ({"coverage": None}, "constraint-error"),
        ({"days": "many"}, "type-error"),
        ({"agency": "schools"}, "primary-key"),
    ],
)
def test_the_package_detects_values_that_a_mart_may_not_hold(package, folder, wrong, fault):
    resource = package["resources"][1]
    first, *others = pq.read_table(folder / resource["path"]).to_pylist()
    report = said_of(resource, [first | wrong, *others])
    assert fault in {kind for (kind,) in report.flatten(["type"])}


def said_of(resource, rows):
    return Resource.from_descriptor({"name": "rows", "data": rows, "schema": resource["schema"]}).validate()


def test_pandas_and_duckdb_read_the_table_in_the_order_of_its_grain(build, folder):
    for table in tables():
        path = folder / f"marts/{table.name}.parquet"
        expected = build.sql(f"from {table.full_name} order by {', '.join(table.header.grain)}")
        read = duckdb.sql(f"from '{path}'")
        assert (read.columns, read.types, read.fetchall()) == (expected.columns, expected.types, expected.fetchall())
        pd.testing.assert_frame_equal(pd.read_parquet(path), expected.to_arrow_table().to_pandas())


def test_hash_and_size_match_the_files_and_the_manifest_lists_them(package, folder):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        content = (folder / resource["path"]).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{digest}")
        assert manifest["files"][resource["path"]] == digest
    assert "datapackage.json" in manifest["files"]


def test_the_same_build_gives_the_same_files(build, package, folder, tmp_path):
    again = release(build, tmp_path / "again")
    for resource in package["resources"]:
        assert (again / resource["path"]).read_bytes() == (folder / resource["path"]).read_bytes()
    said = (again / "datapackage.json").read_text(encoding="utf-8")
    assert said.replace(again.name, folder.name) == (folder / "datapackage.json").read_text(encoding="utf-8")
