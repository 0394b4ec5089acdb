"""What the cells of a workbook say as text."""

from datetime import date, datetime, time, timedelta

import pytest

from pipelines.files.excel.cells import UNCALCULATED, DateCell, cell_text, hold_calculated


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (1986.0, "1986"),
        (900001.0, "900001"),
        (9007199254740992.0, "9007199254740992"),
        (1e20, "100000000000000000000"),
        (-2.5, "-2.5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (True, "Yes"),
        (False, "No"),
        (date(2017, 3, 4), "2017-03-04"),
        (datetime(2017, 3, 4), "2017-03-04"),
        (datetime(2017, 3, 4, 10, 30), "2017-03-04 10:30:00"),
        (time(9, 30), "09:30:00"),
        (timedelta(hours=36), "1 day, 12:00:00"),
        ("900001.0", "900001.0"),
    ],
)
def test_a_cell_is_text_that_reads_as_the_same_value(cell, text):
    assert cell_text(cell) == text
    assert isinstance(cell_text(cell), DateCell) == isinstance(cell, date)


def test_a_formula_without_a_result_is_an_error_in_a_row_that_has_anything_else():
    assert hold_calculated(["1", UNCALCULATED, ""]) == ["1", "#CALC!", ""]
    assert hold_calculated(["", UNCALCULATED, " "]) == ["", "", " "]
