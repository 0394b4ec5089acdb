"""A small random warehouse, made district by district, so that one district's records can change alone."""

from collections.abc import Collection
from datetime import date
from itertools import product
from random import Random
from typing import Self

import duckdb
import pandas as pd
from duckdb_sqlalchemy import Dialect
from sqlalchemy import BigInteger, Boolean, Date, Double

from pipelines.build import audit_tables, provenance
from pipelines.build.sql_file import CONTRACTS
from pipelines.extracts.cover import READS
from pipelines.extracts.visible_rows import COUNTY

DISTRICTS = {
    "E07000218": ("North Warwickshire", "North"),
    "E07000219": ("Nuneaton and Bedworth", "North"),
    "E07000220": ("Rugby", "North"),
    "E07000221": ("Stratford-on-Avon", "South"),
    "E07000222": ("Warwick", "South"),
    "OUT": ("Outside Warwickshire", None),
    "UNK": ("Unknown", None),
}
MONTHS = [date(2015 + n // 12, n % 12 + 1, 1) for n in range(8, 26)]
MEASURES = ["unique_incidents", "not_known_to_police"]
AGENCIES = ["police", "victim_support", "equip", "schools", "report_hate_now", "victim_survey"]
MARKERS = {"RM": "race", "HO": "sexual_orientation", "TI": "transgender", "AL": None}

#: What a table's key may hold besides district and month.
MEMBERS = {
    "measure": MEASURES,
    "marker_code": [*MARKERS],
    "agencies": ["victim_support", "police+victim_support"],
    "agency": ["victim_support", "equip"],
    "other_agency": ["police"],
    "offence_category": ["Common assault"],
    "characteristic": ["age_band"],
    "member": ["11-20", "21-30", "Unknown"],
    "stage": ["actions", "whole_experience"],
    "victim_no": [1],
    "reason": ["late_record"],
}
#: Tables that also have a row for the whole county.
OF_COUNTY = {"mart.trend_month", "mart.victim_profile_month"}
#: What is the same in every warehouse.
LISTS = {
    "star.dim_district": [
        {"district_code": code, "district_name": name, "hipp": hipp, "csp_code": hipp and "E22"}
        for code, (name, hipp) in DISTRICTS.items()
    ],
    "star.dim_date": [
        {"date": month, "month_start": month, "academic_year": str(month.year - (month.month < 9))} for month in MONTHS
    ],
    "star.dim_measure": [{"measure": "police_offences", "covered_by": "police"}],
    "star.dim_agency": [{"agency": agency, "agency_name": agency} for agency in AGENCIES],
    "star.dim_interest_marker": [
        {"marker_code": code, "marker_name": f"Marker {code}", "strand": strand} for code, strand in MARKERS.items()
    ],
    "mart.coverage_month": [
        {"agency": agency, "month_start": month, "coverage": "complete"} for agency in AGENCIES for month in MONTHS
    ],
}


class DrawnMarts:
    """Some tables of the star and the marts, drawn twice; each district's rows can come from either drawing.

    Attributes:
        con: The warehouse.
    """

    def __init__(self, tables: Collection[str], seed: int):
        """Draw the tables; `mix` chooses the rows."""
        self.con = duckdb.connect()
        self.tables = sorted({*tables, *READS, "star.dim_district"})
        provenance.create(self.con)
        audit_tables.create(self.con)
        self.con.execute("create schema star; create schema mart; create schema drawn; create schema published")
        self.con.execute("create table published.delivery as select delivery_date, status from audit.delivery")
        self.con.execute("create table published.coverage (agency varchar, month_start date, coverage varchar)")
        loaded = "'police', date '2017-03-03', 'offences.csv', 1, 'loaded', 0, 0, 0, 0, 0, '0', now()"
        self.con.execute(f"insert into audit.delivery values ({loaded}, null, null, null, false, true, '0')")
        for name in self.tables:
            columns = ", ".join(f"{column.name} {column.type.compile(dialect=Dialect())}" for column in _columns(name))
            self.con.execute(f"create table {_drawn(name)} ({columns}, place varchar, drawing varchar)")
            rows = pd.DataFrame([row for drawing in ("own", "other") for row in _rows(name, drawing, seed)])
            self.con.register("rows", rows.astype(object))
            self.con.execute(f"insert into {_drawn(name)} by name from rows")
        self.mix()

    def mix(self, others: Collection[str] = ()) -> Self:
        """Take the rows of some places from the second drawing, and all others from the first."""
        listed = ", ".join(f"'{place}'" for place in ["", *others])
        for name in self.tables:
            self.con.execute(
                f"create or replace view {name} as select * exclude (place, drawing) from {_drawn(name)}"
                f" where drawing = case when place in ({listed}) then 'other' else 'own' end"
            )
        return self


def _columns(name):
    return CONTRACTS[name].columns


def _drawn(name):
    return f"drawn.{name.replace('.', '_')}"


def _rows(name, drawing, seed):
    """Yield a row for each district, month and member of the table's other keys; for a list of codes, its own rows."""
    if name in LISTS:
        yield from ({**row, "place": "", "drawing": "other"} for row in LISTS[name] if drawing == "other")
        return
    keys = [column.name for column in CONTRACTS[name].primary_key if column.name in MEMBERS]
    places = [*DISTRICTS, COUNTY] if name in OF_COUNTY else [*DISTRICTS]
    if "district_code" not in _columns(name) and "offence_ref" not in _columns(name):
        places = [COUNTY]
    random = Random(f"{name} {drawing} {seed}")  # noqa: S311 (drawn figures, no secret)
    for place, month, *members in product(places, MONTHS, *(MEMBERS[key] for key in keys)):
        row = {column.name: _value(column, place, month, random) for column in _columns(name)}
        yield {**row, **dict(zip(keys, members, strict=True)), "place": place, "drawing": drawing}


def _value(column, place, month, random):
    if column.name == "district_code":
        return place
    if column.name == "district_name":
        return DISTRICTS[place][0] if place in DISTRICTS else "Warwickshire"
    if column.name == "offence_ref":
        return f"{place}/{month}"
    if column.name in ("status", "record_type"):
        return {"status": "current", "record_type": "Offence"}[column.name]
    if isinstance(column.type, Date):
        return month
    if isinstance(column.type, Boolean):
        return column.name == "is_hate"
    if isinstance(column.type, BigInteger):
        return random.randint(0, 30) + (30 if column.name == "answered" else 0)
    if isinstance(column.type, Double):
        return random.random()
    return f"{place} {random.randint(0, 30)}"
