"""The period that a sender states: two days or two months, day before month."""

from datetime import date

import duckdb
import pytest

from pipelines.build.warehouse import create_macros
from pipelines.files.period import period_in, stated_period
from pipelines.files.refusal import Refusal

FILE = "cases.xlsx"
QUARTER = (date(2017, 7, 1), date(2017, 9, 30))

#: Every form of a date that a cell may have, for 4 March 2017.
FORMS = [
    *["2017-03-04", "2017-3-4", "04/03/2017", "4/3/2017", "04-03-2017", "04.03.2017", "4.3.17", "04/03/17", "4-3-17"],
    *["4 March 2017", "04 March 2017", "4 Mar 2017", "4 march 2017", "2017-03-04 10:30:00", "04/03/2017 10:30"],
    *["2017-03-04T10:30:00Z", "2017-03-04 10:30:00.5", "4 March 2017 9:30 am", "42798", "42798.5"],
]
#: The same for the month.
MONTHS = ["Mar-17", "Mar 17", "March 2017", "Mar 2017", "2017-03", "2017-3", "03/2017", "3/2017", "march-2017"]


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    create_macros(con)
    return con


@pytest.mark.parametrize("form", FORMS)
def test_a_day_has_the_forms_that_a_cell_may_have(con, form):
    assert con.execute("select read_day(?::varchar)", [form]).fetchone() == (date(2017, 3, 4),)
    assert period_in([form, "30/06/2017"], FILE, "in B2") == (date(2017, 3, 4), date(2017, 6, 30))
    if not form.startswith("42"):
        assert period_in([f"From {form} to {form}"], FILE, "in B2") == (date(2017, 3, 4), date(2017, 3, 4))


@pytest.mark.parametrize("form", MONTHS)
def test_a_month_has_the_forms_that_a_cell_may_have_and_counts_whole(con, form):
    assert con.execute("select read_month(?::varchar)", [form]).fetchone() == (date(2017, 3, 1),)
    assert period_in([f"{form} - {form}"], FILE, "in B2") == (date(2017, 3, 1), date(2017, 3, 31))


@pytest.mark.parametrize(
    "cells",
    [
        ["1/7/2017 - 30/9/2017"],
        ["1 July 2017 \u2013 30 September 2017"],
        ["01.07.2017 to 30.09.2017"],
        ["1/7/17 \u2013 30/9/17"],
        ["July 2017 to September 2017"],
        ["Jul-17 - Sep-17"],
        ["Jul 17 \u2014 Sept 17"],
        ["from 1 July 2017 until 30 September 2017"],
        ["Period: between 1st July 2017 and 30th September 2017"],
        ["2017-07-01 to 2017-09-30"],
        ["01/07/2017\u221230/09/2017"],
        ["01-07-2017-30-09-2017"],
        ["1.7.17-30.9.17 (provisional)"],
        ["01/07/2017to30/09/2017"],
        ["01/07/2017 00:00 through 30/09/2017 23:59"],
        ["July 1, 2017 - September 30, 2017"],
        ["Saturday 1 July 2017 to Saturday 30 September 2017"],
        ["1 July - 30 September 2017"],
        ["1 July to 30th of September 2017"],
        ["July - September 2017"],
        ["1/7/2017 up to and including 30/9/2017"],
        ["01/07/2017 -> 30/09/2017"],
        ["Printed 1/10/2017, period 1/7/2017 - 30/9/2017"],
        ["1 / 7 / 2017 - 30 / 9 / 2017"],
        ["1 - 7 - 2017 to 30 - 9 - 2017"],
        ["20170701 - 20170930"],
        ["2017 Jul 1 - 2017 Sep 30"],
        ["July 1 17 to Sept 30 17"],
        ["1-Jul-17 - 30-Sep-17"],
        ["1/7/2017 at 0900hrs - 30/9/2017 at 5.30 pm"],
        ["1/7/2017 9am to 30/9/2017 11:59:59.999+01:00"],
        ["2017-07-01", "2017-09-30"],
        ["From", "2017-07-01", "To", "2017-09-30"],
        ["Period", "1/7/2017", "-", "30/9/2017"],
        ["From 1/7/2017", "", "To 30/9/2017"],
        ["Start date:", "2017-07-01", "End date:", "2017-09-30 23:59:59"],
        ["42917", "43008"],
    ],
)
def test_a_period_is_read_as_people_write_it(cells):
    assert period_in(cells, FILE, "in B2") == QUARTER


def test_days_of_one_month_may_share_its_name():
    assert period_in(["1-31 July 2017"], FILE, "in B2") == (date(2017, 7, 1), date(2017, 7, 31))


@pytest.mark.parametrize(
    "cells",
    [
        *[[], [""], ["Casework"], ["03/04/2016"], ["July 2017"], ["Q2 2017/18"], ["2016/17"], ["2016 - 2017"]],
        *[["July 2017 - 30/09/2017"], ["April 10 to May 31 2017"], ["1 July 2017", "Printed", "30 September 2017"]],
        *[["Crime 23/10482/17 to 23/10490/17"], ["12345", "67890"], ["24", "42614"], ["01926 410410 - 12/2017"]],
    ],
)
def test_what_does_not_state_two_days_or_two_months_for_certain_is_no_period(cells):
    assert period_in(cells, FILE, "in B2") is None


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["31/02/2016 - 05/06/2017"], "the period in B2 is not two valid dates, day before month"),
        (["7/1/2017 - 9/30/2017"], "the period in B2 is not two valid dates, day before month"),
        (["05/06/2017 - 03/04/2016"], "the period in B2 ends before it begins; send it again with the right dates"),
        (["October - March 2018"], "the period in B2 ends before it begins"),
        (["2017-07-01", "2017-09-01"], "the period in B2 ends on the first day of a month, so it isn't certain"),
        (["1/7/2017 - 30/9/2017", "1/7/2017 - 31/12/2017"], "more than one period is stated in B2"),
    ],
)
def test_a_period_that_is_wrong_or_not_certain_refuses_the_file(cells, said):
    with pytest.raises(Refusal) as refused:
        period_in(cells, FILE, "in B2")
    assert refused.value.file == FILE
    assert said in refused.value.reason


def test_a_period_is_found_in_any_row_and_one_that_says_so_comes_first():
    rows = [["Held from 1/5/2016 to 1/5/2018"], ["Period: 1/7/2017 - 30/9/2017"], ["Cases"]]
    assert stated_period(rows, FILE, "above the table") == QUARTER
    assert stated_period(rows[:1], FILE, "above the table") == (date(2016, 5, 1), date(2018, 5, 1))
    assert stated_period(rows[2:], FILE, "above the table") is None


def test_a_period_may_be_in_two_rows():
    rows = [["From", "1/7/2017"], ["To", "30/9/2017"]]
    assert stated_period(rows, FILE, "above the table") == QUARTER
    assert stated_period([["Printed", "1/7/2017"], ["Sent", "30/9/2017"]], FILE, "above the table") is None


def test_rows_with_different_periods_are_refused():
    rows = [["Period: 1/7/2017 - 30/9/2017"], ["Period: 1/7/2017 - 31/12/2017"]]
    with pytest.raises(Refusal, match="more than one period is stated above the table"):
        stated_period(rows, FILE, "above the table")
