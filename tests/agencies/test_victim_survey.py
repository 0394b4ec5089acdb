"""Landing the survey: real files in, verdicts and rows out."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from pipelines.defs.agencies.victim_survey import VictimSurveyDelivery
from schemas.victim_survey import VICTIM_SURVEY
from tests.agencies.outcome import Came
from tests.conftest import open_bench
from tests.drawn.deliveries import RESPONSE, settle, victim_survey_delivery

FORGIVING = replace(VICTIM_SURVEY, largest_rejected_share=1.0)
SENT_ON = "2017-07-20"
FIRST_ROW = 2
QUESTIONS = {
    "Ease of contact": "ease_of_contact",
    "Actions": "actions",
    "Follow up": "follow_up",
    "Treatment": "treatment",
    "Whole experience": "whole_experience",
}

#: Responses that are rejected: their cells, and what the sender reads about each one.
FATAL = {
    "no number": ({"Response ID": None}, ["response_id is missing"]),
    "a number that is a failed formula": ({"Response ID": "#REF!"}, ["response_id is a formula that failed"]),
    "no month": ({"Interview month": "-"}, ["interview_month is missing"]),
    "a month that is not valid": (
        {"Interview month": "Q2 2017"},
        ["interview_month is not a month; write it as Apr-15"],
    ),
    "a lone year": ({"Interview month": 2017}, ["interview_month is not a month"]),
    "a thirteenth month": ({"Interview month": "2017-13"}, ["interview_month is not a month"]),
    "a month after the delivery": (
        {"Interview month": "Aug-17"},
        ["interview_month is after the date of the delivery"],
    ),
    "a month before 2000": ({"Interview month": "Dec-99"}, ["interview_month is before January 2000"]),
    "a fault in every cell": (
        {"Response ID": "n/a", "Interview month": "#VALUE!", "District": "#REF!", "Actions": "#NAME?"}
        | {"Treatment": "Zzyzx"},
        [
            "response_id is missing",
            "interview_month is not a month",
            "district is a formula that failed",
            "actions is a formula that failed",
            "treatment has a value that isn't in the reference lists",
        ],
    ),
}

#: The same month, as people write it and as Excel stores it.
APRIL = {
    **{f"month {cell}": cell for cell in ("Apr-15", "2015-04", "April 2015", "apr 15", "04/2015", "Apr 2015")},
    **{f"day {cell}": cell for cell in ("2015-04-17", "17/04/2015", "17 April 2015", "30-04-15")},
    "a date cell": date(2015, 4, 1),
    "a date cell within the month": date(2015, 4, 30),
    "a date cell with a time": datetime(2015, 4, 17, 10, 30),
    "a serial number": 42095,
    "a serial number with a time": 42111.75,
    "a serial number as text": "42124",
}

#: A cell and the value it is read as.
READ = {
    **{name: ({"Interview month": cell}, "interview_month::varchar", "2015-04-01") for name, cell in APRIL.items()},
    "the month of the delivery": ({"Interview month": "Jul-17"}, "interview_month::varchar", "2017-07-01"),
    **{
        f"{column} {answer}": ({question: answer.upper()}, column, answer)
        for question, column in QUESTIONS.items()
        for answer in (
            *["Completely satisfied", "Very satisfied", "Fairly satisfied", "Neither", "Fairly dissatisfied"],
            *["Very dissatisfied", "Completely dissatisfied", "Not applicable"],
        )
    },
    **{f"no {column}": ({question: ""}, column, None) for question, column in QUESTIONS.items()},
    **{f"{column} refused": ({question: "Refused"}, column, "Unknown") for question, column in QUESTIONS.items()},
    "neither in full": ({"Actions": "Neither satisfied nor dissatisfied"}, "actions", "Neither"),
    "not relevant": ({"Actions": "not relevant"}, "actions", "Not applicable"),
    "no district": ({"District": ""}, "district", None),
    "a district not stated": ({"District": "Not stated"}, "district", "UNK"),
    "a district by a nickname": ({"District": "Stratford on Avon"}, "district", "E07000221"),
}
UNMAPPED = {f"{column} unmapped": ({question: "Zzyzx"}, column) for question, column in QUESTIONS.items()}


def response(number, cells):
    return RESPONSE | {"Response ID": f"V-{number}"} | cells


ROWS = {
    "sound": response(1, {}),
    **{name: response(100 + n, cells) for n, (name, (cells, _)) in enumerate(FATAL.items())},
    **{name: response(200 + n, cells) for n, (name, (cells, *_)) in enumerate([*READ.items(), *UNMAPPED.items()])},
    "a duplicate": response(1, {"District": "\u00a0Rugby"}),
    "one side of a conflict": response(2, {}),
    "the other side": response(2, {"Interview month": "May-17"}),
}
NUMBER = {name: number for number, name in enumerate(ROWS, start=FIRST_ROW)}


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A landed workbook with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("victim_survey")) as bench:
        victim_survey_delivery(bench.raw, SENT_ON, responses=list(ROWS.values()))
        (bench.entry,) = bench.land(FORGIVING, VictimSurveyDelivery)
        yield Came(bench, "victim_survey", "responses", SENT_ON, "responses.xlsx")


@pytest.mark.parametrize("name", FATAL)
def test_a_response_without_a_required_cell_is_rejected_and_every_fault_named(came, name):
    assert came.verdict(NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in came.faults(NUMBER[name])] == []


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_people_type_it(came, name):
    _, column, value = READ[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert came.cells(NUMBER[name], column) == [(value,)]
    assert came.faults(NUMBER[name]) == ""


@pytest.mark.parametrize("name", UNMAPPED)
def test_an_answer_in_no_list_becomes_unknown_and_is_listed_privately(came, name):
    column = UNMAPPED[name][1]
    assert came.cells(NUMBER[name], column) == [("Unknown",)]
    assert f"{column} has a value that isn't in the reference lists; it was read as Unknown" in came.faults(
        NUMBER[name]
    )
    assert came.bench.wherever("zzyzx") == []


def test_a_repeated_response_is_a_duplicate_and_one_that_differs_is_rejected(came):
    both = [NUMBER["one side of a conflict"], NUMBER["the other side"]]
    said = f"response_id is repeated in rows that differ ({both[0]}, {both[1]}); say which one is right"
    assert [came.faults(number) for number in both] == [said, said]
    assert (came.verdict(NUMBER["sound"]), came.verdict(NUMBER["a duplicate"])) == ("accepted", "duplicate")


def test_the_file_adds_up(came):
    entry = came.bench.entry
    assert (entry.rows_sent, entry.rows_duplicate, entry.rows_rejected) == (len(ROWS), 1, len(FATAL) + 2)
    assert (entry.rows_accepted, entry.warnings) == (len(READ) + len(UNMAPPED) + 1, len(UNMAPPED))


def land(bench, sent_on=SENT_ON, agency=VICTIM_SURVEY, change=None, **how):
    folder = victim_survey_delivery(bench.raw, sent_on, **how)
    if change is not None:
        book = openpyxl.load_workbook(folder / "responses.xlsx")
        change(book)
        book.save(folder / "responses.xlsx")
        settle(folder)
    (entry,) = bench.land(agency, VictimSurveyDelivery)
    return entry


def test_a_sound_response_lands_by_its_month(bench):
    entry = land(bench)
    assert (entry.status, entry.rows_accepted, entry.warnings, entry.reason) == ("loaded", 1, 0, None)
    assert not (bench.warehouse.rejected / "victim_survey").exists()
    assert bench.rows("select interview_month::varchar, treatment from landed.victim_survey__responses") == [
        ("2017-04-01", "Not applicable")
    ]


def test_only_required_columns_must_be_present(bench):
    entry = land(bench, responses=[{"INTERVIEW MONTH": "2017-04", "response-id": 7}])
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows("select response_id, district, treatment from landed.victim_survey__responses") == [
        ("7", None, None)
    ]


@pytest.mark.parametrize("column", ["Response ID", "Interview month"])
def test_a_required_column_that_is_missing_refuses_the_workbook(bench, column):
    entry = land(bench, responses=[{name: cell for name, cell in RESPONSE.items() if name != column}])
    named = column.lower().replace(" ", "_")
    assert (
        f"sheet Responses has no header row in its first 15 rows: the required column {named} is missing or renamed"
        in entry.reason
    )


def test_a_sheet_with_another_name_is_read_if_it_alone_has_the_table_and_that_is_said(bench):
    entry = land(bench, change=lambda book: setattr(book["Responses"], "title", "Sheet1"))
    assert (entry.status, entry.reason) == (
        "loaded",
        "no sheet named Responses has a table, so it was read from sheet 1, which alone has the contract's columns",
    )


def test_other_sheets_rows_above_the_header_and_totals_are_not_responses(bench):
    def change(book):
        book.create_sheet("Key", 0).append(["Response ID", "Interview month"])
        book["Key"].append(["V-9", "Apr-17"])
        book["Responses"].insert_rows(1, 3)
        book["Responses"]["A1"] = "Victim satisfaction survey"
        book["Responses"].append(["Total", 1])

    entry = land(bench, change=change)
    assert (entry.status, entry.rows_sent, entry.rows_accepted) == ("loaded", 1, 1)


def test_a_workbook_without_responses_is_refused(bench):
    assert "it has no rows, but some are expected" in land(bench, responses=[]).reason


def test_a_later_workbook_adds_responses_and_replaces_those_it_repeats(bench):
    land(bench, "2017-04-20", responses=[response(n, {"Interview month": "Feb-17"}) for n in (1, 2, 3)])
    later = [response(2, {"Treatment": "Neither"}), response(3, {"Interview month": ""}), response(4, {})]
    land(bench, agency=FORGIVING, responses=later)
    bench.build("staged.victim_survey__responses")
    columns = "response_id, interview_month::varchar, treatment, status"
    assert bench.rows(f"select {columns} from staged.victim_survey__responses order by response_id") == [
        ("V-1", "2017-02-01", "Not applicable", "current"),
        ("V-2", "2017-04-01", "Neither", "current"),
        ("V-3", "2017-02-01", "Not applicable", "current"),
        ("V-4", "2017-04-01", "Not applicable", "current"),
    ]


def test_in_the_star_missing_answers_and_districts_are_unknown(bench):
    land(bench, responses=[response(1, {"District": "", "Actions": "", "Treatment": "Zzyzx"})])
    bench.build()
    assert bench.rows("select district_code, actions, treatment, follow_up from star.fct_survey_response") == [
        ("UNK", "Unknown", "Unknown", "Fairly dissatisfied")
    ]
