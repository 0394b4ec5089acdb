"""Landing downloads from data.police.uk: real files in, verdicts and rows out."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from pipelines.defs.landing import _counts
from schemas.police_uk import POLICE_UK
from tests.agencies.outcome import Came
from tests.conftest import open_bench
from tests.drawn.deliveries import STREET_CRIME, police_uk_delivery, settle

FORGIVING = replace(POLICE_UK, largest_rejected_share=1.0)
SENT_ON = "2017-10-20"
MONTH = "2017-08"
FILE = f"{MONTH}/{MONTH}-warwickshire-street.csv"
FIRST_ROW = 2

#: The cells of an anti-social behaviour event, in place of a crime's.
ANTI_SOCIAL = {"Crime ID": "", "Crime type": "Anti-social behaviour", "Last outcome category": ""}

#: Rows that are rejected: their cells, and what is said about each one.
FATAL = {
    "no month": ({"Month": ""}, ["month is missing"]),
    "a month that is not valid": ({"Month": "August"}, ["month is not a month; write it as Apr-15, 2015-04 or a date"]),
    "the month before": ({"Month": "2017-07"}, ["month is not the month in the file's name"]),
    "the month after": ({"Month": "2017-09"}, ["month is not the month in the file's name"]),
    "a month after the download": ({"Month": "2017-11"}, ["month is after the date of the delivery"]),
    "no type": ({"Crime type": ""}, ["crime_type is missing"]),
    "a Crime ID that is a failed formula": ({"Crime ID": "#REF!"}, ["crime_id is a formula that failed"]),
    "a fault in every cell": (
        {"Month": "then", "Crime type": "", "Longitude": "west", "Latitude": "1,5", "Last outcome category": "Zzyzx"},
        [
            "month is not a month",
            "crime_type is missing",
            "longitude is not a number",
            "latitude is not a number",
            "last_outcome_category has a value that isn't in the reference lists",
        ],
    ),
}

#: Cells lost from a row that is accepted: the cell, what is said, and the column that is then missing.
LOST = {
    "a longitude that is not valid": ({"Longitude": "1\u00b0 15' W"}, "longitude is not a number", "longitude"),
    "a latitude with a comma": ({"Latitude": "52,37"}, "latitude is not a number", "latitude"),
    "a location that is a failed formula": ({"Location": "#NAME?"}, "location is a formula that failed", "location"),
    "an area that is a failed formula": ({"LSOA code": "#REF!"}, "lsoa_code is a formula that failed", "lsoa_code"),
}

#: A cell and the value it is read as.
READ = {
    "a longitude": ({"Longitude": "-1.260001"}, "longitude", -1.260001),
    "no place": ({"Longitude": "", "Latitude": ""}, "longitude", None),
    **{
        kind: ({"Crime type": kind}, "crime_type", kind)
        for kind in (
            *["Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Robbery"],
            *["Other crime", "Other theft", "Possession of weapons", "Public order", "Shoplifting", "Vehicle crime"],
            *["Theft from the person", "Violence and sexual offences"],
        )
    },
    "a type of another year": ({"Crime type": "Violent crime"}, "crime_type", "Violence and sexual offences"),
    "a type in no list": ({"Crime type": "Zzyzx"}, "crime_type", "Unknown"),
    "an outcome": (
        {"Last outcome category": "Investigation complete; no suspect identified"},
        "last_outcome_category",
        "Investigation complete; no suspect identified",
    ),
    "an outcome's near twin": (
        {"Last outcome category": "Unable to prosecute"},
        "last_outcome_category",
        "Unable to prosecute suspect",
    ),
    "another's near twin": (
        {"Last outcome category": "Further action is not in the public interest"},
        "last_outcome_category",
        "Further investigation is not in the public interest",
    ),
    "no outcome": ({"Last outcome category": ""}, "last_outcome_category", None),
    "an outcome in no list": ({"Last outcome category": "Zzyzx"}, "last_outcome_category", "Unknown"),
    "no area": ({"LSOA code": "", "LSOA name": "", "Location": "No Location"}, "lsoa_name", None),
    "an area outside": ({"LSOA name": "Coventry 001A"}, "lsoa_name", "Coventry 001A"),
}


def crime(number, cells):
    return STREET_CRIME | {"Crime ID": f"{number:064x}"} | cells


ROWS = {
    **{name: crime(100 + n, cells) for n, (name, (cells, _)) in enumerate(FATAL.items())},
    **{name: crime(200 + n, cells) for n, (name, (cells, *_)) in enumerate([*LOST.items(), *READ.items()])},
    **{f"an event, {n}": STREET_CRIME | ANTI_SOCIAL for n in range(3)},
    **{f"a rejected event, {n}": STREET_CRIME | ANTI_SOCIAL | {"Crime type": ""} for n in range(2)},
    "sound": crime(1, {}),
    "a duplicate": crime(1, {"Location": " On or near  Sample Street"}),
    "one side of a conflict": crime(2, {}),
    "the other side": crime(2, {"Last outcome category": "Local resolution"}),
}
NUMBER = {name: number for number, name in enumerate(ROWS, start=FIRST_ROW)}


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A landed file with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("police_uk")) as bench:
        police_uk_delivery(bench.raw, SENT_ON, months={MONTH: list(ROWS.values())})
        (bench.entry,) = bench.land(FORGIVING, PoliceUkDelivery)
        yield Came(bench, "police_uk", "street", SENT_ON, "street")


@pytest.mark.parametrize("name", FATAL)
def test_a_row_without_a_required_cell_is_rejected_and_every_fault_named(came, name):
    assert came.verdict(NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in came.faults(NUMBER[name])] == []


@pytest.mark.parametrize("name", LOST)
def test_an_optional_cell_that_can_not_be_read_is_the_only_loss(came, name):
    _, fault, column = LOST[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert fault in came.faults(NUMBER[name])
    assert came.cells(NUMBER[name], f"{column}, lsoa_name") == [(None, "Rugby 004B")]


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_it_is_published(came, name):
    _, column, value = READ[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert came.cells(NUMBER[name], column) == [(value,)]


def test_repeated_rows_without_a_crime_id_are_separate_events(came):
    numbers = [NUMBER[f"an event, {n}"] for n in range(3)]
    assert [came.verdict(number) for number in numbers] == ["accepted"] * 3
    keys = {came.cells(number, "record_key")[0] for number in numbers}
    assert keys == {(f"2017-08-01|row {number}",) for number in numbers}


def test_a_faulty_row_without_a_crime_id_is_rejected_every_time_it_appears(came):
    assert [came.verdict(NUMBER[f"a rejected event, {n}"]) for n in range(2)] == ["rejected"] * 2


def test_a_repeated_crime_id_is_a_duplicate_in_equal_rows_and_rejected_in_rows_that_differ(came):
    both = [NUMBER["one side of a conflict"], NUMBER["the other side"]]
    said = f"month, crime_id is repeated in rows that differ ({both[0]}, {both[1]}); say which one is right"
    assert [came.faults(number) for number in both] == [said, said]
    assert (came.verdict(NUMBER["sound"]), came.verdict(NUMBER["a duplicate"])) == ("accepted", "duplicate")


def test_the_file_adds_up(came):
    entry = came.bench.entry
    assert (entry.file, entry.rows_sent, entry.rows_duplicate) == (FILE, len(ROWS), 1)
    assert (entry.rows_rejected, entry.rows_accepted) == (len(FATAL) + 4, len(LOST) + len(READ) + 4)
    assert entry.warnings == len(LOST) + 2
    assert (entry.covers_from, entry.covers_to) == (date(2017, 8, 1), date(2017, 8, 31))
    assert entry.reason == (
        "7 rejected rows have references we can't read; "
        "we can't tell which records they are, so no earlier records were withdrawn"
    )


def land(bench, sent_on=SENT_ON, agency=POLICE_UK, change=None, **how):
    folder = police_uk_delivery(bench.raw, sent_on, **how)
    if change is not None:
        change(folder)
        settle(folder)
    return {entry.file: entry for entry in bench.land(agency, PoliceUkDelivery)}


def months(**rows):
    """Return monthly files: `m2017_08=[...]`, with its month in each row."""
    named = {name[1:].replace("_", "-"): cells for name, cells in rows.items()}
    return {
        month: [crime(n, {"Month": month} | each) for n, each in enumerate(cells)] for month, cells in named.items()
    }


def test_each_month_is_a_file_in_the_ledger_that_covers_its_days(bench):
    entries = land(bench, months=months(m2016_02=[{}], m2017_09=[{}, ANTI_SOCIAL, ANTI_SOCIAL]))
    assert [(file, entry.status, entry.rows_accepted, str(entry.covers_to)) for file, entry in entries.items()] == [
        ("2016-02/2016-02-warwickshire-street.csv", "loaded", 1, "2016-02-29"),
        ("2017-09/2017-09-warwickshire-street.csv", "loaded", 3, "2017-09-30"),
    ]
    assert not (bench.warehouse.rejected / "police_uk").exists()


def test_the_same_crime_id_in_two_months_is_two_records(bench):
    land(bench, months=months(m2017_08=[{}], m2017_09=[{}]))
    assert bench.rows("select count(distinct record_key) from landed.police_uk__street") == [(2,)]


def test_the_files_may_be_directly_in_the_folder(bench):
    def flatten(folder):
        (folder / FILE).rename(folder / "2017-08-Warwickshire-Street.CSV")
        (folder / MONTH).rmdir()

    entries = land(bench, change=flatten)
    assert [(file, entry.status, str(entry.covers_from)) for file, entry in entries.items()] == [
        ("2017-08-warwickshire-street.csv", "loaded", "2017-08-01")
    ]


def test_two_files_for_the_same_month_refuse_the_download(bench):
    entries = land(bench, change=lambda folder: (folder / f"{MONTH}-warwickshire-street.csv").write_text("Crime ID\n"))
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert [entry.reason for entry in entries.values() if entry.reason] == [
        f"{FILE} is for the same month; send only one of them"
    ]


def test_a_download_without_a_monthly_file_is_refused(bench):
    entries = land(
        bench, change=lambda folder: (folder / FILE).rename(folder / MONTH / "2017-08-warwickshire-outcomes.csv")
    )
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert (
        "the delivery has no monthly file; send the zip as it was downloaded, or all that is in it"
        in entries["*-warwickshire-street.csv"].reason
    )


@pytest.mark.parametrize("name", ["2017-13", "2017-00", "1999-12", "2017-8", "201708", "august", "", "2017-08 (1)"])
def test_a_file_without_a_month_in_its_name_refuses_the_download(bench, name):
    other = f"{name}-warwickshire-street.csv"
    entries = land(bench, change=lambda folder: (folder / other).write_text("x"))
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert "its name doesn't give its month, as in 2018-10-warwickshire-street.csv" in entries[other].reason


def test_other_files_in_a_download_are_named_and_not_read(bench):
    others = [f"{MONTH}/{MONTH}-warwickshire-outcomes.csv", f"{MONTH}/{MONTH}-west-midlands-street.csv", "readme.txt"]

    def add(folder):
        for name in others:
            (folder / name).write_text("Crime ID\n")

    entries = land(bench, change=add)
    assert (entries[FILE].status, entries[FILE].rows_accepted, entries[FILE].reason) == ("loaded", 1, None)
    for name in others:
        assert "this isn't a file the agency is expected to send, so it was not read" in entries[name].reason
        assert not entries[name].is_contracted


def test_an_unreadable_month_refuses_the_whole_download_and_each_fault_is_named(bench):
    bad = [{"Crime type": ""}, {"Crime type": ""}]
    sent = months(m2017_07=[{}], m2017_08=bad, m2017_09=bad) | {"2017-10": []}
    entries = land(bench, "2017-12-20", months=sent)
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert {entry.is_contracted for entry in entries.values()} == {True}
    told = {file[:7]: (entry.reason or "")[:33] for file, entry in entries.items()}
    assert told == {
        "2017-07": "",
        "2017-08": "2 of 2 rows (100%) were rejected,",
        "2017-09": "2 of 2 rows (100%) were rejected,",
        "2017-10": "it has no rows, but some are expe",
    }
    assert bench.rows("select * from landed.police_uk__street") == []


def test_a_column_that_is_missing_refuses_the_download_and_names_its_file(bench):
    row = {name: cell for name, cell in STREET_CRIME.items() if name != "Crime type"}
    entries = land(bench, months={"2017-08": [STREET_CRIME], "2017-09": [row]})
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert "the required column crime_type is missing" in entries["2017-09/2017-09-warwickshire-street.csv"].reason


def test_rows_to_send_back_say_which_month_they_are_in(bench):
    land(bench, agency=FORGIVING, months=months(m2017_08=[{}], m2017_09=[{}, {"Crime type": ""}]))
    told = Came(bench, "police_uk", "street", SENT_ON, "street").told
    assert told == {"2017-09/2017-09-warwickshire-street.csv, row 3": "crime_type is missing"}


def in_force(bench, columns="month_start::varchar, crime_id, status"):
    bench.build("staged.police_uk__street")
    return bench.rows(f"select {columns} from staged.police_uk__street order by all")


def test_a_month_sent_again_replaces_the_month_and_leaves_the_others(bench):
    first = months(m2017_07=[{}], m2017_08=[ANTI_SOCIAL, ANTI_SOCIAL, {}, {}])
    land(bench, "2017-09-20", months=first)
    land(bench, months={MONTH: [STREET_CRIME | ANTI_SOCIAL, first[MONTH][3]]})
    assert in_force(bench) == [
        ("2017-07-01", f"{0:064x}", "current"),
        ("2017-08-01", f"{2:064x}", "withdrawn"),
        ("2017-08-01", f"{3:064x}", "current"),
        ("2017-08-01", None, "current"),
        ("2017-08-01", None, "withdrawn"),
    ]
    assert in_force(bench, "street_crime_ref, delivery_id")[-2:] == [
        ("2017-08-01|row 2", "police_uk/2017-10-20"),
        ("2017-08-01|row 3", "police_uk/2017-09-20"),
    ]


def test_a_rejected_row_leaves_its_earlier_version_current(bench):
    land(bench, "2017-09-20", months=months(m2017_08=[{}, {}]))
    land(bench, agency=FORGIVING, months=months(m2017_08=[{"Crime type": ""}]))
    assert in_force(bench) == [
        ("2017-08-01", f"{0:064x}", "current"),
        ("2017-08-01", f"{1:064x}", "withdrawn"),
    ]


@pytest.mark.parametrize(
    ("lsoa_name", "district"),
    [
        ("North Warwickshire 003A", "E07000218"),
        ("Nuneaton and Bedworth 012D", "E07000219"),
        ("Rugby 004B", "E07000220"),
        ("Stratford-on-Avon 015C", "E07000221"),
        ("Warwick 009E", "E07000222"),
        ("WARWICK 009E", "E07000222"),
        ("Coventry 001A", "OUT"),
        ("Harborough 002B", "OUT"),
        ("Rugbyshire 001A", "OUT"),
        ("Birmingham 138A", "OUT"),
        ("", "UNK"),
    ],
)
def test_the_district_comes_from_the_areas_name(bench, lsoa_name, district):
    land(bench, months={MONTH: [STREET_CRIME | {"LSOA name": lsoa_name}]})
    assert in_force(bench, "district_code") == [(district,)]


def test_in_the_star_a_missing_outcome_is_none_given_and_one_in_no_list_is_unknown(bench):
    outcomes = ["", "Zzyzx", "Local resolution"]
    land(bench, months=months(m2017_08=[{"Last outcome category": outcome} for outcome in outcomes]))
    bench.build()
    found = bench.rows("select outcome, month_start::varchar, status from star.fct_street_crime order by all")
    assert found == [(outcome, "2017-08-01", "current") for outcome in ("Local resolution", "None given", "Unknown")]


def test_a_row_that_is_also_in_another_months_file_is_not_a_duplicate_there(bench):
    """It is rejected in the wrong file and sound in its own, whichever file is read first."""
    july, august = ([crime_of(number, month) for number in range(12)] for month in ("2017-07", "2017-08"))
    police_uk_delivery(bench.raw, months={"2017-07": [*july, august[0]], "2017-08": [*august, august[1]]})
    entries = bench.land(POLICE_UK, PoliceUkDelivery)
    assert [(entry.rows_accepted, entry.rows_duplicate, entry.rows_rejected) for entry in entries] == [
        (12, 0, 1),
        (12, 1, 0),
    ]


def crime_of(number, month):
    return STREET_CRIME | {"Crime ID": f"{number:064d}", "Month": month}


def test_dagster_is_given_the_rows_of_all_months_together(bench):
    months = {month: [crime_of(number, month) for number in range(2)] for month in ("2017-07", "2017-08")}
    police_uk_delivery(bench.raw, months=months)
    (table,) = POLICE_UK.tables
    told = _counts(table, bench.land(POLICE_UK, PoliceUkDelivery))
    assert (told["deliveries_loaded"], told["rows_sent"], told["rows_accepted"]) == (1, 4, 4)
