"""Persons and contacts drawn in a test, as linkage finds them, without a warehouse around them.

Here: a database in memory, and records folded by the code's own folding. No person in them is real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import duckdb

from pipelines.linkage.person_records import create_sent, fold
from tests.drawn.tables import drawn

FORMS = Path(__file__).parents[2] / "raw/reference/forename_form.csv"

RUGBY, WARWICK = "E07000220", "E07000222"

#: What every contact holds unless a test says otherwise.
CONTACT = {
    "record_date": "2017-05-03",
    "district_code": RUGBY,
    "incident_from": "2017-05-03",
    "incident_to": "2017-05-03",
    "strands": "[race]",
    "is_hate": "true",
    "names_victim": "true",
}

_KEYS = ("agency", "table_name", "record_key", "record_ref")
_BEGINNINGS, _ENDINGS = "bcdfghklmnprstv", ("anda", "elmo", "irot", "ulbe", "osk", "ymin")


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with the list of forenames that linkage needs, and without contacts."""
    with duckdb.connect() as con:
        con.execute("attach ':memory:' as build; create schema build.reference")
        con.execute(f"create table build.reference.forename_form as from read_csv('{FORMS}')")
        draw_contacts(con, "agency | record_ref")
        yield con


def draw_contacts(con: duckdb.DuckDBPyConnection, text: str) -> None:
    """Create `contact` from a drawing; an empty cell, or a missing column, takes its value from `CONTACT`."""
    con.execute("""
        create or replace table contact (
            agency varchar, record_ref varchar, record_date date, district_code varchar, incident_from date,
            incident_to date, strands varchar[], cites varchar, place varchar, is_hate boolean, names_victim boolean
        )
    """)
    for row in drawn(text):
        contact = {**CONTACT, **{column: cell for column, cell in row.items() if cell}}
        slots = ", ".join("?" * len(contact))
        con.execute(f"insert into contact ({', '.join(contact)}) values ({slots})", list(contact.values()))


def draw_people(con: duckdb.DuckDBPyConnection, text: str, others: int = 0) -> None:
    """Create `person_record` from a drawing of what was sent, whose column `record` holds agency and record.

    `others` different people are added, so that agreement by chance is as rare as in a county.
    """
    create_sent(con)
    for row in drawn(text):
        agency, _, key = str(row.pop("record")).partition(" ")
        _send(con, [{**dict(zip(_KEYS, (agency, "persons", key, key), strict=True)), **row}])
    if others:
        _send(con, [_other(number) for number in range(others)])
    fold(con)


def _send(con: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> None:
    slots = ", ".join("?" * len(rows[0]))
    con.executemany(
        f"insert into person_sent ({', '.join(rows[0])}) values ({slots})", [[*row.values()] for row in rows]
    )


def _other(number: int) -> dict[str, object]:
    """Return one of many who have nothing in common."""
    spread = number * 7919
    inward = f"{number % 9 + 1}{'ABDEFGHJLNP'[number % 11]}{'QRSTUVWXYZ'[number // 11 % 10]}"
    forename, surname = (
        _BEGINNINGS[at % 15] + _ENDINGS[at // 15 % 6] + _BEGINNINGS[at // 90 % 15] + "a" for at in (spread, spread * 31)
    )
    return {
        **dict(zip(_KEYS, ("police", "persons", f"other{number}", f"other{number}"), strict=True)),
        "forename": forename,
        "surname": surname,
        "birth_date": date(1930, 1, 1) + timedelta(days=spread % 25_000),
        "postcode": f"CV{number % 47 + 1} {inward}",
        "sex": ("Female", "Male")[number % 2],
    }
