"""The dates of a whole column: numbers that count from 1904, and days that Excel swapped with months."""

from datetime import date, datetime, timedelta

import pandera.pandas as pa
import pytest
import xlsxwriter

from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.refusal import Refusal
from schemas.contract import Table
from schemas.fields import Day, Number, Text, birth_date, birth_year, day, month, text


class Model(pa.DataFrameModel):
    ref: Text = text(required=True)
    opened: Day = day(required=True)
    born: Day = birth_date()
    heard: Day = month()
    year_of_birth: Number = birth_year()


CASES = Table("cases", "cases.xlsx", Model, key=("ref",))
HEADER = ["Ref", "Opened", "Born", "Heard", "Year of birth", "Note"]


@pytest.fixture
def read(tmp_path):
    """Write sheets of columns to a workbook; return its tables and all their rows."""

    def written(*sheets, from_1904=False):
        path = tmp_path / "cases.xlsx"
        with xlsxwriter.Workbook(path, {"date_1904": from_1904, "default_date_format": "dd/mm/yyyy"}) as book:
            for columns in sheets:
                sheet = book.add_worksheet()
                sheet.write_row(0, 0, HEADER)
                for row in range(max(map(len, columns.values()))):
                    sheet.write(row + 1, 0, f"R{row}")
                    for name, cells in columns.items():
                        sheet.write(row + 1, HEADER.index(name), cells[row] if row < len(cells) else None)
        tables = ExcelFile(path, CASES).sheets()
        return tables, [row.cells for table in tables for row in table.rows]

    return written


def swapped(count, month=8):
    """Return days of a month as Excel with American settings stores them, without the one that is the same."""
    return [date(2017, day, month) for day in range(1, 13) if day != month][:count]


def left(count):
    """Return days of August that Excel with American settings leaves as text."""
    return [f"{day}/08/2017" for day in range(13, 13 + count)]


@pytest.mark.parametrize("column", ["Opened", "Born", "Heard"])
@pytest.mark.parametrize(("stored", "text"), [(10, 14), (5, 5), (7, 3), (4, 8), (8, 18)])
def test_a_column_in_which_every_day_that_could_be_was_swapped_refuses_the_workbook(read, column, stored, text):
    with pytest.raises(Refusal) as refused:
        read({column: [*swapped(stored), *left(text)]})
    assert refused.value.reason.startswith(
        f"in {column.lower()}, all {stored} dates that Excel stored as dates have a day from 1 to 12, and all {text} "
        "that it left as text have a later one; Excel with American settings swaps days and months like this"
    )


def test_so_does_text_with_the_month_first_in_excel_with_british_settings(read):
    with pytest.raises(Refusal, match="swaps days and months"):
        read({"Opened": [*swapped(6), *(f"8/{day}/2017" for day in range(13, 20))]})


@pytest.mark.parametrize(
    "cells",
    [
        [*swapped(11), *left(2)],
        [*swapped(2), *left(18)],
        [*swapped(3), *left(4)],
        [*swapped(10), *left(10), "2/8/2017"],
        [*swapped(10), *left(10), date(2017, 8, 13)],
        [*[date(2017, month, month) for month in range(1, 10)], *left(10)],
        [*swapped(10), *["13 August 2017"] * 10],
        swapped(11),
        left(18),
    ],
    ids=str,
)
def test_a_column_that_may_be_so_by_chance_or_has_other_days_is_read(read, cells):
    assert len(read({"Opened": cells})[1]) == len(cells)


def test_months_that_excel_stores_as_their_first_day_say_nothing(read):
    first_days = [date(2017, month, 1) for month in range(2, 12)]
    assert len(read({"Heard": [*first_days, *left(10)]})[1]) == 20
    with pytest.raises(Refusal, match="in opened, all 10 dates"):
        read({"Opened": [*first_days, *left(10)]})


def test_sheets_of_a_workbook_are_looked_at_each_and_together(read):
    sound = [date(2017, 8, day) for day in range(13, 20)]
    with pytest.raises(Refusal, match="all 10 dates"):
        read({"Opened": sound}, {"Opened": [*swapped(10), *left(10)]})
    with pytest.raises(Refusal, match="all 6 dates"):
        read({"Opened": [*swapped(3), *left(3)]}, {"Opened": [*swapped(3), *left(3)]})


def test_other_columns_say_nothing(read):
    assert len(read({"Note": [*swapped(10), *left(10)]})[1]) == 20


DAY = date(2017, 8, 2)
SERIAL = (DAY - date(1904, 1, 1)).days


def test_a_number_in_a_date_column_counts_from_1904_if_the_workbook_says_so(read):
    columns = {"Opened": [SERIAL, SERIAL + 0.5, str(SERIAL), DAY, datetime(2017, 8, 2, 9, 30), "02/08/2017"]}
    columns |= {"Born": [8036], "Heard": [SERIAL], "Year of birth": [1986], "Note": [SERIAL]}
    (table,), rows = read(columns, from_1904=True)
    assert [row[1] for row in rows] == [*["2017-08-02"] * 4, "2017-08-02 09:30:00", "02/08/2017"]
    assert rows[0][2:] == [str(date(1904, 1, 1) + timedelta(8036)), "2017-08-02", "1986", str(SERIAL)]
    assert table.assumed == [
        "3 numbers were read as days counted from 1904 in opened, as the workbook's settings say",
        "1 number was read as days counted from 1904 in born, as the workbook's settings say",
        "1 number was read as days counted from 1904 in heard, as the workbook's settings say",
    ]


def test_a_year_alone_is_no_day_whatever_the_days_count_from(read):
    assert [row[1] for row in read({"Opened": [2017, 2100]}, from_1904=True)[1]] == ["2017", "2100"]


def test_in_any_other_workbook_a_number_stays_as_it_is(read):
    (table,), rows = read({"Opened": [SERIAL]})
    assert (rows[0][1], table.assumed) == (str(SERIAL), [])


def test_a_day_above_the_table_counts_from_1904_too(tmp_path):
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        book.add_worksheet().write_row(0, 0, ["Period", SERIAL, 24])
    assert ExcelFile(path, CASES).row(1) == ["Period", "2017-08-02", "24"]
