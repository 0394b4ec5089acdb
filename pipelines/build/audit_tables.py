"""The tables of schema `audit`: what they hold and what each column means, in the build and in every release.

Here: their declaration. What is entered stands in `ledger`, `drift`, linkage's `quality` and `registry`, and
`published`.

No key is declared. It would be an index, and DuckDB 1.5 fills the pages of an index up with whatever stood in that
memory before: while deliveries land, somebody's name. What is entered replaces its revision's rows, so each row is
there once.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import duckdb

from pipelines.build.statement import Sql, Statements, listed, name

_SQL = Statements(__file__)


@dataclass(frozen=True)
class AuditTable:
    """A table of `audit`: its meaning, each column's type and meaning, and which rows of it a release holds."""

    name: str
    meaning: str
    columns: Mapping[str, tuple[str, str]]
    constraints: tuple[str, ...] = ()
    released: str = "true"


DELIVERY = AuditTable(
    "delivery",
    "What became of each file of each revision of each delivery. Grain: agency, delivery_date, file, revision. "
    "Only the newest revision that is loaded is in force: filter before adding rows up.",
    {
        "agency": ("varchar not null", "the agency"),
        "delivery_date": ("date not null", "the day the delivery was sent"),
        "file": ("varchar not null", "the file, or one that should have been there"),
        "revision": (
            "integer not null",
            "1 as first sent, one more for each correction of the same delivery",
        ),
        "status": ("varchar not null check (status in ('loaded', 'refused'))", "loaded, or refused whole"),
        "rows_sent": ("bigint not null", "rows in the file: accepted, duplicate and rejected"),
        "rows_accepted": ("bigint not null", "rows that were taken in; none of a refused delivery"),
        "rows_duplicate": ("bigint not null", "rows that equal an earlier one of the file"),
        "rows_rejected": ("bigint not null", "rows to send back; all rows of a refused delivery"),
        "warnings": ("bigint not null", "cells of accepted rows that could not be used"),
        "sha256": ("varchar", "SHA-256 of the file; none where it is missing"),
        "loaded_at": ("timestamptz not null", "when it was loaded or refused"),
        "reason": ("varchar", "why it was refused, or what is to be known of it"),
        "covers_from": (
            "date",
            "first day the delivery, or this file of it, states it covers; none where it states none",
        ),
        "covers_to": ("date", "last day it states it covers"),
        "restates": ("boolean not null", "whether records of those days that it does not hold are withdrawn"),
        "is_contracted": (
            "boolean not null",
            "whether the contract names the file; one it does not name is not read, and not released",
        ),
        "contract_sha256": ("varchar not null", "the version of the contract and code it was read under"),
    },
    ("check (rows_sent = rows_accepted + rows_duplicate + rows_rejected)",),
    # A file that no contract names may be called after anyone.
    released="is_contracted",
)

COLUMN = AuditTable(
    "column",
    "How each column of each table of a delivery was met, and how full it was. Grain: agency, delivery_date, "
    "revision, table_name, column_name. Of a refused delivery only the tables are here that could be read; only the "
    "newest revision that is loaded is in force.",
    {
        "agency": ("varchar not null", "the agency"),
        "delivery_date": ("date not null", "the day the delivery was sent"),
        "revision": ("integer not null", "the revision of the delivery, as in audit.delivery"),
        "table_name": ("varchar not null", "the table of the agency's contract"),
        "column_name": (
            "varchar not null",
            "the contract's name for the column; of a column that no contract names its place, as in column 12, "
            "counted over the table's parts put together",
        ),
        "met": (
            "varchar not null check (met in ('as named', 'alias', 'absent', 'ignored'))",
            "as named, by a listed alias, absent, or ignored since no contract names it",
        ),
        "alias": ("varchar", "the listed alias it was met by; none where it was not"),
        "cells": (
            "bigint not null",
            "rows that were counted: all but duplicates and rows of another shape than the header's",
        ),
        "missing": (
            "bigint",
            "cells in which nothing stands, all of them where the column is absent; none where it is ignored",
        ),
        "unmapped": (
            "bigint",
            "cells holding a spelling that no list knows, read as the Unknown member; none where the column is not "
            "coded",
        ),
    },
)

LINKAGE_QUALITY = AuditTable(
    "linkage_quality",
    "What was measured of each linkage of records. Grain: linked_at, kind, measure, agency, other_agency, bucket. "
    "A night that brings nothing new links nothing: the newest linked_at is in force.",
    {
        "linked_at": ("timestamptz not null", "when records were linked"),
        "kind": ("varchar not null check (kind in ('person', 'incident'))", "what was linked"),
        "measure": (
            "varchar not null",
            "records; missing, records in force whose identities the vault does not hold; linkable, of the records "
            "those that carry enough to be found; linked, of them those linked to a record of the other agency; "
            "cluster_size, persons or incidents by how many records they have; match_weight, pairs compared by the "
            "log2 of their odds, from that of the bucket on; doubtful_pairs, that wait for a "
            "reviewer; decisions, of reviewers, against the central threshold",
        ),
        "agency": ("varchar", "whose records are counted; none where all are"),
        "other_agency": ("varchar", "to whose records they are linked; none where it does not matter"),
        "bucket": ("varchar", "the part of the distribution; none where there is but one"),
        "count": ("bigint not null", "how many records, persons, incidents, pairs or decisions"),
    },
)

LINKAGE_CHANGE = AuditTable(
    "linkage_change",
    "A pseudonym that records left for another. Grain: changed_at, kind, old_id, new_id.",
    {
        "changed_at": ("timestamptz not null", "when records were linked"),
        "kind": (
            "varchar not null check (kind in ('person', 'incident_low', 'incident', 'incident_high'))",
            "person, or incident by the low, the central or the high threshold",
        ),
        "change": (
            "varchar not null check (change in ('merge', 'split'))",
            "merge, where the old id is used no more; split, where it lives on with other records",
        ),
        "old_id": ("varchar not null", "the id that the records had"),
        "new_id": ("varchar not null", "the id that they have since"),
        "records": ("bigint not null", "how many records changed it"),
    },
)

_CELL = {
    "measure": ("varchar not null", "the column of mart.silo_district_month"),
    "district_code": ("varchar not null", "GSS code; OUT outside Warwickshire; UNK unknown"),
    "month_start": ("date not null", "first day of the month"),
}

RELEASE = AuditTable(
    "release",
    "A release: this one and all that were made before it. Grain: release_id.",
    {
        "release_id": ("varchar not null", "the name of its folder, which begins with the day and time, UTC"),
        "released_at": ("timestamptz not null", "when it was made"),
    },
)

PUBLISHED_FIGURE = AuditTable(
    "published_figure",
    "What a release published of a district and a month, where it is not what the release before it did: a figure "
    "stands until a later release gives another. Grain: release_id, measure, district_code, month_start. What has "
    "changed since a release, and why, is told by mart.revision.",
    {
        "release_id": ("varchar not null", "the first release that published the figure"),
        **_CELL,
        "figure": ("bigint", "the figure; none where nothing covered the month any more"),
    },
)

PUBLISHED_CHANGE = AuditTable(
    "published_change",
    "What a release changed in a figure of the release before it, for one reason. Grain: release_id, measure, "
    "district_code, month_start, reason.",
    {
        "release_id": ("varchar not null", "the release that changed it"),
        **_CELL,
        "reason": (
            "varchar not null",
            "why: one of the reasons of mart.change",
        ),
        "change": ("bigint not null", "what it adds to the figure; below 0 where it lowers it"),
    },
)

PUBLISHED_CELL = AuditTable(
    "published_cell",
    "A count as a statistical extract of a release printed it: what anyone may hold, and what the audit of disclosure "
    "takes together. Grain: release_id, source, area, last_month, series.",
    {
        "release_id": ("varchar not null", "the release"),
        "source": ("varchar not null", "where it is printed, as partner/sheet"),
        "area": ("varchar not null", "what the row is about, in the words of the sheet"),
        "first_month": ("date not null", "first day of the first month it is the sum of"),
        "last_month": ("date not null", "first day of the last month it is the sum of"),
        "series": ("varchar not null", "the heading of its column"),
        "measure": ("varchar not null", "what is counted"),
        "whole": ("varchar", "the measure it is a part of, district by district and month by month; none if of none"),
        "districts": ("varchar[] not null", "the codes of the districts it is the sum of"),
        "shown": ("varchar not null", "what is printed: [c], or the rounded count"),
        "low": ("bigint not null", "the least that the exact count can be (records)"),
        "high": ("bigint not null", "the most that it can be (records)"),
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
    """Create the tables where they are not there yet."""
    con.execute("create schema if not exists audit")
    for table in AUDIT:
        _create(con, name("audit", table.name), table)


def release(con: duckdb.DuckDBPyConnection, database: str) -> None:
    """Copy what of the tables is released into an attached database."""
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


def comment_on(kind: Literal["table", "column"], thing: Sql, meaning: str) -> str:
    """Return the statement that says what a table or a column means."""
    return _SQL("comment_on", kind=Sql(kind), thing=thing, meaning=meaning)
