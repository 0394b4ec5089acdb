"""Landing online reports: real files in, verdicts and rows out."""

import json
from dataclasses import replace

import pytest

from pipelines.build import vault
from pipelines.defs.agencies.report_hate_now import ReportHateNowDelivery
from schemas.report_hate_now import REPORT_HATE_NOW
from tests.agencies.outcome import Came
from tests.conftest import open_bench
from tests.drawn.deliveries import REPORT, report_hate_now_delivery

FORGIVING = replace(REPORT_HATE_NOW, largest_rejected_share=1.0)
SENT_ON = "2017-08-07"

NO_OBJECT = "is not a JSON object; write each report as one object on its own line"

#: Reports that are rejected: their keys, and what the sender reads about each one.
FATAL = {
    "no number": ({"report_id": None}, ["report_id is missing"]),
    "a number of nothing": ({"report_id": [], "gender": "M"}, ["report_id is missing"]),
    "not submitted": ({"submitted_at": ""}, ["submitted_at is missing"]),
    "submitted at a second of the epoch": ({"submitted_at": 1501841520}, ["submitted_at is not a date"]),
    "submitted after the delivery": (
        {"submitted_at": "2017-08-08"},
        ["submitted_at is after the date of the delivery"],
    ),
    "no district": ({"district": "n/a"}, ["district is missing"]),
    "a district in an object": ({"district": {"name": "Rugby"}}, ["district is missing"]),
    "no strands": ({"strands": []}, ["strands is missing"]),
    "strands of nothing": ({"strands": [None, ""]}, ["strands is missing"]),
    "a fault in every key": (
        {"report_id": "#REF!", "submitted_at": "soon", "incident_at": "then", "district": "", "strands": None}
        | {"police_ref": "none yet", "routed_to": "#REF!", "gender": "Zzyzx"}
        | {"contact": {"date_of_birth": "31/02/1986", "forename": "#NAME?"}},
        [
            "report_id is a formula that failed",
            "submitted_at is not a date",
            "incident_at is not a date",
            "district is missing",
            "strands is missing",
            "police_ref is not a crime reference",
            "routed_to is a formula that failed",
            "gender has a value that isn't in the reference lists",
            "contact_date_of_birth is not a date",
            "contact_forename is a formula that failed",
        ],
    ),
}

#: Lines that aren't sound objects, and what the sender reads about them.
BROKEN = {
    "cut short": ('{"report_id": "R-7", "district": "Rug', NO_OBJECT),
    "a list": ('["R-7", "Rugby"]', NO_OBJECT),
    "a number": ("7", NO_OBJECT),
    "nothing": ("null", NO_OBJECT),
    "text": ("Report of Zbigniewa Qwertyson", NO_OBJECT),
    "an object and more": ('{"report_id": "R-7"} and {"report_id": "R-8"}', NO_OBJECT),
    "an object and a bracket": ('{"report_id": "R-7"}]', NO_OBJECT),
    "too deep": ("[" * 5_000, NO_OBJECT),
    "a number beyond all numbers": ('{"report_id": ' + "7" * 5_000 + "}", NO_OBJECT),
    "a key twice": (
        json.dumps(REPORT).replace('"district"', '"district": "Warwick", "district"'),
        "has the same key twice; say which one is right",
    ),
    "a key in two spellings": (
        json.dumps({**REPORT, "Report ID": "R-8"}),
        "has the same key twice; say which one is right",
    ),
    "a contact given twice": (
        json.dumps({**REPORT, "contact_surname": "Qwertyson"}),
        "has the same key twice; say which one is right",
    ),
}

#: Keys lost from a report that is accepted: the key, what the sender reads, and the column that is then missing.
LOST = {
    "an incident on no day": ({"incident_at": "last week"}, "incident_at is not a date", "incident_at"),
    "an incident after it was submitted": (
        {"incident_at": "2017-08-05"},
        "incident_at is after submitted_at",
        "incident_at",
    ),
    "an incident in a list of days": (
        {"incident_at": ["2017-08-01", "2017-08-02"]},
        "incident_at is not a",
        "incident_at",
    ),
    "a reference that is not valid": ({"police_ref": "ask them"}, "police_ref is not a crime reference", "police_ref"),
    "a reference in a list": ({"police_ref": ["23/1/17", "23/2/17"]}, "police_ref is not a crime", "police_ref"),
    "routed by a failed formula": ({"routed_to": "#REF!"}, "routed_to is a formula that failed", "routed_to"),
    "a contact that is text": ({"contact": "Zbigniewa Qwertyson"}, "contact is not an object with forename", "null"),
    "a contact that is a list": ({"contact": ["Zbigniewa", "Qwertyson"]}, "contact is not an object", "null"),
    "a contact that is a number": ({"contact": 7}, "contact is not an object with forename", "null"),
    "a birth date after the delivery": (
        {"contact": {"surname": "Qwertyson", "date_of_birth": "2018-01-01"}},
        "contact_date_of_birth is after the date of the delivery",
        "null",
    ),
    "a birth date before 1900": (
        {"contact": {"date_of_birth": "29/12/1899"}},
        "contact_date_of_birth is before 1 January 1900",
        "null",
    ),
}

#: A key and the value it is read as.
READ = {
    "a day alone": ({"submitted_at": "2017-08-04"}, "submitted_at::varchar", "2017-08-04"),
    "a time with its zone": ({"submitted_at": "2017-08-04T23:59:59.123+01:00"}, "submitted_at::varchar", "2017-08-04"),
    "day before month": ({"submitted_at": "04/08/2017 10:12"}, "submitted_at::varchar", "2017-08-04"),
    "a number for a name": ({"report_id": 7007}, "report_id", "7007"),
    "an incident the same day": ({"incident_at": "2017-08-04"}, "incident_at::varchar", "2017-08-04"),
    "no incident day": ({"incident_at": None}, "incident_at", None),
    **{
        f"strand {code}": ({"strands": [code]}, "strands", [code])
        for code in ("race", "religion", "sexual_orientation", "disability", "transgender", "alternative_culture")
    },
    "strands in words": ({"strands": ["Racist", "Homophobic", "race"]}, "strands", ["race", "sexual_orientation"]),
    "strands as text": ({"strands": "race; religion"}, "strands", ["race", "religion"]),
    "a strand in no list": ({"strands": ["race", "zzyzx"]}, "strands", ["race", "unknown"]),
    "a strand in a list of its own": ({"strands": [["race"], "religion"]}, "strands", ["race", "religion"]),
    "routed to the police": ({"routed_to": "Police"}, "routed_to", "police"),
    "routed to equip": ({"routed_to": "EQuIP"}, "routed_to", "equip"),
    "routed to an unknown body": ({"routed_to": "zzyzx"}, "routed_to", "unknown"),
    "routed by truth": ({"routed_to": True}, "routed_to", "unknown"),
    **{
        f"reporter {cell}": ({"reporter": cell}, "reporter", cell.title())
        for cell in ("victim", "witness", "agency", "WITNESS")
    },
    "a professional": ({"reporter": "professional"}, "reporter", "Agency"),
    "a reference run together": ({"police_ref": "2310482/17"}, "police_ref", "23/10482/17"),
    "no reference": ({"police_ref": None}, "police_ref", None),
    "a district by a nickname": ({"district": "n&b"}, "district", "E07000219"),
    "a district outside": ({"district": "Coventry"}, "district", "OUT"),
    "a district in no list": ({"district": "zzyzx"}, "district", "UNK"),
    "a district in a list": ({"district": ["Rugby"]}, "district", "E07000220"),
    "a gender not stated": ({"gender": "prefer not to say"}, "gender", "Unknown"),
    "no contact": ({"contact": None}, "district", "E07000220"),
    "an empty contact": ({"contact": {}}, "district", "E07000220"),
    "a contact with more in it": (
        {"contact": {"surname": "Qwertyson", "phone": "01926 000000", "of": {"kin": "Zbigniewa"}}},
        "district",
        "E07000220",
    ),
    "keys the contract does not name": (
        {"browser": "x", "tags": ["a"], "": 1, "a.b": {"c": 2}},
        "district",
        "E07000220",
    ),
    "halves of characters": ({"district": "Rugby\ud800", "\udfff": "\udc00"}, "district", "E07000220"),
    "zero bytes inside": ({"district": "\0Rugby\0"}, "district", "E07000220"),
    "text in a list": ({"text": ["said", "Qwertyson"]}, "district", "E07000220"),
    "a number of 400 digits": ({"size": 10**400}, "district", "E07000220"),
}


def report(number, keys):
    return REPORT | {"report_id": f"R-{number}"} | keys


ROWS = {
    "sound": report(1, {}),
    **{name: report(100 + n, keys) for n, (name, (keys, _)) in enumerate(FATAL.items())},
    **{name: report(200 + n, keys) for n, (name, (keys, *_)) in enumerate([*LOST.items(), *READ.items()])},
    **{name: line for name, (line, _) in BROKEN.items()},
    "a duplicate": dict(reversed(report(1, {}).items())),
    "a broken duplicate": BROKEN["a list"][0],
    "one side of a conflict": report(2, {}),
    "the other side": report(2, {"strands": ["race"]}),
}
NUMBER = {name: number for number, name in enumerate(ROWS, start=1)}


@pytest.fixture(scope="module")
def came(tmp_path_factory):
    """A landed file with a fault of every kind. The tests only look at the result."""
    with open_bench(tmp_path_factory.mktemp("report_hate_now")) as bench:
        report_hate_now_delivery(bench.raw, SENT_ON, reports=list(ROWS.values()))
        (bench.entry,) = bench.land(FORGIVING, ReportHateNowDelivery)
        yield Came(bench, "report_hate_now", "reports", SENT_ON, "reports.jsonl")


@pytest.mark.parametrize("name", FATAL)
def test_a_report_without_a_required_key_is_rejected_and_every_fault_named(came, name):
    assert came.verdict(NUMBER[name]) == "rejected"
    assert [fault for fault in FATAL[name][1] if fault not in came.faults(NUMBER[name])] == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_line_that_is_not_a_sound_object_is_rejected_and_sent_back_as_it_was(came, name):
    line, fault = BROKEN[name]
    assert came.verdict(NUMBER[name]) == "rejected"
    assert came.faults(NUMBER[name]) == fault
    back = came.bench.sent_back("report_hate_now", SENT_ON)["reports.jsonl"]
    assert line in next(row for row in back if row[0] == NUMBER[name])


@pytest.mark.parametrize("name", LOST)
def test_an_optional_key_that_can_not_be_read_is_the_only_loss(came, name):
    _, fault, column = LOST[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert fault in came.faults(NUMBER[name])
    assert came.cells(NUMBER[name], f"{column}, district") == [(None, "E07000220")]


@pytest.mark.parametrize("name", READ)
def test_a_key_is_read_as_it_is_sent(came, name):
    _, column, value = READ[name]
    assert came.verdict(NUMBER[name]) == "accepted"
    assert came.cells(NUMBER[name], column) == [(value,)]


def test_a_repeated_object_is_a_duplicate_whatever_the_order_of_its_keys(came):
    names = ["sound", "a duplicate", "a list", "a broken duplicate"]
    assert [came.verdict(NUMBER[name]) for name in names] == ["accepted", "duplicate", "rejected", "duplicate"]


def test_reports_with_the_same_number_that_differ_are_all_rejected(came):
    both = [NUMBER["one side of a conflict"], NUMBER["the other side"]]
    said = f"report_id is repeated in rows that differ ({both[0]}, {both[1]}); say which one is right"
    assert [came.faults(number) for number in both] == [said, said]


def test_the_file_adds_up(came):
    entry = came.bench.entry
    assert (entry.rows_sent, entry.rows_duplicate) == (len(ROWS), 2)
    assert entry.rows_rejected == len(FATAL) + len(BROKEN) + 2
    assert entry.rows_accepted == len(LOST) + len(READ) + 1


@pytest.mark.parametrize("text", ["Zbigniewa", "Qwertyson", "CV21", "1986", "01926", "zzyzx", "ask them", "last week"])
def test_contacts_free_text_and_unknown_spellings_are_nowhere_in_the_warehouse(came, text):
    assert came.bench.wherever(text) == []
    assert came.bench.wherever("R-201") != []


def land(bench, sent_on=SENT_ON, agency=REPORT_HATE_NOW, **how):
    report_hate_now_delivery(bench.raw, sent_on, **how)
    (entry,) = bench.land(agency, ReportHateNowDelivery)
    return entry


def test_a_sound_report_lands_without_the_person_who_made_it(bench):
    entry = land(bench)
    assert (entry.status, entry.rows_accepted, entry.warnings, entry.reason) == ("loaded", 1, 0, None)
    assert not (bench.warehouse.rejected / "report_hate_now").exists()
    assert bench.rows("select report_id, district, strands, police_ref from landed.report_hate_now__reports") == [
        ("R-1", "E07000220", ["race", "sexual_orientation"], "23/1/17")
    ]
    assert bench.wherever("Qwertyson") == []


def test_the_person_who_made_a_report_is_in_the_vault(bench):
    land(bench, reports=[report(1, {}), report(2, {"contact": None}), report(3, {"contact": "Qwertyson"})])
    with vault.attached(bench.con, bench.warehouse.vault):
        found = bench.rows("""
            select record_key, contact, contact_surname, contact_date_of_birth::varchar, contact_postcode
            from vault.identity.report_hate_now__reports order by record_key
        """)
    assert found == [
        ("R-1", None, "Qwertyson", "1986-08-02", "CV21 1CC"),
        ("R-2", None, None, None, None),
        ("R-3", None, None, None, None),
    ]


def test_a_required_key_that_no_report_has_refuses_the_file(bench):
    without = {key: value for key, value in REPORT.items() if key not in ("district", "strands")}
    entry = land(bench, reports=[without])
    assert (entry.status, "the required columns district, strands are missing" in entry.reason) == ("refused", True)


def test_a_key_that_only_some_reports_have_is_read_from_those(bench):
    without = {key: value for key, value in report(2, {}).items() if key not in ("gender", "police_ref", "contact")}
    assert land(bench, reports=[without, report(1, {})]).rows_accepted == 2
    assert bench.rows("select gender, police_ref from landed.report_hate_now__reports order by report_id") == [
        ("Female", "23/1/17"),
        (None, None),
    ]


def test_a_report_that_spells_its_keys_differently_is_read_like_the_others(bench):
    otherwise = {key.replace("_", " ").title(): value for key, value in report(2, {}).items()}
    entry = land(bench, reports=[report(1, {}), otherwise])
    assert (entry.status, entry.rows_accepted, entry.warnings) == ("loaded", 2, 0)
    assert bench.rows("select distinct district, police_ref, reporter from landed.report_hate_now__reports") == [
        ("E07000220", "23/1/17", "Victim")
    ]


@pytest.mark.parametrize("reports", [[], ["", " "]])
def test_a_file_without_reports_is_refused(bench, reports):
    assert "the file is empty; send it again with its lines" in land(bench, reports=reports).reason


def test_lines_that_are_all_broken_refuse_the_file(bench):
    assert land(bench, reports=["[1]", "[2]"]).status == "refused"


def test_too_many_rejected_reports_refuse_the_file(bench):
    reports = [*(report(number, {}) for number in range(8)), "[]"]
    assert "1 of 9 rows (11%) were rejected, more than the 10% allowed" in land(bench, reports=reports).reason


def test_one_broken_line_of_ten_is_not_too_many(bench):
    entry = land(bench, reports=[*(report(number, {}) for number in range(9)), "[]"])
    assert (entry.status, entry.rows_accepted, entry.rows_rejected) == ("loaded", 9, 1)


def test_a_later_file_adds_reports_and_replaces_those_it_repeats(bench):
    land(bench, reports=[report(1, {}), report(2, {})])
    land(
        bench, "2017-08-14", agency=FORGIVING, reports=[report(2, {"district": "Warwick"}), report(1, {"district": ""})]
    )
    bench.build("staged.report_hate_now__reports")
    found = bench.rows("select report_id, district_code, status from staged.report_hate_now__reports order by all")
    assert found == [("R-1", "E07000220", "current"), ("R-2", "E07000222", "current")]


def test_in_the_star_a_reference_the_police_do_not_have_is_missing(bench):
    keys = ("routed_to", "reporter", "gender", "ethnicity", "incident_at")
    land(bench, reports=[report(1, dict.fromkeys(keys))])
    bench.build()
    found = bench.rows("select offence_ref, routed_to, reporter, sex, incident_date from star.fct_online_report")
    assert found == [(None, "unknown", "Unknown", "Unknown", None)]
    assert bench.rows("select strand from star.bridge_online_report_strand order by all") == [
        ("race",),
        ("sexual_orientation",),
    ]
