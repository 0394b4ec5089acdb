"""How a cell is read: tables of what is sent and what it reads to (contracts/README.md, "Reading cells")."""

from datetime import date, timedelta

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.lib.values import READERS
from pipelines.lib.warehouse import create_macros

SENT_ON = date(2017, 9, 3)
DAY = date(2017, 3, 4)


@pytest.fixture(scope="module")
def con():
    con = duckdb.connect()
    create_macros(con)
    return con


@pytest.fixture(scope="module")
def read(con):
    """Read cells as the door does: cleaned first, then by the macro of that name, all in one query."""

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
        # Answers, and what only looks like a missing word, stay.
        ("Unknown", "Unknown"),
        ("Not stated", "Not stated"),
        ("--", "--"),
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
def test_a_date_is_read_in_every_form_day_before_month_with_and_without_a_time(read, written):
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
        "20170304",
        "9" * 30,
        "٠٤/٠٣/٢٠١٧",
        "'; drop table x; --",
    ],
)
def test_nonsense_and_a_lone_year_are_no_date(read, sent):
    assert read("read_day", [sent]) == [None]


@pytest.mark.parametrize(
    ("sent", "day"),
    [("42736", date(2017, 1, 1)), ("36526", date(2000, 1, 1)), ("42798.75", DAY), ("43011", date(2017, 10, 3))],
)
def test_excels_serial_number_is_a_date(read, sent, day):
    assert read("read_day", [sent]) == [day]


def forms(day):
    """Every form the contract names of a day of this century or the last."""
    numbers = (day.day, day.month, day.year)
    named = f"{day.day} {day:%B} {day.year}"
    return [day.isoformat(), "{:02}/{:02}/{}".format(*numbers), "{}-{}-{}".format(*numbers), named]


@settings(max_examples=30, deadline=None)
@given(days=st.lists(st.dates(date(1900, 1, 1), date(2099, 12, 31)), min_size=1), time=st.times())
def test_any_day_in_any_form_reads_back_to_itself(read, days, time):
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
        ("2047-08-02", date(2047, 8, 2)),  # four digits say what they say: an error further on
        ("unknown", None),
    ],
)
def test_a_birth_dates_two_digit_year_lies_before_the_delivery(read, sent, born):
    assert read("read_birth_date", [sent], SENT_ON) == [born]


@pytest.mark.parametrize(
    ("kind", "sent", "value", "problem"),
    [
        ("day", "2017-09-03", SENT_ON, None),
        ("day", "2017-09-04", None, "is after the day of the delivery"),
        ("day", "2000-01-01", date(2000, 1, 1), None),
        ("day", "1999-12-31", None, "is before 1 January 2000"),
        ("day", "soon", None, "is not a date; write it as 2017-03-04 or 04/03/2017"),
        ("day", "n/a", None, None),
        ("birth_date", "1900-01-01", date(1900, 1, 1), None),
        ("birth_date", "1899-12-31", None, "is before 1 January 1900"),
        ("birth_date", "2017-09-04", None, "is after the day of the delivery"),
        ("number", "12", 12, None),
        ("number", "12.0", 12, None),
        ("number", "-3", -3, None),
        ("number", "1.5", None, "is not a whole number"),
        ("number", "1e3", None, "is not a whole number"),
        ("number", "99999999999999999999", None, "is not a whole number"),
        ("number", "-", None, None),
        ("flag", "TRUE", True, None),
        ("flag", "no", False, None),
        ("flag", "perhaps", None, "is not yes or no"),
    ],
)
def test_a_cell_of_a_kind_has_a_value_or_a_problem_in_plain_english(con, kind, sent, value, problem):
    reader = READERS[kind]
    slots = {"cell": "c0", "parsed": "parsed", "sent_on": f"date '{SENT_ON}'"}
    columns = f"{reader.value.format(**slots)}, {reader.problem.format(**slots)}"
    parse = reader.parse.format(**slots)
    found = con.execute(
        f"select {columns} from (select c0, {parse} as parsed from (select clean_cell(?) as c0))", [sent]
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
        ("23/1048234/17", None),  # seven digits are no reference, nor is the part of them that looks like one
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


def test_somebody_born_on_29_february_is_a_year_older_by_1_march(con):
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
def test_nothing_that_is_sent_ever_raises(con, cells):
    columns = []
    for reader in READERS.values():
        slots = {"cell": "c0", "sent_on": f"date '{SENT_ON}'"}
        slots["parsed"] = f"({reader.parse.format(**slots)})"
        columns += [reader.value.format(**slots), reader.problem.format(**slots)]
    found = con.execute(
        f"select {', '.join(columns)} from (select clean_cell(unnest(?::varchar[])) as c0)", [cells]
    ).fetchall()
    assert len(found) == len(cells)
