"""How the site writes its reports as lines.

Here: a report as the object that is sent, typed as the public types, and an object as a line of JSON in a delivery's
style. Not here: which reports a file holds (deliveries.py) and which it spoils (faults.py).
"""

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.counties import County
from pipelines.sample.county.reference import Spellings
from pipelines.sample.report_hate_now.records import reports_in_force
from pipelines.sample.writing.hand_typed import typed_refs, typed_towns
from pipelines.sample.writing.mess import codes, date_text, untidy

Report = dict[str, Any]

SUBMITTED = Weighted({"%Y-%m-%dT%H:%M:%S": 80, "%Y-%m-%d %H:%M": 12, "%d/%m/%Y %H:%M": 8})
HAPPENED = Weighted({"iso": 40, "slashes": 25, "words": 15, "short": 8, "timed": 12})
BORN = Weighted({"iso": 60, "slashes": 30, "words": 10})
DISTRICT_FOR_TOWN, OTHER_STRAND, CONTACT_LEFT_SHORT = 450, 60, 120  # of a thousand
UNTOLD = Weighted({None: 8, "Prefer not to say": 3, "": 1})
HOW_HEARD = ("Poster", "Library", "Friend", "Social media")


@dataclass(frozen=True)
class Style:
    """How one file is written: its encoding, line ends, escaped letters, key names, an extra key, keys left out."""

    encoding: str = "utf-8"
    line_end: str = "\n"
    escaped: bool = False
    joined_keys: bool = False
    extra_key: str = ""
    nulls_left_out: bool = False


def typed_reports(county: County) -> tuple[pd.DataFrame, dict[str, Report]]:
    """Return all reports, as reports_in_force does, and the object that is sent for each, by report_id."""
    reports, spelt = reports_in_force(county), county.lists.spellings
    rng, size = Stream(county.seed, county.number, "online cells"), len(reports)
    submitted = [at.strftime(way) for at, way in zip(reports.submitted_at, SUBMITTED.draw(rng, size), strict=True)]
    columns: dict[str, Any] = {
        "report_id": reports.report_id,
        "submitted_at": submitted,
        "incident_at": _days(reports.happened_at, HAPPENED, rng),
        "district": untidy(typed_towns(reports.district, county.lists, rng, DISTRICT_FOR_TOWN), rng),
        "strands": [_strands(about.split(";"), spelt("strand"), rng) for about in reports.strands],
        "routed_to": codes(reports.routed_to, spelt("routed_to"), rng),
        "reporter": [word.lower() for word in codes(reports.reporter.str.capitalize(), spelt("reporter"), rng)],
        "police_ref": typed_refs(reports.police_ref, rng),
        "contact": _contacts(reports, rng),
        "gender": _told(codes(reports.gender, spelt("sex"), rng), rng),
        "ethnicity": _told(codes(reports.ethnicity, spelt("ethnicity"), rng), rng),
        "text": reports.text,
    }
    rows = (dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True))
    return reports, {report["report_id"]: report for report in rows}


def line_of(report: Report, style: Style, rng: Stream) -> str:
    """Return the line of a report."""
    if style.extra_key:
        report = report | {style.extra_key: rng.one(HOW_HEARD)}
    if style.nulls_left_out:
        report = {key: value for key, value in report.items() if value is not None}
    if style.joined_keys:
        report = _joined(report)
    return json.dumps(report, ensure_ascii=style.escaped)


def _joined(report: Report) -> Report:
    """Write each key as one word, as in reportId."""
    named = {}
    for key, value in report.items():
        first, *rest = key.split("_")
        named[first + "".join(map(str.capitalize, rest))] = _joined(value) if isinstance(value, dict) else value
    return named


def _days(days: pd.Series, styles: Weighted, rng: Stream) -> list[str | None]:
    ways = styles.draw(rng, len(days))
    return [None if pd.isna(day) else date_text(day.to_pydatetime(), way) for day, way in zip(days, ways, strict=True)]


def _strands(strands: list[str], spellings: Spellings, rng: Stream) -> list[str]:
    """Return strands as the form lists them, a few in other words."""
    other = rng.happens(OTHER_STRAND, len(strands))
    return [rng.one(spellings[name]) if at else name for name, at in zip(strands, other, strict=True)]


def _contacts(reports: pd.DataFrame, rng: Stream) -> list[Report | None]:
    """Return contacts; None if the report is anonymous. Some contacts, and all for agencies, are only a name."""
    short = rng.happens(CONTACT_LEFT_SHORT, len(reports)) | (reports.reporter == "agency").to_numpy()
    postcode = reports.postcode.astype(object).where(reports.postcode.notna(), None)
    told = zip(reports.forename, reports.surname, _days(reports.date_of_birth, BORN, rng), postcode, strict=True)
    contacts: list[Report | None] = []
    for at, (forename, surname, born, home) in enumerate(told):
        name = {"forename": forename, "surname": surname}
        whole = name if short[at] else name | {"date_of_birth": born, "postcode": home}
        contacts.append(whole if reports.has_contact[at] else None)
    return contacts


def _told(cells: Objects, rng: Stream) -> Objects:
    untold = pd.isna(cells)
    cells[untold] = UNTOLD.draw(rng, int(untold.sum()))
    return cells
