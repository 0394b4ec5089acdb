"""What releases have published so far, so that a new one can say what has changed.

Here: reading that from the newest release into the build (schema `published`, and the history in `audit`), and adding a
new release's own figures to the history. A release is never changed, so the newest one is enough: the build may be
deleted without losing the past. `sql/3_marts/change.sql` and `revision.sql` say what has changed.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import duckdb

from pipelines.build import provenance
from pipelines.build.audit_tables import PUBLISHED_CELL, PUBLISHED_CHANGE, PUBLISHED_FIGURE, RELEASE
from pipelines.build.damage import damage_named
from pipelines.build.sql_table import row_count
from pipelines.build.statement import Sql, Statements, text
from pipelines.build.statement import name as sql_name
from pipelines.build.warehouse import Warehouse, transaction
from pipelines.release.releases import releases

_SQL = Statements(__file__)

_CELL = {"measure": "varchar", "district_code": "varchar", "month_start": "date"}
_RECORD = {"agency": "varchar", "record_ref": "varchar"}

#: The tables of schema `published`, which copy columns of the newest release: the release's table, and each column's
#: type.
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

#: Everything that is read from releases, by full name.
PUBLISHED = (*(f"published.{name}" for name in _PUBLISHED), *sorted(_KEPT))


def read_published(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> bool:
    """Read what has been published so far from the newest release; nothing if there is no release.

    Args:
        con: The build database.
        warehouse: Where releases are kept.

    Returns:
        Whether there was a newer release than the one last read.
    """
    with _newest(con, warehouse) as release_id:
        fingerprint = provenance.fingerprint(release_id, repr(_PUBLISHED))
        made = provenance.fingerprints(con)
        if all(made.get(name) == fingerprint for name in PUBLISHED):
            return False
        with transaction(con):
            con.execute("create schema if not exists published")
            for name, (source, columns) in _PUBLISHED.items():
                types = {column: Sql(kind) for column, kind in columns.items()}
                newest = sql_name("newest", *source.split(".")) if release_id else None
                con.execute(_SQL("create_published", table=name, columns=types, source=newest))
            for table in _HISTORY:
                con.execute(f"truncate {sql_name('audit', table.name)}")
                if release_id:
                    con.execute(_SQL("fill_history", table=table.name))
            for name in PUBLISHED:
                provenance.note(con, name, fingerprint, row_count(con, sql_name(*name.split("."))))
    return True


def add_to_history(con: duckdb.DuckDBPyConnection, database: str, release_id: str, released_at: datetime) -> None:
    """Add what a new release publishes to the history in its own database, which is attached.

    Only figures that differ from those of the release before are added.
    """
    con.execute(_SQL("new_release", database=database), {"release_id": release_id, "released_at": released_at})
    for news in ("new_figures", "new_changes", "new_cells"):
        con.execute(_SQL(news, database=database), {"release_id": release_id})


@contextmanager
def _newest(con: duckdb.DuckDBPyConnection, warehouse: Warehouse) -> Iterator[str]:
    """Attach, as `newest`, the newest release that holds what is read here; yield its id, or an empty text."""
    for release in releases(warehouse):
        with damage_named(release.database, release.remedy):
            con.execute(f"attach {text(release.database)} as newest (read_only)")
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
