"""Records of persons from every agency, put into one form so that they can be compared.

Here: gathering the person that each current record is about, by what the contracts say (`Table.person`), and folding
what was sent. The records are in memory, and are dropped with the connection that asked for them. The columns of
`sql/person_sent.sql` are what may be known about a person, and so what a contract may name.
"""

import duckdb

from pipelines.build.statement import Statements
from pipelines.landing.landed import landed_name
from pipelines.linkage.names import NO_INITIALS, NO_NAMES, load_folds, load_names
from schemas.contract import Agency, Table

_SQL = Statements(__file__)

#: A day counts as stated, rather than guessed from when the record was made, if it is known to within so many days.
TOLD_DAYS = 7

#: How many different names a person number may be on: one person may marry, and be known by another name.
MOST_NAMES = 3


class IdentitiesMissing(Exception):
    """The build database holds records whose identities are not in the vault: the two do not belong together."""


def gather(con: duckdb.DuckDBPyConnection, agencies: list[Agency]) -> None:
    """Create `person_record` in memory, and `person_name` with it.

    There is a row for each person on a current record that is not withdrawn, if the record says anything about who the
    person is. The columns are: record_id (agency, table and key of the record, "|" between), agency, table_name,
    record_key, record_ref (the incident's record that names the person), record_date, district_code, incident_from,
    incident_to, cites, is_hate; forename, surname, birth_date, birth_year, initials, postcode (in full), outward (its
    first part), sex, ethnicity, person_ref (NULL if unknown); forename_sound, forename_forms, surname_sound;
    initials_alone if there is no name.

    Args:
        con: A connection whose default database is in memory, with `build` and `vault` attached.
        agencies: Their tables with `person` are gathered, if they have landed.

    Raises:
        IdentitiesMissing: if the vault holds none of a table's current records.
    """
    con.execute("create or replace table person_missing (agency varchar, records bigint)")
    create_sent(con)
    vaulted = {name for (name,) in con.execute(_SQL("vaulted_tables")).fetchall()}
    tables = [(agency, table) for agency in agencies for table in agency.tables if table.person]
    for agency, table in tables:
        is_vaulted = landed_name(agency, table) in vaulted
        _note_missing(con, agency, table, is_vaulted)
        if is_vaulted:
            _add_sent(con, agency, table)
    fold(con)


def create_sent(con: duckdb.DuckDBPyConnection) -> None:
    """Create `person_sent`, with the columns that linkage reads about a person, and no rows."""
    con.execute(_SQL("person_sent"))


def fold(con: duckdb.DuckDBPyConnection) -> None:
    """Create `person_record` and `person_name` from what was sent (`person_sent`) and from `contact`.

    A person number on more than `MOST_NAMES` different names is nobody's, so it is missing; `shared_number` lists them.
    """
    load_folds(con)
    con.execute(_SQL("person_folded"), {"no_names": NO_NAMES, "no_initials": NO_INITIALS})
    con.execute(_SQL("shared_number"), {"most_names": MOST_NAMES})
    load_names(con)
    con.execute(_SQL("person_record"))


def _note_missing(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table, is_vaulted: bool) -> None:
    """Note in `person_missing` how many of a table's current records are not in the vault, if any."""
    name = landed_name(agency, table)
    records, missing = con.execute(
        _SQL("person_missing", landed=name, is_vaulted=is_vaulted), {"agency": agency.stem, "table": table.name}
    ).fetchone() or (0, 0)
    if records and missing == records:
        raise IdentitiesMissing(
            f"The vault holds none of the {records} current records of {name}, so it is not the vault they landed "
            "with. Put that vault back from your copy. If it is lost, delete build.duckdb, so that all deliveries are "
            "read again; everyone then gets another id."
        )
    if missing:
        con.execute("insert into person_missing values (?, ?)", [agency.stem, missing])


def _add_sent(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table) -> None:
    """Add the persons in a table to `person_sent`."""
    record_ref = table.key[0] if table.parent else "record_key"
    con.execute(
        _SQL(
            "person_sent_of_table", landed=landed_name(agency, table), person=table.person or {}, record_ref=record_ref
        ),
        {"agency": agency.stem, "table": table.name},
    )
