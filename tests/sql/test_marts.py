"""What the marts count, by district and month: 0 is not NULL, each offence counts once, withdrawn records never."""

import pytest

from pipelines.build.sql_check import sql_checks
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import CASE, MARKER, OFFENCE, VICTIM, police_delivery, victim_support_delivery

RUGBY, WARWICK = "E07000220", "E07000222"


def offence(ref, day, **cells):
    return OFFENCE | {"offence_ref": f"23/{ref}/17", "recorded_date": day, "committed_from": ""} | cells


def marker(ref, codes):
    return MARKER | {"offence_ref": f"23/{ref}/17", "marker_code": codes, "added_date": ""}


def victim(ref, number=1, **cells):
    return VICTIM | {"offence_ref": f"23/{ref}/17", "victim_no": number} | cells


OFFENCES = [
    offence(1, "2017-05-02"),  # two hate markers, one on each axis
    offence(2, "2017-05-03", record_type="Crimed incident"),
    offence(3, "2017-05-04"),  # a marker that is not a hate marker
    offence(4, "2017-05-31", district="Warwick"),  # no marker
    offence(5, "2017-07-01", district="Coventry"),
    offence(6, "2017-07-15", district="Zzyzx"),
    offence(7, "2017-07-16"),  # no longer held by the second delivery
]
MARKERS = [marker(1, "RM; HV"), marker(2, "HO"), marker(3, "CY"), marker(5, "DA"), marker(6, "TI"), marker(7, "RM")]
CASES = [
    CASE | {"Case ID": "VS-1", "Date created": "2016-12-05", "Case type": "Disability", "Police crime ref": ""},
    CASE | {"Case ID": "VS-2", "Date created": "2017-01-05", "Case type": "Disability; Racist"}
    | {"Referral source": "Self", "Police crime ref": "23-1-17"},
    CASE | {"Case ID": "VS-3", "Date created": "2017-01-06", "Case type": "Gender identity"}
    | {"Referral source": "Self", "Police crime ref": ""},
    CASE | {"Case ID": "VS-4", "Date created": "2017-02-01"},
]  # fmt: skip


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    """Police: May, nothing for June, and July to the 16th. Victim Support: its year to 31 March."""
    with open_bench(tmp_path_factory.mktemp("marts")) as bench:
        may, july = OFFENCES[:4], OFFENCES[4:]
        police_delivery(
            bench.raw, "2017-06-03", offences=may, markers=MARKERS[:3], window=("2017-05-01", "2017-05-31"),
            victims=[victim(1), victim(1, 2, sex="Male", ethnicity=""), victim(4), victim(2, date_of_birth="")],
        )  # fmt: skip
        first = {"offences": july, "markers": MARKERS[3:], "victims": [victim(7)]}
        police_delivery(bench.raw, "2017-07-16", window=("2017-07-01", "2017-07-31"), **first)
        second = {"offences": july[:2], "markers": MARKERS[3:5], "window": ("2017-07-01", "2017-07-16")}
        police_delivery(bench.raw, "2017-07-20", **second)
        refused = {"stated": {"offences.csv": 9}, "window": ("2017-06-01", "2017-06-30")}
        police_delivery(bench.raw, "2017-07-25", offences=[offence(8, "2017-06-02")], **refused)
        victim_support_delivery(bench.raw, "2017-04-10", cases=CASES)
        victim_support_delivery(bench.raw, "2017-04-11", cases=CASES[:3])
        bench.land(POLICE, PoliceDelivery)
        bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
        bench.build()
        yield bench


def of_month(county, mart, columns, month, where=f"district_code = '{RUGBY}'"):
    return county.rows(f"select {columns} from mart.{mart} where month_start = '{month}' and {where}")


@pytest.mark.parametrize(
    ("agency", "month", "coverage", "days"),
    [
        ("police", "2017-04-01", "none", 0),
        ("police", "2017-05-01", "complete", 31),
        ("police", "2017-06-01", "none", 0),  # the delivery that states June was refused
        ("police", "2017-07-01", "partial", 16),  # one states the whole month, but was sent on the 16th
        ("victim_support", "2016-04-01", "complete", 30),
        ("victim_support", "2017-03-01", "complete", 31),
        ("victim_support", "2017-05-01", "none", 0),
    ],
)
def test_a_month_is_complete_partial_or_none(county, agency, month, coverage, days):
    found = of_month(county, "coverage_month", "coverage, days_covered", month, f"agency = '{agency}'")
    assert found == [(coverage, days)]


def test_the_months_have_no_gaps_from_the_first_covered_to_the_last(county):
    for agency in ("police", "victim_support"):
        months = "select count(*), count(distinct month_start), min(month_start)::varchar, max(month_start)::varchar"
        found = county.rows(f"{months} from mart.coverage_month where agency = '{agency}'")
        assert found == [(16, 16, "2016-04-01", "2017-07-01")]
    assert county.rows("select count(*) from mart.silo_district_month") == [(16 * 7,)]
    assert county.rows("select count(*) from mart.support_case_month") == [(16 * 7,)]


@pytest.mark.parametrize(
    ("month", "offences", "crimed", "all_records", "cases", "contacts", "provisional"),
    [
        ("2017-05-01", 1, 1, 3, None, 2, False),
        ("2017-06-01", None, None, None, None, None, False),
        ("2017-07-01", 0, 0, 0, None, 0, True),
        ("2017-01-01", None, None, None, 2, 2, False),
        ("2017-03-01", None, None, None, 0, 0, False),
    ],
)
def test_zero_means_delivered_with_none_and_null_means_not_delivered(
    county, month, offences, crimed, all_records, cases, contacts, provisional
):
    columns = "police_offences, police_crimed_incidents, police_all_records, victim_support_cases, agency_contacts"
    found = of_month(county, "silo_district_month", f"{columns}, is_provisional", month)
    assert found == [(offences, crimed, all_records, cases, contacts, provisional)]


@pytest.mark.parametrize(("district", "offences"), [("OUT", 1), ("UNK", 1), (RUGBY, 0), (WARWICK, 0)])
def test_records_outside_the_county_and_from_an_unknown_district_are_separate(county, district, offences):
    found = of_month(county, "silo_district_month", "police_offences", "2017-07-01", f"district_code = '{district}'")
    assert found == [(offences,)]


def test_an_offence_with_two_markers_counts_once_and_under_each_marker(county):
    assert of_month(county, "silo_district_month", "police_offences", "2017-05-01") == [(1,)]
    sums = "sum(police_records), sum(hate_offences), sum(hate_crimed_incidents), sum(rm), sum(hv), sum(ho)"
    assert of_month(county, "offence_category_month", sums, "2017-05-01") == [(3, 1, 1, 1, 1, 0)]


def test_a_marker_that_is_not_a_hate_marker_does_not_make_a_record_hate(county):
    found = county.rows("select offence_ref from star.fct_offence where is_hate and recorded_date < '2017-06-01'")
    assert sorted(found) == [("23/1/17",), ("23/2/17",)]


def test_a_withdrawn_record_is_kept_and_marked_but_counted_nowhere(county):
    assert county.rows("select status from star.fct_offence where offence_ref = '23/7/17'") == [("withdrawn",)]
    assert county.rows("select status from star.fct_case where case_ref = 'VS-4'") == [("withdrawn",)]
    assert of_month(county, "silo_district_month", "police_all_records", "2017-07-01") == [(0,)]
    assert of_month(county, "silo_district_month", "victim_support_cases", "2017-02-01") == [(0,)]
    assert of_month(county, "support_case_month", "cases, race", "2017-02-01") == [(0, 0)]
    assert of_month(county, "offence_category_month", "sum(police_records), sum(rm)", "2017-07-01") == [(0, 0)]
    assert of_month(county, "victim_profile_month", "sum(victims)", "2017-07-01") == [(0,)]
    assert of_month(county, "marker_month", "sum(police_records)", "2017-07-01") == [(0,)]
    assert of_month(county, "premises_month", "sum(police_records)", "2017-07-01") == [(0,)]
    assert of_month(county, "reporting_channel_month", "sum(police_records)", "2017-07-01") == [(0,)]
    assert of_month(county, "trend_month", "hate_records", "2017-07-01") == [(0,)]
    areas = "jsna_area = 'Hillmorton'"
    assert of_month(county, "area_rate_month", "hate_records", "2017-07-01", areas) == [(2,)]


@pytest.mark.parametrize(
    ("month", "cases", "race", "disability", "transgender", "reported"),
    [
        ("2016-12-01", 1, 0, None, None, 1),  # not recorded before January 2017: NULL, not 0
        ("2016-11-01", 0, 0, None, None, 0),
        ("2017-01-01", 2, 1, 1, 1, 1),
        ("2017-03-01", 0, 0, 0, 0, 0),
        ("2017-04-01", None, None, None, None, None),
    ],
)
def test_disability_and_gender_identity_begin_in_january_2017(
    county, month, cases, race, disability, transgender, reported
):
    columns = "cases, race, disability, transgender, reported_to_police"
    found = of_month(county, "support_case_month", columns, month)
    assert found == [(cases, race, disability, transgender, reported)]


def test_victims_of_hate_records_count_by_their_known_characteristics(county):
    counted = f"district_code = '{RUGBY}' and victims > 0"
    found = of_month(county, "victim_profile_month", "characteristic, member, victims", "2017-05-01", counted)
    assert sorted(found) == [
        ("age_band", "21-30", 2),
        ("age_band", "Unknown", 1),
        ("ethnic_group", "Asian", 2),
        ("ethnic_group", "Unknown", 1),
        ("ethnicity", "Asian or British Asian Indian", 2),
        ("ethnicity", "Unknown", 1),
        ("sex", "Female", 2),
        ("sex", "Male", 1),
        ("sex_and_age_band", "Female, 21-30", 1),
        ("sex_and_age_band", "Male, 21-30", 1),
        ("sex_and_age_band", "Other or unknown", 1),
    ]


def test_a_rate_over_twelve_months_is_null_until_all_are_covered(county):
    rates = "select count(*) from mart.area_rate_month where {} is not null"
    assert county.rows(rates.format("rate_per_1000")) == [(0,)]
    assert county.rows(rates.format("hate_records")) == [(2 * 16,)]


@pytest.mark.parametrize("check", sql_checks(), ids=lambda check: check.name)
def test_every_check_of_the_warehouse_holds(county, check):
    assert check.violations(county.con) == 0


@pytest.mark.parametrize(
    ("check", "change"),
    [
        ("rows_sent_are_accounted_for", "delete from landed.record where row_number = 2 and table_name = 'offences'"),
        ("records_reach_the_star", "delete from star.fct_record where record_ref = '23/7/17'"),
        ("records_reach_the_star", "delete from star.fct_record where record_ref = 'VS-4'"),
        ("silo_district_month_adds_up", "update mart.silo_district_month set police_all_records = 9"),
        ("silo_district_month_adds_up", "update mart.silo_district_month set police_offences = null"),
        ("offence_category_month_adds_up", "update mart.offence_category_month set police_records = null"),
        ("support_case_month_adds_up", "delete from mart.support_case_month where cases > 0"),
        ("victim_profile_month_adds_up", "delete from mart.victim_profile_month where member = 'Male'"),
    ],
)
def test_a_check_finds_what_it_is_for(county, check, change):
    (found,) = (each for each in sql_checks() if each.name == check)
    county.con.execute("begin")
    try:
        county.con.execute(change)
        assert found.violations(county.con) > 0
    finally:
        county.con.execute("rollback")
