"""The satisfaction survey, month by month and over twelve: drawn responses in, `mart.satisfaction_month` out."""

import duckdb
import pytest

from tests.drawn.tables import build_drawn, draw, draw_coverage, violations

ANSWERS = """
    interview_month | whole_experience        | treatment               | status
    2016-02-01      | Completely satisfied    | Neither                 | current
    2016-03-01      | Completely satisfied    | Neither                 | current
    2016-03-01      | Very satisfied          | Neither                 | current
    2016-03-01      | Neither                 | Neither                 | current
    2016-03-01      | Not applicable          | Neither                 | current
    2016-03-01      | Unknown                 | Neither                 | current
    2016-03-01      | Completely dissatisfied | Neither                 | withdrawn
    2017-02-01      | Fairly satisfied        | Fairly dissatisfied     | current
    2017-02-01      | Very dissatisfied       | Completely dissatisfied | current
    2017-03-01      | Completely satisfied    | Neither                 | current
"""
YEAR = ["2016-03-01", *(f"2016-{month:02}-01" for month in range(4, 13)), "2017-01-01", "2017-02-01", "2017-03-01"]


def county(text, covered):
    con = duckdb.connect()
    coverage = [f"{month} | {how}" for month, how in covered.items()]
    draw_coverage(con, "\n".join(["month_start | victim_survey", "2016-02-01 | none", *coverage]))
    header, *lines = text.strip().splitlines()
    numbered = "\n".join([f"response_id | {header}", *(f"{number} | {line}" for number, line in enumerate(lines))])
    others = dict.fromkeys(("ease_of_contact", "actions", "follow_up"), "Not applicable")
    draw(con, "star.fct_survey_response", numbered, district_code="UNK", delivery_id="s/2017-04-10", **others)
    build_drawn(con, "mart.satisfaction_month")
    return con


@pytest.fixture(scope="module")
def con():
    return county(ANSWERS, {**dict.fromkeys(YEAR, "complete"), "2017-03-01": "partial"})


def of(con, columns, month, stage="whole_experience"):
    query = f"select {columns} from mart.satisfaction_month where month_start = '{month}' and stage = '{stage}'"
    (found,) = con.execute(query).fetchall()
    return found


MONTH = "responses, answered, satisfied, is_provisional"
ROLLING = "answered_twelve_months, satisfied_twelve_months, share_satisfied_twelve_months"


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2016-02-01", (None, None, None, False)),  # a response is there, but the month is not covered
        ("2016-03-01", (5, 3, 2, False)),  # of five, the stage did not apply to one and one did not say
        ("2016-04-01", (0, 0, 0, False)),
        ("2017-02-01", (2, 2, 1, False)),
        ("2017-03-01", (1, 1, 1, True)),
    ],
)
def test_a_month_counts_the_people_who_answered_and_who_were_satisfied(con, month, found):
    assert of(con, MONTH, month) == found


@pytest.mark.parametrize(
    ("month", "found"),
    [
        ("2017-01-01", (None, None, None)),  # eleven months are covered
        ("2017-02-01", (5, 3, 0.6)),  # the twelve from March 2016
        ("2017-03-01", (3, 2, 2 / 3)),  # March 2016 has dropped out
    ],
)
def test_twelve_month_figures_start_in_the_twelfth_covered_month(con, month, found):
    assert of(con, ROLLING, month) == pytest.approx(found)


def test_a_stage_is_counted_by_its_own_answers(con):
    assert of(con, ROLLING, "2017-02-01", "treatment") == (7, 0, 0.0)


def test_there_is_no_share_without_answers(con):
    assert of(con, f"responses, {ROLLING}", "2017-02-01", "follow_up") == (2, 0, 0, None)


def test_the_aspiration_is_for_the_whole_experience(con):
    assert of(con, "aspiration", "2017-02-01") == (0.9,)
    assert of(con, "aspiration", "2017-02-01", "treatment") == (None,)


def test_every_month_has_every_stage(con):
    assert con.execute("select count(*) from mart.satisfaction_month").fetchall() == [(14 * 5,)]


def test_a_missing_month_leaves_twelve_months_without_a_share():
    con = county(ANSWERS, {**dict.fromkeys(YEAR, "complete"), "2016-09-01": "none"})
    assert of(con, ROLLING, "2017-02-01") == (None, None, None)
    assert of(con, MONTH, "2017-02-01") == (2, 2, 1, False)


def test_the_months_add_up_to_the_responses_since_the_first_covered(con):
    assert violations(con, "satisfaction_month_adds_up") == 0
    con.execute("begin; update mart.satisfaction_month set responses = null where month_start = '2017-03-01'")
    assert violations(con, "satisfaction_month_adds_up") > 0
    con.execute("rollback")
