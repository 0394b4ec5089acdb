"""The example queries: each answers its question on the sample, and would do so on another engine."""

from datetime import date

import pytest
import sqlglot

from pipelines.build.audit_tables import AUDIT
from pipelines.build.sql_file import CONTRACTS, read_header, tables_read
from pipelines.build.warehouse import SQL

EXAMPLES = {path.stem: path for path in sorted((SQL / "examples").glob("*.sql"))}
RELEASED = {*CONTRACTS, *(f"audit.{table.name}" for table in AUDIT)}

#: The first cells of some answers' first rows: the 2017 report's figures, and facts known about the sample.
ANSWERS = {
    "different_incidents_in_rugby_in_march": [(15, 15)],
    "the_ten_commonest_categories_of_hate_offence": [
        ("Racially/religiously aggravated intentional harassment alarm/distress words/writing", 282),
        ("Intentional harassment alarm or distress", 67),
    ],
    "what_schools_report": [("2015/16", 46), ("2016/17", 59)],
    "what_never_reached_the_police": [("schools", 59)],
    "which_areas_have_the_highest_rate": [
        ("Nuneaton Central",),
        ("Newbold and Brownsover",),
        ("Bilton and Town Centre",),
    ],
    "which_deliveries_were_refused": [
        ("Victim Support", date(2017, 1, 10)),
        ("Warwickshire Police", date(2017, 3, 3)),
        ("EQuIP", date(2017, 4, 12)),
        ("reporthatenow.com", date(2017, 7, 17)),
    ],
    "which_months_are_missing": [("EQuIP", "none", date(2015, 4, 1), date(2015, 8, 1), 5)],
}


@pytest.fixture(params=EXAMPLES)
def example(request):
    """The path of an example."""
    return EXAMPLES[request.param]


def answer(county, name):
    return county.rows(EXAMPLES[name].read_text(encoding="utf-8"))


def test_an_example_opens_with_its_question_and_is_short(example):
    header, query = read_header(example)
    assert header.sentence.endswith("?")
    assert header.nuances, "an answer without a caveat is rarely complete"
    assert len(example.read_text(encoding="utf-8").splitlines()) < 40
    assert len(sqlglot.parse(query, dialect="duckdb")) == 1


def test_an_example_reads_only_released_tables(example):
    _, query = read_header(example)
    assert tables_read(query)
    assert tables_read(query) <= RELEASED


def test_an_example_is_portable(example):
    _, query = read_header(example)
    sqlglot.transpile(query, read="duckdb", write="spark", unsupported_level=sqlglot.ErrorLevel.RAISE)


def test_an_example_finds_something(county, example):
    assert answer(county, example.stem)


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_right(county, name):
    expected = ANSWERS[name]
    found = answer(county, name)
    assert [row[: len(cells)] for row, cells in zip(found, expected, strict=False)] == expected


def test_the_records_behind_a_figure_have_as_many_incidents_as_the_figure_says(county):
    ((_, figure, *_),) = answer(county, "different_incidents_in_rugby_in_march")
    records = answer(county, "the_records_behind_a_figure")
    assert len({incident for incident, *_ in records}) == figure
    assert len({(agency, record) for _, _, agency, record, *_ in records}) == len(records)


def test_incidents_unknown_to_the_police_are_the_same_by_mart_and_by_combination(county):
    not_known = county.figure("""
        select sum(not_known_to_police) from mart.silo_district_month
        where month_start between date '2016-09-01' and date '2017-08-01'
    """)
    assert sum(incidents for _, incidents, _ in answer(county, "what_never_reached_the_police")) == not_known


def test_incidents_known_only_to_the_charity_are_never_more_than_all_it_knows(county):
    for _, alone, known, anyone in answer(county, "how_many_reached_only_the_charity"):
        assert alone <= known <= anyone
