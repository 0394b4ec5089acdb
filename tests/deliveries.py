"""Small deliveries for tests: what an agency sends, written to a `raw/` folder in a line or two.

Here: files as senders make them, sound unless a test says otherwise. No person in them is real.
"""

import csv
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

OFFENCE = {
    "offence_ref": "23/1/17",
    "recorded_date": "2017-08-01",
    "committed_from": "2017-07-30",
    "committed_to": "",
    "record_type": "Offence",
    "ho_offence_code": "9A",
    "offence_title": "Intentional harassment alarm or distress",
    "district": "Rugby",
    "jsna_area": "Hillmorton",
    "premises_type": "Retail",
    "reporting_channel": "101",
}
MARKER = {"offence_ref": "23/1/17", "marker_code": "RM", "added_date": "2017-08-02"}
VICTIM = {
    "offence_ref": "23/1/17",
    "victim_no": "1",
    "person_ref": "P1",
    "forename": "Zbigniewa",
    "surname": "Qwertyson",
    "date_of_birth": "1986-08-02",
    "postcode": "CV21 1CC",
    "sex": "Female",
    "ethnicity": "Indian",
}
CASE = {
    "Case ID": "VS-1",
    "Date created": date(2017, 2, 1),
    "Case type": "Racist",
    "District": "Rugby",
    "Incident date": date(2017, 1, 30),
    "Referral source": "Police",
    "Police crime ref": "23-1-17",
    "Forename": "Zbigniewa",
    "Surname": "Qwertyson",
    "DOB": date(1986, 8, 2),
    "Postcode": "CV21 1CC",
    "Gender": "F",
    "Ethnicity": "Indian",
    "Support given": "Emotional support; Advocacy",
}

Row = Mapping[str, object]


def police_delivery(
    raw: Path,
    sent_on: str = "2017-09-03",
    *,
    offences: Sequence[Row] = (OFFENCE,),
    markers: Sequence[Row] = (),
    victims: Sequence[Row] = (),
    window: tuple[str, str] = ("2017-08-01", "2017-08-31"),
    stated: Mapping[str, int] | None = None,
) -> Path:
    """Write a police delivery whose manifest is right unless `stated` says otherwise."""
    folder = raw / "police" / sent_on
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "offences.csv": (OFFENCE, offences),
        "markers.csv": (MARKER, markers),
        "victims.csv": (VICTIM, victims),
    }
    for name, (columns, rows) in tables.items():
        write_csv(folder / name, list(rows[0] if rows else columns), [row.values() for row in rows])
    rows = {name: len(rows) for name, (_, rows) in tables.items()} | dict(stated or {})
    manifest = {"recorded_from": window[0], "recorded_to": window[1], "rows": rows}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return settle(folder)


def victim_support_delivery(
    raw: Path,
    sent_on: str = "2017-04-10",
    *,
    cases: Sequence[Row] = (CASE,),
    period: str = "01/04/2016 to 31/03/2017",
    total: int | None = None,
) -> Path:
    """Write a Victim Support delivery whose control total is right unless `total` says otherwise."""
    folder = raw / "victim_support" / sent_on
    folder.mkdir(parents=True, exist_ok=True)
    header = list(cases[0] if cases else CASE)
    rows = [
        ["Hate crime support cases"],
        [f"Period: {period}"],
        ["Handle under the Data Protection Act"],
        header,
        *[list(case.values()) for case in cases],
        [],
        ["Total cases", len(cases) if total is None else total],
    ]
    write_workbook(folder / "cases.xlsx", {"Cases": rows})
    return settle(folder)


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> None:
    """Write a CSV file as RFC 4180 has it."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Write a workbook of plain rows; dates become date cells."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"created": datetime(2017, 1, 1)})  # so that the same rows are the same bytes
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def settle(folder: Path) -> Path:
    """Let every file look as if it had lain there for a day."""
    for path in folder.iterdir():
        stamp = path.stat().st_mtime - 86_400
        os.utime(path, (stamp, stamp))
    return folder
