"""The period that a sender states: two dates, day before month."""

from datetime import date

import pytest

from pipelines.files.period import period_in
from pipelines.files.refusal import Refusal


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2016 - 05/06/2017",
        "Period: 03/04/2016 to 05/06/2017",
        "03/04/2016\N{EN DASH}05/06/2017",
        "03/04/2016 TO 05/06/2017",
    ],
)
def test_a_period_is_read_day_before_month_whatever_joins_the_dates(cell):
    assert period_in([cell], "cases.xlsx", "in B2") == (date(2016, 4, 3), date(2017, 6, 5))


@pytest.mark.parametrize("cell", ["", "Casework", "03/04/2016", "Q2 2017/18", "2016/17"])
def test_a_cell_without_two_dates_states_no_period(cell):
    assert period_in([cell], "cases.xlsx", "in B2") is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (
            "31/02/2016 - 05/06/2017",
            "the period in B2 is not two valid dates, day before month; send it again with the right dates",
        ),
        ("05/06/2017 - 03/04/2016", "the period in B2 ends before it begins; send it again with the right dates"),
    ],
)
def test_impossible_days_refuse_the_file(cell, said):
    with pytest.raises(Refusal) as refused:
        period_in([cell], "cases.xlsx", "in B2")
    assert (refused.value.file, refused.value.reason) == ("cases.xlsx", said)
