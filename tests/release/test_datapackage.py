"""A release's marts as Parquet, and the data package that says what they hold."""

import hashlib
import json
import re
import shutil
from dataclasses import replace

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from frictionless import Package, Resource
from sqlalchemy import CheckConstraint

from pipelines.build import provenance
from pipelines.build.sql_file import CONTRACTS, SqlHeader, SqlTable, sql_tables
from pipelines.build.sql_table import build_table
from pipelines.build.warehouse import Warehouse
from pipelines.landing import ledger
from pipelines.release.datapackage import DataFile, data_package
from pipelines.release.publish import publish
from schemas.agencies import all_agencies
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
TABLES = [replace(table, query=ROWS[table.full_name]) for table in sql_tables() if table.full_name in ROWS]
FILES = [DataFile(f"marts/{table.name}.parquet", size, f"hash{size}") for size, table in enumerate(TABLES, start=7)]


@pytest.fixture(scope="module")
def build():
    """A build database of two marts."""
    with duckdb.connect() as con:
        provenance.create(con)
        ledger.create(con)
        for table in TABLES:
            build_table(con, table, provenance.fingerprints(con))
        for name in ("mart.figure_district_month", "mart.change"):
            draw_empty(con, name)
        yield con


def release(build, home):
    return publish(build, Warehouse(home), TABLES, {}, [], REAL).folder


@pytest.fixture
def folder(build, tmp_path):
    """The folder of a release of these marts."""
    return release(build, tmp_path / "warehouse")


@pytest.fixture
def released(folder):
    """The package as released."""
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


@pytest.fixture
def package():
    """The package of these marts, whether or not their files are there."""
    return data_package("20170904T010203Z", dict(zip(TABLES, FILES, strict=True)), all_agencies(), REAL)


def test_it_is_a_data_package_and_its_files_match_it(released, folder):
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])
    assert report.stats["tasks"] == len(released["resources"]) == 2
    assert "licenses" not in released


def test_a_file_that_was_changed_afterwards_is_detected(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "copy")
    (tmp_path / "copy/marts/coverage_month.parquet").write_bytes(b"PAR1")
    report = Package(str(tmp_path / "copy/datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} == {"hash-count", "byte-count"}


def test_a_released_package_is_that_of_its_marts_and_files(released, package, folder):
    paths = [each["path"] for each in package["resources"]]
    found = [(folder / path, hashlib.sha256((folder / path).read_bytes()).hexdigest()) for path in paths]
    files = [DataFile(path, there.stat().st_size, digest) for path, (there, digest) in zip(paths, found, strict=True)]
    assert released == data_package(folder.name, dict(zip(TABLES, files, strict=True)), all_agencies(), REAL)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {path: manifest["files"][path] for path in paths} == {each.path: each.sha256 for each in files}
    assert "datapackage.json" in manifest["files"]


def test_it_names_itself_its_release_and_the_agencies_that_delivered(package):
    assert (package["profile"], package["name"]) == ("data-package", "warwickshire-hate-crime-marts")
    assert package["title"] == "Warwickshire hate crime data warehouse: marts"
    assert package["version"] == "20170904T010203Z"
    assert package["description"].startswith("OFFICIAL-SENSITIVE")
    assert [source["title"] for source in package["sources"]] == [
        f"{agency.title}: {agency.sender}" for agency in all_agencies()
    ]


def test_each_mart_is_a_resource_that_says_where_its_file_is_and_how_to_know_it(package):
    area, coverage = package["resources"]
    said = {key: area[key] for key in ("name", "path", "bytes", "hash", "type", "format", "mediatype")}
    assert said == {
        "name": "area_rate_month",
        "path": "marts/area_rate_month.parquet",
        "bytes": 7,
        "hash": "sha256:hash7",
        "type": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    }
    assert [coverage["name"], coverage["bytes"], coverage["hash"]] == ["coverage_month", 8, "sha256:hash8"]
    assert [area["description"], coverage["description"]] == [table.description for table in TABLES]


def test_each_mart_has_the_columns_of_its_contract_in_their_order(package, folder):
    for resource in package["resources"]:
        contract = CONTRACTS[f"mart.{resource['name']}"]
        said = [(field["name"], field["description"]) for field in resource["schema"]["fields"]]
        assert said == [(column.name, column.comment) for column in contract.columns]
        assert resource["schema"]["primaryKey"] == [column.name for column in contract.columns if column.primary_key]
        assert resource["schema"]["missingValues"] == [""]
        assert pq.read_schema(folder / resource["path"]).names == [name for name, _ in said]


def test_a_table_without_a_contract_has_no_fields():
    table = SqlTable("mart", "drawn", SqlHeader("A thing.", ("thing",)), "select 1 as thing")
    (resource,) = data_package("1", {table: FILES[0]}, [], REAL)["resources"]
    assert resource["schema"] == {"fields": [], "primaryKey": ["thing"], "missingValues": [""]}


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


def test_every_check_of_one_column_of_every_mart_is_a_constraint_and_no_other_check_is():
    marts = [table for table in sql_tables() if table.schema == "mart" and table.contract is not None]
    for resource in data_package("1", dict.fromkeys(marts, FILES[0]), [], REAL)["resources"]:
        contract = CONTRACTS[f"mart.{resource['name']}"]
        checks = [str(each.sqltext) for each in contract.constraints if isinstance(each, CheckConstraint)]
        least = {
            said[1]: {"minimum": int(said[2])} for each in checks if (said := re.fullmatch(r"(\w+) >= (\d+)", each))
        }
        listed = {said[1]: {"enum": re.findall("'(.*?)'", said[2])} for each in checks
                  if (said := re.fullmatch(r"(\w+) in \((.*)\)", each, re.IGNORECASE))}  # fmt: skip
        assert {field["name"]: field["constraints"] for field in resource["schema"]["fields"]} == {
            column.name: {"required": not column.nullable} | least.get(column.name, {}) | listed.get(column.name, {})
            for column in contract.columns
        }


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
    for table in TABLES:
        path = folder / f"marts/{table.name}.parquet"
        expected = build.sql(f"from {table.full_name} order by {', '.join(table.header.grain)}")
        read = duckdb.sql(f"from '{path}'")
        assert (read.columns, read.types, read.fetchall()) == (expected.columns, expected.types, expected.fetchall())
        pd.testing.assert_frame_equal(pd.read_parquet(path), expected.to_arrow_table().to_pandas())


def test_the_same_build_gives_the_same_files(build, released, folder, tmp_path):
    again = release(build, tmp_path / "again")
    for resource in released["resources"]:
        assert (again / resource["path"]).read_bytes() == (folder / resource["path"]).read_bytes()
    said = (again / "datapackage.json").read_text(encoding="utf-8")
    assert said.replace(again.name, folder.name) == (folder / "datapackage.json").read_text(encoding="utf-8")
