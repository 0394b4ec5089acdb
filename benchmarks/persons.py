"""Warehouses for measuring linkage: landed and staged records of persons, often several for a person, with mistakes.

Here: victims in the police's records and a tenth as many Victim Support cases, among the synthetic county's people.
Every second case cites a police record, but not one about its own person. Nobody in them is real.
"""

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from pipelines.build import provenance, vault
from pipelines.build.warehouse import Warehouse, open_build
from pipelines.landing import ledger
from pipelines.landing.landed import landed_name
from pipelines.landing.reference import load_reference
from pipelines.sample.county.chance import Stream
from pipelines.sample.county.people.mistakes import Care, as_recorded
from pipelines.sample.county.people.population import OUTWARD, Population
from pipelines.sample.police.victims import CARE as POLICE_CARE
from pipelines.sample.victim_support.records import CARE as CASE_CARE
from schemas.contract import Agency, Table
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT

SEED = 2017
_FIRST = np.datetime64("2010-01-01")
_DAYS = 2_800
#: How many in a thousand police records are hate; all Victim Support's records are.
_HATE = 25


def write(folder: Path, records: int) -> None:
    """Fill a warehouse with this many records of persons."""
    warehouse = Warehouse(folder / "warehouse")
    with open_build(warehouse) as con:
        ledger.create(con)
        provenance.create(con)
        load_reference(con, folder, "code")
        con.execute("create schema if not exists landed; create schema if not exists staged; create table staged.record"
                    " (agency varchar, table_name varchar, record_key varchar, delivery_id varchar, revision integer,"
                    " row_number bigint, status varchar)")  # fmt: skip
        with vault.attached(con, warehouse.vault):
            cases = records // 11
            _fill(con, POLICE, POLICE.table("victims"), POLICE_CARE, records - cases, _HATE)
            _fill(con, VICTIM_SUPPORT, VICTIM_SUPPORT.table("cases"), CASE_CARE, cases, 1000)


def _fill(con: duckdb.DuckDBPyConnection, agency: Agency, table: Table, care: Care, size: int, hate: int) -> None:
    rng = Stream(SEED, "benchmark", agency.stem)
    days = pd.Series(_FIRST + rng.below(_DAYS, size).astype("timedelta64[D]"))
    districts = rng.some(np.array([code for code in OUTWARD if code != "OUT"], dtype=object), 5)
    population = Population(SEED, 0)
    people = population.people(population.residents(rng, districts[rng.below(5, size)]), days)
    told = as_recorded(people, care, rng)
    refs = [f"{number}" for number in range(size)]
    person = {
        "forename": told.forename,
        "surname": told.surname,
        "birth_date": told.birth,
        "postcode": told.postcode,
        "person_ref": "N" + (people.person_no * 4 + (rng.below(8, size) == 0)).astype(str),
        "sex": people.sex.where(rng.happens(960, size), None),
        "ethnicity": people.ethnicity.where(rng.happens(620, size), None),
    }
    of = {column: person[attribute] for attribute, column in (table.person or {}).items()}
    rows = pd.DataFrame(
        {"ref": refs, "day": days, "district": people.district, "is_hate": rng.happens(hate, size), **of}
    )
    identities = [column.name for column in table.identities]
    coded = [column for column in of if column not in identities]
    name = landed_name(agency, table)
    place = f"'{agency.stem}/1' as delivery_id, 1 as revision, cast(ref as bigint) as row_number, ref as record_key"
    con.register("_rows", rows)
    con.execute(f"create table vault.identity.{name} as select {place}, {', '.join(identities)} from _rows")
    con.execute(f"create table landed.{name} as select {place}, ref as {table.key[0]}, {', '.join(coded)} from _rows")
    con.execute(f"insert into staged.record by name select '{agency.stem}' as agency, '{table.name}' as table_name,"
                f" {place}, 'current' as status from _rows")  # fmt: skip
    con.execute(f"""
        create table staged.{agency.stem}__contact as
        select
            ref as record_ref, cast(day as date) as record_date, district as district_code,
            cast(day as date) - 3 as incident_from, cast(day as date) as incident_to, ['race'] as strands,
            case when '{agency.stem}' <> 'police' and row_number() over () % 2 = 0 then ref end as cites,
            is_hate, true as names_victim
        from _rows
    """)
    con.unregister("_rows")
