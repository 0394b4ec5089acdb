"""What is below a table is no row, and a row is never taken for something else."""

import pytest

from pipelines.files.footer import table_rows
from pipelines.files.sheets import Row, Sheet
from schemas.police import POLICE
from schemas.schools import SCHOOLS
from schemas.victim_support import VICTIM_SUPPORT

HEADER = ["Case ID", "Date created", "Case type", "District", "Allowed"]
(CASES,) = VICTIM_SUPPORT.tables
SOUND = ["VS-1", "2017-01-03", "Racist", "Rugby", ""]


def read(*below, table=CASES, header=HEADER):
    """Return the numbers of the rows that were read, with the footer and what was assumed."""
    sheet = Sheet("cases.xlsx", list(header), iter(()))
    rows = [row if isinstance(row, Row) else Row(number, row) for number, row in enumerate(below, start=2)]
    return [row.number for row in table_rows(table, sheet, rows)], sheet


KNOWN = (
    "Total cases",
    "Total cases: 1,203",
    "Grand total",
    "GRAND TOTAL:",
    "Sub-total",
    "Rugby Total",
    "(30 rows affected)",
    "(1 row)",
    "(30 row(s) affected)",
    "24 rows selected.",
    "Query returned 24 rows",
    "24 rows in set (0.01 sec)",
    "no rows selected",
    "Rows: 24",
    "Record count: 1,203",
    "Completion time: 2017-09-03T04:00:00",
    "Page 1 of 1",
    "-- end of file",
    "*** END OF REPORT ***",
    "End of report",
    "Notes: two cases are still open.",
    "Note - figures are provisional",
    "N.B. provisional",
    "* Please note these are provisional",
    "Source: case management system",
    "Data source: case management system",
    "Produced by the performance team",
    "Report produced on 07/04/2017",
    "Extracted 07/04/2017",
    "Date printed: 07/04/2017",
    "Data last updated 07/04/2017",
    "OFFICIAL-SENSITIVE",
    "OFFICIAL - SENSITIVE",
    "[OFFICIAL]",
    "Confidential",
    "Handle under data protection law",
    "This report contains personal data",
    "© Crown copyright 2017",
    "------",
    "=====",
)


@pytest.mark.parametrize("said", KNOWN)
def test_a_known_footer_is_no_row_and_needs_no_word(said):
    assert read(SOUND, [""] * 5, [said, "", "", "", ""])[0] == [2]
    rows, sheet = read(SOUND, [said], Row(4, [said], "is cut short"))
    assert (rows, sheet.assumed) == ([2], [])


@pytest.mark.parametrize(
    "cells",
    [
        ["Total cases", "24"],
        ["Grand total", "20", "", "3"],
        ["Total cases: 1", "203"],
        ["", "Total", "", "24"],
        ["Source:", "case system"],
        ["Notes: provisional", " may change", " see page 3"],
        ["----", "---", "-", "-----"],
    ],
)
def test_a_known_footer_may_take_several_cells(cells):
    rows, sheet = read(SOUND, cells)
    assert (rows, sheet.assumed) == ([2], [])


def test_the_footer_keeps_its_cells_from_the_first_column_of_the_table_on():
    _, sheet = read(["", *SOUND], ["", "Total cases", "24"], ["", "Notes"], header=["", *HEADER])
    assert sheet.footer == [["Total cases", "24"], ["Notes"]]


def test_words_below_the_table_are_notes_and_this_is_said():
    rows, sheet = read(SOUND, ["Two cases were open in March."], ["The team in Rugby closed", " by mistake", " one"])
    assert rows == [2]
    assert sheet.assumed == ["rows 3 and 4, below the table, were taken for notes and not rows"]
    _, sheet = read(SOUND, ["Notes"], ["1. Two cases were open in March."])
    assert sheet.assumed == []


def test_words_between_rows_stay_a_fault_but_totals_and_page_numbers_are_no_rows():
    assert read(SOUND, ["Notes: provisional"], ["Seen and closed"], SOUND)[0] == [2, 3, 4, 5]
    assert read(SOUND, ["Total", "1"], ["Page 1 of 2"], ["-----"], SOUND)[0] == [2, 6]


def test_a_header_in_the_middle_is_no_row_and_this_is_said():
    rows, sheet = read(SOUND, [*map(str.upper, HEADER)], SOUND)
    assert (rows, sheet.assumed) == ([2, 4], ["row 3 repeats the header, so it was not taken for a row"])


def test_a_row_blank_in_every_column_of_the_contract_is_blank():
    rows, sheet = read(SOUND, ["", "", "", "", "Racist"], ["Total cases", "1", "", "", "Note"])
    assert (rows, sheet.footer, sheet.assumed) == (
        [2],
        [["", "", "", "", "Racist"], ["Total cases", "1", "", "", "Note"]],
        [],
    )


@pytest.mark.parametrize(
    "cells",
    [
        ["VS-2"],
        ["VS"],
        ["VS-2", "", "Racist"],
        ["", "2017-01-03"],
        ["", "2017-01-03", "Racist", "Rugby"],
        ["Total", "2017-01-03", "Racist", "Rugby"],
        ["Notes", "2017-01-03", "Racist", "Rugby"],
    ],
)
def test_a_record_that_lacks_cells_is_never_a_footer(cells):
    assert read(SOUND, cells)[0] == [2, 3]


def test_a_reference_cut_short_is_a_row():
    markers = POLICE.table("markers")
    header = ["offence_ref", "marker_code", "added_date"]
    assert read(["23/1000/17", "RM", ""], ["23/104"], table=markers, header=header)[0] == [2, 3]
    assert read(["23/1000/17", "RM", ""], ["Total", "30"], table=markers, header=header)[0] == [2]


def test_a_footer_beside_free_text_is_a_row():
    (incidents,) = SCHOOLS.tables
    header = ["description", "incident_id", "submitted_at", "school_urn", "incident_date", "incident_type"]
    sound = ["Total insults were shouted", "S-1", "2017-05-02", "900001", "2017-05-01", "Racist"]
    notes = ["Notes: he shouted", "S-2", "2017-05-02", "900001", "", "Racist"]
    assert read(sound, notes, ["Source: a pupil", "S-3"], table=incidents, header=header)[0] == [2, 3, 4]
