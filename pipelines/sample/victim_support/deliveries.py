"""Victim Support's deliveries (docs/contracts/victim_support.md).

Here: which workbooks it sends, what each holds and what it gets wrong. Not here: which cases there are
(records.py), how they are typed (cells.py), which faults there are (faults.py).

The last workbook of a financial year is right, so it decides the current records. The rows it spoils were right in the
workbook before. Earlier workbooks may be wrong in any way.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Integers, Stream, deal
from pipelines.sample.county.counties import Counties, County
from pipelines.sample.county.known_to_victim_support import STRAND_OF_TYPE, year_days
from pipelines.sample.county.months import last_of
from pipelines.sample.truth.files import Truth
from pipelines.sample.truth.row_outcomes import fared
from pipelines.sample.victim_support.cells import Style, case_cells, sheet_lines
from pipelines.sample.victim_support.faults import SPOILT, with_faults
from pipelines.sample.victim_support.records import cases_in_force
from pipelines.sample.writing.files import send, write_workbook
from pipelines.sample.writing.mess import repeated
from pipelines.sample.writing.post import Post

LAST_QUARTER = {2015: 4, 2016: 4, 2017: 2}
#: Its total did not match its rows, so it is refused; and the day it was corrected.
WRONG_TOTAL, CAME_RIGHT = date(2017, 1, 10), date(2017, 1, 17)

STYLES = {
    date(2015, 10, 10): Style(headings={"case_id": "Case ref", "date_created": "Created"}),
    date(2016, 1, 10): Style(lines_above=3, dates_as_text=True),
    date(2016, 4, 10): Style(headings={"case_types": "Hate type", "district": "Local authority"}, blank_row_after=60),
    date(2016, 7, 10): Style(extra_column="Office"),
    date(2016, 10, 10): Style(
        headings={"case_id": "CASE-ID", "date_created": "date created ", "offence_ref": "Crime number"}
    ),
    date(2017, 4, 10): Style(headings={"case_id": "Case number", "date_of_birth": "D.O.B."}, extra_column="Office"),
    date(2017, 7, 10): Style(headings={"district": "LOCAL AUTHORITY", "offence_ref": "Police Crime Ref."}),
    date(2017, 10, 10): Style(blank_row_after=20),
}

#: How many cases in a financial year have each fate; no case has two.
FATES = {
    "district corrected": 3,
    "type corrected": 2,
    "reference found later": 4,
    "opened twice": 2,
    "spoilt at last": 2,
}
STRANDS = STRAND_OF_TYPE | {"Other": "other"}


@dataclass(frozen=True)
class Delivery:
    """A workbook: the day it was sent, the financial year, and the last quarter that it states."""

    sent: date
    year: int
    quarter: int

    @property
    def is_last(self) -> bool:
        """Whether no later workbook states this year."""
        return self.quarter == LAST_QUARTER[self.year]

    @property
    def period(self) -> tuple[date, date]:
        """The stated period: from the financial year's first day to the quarter's last."""
        return _period(self.year, self.quarter)


def _period(year: int, quarter: int) -> tuple[date, date]:
    month = quarter * 3 + 3  # the last: June is quarter 1's
    return date(year, 4, 1), last_of(date(year + month // 13, (month - 1) % 12 + 1, 1))


def deliveries() -> list[Delivery]:
    """Return all deliveries, oldest first."""
    found = []
    for year, quarters in LAST_QUARTER.items():
        for quarter in range(1, quarters + 1):
            sent = (_period(year, quarter)[1] + timedelta(days=1)).replace(day=10)
            found.append(Delivery(sent, year, quarter))
            if sent == WRONG_TOTAL:
                found.append(Delivery(CAME_RIGHT, year, quarter))
    return found


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write Victim Support's deliveries, and the truth about its cases."""
    for delivery in deliveries():
        folder = post.folder("victim_support", delivery.sent)
        if folder is None:
            continue
        style = STYLES.get(delivery.sent, Style())
        parts, held = zip(*(_rows(delivery, county, style) for county in counties), strict=True)
        rows = pd.concat(parts, ignore_index=True)
        is_refused = delivery.sent == WRONG_TOTAL
        total = len(rows) - 1 if is_refused else len(rows)
        truth.sent("victim_support", delivery.sent, delivery.period, is_refused=is_refused)
        if not is_refused:
            truth.held("victim_support", "cases", delivery.sent, *held)
        lines = sheet_lines(rows, delivery.period, style, total)
        write_workbook(folder / "cases.xlsx", {"Cases": lines}, delivery.sent)
        send(folder, delivery.sent)
    for county in counties:
        all_cases = cases_in_force(county)
        _add_truth(truth, county, all_cases, True)
        for year in LAST_QUARTER:
            _add_truth(truth, county, _opened_twice(county, year, _of_year(all_cases, year)), False)


def _of_year(cases: pd.DataFrame, year: int) -> pd.DataFrame:
    first, last = (pd.Timestamp(day) for day in year_days(year))
    return cases[cases.date_created.between(first, last)].reset_index(drop=True)


def _fates(county: County, year: int, cases: pd.DataFrame) -> dict[str, Integers]:
    """Return the rows of a year's cases with each fate, all sent before the year's last workbook."""
    rng = Stream(county.seed, county.number, "case fates", year)
    before = pd.Timestamp(_period(year, LAST_QUARTER[year] - 1)[1])
    sent = np.flatnonzero(cases.date_created <= before)
    return deal({fate: (count,) for fate, count in FATES.items()}, (sent,), rng)


def _opened_twice(county: County, year: int, cases: pd.DataFrame) -> pd.DataFrame:
    """Return second cases for a client and incident, each with the next number, that are closed again."""
    twice = cases.iloc[_fates(county, year, cases)["opened twice"]]
    return twice.assign(case_id=[f"VS-{int(case.removeprefix('VS-')) + 1}" for case in twice.case_id])


def _rows(delivery: Delivery, county: County, style: Style) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows in one county's workbook, and the truth about them."""
    cases = _of_year(cases_in_force(county), delivery.year)
    fates = _fates(county, delivery.year, cases)
    rng = Stream(county.seed, county.number, "case cells", delivery.year, delivery.quarter)
    if delivery.is_last:
        spoilt_cases = cases.case_id.iloc[fates["spoilt at last"]].tolist()
        held = cases
    else:
        wrong = cases.copy()
        wrong.loc[fates["district corrected"], "district"] = "E07000222"
        wrong.loc[fates["reference found later"], "offence_ref"] = None
        wrong.loc[fates["type corrected"], "case_types"] = "Other"
        held = pd.concat([wrong, _opened_twice(county, delivery.year, cases)], ignore_index=True)
        held = held[held.date_created <= pd.Timestamp(delivery.period[1])]
        held = held.sort_values("case_id", ignore_index=True)
        met = cases.case_id.iloc[np.concatenate(list(fates.values()))]
        free = held.case_id[held.case_id.isin(cases.case_id) & ~held.case_id.isin(met)].to_numpy(object)
        spoilt_cases = rng.some(free, SPOILT + (delivery.quarter > 1)).tolist()
    cells = case_cells(held, style, county.lists, rng)
    rows = with_faults(cells, spoilt_cases, delivery.period[0], delivery.quarter)
    return repeated(rows, rng, delivery.quarter), _held(held, cells, rows)


def _held(cases: pd.DataFrame, cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what rows say about their cases."""
    how = fared(cells, rows, "case_id", ("date_created", "case_types", "district"), ["offence_ref"])
    said = {
        "recorded_date": cases.date_created,
        "district_code": cases.district,
        "strands": cases.case_types.map(lambda kinds: ";".join(STRANDS[kind] for kind in kinds.split(";"))),
        "referral_source": cases.referral_source,
        "cites": cases.offence_ref.mask(how.lost.offence_ref),
    }
    return how.held(pd.DataFrame(said))


def _add_truth(truth: Truth, county: County, cases: pd.DataFrame, is_in_force: bool) -> None:
    records = cases.rename(
        columns={"case_id": "record_ref", "date_created": "recorded_date", "district": "district_code"}
    )
    truth.add("victim_support", "cases", county.numbered(records).assign(is_hate=True), in_force=is_in_force)
