"""Landing EQuIP workbooks: real files in, verdicts and rows out."""

from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pytest

from pipelines.defs.agencies.equip import EquipDelivery
from schemas.equip import EQUIP
from tests.agencies.outcome import Came
from tests.conftest import open_bench
from tests.drawn.deliveries import CASEWORK, equip_delivery, settle

FORGIVING = replace(EQUIP, largest_rejected_share=1.0)
SENT_ON = "2017-10-10"
QUARTER = "Q3 2017"

#: The header is in row 3, below a title and the stated period.
FIRST_ROW = 4

#: Rows that are rejected: their cells, and what the sender reads about each one.
FATAL = {
    "no reference": ({"Ref": "n/a"}, ["ref is missing"]),
    "a reference in another form": ({"Ref": "2017/043"}, ["ref is not a reference like EQ/2017/043"]),
    "a reference of a two-digit year": ({"Ref": "EQ/17/043"}, ["ref is not a reference like EQ/2017/043"]),
    "a reference with words": ({"Ref": "EQ/2017/043 (see notes)"}, ["ref is not a reference like"]),
    "no day of opening": ({"Opened": ""}, ["opened is missing"]),
    "a day of opening that is not valid": ({"Opened": "31/09/2017"}, ["opened is not a date"]),
    "a lone year": ({"Opened": 2017}, ["opened is not a date"]),
    "opened before the period": ({"Opened": date(2016, 8, 31)}, ["opened is outside the period stated in cell B2"]),
    "opened after the period": ({"Opened": date(2017, 10, 1)}, ["opened is outside the period stated in cell B2"]),
    "opened after the delivery": ({"Opened": date(2017, 10, 11)}, ["opened is after the date of the delivery"]),
    "opened before 2000": ({"Opened": "31/12/1999"}, ["opened is before 1 January 2000"]),
    "no town": ({"Town": "-"}, ["town is missing"]),
    "a town that is a failed formula": ({"Town": "#VALUE!"}, ["town is a formula that failed"]),
    "no characteristic": ({"Protected characteristic": "NULL"}, ["protected_characteristic is missing"]),
    "nothing said about hate": ({"Hate incident": None}, ["hate_incident is missing"]),
    "hate neither yes nor no": ({"Hate incident": "Unknown"}, ["hate_incident is not yes or no"]),
    "a fault in every cell": (
        {"Ref": "?", "Opened": "soon", "Incident date": "then", "Year of birth": "86", "Postcode area": "near Rugby"}
        | {"Town": "", "Protected characteristic": "", "Hate incident": "maybe", "Role": "#REF!", "Gender": "Zzyzx"},
        [
            "ref is not a reference",
            "opened is not a date",
            "incident_date is not a date",
            "year_of_birth is not a year of birth",
            "postcode_area is not the first part of a postcode",
            "town is missing",
            "protected_characteristic is missing",
            "hate_incident is not yes or no",
            "role is a formula that failed",
            "gender has a value that isn't in the reference lists",
        ],
    ),
}

#: Cells lost from a row that is accepted: the cell, what the sender reads, and the column that is then missing.
LOST = {
    "an incident after the delivery": ({"Incident date": date(2017, 10, 11)}, "incident_date is after the date of"),
    "an incident before 2000": ({"Incident date": "1/1/99"}, "incident_date is before 1 January 2000"),
    "an incident on no day": ({"Incident date": "last summer"}, "incident_date is not a date"),
    "a role that is a failed formula": ({"Role": "#REF!"}, "role is a formula that failed"),
    "a referral that is a failed formula": ({"Referred by": "#NAME?"}, "referred_by is a formula that failed"),
}

#: Identities lost from a row that is accepted: the cell, and what the sender reads.
LOST_IDENTITY = {
    "born before 1900": ({"Year of birth": 1899}, "year_of_birth is not a year of birth from 1902 onwards"),
    "born after the delivery": ({"Year of birth": 2018}, "year_of_birth is not a year of birth from 1902 onwards"),
    "born on a day": ({"Year of birth": date(1986, 8, 2)}, "year_of_birth is not a year of birth"),
    "a postcode that is not valid": ({"Postcode area": "CV"}, "postcode_area is not the first part of a postcode"),
    "initials that are a failed formula": ({"Initials": "#REF!"}, "initials is a formula that failed"),
}

#: A cell and the value it is read as.
READ = {
    "a date cell": ({"Opened": date(2017, 2, 3)}, "opened::varchar", "2017-02-03"),
    "a date cell with a time": ({"Opened": datetime(2017, 2, 3, 9, 30)}, "opened::varchar", "2017-02-03"),
    "a serial number": ({"Opened": 42769}, "opened::varchar", "2017-02-03"),
    "a date as text": ({"Opened": "3 Feb 2017"}, "opened::varchar", "2017-02-03"),
    "day before month": ({"Opened": "03.02.17"}, "opened::varchar", "2017-02-03"),
    "the first day of the period": ({"Opened": "01/09/2016"}, "opened::varchar", "2016-09-01"),
    "the last day of the period": ({"Opened": "30/09/2017"}, "opened::varchar", "2017-09-30"),
    "an incident after it was opened": ({"Incident date": "2017-08-05"}, "incident_date::varchar", "2017-08-05"),
    "one characteristic": ({"Protected characteristic": "Race"}, "protected_characteristic", ["race"]),
    "several characteristics": (
        {"Protected characteristic": "Race, Religion; Sexual orientation/Disability and Gender reassignment;"},
        "protected_characteristic",
        ["race", "religion", "sexual_orientation", "disability", "transgender"],
    ),
    "characteristics with an and": (
        {"Protected characteristic": "Pregnancy and maternity; Marriage and civil partnership"},
        "protected_characteristic",
        ["pregnancy_and_maternity", "marriage_and_civil_partnership"],
    ),
    "a characteristic in no list": (
        {"Protected characteristic": "Race; Zzyzx"},
        "protected_characteristic",
        ["race", "unknown"],
    ),
    **{
        f"hate {cell}": ({"Hate incident": cell}, "hate_incident", read)
        for cell, read in (("Y", True), ("yes", True), (True, True), ("n", False), ("NO", False), (False, False))
    },
    "a witness": ({"Role": "witness"}, "role", "Witness"),
    "a role in no list": ({"Role": "Zzyzx"}, "role", "Unknown"),
    "reported": ({"Reported to police": "Y"}, "reported_to_police", "Yes"),
    "not reported": ({"Reported to police": "No"}, "reported_to_police", "No"),
    "not known whether reported": ({"Reported to police": "Unknown"}, "reported_to_police", "Unknown"),
    "nothing said about the police": ({"Reported to police": ""}, "reported_to_police", None),
    "referred under the old name": ({"Referred by": "WREP"}, "referred_by", "EQuIP"),
    "a gender that is not stated": ({"Gender": "Prefer not to say"}, "gender", "Unknown"),
    "an ethnicity by its code": ({"Ethnicity": "a2"}, "ethnicity", "Asian or British Asian Pakistani"),
    "a town with its county": ({"Town": "Rugby, Warwickshire"}, "town", "UNK"),
    "a town outside the county": ({"Town": "Coventry"}, "town", "OUT"),
    "a district": ({"Town": "N&B"}, "town", "E07000219"),
}

#: The contract's towns, and their districts.
TOWNS = {
    "E07000218": ["Atherstone", "Coleshill", "Polesworth"],
    "E07000219": ["Nuneaton", "Bedworth", "NUNEATON "],
    "E07000220": ["Rugby"],
    "E07000221": [
        "Stratford-upon-Avon",
        "Stratford upon Avon",
        "Stratford",
        "Alcester",
        "Southam",
        "Shipston-on-Stour",
    ],
    "E07000222": ["Leamington Spa", "Leamington", "Royal Leamington Spa", "Warwick", "Kenilworth"],
}
IN_TOWN = {town: ({"Town": town}, "town", code) for code, towns in TOWNS.items() for town in towns}


def case(number, cells=CASEWORK):
    return CASEWORK | {"Ref": f"EQ/2017/{number}"} | cells


ROWS = [
    *(case(100 + n, cells) for n, (cells, _) in enumerate(FATAL.values())),
    *(case(200 + n, cells) for n, (cells, _) in enumerate([*LOST.values(), *LOST_IDENTITY.values()])),
    *(case(300 + n, cells) for n, (cells, *_) in enumerate([*READ.values(), *IN_TOWN.values()])),
    case(1, {}),
    case(1, {"Ref": " EQ/2017/1 "}),
    case(2, {"Town": "Rugby"}),
    case(2, {"Town": "Warwick"}),
]
NUMBER = {
    name: FIRST_ROW + n
    for n, name in enumerate([*FATAL, *LOST, *LOST_IDENTITY, *READ, *(f"in {town}" for town in IN_TOWN)])
}
UNMAPPED = 3  # cells in accepted rows that are in no list


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A landed workbook with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("equip")) as bench:
        equip_delivery(bench.raw, SENT_ON, quarters={QUARTER: ROWS})
        (bench.entry,) = bench.land(FORGIVING, EquipDelivery)
        yield Came(bench, "equip", "casework", SENT_ON, "casework.xlsx")


def where(name):
    return f"{QUARTER}, row {NUMBER[name]}"


@pytest.mark.parametrize("name", FATAL)
def test_a_case_without_a_required_cell_is_rejected_and_every_fault_named(came, name):
    assert came.verdict(NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in came.faults(where(name))] == []


@pytest.mark.parametrize("name", [*LOST, *LOST_IDENTITY])
def test_an_optional_cell_that_can_not_be_read_is_the_only_loss(came, name):
    _, fault = {**LOST, **LOST_IDENTITY}[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert fault in came.faults(where(name))
    lost = "null" if name in LOST_IDENTITY else fault.split()[0]
    assert came.cells(NUMBER[name], f"{lost}, town") == [(None, "E07000220")]


@pytest.mark.parametrize("name", READ)
def test_a_cell_is_read_as_people_type_it(came, name):
    _, column, value = READ[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert came.cells(NUMBER[name], column) == [(value,)]


@pytest.mark.parametrize("town", IN_TOWN)
def test_a_town_is_read_as_its_district(came, town):
    assert came.cells(NUMBER[f"in {town}"], "town") == [(IN_TOWN[town][2],)]
    assert came.faults(where(f"in {town}")) == ""


def test_the_file_adds_up(came):
    entry = came.bench.entry
    assert (entry.rows_sent, entry.rows_duplicate, entry.rows_rejected) == (len(ROWS), 1, len(FATAL) + 2)
    assert entry.rows_accepted == len(LOST) + len(LOST_IDENTITY) + len(READ) + len(IN_TOWN) + 1
    assert entry.warnings == len(LOST) + len(LOST_IDENTITY) + UNMAPPED
    assert (entry.covers_from, entry.covers_to) == (date(2016, 9, 1), date(2017, 9, 30))


@pytest.mark.parametrize("text", ["ZQ", "1986", "CV21", "zzyzx", "last summer", "see notes"])
def test_identities_and_unknown_spellings_are_nowhere_in_the_warehouse(came, text):
    assert came.bench.wherever(text) == []
    assert came.bench.wherever("EQ/2017/300") != []


def land(bench, sent_on=SENT_ON, agency=EQUIP, **how):
    equip_delivery(bench.raw, sent_on, **how)
    (entry,) = bench.land(agency, EquipDelivery)
    return entry


def test_a_sound_workbook_is_loaded_completely_with_nothing_to_send_back(bench):
    entry = land(bench)
    assert (entry.status, entry.rows_accepted, entry.warnings, entry.reason) == ("loaded", 1, 0, None)
    assert not (bench.warehouse.rejected / "equip" / f"{SENT_ON}.xlsx").exists()


@pytest.mark.parametrize(
    ("alias", "column"),
    [("Case ref", "Ref"), ("Date opened", "Opened"), ("YOB", "Year of birth"), ("LOCATION", "Town"), ("town.", "Town")],
)
def test_a_column_is_read_by_its_alias(bench, alias, column):
    sent = {alias if heading == column else heading: cell for heading, cell in CASEWORK.items()}
    entry = land(bench, quarters={QUARTER: [sent]})
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 1, 0)
    assert bench.rows("select ref, opened::varchar, town from landed.equip__casework") == [
        ("EQ/2017/043", "2017-08-04", "E07000220")
    ]


def test_every_sheet_is_read_though_their_headers_drift(bench):
    drifted = {"Hate incident": "Y", "LOCATION": "Warwick", "Date opened": "2016-10-03", "Case ref": "EQ/2016/2"}
    drifted |= {"Notes to self": "x", "Protected Characteristic": "Age", "Role": "Witness"}
    lacking = {heading: CASEWORK[heading] for heading in ("Ref", "Opened", "Town", "Protected characteristic")}
    lacking |= {"Ref": "EQ/2017/3", "Hate incident": "N"}
    entry = land(bench, quarters={"Q3 2016": [CASEWORK], "Q4 2016": [drifted], "Q1 2017": [lacking]})
    assert (entry.status, entry.rows_sent, entry.rows_accepted, entry.warnings) == ("loaded", 3, 3, 0)
    assert bench.rows("select ref, town, hate_incident, role, gender from landed.equip__casework order by ref") == [
        ("EQ/2016/2", "E07000222", True, "Witness", None),
        ("EQ/2017/043", "E07000220", True, "Victim", "Female"),
        ("EQ/2017/3", "E07000220", False, None, None),
    ]


def test_a_row_in_two_sheets_is_a_duplicate_even_if_their_columns_are_in_another_order(bench):
    turned = dict(
        reversed({("YOB" if key == "Year of birth" else key): cell for key, cell in CASEWORK.items()}.items())
    )
    entry = land(bench, quarters={"Q2 2017": [CASEWORK], "Q3 2017": [turned]})
    assert (entry.rows_accepted, entry.rows_duplicate, entry.rows_rejected) == (1, 1, 0)


def test_a_case_that_differs_between_sheets_is_rejected_in_both_with_its_places(bench):
    sound = [case(number, {}) for number in range(1, 21)]
    entry = land(bench, quarters={"Q2 2017": [*sound, CASEWORK], "Q3 2017": [CASEWORK | {"Town": "Warwick"}]})
    assert (entry.rows_accepted, entry.rows_rejected) == (20, 2)
    told = Came(bench, "equip", "casework", SENT_ON, "casework.xlsx").told
    both = "ref is repeated in rows that differ (Q2 2017, row 24, Q3 2017, row 4); say which one is right"
    assert told == {"Q2 2017, row 24": both, "Q3 2017, row 4": both}


def test_a_sheet_with_something_else_is_left_out(bench):
    folder = equip_delivery(bench.raw, SENT_ON)
    book = openpyxl.load_workbook(folder / "casework.xlsx")
    for row in (["Ref", "means the case's number"], ["Town", "where it happened"]):
        book.create_sheet("Notes").append(row)
    book.create_chartsheet("Chart")
    book.save(folder / "casework.xlsx")
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, entry.rows_sent) == ("loaded", 1)


def test_a_notes_sheet_may_come_first_if_it_has_the_period_in_b2(bench):
    folder = equip_delivery(bench.raw, SENT_ON)
    book = openpyxl.load_workbook(folder / "casework.xlsx")
    notes = book.create_sheet("Read me", 0)
    notes["B2"] = "Casework of 01/09/2016 \u2013 30/09/2017, as agreed"
    book.save(folder / "casework.xlsx")
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, entry.covers_from, entry.covers_to) == ("loaded", date(2016, 9, 1), date(2017, 9, 30))


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        (
            "Q4 2017",
            "sheet Q4 2017 has no header row in its first 15 rows: the required column town is missing or renamed",
        ),
        ("q4 2017", "sheet q4 2017 has no header row"),
        (
            "Qwertyson's cases",
            "sheet number 2 has no header row in its first 15 rows: the required column town is missing or renamed",
        ),
    ],
)
def test_a_sheet_with_a_renamed_column_refuses_the_workbook_without_naming_anyone(bench, sheet, said):
    renamed = {"Where" if heading == "Town" else heading: cell for heading, cell in CASEWORK.items()}
    entry = land(bench, quarters={"Q3 2017": [CASEWORK], sheet: [renamed]})
    assert (entry.status, entry.rows_accepted) == ("refused", 0)
    assert said in entry.reason
    assert "Qwertyson" not in entry.reason
    assert bench.rows("select * from landed.equip__casework") == []


def test_an_empty_sheet_named_as_a_quarter_refuses_the_workbook(bench):
    folder = equip_delivery(bench.raw, SENT_ON)
    book = openpyxl.load_workbook(folder / "casework.xlsx")
    book.create_sheet("Q4 2017")
    book.save(folder / "casework.xlsx")
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, "sheet Q4 2017 has no header row" in entry.reason) == ("refused", True)


def test_a_hidden_sheet_is_read_like_the_others(bench):
    folder = equip_delivery(bench.raw, SENT_ON, quarters={"Q2 2017": [CASEWORK], "Q3 2017": [case(2, {})]})
    book = openpyxl.load_workbook(folder / "casework.xlsx")
    book["Q3 2017"].sheet_state = "veryHidden"
    book.save(folder / "casework.xlsx")
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, entry.rows_accepted) == ("loaded", 2)


def test_a_workbook_without_cases_is_refused_because_it_would_withdraw_them_all(bench):
    entry = land(bench, quarters={"Q3 2017": []})
    assert (entry.status, entry.rows_sent, str(entry.covers_to)) == ("refused", 0, "2017-09-30")
    assert "it has no rows, but some are expected" in entry.reason


def test_a_total_below_the_table_is_not_a_case(bench):
    entry = land(bench, quarters={"Q3 2017": [CASEWORK, dict.fromkeys(CASEWORK, "") | {"Ref": "Total", "Opened": 1}]})
    assert (entry.rows_sent, entry.rows_accepted) == (1, 1)


@pytest.mark.parametrize(
    "period",
    [
        "01/09/2016 - 30/09/2017",
        "01/09/2016 to 30/09/2017",
        "01/09/2016\u201330/09/2017",
        "From 01/09/2016 - 30/09/2017.",
        "2016-09-01 - 2017-09-30",
        "September 2016 to September 2017",
    ],
)
def test_the_period_is_read_as_people_type_it(bench, period):
    entry = land(bench, period=period)
    assert (entry.status, entry.covers_from, entry.covers_to) == ("loaded", date(2016, 9, 1), date(2017, 9, 30))


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("", "cell B2 of the first sheet has no period such as 01/09/2016 - 30/09/2017; send it again with one"),
        ("the year to September", "cell B2 of the first sheet has no period"),
        ("01/09/2016", "cell B2 of the first sheet has no period"),
        (42614, "cell B2 of the first sheet has no period"),
        ("31/09/2016 - 30/09/2017", "the period in cell B2 of the first sheet is not two valid dates"),
        ("01/09/0000 - 30/09/2017", "the period in cell B2 of the first sheet is not two valid dates"),
        ("30/09/2017 - 01/09/2016", "the period in cell B2 of the first sheet ends before it begins"),
    ],
)
def test_a_period_that_is_not_stated_refuses_the_workbook(bench, period, said):
    entry = land(bench, period=period)
    assert (entry.status, entry.covers_from) == ("refused", None)
    assert said in entry.reason


@pytest.mark.parametrize(
    "cells",
    [
        {"B1": "01/09/2016 - 30/09/2017"},
        {"A2": "Period: 01/09/2016 - 30/09/2017"},
        {"D1": "From", "E1": date(2016, 9, 1), "F1": "To", "G1": date(2017, 9, 30)},
        {"A1": "From", "B1": date(2016, 9, 1), "A2": "To", "B2": date(2017, 9, 30)},
    ],
)
def test_a_period_in_another_cell_above_the_table_is_read_and_said(bench, cells):
    entry = changed(bench, cells)
    assert (entry.status, entry.covers_from, entry.covers_to) == ("loaded", date(2016, 9, 1), date(2017, 9, 30))
    assert entry.reason == (
        "cell B2 of the first sheet has no period, so it was read from another cell above the tables"
    )


def test_a_period_in_two_cells_from_b2_on_is_read(bench):
    entry = changed(bench, {"B2": date(2016, 9, 1), "C2": date(2017, 9, 30)})
    assert (entry.status, entry.covers_from, entry.covers_to) == ("loaded", date(2016, 9, 1), date(2017, 9, 30))


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"A1": "01/09/2016 - 30/09/2017", "D2": "01/10/2016 - 30/09/2017"}, "loaded"),
        ({"A1": "01/09/2016 - 30/09/2017", "D1": "01/10/2016 - 30/09/2017"}, "more than one period is stated above"),
        ({"B2": date(2016, 9, 1), "C2": date(2017, 9, 1)}, "ends on the first day of a month, so it isn't certain"),
    ],
)
def test_a_period_that_is_not_certain_is_refused(bench, cells, said):
    entry = changed(bench, cells)
    assert said in (entry.reason or entry.status)


def changed(bench, cells):
    folder = equip_delivery(bench.raw, SENT_ON, period="")
    book = openpyxl.load_workbook(folder / "casework.xlsx")
    for place, cell in cells.items():
        book.worksheets[0][place] = cell
    book.save(folder / "casework.xlsx")
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    return entry


def test_too_many_rejected_cases_refuse_the_workbook(bench):
    cases = [*(case(number, {}) for number in range(8)), case(8, {"Town": ""})]
    entry = land(bench, quarters={"Q2 2017": cases[:4], "Q3 2017": cases[4:]})
    assert "1 of 9 rows (11%) were rejected, more than the 10% allowed" in entry.reason


def in_force(bench):
    bench.build("staged.equip__casework")
    return bench.rows("select case_ref, district_code, status from staged.equip__casework order by case_ref")


def test_a_case_in_the_period_that_a_later_workbook_lacks_is_withdrawn(bench):
    before = {"Opened": date(2016, 10, 1)}
    land(
        bench, "2017-07-10", quarters={"Q4 2016": [case(1, before), case(2, {"Opened": "2017-05-02"}), case(3, before)]}
    )
    land(bench, period="01/01/2017 - 30/09/2017", quarters={"Q3 2017": [case(3, {"Town": "Warwick"})]})
    assert in_force(bench) == [
        ("EQ/2017/1", "E07000220", "current"),  # opened before the later workbook's period
        ("EQ/2017/2", "E07000220", "withdrawn"),
        ("EQ/2017/3", "E07000222", "current"),
    ]


def test_a_rejected_row_leaves_its_earlier_version_current(bench):
    land(bench, "2017-07-10", quarters={"Q2 2017": [case(n, {"Opened": "2017-05-02"}) for n in (1, 2)]})
    land(bench, agency=FORGIVING, quarters={"Q2 2017": [case(1, {"Town": ""})]})
    assert in_force(bench) == [("EQ/2017/1", "E07000220", "current"), ("EQ/2017/2", "E07000220", "withdrawn")]


def test_if_a_reference_can_not_be_read_nothing_is_withdrawn_and_the_reason_says_so(bench):
    land(bench, "2017-07-10", quarters={"Q2 2017": [case(1, {"Opened": "2017-05-02"})]})
    entry = land(bench, agency=FORGIVING, quarters={"Q2 2017": [case(2, {}), case(3, {"Ref": ""})]})
    assert entry.reason == (
        "1 rejected row has a reference we can't read; "
        "we can't tell which record it is, so no earlier records were withdrawn"
    )
    assert [status for _, _, status in in_force(bench)] == ["current", "current"]


def test_the_star_says_what_is_hate_and_whether_the_police_know(bench):
    sent = [("Y", "Y"), ("N", "n"), ("Yes", "Unknown"), ("No", "")]
    rows = [
        case(n, {"Hate incident": hate, "Reported to police": told, "Role": "", "Gender": "", "Referred by": "Zzyzx"})
        for n, (hate, told) in enumerate(sent)
    ]
    land(bench, quarters={"Q3 2017": rows})
    bench.build()
    found = bench.rows(
        "select case_ref, is_hate, reported_to_police, role, sex, referral_source from star.fct_case order by case_ref"
    )
    assert found == [
        ("EQ/2017/0", True, True, "Unknown", "Unknown", "Unknown"),
        ("EQ/2017/1", False, False, "Unknown", "Unknown", "Unknown"),
        ("EQ/2017/2", True, None, "Unknown", "Unknown", "Unknown"),
        ("EQ/2017/3", False, None, "Unknown", "Unknown", "Unknown"),
    ]
    assert bench.rows("select strand from star.bridge_case_strand where case_ref = 'EQ/2017/0' order by all") == [
        ("race",),
        ("religion",),
    ]
