"""What releases published so far, so that a new one can say what has changed since.

Here: reading it from the newest release into the build (schema `published`, and the history in `audit`), and adding a
new release's own to the history. A release is never changed, so the newest one's word is enough: the build may be
deleted and nothing of the past is lost. What has changed is told by `sql/3_marts/change.sql` and `revision.sql`.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import duckdb

from pipelines.build import provenance
from pipelines.build.audit import PUBLISHED_CELL, PUBLISHED_CHANGE, PUBLISHED_FIGURE, RELEASE
from pipelines.build.warehouse import Warehouse, quoted, transaction
from pipelines.release.releases import releases

_CELL = {"measure": "varchar", "district_code": "varchar", "month_start": "date"}
_RECORD = {"agency": "varchar", "record_ref": "varchar"}

#: The tables of schema `published`, which hold what the newest release holds of the same columns: of which of its
#: tables, and each column's type.
_PUBLISHED: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "record": (
        "star.fct_record",
        {**_RECORD, "record_date": "date", "district_code": "varchar", "is_hate": "boolean", "status": "varchar"},
    ),
    "record_measure": ("star.bridge_record_measure", {**_RECORD, **_CELL, "counted": "bigint"}),
    "coverage": ("mart.coverage_month", {"agency": "varchar", "month_start": "date", "coverage": "varchar"}),
    "delivery": ("audit.delivery", {"agency": "varchar", "delivery_date": "date", "status": "varchar"}),
}
_HISTORY = (RELEASE, PUBLISHED_FIGURE, PUBLISHED_CHANGE, PUBLISHED_CELL)

_KEPT = {f"audit.{table.name}" for table in _HISTORY}

#: Everything that is read of releases, by full name.
PUBLISHED = (*(f"published.{name}" for name in _PUBLISHED), *sorted(_KEPT))


def read_published(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> bool:
    """Read what was published so far from the newest release; nothing, where there is none.

    Args:
        con: The build database.
        warehouse: Where releases lie.

    Returns:
        Whether there was a newer release than the one last read.
    """
    with _newest(con, warehouse) as release_id:
        fingerprint = provenance.fingerprint("published", release_id, repr(_PUBLISHED))
        made = provenance.fingerprints(con)
        if all(made.get(name) == fingerprint for name in PUBLISHED):
            return False
        with transaction(con):
            con.execute("create schema if not exists published")
            for name, (source, columns) in _PUBLISHED.items():
                declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
                con.execute(f"create or replace table published.{name} ({declared})")
                if release_id:
                    con.execute(f"insert into published.{name} select {', '.join(columns)} from newest.{source}")
            for table in _HISTORY:
                con.execute(f"delete from audit.{table.name}")
                if release_id:
                    con.execute(f"insert into audit.{table.name} by name from newest.audit.{table.name}")
            for name in PUBLISHED:
                row = con.execute(f"select count(*) from {name}").fetchone()
                provenance.note(con, name, fingerprint, row[0] if row else 0)
    return True


def add_to_history(con: duckdb.DuckDBPyConnection, database: str, release_id: str, released_at: datetime) -> None:
    """Add to the history of an attached database, that of a new release, what the release itself publishes.

    Only figures that differ from those of the release before it are added.
    """
    con.execute(f"insert into {database}.audit.release values (?, ?)", [release_id, released_at])
    con.execute(
        f"""
        insert into {database}.audit.published_figure by name
        with stated as (
            from audit.published_figure
            qualify row_number() over (
                partition by measure, district_code, month_start order by release_id desc
            ) = 1
        )
        select ? as release_id, measure, district_code, month_start, present.figure
        from mart.figure_district_month as present
        full join stated using (measure, district_code, month_start)
        where present.figure is distinct from stated.figure
        """,
        [release_id],
    )
    con.execute(
        f"""
        insert into {database}.audit.published_change by name
        select ? as release_id, measure, district_code, month_start, reason, change from mart.change
        """,
        [release_id],
    )
    con.execute(
        f"""
        insert into {database}.audit.published_cell by name
        select ? as release_id, * exclude (partner) from extract.published_cell
        """,
        [release_id],
    )


@contextmanager
def _newest(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> Iterator[str]:
    """Attach, as `newest`, the newest release that keeps what is read here; give its id, or nothing."""
    for release in releases(warehouse):
        con.execute(f"attach {quoted(release.database)} as newest (read_only)")
        try:
            held = con.execute(
                "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'newest'"
            ).fetchall()
            if {source for source, _ in _PUBLISHED.values()} | _KEPT <= {name for (name,) in held}:
                yield release.release_id
                return
        finally:
            con.execute("detach newest")
    yield ""
