"""Landing the schools' forms: real files in, verdicts and rows out."""

from dataclasses import replace

import pytest

from pipelines.landing.reader import Reader
from schemas.schools import SCHOOLS
from tests.agencies.outcome import Came
from tests.conftest import open_bench
from tests.drawn.deliveries import INCIDENT, schools_delivery

FORGIVING = replace(SCHOOLS, largest_rejected_share=1.0)
SENT_ON = "2017-07-28"
FIRST_ROW = 2

#: Rows that are rejected: their cells, and what the sender reads about each one.
FATAL = {
    "no number": ({"incident_id": "n/a"}, ["incident_id is missing"]),
    "a number that is a failed formula": ({"incident_id": "#REF!"}, ["incident_id is a formula that failed"]),
    "not submitted": ({"submitted_at": ""}, ["submitted_at is missing"]),
    "submitted on no day": ({"submitted_at": "Tuesday"}, ["submitted_at is not a date"]),
    "submitted after the delivery": (
        {"submitted_at": "2017-07-29"},
        ["submitted_at is after the date of the delivery"],
    ),
    "no school": ({"school_urn": "-"}, ["school_urn is missing"]),
    "a school that is a failed formula": ({"school_urn": "#N/A"}, ["school_urn is missing"]),
    "on no day": ({"incident_date": "31/04/2017"}, ["incident_date is not a date"]),
    "no day": ({"incident_date": "NULL"}, ["incident_date is missing"]),
    "before 2000": ({"incident_date": "1999-12-31"}, ["incident_date is before 1 January 2000"]),
    "after it was submitted": ({"incident_date": "2017-05-05"}, ["incident_date is after submitted_at"]),
    "no type": ({"incident_type": "\u00a0"}, ["incident_type is missing"]),
    "a fault in every cell": (
        {"incident_id": "", "submitted_at": "2099-01-01", "school_urn": "", "incident_date": "?", "incident_type": ""}
        | {"nature": "#REF!", "place": "Zzyzx"},
        [
            "incident_id is missing",
            "submitted_at is after the date of the delivery",
            "school_urn is missing",
            "incident_date is not a date",
            "incident_type is missing",
            "nature is a formula that failed",
            "place has a value that isn't in the reference lists",
        ],
    ),
}

#: An optional cell that is in no list, or that is a failed formula, by column.
OPTIONAL = [
    *["nature", "time_of_day", "place", "victim_role", "perpetrator_role", "victim_gender", "perpetrator_gender"],
    *["victim_ethnicity", "perpetrator_ethnicity", "victim_year_group", "perpetrator_year_group", "actions"],
    *["victim_outcome", "perpetrator_outcome"],
]
SEVERAL = ("incident_type", "nature", "actions")


def each(column, *written, **otherwise):
    """Return the values that a column's cells are read as: the cells themselves, unless stated otherwise."""
    read = {**{cell: cell for cell in written}, **{cell.replace("_", " "): code for cell, code in otherwise.items()}}
    several = column in SEVERAL
    return {f"{column} {cell}": ({column: cell}, column, [code] if several else code) for cell, code in read.items()}


#: A cell and the value it is read as: every value in the contract, and what people type instead.
READ = {
    **each("incident_type", Racist="race", Religious="religion", Homophobic="sexual_orientation", Other="other"),
    **each("incident_type", Transphobic="transgender", Disability="disability", Zzyzx="unknown"),
    **each("nature", "Verbal abuse", "Physical assault", "Graffiti", "Online", "Exclusion from play", "Other"),
    **each("nature", "Damage to property", Name_calling="Verbal abuse", Cyberbullying="Online"),
    **each("time_of_day", "Before school", "Lesson", "Break", "Lunch", "After school", "Travelling"),
    **each("time_of_day", lunchtime="Lunch", BREAK_TIME="Break"),
    **each("place", "Classroom", "Corridor", "Playground", "Dining hall", Canteen="Dining hall"),
    **each("victim_role", "Pupil", "Staff", "Parent", "Visitor", Teacher="Staff"),
    **each("perpetrator_role", "Pupil", "Staff", "Parent", "Visitor", student="Pupil"),
    **each("victim_gender", "Male", "Female", "Other", M="Male", Not_stated="Unknown"),
    **each("victim_ethnicity", B1="Black or Black British Caribbean", Refused="Unknown"),
    **each("victim_year_group", "Nursery", "Reception", "Year 7", Y7="Year 7", Yr_13="Year 13", year7="Year 7"),
    **each("actions", "Parents informed", "Class discussion", "Verbal warning", "Detention", "Apology", "Exclusion"),
    **each("actions", "PCSO contact", "Workshop", "Loss of privileges", "Other"),
    **each("victim_outcome", "Good", "Satisfactory", "Unsatisfactory", SATISFACTORY="Satisfactory"),
    **each("perpetrator_outcome", "Good", "Satisfactory", "Unsatisfactory"),
    **each("school_urn", "900001"),
    "several types": (
        {"incident_type": "Racist;Religious ; racist"},
        "incident_type",
        ["race", "religion"],
    ),
    "several natures": ({"nature": "Online; Verbal abuse;"}, "nature", ["Online", "Verbal abuse"]),
    "several actions": (
        {"actions": "Apology; Zzyzx; Parents informed"},
        "actions",
        ["Apology", "Unknown", "Parents informed"],
    ),
    "a school in no list": ({"school_urn": "999999"}, "school_urn", "UNK"),
    "a school of five digits": ({"school_urn": "90001"}, "school_urn", "UNK"),
    "on the day it was submitted": ({"incident_date": "04/05/2017"}, "incident_date::varchar", "2017-05-04"),
    "submitted with a time": ({"submitted_at": "04/05/2017 16:40"}, "submitted_at::varchar", "2017-05-04"),
    "a day as a serial number": ({"incident_date": "42858"}, "incident_date::varchar", "2017-05-03"),
    "a name for a number": ({"incident_id": "form 7 / A"}, "incident_id", "form 7 / A"),
}


def incident(number, cells):
    return INCIDENT | {"incident_id": f"S-{number}"} | cells


ROWS = {
    **{name: incident(100 + n, cells) for n, (name, (cells, _)) in enumerate(FATAL.items())},
    **{name: incident(200 + n, cells) for n, (name, (cells, *_)) in enumerate(READ.items())},
    **{f"{name} unmapped": incident(400 + n, {name: "Zzyzx"}) for n, name in enumerate(OPTIONAL)},
    **{f"{name} failed": incident(500 + n, {name: "#VALUE!"}) for n, name in enumerate(OPTIONAL)},
    "only what is required": incident(600, dict.fromkeys(OPTIONAL, "")),
    "free text that breaks its line": incident(601, {"description": 'He said "Qwertyson",\r\nthen; left'}),
    "free text that is a failed formula": incident(602, {"description": "#REF!"}),
    "sound": incident(1, {}),
    "a duplicate": incident(1, {"place": "\u00a0Playground "}),
    "one side of a conflict": incident(2, {}),
    "the other side": incident(2, {"description": "quuxly"}),
}
NUMBER = {name: number for number, name in enumerate(ROWS, start=FIRST_ROW)}


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A landed file with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("schools")) as bench:
        schools_delivery(bench.raw, SENT_ON, incidents=list(ROWS.values()))
        (bench.entry,) = bench.land(FORGIVING, Reader)
        yield Came(bench, "schools", "incidents", SENT_ON, "incidents.csv")


@pytest.mark.parametrize("name", FATAL)
def test_an_incident_without_a_required_cell_is_rejected_and_every_fault_named(came, name):
    assert came.verdict(NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in came.faults(NUMBER[name])] == []


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_people_type_it(came, name):
    _, column, value = READ[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert came.cells(NUMBER[name], column) == [(value,)]


@pytest.mark.parametrize("column", OPTIONAL)
def test_an_unknown_spelling_becomes_unknown_and_a_failed_formula_is_lost(came, column):
    unmapped, failed = NUMBER[f"{column} unmapped"], NUMBER[f"{column} failed"]
    unknown = ["Unknown"] if column in SEVERAL else "Unknown"
    assert came.cells(unmapped, column) == [(unknown,)]
    assert came.cells(failed, column) == [(None,)]
    assert f"{column} has a value that isn't in the reference lists" in came.faults(unmapped)
    assert f"{column} is a formula that failed" in came.faults(failed)


def test_optional_cells_may_be_missing_without_a_warning(came):
    number = NUMBER["only what is required"]
    assert came.verdict(number) == "accepted"
    assert came.faults(number) == ""
    assert came.cells(number, ", ".join(OPTIONAL)) == [(None,) * len(OPTIONAL)]


def test_free_text_lands_nowhere(came):
    assert came.verdict(NUMBER["free text that breaks its line"]) == "accepted"
    assert came.faults(NUMBER["free text that is a failed formula"]) == ""
    for text in ("Qwertyson", "then; left", "quuxly"):
        assert came.bench.wherever(text) == []
    assert came.bench.wherever("S-601") != []


def test_rows_that_differ_only_in_free_text_differ(came):
    both = [NUMBER["one side of a conflict"], NUMBER["the other side"]]
    said = f"incident_id is repeated in rows that differ ({both[0]}, {both[1]}); say which one is right"
    assert [(came.verdict(number), came.faults(number)) for number in both] == [("rejected", said)] * 2


def test_the_file_adds_up(came):
    entry = came.bench.entry
    assert (came.verdict(NUMBER["sound"]), came.verdict(NUMBER["a duplicate"])) == ("accepted", "duplicate")
    assert (entry.rows_sent, entry.rows_duplicate, entry.rows_rejected) == (len(ROWS), 1, len(FATAL) + 2)
    assert (entry.covers_from, entry.covers_to) == (None, None)


def land(bench, sent_on=SENT_ON, agency=SCHOOLS, **how):
    schools_delivery(bench.raw, sent_on, **how)
    (entry,) = bench.land(agency, Reader)
    return entry


def test_a_sound_incident_lands_with_its_several_values(bench):
    entry = land(bench)
    assert (entry.status, entry.rows_accepted, entry.warnings, entry.reason) == ("loaded", 1, 0, None)
    assert not (bench.warehouse.rejected / "schools").exists()
    assert bench.rows("select school_urn, incident_type, nature, actions from landed.schools__incidents") == [
        ("900001", ["race", "religion"], ["Verbal abuse"], ["Parents informed", "Class discussion"])
    ]


def test_columns_may_be_in_any_order_and_optional_ones_may_be_missing(bench):
    required = ["incident_type", "incident_date", "school_urn", "submitted_at", "incident_id"]
    entry = land(bench, incidents=[{column.upper().replace("_", " "): INCIDENT[column] for column in required}])
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)


@pytest.mark.parametrize("column", ["incident_id", "submitted_at", "school_urn", "incident_date", "incident_type"])
def test_a_required_column_that_is_missing_refuses_the_file(bench, column):
    entry = land(bench, incidents=[{name: cell for name, cell in INCIDENT.items() if name != column}])
    assert (entry.status, entry.rows_accepted) == ("refused", 0)
    assert f"the required column {column} is missing or renamed" in entry.reason


def test_a_file_without_incidents_is_refused(bench):
    assert "it has no rows, but some are expected" in land(bench, incidents=[]).reason


def test_too_many_rejected_incidents_refuse_the_file(bench):
    incidents = [*(incident(number, {}) for number in range(8)), incident(8, {"school_urn": ""})]
    assert "1 of 9 rows (11%) were rejected, more than the 10% allowed" in land(bench, incidents=incidents).reason


def in_force(bench):
    bench.build("staged.schools__incidents")
    return bench.rows("select school_incident_id, place, status from staged.schools__incidents order by all")


def test_a_later_file_adds_incidents_and_replaces_those_it_repeats(bench):
    land(
        bench,
        "2017-04-10",
        incidents=[incident(n, {"submitted_at": "2017-03-01", "incident_date": "2017-03-01"}) for n in (1, 2)],
    )
    land(bench, incidents=[incident(2, {"place": "Field"}), incident(3, {"place": ""})])
    assert in_force(bench) == [
        ("S-1", "Playground", "current"),
        ("S-2", "Sports field", "current"),
        ("S-3", "Unknown", "current"),
    ]


def test_a_rejected_row_leaves_its_earlier_version_current(bench):
    land(bench, "2017-05-10", incidents=[incident(1, {}), incident(2, {})])
    land(bench, agency=FORGIVING, incidents=[incident(1, {"school_urn": ""}), incident(3, {})])
    assert [(key, status) for key, _, status in in_force(bench)] == [(f"S-{n}", "current") for n in (1, 2, 3)]


def test_a_correction_withdraws_what_it_no_longer_has(bench):
    land(bench, incidents=[incident(1, {}), incident(2, {})])
    land(bench, incidents=[incident(2, {"place": "Bus"})])
    assert in_force(bench) == [("S-2", "School bus", "current")]


def test_in_the_star_a_school_in_no_list_has_no_district(bench):
    land(bench, incidents=[incident(1, {}), incident(2, {"school_urn": "123456", "nature": "", "victim_gender": ""})])
    bench.build()
    found = bench.rows(
        "select school_incident_id, school_urn, district_code, victim_sex from star.fct_school_incident order by all"
    )
    assert found == [("S-1", "900001", "E07000218", "Female"), ("S-2", "UNK", "UNK", "Unknown")]
    assert bench.rows("select school_incident_id, nature from star.bridge_school_incident_nature order by all") == [
        ("S-1", "Verbal abuse")
    ]
