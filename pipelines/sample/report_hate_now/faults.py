"""Lines and values of an online report that cannot be read.

Here: faults that get a line rejected or a value lost by the contract's rules (contracts/README.md, "Verdicts").
Not here: which reports they befall (deliveries.py).
"""

import json
from collections.abc import Callable, Sequence

from pipelines.sample.report_hate_now.cells import Report

#: What a second line of a report says instead; no other line says it.
CONTRADICTION = {"strands": ["other"], "district": "Tamworth"}
#: Values that cannot be read, or that no list knows: each stands in one report.
LOST: tuple[Report, ...] = (
    {"incident_at": "last Tuesday evening"},
    {"police_ref": "lost the number"},
    {"incident_at": "2071-06-05"},
    {"contact": {"date_of_birth": "about 30"}},
    {"reporter": "neighbour"},
    {"strands": ["accent"]},
)


def with_lost_value(report: Report, lost: Report) -> Report:
    """Return a report, with a contact, that has a value which is lost."""
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
    """Return a line whose required values are missing or cannot be read."""
    return [write(report | {"district": "", "submitted_at": "2017-13-06 10:15"})]


def told_twice(report: Report, write: Callable[[Report], str]) -> list[str]:
    """Return two lines of one report that say different things."""
    return [write(report), write(report | CONTRADICTION)]


def as_one_list(reports: Sequence[Report]) -> list[str]:
    """Return the lines of a file that is one JSON list, indented: none of them is an object."""
    return json.dumps(reports, indent=2).splitlines()
