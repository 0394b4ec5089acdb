"""A small reader for the agencies whose deliveries add to those before, written separately from the warehouse's.

Here: current school incidents, survey responses and data.police.uk rows, from only the written files and the
contracts. Not here: what the figures should be (test_schools.py, test_victim_survey.py, test_police_uk.py).
"""

import re
from datetime import date, datetime

import openpyxl

from tests.sample.reading.cells import Delivery, Verdicts, bare, code, codes, day, files_of, fold, judge, read_csv

SURVEY_COLUMNS = (
    "Response ID", "Interview month", "District", "Ease of contact", "Actions", "Follow up", "Treatment",
    "Whole experience",
)  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def read_appended(raw, agency, rows_of, key, read):
    """Load an agency's deliveries. Returns the current records by key, and the deliveries.

    `read` adds the values it reads to a row, and returns whether a required cell is missing or an error.
    """
    in_force, deliveries = {}, []
    for folder in sorted((raw / agency).iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)
        rows = rows_of(folder)
        faulty = {id(row) for row in rows if read(row, delivery.sent)}
        verdicts = judge(
            rows,
            lambda row: [fold(row[key])] if fold(row[key]) else [],
            lambda row, faulty=faulty: id(row) in faulty,
        )
        assert verdicts.rejected * 10 <= verdicts.sent
        delivery.verdicts = {agency: verdicts}
        in_force |= verdicts.accepted
    return in_force, deliveries


# --- schools -------------------------------------------------------------------------------------------------


def read_schools(raw):
    """Load schools' deliveries. Returns the current incidents by identifier, and the deliveries."""
    return read_appended(
        raw, "schools", lambda folder: read_csv(files_of(folder)["incidents.csv"]), "incidentid", _read_incident
    )


def _read_incident(row, sent):
    row["submitted"], row["happened"] = day(row["submittedat"], sent), day(row["incidentdate"], sent)
    row["strands"] = codes("strand", row["incidenttype"])
    row["outcomes"] = tuple(code("outcome", row[f"{who}outcome"]) for who in ("victim", "perpetrator"))
    row["taken"] = codes("action", row["actions"])
    required = (row["submitted"], row["happened"], row["strands"], row["schoolurn"])
    return not all(required) or row["happened"] > row["submitted"] or not re.fullmatch(r"\d{6}", row["schoolurn"])


# --- the survey ----------------------------------------------------------------------------------------------


def read_victim_survey(raw):
    """Load the survey's deliveries. Returns the current responses by identifier, and the deliveries."""
    return read_appended(raw, "victim_survey", read_responses, "responseid", _read_response)


def read_responses(folder):
    """Return a workbook's rows, without anything above the header or below the rows."""
    sheet = openpyxl.load_workbook(files_of(folder)["responses.xlsx"], read_only=True)["Responses"]
    lines = [list(line) for line in sheet.iter_rows(values_only=True)]
    required = {bare(column) for column in SURVEY_COLUMNS}
    names = [[bare(str(cell or "")) for cell in line] for line in lines[:15]]
    header = next(at for at, found in enumerate(names) if required <= set(found))
    below = [line for line in lines[header + 1 :] if any(cell is not None for cell in line)]
    data = [line for line in below if not str(line[0] or "").casefold().startswith("total")]
    return [dict(zip(names[header], line, strict=True)) for line in data]


def _read_response(row, sent):
    row["month"] = _month(row["interviewmonth"], sent)
    row["answers"] = tuple(code("survey_answer", fold(row[bare(column)])) for column in SURVEY_COLUMNS[3:])
    return row["month"] is None


def _month(cell, sent):
    text = fold(cell) if isinstance(cell, str) else None
    if text and (parts := re.fullmatch(r"([A-Z][a-z]{2})-(\d\d)", text)):
        found = date(2000 + int(parts[2]), SHORT_MONTHS.index(parts[1]) + 1, 1)
    elif text and (parts := re.fullmatch(r"(\d{4})-(\d\d)", text)):
        found = date(int(parts[1]), int(parts[2]), 1)
    else:
        read = day(cell if isinstance(cell, datetime) else text, sent)
        found = read.replace(day=1) if read else None
    return found if found and date(2000, 1, 1) <= found <= sent else None


# --- data.police.uk ------------------------------------------------------------------------------------------


def read_police_uk(raw):
    """Load data.police.uk's deliveries. Returns the current rows by month, and the deliveries."""
    in_force, deliveries = {}, []
    for folder in sorted((raw / "police_uk").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)
        for path in sorted(folder.glob("*/*-warwickshire-street.csv")):
            rows, seen = read_csv(path), set()
            kept = []
            for row in rows:
                if row["crimeid"] is None or row["crimeid"] not in seen:
                    kept.append(row)
                seen.add(row["crimeid"])
            in_force[path.name[:7]] = kept
            delivery.verdicts[path.name[:7]] = Verdicts(sent=len(rows), duplicate=len(rows) - len(kept))
    return in_force, deliveries


def street_district(row):
    """Return a row's district code by its LSOA's name: OUT outside the county, UNK if it has no name."""
    if row["lsoaname"] is None:
        return "UNK"
    found = code("district", re.sub(r" \d{3}[A-Z]$", "", row["lsoaname"]))
    return "OUT" if found == "Unknown" else found
