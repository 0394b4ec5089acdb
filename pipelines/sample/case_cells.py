"""How Victim Support's workbook is typed.

Here: the cells of every line of the sheet, in the style of one delivery: preamble, header, rows, total. Not
here: which cases a workbook holds and which it spoils (victim_support.py).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import numpy as np
import pandas as pd

from pipelines.sample.chance import Objects, Stream, Weighted
from pipelines.sample.mess import codes, date_text, unsaid
from pipelines.sample.reference import lookup, spellings

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
TYPED_DATES = Weighted({"cell": 72, "serial": 8, "slashes": 10, "words": 6, "iso": 4})
TYPED_REFS = Weighted({0: 30, 1: 22, 2: 16, 3: 16, 4: 8, 5: 8})
TYPES_BETWEEN = (" and ", "; ", " / ", ", ")
UNTOLD = Weighted({"": 5, "Not stated": 3, "n/a": 1})
OTHER_RACIST = 40  # of a thousand, "Racist" in other words
OTHER_DISTRICT = 120
_EXCEL_BEGAN = date(1899, 12, 30)


@dataclass(frozen=True)
class Style:
    """How one workbook is typed: headings renamed, a column more, lines above the period, dates as text."""

    headings: dict[str, str] = field(default_factory=dict)
    extra_column: str = ""
    lines_above: int = 0
    dates_as_text: bool = False
    blank_row_after: int | None = None


def case_cells(cases: pd.DataFrame, style: Style, rng: Stream) -> pd.DataFrame:
    """Return the rows of the sheet, a column for each of HEADER and the extra one; cells as Excel holds them."""
    names = lookup("district", "district_code", "district_name")
    district = cases.district.map(names).fillna("Coventry").to_numpy(object, copy=True)
    for at in np.flatnonzero(rng.happens(OTHER_DISTRICT, len(cases))):
        known = spellings("district").get(cases.district.iloc[at], [district[at]])
        district[at] = rng.one(known)
    refs = zip(cases.offence_ref, TYPED_REFS.draw(rng, len(cases)), strict=True)
    cells = {
        "case_id": cases.case_id.to_numpy(object),
        "date_created": _dates(cases.date_created, style, rng),
        "case_types": np.array([_types(kinds, rng) for kinds in cases.case_types], dtype=object),
        "district": district,
        "incident_date": _dates(cases.incident_date, style, rng),
        "referral_source": codes(cases.referral_source, "referral_source", rng),
        "offence_ref": np.array([_ref(ref, way) for ref, way in refs], dtype=object),
        "forename": cases.forename.to_numpy(object),
        "surname": cases.surname.to_numpy(object),
        "date_of_birth": _dates(cases.date_of_birth, style, rng),
        "postcode": unsaid(cases.postcode.to_numpy(object, copy=True), rng),
        "gender": unsaid(codes(cases.gender, "sex", rng), rng),
        "ethnicity": unsaid(codes(cases.ethnicity, "ethnicity", rng), rng, UNTOLD),
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
    for at, row in enumerate(rows.itertuples(index=False)):
        lines.append([None if pd.isna(cell) else cell for cell in row])
        if at == style.blank_row_after:
            lines.append([])
    return [*lines, [], ["Total cases", total]]


def _dates(days: pd.Series, style: Style, rng: Stream) -> Objects:
    """Type dates as date cells, serial numbers or text."""
    ways = TYPED_DATES.draw(rng, len(days))
    cells = np.full(len(days), None, dtype=object)
    for at, day in enumerate(days.to_numpy("datetime64[D]")):
        if np.isnat(day):
            continue
        way = "slashes" if style.dates_as_text and ways[at] in ("cell", "serial") else ways[at]
        if way == "cell":
            cells[at] = datetime.combine(day.item(), time())
        else:
            cells[at] = (day.item() - _EXCEL_BEGAN).days if way == "serial" else date_text(day.item(), way)
    return cells


def _types(kinds: str, rng: Stream) -> str:
    if rng.below(1000, 1)[0] < OTHER_RACIST:
        kinds = kinds.replace("Racist", rng.one(("Race", "Racial")))
    return kinds.replace(";", rng.one(TYPES_BETWEEN))


def _ref(ref: object, way: int) -> str | None:
    """Type a police reference as people do."""
    if not isinstance(ref, str):
        return None
    prefix, serial, year = ref.split("/")
    ways = (
        ref,
        f"{prefix}-{serial}-{year}",
        f"Crime {ref}",
        f"{prefix}{serial}/{year}",
        f" {ref.lower()}",
        f"crime no. {ref}",
    )
    return ways[way]
