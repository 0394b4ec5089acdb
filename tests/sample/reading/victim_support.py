"""A second reader for Victim Support's contract, using cells.py for what agencies have in common."""

import re
from datetime import date, datetime

import openpyxl

from tests.sample.reading.cells import Delivery, bare, codes, day, files_of, fold, judge, restated

CASE_COLUMNS = {
    "case_id": ("Case ID", "Case ref", "Case number"),
    "date_created": ("Date created", "Created"),
    "case_type": ("Case type", "Hate type"),
    "district": ("District", "Local authority"),
    "incident_date": ("Incident date",),
    "referral_source": ("Referral source",),
    "police_crime_ref": ("Police crime ref", "Crime number"),
    "forename": ("Forename",),
    "surname": ("Surname",),
    "dob": ("DOB",),
    "postcode": ("Postcode",),
    "gender": ("Gender",),
    "ethnicity": ("Ethnicity",),
    "support_given": ("Support given",),
}


def case_types(cell):
    return codes("case_type", cell)


def read_workbook(path):
    """Return a workbook's stated period, its rows below the header, and the total it states."""
    lines = [list(line) for line in openpyxl.load_workbook(path, read_only=True)["Cases"].iter_rows(values_only=True)]
    known = {bare(name): column for column, names in CASE_COLUMNS.items() for name in names}
    required = {"case_id", "date_created", "case_type", "district"}
    names = [[known.get(bare(str(cell)), str(cell)) for cell in line if cell is not None] for line in lines[:15]]
    header = next(at for at, found in enumerate(names) if required <= set(found))
    period = next(str(cell) for line in lines[:header] for cell in line if str(cell).startswith("Period"))
    rows, total = [], None
    for line in lines[header + 1 :]:
        if str(line[0] or "").casefold().startswith("total"):
            total = next(cell for cell in line[1:] if cell is not None)
        elif any(fold(cell) for cell in line):
            cells = (fold(cell) if isinstance(cell, str) else cell for cell in line)
            rows.append(dict(zip(names[header], cells, strict=False)))
    ends = [datetime.strptime(found, "%d/%m/%Y").date() for found in re.findall(r"\d\d/\d\d/\d{4}", period)]
    return ends, rows, total


def _case_key(row):
    found = fold(row["case_id"])
    return [found] if found and re.fullmatch(r"VS-\d+", found) else []


def read_victim_support(raw):
    """Load all of Victim Support's deliveries. Returns the current cases by case ID, and the deliveries."""
    cases, deliveries = {}, []
    for folder in sorted((raw / "victim_support").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)
        (first, last), rows, total = read_workbook(files_of(folder)["cases.xlsx"])
        if total != len(rows):
            delivery.refused = "Total cases is not the rows sent"
            continue
        for row in rows:
            row["created"] = day(row["date_created"], delivery.sent)

        def has_fault(row, first=first, last=last):
            required = (row["created"], case_types(row["case_type"]), fold(row["district"]))
            return not all(required) or not first <= row["created"] <= last

        delivery.verdicts = {"cases": judge(rows, _case_key, has_fault)}
        verdicts = delivery.verdicts["cases"]
        assert verdicts.rejected * 10 <= verdicts.sent
        cases = restated(cases, verdicts, lambda row, first=first, last=last: first <= row["created"] <= last)
    return cases, deliveries
