"""Reading workbooks as text: preambles, footers and cells."""

import zipfile
from datetime import date, datetime

import pandera.pandas as pa
import pytest
import xlsxwriter

from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.refusal import Refusal
from schemas.contract import Table
from schemas.fields import Text, text
from tests.agencies.workbook_faults import XLSX
from tests.drawn.deliveries import write_workbook


def cells(rows):
    return [row.cells for row in rows]


class Model(pa.DataFrameModel):
    ref: Text = text(required=True)
    day: Text = text(required=True)


CASES = Table("cases", "cases.xlsx", Model, key=("ref",))


@pytest.fixture
def book_of(tmp_path):
    """Write the rows of a sheet `Cases` to a workbook and read it back."""

    def read(rows, name="Cases"):
        path = tmp_path / "cases.xlsx"
        write_workbook(path, {"Notes": [["Ref", "Day"], ["not", "this"]], name: rows})
        sheet = ExcelFile(path, CASES).sheet("Cases")
        return sheet, list(sheet.rows)

    return read


HEADER = ["Ref", "Day"]


def test_rows_above_the_header_are_preamble_and_rows_below_are_data(book_of):
    sheet, rows = book_of([["Title"], ["Period: x", ""], [], HEADER, ["1", "a"], ["2", "b"]])
    assert sheet.header == HEADER
    assert [row[0] for row in sheet.preamble] == ["Title", "Period: x", ""]
    assert [(row.number, row.cells) for row in rows] == [(5, ["1", "a"]), (6, ["2", "b"])]


def test_a_row_keeps_its_number_though_the_first_rows_are_blank(book_of):
    _, rows = book_of([[], [], HEADER, ["1", "a"]])
    assert [row.number for row in rows] == [4]


@pytest.mark.parametrize("above", [0, 13, 14])
def test_the_header_is_found_within_the_first_fifteen_rows(book_of, above):
    sheet, rows = book_of([["title"]] * above + [HEADER, ["1", "a"]])
    assert (sheet.header, len(rows)) == (HEADER, 1)


@pytest.mark.parametrize("above", [[["title"]] * 15, [[]] * 15])
def test_a_header_further_down_is_not_found(book_of, above):
    with pytest.raises(
        Refusal, match="the header row of sheet Cases is too far down: it must be within the first 15 rows"
    ):
        book_of([*above, HEADER, ["1", "a"]])


def test_the_first_of_two_headers_is_the_header(book_of):
    sheet, rows = book_of([["Ref", "x"], HEADER, ["Ref", "Day"], ["1", "a"]])
    assert len(sheet.preamble) == 1
    assert cells(rows) == [["1", "a"]]
    assert sheet.assumed == ["row 3 repeats the header, so it was not taken for a row"]


@pytest.mark.parametrize("total", ["Total", "TOTAL", "Total cases", " total cases:", "Totals"])
def test_a_row_that_starts_with_total_and_blank_rows_are_the_footer(book_of, total):
    sheet, rows = book_of([HEADER, ["1", "a"], [], [" ", "\u00a0"], ["2", "b"], [], [total, 2]])
    assert cells(rows) == [["1", "a"], ["2", "b"]]
    assert [row for row in sheet.footer if "".join(row).strip()] == [[total, "2"]]


def test_a_total_elsewhere_in_the_row_is_data(book_of):
    sheet, rows = book_of([HEADER, ["1", "Total"], ["The total case", "x"]])
    assert (len(rows), sheet.footer) == (2, [])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (date(2017, 3, 4), "2017-03-04"),
        (datetime(2017, 3, 4, 10, 30), "2017-03-04 10:30:00"),
        (42798, "42798"),
        (42798.5, "42798.5"),
        ("04/03/2017", "04/03/2017"),
        (True, "Yes"),
        ("=1+1", "0"),
        ("'=x", "'=x"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_cell_becomes_text_that_reads_as_the_same_value(book_of, cell, text):
    _, rows = book_of([HEADER, ["1", cell]])
    assert cells(rows) == [["1", text]]


@pytest.mark.parametrize("error", ["#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#N/A", "#SPILL!"])
def test_a_failed_formula_becomes_the_error_that_excel_shows(tmp_path, error):
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ["1", "a"])
        sheet.write_formula(1, 1, "=1/0", None, error)
    assert cells(ExcelFile(path, CASES).sheet("Cases").rows) == [["1", error]]


def test_a_formula_is_read_as_its_last_value(tmp_path):
    path = tmp_path / "cases.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_row(0, 0, HEADER)
        sheet.write_formula(1, 0, '="EQ/"&1', None, "EQ/1")
        sheet.write_formula(1, 1, "=42798", None, 42798)
    assert cells(ExcelFile(path, CASES).sheet("Cases").rows) == [["EQ/1", "42798"]]


def test_a_table_may_begin_in_any_column_and_cells_keep_their_place(tmp_path):
    path = tmp_path / "cases.xlsx"
    rows = [["", "", "Title"], ["", "", *HEADER], ["", "", "1", "a"], ["", "", "Total", 1]]
    write_workbook(path, {"Cases": rows})
    sheet = ExcelFile(path, CASES).sheet("Cases")
    assert cells(sheet.rows) == [["", "", "1", "a"]]
    assert sheet.footer == [["Total", "1"]]
    read = ExcelFile(path, CASES)
    assert (read.row(1), read.row(4)[3], read.row(9)) == (["", "", "Title", ""], "1", [])


def test_a_workbook_without_sheets_is_refused(tmp_path):
    path = tmp_path / "cases.xlsx"
    write_workbook(path, {"Cases": [HEADER, ["1", "a"]]})
    XLSX["no sheets"].spoil(path)
    for read in (lambda: ExcelFile(path, CASES).row(1), lambda: ExcelFile(path, CASES).sheets()):
        with pytest.raises(Refusal, match="the workbook can't be opened"):
            read()


def test_a_sheets_name_matches_in_upper_or_lower_case(book_of):
    assert len(book_of([HEADER, ["1", "a"]], name="CASES")[1]) == 1


def test_a_missing_sheet_is_refused(book_of):
    with pytest.raises(Refusal, match="it has no sheet named Cases"):
        book_of([HEADER], name="Case list")


@pytest.mark.parametrize("rows", [[], [["Title"], ["another"]]])
def test_if_the_named_sheet_has_nothing_of_a_table_the_only_sheet_with_one_is_read(book_of, rows):
    sheet, rows = book_of(rows)
    assert cells(rows) == [["not", "this"]]
    assert sheet.assumed == [
        "no sheet named Cases has a table, so it was read from sheet 1, which alone has the contract's columns"
    ]


def zipped(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (bytes(600), "the Excel format used before 2007"),
        (bytes(600) + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
    ],
)
def test_a_workbook_in_another_container_is_refused_with_what_to_do(tmp_path, content, said):
    path = tmp_path / "cases.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + content)
    with pytest.raises(Refusal, match=said):
        ExcelFile(path, CASES).sheet("Cases")


@pytest.mark.parametrize(
    "write",
    [
        lambda path: path.write_text("Ref,Day\n1,a\n"),
        lambda path: path.write_bytes(b""),
        zipped,
        lambda path: path.mkdir(),
    ],
    ids=["text", "nothing", "another zip", "a folder"],
)
def test_a_file_that_is_not_a_workbook_is_refused(tmp_path, write):
    path = tmp_path / "cases.xlsx"
    write(path)
    with pytest.raises(Refusal, match="the workbook can't be opened"):
        list(ExcelFile(path, CASES).sheet("Cases").rows)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path, share):
    path = tmp_path / "cases.xlsx"
    write_workbook(path, {"Cases": [HEADER, *([str(number), "a"] for number in range(500))]})
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Refusal, match="the workbook can't be opened"):
        list(ExcelFile(path, CASES).sheet("Cases").rows)


def test_a_workbook_whose_sheet_is_damaged_is_refused(tmp_path):
    path, damaged = tmp_path / "whole.xlsx", tmp_path / "cases.xlsx"
    write_workbook(path, {"Cases": [HEADER, *([str(number), "a"] for number in range(50))]})
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(Refusal, match="the workbook can't be opened"):
        list(ExcelFile(damaged, CASES).sheet("Cases").rows)


def test_a_header_too_far_down_is_reported(tmp_path):
    path = tmp_path / "cases.xlsx"
    write_workbook(path, {"Apr-Jun": [*([["note"]] * 16), HEADER, ["1", "a"]]})
    with pytest.raises(Refusal, match="the header row of sheet number 1 is too far down: it must be within"):
        ExcelFile(path, CASES).sheets()
