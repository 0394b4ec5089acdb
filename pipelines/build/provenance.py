"""What the build database was built from, so that a run does again only what has changed.

Here: a fingerprint for each table, written in the transaction that built it. A table is up to date when its
query, its contract and everything it reads are what they were.
"""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import duckdb

from pipelines.build.warehouse import ROOT

_CODE = (
    *sorted((ROOT / "pipelines/lib").glob("*.py")),
    *sorted((ROOT / "pipelines/linkage").glob("*.py")),
    *sorted((ROOT / "pipelines/defs").rglob("*.py")),
    *sorted((ROOT / "schemas").glob("*.py")),
    # No figure is made by an example: one that changes links and releases nothing anew.
    *sorted(path for path in (ROOT / "sql").rglob("*.sql") if path.parent.name != "examples"),
)

#: The modules of `pipelines/lib` that decide what lands; a change in one has every delivery read again.
_DOOR_MODULES = (
    "codes",
    "csv_file",
    "delivery",
    "drift",
    "examination",
    "excel_errors",
    "excel_file",
    "excel_guard",
    "headers",
    "json_lines",
    "landed",
    "landing",
    "reader",
    "reading",
    "reference",
    "rules",
    "sheets",
    "text_file",
    "values",
    "verdicts",
)
_DOOR = tuple(
    path
    for path in _CODE
    if path.parent.name in ("schemas", "agencies", "0_macros")
    or (path.parent.name == "lib" and path.stem in _DOOR_MODULES)
)


@cache
def code_version() -> str:
    """Return one hash over the code and SQL that a release is made by."""
    return _hash_of_files(_CODE)


@cache
def door_version() -> str:
    """Return one hash over the code that decides what lands: all but the SQL below the door."""
    return _hash_of_files(_DOOR)


def fingerprint(*parts: str) -> str:
    """Return one hash over texts, in their order."""
    return sha256("\0".join(parts).encode()).hexdigest()


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the record of what was built where it is not there yet; without a key, as in `audit`."""
    con.execute("""
        create schema if not exists built;
        create table if not exists built.made (name varchar, fingerprint varchar, row_count bigint);
    """)


def fingerprints(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return the fingerprint of every table and extract as it was last made."""
    return dict(con.execute("select name, fingerprint from built.made order by name").fetchall())


def rows_made(con: duckdb.DuckDBPyConnection, name: str) -> int:
    """Return how many rows a table had when it was last made."""
    found = con.execute("select row_count from built.made where name = ?", [name]).fetchone()
    return int(found[0]) if found else 0


def note(con: duckdb.DuckDBPyConnection, name: str, made_of: str, rows: int) -> None:
    """Note what a table was made of, in the transaction that makes it."""
    con.execute("delete from built.made where name = ?", [name])
    con.execute("insert into built.made values (?, ?, ?)", [name, made_of, rows])


def sources(con: duckdb.DuckDBPyConnection, reference: Mapping[str, str]) -> dict[str, str]:
    """Return the fingerprints of what the SQL starts from: the ledger, what landed, and the reference lists.

    Args:
        con: The build database.
        reference: Fingerprint of each reference list, by `reference.<list>`.
    """
    ledger = con.execute("""
        select agency, md5(string_agg(
            concat_ws(' ', delivery_date, file, revision, status, sha256, contract_sha256), chr(10)
            order by delivery_date, file, revision
        ))
        from audit.delivery group by agency order by agency
    """).fetchall()
    by_agency = dict(ledger)
    landed = con.execute(
        "select table_name from duckdb_tables() where schema_name = 'landed' and database_name = current_database()"
    ).fetchall()
    everything = fingerprint(*(f"{agency} {made_of}" for agency, made_of in ledger))
    return {
        "audit.delivery": everything,
        **{f"landed.{name}": by_agency.get(name.partition("__")[0], everything) for (name,) in landed},
        **reference,
    }


def _hash_of_files(paths: tuple[Path, ...]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()
