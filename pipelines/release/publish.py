"""Making a release: database, marts as files, dictionary, extracts and manifest, in a folder named at the end.

Here: what goes into a release. A crash leaves at most a folder whose name starts with a dot, or a complete release that
is not current yet. The next run removes the folder, or makes the release current.
"""

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pipelines import release
from pipelines.build import audit_tables, provenance
from pipelines.build.disk import flush_folder, sha256
from pipelines.build.sql_file import SqlTable
from pipelines.build.sql_table import comment_on, create
from pipelines.build.statement import Statements, name, text
from pipelines.build.warehouse import Warehouse, transaction
from pipelines.dictionary.page import tree_page
from pipelines.disclosure import printed_counts
from pipelines.extracts.covering_note import copy_extract
from pipelines.extracts.publisher import Publisher
from pipelines.landing.ledger import Entry
from pipelines.release.current import held_back, switch
from pipelines.release.datapackage import PACKAGE, DataFile, data_package
from pipelines.release.published import PUBLISHED, add_to_history
from pipelines.release.releases import DATABASE, DICTIONARY, EXTRACTS, MANIFEST, NOTICE, Release, releases
from schemas.agencies import all_agencies

_SQL = Statements(__file__)

#: With this version, older clients than the one that wrote the database can open it.
STORAGE_VERSION = "v1.0.0"


def publish(
    con: duckdb.DuckDBPyConnection,
    warehouse: Warehouse,
    tables: Sequence[SqlTable],
    extracts: Mapping[str, Path],
    refused: Sequence[Entry],
    publisher: Publisher,
) -> Release | None:
    """Make a release of what was built and switch to it, unless nothing in it would be new.

    Args:
        con: The build database; every check has passed.
        warehouse: Where releases are kept.
        tables: The tables to publish.
        extracts: Each partner's workbook, in a folder with the other files that go to the partner.
        refused: The current refusals, for the manifest.
        publisher: Who publishes the release. If it is synthetic, everything in it says so.

    Returns:
        The release, or None if the newest release was made from the same data.
    """
    inputs = _inputs(con, tables, extracts, publisher)
    _remove_unfinished(warehouse)
    newest = next(iter(releases(warehouse)), None)
    if newest is not None and newest.manifest["inputs"] == inputs:
        if held_back(warehouse) is None:
            switch(warehouse, newest.folder)  # heals a run that was killed just before it switched
        return None
    released_at = datetime.now(UTC)
    release_id = released_at.strftime("%Y%m%dT%H%M%S%fZ")
    partial = warehouse.releases / f".{release_id}"
    partial.mkdir(parents=True)
    _write_database(con, partial / DATABASE, tables, release_id, released_at, publisher)
    _write_marts(con, partial, [table for table in tables if table.schema == "mart"], publisher)
    (partial / DICTIONARY).write_text(tree_page(PUBLISHED, publisher.notice), encoding="utf-8")
    for partner, workbook in extracts.items():
        copy_extract(workbook.parent, partial / EXTRACTS / partner)
    manifest = {
        "release_id": release_id,
        **({NOTICE: publisher.notice} if publisher.notice else {}),
        "inputs": inputs,
        "code_version": provenance.code_version(),
        "deliveries": con.execute(_SQL("deliveries")).to_arrow_table().to_pylist(),
        "refused": [
            {
                "agency": each.agency,
                "delivery_date": str(each.delivery_date),
                "file": each.file,
                "reason": each.reason,
            }
            for each in refused
        ],
        "tables": {table.full_name: provenance.rows_made(con, table.full_name) for table in tables},
        "files": {
            str(path.relative_to(partial)): sha256(path) for path in sorted(partial.rglob("*")) if path.is_file()
        },
    }
    (partial / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    _flush(partial)
    folder = partial.rename(warehouse.releases / release_id)
    switch(warehouse, folder)
    return Release(release_id, folder)


def _inputs(
    con: duckdb.DuckDBPyConnection, tables: Sequence[SqlTable], extracts: Mapping[str, Path], publisher: Publisher
) -> str:
    """Return one hash of everything that a release is made from.

    The dictionary is not included. What it says about tables and columns changes with the code, which also changes the
    extracts. Its look and its examples are not news.
    """
    made = provenance.fingerprints(con)
    ledger = provenance.sources(con, {})["audit.delivery"]
    # Tables that compare themselves with earlier releases are made again after each one, which is not news.
    news = (table.full_name for table in tables if table.dependencies.isdisjoint(PUBLISHED))
    names = [*news, *(f"extract.{partner}" for partner in extracts)]
    return provenance.fingerprint(
        provenance.code_of(release),
        repr(audit_tables.AUDIT),
        ledger,
        repr(publisher),
        *(f"{name} {made[name]}" for name in sorted(names)),
    )


def _write_database(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    tables: Sequence[SqlTable],
    release_id: str,
    released_at: datetime,
    publisher: Publisher,
) -> None:
    printed_counts.create(con)
    con.execute(f"attach {text(path)} as release (storage_version '{STORAGE_VERSION}')")
    try:
        with transaction(con):
            audit_tables.release(con, "release")
            add_to_history(con, "release", release_id, released_at)
            for table in tables:
                con.execute(f"create schema if not exists {name('release', table.schema)}")
                rows = _SQL("in_order", table=table.sql_name, grain=table.header.grain)
                create(con, table, rows, "release")
            if publisher.notice:
                _say_in_comments(con, publisher.notice)
    finally:
        con.execute("detach release")


def _say_in_comments(con: duckdb.DuckDBPyConnection, notice: str) -> None:
    """Put a notice before what each released table says about itself."""
    for schema, table, meaning in con.execute(_SQL("comments")).fetchall():
        con.execute(comment_on("table", name("release", schema, table), f"{notice} {meaning}"))


def _write_marts(
    con: duckdb.DuckDBPyConnection, partial: Path, marts: Sequence[SqlTable], publisher: Publisher
) -> None:
    """Write each mart as a Parquet file, for tools that can't read DuckDB, and a description of the files."""
    folder = partial / "marts"
    folder.mkdir()
    files: dict[SqlTable, DataFile] = {}
    for mart in marts:
        path = folder / f"{mart.name}.parquet"
        slots = {"mart": mart.sql_name, "grain": mart.header.grain, "path": str(path), "notice": publisher.notice}
        con.execute(_SQL("write_parquet", **slots))
        files[mart] = DataFile(path.relative_to(partial).as_posix(), path.stat().st_size, sha256(path))
    package = data_package(partial.name.removeprefix("."), files, all_agencies(), publisher)
    (partial / PACKAGE).write_text(json.dumps(package, indent=2) + "\n", encoding="utf-8")


def _remove_unfinished(warehouse: Warehouse) -> None:
    for path in warehouse.releases.glob(".*"):
        if path.is_dir():
            shutil.rmtree(path)


def _flush(folder: Path) -> None:
    """Make sure that everything in a folder is on the disk before the folder gets its name."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            flush_folder(path)
    flush_folder(folder)
