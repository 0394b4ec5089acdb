"""Workbooks of `tests/wild/`, as people make them: what must come out of each."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from pipelines.defs.agencies.equip import EquipDelivery
from pipelines.defs.agencies.victim_support import VictimSupportDelivery
from schemas.equip import EQUIP
from schemas.victim_support import VICTIM_SUPPORT
from tests.agencies.senders import SENDERS
from tests.drawn.deliveries import CASE, CASEWORK, settle, write_workbook

WILD = Path(__file__).parents[1] / "wild"
YEAR = (date(2016, 4, 1), date(2017, 3, 31))
QUARTER = (date(2017, 7, 1), date(2017, 9, 30))

#: Each case with an agency and what becomes of its newest delivery: the rows in it, and the days that it covers.
CASES = {
    ("10_footnotes", "victim_support"): (24, YEAR),
    ("10b_footnotes", "equip"): (20, QUARTER),
    ("10c_grand_total", "equip"): (20, QUARTER),
    ("10d_footnote_stops_withdrawal", "equip"): (15, (QUARTER[0], date(2017, 12, 31))),
    ("29_legend_beside", "equip"): (5, QUARTER),
    ("03_sheet_name_space", "victim_support"): (24, YEAR),
    ("03_sheet_name_space", "victim_survey"): (12, (None, None)),
    ("04_libreoffice_rows", "equip"): (28, QUARTER),
    ("22b_total_in_words", "victim_support"): (1203, YEAR),
    ("28_period_0", "equip"): (20, QUARTER),
    ("28v_period", "victim_support"): (24, YEAR),
}


def landed(bench, case, stem):
    """Land a case's deliveries from an agency; return the entry of the newest."""
    shutil.copytree(WILD / case / "raw" / stem, bench.raw / stem)
    for folder in (bench.raw / stem).iterdir():
        settle(folder)
    sender = SENDERS[stem]
    return bench.land(sender.agency, sender.reader)[-1]


@pytest.mark.parametrize(("case", "stem"), CASES)
def test_every_row_of_a_wild_workbook_is_accepted_and_nothing_else(bench, case, stem):
    rows, covers = CASES[case, stem]
    entry = landed(bench, case, stem)
    assert (entry.status, entry.reason) == ("loaded", None)
    assert (entry.rows_sent, entry.rows_accepted, entry.warnings) == (rows, rows, 0)
    assert (entry.covers_from, entry.covers_to) == covers


def test_a_note_below_the_table_does_not_stop_withdrawal(bench):
    landed(bench, "10d_footnote_stops_withdrawal", "equip")
    bench.build("staged.equip__casework")
    found = "select status, count(*) from staged.equip__casework group by status order by status"
    assert bench.rows(found) == [("current", 15), ("withdrawn", 5)]


def cases(bench, footer, above=("Period: 01/04/2016 to 31/03/2017",), rows=3):
    """Land a Victim Support workbook with these rows below its cases and above them; return its entry."""
    folder = bench.raw / "victim_support" / "2017-04-10"
    folder.mkdir(parents=True)
    sent = [list((CASE | {"Case ID": f"VS-{number}"}).values()) for number in range(1, rows + 1)]
    write_workbook(folder / "cases.xlsx", {"Cases": [["Cases"], list(above), list(CASE), *sent, *footer]})
    settle(folder)
    (entry,) = bench.land(VICTIM_SUPPORT, VictimSupportDelivery)
    return entry


@pytest.mark.parametrize(
    "footer",
    [
        [["Total cases: 3"], [], ["Notes"], ["1. 24 cases were closed in 2016."]],
        [[], ["", "", "Total cases", "", "3"], ["Source: case management system, extracted 07/04/2017"]],
        [["Total: 3 cases"], ["OFFICIAL - SENSITIVE"], ["Page 1 of 1"]],
        [["-----"], ["Total", 3], ["Contact the research team for more."]],
    ],
)
def test_the_total_is_read_whatever_is_below_it(bench, footer):
    entry = cases(bench, footer)
    assert (entry.status, entry.rows_accepted) == ("loaded", 3), entry.reason


def test_a_case_below_the_total_is_a_case_so_the_total_is_wrong(bench):
    late = list((CASE | {"Case ID": "VS-9"}).values())
    entry = cases(bench, [["Total cases", 3], late])
    assert (entry.status, entry.reason) == (
        "refused",
        "it has 4 rows, but the delivery says 3; send the complete file again",
    )


@pytest.mark.parametrize(
    "above",
    [
        ["Period: April 2016 to March 2017"],
        ["From", date(2016, 4, 1), "To", date(2017, 3, 31)],
        ["Reporting period", "1 April 2016 – 31 March 2017"],
        ["", "Period", date(2016, 4, 1), date(2017, 3, 31)],
    ],
)
def test_the_period_is_read_in_one_cell_or_two(bench, above):
    entry = cases(bench, [["Total cases", 3]], above)
    assert (entry.status, (entry.covers_from, entry.covers_to)) == ("loaded", YEAR), entry.reason


def test_every_sheet_has_its_own_totals_and_notes(bench):
    folder = bench.raw / "equip" / "2017-10-10"
    folder.mkdir(parents=True)
    sent = [list((CASEWORK | {"Ref": f"EQ/2017/{number}"}).values()) for number in range(1, 9)]
    top = [["Casework"], ["Period", "1/7/2017 - 30/9/2017"], list(CASEWORK)]
    sheets = {
        "Q2 2017": [*top, *sent[:2], ["Subtotal", 2], *sent[2:4], ["Total", 4], [], ["Notes: none"]],
        "Q3 2017": [*top, *sent[4:], [], ["Grand total", 8], ["Source: casework database"]],
    }
    write_workbook(folder / "casework.xlsx", sheets)
    settle(folder)
    (entry,) = bench.land(EQUIP, EquipDelivery)
    assert (entry.status, entry.rows_sent, entry.rows_accepted) == ("loaded", 8, 8), entry.reason
