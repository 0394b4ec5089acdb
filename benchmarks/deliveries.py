"""Large deliveries for measuring a landing: many sound rows, every one different.

Here: a police delivery with a million offences, and a Victim Support workbook of 60 MB. Nobody in them is real.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

OFFENCES, MARKERS, VICTIMS = 1_000_000, 200_000, 500_000
CASES = 880_000
SENT_ON = date(2017, 9, 3)
_FIRST, _LAST = date(2010, 1, 1), date(2017, 8, 31)
_DAYS = (_LAST - _FIRST).days
_DISTRICTS = ("Rugby", "Warwick District", "NBBC", "North Warks", "SDC")


def police(raw: Path) -> None:
    """Write a police delivery whose window is seven years."""
    folder = raw / "police" / str(SENT_ON)
    folder.mkdir(parents=True)
    tables = {
        "offences.csv": (
            "offence_ref recorded_date committed_from committed_to record_type ho_offence_code offence_title district "
            "jsna_area premises_type reporting_channel",
            _offences(),
        ),
        "markers.csv": ("offence_ref marker_code added_date", _markers()),
        "victims.csv": (
            "offence_ref victim_no person_ref forename surname date_of_birth postcode sex ethnicity",
            _victims(),
        ),
    }
    for name, (header, rows) in tables.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(header.split())
            writer.writerows(rows)
    rows = {"offences.csv": OFFENCES, "markers.csv": MARKERS, "victims.csv": VICTIMS}
    manifest = {"recorded_from": str(_FIRST), "recorded_to": str(_LAST), "rows": rows}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def victim_support(raw: Path) -> None:
    """Write a Victim Support workbook."""
    folder = raw / "victim_support" / str(SENT_ON)
    folder.mkdir(parents=True)
    header = (
        "Case ID,Date created,Case type,District,Incident date,Referral source,Police crime ref,Forename,Surname,DOB,"
        "Postcode,Gender,Ethnicity,Support given"
    )
    book = xlsxwriter.Workbook(folder / "cases.xlsx", {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Cases")
    sheet.write_row(0, 0, [f"Period: {_FIRST:%d/%m/%Y} to {_LAST:%d/%m/%Y}"])
    sheet.write_row(1, 0, header.split(","))
    for number in range(CASES):
        sheet.write_row(2 + number, 0, _case(number))
    sheet.write_row(2 + CASES, 0, ["Total cases", CASES])
    book.close()


def _ref(number: int) -> str:
    return f"2{number // 900_000}/{number % 900_000 + 1}/17"


def _day(number: int) -> date:
    return _FIRST + timedelta(days=number % _DAYS)


def _offences() -> Iterator[Sequence[object]]:
    for number in range(OFFENCES):
        day = _day(number)
        yield (
            _ref(number), day, day - timedelta(days=2), f"{day:%d/%m/%Y}", "Offence", "9A",
            "Intentional harassment alarm or distress", _DISTRICTS[number % 5], "", "Street", "101",
        )  # fmt: skip


def _markers() -> Iterator[Sequence[object]]:
    for number in range(MARKERS):
        yield _ref(number), "RM; HV", _day(number)


def _victims() -> Iterator[Sequence[object]]:
    for number in range(VICTIMS):
        yield (
            _ref(number), 1, f"P{number}", f"Forename{number % 5_000}", f"Surname{number % 40_000}",
            _day(number) - timedelta(days=12_000), f"ZZ{number % 99} {number % 9}ZZ", "F", "W1",
        )  # fmt: skip


def _case(number: int) -> Sequence[object]:
    return (
        f"VS-{number}", _day(number), "Racist; Religious", _DISTRICTS[number % 5], _day(number), "Police", _ref(number),
        f"Forename{number % 5_000}", f"Surname{number % 40_000}", _day(number) - timedelta(days=3_000),
        f"ZZ{number % 99} {number % 9}ZZ", "F", "Indian", "Advocacy",
    )  # fmt: skip
