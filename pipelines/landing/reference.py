"""Reading the reference lists in `raw/reference/`, checking them against their contracts and loading `reference.*`.

Here: the lists that the partnership edits, and the spellings that follow from them. They are examined like a delivery,
but a single faulty row is enough to leave the last good list current.
"""

from collections import defaultdict
from datetime import date
from hashlib import sha256
from pathlib import Path

import duckdb

from pipelines.build import provenance, statement
from pipelines.build.statement import Statements
from pipelines.build.warehouse import ROOT, transaction
from pipelines.files.codes import spelling_key
from pipelines.files.csv_file import read_csv
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from pipelines.landing.cells import Stated
from pipelines.landing.examination import examine
from schemas.agencies import all_agencies
from schemas.contract import Table
from schemas.fields import FIXED_CODES, UNKNOWN_ANSWERS, unknown_member
from schemas.reference import MAY_LACK, MEMBERS, NO_DISTRICT, REFERENCE, REFERS, SUFFIXES, Members

_SQL = Statements(__file__)

_FAULTS_SHOWN = 20


class ReferenceFault(Exception):
    """A reference list isn't what its contract says. The message names the file, row and column."""


def reference_folder(raw: Path) -> Path:
    """Return the folder with the lists: `reference/` beside the deliveries or, without that, the committed one."""
    own = raw / "reference"
    return own if own.is_dir() else ROOT / "raw" / "reference"


def _file(folder: Path, table: Table) -> Path:
    """Return the file of a list: the folder's own or, for a list that a folder may lack, the committed one."""
    own = folder / table.file
    return own if own.exists() or table.name not in MAY_LACK else ROOT / "raw" / "reference" / table.file


def reference_sha256(raw: Path, *lists: Table) -> str:
    """Return one hash over the content of the named lists, or of all lists if none is named."""
    folder = reference_folder(raw)
    contents = (_file(folder, table) for table in lists or REFERENCE)
    return sha256(b"\0".join(path.read_bytes() for path in contents if path.exists())).hexdigest()


def load_reference(con: duckdb.DuckDBPyConnection, raw: Path, code: str) -> dict[str, int]:
    """Load the lists into schema `reference`. Lists that haven't changed aren't loaded again.

    A list with a fault isn't loaded: the last good one stays current, and `reference_faults` says why.

    Args:
        con: The build database.
        raw: The folder with the deliveries, and with the lists in `reference/`.
        code: What `contract_version.reading_code` returns.

    Returns:
        The number of rows in each list.

    Raises:
        ReferenceFault: naming the file, row and column of every fault, if a faulty list has no good one from before,
            or is the list of partners: a workbook must never go to someone whom a faulty list names.
    """
    contract = provenance.code_from(Members.__module__)
    made_of = provenance.fingerprint(code, contract, *sorted(_listed()), reference_sha256(raw))
    if provenance.fingerprints(con).get("reference") == made_of:
        return {table.name: _rows(con, table) for table in REFERENCE}
    faults = _examine(con, reference_folder(raw))
    kept = _keep(con, faults)
    with transaction(con):
        con.execute(_SQL("reference_schema"))
        for table in REFERENCE:
            if table.name not in kept:
                con.execute(_SQL("load_list", table=table))
                in_force = reference_sha256(raw, table)
                provenance.note(con, f"reference.{table.name}", in_force, _rows(con, table))
        con.execute(_SQL("reference_fault"))
        said = [(name, fault) for name, each in faults.items() for fault in each]
        if said:
            con.executemany("insert into built.reference_fault values (?, ?)", said)
        rows = {table.name: _rows(con, table) for table in REFERENCE}
        # Without a fingerprint, faulty lists are read and their faults are said again every night.
        provenance.note(con, "reference", "" if faults else made_of, sum(rows.values()))
    return rows


def reference_faults(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Return the faults of the lists that weren't loaded, so that the last good ones are current."""
    if not con.execute(_SQL("has_reference_faults")).fetchall():
        return []
    return _shortened([fault for (fault,) in con.execute(_SQL("reference_faults")).fetchall()])


def _examine(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, list[str]]:
    """Read every list into its temporary tables, and return the faults of each list that has any."""
    faults: dict[str, list[str]] = {}
    for table in REFERENCE:
        try:
            examine(con, table, [_sheet(folder, table)], _NOTHING_STATED)
            found = [f"{folder / table.file}, {fault}" for fault in _faults(con, table)]
        except Refusal as refusal:
            found = [f"{folder / refusal.file}: {refusal.reason}"]
        if found:
            faults[table.name] = found
    if not faults:
        faults |= _broken(con, folder)
    return faults


def _broken(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, list[str]]:
    """Return the faults of lists whose codes or spellings contradict other lists."""
    faults: defaultdict[str, list[str]] = defaultdict(list)
    for file, fault in _broken_references(con):
        faults[file.removesuffix(".csv")].append(f"{folder / file}, {fault}")
    return dict(faults)


def _keep(con: duckdb.DuckDBPyConnection, faults: dict[str, list[str]]) -> set[str]:
    """Return the lists whose last good version stays current: the faulty ones, or all if they only fit together."""
    if not faults:
        return set()
    in_force = {name for (name,) in con.execute(_SQL("lists_in_force")).fetchall()}
    if not {table.name for table in REFERENCE} <= in_force or "partners" in faults:
        raise ReferenceFault("\n".join(_shortened([fault for each in faults.values() for fault in each])))
    for name in faults:
        con.execute(_SQL("keep_list", read=f"{name}_read", kept=statement.name("reference", name)))
    return {table.name for table in REFERENCE} if _broken_references(con) else {*faults}


def _shortened(faults: list[str]) -> list[str]:
    more = [f"... and {len(faults) - _FAULTS_SHOWN} more"] if len(faults) > _FAULTS_SHOWN else []
    return [*faults[:_FAULTS_SHOWN], *more]


def spellings(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return, for each list of codes, the code for every spelling, by its `spelling_key`."""
    lists: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, alias, code in con.execute(_SQL("aliases")).fetchall():
        lists[name][spelling_key(alias)] = code
    for name, sources in MEMBERS.items():
        for members in sources:
            lists[name].update(
                (spelling_key(spelling), code)
                for spelling, code in _spelled(con, members, statement.name("reference", members.table))
            )
    for name, suffixes in SUFFIXES.items():
        for key, code in list(lists[name].items()):
            for suffix in suffixes:
                lists[name].setdefault(key + spelling_key(suffix), code)
    for name, codes in lists.items():
        codes.update((spelling_key(answer), unknown_member(name)) for answer in UNKNOWN_ANSWERS)
    return dict(lists)


_NOTHING_STATED = Stated(date.max, None, None, {})


def _rows(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    ((count,),) = con.execute(_SQL("list_rows", table=table)).fetchall()
    return int(count)


def _sheet(folder: Path, table: Table) -> Sheet:
    path = _file(folder, table)
    if not path.exists():
        raise Refusal(table.file, "the list is missing; put it back")
    return read_csv(path, table)


def _faults(con: duckdb.DuckDBPyConnection, table: Table) -> list[str]:
    faults = con.execute(_SQL("list_faults", table=table)).fetchall()
    return [f"row {row_number}: {fault}" for row_number, fault in faults]


def _spelled(con: duckdb.DuckDBPyConnection, members: Members, table: str) -> list[tuple[str, str]]:
    """Return each spelling of a member that a list of codes has itself, and the member."""
    queries = (_SQL("list_spellings", spelled=column, code=members.code, table=table) for column in members.spelled)
    return [row for query in queries for row in con.execute(query).fetchall()]


def _listed() -> set[str]:
    """Return the lists of codes that columns in the agencies' contracts use."""
    columns = (column for agency in all_agencies() for table in agency.tables for column in table.columns)
    return {column.codes for column in columns if column.codes is not None}


def _codes(con: duckdb.DuckDBPyConnection, members: Members) -> set[str]:
    """Return the codes in a list that is being read."""
    found = con.execute(_SQL("list_codes", code=members.code, read=f"{members.table}_read")).fetchall()
    return {code for (code,) in found} | {*members.besides}


def _broken_references(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return the file and the fault for each code that isn't in its list, and each spelling with two meanings."""
    codes = {name: _codes(con, sources[0]) | {unknown_member(name)} for name, sources in MEMBERS.items()}
    faults = [
        (f"{table}.csv", f"row {row_number}: {column} has a code that isn't in its list: {code}")
        for table, column, name in REFERS
        for row_number, code in con.execute(_SQL("list_references", column=column, read=f"{table}_read")).fetchall()
        if code not in codes[name]
    ]
    partners = con.execute(_SQL("partners_read")).fetchall()
    for row_number, districts, disclosure in partners:
        # In a statistical extract, records outside the districts are very few, and subtraction would reveal them.
        allowed = codes["district"] - ({*NO_DISTRICT} if disclosure == "statistical" else set())
        unknown = {part.strip() for part in districts.split(";")} - allowed
        if unknown:
            named = ", ".join(sorted(unknown))
            faults.append(("partners.csv", f"row {row_number}: districts has codes that aren't districts: {named}"))
    meant = {
        (name, spelling_key(spelling)): code
        for name, sources in MEMBERS.items()
        for members in sources
        for spelling, code in _spelled(con, members, f"{members.table}_read")
    }
    codes |= {name: {*members, unknown_member(name)} for name, members in FIXED_CODES.items()}
    lists = sorted({*codes, *_listed()})
    aliases = con.execute(_SQL("aliases_read")).fetchall()
    for row_number, name, alias, code in aliases:
        if name not in lists:
            faults.append(("aliases.csv", f"row {row_number}: list isn't a known list; use one of {', '.join(lists)}"))
        elif name in codes and code not in codes[name]:
            faults.append(("aliases.csv", f"row {row_number}: code isn't in the list {name}: {code}"))
        elif meant.setdefault((name, spelling_key(alias)), code) != code:
            faults.append(("aliases.csv", f"row {row_number}: alias has the spelling of one that means another code"))
    return faults
