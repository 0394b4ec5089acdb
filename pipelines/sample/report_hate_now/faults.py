"""Lines and values in an online report that can't be read.

Here: faults for which the contract's rules reject a line or lose a value (docs/contracts/README.md, "Verdicts"). Not
here: which reports have them (deliveries.py).
"""

import json
from collections.abc import Callable, Sequence

from pipelines.sample.report_hate_now.cells import Report

#: The different values in a second line for a report; no other line has them.
CONTRADICTION = {"strands": ["other"], "district": "Tamworth"}
#: Values that can't be read, or that no list knows: each is in one report.
LOST: tuple[Report, ...] = (
    {"incident_at": "last Tuesday evening"},
    {"police_ref": "lost the number"},
    {"incident_at": "2071-06-05"},
    {"contact": {"date_of_birth": "about 30"}},
    {"reporter": "neighbour"},
    {"strands": ["accent"]},
)


def with_lost_value(report: Report, lost: Report) -> Report:
    """Return a report, with a contact, that loses a value."""
    nested = {key: report[key] | value for key, value in lost.items() if isinstance(value, dict)}
    return report | lost | nested


def cut_short(report: Report, write: Callable[[Report], str]) -> list[str]:
    """Return a line that breaks off."""
    line = write(report)
    return [line[: len(line) * 3 // 5]]


def in_a_list(report: Report, write: Callable[[Report], str]) -> list[str]:
    """Return a line that is a JSON list."""
    return [f"[{write(report)}]"]


def without_place_and_day(report: Report, write: Callable[[Report], str]) -> list[str]:
    """Return a line whose required values are missing or can't be read."""
    return [write(report | {"district": "", "submitted_at": "2017-13-06 10:15"})]


def told_twice(report: Report, write: Callable[[Report], str]) -> list[str]:
    """Return two lines for one report that say different things."""
    return [write(report), write(report | CONTRADICTION)]


def as_one_list(reports: Sequence[Report]) -> list[str]:
    """Return the lines of a file that is one indented JSON list: no line is an object."""
    return json.dumps(reports, indent=2).splitlines()
