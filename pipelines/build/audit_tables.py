"""The tables of schema `audit`: what they hold and what each column means, in the build and in every release.

Here: their declaration. The modules that write to them are `ledger`, `drift`, linkage's `quality` and `registry`, and
`published`.

No key is declared. A key would make an index, and DuckDB 1.5 pads an index's pages with whatever was in that memory
before: while deliveries land, that may be someone's name. Each entry replaces the rows of its revision, so every row
is there only once.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from pipelines.build.sql_table import comment_on
from pipelines.build.statement import Sql, Statements, listed, name

_SQL = Statements(__file__)


@dataclass(frozen=True)
class AuditTable:
    """A table of `audit`: its meaning, each column's type and meaning, and which rows a release holds."""

    name: str
    meaning: str
    columns: Mapping[str, tuple[str, str]]
    constraints: tuple[str, ...] = ()
    released: str = "true"


DELIVERY = AuditTable(
    "delivery",
    "What happened to each file in each revision of each delivery. Grain: agency, delivery_date, file, revision. "
    "Only the newest loaded revision of a delivery is current: keep only its rows before adding rows up.",
    {
        "agency": ("varchar not null", "the agency"),
        "delivery_date": ("date not null", "the day the delivery was sent"),
        "file": ("varchar not null", "the file, or a file that should have been there"),
        "revision": (
            "integer not null",
            "1 as first sent, and one more for each correction of the delivery",
        ),
        "status": ("varchar not null check (status in ('loaded', 'refused'))", "loaded, or refused as a whole"),
        "rows_sent": ("bigint not null", "rows in the file: accepted, duplicate and rejected"),
        "rows_accepted": ("bigint not null", "rows that were loaded; 0 for a refused delivery"),
        "rows_duplicate": ("bigint not null", "rows that repeat an earlier row of the file"),
        "rows_rejected": ("bigint not null", "rows to send back; every row of a refused delivery"),
        "warnings": ("bigint not null", "cells of accepted rows that could not be used"),
        "sha256": ("varchar", "SHA-256 of the file; NULL if the file is missing"),
        "loaded_at": ("timestamptz not null", "when it was loaded or refused"),
        "reason": ("varchar", "why the file was refused, or any warning about it"),
        "covers_from": (
            "date",
            "first day that the delivery or file says it covers; NULL if it does not say",
        ),
        "covers_to": ("date", "last day that the delivery or file says it covers; NULL if it does not say"),
        "restates": ("boolean not null", "whether records of those days that are missing from it are withdrawn"),
        "is_contracted": (
            "boolean not null",
            "whether the contract names the file; a file it does not name is neither read nor released",
        ),
        "contract_sha256": ("varchar not null", "the version of the contract and code that read it"),
    },
    ("check (rows_sent = rows_accepted + rows_duplicate + rows_rejected)",),
    # A file that no contract names may have a person's name as its own.
    released="is_contracted",
)

COLUMN = AuditTable(
    "column",
    "How each column of each table in a delivery was found, and how full it was. Grain: agency, delivery_date, "
    "revision, table_name, column_name. For a refused delivery, only the tables that could be read are here. Only the "
    "newest loaded revision is current.",
    {
        "agency": ("varchar not null", "the agency"),
        "delivery_date": ("date not null", "the day the delivery was sent"),
        "revision": ("integer not null", "the revision of the delivery, as in audit.delivery"),
        "table_name": ("varchar not null", "the table of the agency's contract"),
        "column_name": (
            "varchar not null",
            "the contract's name for the column; for a column that no contract names, its position, such as "
            "column 12, counting across all parts of the table",
        ),
        "met": (
            "varchar not null check (met in ('as named', 'alias', 'absent', 'ignored'))",
            "found as named or by a listed alias, absent, or ignored because no contract names it",
        ),
        "alias": ("varchar", "the listed alias it was found by; NULL if it was not found by one"),
        "cells": (
            "bigint not null",
            "rows counted: all except duplicates and rows with a different shape from the header",
        ),
        "missing": (
            "bigint",
            "empty cells: all of them if the column is absent; NULL if the column is ignored",
        ),
        "unmapped": (
            "bigint",
            "cells with a spelling that is on no list, read as the Unknown member; NULL if the column is not coded",
        ),
    },
)

LINKAGE_QUALITY = AuditTable(
    "linkage_quality",
    "Measurements of each linkage of records. Grain: linked_at, kind, measure, agency, other_agency, bucket. "
    "If nothing has changed, records are not linked again. Use the rows with the latest linked_at.",
    {
        "linked_at": ("timestamptz not null", "when records were linked"),
        "kind": ("varchar not null check (kind in ('person', 'incident'))", "what was linked"),
        "measure": (
            "varchar not null",
            "records: current records about a person or a hate incident; "
            "missing: current records with no identity in the vault; "
            "shared_numbers: person numbers on so many different names that they are not used; "
            "linkable: records that carry enough detail to match; "
            "linked: records linked to a record of the other agency; "
            "cluster_size: persons or incidents, by how many records they have; "
            "match_weight: compared pairs of records, by the log2 of the odds that they match, from "
            "the bucket's value up; "
            "doubtful_pairs: pairs of records waiting for a reviewer; "
            "decisions: reviewers' decisions, by whether the central threshold agrees",
        ),
        "agency": ("varchar", "the agency whose records are counted; NULL if all are"),
        "other_agency": ("varchar", "the agency whose records they are linked to; NULL if that does not matter"),
        "bucket": ("varchar", "the part of the distribution; NULL if there is only one"),
        "count": ("bigint not null", "how many records, persons, incidents, pairs or decisions"),
    },
)

LINKAGE_CHANGE = AuditTable(
    "linkage_change",
    "A change of pseudonym, from an old id to a new one. Grain: changed_at, kind, old_id, new_id.",
    {
        "changed_at": ("timestamptz not null", "when records were linked"),
        "kind": (
            "varchar not null check (kind in ('person', 'incident_low', 'incident', 'incident_high'))",
            "person, or incident by the low, the central or the high threshold",
        ),
        "change": (
            "varchar not null check (change in ('merge', 'split'))",
            "merge: the old id is no longer used; split: other records keep it",
        ),
        "old_id": ("varchar not null", "the id that the records had"),
        "new_id": ("varchar not null", "the id that the records have now"),
        "records": ("bigint not null", "how many records changed their id"),
    },
)

_CELL = {
    "measure": ("varchar not null", "the column of mart.silo_district_month"),
    "district_code": ("varchar not null", "GSS code; OUT outside Warwickshire; UNK unknown"),
    "month_start": ("date not null", "first day of the month"),
}

RELEASE = AuditTable(
    "release",
    "A release: this one, and every earlier one. Grain: release_id.",
    {
        "release_id": ("varchar not null", "the name of its folder, which begins with the date and time in UTC"),
        "released_at": ("timestamptz not null", "when it was made"),
    },
)

PUBLISHED_FIGURE = AuditTable(
    "published_figure",
    "A figure that a release published for a district and month, if it differs from the release before: it holds "
    "until a later release gives another. Grain: release_id, measure, district_code, month_start. mart.revision says "
    "what has changed since a release, and why.",
    {
        "release_id": ("varchar not null", "the first release that published the figure"),
        **_CELL,
        "figure": ("bigint", "the figure; NULL if no delivery covered the month any more"),
    },
)

PUBLISHED_CHANGE = AuditTable(
    "published_change",
    "How much a release changed a figure of the release before, for one reason. Grain: release_id, measure, "
    "district_code, month_start, reason.",
    {
        "release_id": ("varchar not null", "the release that changed it"),
        **_CELL,
        "reason": (
            "varchar not null",
            "why: one of the reasons in mart.change",
        ),
        "change": ("bigint not null", "what the reason adds to the figure; below 0 if it lowers the figure"),
    },
)

PUBLISHED_CELL = AuditTable(
    "published_cell",
    "A count as printed in a release's statistical extract. Anyone may hold these counts, and the disclosure audit "
    "considers them together. Grain: release_id, source, area, last_month, series.",
    {
        "release_id": ("varchar not null", "the release"),
        "source": ("varchar not null", "where it is printed, written as partner/sheet"),
        "area": ("varchar not null", "what the row is about, as worded on the sheet"),
        "first_month": ("date not null", "first day of the first month in the count"),
        "last_month": ("date not null", "first day of the last month in the count"),
        "series": ("varchar not null", "the heading of its column"),
        "measure": ("varchar not null", "what is counted"),
        "whole": ("varchar", "the measure it is part of, in every district and month; NULL if it is not part of one"),
        "districts": ("varchar[] not null", "the codes of the districts in the count"),
        "shown": ("varchar not null", "what is printed: [c], or the rounded count"),
        "low": ("bigint not null", "the lowest that the exact count can be (records)"),
        "high": ("bigint not null", "the highest that the exact count can be (records)"),
    },
)

AUDIT = (
    DELIVERY,
    COLUMN,
    LINKAGE_QUALITY,
    LINKAGE_CHANGE,
    RELEASE,
    PUBLISHED_FIGURE,
    PUBLISHED_CHANGE,
    PUBLISHED_CELL,
)


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create any of the tables that are missing."""
    con.execute("create schema if not exists audit")
    for table in AUDIT:
        _create(con, name("audit", table.name), table)


def release(con: duckdb.DuckDBPyConnection, database: str) -> None:
    """Copy the released part of each table into an attached database."""
    con.execute(f"create schema {name(database, 'audit')}")
    for table in AUDIT:
        copy = name(database, "audit", table.name)
        _create(con, copy, table)
        released = _SQL("release_audit_table", copy=copy, table=name("audit", table.name), released=Sql(table.released))
        con.execute(released)


def _create(con: duckdb.DuckDBPyConnection, sql_name: Sql, table: AuditTable) -> None:
    columns = [Sql(f"{name(column)} {declared}") for column, (declared, _) in table.columns.items()]
    declared = listed([*columns, *map(Sql, table.constraints)])
    con.execute(_SQL("create_audit_table", table=sql_name, declared=declared))
    con.execute(comment_on("table", sql_name, table.meaning))
    for column, (_, meaning) in table.columns.items():
        con.execute(comment_on("column", Sql(f"{sql_name}.{name(column)}"), meaning))
