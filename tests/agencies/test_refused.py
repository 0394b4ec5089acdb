"""Deliveries that are refused as a whole: nothing in them is loaded, and the sender learns what to do."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count

import openpyxl
import pytest

from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.conftest import open_bench
from tests.drawn.deliveries import (
    CASE,
    MARKER,
    OFFENCE,
    VICTIM,
    police_delivery,
    settle,
    victim_support_delivery,
    write_workbook,
)

DAYS = count()


def offences(sound, faulty=0):
    good = [OFFENCE | {"offence_ref": f"23/{number}/17"} for number in range(1, sound + 1)]
    return good + [OFFENCE | {"offence_ref": f"24/{number}/17", "district": ""} for number in range(faulty)]


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """One bench for all tests: each test sends its own delivery, on its own day."""
    with open_bench(tmp_path_factory.mktemp("refused")) as opened:
        yield opened


@pytest.fixture
def sent_on():
    return str(date(2017, 9, 3) + timedelta(days=next(DAYS)))


@pytest.fixture
def police(bench, sent_on):
    """Send a police delivery, with a change by hand if asked for, and return its entries by file."""

    def send(change=lambda _: None, **how):
        folder = police_delivery(bench.raw, sent_on, **how)
        change(folder)
        settle(folder)
        return {entry.file: entry for entry in bench.land(POLICE, PoliceDelivery)}

    return send


@pytest.fixture
def victim_support(bench, sent_on):
    def send(change=lambda _: None, **how):
        folder = victim_support_delivery(bench.raw, sent_on, **how)
        change(folder)
        settle(folder)
        return {entry.file: entry for entry in bench.land(VICTIM_SUPPORT, VictimSupportDelivery)}

    return send


def refused(entries, file, reason):
    """Say whether the whole delivery is refused, for this reason in this file."""
    assert {entry.status for entry in entries.values()} == {"refused"}
    assert {entry.rows_accepted for entry in entries.values()} == {0}
    assert reason in (entries[file].reason or "")
    return True


@pytest.mark.parametrize("file", ["offences.csv", "markers.csv", "victims.csv", "manifest.json"])
def test_a_missing_file_refuses_the_delivery(police, bench, sent_on, file):
    entries = police(lambda folder: (folder / file).unlink(), markers=[MARKER])
    assert refused(entries, file, "the file is missing from the delivery; send it")
    assert bench.rows(f"select * from landed.record where delivery_date = '{sent_on}'") == []
    assert bench.rows(f"select * from landed.police__offences where delivery_date = '{sent_on}'") == []


def test_file_names_match_in_upper_or_lower_case(police):
    entries = police(lambda folder: (folder / "offences.csv").rename(folder / "OFFENCES.CSV"))
    assert entries["offences.csv"].status == "loaded"


def test_a_missing_required_column_refuses_the_delivery_and_is_named(police):
    row = {column: cell for column, cell in OFFENCE.items() if column not in ("district", "record_type")}
    entries = police(offences=[row])
    assert refused(entries, "offences.csv", "the required columns record_type, district are missing")


def test_a_missing_optional_column_does_not_refuse_the_delivery(police):
    row = {column: cell for column, cell in OFFENCE.items() if column != "premises_type"}
    assert police(offences=[row])["offences.csv"].rows_accepted == 1


def test_a_row_count_that_differs_from_the_manifest_refuses_the_delivery(police):
    entries = police(markers=[MARKER], stated={"markers.csv": 2})
    assert refused(entries, "markers.csv", "has 1 row, but the delivery says 2")


def test_the_faults_in_every_file_are_named_not_only_the_first(police):
    entries = police(markers=[MARKER], stated={"markers.csv": 2, "victims.csv": 5, "offences.csv": 3})
    told = [entries[file].reason for file in ("offences.csv", "markers.csv", "victims.csv")]
    assert [reason is not None for reason in told] == [True, True, True]


def test_a_delivery_without_offences_is_refused(police):
    assert refused(police(offences=[]), "offences.csv", "it has no rows, but some are expected")


def test_a_delivery_without_markers_or_victims_is_no_fault(police):
    assert police(markers=[], victims=[])["markers.csv"].status == "loaded"


def test_a_tenth_of_the_rows_rejected_is_not_too_many(police):
    entry = police(offences=offences(sound=18, faulty=2))["offences.csv"]
    assert (entry.status, entry.rows_accepted, entry.rows_rejected) == ("loaded", 18, 2)


def test_more_than_a_tenth_of_a_files_rows_rejected_refuses_the_delivery(police):
    entries = police(offences=offences(sound=17, faulty=2))
    assert refused(entries, "offences.csv", "2 of 19 rows (11%) were rejected, more than the 10% allowed")
    # Nothing is loaded, so every row goes back.
    assert entries["offences.csv"].rows_rejected == 19


def test_too_many_rejected_rows_in_a_smaller_file_also_refuse_the_delivery(police):
    markers = [MARKER, MARKER | {"offence_ref": "99/9/17"}]
    assert refused(police(markers=markers), "markers.csv", "1 of 2 rows (50%) were rejected")


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ("{", "can't be read as JSON"),
        ("\ufeff[]", "must hold one JSON object"),
        ('{"recorded_to": "2017-08-31", "rows": {}}', "recorded_from is missing or is not a date"),
        ('{"recorded_from": "2017-08-01", "recorded_to": "08/31/2017"}', "recorded_to is missing or is not a date"),
        ('{"recorded_from": "2017-08-01", "recorded_to": "2017-08-31"}', "gives no number of rows"),
        ('{"recorded_from": "2017-08-01", "recorded_to": "2017-08-31", "rows": 3}', "gives no number of rows"),
    ],
)
def test_a_manifest_that_can_not_be_read_refuses_the_delivery(police, manifest, reason):
    entries = police(lambda folder: (folder / "manifest.json").write_text(manifest, encoding="utf-8"))
    assert refused(entries, "manifest.json", reason)


def test_a_window_that_ends_before_it_begins_refuses_the_delivery(police):
    entries = police(offences=[OFFENCE], window=("2017-08-31", "2017-08-01"))
    assert refused(entries, "manifest.json", "recorded_to")


def test_a_manifest_in_an_encoding_without_a_mark_refuses_the_delivery(police):
    change = "{}".encode("utf-16-le")
    entries = police(lambda folder: (folder / "manifest.json").write_bytes(change))
    assert refused(entries, "manifest.json", "the file is in UTF-16")


def test_a_quote_that_is_never_closed_refuses_the_delivery(police):
    def cut_short(folder):
        path = folder / "offences.csv"
        path.write_text(path.read_text(encoding="utf-8") + '"23/2/17,2017', encoding="utf-8")

    assert refused(
        police(cut_short), "offences.csv", "a quotation mark opened in row 3 (line 3 of the file) is never closed"
    )


@pytest.mark.parametrize("cut", [0, 100, -100])
def test_a_workbook_cut_short_refuses_the_delivery(victim_support, cut):
    def cut_short(folder):
        whole = (folder / "cases.xlsx").read_bytes()
        (folder / "cases.xlsx").write_bytes(whole[:cut])

    assert refused(victim_support(cut_short), "cases.xlsx", "the workbook can't be opened")


def test_a_missing_workbook_refuses_the_delivery(victim_support):
    entries = victim_support(lambda folder: (folder / "cases.xlsx").rename(folder / "notes.xlsx"))
    assert refused(entries, "cases.xlsx", "the file is missing")


def test_a_missing_sheet_refuses_the_delivery(victim_support):
    entries = victim_support(lambda folder: write_workbook(folder / "cases.xlsx", {"Sheet1": [["x"]]}))
    assert refused(entries, "cases.xlsx", "it has no sheet named Cases")


def test_a_missing_column_of_a_workbook_refuses_the_delivery(victim_support):
    case = {column: cell for column, cell in CASE.items() if column != "District"}
    entries = victim_support(cases=[case])
    assert refused(entries, "cases.xlsx", "the required column district is missing or renamed")


def test_a_missing_column_of_a_workbook_is_named(victim_support):
    case = {column: cell for column, cell in CASE.items() if column != "District"}
    assert "district" in (victim_support(cases=[case])["cases.xlsx"].reason or "").lower()


@pytest.mark.parametrize("total", [0, 2])
def test_a_total_that_differs_from_the_rows_sent_refuses_the_delivery(victim_support, total):
    entries = victim_support(total=total)
    assert refused(entries, "cases.xlsx", f"has 1 row, but the delivery says {total}")


@pytest.mark.parametrize("total", ["", "none", "-1", "9" * 5_000, "\u0661\u0662"])
def test_a_total_that_is_not_a_number_of_rows_refuses_the_delivery(victim_support, total):
    assert refused(victim_support(total=total), "cases.xlsx", "there is no number beside Total cases below the table")


def test_a_total_may_be_in_the_same_cell_as_its_label(victim_support):
    def change(folder):
        book = openpyxl.load_workbook(folder / "cases.xlsx")
        (row,) = [row for row in book["Cases"].iter_rows() if row[0].value == "Total cases"]
        row[0].value, row[1].value = "Total cases: 1", None
        book.save(folder / "cases.xlsx")

    assert victim_support(change)["cases.xlsx"].status == "loaded"


@pytest.mark.parametrize("period", ["the year", "31/02/2017 to 31/03/2017", "31/03/2017 to 01/04/2016"])
def test_a_period_that_is_not_stated_refuses_the_delivery(victim_support, period):
    assert refused(victim_support(cases=[], period=period), "cases.xlsx", "period")


def test_too_many_rejected_cases_refuse_the_delivery(victim_support):
    cases = [CASE | {"Case ID": f"VS-{number}"} for number in range(10)]
    cases += [CASE | {"Case ID": "VS-20", "District": ""}, CASE | {"Case ID": ""}]
    assert refused(victim_support(cases=cases), "cases.xlsx", "2 of 12 rows (17%) were rejected")


def test_a_refused_delivery_goes_back_with_the_reason_and_the_rows(police, bench, sent_on):
    police(offences=offences(sound=1, faulty=1), stated={"markers.csv": 7})
    back = bench.sent_back("police", sent_on)
    told = [said for _, said in back["Summary"]]
    assert f"The delivery from Warwickshire Police of {sent_on} was refused; nothing in it was loaded." in told
    assert any("1 of 2 rows (50%) were rejected" in said for said in told)
    assert any("has 0 rows, but the delivery says 7" in said for said in told)
    assert [row[:3] for row in back["offences.csv"]] == [(3, "rejected", "district is missing")]


def test_an_agency_may_allow_another_share_of_rejected_rows(bench, sent_on):
    police_delivery(bench.raw, sent_on, offences=offences(sound=1, faulty=1))
    (*_, entry) = bench.land(replace(POLICE, largest_rejected_share=0.5), PoliceDelivery)
    assert entry.status == "loaded"


def test_a_refused_agency_does_not_stop_another_from_loading(bench, sent_on):
    police_delivery(bench.raw, sent_on, offences=[])
    victim_support_delivery(bench.raw, sent_on)
    assert {entry.status for entry in bench.land(POLICE, PoliceDelivery)} == {"refused"}
    assert {entry.status for entry in bench.land(VICTIM_SUPPORT, VictimSupportDelivery)} == {"loaded"}


def test_a_link_that_leads_out_refuses_the_delivery(police):
    def spoil(folder):
        (folder / "victims.csv").unlink()
        (folder / "victims.csv").symlink_to("/proc/self/mem")

    assert refused(police(spoil), "victims.csv", "it is a link to somewhere outside the deliveries")


def test_nothing_sent_stays_in_memory_once_a_delivery_is_refused(bench, police):
    entries = police(victims=[VICTIM], stated={"victims.csv": 9})
    assert refused(entries, "victims.csv", "it has 1 row, but the delivery says 9")
    left = [name for (name,) in bench.rows("select table_name from duckdb_tables() where temporary")]
    assert not [name for name in left if name.startswith(("offences_", "markers_", "victims_"))]
