"""Landing police deliveries: real files in, verdicts and landed rows out."""

from dataclasses import replace
from itertools import pairwise

import pytest

from pipelines.defs.agencies.police import PoliceDelivery
from schemas.police import POLICE
from tests.conftest import open_bench
from tests.drawn.deliveries import MARKER, OFFENCE, VICTIM, police_delivery

#: Lets a delivery full of faults land, so that each row's verdict can be checked.
FORGIVING = replace(POLICE, largest_rejected_share=1.0)

SENT_ON = "2017-09-03"


def offence(number, **cells):
    return OFFENCE | {"offence_ref": f"23/{number}/17"} | cells


def by_file(entries):
    return {entry.file: entry for entry in entries}


#: Rows that are rejected: their cells, and what the sender reads about each one.
FATAL = {
    "no offence_ref": ({"offence_ref": " "}, ["offence_ref is missing"]),
    "an offence_ref of seven digits": (
        {"offence_ref": "23/1234567/17"},
        ["offence_ref is not a crime reference like 23/10482/17"],
    ),
    "an offence_ref of a four-digit year": ({"offence_ref": "23/1/2017"}, ["offence_ref is not a crime reference"]),
    "no recorded_date": ({"recorded_date": "n/a"}, ["recorded_date is missing"]),
    "a recorded_date that is not a day": ({"recorded_date": "31/02/2017"}, ["recorded_date is not a date"]),
    "a recorded_date before the window": ({"recorded_date": "31/07/2017"}, ["recorded_date is outside the window"]),
    "a recorded_date after the window": ({"recorded_date": "01/09/2017"}, ["recorded_date is outside the window"]),
    "a recorded_date after the delivery": ({"recorded_date": "2017-09-04"}, ["recorded_date is after the date of the"]),
    "a recorded_date before 2000": ({"recorded_date": "31/12/1999"}, ["recorded_date is before 1 January 2000"]),
    "no record_type": ({"record_type": ""}, ["record_type is missing"]),
    "no offence_title": ({"offence_title": "-"}, ["offence_title is missing"]),
    "no district": ({"district": "#N/A"}, ["district is missing"]),
    "a fault in every cell": (
        {"offence_ref": "x", "recorded_date": "soon", "committed_from": "then", "committed_to": "32/01/2017"}
        | {"record_type": "NULL", "offence_title": "", "district": "-"},
        [
            "offence_ref is not",
            "recorded_date is not a date",
            "committed_from is not a date",
            "committed_to is not a",
            "record_type is missing",
            "offence_title is missing",
            "district is missing",
        ],
    ),
    "faults between its columns": (
        {"recorded_date": "2017-09-01", "committed_from": "2017-09-02", "committed_to": "2017-07-01"},
        [
            "recorded_date is outside the window",
            "committed_from is after recorded_date",
            "committed_to is before committed_from",
        ],
    ),
    "one required and one optional fault": (
        {"district": "", "committed_from": "2017-08-02"},
        ["district is missing", "committed_from is after recorded_date"],
    ),
}

#: Rows that lose one optional cell: their cells, what the sender reads, and what is left in the cell.
LOST = {
    "committed_from after recorded_date": ({"committed_from": "2017-08-02"}, "committed_from is after recorded_date"),
    "committed_from that is not a day": ({"committed_from": "last week"}, "committed_from is not a date"),
    "committed_to before committed_from": ({"committed_to": "2017-07-29"}, "committed_to is before committed_from"),
    "committed_to before 2000": ({"committed_to": "1999-12-31"}, "committed_to is before 1 January 2000"),
}

CODED = {
    "record_type": "Unknown",
    "ho_offence_code": "UNK",
    "offence_title": "Unknown",
    "district": "UNK",
    "jsna_area": "Unknown",
    "premises_type": "Unknown",
    "reporting_channel": "Unknown",
}
SPELLED = {"record_type": "crimed INC.", "ho_offence_code": "9a", "district": "N&B", "premises_type": "pub"}

ROWS = {
    "sound": offence(1),
    "sound too": offence(2, district="NBBC"),
    "a duplicate": offence(2, district="\u00a0NBBC  "),
    "one side of a conflict": offence(3, district="Rugby"),
    "the other side": offence(3, district="Warwick"),
    "a conflict that is sent twice": offence(4, district="Rugby"),
    "a conflict's duplicate": offence(4, district="Rugby"),
    "a conflict's other side": offence(4, district="Warwick"),
    "a conflict with a fault": offence(5, district=""),
    "a conflict with that fault": offence(5, recorded_date="2017-08-02"),
    **{name: offence(100 + n) | cells for n, (name, (cells, _)) in enumerate(FATAL.items())},
    **{name: offence(200 + n) | cells for n, (name, (cells, _)) in enumerate(LOST.items())},
    **{f"unmapped {column}": offence(300 + n, **{column: "Zzyzx"}) for n, column in enumerate(CODED)},
    **{f"not stated {column}": offence(400 + n, **{column: "NOT STATED"}) for n, column in enumerate(CODED)},
    "spelled differently": offence(500, **SPELLED),
    "only what is required": offence(
        501, **dict.fromkeys(set(CODED) - {"record_type", "offence_title", "district"}, "")
    )
    | {"committed_from": "", "committed_to": "-"},
}
NUMBER = {name: number for number, name in enumerate(ROWS, start=2)}

MARKERS = {
    "several in a cell": {"marker_code": "RM; hv", "offence_ref": "23/1/17"},
    "added the day before recording": {"offence_ref": "23/2/17", "added_date": "2017-07-31"},
    "added long before recording": {"offence_ref": "23/501/17", "added_date": "2017-07-30"},
    "in no list": {"offence_ref": "23/2/17", "marker_code": "Zzyzx"},
    "also in no list": {"offence_ref": "23/2/17", "marker_code": "Qqfoo"},
    "without a code": {"marker_code": ""},
    "of a rejected offence": {"offence_ref": "23/3/17"},
    "of no offence": {"offence_ref": "23/999/17"},
    "one of two that differ": {"offence_ref": "23/500/17", "marker_code": "HO", "added_date": "2017-08-03"},
    "two of two that differ": {"offence_ref": "23/500/17", "marker_code": "HO/HV", "added_date": "2017-08-04"},
}

VICTIMS = {
    "sound": {},
    "another of the same offence": {"victim_no": "2", "sex": "m", "ethnicity": "W1"},
    "number zero": {"victim_no": "0"},
    "number one and a half": {"victim_no": "1.5"},
    "without a number": {"victim_no": ""},
    "of no offence": {"offence_ref": "23/999/17"},
    "of no offence, with faults": {"offence_ref": "23/998/17", "victim_no": "x", "date_of_birth": "then"},
    "not born yet": {"offence_ref": "23/2/17", "date_of_birth": "2018-01-01"},
    "born before 1900": {"offence_ref": "23/500/17", "date_of_birth": "29/12/1899"},
    "of unknown sex": {"offence_ref": "23/501/17", "sex": "Not stated", "ethnicity": "Zzyzx", "date_of_birth": ""},
    "born in a two-digit year": {"offence_ref": "23/501/17", "victim_no": "2", "date_of_birth": "01/07/47"},
}
MARKER_NUMBER = {name: number for number, name in enumerate(MARKERS, start=2)}
VICTIM_NUMBER = {name: number for number, name in enumerate(VICTIMS, start=2)}


@pytest.fixture(scope="module")
def landed(tmp_path_factory):
    """A landed delivery with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("police")) as bench:
        markers = [MARKER | {"added_date": "", **cells} for cells in MARKERS.values()]
        victims = [VICTIM | cells for cells in VICTIMS.values()]
        police_delivery(bench.raw, SENT_ON, offences=list(ROWS.values()), markers=markers, victims=victims)
        bench.entries = by_file(bench.land(FORGIVING, PoliceDelivery))
        bench.back = bench.sent_back("police", SENT_ON)
        bench.build()
        yield bench


def verdict(landed, file, number):
    ((found,),) = set(landed.rows(f"select verdict from landed.record where file = '{file}' and row_number = {number}"))
    return found


def faults(landed, file, number):
    """What the sender reads about a row; nothing if the row isn't sent back."""
    return next((wrong for row, _, wrong, *_ in landed.back[file] if row == number), "")


def offence_as_landed(landed, name, columns):
    return landed.rows(f"select {columns} from landed.police__offences where row_number = {NUMBER[name]}")


def test_a_sound_delivery_is_loaded_completely(bench):
    police_delivery(bench.raw, offences=[OFFENCE], markers=[MARKER], victims=[VICTIM])
    entries = by_file(bench.land(POLICE, PoliceDelivery))
    assert {entry.status for entry in entries.values()} == {"loaded"}
    assert entries["offences.csv"].rows_accepted == 1
    assert bench.rows("select offence_ref, district from landed.police__offences") == [("23/1/17", "E07000220")]
    assert bench.rows("select age_band, sex from landed.police__victims") == [("21-30", "Female")]
    assert not (bench.warehouse.rejected / "police" / "2017-09-03.xlsx").exists()


@pytest.mark.parametrize("name", FATAL)
def test_a_row_without_a_required_cell_is_rejected_and_every_fault_named(landed, name):
    assert verdict(landed, "offences.csv", NUMBER[name]) == "rejected"
    told = faults(landed, "offences.csv", NUMBER[name])
    assert [fault for fault in FATAL[name][1] if fault not in told] == []


@pytest.mark.parametrize("name", LOST)
def test_an_optional_cell_that_breaks_its_rule_is_the_only_loss(landed, name):
    cells, fault = LOST[name]
    (column,) = cells
    other = ({"committed_from", "committed_to"} - {column}).pop()
    assert verdict(landed, "offences.csv", NUMBER[name]) == "accepted"
    assert fault in faults(landed, "offences.csv", NUMBER[name])
    ((lost, kept, district),) = offence_as_landed(landed, name, f"{column}, {other}::varchar, district")
    assert (lost, kept or "", district) == (None, OFFENCE[other], "E07000220")


@pytest.mark.parametrize("column", CODED)
def test_a_code_in_no_list_becomes_unknown_and_is_listed_privately(landed, column):
    name = f"unmapped {column}"
    assert verdict(landed, "offences.csv", NUMBER[name]) == "accepted"
    assert offence_as_landed(landed, name, column) == [(CODED[column],)]
    assert f"{column} has a value that isn't in the reference lists" in faults(landed, "offences.csv", NUMBER[name])
    sent = next(cells for row, *cells in landed.back["offences.csv"] if row == NUMBER[name])
    assert "Zzyzx" in sent


@pytest.mark.parametrize("column", CODED)
def test_not_stated_is_an_answer_and_not_a_fault(landed, column):
    name = f"not stated {column}"
    assert offence_as_landed(landed, name, column) == [(CODED[column],)]
    assert faults(landed, "offences.csv", NUMBER[name]) == ""


def test_unknown_spellings_are_nowhere_in_the_warehouse(landed):
    assert landed.wherever("zzyzx") == []
    assert landed.wherever("qqfoo") == []


@pytest.mark.parametrize("identity", ["Zbigniewa", "Qwertyson", "1986-08-02", "CV21 1CC"])
def test_identities_are_nowhere_in_the_warehouse(landed, identity):
    assert landed.wherever(identity) == []
    assert landed.wherever("E07000220") != []


def test_codes_match_without_case_or_punctuation(landed):
    found = offence_as_landed(landed, "spelled differently", "record_type, ho_offence_code, district, premises_type")
    assert found == [("Crimed incident", "9A", "E07000219", "Public house or club")]


def test_optional_cells_may_be_missing_without_a_warning(landed):
    found = offence_as_landed(landed, "only what is required", "committed_from, committed_to, jsna_area, premises_type")
    assert found == [(None, None, None, None)]
    assert faults(landed, "offences.csv", NUMBER["only what is required"]) == ""


def test_a_row_equal_to_an_earlier_one_after_trimming_is_a_duplicate(landed):
    assert verdict(landed, "offences.csv", NUMBER["sound too"]) == "accepted"
    assert verdict(landed, "offences.csv", NUMBER["a duplicate"]) == "duplicate"
    assert landed.rows("select count(*) from landed.police__offences where offence_ref = '23/2/17'") == [(1,)]


def test_all_rows_with_the_same_key_that_differ_are_rejected_and_the_sender_is_asked(landed):
    both = [NUMBER["one side of a conflict"], NUMBER["the other side"]]
    for number in both:
        assert verdict(landed, "offences.csv", number) == "rejected"
        told = faults(landed, "offences.csv", number)
        assert f"is repeated in rows that differ ({both[0]}, {both[1]}); say which one is right" in told


def test_a_repeated_row_of_a_conflicting_key_is_still_only_a_duplicate(landed):
    names = ["a conflict that is sent twice", "a conflict's duplicate", "a conflict's other side"]
    found = [verdict(landed, "offences.csv", NUMBER[name]) for name in names]
    assert found == ["rejected", "duplicate", "rejected"]


def test_a_conflict_does_not_hide_a_rows_other_fault(landed):
    told = faults(landed, "offences.csv", NUMBER["a conflict with a fault"])
    assert "district is missing" in told
    assert "is repeated in rows that differ" in told
    assert verdict(landed, "offences.csv", NUMBER["a conflict with that fault"]) == "rejected"


def test_several_markers_in_a_cell_become_several_records(landed):
    found = landed.rows("select marker_code from landed.police__markers where offence_ref = '23/1/17' order by all")
    assert found == [("HV",), ("RM",)]


def test_a_marker_may_be_added_the_day_before_recording_but_not_earlier(landed):
    kept = "select added_date::varchar from landed.police__markers where row_number = {}"
    assert landed.rows(kept.format(MARKER_NUMBER["added the day before recording"])) == [("2017-07-31",)]
    early = MARKER_NUMBER["added long before recording"]
    assert landed.rows(kept.format(early)) == [(None,)]
    assert "added_date is more than a day before" in faults(landed, "markers.csv", early)


def test_two_markers_in_no_list_are_both_unknown_and_do_not_conflict(landed):
    for name in ("in no list", "also in no list"):
        assert verdict(landed, "markers.csv", MARKER_NUMBER[name]) == "accepted"
        found = landed.rows(f"select marker_code from landed.police__markers where row_number = {MARKER_NUMBER[name]}")
        assert found == [("UNK",)]
    assert landed.rows("select count(*) from star.bridge_offence_marker where marker_code = 'UNK'") == [(1,)]


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("without a code", "marker_code is missing"),
        ("of a rejected offence", "offence_ref is not in any accepted row of offences"),
        ("of no offence", "offence_ref is not in any accepted row of offences"),
        ("one of two that differ", "is repeated in rows that differ"),
        ("two of two that differ", "is repeated in rows that differ"),
    ],
)
def test_a_faulty_marker_is_rejected(landed, name, fault):
    assert verdict(landed, "markers.csv", MARKER_NUMBER[name]) == "rejected"
    assert fault in faults(landed, "markers.csv", MARKER_NUMBER[name])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("number zero", ["victim_no is not a whole number from 1"]),
        ("number one and a half", ["victim_no is not a whole number"]),
        ("without a number", ["victim_no is missing"]),
        ("of no offence", ["offence_ref is not in any accepted row of offences"]),
        (
            "of no offence, with faults",
            ["offence_ref is not in any accepted", "victim_no is not a whole", "date_of_birth is not a date"],
        ),
    ],
)
def test_a_faulty_victim_is_rejected_with_every_fault_named(landed, name, told):
    assert verdict(landed, "victims.csv", VICTIM_NUMBER[name]) == "rejected"
    assert [fault for fault in told if fault not in faults(landed, "victims.csv", VICTIM_NUMBER[name])] == []


@pytest.mark.parametrize(
    ("name", "band", "sex", "ethnicity"),
    [
        ("sound", "21-30", "Female", "Asian or British Asian Indian"),
        ("another of the same offence", "21-30", "Male", "White British"),
        ("not born yet", None, "Female", "Asian or British Asian Indian"),
        ("born before 1900", None, "Female", "Asian or British Asian Indian"),
        ("of unknown sex", None, "Unknown", "Unknown"),
        ("born in a two-digit year", "61-70", "Female", "Asian or British Asian Indian"),
    ],
)
def test_only_a_victims_age_band_at_the_offence_sex_and_ethnicity_land(landed, name, band, sex, ethnicity):
    assert verdict(landed, "victims.csv", VICTIM_NUMBER[name]) == "accepted"
    found = landed.rows(
        f"select age_band, sex, ethnicity from landed.police__victims where row_number = {VICTIM_NUMBER[name]}"
    )
    assert found == [(band, sex, ethnicity)]


def test_every_row_gets_exactly_one_verdict_and_each_file_adds_up(landed):
    for file, rows in (("offences.csv", ROWS), ("markers.csv", MARKERS), ("victims.csv", VICTIMS)):
        entry = landed.entries[file]
        assert entry.rows_sent == len(rows)
        assert entry.rows_sent == entry.rows_accepted + entry.rows_duplicate + entry.rows_rejected
        given = landed.rows(
            f"select count(distinct row_number), count(distinct (row_number, verdict))"
            f" from landed.record where file = '{file}'"
        )
        assert given == [(len(rows), len(rows))]
    assert landed.entries["offences.csv"].rows_duplicate == 2
    assert landed.entries["offences.csv"].rows_rejected == len(FATAL) + 6


def test_each_lost_cell_and_each_unknown_spelling_of_an_accepted_row_is_one_warning(landed):
    assert landed.entries["offences.csv"].warnings == len(LOST) + len(CODED)
    assert landed.entries["markers.csv"].warnings == 3
    assert landed.entries["victims.csv"].warnings == 3


def test_rows_sent_back_are_in_the_files_order_with_rejected_ones_first(landed):
    back = [(said == "accepted", row) for row, said, *_ in landed.back["offences.csv"]]
    assert all(earlier < later for earlier, later in pairwise(back))


def test_an_age_band_is_not_worked_out_from_a_lost_day(bench):
    # committed_from is after recorded_date, so it is lost, and the age is taken on the day of recording: 20.
    lost = OFFENCE | {"recorded_date": "2017-08-01", "committed_from": "2017-08-20"}
    police_delivery(bench.raw, offences=[lost], victims=[VICTIM | {"date_of_birth": "1996-08-10"}])
    bench.land(POLICE, PoliceDelivery)
    assert bench.rows("select committed_from from landed.police__offences") == [(None,)]
    assert bench.rows("select age_band from landed.police__victims") == [("11-20",)]
