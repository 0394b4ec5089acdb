"""How the victim satisfaction survey's workbook is typed.

Here: the cells of every line on the sheet, in one delivery's style. Not here: which responses a workbook holds
(deliveries.py), rows that can't be read (faults.py).
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream, Weighted
from pipelines.sample.county.reference import ReferenceLists, Spellings
from pipelines.sample.victim_survey.targets import NOT_SATISFIED
from pipelines.sample.writing.mess import MONTH_NAMES, codes

HEADER = {
    "response_id": "Response ID",
    "interview_month": "Interview month",
    "district": "District",
    "ease_of_contact": "Ease of contact",
    "actions": "Actions",
    "follow_up": "Follow up",
    "treatment": "Treatment",
    "whole_experience": "Whole experience",
}
#: Months as words, as numbers, as a date cell of the month's first day or of the day of interview.
TYPED_MONTHS = Weighted({"words": 46, "numbers": 24, "first day": 22, "day": 8})
OTHER_DISTRICT = 220  # of a thousand
OTHER_ANSWER = 60
UNANSWERED = Weighted({"Not applicable": 50, None: 25, "-": 8, "n/a": 7, "Does not apply": 6, "Satisfied": 4})


@dataclass(frozen=True)
class Style:
    """How one workbook is typed: a title and a total, the case of headings and answers, an extra column."""

    is_report: bool = False
    headings: str = "as agreed"
    answers_in_small_letters: bool = False
    months: str = ""
    extra_column: str = ""

    def heading(self, column: str) -> str:
        """Write a column's heading in the workbook's style."""
        agreed = HEADER.get(column, column)
        return {"as agreed": agreed, "capitals": agreed.upper(), "untidy": f"{agreed.replace(' ', '-')} "}[
            self.headings
        ]


def response_cells(responses: pd.DataFrame, style: Style, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the sheet's rows, with the columns in HEADER and the extra one; cells as Excel holds them."""
    spellings = lists.spellings("survey_answer")
    rows = pd.DataFrame(
        {
            "response_id": responses.response_id.to_numpy(object),
            "interview_month": _months(responses.interview_month, style, rng),
            "district": _districts(responses.district, lists, rng),
            **{question: _answers(responses[question], style, spellings, rng) for question in NOT_SATISFIED},
        },
        dtype=object,
    )
    if style.extra_column:
        rows[style.extra_column] = (1 + rng.below(4, len(rows))).astype(object)
    return rows


def sheet_lines(rows: pd.DataFrame, style: Style) -> list[list[Any]]:
    """Return all lines on the sheet: in a report, with a title above and a total below."""
    lines: list[list[Any]] = [[style.heading(column) for column in rows.columns]]
    lines += [[None if pd.isna(cell) else cell for cell in row] for row in rows.itertuples(index=False)]
    if not style.is_report:
        return lines
    title = "Synthetic sample: hate crime victim satisfaction survey, Warwickshire Police"
    return [[title], [], *lines, [], ["Total responses", len(rows)]]


def month_text(month: date, way: str) -> str:
    """Write a month as the survey's export does, `Apr-15`, or as its tables do, `2015-04`."""
    return f"{MONTH_NAMES[month.month - 1][:3]}-{month:%y}" if way == "words" else f"{month:%Y-%m}"


def _months(months: pd.Series, style: Style, rng: Stream) -> Objects:
    ways, days = TYPED_MONTHS.draw(rng, len(months)), 1 + rng.below(28, len(months))
    cells = np.full(len(months), None, dtype=object)
    for at, month in enumerate(months.dt.date):
        way = style.months or ways[at]
        day = int(days[at]) if way == "day" else 1
        is_text = way in ("words", "numbers")
        cells[at] = month_text(month, way) if is_text else datetime.combine(month.replace(day=day), time())
    return cells


def _districts(districts: pd.Series, lists: ReferenceLists, rng: Stream) -> Objects:
    """Write districts by name, some in another spelling or by one of their towns; nothing if not known."""
    names, towns, spellings = lists.district_names, lists.rows("town"), lists.spellings("district")
    cells = np.full(len(districts), None, dtype=object)
    others = rng.happens(OTHER_DISTRICT, len(districts))
    for at, code in enumerate(districts):
        if code != "UNK":
            known = [*spellings.get(code, []), *towns.town[towns.district_code == code]]
            cells[at] = rng.one(known) if others[at] or code not in names else names[code]
    return cells


def _answers(answers: pd.Series, style: Style, spellings: Spellings, rng: Stream) -> Objects:
    cells = codes(answers, spellings, rng, OTHER_ANSWER)
    missing = pd.isna(cells)
    cells[missing] = UNANSWERED.draw(rng, int(missing.sum()))
    if style.answers_in_small_letters:
        cells = np.array([cell and cell.lower() for cell in cells], dtype=object)
    return cells
