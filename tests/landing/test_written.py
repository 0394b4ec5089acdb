"""Cells as people and systems write them: every form that leaves no doubt is read, and no other."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.build.warehouse import create_macros
from pipelines.landing.values import missing_marks
from schemas.police import POLICE
from schemas.schools import SCHOOLS

DAY = date(2017, 5, 3)
FORMS = [
    *("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d-%b-%Y", "%d%b%Y"),
    *("%a %d %b %Y", "%A, %d %B %Y", "%B %d, %Y", "%A, %B %d, %Y", "%Y %b %d", "%Y-%b-%d", "%d / %m / %Y"),
    *("%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.%f", "%Y%m%d%H%M%S", "%Y%m%dT%H%M", "%d/%m/%Y %I:%M %p"),
    *("%d/%m/%Y %H%Mhrs", "%d %b %Y, %H:%M", "%d-%b-%Y %I.%M.%S %p", "%a %b %d %H:%M:%S %Y", "%d%b%Y:%H:%M:%S"),
]


@pytest.fixture(scope="module")
def read():
    """Read cells as landing does, by the macro of that name."""
    con = duckdb.connect()
    create_macros(con)

    def read_all(macro, cells, more=""):
        found = con.execute(
            f"select {macro}(fold_space(sent.cell){more}) from (select unnest(?::varchar[]) as cell) as sent", [cells]
        )
        return [value for (value,) in found.fetchall()]

    return read_all


@settings(max_examples=40, deadline=None)
@given(when=st.datetimes(datetime(1905, 1, 1), datetime(2099, 12, 31)))
def test_any_day_in_any_clear_form_reads_as_itself(read, when):
    sent = [when.strftime(form) for form in FORMS]
    assert dict(zip(sent, read("read_day", sent), strict=True)) == dict.fromkeys(sent, when.date())


@settings(max_examples=40, deadline=None)
@given(when=st.datetimes(datetime(1972, 1, 1), datetime(2036, 12, 31)), hours=st.integers(-12, 14))
def test_a_time_with_an_offset_is_the_day_in_london(read, when, hours):
    stated = when.replace(second=0, microsecond=0, tzinfo=ZoneInfo("UTC"))
    local = (stated + timedelta(hours=hours)).replace(tzinfo=None)
    sign, offset = "-" if hours < 0 else "+", f"{abs(hours):02}"
    sent = [stated.strftime(form) for form in ("%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M UTC", "%Y%m%dT%H%M%SZ")]
    sent += [local.strftime(f"%Y-%m-%d %H:%M:%S.123{sign}{offset}{minutes}") for minutes in ("", ":00", "00")]
    day = stated.astimezone(ZoneInfo("Europe/London")).date()
    assert dict(zip(sent, read("read_day", sent), strict=True)) == dict.fromkeys(sent, day)


@pytest.mark.parametrize(
    "sent", ["3rd May 2017", "3rd of May 2017", "3-May-17", "3 May '17", "3sept2017", "May 3rd, 2017"]
)
def test_a_month_by_name_leaves_no_doubt(read, sent):
    assert read("read_day", [sent])[0] in (DAY, date(2017, 9, 3))


@pytest.mark.parametrize("sent", ["Thu 3 May 2017", "3 May 10.17", "May 2017", "20171303", "2017-05-03T24:00", "May 3"])
def test_a_day_in_doubt_is_not_read(read, sent):
    assert read("read_day", [sent]) == [None]


@pytest.mark.parametrize(
    "sent",
    ["2017-04", "Apr 17", "Apr-17", "April 2017", "04/2017", "2017/04", "201704", "2017 April", "2017-04-01 00:00:00"],
)
def test_a_month_is_read_in_every_clear_form(read, sent):
    assert read("read_month", [sent]) == [date(2017, 4, 1)]


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("EQ/2017/04\u200b3", "EQ/2017/043"),
        ("\u2060Rug\u00adby\ufe0f\u200e", "Rugby"),
        ("O\u2019Brien", "O'Brien"),
        ("O\x92Brien", "O'Brien"),
        ("O&#39;Brien", "O'Brien"),
        ("O&amp;#x27;Brien", "O'Brien"),
        ("Andr&eacute;", "Andr\u00e9"),
        ("Nuneaton &amp; Bedworth", "Nuneaton & Bedworth"),
        ("Rugby&nbsp;Borough", "Rugby Borough"),
        ("23\u201310482\u201317", "23-10482-17"),
        ("\uff12\uff13/1/17", "23/1/17"),
        ("a\u2003\u3000b", "a b"),
        ("M&S; R&D", "M&S; R&D"),
        (f"&#{'9' * 5000};", f"&#{'9' * 5000};"),
    ],
)
def test_what_nobody_sees_is_dropped_and_marks_are_as_typed(read, sent, seen):
    assert read("fold_space", [sent]) == [seen]


@pytest.mark.parametrize(
    ("macro", "sent", "value"),
    [
        *[("read_number", sent, 1203) for sent in ("1,203", "1 203", "\u00a31,203", "1203.0")],
        *[("read_number", sent, None) for sent in ("1,2", "12,03", "12%", "\u00bd", "1203.5")],
        *[("read_decimal", sent, value) for sent, value in (("1,203.5", 1203.5), ("1e-05", 1e-05), ("1,5", None))],
        *[("read_flag", sent, True) for sent in ("1", "T", "Y", "\u2713", "1.0")],
        *[("read_flag", sent, value) for sent, value in (("0", False), ("f", False), ("x", None), ("2", None))],
        *[("read_reference", "1001.0", "1001"), ("read_reference", "8.01", "8.01"), ("read_reference", "A.0", "A.0")],
        *[("read_age_band", sent, "11-20") for sent in ("11-20", "11 to 20", "Nov-20", "20-Nov", "01/11/2020")],
        *[("read_age_band", sent, "71+") for sent in ("71+", "71 and over")],
    ],
)
def test_numbers_flags_references_and_bands_are_read_where_there_is_no_doubt(read, macro, sent, value):
    assert read(macro, [sent]) == [value]


def test_what_means_missing_depends_on_the_kind_of_column():
    victims, incidents = POLICE.table("victims"), SCHOOLS.table("incidents")

    def marks(table, name, spellings=()):
        column = next(column for column in table.columns if column.name == name)
        return missing_marks(table, column, dict.fromkeys(spellings, "x"))

    assert marks(victims, "surname") == []
    assert marks(victims, "postcode") == ["NA", "NAN", "NAT", "NONE"]
    assert marks(incidents, "actions") == ["NA", "NAN", "NAT"]
    assert marks(incidents, "actions", ["na"]) == ["NAN", "NAT"]
