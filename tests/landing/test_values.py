"""How a cell is read: tables of cells as sent and their values (docs/contracts/README.md, "Reading cells")."""

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build.statement import Sql
from pipelines.build.warehouse import create_macros
from pipelines.landing.values import READERS

SENT_ON = date(2017, 9, 3)
DAY = date(2017, 3, 4)


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    create_macros(con)
    return con


@pytest.fixture(scope="module")
def read(con):
    """Read cells as landing does: clean them, then apply the macro of that name, all in one query."""

    def read_all(macro, cells, *more):
        slots = "".join(", ?" for _ in more)
        found = con.execute(
            f"select {macro}(clean_cell(sent.cell){slots}) from (select unnest(?::varchar[]) as cell) as sent",
            [*more, cells],
        )
        return [row[0] for row in found.fetchall()]

    return read_all


@pytest.mark.parametrize(
    ("sent", "cell"),
    [
        ("Rugby", "Rugby"),
        ("  Rugby ", "Rugby"),
        ("\tRugby\u00a0", "Rugby"),
        ("Nuneaton \t\u00a0\n and  Bedworth", "Nuneaton and Bedworth"),
        ("\ufeffRugby", "Rugby"),
        ("a\u202fb", "a b"),
        ("a\x00b", "a b"),
        ("", None),
        ("   ", None),
        ("\u00a0", None),
        ("-", None),
        (" - ", None),
        ("n/a", None),
        ("N/A", None),
        ("NULL", None),
        ("null", None),
        ("#N/A", None),
        (None, None),
        # Answers, and text that only looks like a word for missing, stay.
        ("Unknown", "Unknown"),
        ("Not stated", "Not stated"),
        ("-- see below", "-- see below"),
        ("0", "0"),
        ("Null Lane", "Null Lane"),
    ],
)
def test_a_cell_is_trimmed_its_white_space_folded_and_missing_words_are_missing(con, sent, cell):
    assert con.execute("select clean_cell(?::varchar)", [sent]).fetchone() == (cell,)


WRITTEN = [
    "2017-03-04",
    "2017-3-4",
    "04/03/2017",
    "4/3/2017",
    "04-03-2017",
    "04.03.2017",
    "04-03-17",
    "04/03/17",
    "4/3/17",
    "4 March 2017",
    "04 March 2017",
    "4 MARCH 2017",
    "4 Mar 2017",
    "42798",
    "42798.0",
]
TIMES = ["", " 00:00", " 9:05", " 23:59", " 10:30:00", " 10:30:00.000", "T10:30:00", "T10:30:00Z", " 10:30:00+01:00"]
TIMES += [" 9:05 am", " 11:05PM", "  10:30"]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_date_is_read_in_every_form_day_before_month_with_or_without_a_time(read, written):
    sent = [written + time for time in TIMES] if not written.startswith("42798") else [written]
    assert dict(zip(sent, read("read_day", sent), strict=True)) == dict.fromkeys(sent, DAY)


@pytest.mark.parametrize(
    "sent",
    [
        "13/13/2017",
        "31/02/2017",
        "29/02/2017",
        "00/01/2017",
        "2017-13-01",
        "2017",
        "1999",
        "2100",
        "17",
        "March 2017",
        "4 Marz 2017",
        "the 4th",
        "soon",
        "04/03",
        "04//03//2017",
        "2017-03-04 25:00",
        "2017-03-04 extra",
        "1e5",
        "-42798",
        "20171304",
        "9" * 30,
        "٠٤/٠٣/٢٠١٧",
        "'; drop table x; --",
    ],
)
def test_nonsense_and_a_lone_year_are_not_dates(read, sent):
    assert read("read_day", [sent]) == [None]


@pytest.mark.parametrize(
    ("sent", "day"),
    [("42736", date(2017, 1, 1)), ("36526", date(2000, 1, 1)), ("42798.75", DAY), ("43011", date(2017, 10, 3))],
)
def test_excels_serial_number_is_a_date(read, sent, day):
    assert read("read_day", [sent]) == [day]


def forms(day):
    """Every form that the contract names for a day in this century or the last."""
    numbers = (day.day, day.month, day.year)
    named = f"{day.day} {day:%B} {day.year}"
    return [day.isoformat(), "{:02}/{:02}/{}".format(*numbers), "{}-{}-{}".format(*numbers), named]


@settings(max_examples=30, deadline=None)
@given(days=st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=1), time=st.times())
def test_any_day_in_any_form_reads_back_as_itself(read, days, time):
    sent = [
        form + ending for day in days for form in forms(day) for ending in ("", f" {time:%H:%M}", f" {time:%H:%M:%S}")
    ]
    expected = [day for day in days for _ in range(len(forms(day)) * 3)]
    assert read("read_day", sent) == expected


@settings(max_examples=30, deadline=None)
@given(days=st.lists(st.dates(date(2000, 1, 1), date(2068, 12, 31)), min_size=1))
def test_any_day_of_this_century_reads_back_from_a_two_digit_year_and_from_a_serial(read, days):
    assert read("read_day", [f"{day:%d-%m-%y}" for day in days]) == days
    assert read("read_day", [str((day - date(1899, 12, 30)).days) for day in days]) == days


@pytest.mark.parametrize(
    ("sent", "born"),
    [
        ("02/08/1986", date(1986, 8, 2)),
        ("02/08/86", date(1986, 8, 2)),
        ("02-08-47", date(1947, 8, 2)),  # not 2047
        ("02-08-17", date(2017, 8, 2)),
        ("04-09-17", date(1917, 9, 4)),  # the day after the delivery
        ("02-08-47 00:00", date(1947, 8, 2)),
        ("29/02/20", date(1920, 2, 29)),
        ("29/02/1920", date(1920, 2, 29)),
        ("2047-08-02", date(2047, 8, 2)),  # four digits are taken as they are, and become an error later
        ("unknown", None),
    ],
)
def test_a_birth_dates_two_digit_year_is_before_the_delivery(read, sent, born):
    assert read("read_birth_date", [sent], SENT_ON) == [born]


#: What is said of a formula that failed, by the kind of cell.
ERRORS = {
    "text": "is a formula that failed",
    "reference": "is a formula that failed",
    "age_band": "is a formula that failed",
    "day": "is not a date; write it as 2017-03-04 or 04/03/2017",
    "birth_date": "is not a date; write it as 2017-03-04 or 04/03/2017",
    "month": "is not a month; write it as Apr-15, 2015-04 or a date",
    "birth_year": "is not a year of birth from 1902 onwards",
    "outward_postcode": "is not the first part of a postcode",
    "decimal": "is not a number",
    "number": "is not a whole number",
    "flag": "is not yes or no",
    "typed_offence_ref": "is not a crime reference like 23/10482/17",
}


def test_every_kind_of_cell_names_a_failed_formula():
    assert set(ERRORS) == set(READERS)


@pytest.mark.parametrize(
    ("kind", "sent", "value", "problem"),
    [
        ("day", "2017-09-03", SENT_ON, None),
        ("day", "2017-09-04", None, "is after the date of the delivery"),
        ("day", "2000-01-01", date(2000, 1, 1), None),
        ("day", "1999-12-31", None, "is before 1 January 2000"),
        ("day", "soon", None, "is not a date; write it as 2017-03-04 or 04/03/2017"),
        ("day", "n/a", None, None),
        ("birth_date", "1900-01-02", date(1900, 1, 2), None),
        ("birth_date", "1899-12-29", None, "is before 1 January 1900"),
        ("birth_date", "2017-09-04", None, "is after the date of the delivery"),
        ("number", "12", 12, None),
        ("number", "12.0", 12, None),
        ("number", "-3", -3, None),
        ("number", "1.5", None, "is not a whole number"),
        ("number", "1e3", None, "is not a whole number"),
        ("number", "99999999999999999999", None, "is not a whole number"),
        ("number", "-", None, None),
        ("flag", "TRUE", True, None),
        ("flag", "no", False, None),
        ("flag", "Y", True, None),
        ("flag", " n ", False, None),
        ("flag", "n/a", None, None),
        ("flag", "perhaps", None, "is not yes or no"),
        ("flag", "Unknown", None, "is not yes or no"),
        ("flag", "2", None, "is not yes or no"),
        ("month", "Sep-17", date(2017, 9, 1), None),
        ("month", "Oct-17", None, "is after the date of the delivery"),
        ("month", "Jan-00", date(2000, 1, 1), None),
        ("month", "Dec-99", None, "is before January 2000"),
        ("month", "2017", None, "is not a month; write it as Apr-15, 2015-04 or a date"),
        ("month", "-", None, None),
        ("birth_year", "1902", 1902, None),
        ("birth_year", "2017", 2017, None),
        ("birth_year", "1899", None, "is not a year of birth from 1902 onwards"),
        ("birth_year", "2018", None, "is not a year of birth from 1902 onwards"),
        ("birth_year", "NULL", None, None),
        ("outward_postcode", "cv11", "CV11", None),
        ("outward_postcode", "Rugby", None, "is not the first part of a postcode"),
        ("decimal", "-1.26", -1.26, None),
        ("decimal", "west", None, "is not a number"),
        ("typed_offence_ref", "23-1-17", "23/1/17", None),
        ("typed_offence_ref", "none yet", None, "is not a crime reference like 23/10482/17"),
        ("text", "Rugby", "Rugby", None),
        ("text", "#N/A", None, None),
        *((kind, "#DIV/0!", None, said) for kind, said in ERRORS.items()),
    ],
)
def test_every_cell_has_a_value_or_a_problem_in_plain_english(con, kind, sent, value, problem):
    reading = READERS[kind].reading(Sql("c0"), Sql("parsed"))
    parsed = f"select c0, {reading.parse} as parsed from (select clean_cell($sent) as c0)"
    found = con.execute(
        f"select {reading.value}, {reading.problem} from ({parsed}) where $sent_on is not null",
        {"sent": sent, "sent_on": SENT_ON},
    )
    assert found.fetchone() == (value, problem)


@pytest.mark.parametrize(
    ("sent", "ref"),
    [
        ("23/10482/17", "23/10482/17"),
        ("23-10482-17", "23/10482/17"),
        ("Crime 23/10482/17", "23/10482/17"),
        ("2310482/17", "23/10482/17"),
        ("23 10482 17", "23/10482/17"),
        ("crime ref: 23/10482/17", "23/10482/17"),
        ("CRIME-NO.23.10482.17", "23/10482/17"),
        ("ab/1/17", "AB/1/17"),
        ("23/000001/17", "23/000001/17"),
        ("23/10482", None),
        ("23/10482/2017", None),
        ("23/1048234/17", None),  # seven digits aren't a reference, and neither is the part that looks like one
        ("X23/10482/17", None),
        ("1 23/10482/170", None),
        ("ask the officer", None),
        ("reported to police", None),
        ("", None),
    ],
)
def test_a_crime_reference_is_read_as_people_type_it(read, sent, ref):
    assert read("read_typed_offence_ref", [sent]) == [ref]


@pytest.mark.parametrize("typed", ["{}/{}/{}", "{}-{}-{}", "Crime {}/{}/{}", "crime no. {} {} {}", "{}{}/{}"])
@settings(max_examples=15, deadline=None)
@given(force=st.from_regex("[0-9]{2}", fullmatch=True), number=st.integers(1, 999_999), year=st.integers(0, 99))
def test_any_crime_reference_reads_back_however_it_is_typed(read, typed, force, number, year):
    year = f"{year:02}"
    sent = typed.format(force, number, year)
    assert read("read_typed_offence_ref", [sent]) == [f"{force}/{number}/{year}"]


APRIL = date(2015, 4, 1)


@pytest.mark.parametrize(
    "sent",
    [
        *["Apr-15", "apr-15", "APR 15", "April-15", "Apr-2015", "April 2015", "2015-04", "2015-4", "04/2015", "4/2015"],
        *["2015-04-30", "30/04/2015", "1 April 2015", "30/04/15 23:59", "42124", "42095.0", " Apr-15 "],
    ],
)
def test_a_month_is_read_in_three_forms_and_from_any_date_in_the_month(read, sent):
    assert read("read_month", [sent]) == [APRIL]


@pytest.mark.parametrize(
    "sent",
    [
        *["2015", "April", "Smarch-15", "13/2015", "00/2015", "2015-13", "2015-00", "04-15", "04/15", "15-Apr"],
        *["Apr--15", "Apr/15", "Apr-15-16", "Q2 2015", "2015/16", "last month", "1504", "201513", "", "-"],
    ],
)
def test_text_that_is_not_a_month_is_missing(read, sent):
    assert read("read_month", [sent]) == [None]


@settings(max_examples=30, deadline=None)
@given(days=st.lists(st.dates(date(2000, 1, 1), date(2068, 12, 31)), min_size=1))
def test_any_month_in_any_form_reads_back_as_its_first_day(read, days):
    for form in ("%b-%y", "%B %Y", "%Y-%m", "%m/%Y", "%d/%m/%Y", "%Y-%m-%d 00:00:00"):
        assert read("read_month", [f"{day:{form}}" for day in days]) == [day.replace(day=1) for day in days]


@pytest.mark.parametrize(
    ("sent", "year"),
    [("1986", 1986), ("1986.0", 1986), ("86", None), ("1986?", None), ("c. 1986", None), ("02/08/1986", None)],
)
def test_a_year_of_birth_has_four_digits(read, sent, year):
    assert read("read_birth_year", [sent], SENT_ON) == [year]


@pytest.mark.parametrize(
    ("sent", "outward"),
    [
        *[("CV11", "CV11"), ("cv1", "CV1"), ("B1", "B1"), ("SW1A", "SW1A"), (" CV 11", "CV11")],
        # only the first part of a whole postcode, with or without its space
        *[("CV11 4AB", "CV11"), ("CV114AB", "CV11"), ("CV47AL", "CV4"), ("cv4 7al", "CV4"), ("M1 1AE", "M1")],
        *[("CV", None), ("11", None), ("CV111", None), ("CV11 4A", None), ("CVX1", None), ("CV11 or CV12", None)],
    ],
)
def test_the_first_part_of_a_postcode_is_read(read, sent, outward):
    assert read("read_outward_postcode", [sent]) == [outward]


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        *[("-1.260000", -1.26), ("52.37", 52.37), ("52", 52.0), ("0", 0.0), ("-0.5", -0.5)],
        *[(".5", None), ("52.", None), ("1,5", None), ("1e5", None), ("+1", None), ("--1", None), ("nan", None)],
        ("9" * 400, None),
    ],
)
def test_a_decimal_is_read_as_it_is_published(read, sent, number):
    assert read("read_decimal", [sent]) == [number]


@pytest.mark.parametrize(
    ("sent", "is_error"),
    [
        *[(error, True) for error in ("#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")],
        *[("#ref!", True), (" #REF! ", True), ("#REF", False), ("see #REF!", False), ("#1", False), ("", None)],
        ("#N/A", None),  # means missing, so there is no cell left
    ],
)
def test_a_failed_formula_is_recognised_by_excels_error_text(read, sent, is_error):
    assert read("is_error", [sent]) == [is_error]


@pytest.mark.parametrize(
    ("years", "band"),
    [
        *[(0, "0-10"), (10, "0-10"), (11, "11-20"), (20, "11-20"), (21, "21-30"), (30, "21-30"), (31, "31-40")],
        *[(40, "31-40"), (41, "41-50"), (51, "51-60"), (61, "61-70"), (70, "61-70"), (71, "71+"), (110, "71+")],
    ],
)
def test_an_age_band_changes_on_the_birthday(con, years, band):
    on_day = date(2017, 6, 15)
    birthday, day_before = on_day.replace(year=2017 - years), on_day.replace(year=2017 - years - 1) + timedelta(days=1)
    for born in (birthday, day_before):
        assert con.execute("select age_band(?, ?)", [born, on_day]).fetchone() == (band,)


@pytest.mark.parametrize("born", [None, date(2017, 6, 16)])
def test_an_age_band_is_missing_without_a_birth_date_or_before_birth(con, born):
    assert con.execute("select age_band(?::date, date '2017-06-15')", [born]).fetchone() == (None,)


def test_a_person_born_on_29_february_is_a_year_older_by_1_march(con):
    band = "select age_band(date '1996-02-29', date '2017-{}')"
    assert con.execute(band.format("02-27")).fetchone() == ("11-20",)
    assert con.execute(band.format("03-01")).fetchone() == ("21-30",)


NEARLY = st.sampled_from([*WRITTEN, "23/10482/17", "1.5", "true"]).flatmap(
    lambda cell: st.tuples(st.just(cell), st.integers(0, len(cell)), st.text(max_size=2)).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :]
    )
)
SURELY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@settings(max_examples=50, deadline=None)
@given(cells=st.lists(st.one_of(SURELY_TEXT, NEARLY), min_size=1))
def test_no_cell_that_is_sent_ever_raises(con, cells):
    columns = []
    for reader in READERS.values():
        cell = Sql("c0")
        columns += reader.reading(cell, parsed=reader.reading(cell, cell).parse)[1:]
    found = con.execute(
        f"select {', '.join(columns)} from (select clean_cell(unnest($cells::varchar[])) as c0)",
        {"cells": cells, "sent_on": SENT_ON},
    ).fetchall()
    assert len(found) == len(cells)
