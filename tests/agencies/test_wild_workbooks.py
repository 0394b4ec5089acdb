"""Workbooks of `tests/wild/`, as people make them: what must come out of each."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.agencies.senders import SENDERS
from tests.drawn.deliveries import settle

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
