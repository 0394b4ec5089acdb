"""Landing Victim Support workbooks: real files in, verdicts and landed rows out."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import CASE, victim_support_delivery

FORGIVING = replace(VICTIM_SUPPORT, largest_rejected_share=1.0)

SENT_ON = "2017-04-10"

#: The header is in row 4, below a title, the stated period and a line on data protection.
FIRST_ROW = 5

#: Rows that are rejected: their cells, and what the sender reads about each one.
FATAL = {
    "no case number": ({"Case ID": "n/a"}, ["case_id is missing"]),
    "a case number in another form": ({"Case ID": "104233"}, ["case_id is not a case number like VS-104233"]),
    "no date": ({"Date created": ""}, ["date_created is missing"]),
    "a lone year for a date": ({"Date created": 2017}, ["date_created is not a date"]),
    "created before the period": ({"Date created": date(2016, 3, 31)}, ["date_created is outside the period"]),
    "created after the period": ({"Date created": date(2017, 4, 1)}, ["date_created is outside the period"]),
    "created after the delivery": ({"Date created": date(2017, 4, 11)}, ["date_created is after the date of the"]),
    "no case type": ({"Case type": None}, ["case_type is missing"]),
    "no district": ({"District": "#N/A"}, ["district is missing"]),
    "a fault in every cell": (
        {"Case ID": "?", "Date created": "soon", "Case type": "", "District": "", "Incident date": "then"}
        | {"Police crime ref": "the one from May", "DOB": "long ago"},
        [
            "case_id is not",
            "date_created is not a date",
            "case_type is missing",
            "district is missing",
            "incident_date is not a date",
            "police_crime_ref is not a crime reference",
            "dob is not a date",
        ],
    ),
}

#: Cells lost from a row that is accepted: the cell, what the sender reads, and the column that is then missing.
LOST = {
    "an incident date after the delivery": ({"Incident date": date(2017, 4, 11)}, "incident_date is after the date of"),
    "an incident date before 2000": ({"Incident date": "1/1/99"}, "incident_date is before 1 January 2000"),
    "a crime ref that is not valid": ({"Police crime ref": "ask officer"}, "police_crime_ref is not a crime reference"),
}

#: A cell and the value it is read as.
READ = {
    "a date cell": ({"Date created": date(2017, 2, 3)}, "date_created::varchar", "2017-02-03"),
    "a date cell with a time": ({"Date created": datetime(2017, 2, 3, 9, 30)}, "date_created::varchar", "2017-02-03"),
    "a serial number": ({"Date created": 42769}, "date_created::varchar", "2017-02-03"),
    "a date as text": ({"Date created": "3 February 2017"}, "date_created::varchar", "2017-02-03"),
    "day before month": ({"Date created": "03/02/2017"}, "date_created::varchar", "2017-02-03"),
    "several case types": (
        {"Case type": "Racist; Religious, Homophobic/Disability and Other"},
        "case_type",
        ["race", "religion", "sexual_orientation", "disability", "other"],
    ),
    "a case type twice": ({"Case type": "Transphobic / Gender identity"}, "case_type", ["transgender"]),
    "a case type in no list": ({"Case type": "Racist; Zzyzx"}, "case_type", ["race", "unknown"]),
    "a crime ref with dashes": ({"Police crime ref": "23-10482-17"}, "police_crime_ref", "23/10482/17"),
    "a crime ref with a word": ({"Police crime ref": "Crime 23/10482/17"}, "police_crime_ref", "23/10482/17"),
    "a crime ref run together": ({"Police crime ref": "2310482/17"}, "police_crime_ref", "23/10482/17"),
    "several kinds of support": (
        {"Support given": "emotional SUPPORT; Advocacy"},
        "support_given",
        ["Emotional support", "Advocacy"],
    ),
    "a gender that is not known": ({"Gender": "Prefer not to say"}, "gender", "Unknown"),
    "a gender that is missing": ({"Gender": "-"}, "gender", None),
    "a place outside the county": ({"District": "coventry"}, "district", "OUT"),
    "a place in no list": ({"District": "Zzyzx"}, "district", "UNK"),
}


def case(number, cells):
    return CASE | {"Case ID": f"VS-{number}"} | cells


ROWS = [
    *(case(100 + n, cells) for n, (cells, _) in enumerate(FATAL.values())),
    *(case(200 + n, cells) for n, (cells, _) in enumerate(LOST.values())),
    *(case(300 + n, cells) for n, (cells, *_) in enumerate(READ.values())),
    case(1, {}),
    case(1, {"Case ID": " VS-1 "}),
    case(2, {"District": "Rugby"}),
    case(2, {"District": "Warwick"}),
]
NUMBER = {name: FIRST_ROW + n for n, name in enumerate([*FATAL, *LOST, *READ])}


@pytest.fixture(scope="module")
def landed(tmp_path_factory):
    """A landed workbook with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("victim_support")) as bench:
        victim_support_delivery(bench.raw, SENT_ON, cases=ROWS)
        (bench.entry,) = bench.land(FORGIVING, VictimSupportDelivery)
        bench.back = bench.sent_back("victim_support", SENT_ON)
        bench.build()
        yield bench


def verdict(landed, number):
    ((found,),) = landed.rows(f"select verdict from landed.record where row_number = {number}")
    return found


def faults(landed, number):
    return next((wrong for row, _, wrong, *_ in landed.back["cases.xlsx"] if row == number), "")


def as_landed(landed, name, column):
    return landed.rows(f"select {column} from landed.victim_support__cases where row_number = {NUMBER[name]}")


@pytest.mark.parametrize("name", FATAL)
def test_a_case_without_a_required_cell_is_rejected_and_every_fault_named(landed, name):
    assert verdict(landed, NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in faults(landed, NUMBER[name])] == []


@pytest.mark.parametrize("name", LOST)
def test_an_optional_cell_that_can_not_be_read_is_the_only_loss(landed, name):
    fault = LOST[name][1]
    assert verdict(landed, NUMBER[name]) == "accepted"
    assert fault in faults(landed, NUMBER[name])
    assert as_landed(landed, name, f"{fault.split()[0]}, district") == [(None, "E07000220")]


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_people_type_it(landed, name):
    _, column, value = READ[name]
    assert verdict(landed, NUMBER[name]) == "accepted"
    assert as_landed(landed, name, column) == [(value,)]


def test_the_file_adds_up(landed):
    entry = landed.entry
    assert entry.rows_sent == len(ROWS)
    assert entry.rows_duplicate == 1
    assert entry.rows_rejected == len(FATAL) + 2
    assert entry.rows_accepted == len(LOST) + len(READ) + 1
    assert entry.warnings == len(LOST) + 2


@pytest.mark.parametrize("text", ["Zbigniewa", "Qwertyson", "1986-08-02", "CV21 1CC", "zzyzx", "ask officer"])
def test_identities_and_unknown_spellings_are_nowhere_in_the_warehouse(landed, text):
    assert landed.wherever(text) == []
    assert landed.wherever("VS-300") != []


def test_transphobic_and_gender_identity_are_one_strand(landed):
    ref = f"VS-{300 + list(READ).index('a case type twice')}"
    assert landed.rows(f"select strand from star.bridge_case_strand where case_ref = '{ref}'") == [("transgender",)]


def test_columns_are_read_by_their_aliases_in_any_order(bench):
    renamed = {"Created": "Date created", "CASE NUMBER": "Case ID", "Hate-Type": "Case type"}
    renamed |= {"local authority": "District", "Crime number": "Police crime ref"}
    sent = {header: CASE[column] for header, column in renamed.items()}
    victim_support_delivery(bench.raw, cases=[sent])
    (entry,) = bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    found = bench.rows(
        "select case_id, case_type, district, police_crime_ref, gender from landed.victim_support__cases"
    )
    assert found == [("VS-1", ["race"], "E07000220", "23/1/17", None)]


def test_a_delivery_without_cases_loads_if_its_total_is_none(bench):
    victim_support_delivery(bench.raw, cases=[])
    (entry,) = bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    assert (entry.status, entry.rows_sent) == ("loaded", 0)
    assert (entry.covers_from, entry.covers_to) == (date(2016, 4, 1), date(2017, 3, 31))


def test_a_column_outside_the_contract_is_ignored_and_noted_as_drift(bench):
    victim_support_delivery(bench.raw, cases=[CASE | {"Shoe size": "zzyzx"}])
    (entry,) = bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    assert (entry.status, entry.rows_accepted) == ("loaded", 1)
    assert bench.wherever("zzyzx") == []
    noted = bench.wherever("Shoe size")
    if (bench.warehouse.rejected / "victim_support" / f"{SENT_ON}.xlsx").exists():
        noted += [said for _, said in bench.sent_back("victim_support", SENT_ON)["Summary"] if "Shoe size" in said]
    assert noted
