"""EQuIP's deliveries (docs/contracts/equip.md).

Here: which workbooks it sends, what each holds and what it gets wrong. Not here: which cases there are
(records.py), how they are typed (cells.py, sheets.py), which faults there are (faults.py).

The last workbook of a year is right, so it decides the current records. The rows it spoils were right in the workbook
before. Earlier workbooks may be wrong in any way.
"""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from pipelines.sample.county.chance import Stream
from pipelines.sample.county.counties import Counties, County
from pipelines.sample.county.districts import NEIGHBOUR
from pipelines.sample.county.targets import CASEWORK_YEARS
from pipelines.sample.equip.cells import casework_cells, typed_strands
from pipelines.sample.equip.faults import with_faults
from pipelines.sample.equip.records import cases_in_force
from pipelines.sample.equip.sheets import book, style_of
from pipelines.sample.truth.files import Truth
from pipelines.sample.truth.row_outcomes import fared
from pipelines.sample.writing.files import send, write_workbook
from pipelines.sample.writing.mess import repeated
from pipelines.sample.writing.post import Post

#: The last case on one sheet was copied to the top of the next, and is on both.
COPIED_FROM, COPIED_TO = "Q3 2015", "Q4 2015"

#: Its period ends on a day that doesn't exist, so it is refused; and the day it was corrected.
WRONG_PERIOD, CAME_RIGHT = date(2017, 4, 12), date(2017, 4, 19)
#: Has a separate sheet for the text that the others have above their first quarter.
COVERED = date(2017, 7, 12)

SPOILT, OF_A_SHORT_LIST, SHORT_LIST = 3, 1, 40  # cases per workbook; and if it holds fewer than 40


@dataclass(frozen=True)
class Delivery:
    """A workbook: the day it was sent, the year it states and the last day covered."""

    sent: date
    year: int
    last: date

    @property
    def first(self) -> date:
        """The stated period's first day."""
        return CASEWORK_YEARS[self.year][0]

    @property
    def is_first(self) -> bool:
        """Whether no earlier workbook states this year."""
        return not any(other.year == self.year and other.sent < self.sent for other in DELIVERIES)

    @property
    def is_last(self) -> bool:
        """Whether no later workbook states this year."""
        return self.last == CASEWORK_YEARS[self.year][1]

    @property
    def period(self) -> str:
        """The stated period, as it is typed."""
        last = "31/02/2017" if self.sent == WRONG_PERIOD else f"{self.last:%d/%m/%Y}"
        return f"{self.first:%d/%m/%Y} - {last}"


DELIVERIES = (
    Delivery(date(2016, 1, 12), 2015, date(2015, 12, 31)),
    Delivery(date(2016, 4, 12), 2015, date(2016, 3, 31)),
    Delivery(date(2016, 7, 12), 2015, date(2016, 6, 30)),
    Delivery(date(2016, 9, 12), 2015, date(2016, 8, 31)),
    Delivery(date(2016, 10, 12), 2016, date(2016, 9, 30)),
    Delivery(date(2017, 1, 12), 2016, date(2016, 12, 31)),
    Delivery(WRONG_PERIOD, 2016, date(2017, 3, 31)),
    Delivery(CAME_RIGHT, 2016, date(2017, 3, 31)),
    Delivery(COVERED, 2016, date(2017, 6, 30)),
    Delivery(date(2017, 10, 12), 2016, date(2017, 9, 30)),
)


def write(counties: Counties, post: Post, truth: Truth) -> None:
    """Write EQuIP's deliveries, and the truth about its cases."""
    for delivery in DELIVERIES:
        folder = post.folder("equip", delivery.sent)
        if folder is None:
            continue
        by_county, held = zip(*(_quarters(delivery, county) for county in counties), strict=True)
        is_refused = delivery.sent == WRONG_PERIOD
        truth.sent("equip", delivery.sent, (delivery.first, delivery.last), is_refused=is_refused)
        if not is_refused:
            truth.held("equip", "casework", delivery.sent, *held)
        rows = {quarter: pd.concat([rows[quarter] for rows in by_county]) for quarter in by_county[0]}
        sheets = book(rows, delivery.period, covered=delivery.sent == COVERED)
        write_workbook(folder / "casework.xlsx", sheets, delivery.sent)
        send(folder, delivery.sent)
    for county in counties:
        for year in CASEWORK_YEARS:
            cases = _of_year(county, year)
            _add_truth(truth, county, cases, True)
            _add_truth(truth, county, _opened_twice(cases), False)


def _of_year(county: County, year: int) -> pd.DataFrame:
    cases = cases_in_force(county)
    first, last = (pd.Timestamp(day) for day in CASEWORK_YEARS[year])
    return cases[cases.opened.between(first, last)].reset_index(drop=True)


def _opened_twice(cases: pd.DataFrame) -> pd.DataFrame:
    """Return second cases for a client and incident, each with the next number, that are closed again."""
    twice = cases[cases.fate == "opened twice"]
    numbers = [ref.rsplit("/", 1) for ref in twice.case_ref]
    return twice.assign(case_ref=[f"{series}/{int(number) + 1:03d}" for series, number in numbers])


def _quarters(delivery: Delivery, county: County) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the rows of each quarter's sheet in one county's workbook, and the truth about them.

    The oldest quarter comes first.
    """
    cases = _of_year(county, delivery.year)
    twice = _opened_twice(cases)
    ever = pd.concat([cases if delivery.is_last else _with_errors(cases), twice])
    ever = ever[ever.opened <= pd.Timestamp(delivery.last)].sort_values("case_ref", ignore_index=True)
    rows = _typed(ever, county, delivery.year)
    turn = delivery.last.year + delivery.last.month
    rng = Stream(county.seed, county.number, "casework faults", turn)
    if delivery.is_last:
        rows = rows[~rows.case_ref.isin(twice.case_ref)]
        spoilt = cases.case_ref[cases.fate == "spoilt at last"].tolist()
    else:
        free = ever.case_ref[ever.fate == ""].to_numpy(object)
        spoilt = rng.some(free, SPOILT if len(rows) >= SHORT_LIST else OF_A_SHORT_LIST).tolist()
    cells, rows = rows, with_faults(rows, spoilt, delivery.first, turn, key_too=delivery.is_first)
    sheets = {quarter: repeated(rows[rows.quarter == quarter], rng, 1) for quarter in rows.quarter.unique().tolist()}
    if COPIED_FROM in sheets:
        sheets[COPIED_TO] = pd.concat([sheets[COPIED_FROM].tail(1), sheets[COPIED_TO]])
    return sheets, _held(ever, cells, rows)


def _held(cases: pd.DataFrame, cells: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return what rows say about their cases."""
    how = fared(cells, rows, "case_ref", ("opened", "town", "strands", "is_hate"))
    cases = cases.set_index("case_ref").loc[cells.case_ref].reset_index()
    said = {
        "recorded_date": cases.opened,
        "district_code": cases.district,
        "strands": cases.strands.map(lambda strands: ";".join(typed_strands(strands))),
        "is_hate": cases.is_hate,
        "role": cases.role.fillna("Unknown"),
        "reported_to_police": cases.reported_to_police.fillna("Unknown"),
    }
    return how.held(pd.DataFrame(said))


def _with_errors(cases: pd.DataFrame) -> pd.DataFrame:
    """Return cases as first entered, with values that were wrong or not yet known."""
    moved = cases.fate == "town corrected"
    is_hate = cases.is_hate.mask(cases.fate == "found to be hate", False)
    return cases.assign(
        district=cases.district.mask(moved, cases.district.map(NEIGHBOUR)),
        is_hate=is_hate.mask(cases.fate == "found not to be hate", True),
    )


def _typed(cases: pd.DataFrame, county: County, year: int) -> pd.DataFrame:
    """Return the cells of cases and the quarter whose sheet each is in; a sheet is typed once and sent again."""
    quarter = "Q" + cases.opened.dt.quarter.astype(str) + " " + cases.opened.dt.year.astype(str)
    typed = []
    for name, of_quarter in cases.groupby(quarter, sort=False):
        rng = Stream(county.seed, county.number, "casework cells", year, name)
        cells = casework_cells(of_quarter, county.lists, rng, dates_as_text=style_of(name).dates_as_text)
        typed.append(cells.assign(quarter=name))
    return pd.concat(typed, ignore_index=True)


def _add_truth(truth: Truth, county: County, cases: pd.DataFrame, is_in_force: bool) -> None:
    records = cases.rename(columns={"case_ref": "record_ref", "opened": "recorded_date", "district": "district_code"})
    truth.add("equip", "casework", county.numbered(records), in_force=is_in_force)
