"""A second reader for EQuIP's contract, using cells.py for what agencies have in common."""

import re
from datetime import date, datetime

import openpyxl

from tests.sample.reading.cells import Delivery, bare, code, day, files_of, fold, judge, restated

COLUMNS = {
    "ref": ("Ref", "Case ref"),
    "opened": ("Opened", "Date opened"),
    "incident_date": ("Incident date",),
    "initials": ("Initials",),
    "year_of_birth": ("Year of birth", "YOB"),
    "postcode_area": ("Postcode area",),
    "gender": ("Gender",),
    "ethnicity": ("Ethnicity",),
    "town": ("Town", "Location"),
    "protected_characteristic": ("Protected characteristic",),
    "hate_incident": ("Hate incident",),
    "role": ("Role",),
    "reported_to_police": ("Reported to police",),
    "referred_by": ("Referred by",),
}
REQUIRED = {"ref", "opened", "town", "protected_characteristic", "hate_incident"}
PERIOD = re.compile(r"(\d\d/\d\d/\d{4}) - (\d\d/\d\d/\d{4})")


def characteristics(cell):
    """Return the strands named in a cell."""
    text = fold(cell) or ""
    whole = code("strand", text)
    if whole not in (None, "Unknown"):
        return (whole,)
    return tuple(code("strand", part.strip()) for part in re.split(r";|,|/|\band\b", text) if part.strip())


def read_casework(path):
    """Return a workbook's stated period (None if it is invalid) and the rows of every sheet with the header."""
    book = openpyxl.load_workbook(path)
    stated = PERIOD.fullmatch(fold(book.worksheets[0]["B2"].value) or "")
    try:
        period = [datetime.strptime(end, "%d/%m/%Y").date() for end in stated.groups()]
    except ValueError:
        period = None
    return period, [row for sheet in book for row in _rows([list(line) for line in sheet.iter_rows(values_only=True)])]


def _rows(lines):
    known = {bare(name): column for column, names in COLUMNS.items() for name in names}
    names = [[known.get(bare(str(cell)), str(cell)) for cell in line if cell is not None] for line in lines[:15]]
    header = next((at for at, found in enumerate(names) if set(found) >= REQUIRED), None)
    if header is None:
        return
    for line in lines[header + 1 :]:
        cells = [fold(cell) if isinstance(cell, str) else cell for cell in line]
        if any(cells) and not str(cells[0]).casefold().startswith("total"):
            found = dict(zip(names[header], cells, strict=False))
            yield {column: found.pop(column, None) for column in COLUMNS} | found


def _key(row):
    return [row["ref"]] if row["ref"] and re.fullmatch(r"EQ/\d{4}/\d{3,}", row["ref"]) else []


def _taken(row):
    """Return a row with the meaning of its cells."""
    return row | {
        "district": code("district", row["town"]).replace("Unknown", "UNK"),
        "strands": characteristics(row["protected_characteristic"]),
        "is_hate": code("answer", row["hate_incident"]) == "Yes",
    }


def read_equip(raw):
    """Load all of EQuIP's deliveries. Returns the current cases by reference, and the deliveries."""
    cases, deliveries = {}, []
    for folder in sorted((raw / "equip").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)
        period, rows = read_casework(files_of(folder)["casework.xlsx"])
        if period is None:
            delivery.refused = "B2 of the first sheet is not a pair of days"
            continue
        for row in rows:
            row["opened_on"] = day(row["opened"], delivery.sent)

        def lies_in(row, period=period):
            return period[0] <= row["opened_on"] <= period[1]

        def has_fault(row, lies_in=lies_in):
            required = (row["opened_on"], row["town"], row["protected_characteristic"], row["hate_incident"])
            return not all(required) or not lies_in(row)

        verdicts = judge(rows, _key, has_fault)
        delivery.verdicts = {"casework": verdicts}
        assert verdicts.rejected * 10 <= verdicts.sent
        verdicts.accepted = {ref: _taken(row) for ref, row in verdicts.accepted.items()}
        cases = restated(cases, verdicts, lies_in)
    return cases, deliveries
