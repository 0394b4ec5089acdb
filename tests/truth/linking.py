"""Records linked by the truth instead of by linkage, so that linkage's errors don't matter.

Here: `linked.person` and `linked.incident`. It is the only module here that reads the warehouse, and it reads only what
linkage receives.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb

from tests.drawn.linked import create_linked, note_linked

#: At the low threshold, up to this many incidents with neighbouring numbers are one.
NEIGHBOURS = 3
#: A record whose reference ends with this has too little detail to match.
TOO_LITTLE = "7"


def link_as(truth: Path) -> Callable[[duckdb.DuckDBPyConnection], None]:
    """Return the function that links records by a truth file."""

    def link(con: duckdb.DuckDBPyConnection) -> None:
        create_linked(con)
        con.execute("create or replace temp table truth as from read_csv(?, all_varchar = true)", [str(truth)])
        con.execute(_CONTACTS)
        con.execute(_INCIDENTS)
        con.execute(_PERSONS)
        note_linked(con)

    return link


_CONTACTS = """
    create or replace temp table contact as
    select 'police' as agency, * from staged.police__contact
    union all by name select 'victim_support' as agency, * from staged.victim_support__contact
    union all by name select 'equip' as agency, * from staged.equip__contact
    union all by name select 'schools' as agency, * from staged.schools__contact
    union all by name select 'report_hate_now' as agency, * from staged.report_hate_now__contact
"""

_INCIDENTS = f"""
    insert into linked.incident
    select
        agency, record_ref, contact.record_date, contact.district_code, contact.is_hate,
        not ends_with(record_ref, '{TOO_LITTLE}'),
        cast(incident_no as bigint) // {NEIGHBOURS}, incident_no, agency || ' ' || record_ref
    from contact
    inner join truth using (agency, record_ref)
    where truth.victim_no is null
        and (contact.is_hate or agency = 'police' and record_ref in (
            select cites from contact as citing where citing.is_hate and citing.agency <> 'police'
        ))
"""

_PERSONS = """
    insert into linked.person
    with listed as (
        select 'police' as agency, 'victims' as table_name, record_key, offence_ref as record_ref, victim_no
        from staged.police__victims
        where status = 'current'
        union all
        select agency, "table", record_ref, record_ref, null
        from truth
        where "table" in ('cases', 'casework', 'reports')
    )

    select
        agency, table_name, record_key, record_ref, record_date,
        person_no, null, 'Unknown', 'Unknown'
    from listed
    inner join contact using (agency, record_ref)
    inner join truth
        on truth.agency = listed.agency and "table" = table_name and truth.record_ref = listed.record_ref
        and truth.victim_no is not distinct from cast(listed.victim_no as varchar)
    where person_no is not null
"""
