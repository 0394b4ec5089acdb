"""How Victim Support's workbook is typed.

Here: the cells of every line on the sheet, in one delivery's style: preamble, header, rows, total. Not here: which
cases a workbook holds and which it spoils (deliveries.py).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.reference import ReferenceLists
from pipelines.sample.writing.hand_typed import BETWEEN, UNTOLD, sheet_rows, typed_dates, typed_districts, typed_refs
from pipelines.sample.writing.mess import codes, unsaid

HEADER = {
    "case_id": "Case ID",
    "date_created": "Date created",
    "case_types": "Case type",
    "district": "District",
    "incident_date": "Incident date",
    "referral_source": "Referral source",
    "offence_ref": "Police crime ref",
    "forename": "Forename",
    "surname": "Surname",
    "date_of_birth": "DOB",
    "postcode": "Postcode",
    "gender": "Gender",
    "ethnicity": "Ethnicity",
    "support": "Support given",
}
OTHER_RACIST = 40  # of a thousand, "Racist" in other words
OTHER_DISTRICT = 120


@dataclass(frozen=True)
class Style:
    """How one workbook is typed: headings renamed, an extra column, lines above the period, dates as text."""

    headings: dict[str, str] = field(default_factory=dict)
    extra_column: str = ""
    lines_above: int = 0
    dates_as_text: bool = False
    blank_row_after: int | None = None


def case_cells(cases: pd.DataFrame, style: Style, lists: ReferenceLists, rng: Stream) -> pd.DataFrame:
    """Return the sheet's rows, with the columns in HEADER and the extra one; cells as Excel holds them."""
    spelt = lists.spellings
    district = typed_districts(cases.district, lists, rng, OTHER_DISTRICT)
    offence_ref = typed_refs(cases.offence_ref, rng)
    cells = {
        "case_id": cases.case_id.to_numpy(object),
        "date_created": typed_dates(cases.date_created, rng, as_text=style.dates_as_text),
        "case_types": np.array([_types(kinds, rng) for kinds in cases.case_types], dtype=object),
        "district": district,
        "incident_date": typed_dates(cases.incident_date, rng, as_text=style.dates_as_text),
        "referral_source": codes(cases.referral_source, spelt("referral_source"), rng),
        "offence_ref": offence_ref,
        "forename": cases.forename.to_numpy(object),
        "surname": cases.surname.to_numpy(object),
        "date_of_birth": typed_dates(cases.date_of_birth, rng, as_text=style.dates_as_text),
        "postcode": unsaid(cases.postcode.to_numpy(object, copy=True), rng),
        "gender": unsaid(codes(cases.gender, spelt("sex"), rng), rng),
        "ethnicity": unsaid(codes(cases.ethnicity, spelt("ethnicity"), rng), rng, UNTOLD),
        "support": cases.support.to_numpy(object),
    }
    rows = pd.DataFrame(cells, dtype=object)
    if style.extra_column:
        rows["extra"] = np.array(["Leamington", "Nuneaton", "Rugby"], dtype=object)[rng.below(3, len(rows))]
    return rows


def sheet_lines(rows: pd.DataFrame, period: tuple[date, date], style: Style, total: int) -> list[list[Any]]:
    """Return all lines of the sheet, from its title to its total."""
    first, last = (f"{day:%d/%m/%Y}" for day in period)
    headings = [style.headings.get(column, HEADER.get(column, style.extra_column)) for column in rows.columns]
    lines: list[list[Any]] = [["Synthetic sample: Victim Support, hate crime cases, Warwickshire"]]
    lines += [[] for _ in range(style.lines_above)]
    lines += [
        [f"Period: {first} to {last}"],
        ["Personal data: for the named recipient only, not to be passed on"],
        [],
    ]
    lines.append(headings)
    return [*lines, *sheet_rows(rows, style.blank_row_after), [], ["Total cases", total]]


def _types(kinds: str, rng: Stream) -> str:
    if rng.below(1000, 1)[0] < OTHER_RACIST:
        kinds = kinds.replace("Racist", rng.one(("Race", "Racial")))
    return kinds.replace(";", rng.one(BETWEEN))
