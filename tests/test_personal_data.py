"""Nobody's name, birth date or postcode leaves the vault: a search of everything that the load made and printed."""

import csv
import json
import re
import sqlite3
import stat
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[1]

#: The vault is encrypted, and rows to send back must hold what was sent.
ALLOWED = ("vault.duckdb", "rejected")

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
POSTCODE = re.compile(r"\b[A-Z]{1,2}\d{1,2} ?\d[A-Z]{2}\b", re.IGNORECASE)
DATE = re.compile(r"\b(?:\d{4}-\d\d-\d\d|\d\d?/\d\d?/\d{2,4}|\d\d?-\d\d?-\d{2,4}|\d\d? [A-Z][a-z]+ \d{4})\b")


class Sent(dict):
    """Identities by kind; a failing test does not print them."""

    def __repr__(self) -> str:
        return f"<{', '.join(f'{len(values)} of {kind}' for kind, values in self.items())}>"


@pytest.fixture(scope="module")
def sent(county) -> Sent:
    """Every identity that was sent: pairs of names, surnames, postcodes and birth dates as written."""
    raw = county.home / "raw"
    people = [*police_victims(raw), *victim_support_clients(raw), *online_contacts(raw)]
    names = {(forename.casefold(), surname.casefold()) for forename, surname, _, _ in people if forename and surname}
    kinds = {
        "pair of names": {f"{forename} {surname}" for forename, surname in names},
        # A surname that is a word of our own SQL, such as Ward, would be found everywhere.
        "surname": {surname for _, surname in names if len(surname) >= 5} - our_own_words(),
        "postcode": {postcode.replace(" ", "").upper() for _, _, _, postcode in people if postcode},
        # The only days before 2000 are birth dates (docs/contracts/README.md, "Reading cells").
        "birth date": {born for _, _, born, _ in people if re.search(r"19\d\d", born)},
    }
    return Sent(kinds)


def police_victims(raw: Path) -> Iterator[tuple[str, str, str, str]]:
    for path in (raw / "police").rglob("victims.csv"):
        content = path.read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252")
        for row in csv.DictReader(text.splitlines()):
            cells = {
                re.sub(r"\W", "", name or "").casefold().replace("_", ""): cell or "" for name, cell in row.items()
            }
            yield cells["forename"], cells["surname"], cells["dateofbirth"], cells["postcode"]


def victim_support_clients(raw: Path) -> Iterator[tuple[str, str, str, str]]:
    for path in (raw / "victim_support").rglob("cases.xlsx"):
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        headers = [[re.sub(r"\W", "", str(cell)).casefold() for cell in row] for row in rows]
        start = next(number for number, header in enumerate(headers) if "surname" in header)
        at = [headers[start].index(name) for name in ("forename", "surname", "dob", "postcode")]
        for row in rows[start + 1 :]:
            forename, surname, born, postcode = (row[index] for index in at)
            yield str(forename), str(surname), born.isoformat() if isinstance(born, date) else str(born), str(postcode)


def online_contacts(raw: Path) -> Iterator[tuple[str, str, str, str]]:
    for path in (raw / "report_hate_now").rglob("reports.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                contact = json.loads(line).get("contact") or {}
            except (ValueError, AttributeError):  # a broken line, or one that isn't an object
                continue
            bare = {re.sub(r"\W", "", name).casefold().replace("_", ""): cell or "" for name, cell in contact.items()}
            if bare:
                forename, surname, born, postcode = (
                    bare.get(part, "") for part in ("forename", "surname", "dateofbirth", "postcode")
                )
                yield forename, surname, born, postcode


def our_own_words() -> set[str]:
    folders = [ROOT / name for name in ("sql", "schemas", "pipelines", "raw/reference")]
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in (".sql", ".py", ".csv")]
    ours = [path for path in paths if "sample" not in path.parts]
    return {word.casefold() for path in ours for word in WORD.findall(path.read_text(encoding="utf-8"))}


def texts(warehouse: Path) -> Iterator[tuple[str, str]]:
    """Yield each place and its text: file names, text files, and cells in workbooks, Parquet files and databases."""
    for path in sorted(files(warehouse)):
        relative = path.relative_to(warehouse)
        yield f"the name of {relative}", str(relative)
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((f"{relative}, {name}", book.read(name).decode("utf-8")) for name in book.namelist())
        elif path.suffix in (".duckdb", ".db"):
            yield from tables(path, relative)
        elif path.suffix == ".parquet":
            with duckdb.connect() as con:
                yield str(relative), "\n".join(map(str, con.execute(f"from '{path}'").fetchall()))
        else:
            yield str(relative), path.read_text(encoding="utf-8", errors="replace")


def files(warehouse: Path) -> Iterator[Path]:
    for path in warehouse.rglob("*"):
        if path.is_file() and path.relative_to(warehouse).parts[0] not in (*ALLOWED, ".extensions"):
            yield path


#: Forenames and their other forms, which anyone may read in `raw/reference`: two in a row may be somebody's name.
PUBLIC = "reference.forename_form"


def tables(path: Path, relative: Path) -> Iterator[tuple[str, str]]:
    """Yield the distinct cells in every column of a DuckDB database or, as Dagster uses, an SQLite database."""
    if path.suffix == ".db":
        with closing(sqlite3.connect(path)) as events:
            for (table,) in events.execute("select name from sqlite_master where type = 'table'").fetchall():
                yield f"{relative}, {table}", "\n".join(map(str, events.execute(f"select * from {table}")))
        return
    with duckdb.connect() as con:
        con.execute(f"attach '{path}' as searched (read_only)")
        columns = "select schema_name, table_name, column_name from duckdb_columns() where database_name = 'searched'"
        for schema, table, column in con.execute(columns).fetchall():
            if f"{schema}.{table}" == PUBLIC:
                continue
            cells = con.execute(f'select distinct cast("{column}" as varchar) from searched.{schema}.{table}')
            yield f"{relative}, {schema}.{table}.{column}", "\n".join(str(cell) for (cell,) in cells.fetchall())


def found_in(text: str, sent: dict[str, set[str]]) -> set[str]:
    """Return the kinds of identity found in a text, never the identities."""
    words = [word.casefold() for word in WORD.findall(text)]
    pairs = {f"{first} {second}" for first, second in pairwise(words)}
    seen = {
        "pair of names": pairs | {" ".join(reversed(pair.split(" "))) for pair in pairs},
        "surname": set(words),
        "postcode": {postcode.replace(" ", "").upper() for postcode in POSTCODE.findall(text)},
        "birth date": set(DATE.findall(text)),
    }
    return {kind for kind, values in sent.items() if values & seen[kind]}


def test_the_search_finds_what_was_sent(county, sent):
    """The search itself works: it finds the identities in what the police sent."""
    assert min(len(values) for values in sent.values()) > 1000
    victims = next((county.home / "raw/police").rglob("victims.csv")).read_text(encoding="utf-8", errors="replace")
    assert found_in(victims.replace(",", " "), sent) == set(sent)


def test_no_identity_is_anywhere_outside_the_vault(county, sent):
    findings = {where: kinds for where, text in texts(county.warehouse) if (kinds := found_in(text, sent))}
    assert not findings


def test_no_identity_is_printed(county, sent):
    assert not found_in(county.night.output, sent)


@pytest.mark.parametrize("name", ["vault.duckdb", "build.duckdb", "current/hatecrime.duckdb"])
def test_the_bytes_of_a_database_reveal_nothing(county, sent, name):
    """Freed pages and logs, which no query shows, hold nothing either. Nor does the vault without its key."""
    # Packed numbers repeat a few bytes over and over: times in one night look like SONG, YONG, and so on.
    long = {pair for pair in sent["pair of names"] if min(map(len, pair.split(" "))) >= 5}
    # Letters beyond ASCII are two bytes each, so a single byte isn't a letter: ROß would be Ross.
    text = (county.warehouse / name).read_bytes().decode("ascii", "replace")
    found = found_in(text, Sent(sent | {"pair of names": long}))
    assert not found - {"surname"}, "a few letters in a row can be chance in so many bytes; two long words are not"


def test_only_the_owner_can_open_the_vault_and_the_rejected_rows(county):
    assert stat.S_IMODE((county.warehouse / "vault.key").stat().st_mode) == 0o600
    assert stat.S_IMODE((county.warehouse / "vault.duckdb").stat().st_mode) == 0o600
    assert stat.S_IMODE((county.warehouse / "rejected").stat().st_mode) == 0o750
