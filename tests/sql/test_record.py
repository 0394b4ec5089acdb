"""Which version of a record is current, and whether it is withdrawn.

The rules are in docs/contracts/README.md, "Corrections and withdrawals".
"""

from shutil import rmtree

import pytest

from pipelines.build import vault
from pipelines.build.sql_check import sql_checks
from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.police_uk import PoliceUkDelivery
from pipelines.defs.agencies.report_hate_now import ReportHateNowDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from schemas.police import POLICE
from schemas.police_uk import POLICE_UK
from schemas.report_hate_now import REPORT_HATE_NOW
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import (
    CASE,
    MARKER,
    OFFENCE,
    REPORT,
    STREET_CRIME,
    VICTIM,
    police_delivery,
    police_uk_delivery,
    report_hate_now_delivery,
    settle,
    victim_support_delivery,
)
from tests.drawn.tables import draw

AUGUST, SEPTEMBER = ("2017-08-01", "2017-08-31"), ("2017-09-01", "2017-09-30")
BOTH = ("2017-08-01", "2017-09-30")


def offence(ref, day="2017-08-10", **cells):
    return OFFENCE | {"offence_ref": f"23/{ref}/17", "recorded_date": day, "committed_from": ""} | cells


def marker(ref, code="RM"):
    return MARKER | {"offence_ref": f"23/{ref}/17", "marker_code": code, "added_date": ""}


FILLERS = [offence(900 + number, "2017-08-31") for number in range(10)]


def current_versions(bench, table="offences", column="district_code"):
    """Build the police's records; return each one's current value and status, by key."""
    bench.build(f"staged.police__{table}")
    key = {"offences": "offence_ref", "markers": "offence_ref || '|' || marker_code"}[table]
    found = bench.rows(f"select {key}, {column}, status from staged.police__{table} where offence_ref not like '23/9%'")
    return {ref: (value, status) for ref, value, status in found}


def land(bench, sent_on, **how):
    police_delivery(bench.raw, sent_on, **how)
    return {entry.file: entry for entry in bench.land(POLICE, PoliceDelivery)}


def test_a_newer_deliverys_version_replaces_an_older_one(bench):
    land(bench, "2017-09-03", offences=[offence(1, district="Rugby"), offence(2)])
    land(bench, "2017-10-03", offences=[offence(1, district="Warwick"), offence(2)])
    assert current_versions(bench)["23/1/17"] == ("E07000222", "current")


def test_a_record_in_the_window_that_is_no_longer_held_is_withdrawn(bench):
    land(bench, "2017-09-03", offences=[offence(1), offence(2)], markers=[marker(1), marker(2)])
    land(bench, "2017-10-03", offences=[offence(2)], markers=[marker(2)])
    assert current_versions(bench) == {"23/1/17": ("E07000220", "withdrawn"), "23/2/17": ("E07000220", "current")}
    found = current_versions(bench, "markers", "marker_code")
    assert found == {"23/1/17|RM": ("RM", "withdrawn"), "23/2/17|RM": ("RM", "current")}


def test_a_record_outside_the_window_is_left_alone(bench):
    land(bench, "2017-09-03", offences=[offence(1)])
    land(bench, "2017-10-03", offences=[offence(2, "2017-09-01")], window=SEPTEMBER)
    assert {status for _, status in current_versions(bench).values()} == {"current"}


def test_a_window_of_several_months_restates_them_all(bench):
    land(bench, "2017-09-03", offences=[offence(1), offence(2)])
    land(bench, "2017-10-03", offences=[offence(3, "2017-09-01"), offence(4, "2017-09-02")], window=SEPTEMBER)
    land(bench, "2017-11-03", offences=[offence(1), offence(3, "2017-09-01")], window=BOTH)
    found = {ref: status for ref, (_, status) in current_versions(bench).items()}
    assert found == {"23/1/17": "current", "23/2/17": "withdrawn", "23/3/17": "current", "23/4/17": "withdrawn"}


def test_a_withdrawn_record_that_is_sent_again_is_current_again(bench):
    land(bench, "2017-09-03", offences=[offence(1), offence(2)])
    land(bench, "2017-10-03", offences=[offence(2)])
    assert current_versions(bench)["23/1/17"][1] == "withdrawn"
    land(bench, "2017-11-03", offences=[offence(1), offence(2)])
    assert current_versions(bench)["23/1/17"][1] == "current"


def test_a_rejected_row_leaves_its_older_version_current(bench):
    land(bench, "2017-09-03", offences=[offence(1, district="Rugby"), *FILLERS], markers=[marker(1)])
    entries = land(bench, "2017-10-03", offences=[offence(1, district=""), *FILLERS], markers=[])
    assert entries["offences.csv"].rows_rejected == 1
    assert current_versions(bench) == {"23/1/17": ("E07000220", "current")}


def test_the_marker_of_a_rejected_offence_stays_as_it_was(bench):
    markers = [marker(1), *(marker(900 + number) for number in range(10))]
    land(bench, "2017-09-03", offences=[offence(1), *FILLERS], markers=markers)
    land(bench, "2017-10-03", offences=[offence(1, district=""), *FILLERS], markers=markers)
    assert current_versions(bench, "markers", "marker_code") == {"23/1/17|RM": ("RM", "current")}


def test_a_delivery_with_an_unreadable_key_withdraws_nothing_and_says_so(bench):
    land(bench, "2017-09-03", offences=[offence(1), *FILLERS], markers=[marker(1)])
    entries = land(bench, "2017-10-03", offences=[offence(1, offence_ref="?"), *FILLERS], markers=[])
    assert (
        "1 rejected row has a reference we can't read; we can't tell which record it is, so no earlier records were "
        "withdrawn"
    ) in entries["offences.csv"].reason
    assert current_versions(bench)["23/1/17"][1] == "current"


def test_an_unreadable_key_stops_withdrawals_in_the_deliverys_other_files_too(bench):
    land(bench, "2017-09-03", offences=[offence(1), *FILLERS], markers=[marker(1)])
    land(bench, "2017-10-03", offences=[offence(1, offence_ref="?"), *FILLERS], markers=[])
    assert current_versions(bench, "markers", "marker_code")["23/1/17|RM"][1] == "current"


def test_each_row_with_broken_quotes_is_unreadable_on_its_own(bench):
    """Two such rows may be any two records: neither is a duplicate, and nothing is withdrawn."""
    land(bench, "2017-09-03", offences=[offence(1), offence(2), *FILLERS, *more_fillers()])
    folder = police_delivery(bench.raw, "2017-10-03", offences=[*FILLERS, *more_fillers()], stated={"offences.csv": 22})
    with (folder / "offences.csv").open("a", encoding="utf-8") as file:
        file.write('"23/1"/17,2017-08-10\n"23/2"/17,2017-08-10\n')
    settle(folder)
    entry = {entry.file: entry for entry in bench.land(POLICE, PoliceDelivery)}["offences.csv"]
    assert (entry.status, entry.rows_rejected, entry.rows_duplicate) == ("loaded", 2, 0)
    assert {status for _, status in current_versions(bench).values()} == {"current"}


def more_fillers():
    return [offence(950 + number, "2017-08-31") for number in range(10)]


def test_a_correction_of_an_older_delivery_does_not_undo_a_newer_one(bench):
    land(bench, "2017-09-03", offences=[offence(1, district="Rugby"), offence(2)])
    land(bench, "2017-10-03", offences=[offence(1, district="Warwick")])
    land(bench, "2017-09-03", offences=[offence(1, district="Coventry"), offence(2), offence(3)])
    found = current_versions(bench)
    assert found["23/1/17"] == ("E07000222", "current")
    # Records that the newer delivery restated without holding them stay withdrawn, even if it never held them.
    assert found["23/2/17"][1] == "withdrawn"
    assert found["23/3/17"][1] == "withdrawn"


def test_a_record_that_a_correction_drops_is_withdrawn(bench):
    land(bench, "2017-09-03", offences=[offence(1), offence(2)])
    land(bench, "2017-09-03", offences=[offence(2)])
    assert {key: status for key, (_, status) in current_versions(bench).items()} == {
        "23/1/17": "withdrawn",
        "23/2/17": "current",
    }


def test_a_record_keeps_its_version_if_its_row_in_a_correction_is_rejected(bench):
    land(bench, "2017-09-03", offences=[offence(number) for number in range(1, 13)])
    spoilt = offence(1) | {"recorded_date": "31/02/2017"}
    land(bench, "2017-09-03", offences=[spoilt, *(offence(number) for number in range(2, 13))])
    assert current_versions(bench)["23/1/17"] == ("E07000220", "current")


def test_a_record_outside_a_corrections_narrower_window_is_withdrawn(bench):
    land(bench, "2017-10-03", offences=[offence(1), offence(2, "2017-09-01")], markers=[marker(1)], window=BOTH)
    land(bench, "2017-10-03", offences=[offence(2, "2017-09-01")], window=SEPTEMBER)
    assert {key: status for key, (_, status) in current_versions(bench).items()} == {
        "23/1/17": "withdrawn",
        "23/2/17": "current",
    }
    assert current_versions(bench, "markers", "marker_code")["23/1/17|RM"][1] == "withdrawn"
    bench.build()
    assert [check.name for check in sql_checks() if check.violations(bench.con)] == []


def test_a_row_rejected_by_a_corrections_narrower_window_is_kept_and_stops_no_release(bench):
    july = offence(1, "2017-07-05")
    land(bench, "2017-09-03", offences=[july, *FILLERS], window=("2017-07-01", "2017-08-31"))
    entries = land(bench, "2017-09-03", offences=[july, *FILLERS])
    assert entries["offences.csv"].rows_rejected == 1
    assert current_versions(bench)["23/1/17"][1] == "current"
    bench.build()
    assert [check.name for check in sql_checks() if check.violations(bench.con)] == []


def test_a_record_that_a_correction_no_longer_restates_is_as_in_the_delivery_before(bench):
    land(bench, "2017-09-03", offences=[offence(1, district="Rugby")])
    land(bench, "2017-10-03", offences=[offence(1, district="Warwick"), offence(2, "2017-09-01")], window=BOTH)
    assert current_versions(bench)["23/1/17"] == ("E07000222", "current")
    land(bench, "2017-10-03", offences=[offence(2, "2017-09-01")], window=SEPTEMBER)
    assert current_versions(bench)["23/1/17"] == ("E07000220", "current")


def test_a_month_that_a_correction_leaves_out_is_withdrawn(bench):
    months = {month: [STREET_CRIME | {"Month": month}] for month in ("2017-07", "2017-08")}
    folder = police_uk_delivery(bench.raw, months=months)
    bench.land(POLICE_UK, PoliceUkDelivery)
    rmtree(folder / "2017-07")
    bench.land(POLICE_UK, PoliceUkDelivery)
    bench.build()
    found = bench.rows("select month_start::varchar, status from star.fct_street_crime order by all")
    assert found == [("2017-07-01", "withdrawn"), ("2017-08-01", "current")]
    assert [check.name for check in sql_checks() if check.violations(bench.con)] == []


def test_a_line_that_a_correction_broke_may_be_any_earlier_report(bench):
    """The reports it may have been are kept, and so are the identities of the people who made them."""
    reports = [REPORT | {"report_id": f"R-{number}"} for number in range(12)]
    report_hate_now_delivery(bench.raw, reports=reports)
    bench.land(REPORT_HATE_NOW, ReportHateNowDelivery)
    report_hate_now_delivery(bench.raw, reports=[*reports[1:], '{"report_id": "R-0", '])
    bench.land(REPORT_HATE_NOW, ReportHateNowDelivery)
    bench.build()
    assert bench.rows("select status from star.fct_online_report where report_id = 'R-0'") == [("current",)]
    with vault.attached(bench.con, bench.warehouse.vault):
        kept = bench.rows("select record_key, revision from vault.identity.report_hate_now__reports order by all")
    assert kept[0] == ("R-0", 1)
    assert [revision for _, revision in kept[1:]] == [2] * 11


def test_a_refused_delivery_covers_nothing_and_withdraws_nothing(bench):
    land(bench, "2017-09-03", offences=[offence(1)])
    land(bench, "2017-10-03", offences=[offence(2)], stated={"offences.csv": 7})
    assert current_versions(bench) == {"23/1/17": ("E07000220", "current")}
    assert bench.rows("select delivery_id from staged.delivery") == [("police/2017-09-03",)]


def test_a_marker_added_weeks_later_makes_the_offence_hate(bench):
    land(bench, "2017-09-03", offences=[offence(1)])
    bench.build()
    assert bench.rows("select is_hate from star.fct_offence") == [(False,)]
    late = marker(1) | {"added_date": "2017-09-20"}
    land(bench, "2017-10-03", offences=[offence(1), offence(2, "2017-09-05")], markers=[late], window=BOTH)
    bench.build()
    assert bench.rows("select offence_ref, is_hate from star.fct_offence order by all") == [
        ("23/1/17", True),
        ("23/2/17", False),
    ]


def test_an_offence_is_no_longer_hate_once_its_marker_is_taken_off(bench):
    land(bench, "2017-09-03", offences=[offence(1)], markers=[marker(1, "HO; HV")])
    land(bench, "2017-10-03", offences=[offence(1)], markers=[marker(1, "CY")])
    bench.build()
    assert bench.rows("select is_hate from star.fct_offence") == [(False,)]
    assert bench.rows("select marker_code from star.bridge_offence_marker") == [("CY",)]


def test_a_marker_goes_by_its_offences_current_day(bench):
    """The offence was recorded again in September, and that month's delivery holds it without its marker."""
    land(bench, "2017-09-03", offences=[offence(1)], markers=[marker(1)])
    land(bench, "2017-10-03", offences=[offence(1, "2017-09-01")], markers=[], window=SEPTEMBER)
    assert current_versions(bench)["23/1/17"][1] == "current"
    assert current_versions(bench, "markers", "marker_code")["23/1/17|RM"][1] == "withdrawn"


@pytest.fixture(scope="module")
def delivery(tmp_path_factory):
    """Build `staged.covered` from a drawn ledger; return what each current delivery covers."""
    with open_bench(tmp_path_factory.mktemp("drawn")) as bench:

        def covered(ledger, records=""):
            bench.con.execute("delete from audit.delivery; delete from landed.record")
            whole = (
                "rows_sent | rows_accepted | rows_duplicate | rows_rejected | warnings | loaded_at | is_contracted "
                "| contract_sha256"
            )
            header, *lines = ledger.strip().splitlines()
            zeros = "0 | 0 | 0 | 0 | 0 | 2017-12-01 00:00 | true | x"
            draw(bench.con, "audit.delivery", "\n".join([f"{header} {whole}", *(f"{line} {zeros}" for line in lines)]))
            if records:
                header, *lines = records.strip().splitlines()
                drawing = [f"{header} | revision | part", *(f"{line} | 1 | 0" for line in lines)]
                draw(bench.con, "landed.record", "\n".join(drawing))
            bench.build("staged.covered")
            return bench.rows(
                "select covered.delivery_date::varchar, revision, covers_from::varchar, covers_to::varchar"
                " from staged.covered join staged.delivery using (delivery_id) order by all"
            )

        yield covered


def test_the_newest_loaded_revision_of_a_delivery_is_current(delivery):
    found = delivery("""
        agency | delivery_date | file | revision | status  | restates | covers_from | covers_to  |
        police | 2017-09-03    | a    | 1        | loaded  | true     | 2017-08-01  | 2017-08-31 |
        police | 2017-09-03    | a    | 2        | loaded  | true     | 2017-08-02  | 2017-08-31 |
        police | 2017-09-03    | a    | 3        | refused | true     | 2017-08-03  | 2017-08-31 |
        police | 2017-10-03    | a    | 1        | refused | true     | 2017-09-01  | 2017-09-30 |
    """)
    assert found == [("2017-09-03", 2, "2017-08-02", "2017-08-31")]


def test_each_file_that_states_its_own_days_covers_them(delivery):
    found = delivery("""
        agency    | delivery_date | file  | revision | status | restates | covers_from | covers_to  |
        police_uk | 2017-01-20    | oct   | 1        | loaded | true     | 2016-10-01  | 2016-10-31 |
        police_uk | 2017-01-20    | dec   | 1        | loaded | true     | 2016-12-01  | 2016-12-31 |
        police_uk | 2017-01-20    | other | 1        | loaded | true     |             |            |
    """)
    assert [row[2:] for row in found] == [("2016-10-01", "2016-10-31"), ("2016-12-01", "2016-12-31")]


def test_days_after_the_delivery_date_are_not_covered(delivery):
    found = delivery("""
        agency | delivery_date | file | revision | status | restates | covers_from | covers_to  |
        equip  | 2017-09-03    | a    | 1        | loaded | true     | 2017-04-01  | 2018-03-31 |
    """)
    assert found == [("2017-09-03", 1, "2017-04-01", "2017-09-03")]


APPENDED = """
    agency  | delivery_date | file | revision | status  | restates | covers_from | covers_to |
    schools | 2017-01-10    | a    | 1        | loaded  | false    |             |           |
    schools | 2017-02-10    | a    | 1        | refused | false    |             |           |
    schools | 2017-03-10    | a    | 1        | loaded  | false    |             |           |
"""
FIRST_RECORD = """
    agency  | table_name | file | delivery_id        | delivery_date | row_number | verdict  | record_key | record_date
    schools | incidents  | a    | schools/2017-01-10 | 2017-01-10    | 2          | accepted | 1          | 2016-11-20
    schools | incidents  | a    | schools/2017-01-10 | 2017-01-10    | 3          | rejected | 2          | 2016-06-20
"""


def test_an_append_delivery_covers_from_the_day_after_the_previous_one(delivery):
    assert delivery(APPENDED, FIRST_RECORD)[1] == ("2017-03-10", 1, "2017-01-11", "2017-03-10")


@pytest.mark.parametrize(
    ("resent", "begins"),
    [
        # The next report came a week later: the refused week stays a gap.
        ("2017-06-19", "2017-06-13"),
        # The same report came again two days later.
        ("2017-06-14", "2017-06-06"),
    ],
)
def test_days_of_a_refused_append_delivery_stay_uncovered_unless_it_is_sent_again(delivery, resent, begins):
    found = delivery(f"""
        agency          | delivery_date | file | revision | status  | restates | covers_from | covers_to |
        report_hate_now | 2017-06-05    | a    | 1        | loaded  | false    |             |           |
        report_hate_now | 2017-06-12    | a    | 1        | refused | false    |             |           |
        report_hate_now | {resent}    | a    | 1        | loaded  | false    |             |           |
    """)
    assert [row[2:] for row in found] == [(begins, resent)]


def test_the_first_append_delivery_covers_from_the_month_of_its_earliest_record(delivery):
    assert delivery(APPENDED, FIRST_RECORD)[0] == ("2017-01-10", 1, "2016-11-01", "2017-01-10")


def test_a_later_deliverys_older_record_does_not_extend_what_the_first_covers(delivery):
    later = "    schools | incidents | a | schools/2017-03-10 | 2017-03-10 | 2 | accepted | 9 | 2015-01-20\n"
    assert delivery(APPENDED, FIRST_RECORD.rstrip() + "\n" + later)[0][2] == "2016-11-01"


@pytest.mark.parametrize("order", [("police", "victim_support"), ("victim_support", "police")])
def test_the_order_in_which_agencies_load_does_not_matter(bench, order):
    police_delivery(bench.raw, offences=[offence(1)], markers=[marker(1)], victims=[VICTIM])
    victim_support_delivery(bench.raw, cases=[CASE | {"Police crime ref": "Crime 23-1-17"}])
    land = {
        "police": lambda: bench.land(POLICE, PoliceDelivery),
        "victim_support": lambda: bench.land(VICTIM_SUPPORT, VictimSupportDelivery),
    }
    for agency in order:
        land[agency]()
    bench.build()
    assert bench.rows("select case_ref, offence_ref from star.fct_case") == [("VS-1", "23/1/17")]
    assert bench.rows("select sum(agency_contacts), sum(police_all_records) from mart.silo_district_month") == [(2, 1)]


def test_a_cumulative_delivery_restates_only_its_own_period(bench):
    year = {"period": "01/04/2016 to 31/03/2017"}
    cases = [CASE | {"Case ID": f"VS-{number}"} for number in (1, 2)]
    victim_support_delivery(bench.raw, "2017-04-10", cases=cases, **year)
    new = CASE | {"Case ID": "VS-3", "Date created": "2017-05-01"}
    victim_support_delivery(bench.raw, "2017-07-10", cases=[new], period="01/04/2017 to 31/03/2018")
    victim_support_delivery(bench.raw, "2017-07-11", cases=[cases[0]], **year)
    bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    bench.build("staged.victim_support__cases")
    assert bench.rows("select case_id, status from staged.victim_support__cases order by all") == [
        ("VS-1", "current"),
        ("VS-2", "withdrawn"),
        ("VS-3", "current"),
    ]
