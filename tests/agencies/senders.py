"""What each agency sends, so that one test can ask the same of every agency.

Here: sound deliveries of any size, as tables of numbered rows. `faults` and `cells` say what can be wrong with them.
"""

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path

from pipelines.defs.agencies.equip import EquipDelivery
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from pipelines.defs.agencies.report_hate_now import ReportHateNowDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.defs.agencies.victim_survey import VictimSurveyDelivery
from pipelines.files.codes import spelling_key
from pipelines.landing.landed import landed_name
from pipelines.landing.ledger import Entry
from pipelines.landing.reader import Reader
from schemas.contract import Agency, Column, Table
from schemas.equip import EQUIP
from schemas.police import POLICE
from schemas.police_uk import POLICE_UK
from schemas.report_hate_now import REPORT_HATE_NOW
from schemas.schools import SCHOOLS
from schemas.victim_support import VICTIM_SUPPORT
from schemas.victim_survey import VICTIM_SURVEY
from tests.drawn import deliveries as sent

Row = Mapping[str, object]
SENT_ON = "2017-10-20"
#: What could identify the people in the sample rows: no reason may contain it.
NAMES = ("Zbigniewa", "Qwertyson", "CV21", "1986")
_CONTRACTS = count()


@dataclass(frozen=True)
class Sender:
    """An agency, how its delivery is written and read, and each table's file and numbered sound rows.

    `other` has the cells that make a sound row into a different one with the same key.
    """

    agency: Agency
    reader: Callable
    write: Callable[..., Path]
    files: Mapping[str, str]
    sample: Mapping[str, Callable[[int], Row]]
    other: Row

    def rows(self, count: int = 12) -> dict[str, list[Row]]:
        """Return a sound row for each number, for each table."""
        return {table: [row(number) for number in range(1, count + 1)] for table, row in self.sample.items()}

    def send(self, raw: Path, rows: Mapping[str, Sequence[Row | str]] | None = None) -> Path:
        """Write a delivery of these rows, or of twelve sound ones if none are given, replacing any delivery before."""
        shutil.rmtree(raw / self.agency.stem, ignore_errors=True)
        return self.write(raw, SENT_ON, **(self.rows() if rows is None else rows))

    def land(self, bench) -> dict[str, Entry]:
        """Land the delivery as if under a new contract, however many rows are rejected. Return its entries by file."""
        forgiving = replace(self.agency, largest_rejected_share=1.0)
        landed = bench.land(forgiving, self.reader, contract=f"contract {next(_CONTRACTS)}")
        return {entry.file: entry for entry in landed}

    def landed(self, bench, table: Table, revision: int) -> list[tuple]:
        """Return what landed from each row in a revision, without what distinguishes one delivery from another."""
        return bench.rows(f"""
            select * exclude (delivery_id, delivery_date, revision, row_number)
            from landed.{landed_name(self.agency, table)} where revision = {revision} order by row_number
        """)

    def heading(self, table: Table, column: Column) -> str | None:
        """Return a sound row's name for a column, or None if it doesn't have the column."""
        found = {spelling_key(heading): heading for heading in self.sample[table.name](1)}
        return next(
            (found[key] for name in (column.name, *column.aliases) if (key := spelling_key(name)) in found), None
        )

    def with_cell(self, row: Row, table: Table, column: Column, cell: object) -> Row:
        """Return the row with another cell. A column of `contact` is a key inside `contact`."""
        heading = self.heading(table, column)
        if heading is not None:
            return row | {heading: cell}
        return row | {"contact": {**row["contact"], column.name.removeprefix("contact_"): cell}}


def _numbered(sample: Row, key: str, written: str) -> Callable[[int], Row]:
    return lambda number: sample | {key: written.format(number)}


def _of_offence(sample: Row) -> Callable[[int], Row]:
    return _numbered(sample, "offence_ref", "23/{}/17")


def _only(table: str, write: Callable[..., Path], named: str, within: str | None = None) -> Callable[..., Path]:
    """Return a writer for the agency's only table, using the parameter name in the builder of its deliveries."""

    def written(raw: Path, sent_on: str, **rows: Sequence[Row | str]) -> Path:
        sheet = rows[table]
        return write(raw, sent_on, **{named: sheet if within is None else {within: sheet}})

    return written


SENDERS = {
    sender.agency.stem: sender
    for sender in (
        Sender(
            POLICE,
            PoliceDelivery,
            sent.police_delivery,
            {"offences": "offences.csv", "markers": "markers.csv", "victims": "victims.csv"},
            {
                "offences": _of_offence(sent.OFFENCE),
                "markers": _of_offence(sent.MARKER),
                "victims": _of_offence(sent.VICTIM),
            },
            {"jsna_area": "Bilton", "added_date": "2017-08-05", "sex": "Male"},
        ),
        Sender(
            VICTIM_SUPPORT,
            VictimSupportDelivery,
            _only("cases", partial(sent.victim_support_delivery, period="01/04/2017 to 31/03/2018"), "cases"),
            {"cases": "cases.xlsx"},
            {"cases": _numbered(sent.CASE | {"Date created": date(2017, 8, 1)}, "Case ID", "VS-{}")},
            {"Gender": "Male"},
        ),
        Sender(
            EQUIP,
            EquipDelivery,
            _only("casework", sent.equip_delivery, "quarters", "Q3 2017"),
            {"casework": "casework.xlsx"},
            {"casework": _numbered(sent.CASEWORK, "Ref", "EQ/2017/{}")},
            {"Gender": "Male"},
        ),
        Sender(
            SCHOOLS,
            Reader,
            _only("incidents", sent.schools_delivery, "incidents"),
            {"incidents": "incidents.csv"},
            {"incidents": _numbered(sent.INCIDENT | {"submitted_at": "2017-09-04"}, "incident_id", "S-{}")},
            {"place": "Classroom"},
        ),
        Sender(
            REPORT_HATE_NOW,
            ReportHateNowDelivery,
            _only("reports", sent.report_hate_now_delivery, "reports"),
            {"reports": "reports.jsonl"},
            {"reports": _numbered(sent.REPORT, "report_id", "R-{}")},
            {"gender": "Male"},
        ),
        Sender(
            VICTIM_SURVEY,
            VictimSurveyDelivery,
            _only("responses", sent.victim_survey_delivery, "responses"),
            {"responses": "responses.xlsx"},
            {"responses": _numbered(sent.RESPONSE, "Response ID", "V-{}")},
            {"Actions": "Neither"},
        ),
        Sender(
            POLICE_UK,
            PoliceUkDelivery,
            _only("street", sent.police_uk_delivery, "months", "2017-08"),
            {"street": "2017-08/2017-08-warwickshire-street.csv"},
            {"street": _numbered(sent.STREET_CRIME, "Crime ID", "{:064x}")},
            {"Last outcome category": "Local resolution"},
        ),
    )
}
