"""Small deliveries for tests: what an agency sends, written to a `raw/` folder in a line or two.

Here: files as senders make them, sound unless a test says otherwise. Nobody in them is real.
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

CASEWORK = {
    "Ref": "EQ/2017/043",
    "Opened": date(2017, 8, 4),
    "Incident date": date(2017, 8, 1),
    "Initials": "ZQ",
    "Year of birth": 1986,
    "Postcode area": "CV21",
    "Gender": "F",
    "Ethnicity": "Indian",
    "Town": "Rugby",
    "Protected characteristic": "Race; Religion",
    "Hate incident": "Yes",
    "Role": "Victim",
    "Reported to police": "N",
    "Referred by": "Self",
}
INCIDENT = {
    "incident_id": "S-1",
    "submitted_at": "2017-05-04 10:12:00",
    "school_urn": "900001",
    "incident_date": "2017-05-03",
    "incident_type": "Racist; Religious",
    "nature": "Verbal abuse",
    "time_of_day": "Lunch",
    "place": "Playground",
    "victim_role": "Pupil",
    "perpetrator_role": "Pupil",
    "victim_gender": "F",
    "perpetrator_gender": "M",
    "victim_ethnicity": "Indian",
    "perpetrator_ethnicity": "White British",
    "victim_year_group": "Year 8",
    "perpetrator_year_group": "Y9",
    "actions": "Parents informed; Class discussion",
    "victim_outcome": "Good",
    "perpetrator_outcome": "Satisfactory",
    "description": "Something that Qwertyson said",
}
REPORT = {
    "report_id": "R-1",
    "submitted_at": "2017-08-04T10:12:00Z",
    "incident_at": "2017-08-03",
    "district": "Rugby",
    "strands": ["race", "sexual_orientation"],
    "routed_to": "police",
    "reporter": "victim",
    "police_ref": "crime 23-1-17",
    "contact": {
        "forename": "Zbigniewa",
        "surname": "Qwertyson",
        "date_of_birth": "1986-08-02",
        "postcode": "CV21 1CC",
    },
    "gender": "F",
    "ethnicity": "Indian",
    "text": "Something that Qwertyson said",
}
RESPONSE = {
    "Response ID": "V-1",
    "Interview month": "Apr-17",
    "District": "Rugby",
    "Ease of contact": "Completely satisfied",
    "Actions": "Very satisfied",
    "Follow up": "Fairly dissatisfied",
    "Treatment": "Not applicable",
    "Whole experience": "Fairly satisfied",
}
STREET_CRIME = {
    "Crime ID": "a" * 64,
    "Month": "2017-08",
    "Reported by": "Warwickshire Police",
    "Falls within": "Warwickshire Police",
    "Longitude": "-1.260000",
    "Latitude": "52.370000",
    "Location": "On or near Sample Street",
    "LSOA code": "E01999001",
    "LSOA name": "Rugby 004B",
    "Crime type": "Public order",
    "Last outcome category": "Under investigation",
    "Context": "",
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
    folder = _folder(raw, "police", sent_on)
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
    folder = _folder(raw, "victim_support", sent_on)
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


def equip_delivery(
    raw: Path,
    sent_on: str = "2017-10-10",
    *,
    quarters: Mapping[str, Sequence[Row]] | None = None,
    period: str = "01/09/2016 - 30/09/2017",
) -> Path:
    """Write an EQuIP delivery: a sheet for each quarter, with its own header, and the period in B2 of the first."""
    folder = _folder(raw, "equip", sent_on)
    sheets = {
        name: [["Discrimination casework"], ["Period", period], list(rows[0] if rows else CASEWORK)]
        + [list(row.values()) for row in rows]
        for name, rows in ({"Q3 2017": [CASEWORK]} if quarters is None else quarters).items()
    }
    write_workbook(folder / "casework.xlsx", sheets)
    return settle(folder)


def schools_delivery(raw: Path, sent_on: str = "2017-07-28", *, incidents: Sequence[Row] = (INCIDENT,)) -> Path:
    """Write a delivery from the schools' form."""
    folder = _folder(raw, "schools", sent_on)
    header = list(incidents[0] if incidents else INCIDENT)
    write_csv(folder / "incidents.csv", header, [row.values() for row in incidents])
    return settle(folder)


def report_hate_now_delivery(raw: Path, sent_on: str = "2017-08-07", *, reports: Sequence[object] = (REPORT,)) -> Path:
    """Write a delivery of online reports: one object in each line, and text unchanged."""
    folder = _folder(raw, "report_hate_now", sent_on)
    lines = [report if isinstance(report, str) else json.dumps(report) for report in reports]
    (folder / "reports.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return settle(folder)


def victim_survey_delivery(raw: Path, sent_on: str = "2017-07-20", *, responses: Sequence[Row] = (RESPONSE,)) -> Path:
    """Write a survey delivery."""
    folder = _folder(raw, "victim_survey", sent_on)
    rows = [list(responses[0] if responses else RESPONSE), *(list(response.values()) for response in responses)]
    write_workbook(folder / "responses.xlsx", {"Responses": rows})
    return settle(folder)


def police_uk_delivery(
    raw: Path, sent_on: str = "2017-10-20", *, months: Mapping[str, Sequence[Row]] | None = None
) -> Path:
    """Write a data.police.uk download, one file for each month."""
    folder = _folder(raw, "police_uk", sent_on)
    for month, rows in ({"2017-08": [STREET_CRIME]} if months is None else months).items():
        (folder / month).mkdir(exist_ok=True)
        path = folder / month / f"{month}-warwickshire-street.csv"
        write_csv(path, list(rows[0] if rows else STREET_CRIME), [row.values() for row in rows])
    return settle(folder)


def synthetic(folder: Path) -> Path:
    """Mark a delivery as the sample marks its own."""
    (folder / "SYNTHETIC.txt").write_text("made up", encoding="utf-8")
    return settle(folder)


def _folder(raw: Path, agency: str, sent_on: str) -> Path:
    folder = raw / agency / sent_on
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Iterable[object]], encoding: str = "utf-8") -> None:
    """Write a CSV file by RFC 4180."""
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def write_workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Write a workbook of plain rows; dates become date cells."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties({"created": datetime(2017, 1, 1)})  # so that the same rows give the same bytes
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)


def settle(folder: Path) -> Path:
    """Make the folder and everything in it look a day old."""
    for path in (folder, *folder.rglob("*")):
        stamp = path.lstat().st_mtime - 86_400
        os.utime(path, (stamp, stamp), follow_symlinks=False)
    return folder
