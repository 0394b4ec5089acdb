"""Linkage's output for tests that need no linkage: every record is its own incident, every victim a new person."""

import duckdb

from pipelines.build import provenance

#: `linked.person` and `linked.incident`, as `sql/2_star` reads them.
CREATED = """
    create schema if not exists linked;
    create or replace table linked.person (
        agency varchar, table_name varchar, record_key varchar, record_ref varchar, record_date date,
        person_id varchar, birth_decade integer, sex varchar, ethnicity varchar
    );
    create or replace table linked.incident (
        agency varchar, record_ref varchar, record_date date, district_code varchar, is_hate boolean,
        linkable boolean, incident_id_low varchar, incident_id varchar, incident_id_high varchar
    );
"""


def create_linked(con: duckdb.DuckDBPyConnection) -> None:
    """Create linkage's tables, empty."""
    con.execute(CREATED)


def link_nothing(con: duckdb.DuckDBPyConnection) -> None:
    """Make every current hate record its own incident, and every victim in the police's records a separate person."""
    create_linked(con)
    contacts = con.execute("""
        select table_name, split_part(table_name, '__', 1) from duckdb_tables()
        where schema_name = 'staged' and ends_with(table_name, '__contact')
    """).fetchall()
    for table, agency in contacts:
        incident = f"'{agency} ' || record_ref"
        con.execute(f"""
            insert into linked.incident
            select '{agency}', record_ref, record_date, district_code, true, true, {incident}, {incident}, {incident}
            from staged.{table} where is_hate
        """)
    con.execute("""
        insert into linked.person
        select 'police', 'victims', record_key, offence_ref, record_date, record_key, null, sex, ethnicity
        from staged.police__victims
        inner join staged.police__contact on record_ref = offence_ref
        where status = 'current'
    """)
    note_linked(con)


def note_linked(con: duckdb.DuckDBPyConnection) -> None:
    """Record what was linked, so that the tables that read it are built again if it has changed."""
    for name in ("linked.person", "linked.incident"):
        query = f"select md5(string_agg(each::varchar, '|' order by each)) from {name} as each"
        content = con.execute(query).fetchone()
        provenance.note(con, name, str(content), 0)
