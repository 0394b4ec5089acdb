"""EQuIP's workbooks give the report's figures and contain the mess that its contract describes."""

from collections import Counter
from datetime import date, datetime
from itertools import pairwise

import openpyxl
import pytest

from tests.sample.reading.cells import bare, fold
from tests.sample.reading.equip import COLUMNS, REQUIRED, read_casework

YEAR_BEFORE = (date(2015, 9, 1), date(2016, 8, 31))
REPORT_YEAR = (date(2016, 9, 1), date(2017, 9, 30))
REFUSED, MADE_GOOD = date(2017, 4, 12), date(2017, 4, 19)
DISTRICTS = {"E07000218", "E07000219", "E07000220", "E07000221", "E07000222"}


@pytest.fixture(scope="module")
def books(sample):
    """Every sheet in every workbook as lines of cells, by delivery and sheet."""
    return {
        date.fromisoformat(folder.name): {
            sheet.title: list(sheet.iter_rows(values_only=True))
            for sheet in openpyxl.load_workbook(folder / "casework.xlsx")
        }
        for folder in sorted((sample.raw / "equip").iterdir())
    }


@pytest.fixture(scope="module")
def sent(sample):
    """Every row in every workbook, as read."""
    return [row for path in (sample.raw / "equip").glob("*/casework.xlsx") for row in read_casework(path)[1]]


def of(casework, year):
    return [row for row in casework[0].values() if year[0] <= row["opened_on"] <= year[1]]


def loaded(casework):
    return [delivery for delivery in casework[1] if not delivery.refused]


# --- figures -------------------------------------------------------------------------------------------------


def test_thirteen_months_have_179_cases_43_of_them_hate(casework):
    rows = of(casework, REPORT_YEAR)
    assert len(rows) == 179
    assert sum(row["is_hate"] for row in rows) == 43


def test_the_year_before_has_fewer_cases(casework):
    rows = of(casework, YEAR_BEFORE)
    assert len(rows) == 138
    assert sum(row["is_hate"] for row in rows) == 29
    assert len(rows) + 179 == len(casework[0])


def test_hate_is_spread_over_the_county_and_most_of_it_is_about_race(casework):
    hate = [row for row in casework[0].values() if row["is_hate"]]
    assert {row["district"] for row in hate} == DISTRICTS | {"OUT"}
    assert sum("race" in row["strands"] for row in hate) > len(hate) / 2
    assert {"Victim", "Witness"} <= {row["role"] for row in hate}


def test_other_discrimination_is_of_every_kind_and_some_has_no_known_place(casework):
    other = [row for row in casework[0].values() if not row["is_hate"]]
    assert {"race", "disability", "age", "sex", "pregnancy_and_maternity"} < {
        strand for row in other for strand in row["strands"]
    }
    assert {row["district"] for row in other} == DISTRICTS | {"OUT", "UNK"}
    assert not any("Unknown" in row["strands"] for row in other)


# --- deliveries ----------------------------------------------------------------------------------------------


def test_workbooks_arrive_every_quarter_and_cumulate_over_their_year(sample):
    periods = {
        folder.name: read_casework(folder / "casework.xlsx")[0] for folder in sorted((sample.raw / "equip").iterdir())
    }
    assert list(periods) == [
        "2016-01-12", "2016-04-12", "2016-07-12", "2016-09-12", "2016-10-12",
        "2017-01-12", "2017-04-12", "2017-04-19", "2017-07-12", "2017-10-12",
    ]  # fmt: skip
    assert periods["2016-09-12"] == [*YEAR_BEFORE]
    assert periods["2017-01-12"] == [date(2016, 9, 1), date(2016, 12, 31)]
    assert periods["2017-10-12"] == [*REPORT_YEAR]


def test_an_invalid_period_is_refused_and_corrected_with_the_same_sheets(casework, books):
    assert [delivery.sent for delivery in casework[1] if delivery.refused] == [REFUSED]
    wrong, right = ({name: rows[2:] for name, rows in books[sent].items()} for sent in (REFUSED, MADE_GOOD))
    assert wrong == right


def test_every_delivery_has_a_few_rows_rejected_and_some_sent_twice(casework):
    verdicts = [delivery.verdicts["casework"] for delivery in loaded(casework)]
    assert all(0 < found.rejected <= 0.09 * found.sent for found in verdicts)
    assert all(found.duplicate for found in verdicts)
    assert [found.conflicting for found in verdicts] == [2, 2, 2, 2, 0, 2, 2, 2, 2]


def test_only_a_years_first_delivery_has_an_unreadable_key(casework):
    unreadable = [delivery.sent for delivery in loaded(casework) if delivery.verdicts["casework"].unreadable_keys]
    assert unreadable == [date(2016, 1, 12), date(2016, 10, 12)]


def test_what_a_years_last_delivery_rejects_was_right_in_the_one_before(casework):
    by_sent = {delivery.sent: delivery.verdicts["casework"] for delivery in loaded(casework)}
    for before, last in ((date(2016, 7, 12), date(2016, 9, 12)), (date(2017, 7, 12), date(2017, 10, 12))):
        rejected = by_sent[last].keys - set(by_sent[last].accepted)
        assert len(rejected) == 3
        assert all(casework[0][ref] == by_sent[before].accepted[ref] for ref in rejected)


def test_later_deliveries_correct_towns_and_hate_and_close_cases_that_were_opened_twice(casework):
    by_sent = {delivery.sent: delivery.verdicts["casework"].accepted for delivery in loaded(casework)}
    before, last = by_sent[date(2017, 7, 12)], by_sent[date(2017, 10, 12)]
    both = [(before[ref], last[ref]) for ref in before if ref in last]
    assert sum(one["district"] != two["district"] for one, two in both) == 3
    assert Counter((one["is_hate"], two["is_hate"]) for one, two in both if one["is_hate"] != two["is_hate"]) == {
        (False, True): 2,
        (True, False): 1,
    }
    assert len(set(before) - set(casework[0])) == 2


def test_a_row_was_copied_into_the_next_quarters_sheet(books):
    for sheets in list(books.values())[:4]:
        rows = {name: [line for line in sheets[name] if str(line[0]).startswith("EQ/")] for name in sheets}
        assert rows["Q4 2015"][0] == rows["Q3 2015"][-1]


# --- sheets and cells ----------------------------------------------------------------------------------------


def test_there_is_a_sheet_for_each_quarter_and_one_for_notes_without_the_header(books):
    assert list(books[date(2017, 10, 12)]) == ["Q3 2016", "Q4 2016", "Q1 2017", "Q2 2017", "Q3 2017", "Notes"]
    for sheets in books.values():
        assert len(sheets["Notes"]) < 10
        for name, lines in sheets.items():
            if name.startswith("Q"):
                assert lines[-1][0] == "Total"
                assert not any(lines[-2])


def test_the_period_is_in_b2_of_the_first_sheet_whichever_sheet_that_is(books):
    assert {next(iter(sheets)) for sheets in books.values()} == {"Q3 2015", "Q3 2016", "Cover"}
    assert books[date(2017, 7, 12)]["Cover"][1][1] == "01/09/2016 - 30/06/2017"
    assert books[date(2017, 10, 12)]["Q4 2016"][1][1] == "Q4 2016"


def headings(lines):
    known = {bare(name): column for column, names in COLUMNS.items() for name in names}
    return next(
        [cell for cell in line if cell is not None]
        for line in lines
        if {known.get(bare(str(cell))) for cell in line} >= REQUIRED
    )


def test_headings_drift_from_sheet_to_sheet_within_the_listed_names(books):
    found = {name: headings(lines) for name, lines in books[date(2017, 10, 12)].items() if name.startswith("Q")}
    assert all(one != two for one, two in pairwise(found.values()))
    cells = {cell for sheets in books.values() for name in sheets if name[0] == "Q" for cell in headings(sheets[name])}
    assert {
        "Ref", "Case ref", "REF", "Case Ref.", "Date opened", "date-opened ", "YOB", "Y.O.B.", "Location", "LOCATION",
        "Hate incident?", "Protected Characteristic:", "Outcome",
    } < cells  # fmt: skip
    listed = {bare(name) for names in COLUMNS.values() for name in names}
    assert {cell for cell in cells if bare(cell) not in listed} == {"Outcome"}
    assert found["Q1 2017"][0] == "date-opened "
    assert found["Q3 2016"][:2] == ["Ref", "LOCATION"]


def test_one_sheet_lacks_a_column_and_there_are_blank_rows_among_the_cases(books):
    assert "Referred by" not in headings(books[date(2016, 4, 12)]["Q1 2016"])
    lines = books[date(2017, 10, 12)]["Q3 2017"]
    assert any(not any(line) for line in lines[10:-5])


def test_some_districts_are_written_as_towns_and_some_towns_as_districts(sent):
    towns = {fold(row["town"]) for row in sent}
    assert {"Nuneaton", "Bedworth", "Rugby", "Leamington", "Stratford-upon-Avon", "Atherstone", "N&B", "SDC"} < towns
    assert {"Coventry", "Bulkington", "Not known"} & towns


def test_dates_are_date_cells_serial_numbers_and_text(sent):
    assert {type(row["opened"]) for row in sent} >= {datetime, int, str}


def test_answers_initials_years_and_postcode_areas_are_typed_in_many_ways(sent):
    assert {"Y", "N", "Yes", "No", "y", "n"} <= {row["hate_incident"] for row in sent}
    assert {"Y", "N", "Unknown", None} <= {row["reported_to_police"] for row in sent}
    shapes = {"".join("A" if letter.isupper() else "a" if letter.isalpha() else letter for letter in row["initials"])
              for row in sent if row["initials"]}  # fmt: skip
    assert shapes == {"A.A.", "AA", "A A", "aa"}
    assert {type(row["year_of_birth"]) for row in sent} == {int, str, type(None)}
    assert {"CV11", "cv11", "CV 11"} & {row["postcode_area"] for row in sent}
    assert any(" " in row["postcode_area"] for row in sent if row["postcode_area"])
    assert 0.1 < sum(row["postcode_area"] is None for row in sent) / len(sent) < 0.4


def test_characteristics_share_a_cell_and_some_names_contain_and(sent):
    cells = {row["protected_characteristic"] for row in sent}
    assert any("/" in (cell or "") or ";" in (cell or "") for cell in cells)
    assert "Pregnancy and maternity" in cells


def test_an_unreadable_optional_cell_loses_only_itself(casework):
    assert {"c. 1970", "in her 40s"} <= {row["year_of_birth"] for row in casework[0].values()}
    assert {"over the summer", "31/09/2016"} <= {row["incident_date"] for row in casework[0].values()}


def test_nobody_is_named(books):
    lines = [line for sheets in books.values() for sheet in sheets.values() for line in sheet]
    assert not {bare(str(cell)) for line in lines for cell in line} & {"forename", "surname", "name", "dateofbirth"}
