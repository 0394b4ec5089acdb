"""Drift: how the columns in deliveries were found, and what is reported."""

from fractions import Fraction

import pytest

from pipelines.defs.agencies.police import PoliceDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from pipelines.defs.drift import drift_result
from pipelines.landing import drift
from pipelines.landing.drift import FAR, LEAST_CELLS, Met, findings
from pipelines.landing.rejected import rejected_path
from schemas.police import POLICE
from schemas.victim_support import VICTIM_SUPPORT
from tests.drawn.deliveries import CASE, OFFENCE, police_delivery, victim_support_delivery

SENT_ON = "2017-09-03"
ROWS = 20


def offences(missing=0, rows=ROWS, **changes):
    """Rows, of which the first few have no premises."""
    sound = [{**OFFENCE, "offence_ref": f"23/{number}/17", **changes} for number in range(1, rows + 1)]
    return [{**row, "premises_type": ""} for row in sound[:missing]] + sound[missing:]


def land(bench, sent_on=SENT_ON, contract="contract", **how):
    police_delivery(bench.raw, sent_on, **how)
    return bench.land(POLICE, PoliceDelivery, contract)


def met(bench, column, sent_on=SENT_ON):
    """Return how a column was found, revision by revision."""
    return bench.rows(f"""
        select met, alias, cells, missing, unmapped from audit.column
        where column_name = '{column}' and delivery_date = '{sent_on}' order by revision
    """)


def reported(bench):
    """Return what drifted in the newest deliveries."""
    return [finding.sentence for found in drift.newest_findings(bench.con).values() for finding in found]


def test_a_sound_delivery_has_each_column_as_named_and_no_drift(bench):
    land(bench, offences=offences())
    assert bench.rows("""
        select table_name, count(*), count(distinct met), sum(unmapped) from audit.column
        where met = 'as named' group by all order by all
    """) == [("markers", 3, 1, 0), ("offences", 11, 1, 0), ("victims", 9, 1, 0)]
    assert met(bench, "premises_type") == [("as named", None, ROWS, 0, 0)]
    assert met(bench, "committed_from") == [("as named", None, ROWS, 0, None)], "it is not coded"
    assert reported(bench) == []


def test_a_column_outside_the_contract_is_named_by_its_place(bench):
    land(bench, offences=offences(**{"Zbigniewa Qwertyson": "Zorgon"}))
    assert met(bench, "column 12") == [("ignored", None, ROWS, None, None)]
    assert reported(bench) == ["column 12 isn't in the contract, so it was ignored"]


def test_a_listed_alias_is_named_as_the_contract_spells_it(bench):
    case = {("CRIME NUMBER" if name == "Police crime ref" else name): cell for name, cell in CASE.items()}
    victim_support_delivery(bench.raw, SENT_ON, cases=[case])
    bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    assert met(bench, "police_crime_ref") == [("alias", "Crime number", 1, 0, None)]
    assert reported(bench) == ["police_crime_ref was sent as 'Crime number', a listed alias, and was read"]
    assert not rejected_path(bench.warehouse, "victim_support", SENT_ON).exists(), "there is nothing private in it"


def test_an_absent_column_is_named(bench):
    land(bench, offences=[{name: cell for name, cell in row.items() if name != "jsna_area"} for row in offences()])
    assert met(bench, "jsna_area") == [("absent", None, ROWS, ROWS, 0)]
    assert reported(bench) == ["jsna_area was not sent"]


def test_spellings_in_no_list_are_counted_and_only_listed_in_the_workbook(bench):
    rows = offences()
    for row, spelling in zip(rows, ["Zorgon", "zorgon", "Zorgon ", "Xyzzy"], strict=False):
        row["premises_type"] = spelling
    land(bench, offences=rows)
    assert met(bench, "premises_type") == [("as named", None, ROWS, 0, 4)]
    assert reported(bench) == [
        f"premises_type: 4 of {ROWS} cells have values that aren't in the reference lists, so they were read as unknown"
    ]
    assert bench.sent_back("police", SENT_ON)["Unmapped"] == [
        ("offences.csv", "premises_type", "Zorgon", 2),
        ("offences.csv", "premises_type", "Xyzzy", 1),
        ("offences.csv", "premises_type", "zorgon", 1),
    ]
    assert "raw/reference/aliases.csv" in bench.sent_back("police", SENT_ON)["Summary"][-1][1]
    assert [bench.wherever(value) for value in ("zorgon", "xyzzy")] == [[], []]


def test_the_workbooks_first_sheet_says_the_same_with_the_headings(bench):
    land(bench, offences=offences(**{"Shoe size": "Zorgon"}))
    said = [said for _, said in bench.sent_back("police", SENT_ON)["Summary"]]
    assert said == ["column 12, 'Shoe size', isn't in the contract, so it was ignored."]
    assert "Unmapped" not in bench.sent_back("police", SENT_ON)


def test_rejected_rows_are_counted_and_duplicates_and_broken_rows_are_not(bench):
    broken = {**OFFENCE, "offence_ref": '23/98/17","'}
    rows = [*offences(1), offences(1)[0], {**OFFENCE, "offence_ref": "23/99/17", "district": ""}, broken]
    land(bench, offences=rows)
    assert met(bench, "premises_type") == [("as named", None, ROWS + 2, 1, 0)]
    assert met(bench, "district") == [("as named", None, ROWS + 2, 1, 0)]


def test_a_cell_that_breaks_a_rule_is_not_missing(bench):
    land(bench, offences=offences(committed_from="2017-08-30", committed_to="soon"))
    assert met(bench, "committed_from") == [("as named", None, ROWS, 0, None)]
    assert met(bench, "committed_to") == [("as named", None, ROWS, 0, None)]


def test_the_ledger_has_what_could_be_read_of_a_refused_delivery(bench):
    land(bench, offences=offences(), stated={"markers.csv": 7})
    assert bench.rows("select status, count(*) from audit.delivery group by all") == [("refused", 4)]
    assert bench.rows("select distinct table_name from audit.column order by 1") == [
        ("markers",),
        ("offences",),
        ("victims",),
    ]
    land(bench, "2017-10-03", offences=[{**row, "Shoe size": ""} for row in offences()], stated={"offences.csv": 1})
    assert reported(bench) == ["column 12 isn't in the contract, so it was ignored"]


def test_a_correction_adds_its_revision_and_the_same_files_replace_theirs(bench):
    land(bench, offences=offences(2, **{"Shoe size": ""}))
    land(bench, offences=offences(3))
    assert met(bench, "premises_type") == [("as named", None, ROWS, 2, 0), ("as named", None, ROWS, 3, 0)]
    assert reported(bench) == [], "the newest revision has no drift"
    columns = bench.rows("select count(*) from audit.column")
    land(bench, "2017-09-03", "another contract", offences=offences(3))
    assert bench.rows("select count(*) from audit.column") == columns
    grain = "agency, delivery_date, revision, table_name, column_name"
    assert bench.rows(f"select count(distinct ({grain})) from audit.column") == columns


def shares(bench, *missing, rows=ROWS):
    """Land a delivery each month, with some cells missing in each."""
    for month, count in enumerate(missing, start=1):
        land(bench, f"2017-{month + 9}-03", offences=offences(count, rows))


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ((2, 4, 6), None),  # exactly ten points above the highest
        ((2, 4, 7), "35% of 20 cells are missing, compared with 10% to 20% in 2 earlier deliveries"),
        ((8, 10, 6), None),
        ((8, 10, 5), "25% of 20 cells are missing, compared with 40% to 50% in 2 earlier deliveries"),
        ((0, 20, 10), None),  # any share is in such a range
        ((20,), None),
        ((0, 20), None),  # one earlier delivery is not a range
        ((0, 0, 20), "100% of 20 cells are missing, compared with 0% in 2 earlier deliveries"),
    ],
)
def test_a_share_of_missing_cells_far_outside_all_earlier_ones_is_reported(bench, missing, said):
    (*earlier, last) = missing
    shares(bench, *earlier)
    land(bench, "2017-12-03", offences=offences(last))
    assert reported(bench) == ([f"premises_type: {said}"] if said else [])


def column(cells, missing):
    return Met("offences", "premises_type", "as named", None, cells, missing, 0)


def test_a_few_rows_may_lack_a_column():
    absent = [
        Met("reports", "police_ref", "absent", None, cells, cells, None) for cells in (LEAST_CELLS - 1, LEAST_CELLS)
    ]
    assert [len(list(findings([column], {}))) for column in absent] == [0, 1]


def test_the_share_of_a_few_cells_is_not_reported():
    earlier = {("offences", "premises_type"): [Fraction(0), Fraction(0)]}
    assert list(findings([column(LEAST_CELLS - 1, LEAST_CELLS - 1)], earlier)) == []
    assert [each.kind for each in findings([column(LEAST_CELLS, LEAST_CELLS)], earlier)] == ["missing"]
    assert list(findings([column(1000, int(1000 * FAR))], earlier)) == []
    assert [each.kind for each in findings([column(1000, int(1000 * FAR) + 1)], earlier)] == ["missing"]


def test_history_has_current_earlier_deliveries_with_enough_rows(bench):
    land(bench, "2017-09-03", offences=offences(20))
    land(bench, "2017-09-03", offences=offences(4))  # its correction is current
    land(bench, "2017-09-04", offences=offences(6))
    land(bench, "2017-09-04", offences=offences(20), stated={"offences.csv": 1})  # a refused correction isn't
    land(bench, "2017-09-05", offences=offences(19, rows=19))  # too few cells
    land(bench, "2017-09-06", offences=offences(20), stated={"offences.csv": 1})
    without = [{name: cell for name, cell in row.items() if name != "premises_type"} for row in offences()]
    land(bench, "2017-09-07", offences=without)
    land(bench, "2017-09-09", offences=offences(20))
    sent_on = bench.rows("select date '2017-09-08'")[0][0]
    found = drift.history(bench.con, "police", sent_on)["offences", "premises_type"]
    assert sorted(found) == [Fraction(4, 20), Fraction(6, 20)]
    assert drift.history(bench.con, "victim_support", sent_on) == {}


def test_dagster_gets_a_warning_with_counts(bench):
    land(bench, offences=offences())
    assert drift_result(bench.con, POLICE).passed
    rows = offences(**{"Zbigniewa Qwertyson": "Zorgon", "Shoe size": ""})
    rows[0]["premises_type"] = "Zorgon"
    land(bench, "2017-10-03", offences=rows)
    result = drift_result(bench.con, POLICE)
    assert (result.passed, result.severity.value) == (False, "WARN")
    assert {name: count.value for name, count in result.metadata.items()} == {
        "columns_ignored": 2,
        "columns_unmapped": 1,
    }
    assert drift_result(bench.con, VICTIM_SUPPORT).passed, "another agency's drift is its own"


def test_a_load_that_fails_between_the_two_enters_neither(bench, monkeypatch):
    def fails(*_):
        raise RuntimeError

    monkeypatch.setattr(drift, "enter", fails)
    with pytest.raises(RuntimeError):
        land(bench, offences=offences())
    assert bench.rows("select count(*) from audit.delivery union all select count(*) from audit.column") == [(0,), (0,)]


def test_a_ledger_from_before_drift_has_no_findings(bench):
    bench.con.execute("drop table audit.column")
    assert drift.newest_findings(bench.con) == {}
