"""The number of records that a sender states below a table."""

import pytest

from pipelines.files.refusal import Refusal
from pipelines.files.total import total_in

FILE = "cases.xlsx"


@pytest.mark.parametrize(
    "row",
    [
        ["Total cases", "1203"],
        ["Total cases: 1,203"],
        ["Total cases 1 203"],
        ["Total cases: 1\u00a0203"],
        ["Total cases: 1\u202f203"],
        ["TOTAL CASES", "1,203"],
        ["Total: 1203 cases"],
        ["Total", "1,203 cases"],
        ["Total cases", "", "1203"],
        ["", "", "Total cases", "", "1,203"],
        ["Total number of cases", "1203.0"],
        ["Total no. of cases = 1203"],
        ["Total cases (1203)"],
        ["Grand total", "1203"],
        ["1,203 cases in total"],
        ["Number of cases: 1203"],
        ["Cases:", "1203"],
        ["Total cases in 2016/17", "1203"],
        ["Choice 3", "", "Total cases", "1203"],
    ],
)
def test_the_total_is_read_as_people_write_it(row):
    assert total_in([["Notes"], row, ["1. Extracted on 07/04/2017."]], "cases", FILE) == 1203


def test_a_total_that_says_what_it_counts_comes_before_others():
    footer = [["Total referrals", "9"], ["Total", "7"], ["Total cases", "5"], ["Cases still open", "2"]]
    assert total_in(footer, "cases", FILE) == 5
    assert total_in(footer[1:2], "cases", FILE) == 7


@pytest.mark.parametrize(
    "footer",
    [
        [],
        [["Total cases"]],
        [["Total cases", "none"]],
        [["Total cases", "-3"]],
        [["Total cases", "24.5"]],
        [["Total cases", "1,20"]],
        [["Total cases exclude 3 that were withdrawn."]],
        [["Notes: 24 cases are still open."]],
        [["Subtotal", "24"]],
        [["Total cases", "9" * 5_000]],
    ],
)
def test_what_is_no_total_is_not_read_as_one(footer):
    with pytest.raises(Refusal, match="there is no number beside Total cases below the table"):
        total_in(footer, "cases", FILE)


@pytest.mark.parametrize("footer", [[["Total cases", "24"], ["Total cases", "25"]], [["Total cases: 24", "25"]]])
def test_different_totals_are_refused(footer):
    with pytest.raises(Refusal, match="there are different numbers of total cases below the table"):
        total_in(footer, "cases", FILE)


def test_a_total_that_was_never_calculated_is_refused_with_what_to_do():
    with pytest.raises(Refusal, match="is a formula without a stored result; open the workbook in Excel"):
        total_in([["Total cases", "#CALC!"]], "cases", FILE)
