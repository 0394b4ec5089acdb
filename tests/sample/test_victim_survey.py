"""The satisfaction survey's deliveries: the rolling 12 months, and the mess that the contract describes."""

import re
from collections import Counter
from datetime import date, datetime
from itertools import pairwise
from statistics import correlation

import openpyxl
import pytest

from tests.sample.reading.appended import SURVEY_COLUMNS, read_responses, read_victim_survey
from tests.sample.reading.cells import code, fold

EASE, ACTIONS, FOLLOW_UP, TREATMENT, WHOLE = range(5)
SATISFIED = ("Completely satisfied", "Very satisfied", "Fairly satisfied")
LEFT_OUT = (None, "Not applicable", "Unknown")


@pytest.fixture(scope="module")
def survey(sample):
    return read_victim_survey(sample.raw)


@pytest.fixture(scope="module")
def verdicts(survey):
    return [delivery.verdicts["victim_survey"] for delivery in survey[1]]


@pytest.fixture(scope="module")
def sheets(sample):
    """Every line in every workbook, by delivery."""
    books = {
        folder.name: openpyxl.load_workbook(folder / "responses.xlsx")["Responses"]
        for folder in sorted((sample.raw / "victim_survey").iterdir())
    }
    return {name: list(sheet.iter_rows(values_only=True)) for name, sheet in books.items()}


@pytest.fixture(scope="module")
def rows(sample):
    """Every row in every workbook."""
    return [row for folder in sorted((sample.raw / "victim_survey").iterdir()) for row in read_responses(folder)]


def months_between(first, last):
    at, months = first, []
    while at <= last:
        months.append(at)
        at = date(at.year + at.month // 12, at.month % 12 + 1, 1)
    return months


def rolling(responses, question):
    """Return satisfied and answered for the 12 months to each month from March 2016 to June 2017."""
    months, found = months_between(date(2015, 4, 1), date(2017, 6, 1)), []
    for end in range(11, len(months)):
        window = set(months[end - 11 : end + 1])
        answers = [row["answers"][question] for row in responses.values() if row["month"] in window]
        answered = [answer for answer in answers if answer not in LEFT_OUT]
        found.append((sum(answer in SATISFIED for answer in answered), len(answered)))
    return found


def shares(responses, question):
    return [100 * satisfied / answered for satisfied, answered in rolling(responses, question)]


# --- figures -------------------------------------------------------------------------------------------------


def test_about_ten_victims_a_month_answer(survey):
    counts = Counter(row["month"] for row in survey[0].values())
    assert sorted(counts) == months_between(date(2015, 4, 1), date(2017, 9, 1))
    assert all(8 <= count <= 13 for count in counts.values())
    assert round(sum(counts.values()) / len(counts)) == 10


def test_ease_of_contact_is_consistently_high(survey):
    assert min(shares(survey[0], EASE)) >= 97
    assert max(shares(survey[0], EASE)) < 99


def test_the_whole_experience_follows_actions_and_follow_up(survey):
    whole = shares(survey[0], WHOLE)
    assert correlation(whole, shares(survey[0], ACTIONS)) > 0.9
    assert correlation(whole, shares(survey[0], FOLLOW_UP)) > 0.9
    assert correlation(whole, shares(survey[0], EASE)) < 0.5
    unhappy = [row["answers"] for row in survey[0].values() if row["answers"][WHOLE] not in (*SATISFIED, *LEFT_OUT)]
    assert sum(answers[FOLLOW_UP] not in SATISFIED for answers in unhappy) > 0.8 * len(unhappy)


def test_the_whole_experience_is_just_under_90_percent_and_sometimes_reaches_it(survey):
    whole = shares(survey[0], WHOLE)
    assert all(86.5 < share < 90.5 for share in whole)
    assert 3 <= sum(share >= 90 for share in whole) <= 8
    assert whole[0] < 88


def test_the_rolling_year_to_june_2017_has_its_denominators(survey):
    last = {question: rolling(survey[0], question)[-1] for question in range(5)}
    assert last == {
        EASE: (122, 125),
        ACTIONS: (108, 121),
        FOLLOW_UP: (99, 115),
        TREATMENT: (118, 124),
        WHOLE: (111, 124),
    }


def test_a_sample_twice_as_busy_doubles_the_figures(double_sample, survey):
    responses, _ = read_victim_survey(double_sample.raw)
    assert rolling(responses, WHOLE) == [
        (2 * satisfied, 2 * answered) for satisfied, answered in rolling(survey[0], WHOLE)
    ]


# --- verdicts ------------------------------------------------------------------------------------------------


def test_a_workbook_is_sent_after_each_quarter(survey):
    assert [delivery.sent.isoformat() for delivery in survey[1]] == [
        "2015-07-20", "2015-10-20", "2016-01-20", "2016-04-20", "2016-07-20",
        "2016-10-20", "2017-01-20", "2017-04-20", "2017-07-20", "2017-10-20",
    ]  # fmt: skip


def test_each_workbook_has_a_faulty_row_and_a_row_sent_twice(verdicts):
    assert [found.rejected for found in verdicts] == [1, 1, 1, 2, 1, 1, 1, 1, 2, 1]
    assert [found.conflicting for found in verdicts] == [0, 0, 0, 2, 0, 0, 0, 0, 2, 0]
    assert [found.unreadable_keys for found in verdicts] == [0, 1, 0, 0, 0, 0, 1, 0, 0, 1]
    assert {found.duplicate for found in verdicts} == {1}


def test_the_next_workbook_corrects_rejected_rows(verdicts):
    for found, following in pairwise(verdicts):
        assert found.keys - set(found.accepted) <= set(following.accepted)
        again = set(found.accepted) & set(following.accepted)
        assert any(found.accepted[key]["answers"][WHOLE] != following.accepted[key]["answers"][WHOLE] for key in again)


# --- workbooks -----------------------------------------------------------------------------------------------


def test_some_workbooks_have_a_title_a_total_other_headings_and_an_extra_column(sheets):
    titled = {name for name, lines in sheets.items() if lines[-1][0] == "Total responses"}
    assert titled == {"2015-10-20", "2016-10-20", "2017-07-20"}
    assert all(sheets[name][0][0].startswith("Synthetic sample") for name in titled)
    headings = {cell for lines in sheets.values() for line in lines[:3] for cell in line}
    assert {*SURVEY_COLUMNS, "RESPONSE ID", "Ease-of-contact ", "Call attempts"} <= headings


def test_months_are_written_three_ways_and_some_in_none(rows):
    kinds = {type(row["interviewmonth"]) for row in rows}
    assert kinds == {str, datetime, type(None)}
    written = {row["interviewmonth"] for row in rows if isinstance(row["interviewmonth"], str)}
    forms = {re.sub(r"\d", "0", re.sub(r"^[A-Z][a-z]{2}-", "Mon-", cell)) for cell in written}
    assert forms == {"Mon-00", "0000-00", "Spring"}
    days = {row["interviewmonth"].day for row in rows if isinstance(row["interviewmonth"], datetime)}
    assert 1 in days
    assert len(days) > 5


def test_answers_are_written_in_many_ways_and_left_out_in_many(rows):
    cells = {row[re.sub(" ", "", column.casefold())] for row in rows for column in SURVEY_COLUMNS[3:]}
    assert {
        "Very satisfied", "very satisfied", "Neither satisfied nor dissatisfied", "Not applicable", None, "-", "n/a",
        "Satisfied",
    } <= cells  # fmt: skip
    unknown = {cell for cell in cells if code("survey_answer", fold(cell)) == "Unknown"}
    assert {fold(cell) for cell in unknown} <= {"Satisfied", "satisfied"}
    assert len({fold(cell) for cell in cells} & set(SATISFIED)) == 3


def test_districts_are_written_in_many_ways_including_by_a_town(rows):
    districts = {fold(row["district"]) for row in rows}
    assert {"Nuneaton and Bedworth", "Rugby", "RBC", "Southam", None} <= districts
    places = Counter(code("district", fold(row["district"])) for row in rows)
    assert places["Unknown"] == 0
    assert places["OUT"] > 0
    assert 0 < places[None] < 0.1 * len(rows)


# --- truth ---------------------------------------------------------------------------------------------------


def test_the_truth_holds_the_current_records_and_links_them_to_nobody(truth, survey):
    told = truth[truth.agency == "victim_survey"]
    held = {
        key: (row["month"].isoformat(), code("district", fold(row["district"])) or "UNK")
        for key, row in survey[0].items()
    }
    assert {row.record_ref: (row.recorded_date, row.district_code) for row in told.itertuples()} == held
    assert len(told) == len(held)
    assert (told[["person_no", "incident_no", "is_hate"]] == "").all(axis=None)
