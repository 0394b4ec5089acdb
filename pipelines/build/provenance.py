"""What the build database was built from, so that a run only repeats what has changed.

Here: a fingerprint for each table, written in the transaction that built it, and the fingerprint of code. A table is up
to date if its query, its contract, the code that makes it and everything it reads are unchanged. The module that makes
a thing says which code that is.
"""

import ast
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType

import duckdb

from pipelines.build.statement import Statements
from pipelines.build.warehouse import ROOT, SQL

_SQL = Statements(__file__)

#: The endings of files of code; other files of a package, such as a trained model, count byte by byte.
_PYTHON, _QUERY = ".py", (".sql", ".jinja")


def code_version() -> str:
    """Return one hash of the files that make a release; any edit changes it."""
    digest = sha256()
    for folder in (ROOT / "pipelines", ROOT / "schemas", SQL):
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def code_of(*packages: ModuleType) -> str:
    """Return one hash of what packages do: their own modules, SQL and models, not those of packages in them.

    Docstrings and comments are left out, so that explaining a thing better makes nothing again.
    """
    return _hash_of(path for package in packages for path in _files(Path(package.__path__[0])))


def code_in(folder: Path) -> str:
    """Return one hash of what the files of a folder, and of its folder `sql`, do."""
    return _hash_of(_files(folder))


def code_alone(module_name: str) -> str:
    """Return one hash of what a module does, without anything it imports."""
    return _hash_of(path for path in [_file_of(module_name)] if path is not None)


def code_from(module_name: str) -> str:
    """Return one hash of what a module does, with everything it imports from its own package, directly or not.

    Args:
        module_name: A module that has been imported, such as `schemas.police`.
    """
    package, found, more = module_name.partition(".")[0], dict[str, Path](), {module_name}
    while more:
        name = more.pop()
        if path := _file_of(name):
            found[name] = path
            imported = _imported(path.read_text(encoding="utf-8"))
            more |= {other for other in imported if other.partition(".")[0] == package} - found.keys()
    return _hash_of(found[name] for name in sorted(found))


def fingerprint(*parts: str) -> str:
    """Return one hash of texts, in their order."""
    return sha256("\0".join(parts).encode()).hexdigest()


def create(con: duckdb.DuckDBPyConnection) -> None:
    """Create the record of what was built, if it doesn't exist; without a key, as in `audit`."""
    con.execute(_SQL("made"))


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
    """Return the fingerprints of what the SQL starts from: the ledger, the landed tables, and the reference lists.

    Args:
        con: The build database.
        reference: The fingerprint of each reference list, by `reference.<list>`.
    """
    ledger = con.execute(_SQL("what_landed")).fetchall()
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


def _file_of(module_name: str) -> Path | None:
    """Return the file of a module that has been imported."""
    file = getattr(sys.modules.get(module_name), "__file__", None)
    return Path(file) if file else None


def _files(folder: Path) -> list[Path]:
    """Return the files of a folder and of the folder `sql` in it."""
    return sorted(
        path for each in (folder, folder / "sql") if each.is_dir() for path in each.iterdir() if path.is_file()
    )


def _hash_of(paths: Iterable[Path]) -> str:
    digest = sha256()
    for path in paths:
        digest.update(f"{path.name}\0".encode() + _done_by(path) + b"\0")
    return digest.hexdigest()


def _done_by(path: Path) -> bytes:
    """Return what a file does, without its docstrings and comments."""
    if path.suffix == _PYTHON:
        return _parsed(path.read_bytes())
    if path.suffix in _QUERY:
        lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
        return "\n".join(line for line in lines if line and not line.startswith("--")).encode()
    return path.read_bytes()


@cache  # parsing is slow, and several fingerprints are of the same module
def _parsed(module: bytes) -> bytes:
    return ast.dump(_without_docstrings(ast.parse(module))).encode()


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:]
    return tree


@cache
def _imported(text: str) -> frozenset[str]:
    """Return the names of the modules that a module may import: for `from a import b`, both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)
