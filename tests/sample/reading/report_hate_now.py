"""A second reader for reporthatenow.com's contract, using cells.py for what agencies have in common."""

import json
from datetime import date

from tests.sample.reading.cells import Delivery, bare, code, day, files_of, fold, judge

FIELDS = (
    "report_id", "submitted_at", "incident_at", "district", "strands", "routed_to", "reporter", "police_ref",
    "contact_forename", "contact_surname", "contact_date_of_birth", "contact_postcode", "gender", "ethnicity", "text",
)  # fmt: skip


def read_lines(path):
    """Return one row for each line: the contract's fields, then others; or only the line if it isn't an object."""
    lines = path.read_bytes().decode("utf-8-sig").splitlines()
    return [_row(line) for line in lines]


def _row(line):
    try:
        sent = json.loads(line)
    except json.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        return {"line": line}
    found = _flat(sent)
    return {field: found.pop(bare(field), None) for field in FIELDS} | found


def _flat(sent):
    found = {}
    for key, value in sent.items():
        if isinstance(value, dict):
            found |= {bare(key) + inner: cell for inner, cell in _flat(value).items()}
        else:
            found[bare(key)] = tuple(value) if isinstance(value, list) else fold(value)
    return found


def _key(row):
    return [row["report_id"]] if row.get("report_id") else []


def read_report_hate_now(raw):
    """Load all of the site's deliveries. Returns the current reports by id, and the deliveries."""
    reports, deliveries = {}, []
    for folder in sorted((raw / "report_hate_now").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)

        def has_fault(row, sent=delivery.sent):
            return not (day(row["submitted_at"], sent) and row["district"] and row["strands"])

        verdicts = judge(read_lines(files_of(folder)["reports.jsonl"]), _key, has_fault)
        if verdicts.rejected * 10 > verdicts.sent:
            delivery.refused = "more than a tenth of its lines are rejected"
            continue
        delivery.verdicts = {"reports": verdicts}
        for report, row in verdicts.accepted.items():
            verdicts.accepted[report] = row | {
                "submitted_on": day(row["submitted_at"], delivery.sent),
                "happened_on": day(row["incident_at"], delivery.sent),
                "district_code": code("district", row["district"]).replace("Unknown", "UNK"),
                "strand_codes": tuple(code("strand", strand) for strand in row["strands"]),
            }
        reports |= verdicts.accepted
    return reports, deliveries
