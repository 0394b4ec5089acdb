"""The rule about layers, and that a table's source can be found from the source tree alone."""

from pathlib import Path

import pytest
import sqlglot

from pipelines.build.sql_check import sql_checks
from pipelines.build.sql_file import CONTRACTS, sql_tables
from pipelines.build.warehouse import SQL
from pipelines.release.published import PUBLISHED
from schemas.agencies import all_agencies

#: Each schema, and the schemas it may read: its own layer and the layers before it.
MAY_READ = {
    "staged": {"reference", "audit", "landed", "staged"},
    "star": {"reference", "audit", "landed", "staged", "linked", "star"},
    "mart": {"staged", "star", "mart", "published", "audit"},
}
#: What linkage reads from an agency's record, in this order.
CONTACT = [
    "record_ref",
    "record_date",
    "district_code",
    "incident_from",
    "incident_to",
    "strands",
    "cites",
    "place",
    "is_hate",
    "names_victim",
]
TABLES = {table.full_name: table for table in sql_tables()}
FILES = sorted(SQL.rglob("*.sql"))


@pytest.mark.parametrize("name", TABLES)
def test_a_layer_reads_only_itself_and_the_layers_before_it(name):
    table = TABLES[name]
    read = {dependency.partition(".")[0] for dependency in table.dependencies}
    assert read <= MAY_READ[table.schema]


def test_marts_read_only_the_star_the_coverage_and_earlier_releases():
    read = {name for table in TABLES.values() if table.schema == "mart" for name in table.dependencies}
    others = {name for name in read if name.partition(".")[0] not in ("star", "mart")}
    assert others == {"staged.covered_month", *PUBLISHED} - {"audit.published_cell"}


def test_only_the_star_reads_linkage_and_only_its_persons_and_incidents():
    read = {name: table.schema for table in TABLES.values() for name in table.dependencies}
    assert {name: schema for name, schema in read.items() if name.startswith("linked.")} == {
        "linked.person": "star",
        "linked.incident": "star",
    }


def test_every_agencys_contact_table_has_the_same_columns():
    contacts = [table for table in TABLES.values() if table.name.endswith("__contact")]
    assert {table.name.partition("__")[0] for table in contacts} <= {agency.stem for agency in all_agencies()}
    assert len(contacts) >= 5
    for table in contacts:
        assert table.schema == "staged"
        assert table.header.grain == ("record_ref",)
        assert sqlglot.parse_one(table.query, dialect="duckdb").named_selects == CONTACT, table.name


def test_every_declared_table_has_a_file_and_every_published_file_a_contract():
    published = {name for name, table in TABLES.items() if table.schema in ("star", "mart")}
    assert set(CONTRACTS) == published


@pytest.mark.parametrize("name", sorted(CONTRACTS))
def test_the_grain_in_a_files_header_is_the_key_of_its_contract(name):
    key = {column.name for column in CONTRACTS[name].primary_key}
    assert set(TABLES[name].header.grain) == key


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SQL)))
def test_a_file_is_short_and_parses(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 80
    assert all(sqlglot.parse(text, dialect="duckdb"))


def test_a_check_names_a_table_that_exists():
    assert {check.table for check in sql_checks()} <= set(TABLES)
    assert all(check.dependencies for check in sql_checks())


@pytest.mark.parametrize("agency", all_agencies(), ids=lambda agency: agency.stem)
def test_an_agency_has_one_stem_in_every_layer(agency):
    root = SQL.parent
    assert (root / f"schemas/{agency.stem}.py").exists()
    assert (root / f"pipelines/defs/agencies/{agency.stem}.py").exists()
    assert (root / f"tests/agencies/test_{agency.stem}.py").exists()
    assert (root / f"docs/contracts/{agency.stem}.md").exists()
    staged = {f"staged.{agency.stem}__{table.name}" for table in agency.tables}
    assert staged <= set(TABLES)
    assert f"`{agency.stem}`" in (root / "docs/contracts/README.md").read_text(encoding="utf-8")
