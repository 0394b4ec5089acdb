"""Records of persons, from every agency, made alike so that they can be compared.

Here: gathering whom each record in force is about, by what the contracts say (`Table.person`), and folding what was
sent. It stands in memory, and is dropped with the connection that asked for it.
"""

import duckdb

from pipelines.landing.landed import landed_name
from pipelines.linkage.names import folded, folded_initials, load_names
from schemas.contract import Agency, Table

#: What may be known of a person, and its type. What is sent as text is folded below.
ATTRIBUTES = {
    "forename": "varchar",
    "surname": "varchar",
    "birth_date": "date",
    "birth_year": "bigint",
    "initials": "varchar",
    "postcode": "varchar",
    "outward": "varchar",
    "sex": "varchar",
    "ethnicity": "varchar",
    "person_ref": "varchar",
}

#: A day is told, rather than guessed from when the record was made, if it is known to within so many.
TOLD_DAYS = 7

#: A postcode of which only the first part is told.
_OUTWARD_ALONE = "^[A-Z]{1,2}[0-9][A-Z0-9]?$"


class IdentitiesMissing(Exception):
    """The build database holds records whose identities the vault does not: one of them is not the other's."""


def gather(con: duckdb.DuckDBPyConnection, agencies: list[Agency]) -> None:
    """Create `person_record` in memory, and `person_name` with it.

    A row a person on a record in force that is not withdrawn and that tells anything of who it is: record_id (agency,
    table and key of the record, "|" between), agency, table_name, record_key, record_ref (the record of an incident
    that the person stands on), record_date, district_code, incident_from, incident_to, cites, is_hate; forename,
    surname, birth_date, birth_year, initials, postcode (whole), outward (its first part), sex, ethnicity, person_ref
    (NULL where not known); forename_sound, forename_forms, surname_sound; initials_alone where there is no name.

    Args:
        con: A connection whose default database is in memory, with `build` and `vault` attached.
        agencies: Their tables with `person` are gathered, as far as they have landed.

    Raises:
        IdentitiesMissing: if the vault holds none of a table's records in force.
    """
    landed = {
        name
        for (name,) in con.execute(
            "select table_name from duckdb_tables() where database_name = 'vault' and schema_name = 'identity'"
        ).fetchall()
    }
    tables = [(agency, table) for agency in agencies for table in agency.tables if table.person]
    con.execute("create or replace table person_missing (agency varchar, records bigint)")
    for agency, table in tables:
        _note_missing(con, agency, table, landed_name(agency, table) in landed)
    sent = [_sent(agency, table) for agency, table in tables if landed_name(agency, table) in landed]
    nobody = f"select {', '.join(f'cast(null as {kind}) as {name}' for name, kind in _SENT.items())} where false"
    con.execute(f"create or replace temp table person_sent as {' union all by name '.join([nobody, *sent])}")
    fold(con)


def fold(con: duckdb.DuckDBPyConnection) -> None:
    """Create `person_record` and `person_name` of what was sent (`person_sent`) and of `contact`."""
    con.execute(_FOLDED)
    load_names(con, "person_folded")
    con.execute(_RECORD)


_SENT = {
    "agency": "varchar",
    "table_name": "varchar",
    "record_key": "varchar",
    "record_ref": "varchar",
    **ATTRIBUTES,
}


def _note_missing(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table, is_vaulted: bool) -> None:
    """Note in `person_missing` how many records in force of a table the vault does not know, if any."""
    name, version = landed_name(agency, table), "delivery_id, revision, row_number, record_key"
    vaulted = f"select {version} from vault.identity.{name}" if is_vaulted else "from record limit 0"
    records, missing = con.execute(
        f"""
        with record as (
            select {version}
            from build.staged.record
            where agency = ? and table_name = ? and status = 'current'
        )

        select (select count(*) from record), (select count(*) from record anti join ({vaulted}) using ({version}))
        """,
        [agency.stem, table.name],
    ).fetchone() or (0, 0)
    if records and missing == records:
        raise IdentitiesMissing(
            f"The vault holds none of the {records} records in force of {name}: it is not the vault they landed with. "
            "Put that one back from your copy; or, if it is lost, delete build.duckdb, so that all deliveries are read "
            "again. Everyone then gets another id."
        )
    if missing:
        con.execute("insert into person_missing values (?, ?)", [agency.stem, missing])


def _sent(agency: Agency, table: Table) -> str:
    """Return the query of a table's persons as sent."""
    person = table.person or {}
    name = landed_name(agency, table)
    columns = ", ".join(
        f"cast({column} as {ATTRIBUTES[attribute]}) as {attribute}" for attribute, column in person.items()
    )
    return f"""
        select
            '{agency.stem}' as agency, '{table.name}' as table_name, record_key,
            {table.key[0] if table.parent else "record_key"} as record_ref, {columns}
        from vault.identity.{name} as vaulted
        inner join build.landed.{name} as landed using (delivery_id, revision, row_number, record_key)
        inner join build.staged.record as record using (delivery_id, revision, row_number, record_key)
        where record.agency = '{agency.stem}' and record.table_name = '{table.name}' and status = 'current'
    """


def _with_digit(column: str) -> str:
    """Return SQL for the letters and digits of a column; missing where none is a digit, as in `Not known` or `000`."""
    return f"case when regexp_matches({column}, '[1-9]') then regexp_replace(upper({column}), '[^A-Z0-9]', '', 'g') end"


def _postcode(column: str) -> str:
    """Return SQL that folds a column of postcodes; ZZ99 is written of people who live nowhere."""
    return f"case when not starts_with(upper({column}), 'ZZ99') then {_with_digit(column)} end"


_FOLDED = f"""
    create or replace temp table person_folded as
    select
        agency || '|' || table_name || '|' || record_key as record_id,
        agency, table_name, record_key, record_ref,
        {folded("forename")} as forename,
        {folded("surname")} as surname,
        case when birth_date > date '1900-01-01' then birth_date end as birth_date,
        birth_year,
        {folded_initials("initials")} as initials,
        {_postcode("postcode")} as postcode,
        {_postcode("outward")} as outward,
        nullif(sex, 'Unknown') as sex,
        nullif(ethnicity, 'Unknown') as ethnicity,
        {_with_digit("person_ref")} as person_ref
    from person_sent
"""

# Birth year, initials and outward part are told from what holds them, so that records can be compared that hold less.
_RECORD = f"""
    create or replace table person_record as
    with read as (
        select
            * replace (
                coalesce(birth_year, year(birth_date)) as birth_year,
                coalesce(initials, left(forename, 1) || left(surname, 1)) as initials,
                case when not regexp_matches(postcode, '{_OUTWARD_ALONE}') then postcode end as postcode,
                coalesce(
                    outward,
                    case
                        when regexp_matches(postcode, '{_OUTWARD_ALONE}') then postcode
                        else left(postcode, greatest(length(postcode) - 3, 2))
                    end
                ) as outward
            ),
            case when surname is null then initials end as initials_alone
        from person_folded
    )
    select
        read.*,
        contact.record_date, contact.district_code, contact.incident_from, contact.incident_to, contact.cites,
        coalesce(contact.is_hate, false) as is_hate,
        first_name.sound as forename_sound, first_name.forms as forename_forms, last_name.sound as surname_sound
    from read
    left join contact using (agency, record_ref)
    left join person_name as first_name on first_name.name = forename
    left join person_name as last_name on last_name.name = surname
    where coalesce(forename, surname, cast(birth_date as varchar), initials, postcode, person_ref) is not null
"""
