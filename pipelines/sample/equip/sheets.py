"""How EQuIP's workbook is laid out.

Here: its sheets, each with title, header, rows and total in its own style. Not here: the contents of a cell (cells.py),
which cases a workbook holds and which it spoils (deliveries.py).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pipelines.sample.writing.hand_typed import sheet_rows

HEADER = {
    "case_ref": "Ref",
    "opened": "Opened",
    "incident_date": "Incident date",
    "initials": "Initials",
    "year_of_birth": "Year of birth",
    "postcode_area": "Postcode area",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "town": "Town",
    "strands": "Protected characteristic",
    "is_hate": "Hate incident",
    "role": "Role",
    "reported_to_police": "Reported to police",
    "referred_by": "Referred by",
    "outcome": "Outcome",
}
NOT_IN_CONTRACT = "outcome"
TITLE = "Synthetic sample: EQuIP (WREP), discrimination casework, Warwickshire"


@dataclass(frozen=True)
class Style:
    """How a quarter's sheet is typed: headings renamed, columns put first or left out, lines above the header."""

    headings: dict[str, str] = field(default_factory=dict)
    first: tuple[str, ...] = ()
    left_out: tuple[str, ...] = (NOT_IN_CONTRACT,)
    lines_above: int = 0
    dates_as_text: bool = False
    blank_row_after: int | None = None


#: How each quarter's sheet is typed, in every workbook that holds it.
STYLES = {
    "Q4 2015": Style(headings={"case_ref": "Case ref", "year_of_birth": "YOB", "town": "Location"}),
    "Q1 2016": Style(
        headings={"case_ref": "REF", "opened": "Date opened", "year_of_birth": "Y.O.B.", "is_hate": "Hate incident?"},
        left_out=("referred_by", NOT_IN_CONTRACT),
        dates_as_text=True,
    ),
    "Q2 2016": Style(headings={"case_ref": "Case Ref.", "postcode_area": "Post code area"}, lines_above=4),
    "Q3 2016": Style(headings={"town": "LOCATION"}, first=("case_ref", "town")),
    "Q4 2016": Style(
        headings={"opened": "DATE OPENED", "reported_to_police": "Reported to police?"},
        left_out=(),
        blank_row_after=15,
    ),
    "Q1 2017": Style(headings={"case_ref": "case ref", "opened": "date-opened ", "town": "Town"}, first=("opened",)),
    "Q2 2017": Style(
        headings={"strands": "Protected Characteristic:", "year_of_birth": "Yob", "is_hate": "HATE INCIDENT"},
        dates_as_text=True,
    ),
    "Q3 2017": Style(headings={"case_ref": "Case ref", "town": "Location", "gender": "GENDER"}, blank_row_after=30),
}
NOTES = (
    ("Notes",),
    ("Synthetic sample: no row is about any real person",),
    (),
    ("Y / N", "hate incident as the client sees it"),
    ("Location", "where it happened; if not known, where the client lives"),
)


def style_of(quarter: str) -> Style:
    """Return how a quarter's sheet is typed."""
    return STYLES.get(quarter, Style())


def book(rows: Mapping[str, pd.DataFrame], period: str, *, covered: bool) -> dict[str, list[list[Any]]]:
    """Return the lines of each sheet of a workbook.

    Args:
        rows: the rows of each quarter's sheet, oldest quarter first.
        period: the stated period, in B2 of the first sheet.
        covered: whether that is a separate sheet, and not the oldest quarter's.
    """
    stated = ["Period", period]
    sheets: dict[str, list[list[Any]]] = {"Cover": [[TITLE], stated]} if covered else {}
    for quarter, of_quarter in rows.items():
        sheets[quarter] = _lines(of_quarter, ["Quarter", quarter] if sheets else stated, style_of(quarter))
    return sheets | {"Notes": [[*line] for line in NOTES]}


def _lines(rows: pd.DataFrame, stated: Sequence[str], style: Style) -> list[list[Any]]:
    """Return all lines of a sheet, from its title to its total; `stated` is in the second."""
    columns = [*style.first, *(column for column in HEADER if column not in style.first + style.left_out)]
    return [
        [TITLE],
        [*stated],
        *([] for _ in range(style.lines_above + 1)),
        [style.headings.get(column, HEADER[column]) for column in columns],
        *sheet_rows(rows[columns], style.blank_row_after),
        [],
        ["Total", len(rows)],
    ]
