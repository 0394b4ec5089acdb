"""What the guard counts: the cells that the library that reads workbooks makes room for, and no others."""

import re
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from pipelines.files.excel import formulas, guard
from pipelines.files.excel.guard import hold_openable
from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.refusal import Refusal
from tests.agencies.workbook_faults import in_sheet, parts
from tests.drawn.deliveries import write_workbook
from tests.files.test_sheets import CASES

ROWS, COLUMNS = 90, 4
SPANNED = ROWS * COLUMNS

#: A cell in D90 that holds nothing, in every form in which programs write one.
EMPTY = [
    *["<c r='D90' s='1' />", '<c r="D90"/>', '<c r="D90" s="1" t="n"/>', '<c s="1" r="D90"></c>', "<c r='D90'>\n</c>"],
    *['<c r="D90" t="s"/>', '<c r="D90" t="str"/>', '<c r="D90" t="b"></c>', '<c r="D90" t="inlineStr"></c>'],
    *['<c r="D90" s="1"><v></v></c>', '<c r="D90"><v/></c>', '<x:c r="D90" s="1"/>', '<x:c r="D90"><x:v/></x:c>'],
    "<!-- no cells -->",
]
#: A cell in D90 for which the library makes room, or for which it might.
FILLED = [
    *['<c r="D90"><v>1</v></c>', '<c r="D90" t="s"><v>0</v></c>', '<c r="D90" t="str"><v></v></c>'],
    *['<c r="D90" t="str"><v/></c>', '<c r="D90" t="inlineStr"><is/></c>', '<c r="D90"><v> </v></c>'],
    *['<c r="D90" t="b"><v>1</v></c>', '<c r="D90" t="e"><v>#REF!</v></c>', '<c r="D90" t="str"><f>1</f><v></v></c>'],
    *["<c r='D90'><f>1</f></c>", '<x:c r="D90"><x:v>1</x:v></x:c>', '<c r="D90" t="inlineStr"><is><t></t></is></c>'],
    # What looks like an empty cell is in an attribute of a filled one.
    "<c x='<c y=' r=\"D90\" z='/>'><v>1</v></c>",
    *['<c x=\'<c r="A90"/>\' r="D90"><v>1</v></c>', '<c r="D90" x="/>"><v>1</v></c>'],
]


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "cases.xlsx"
    write_workbook(path, {"Cases": [["Ref", "Day"], ["1", "a"]]})
    return path


def with_cell(path, cell):
    in_sheet(f'<row r="{ROWS}">{cell}</row>'.encode())(path)


def room(book):
    """Return how many cells the library made room for, from A1 on."""
    row, column = book.get_sheet_by_index(0).end
    return (row + 1) * (column + 1)


def limit(monkeypatch, cells):
    monkeypatch.setattr(guard, "MOST_CELLS", cells)


@pytest.mark.parametrize("cell", EMPTY)
def test_a_cell_that_holds_nothing_is_not_counted_and_the_library_makes_no_room_for_it(path, monkeypatch, cell):
    with_cell(path, cell)
    limit(monkeypatch, 4)
    hold_openable(path)
    assert room(CalamineWorkbook.from_path(str(path))) == 4


@pytest.mark.parametrize("cell", FILLED)
def test_any_other_cell_is_counted(path, monkeypatch, cell):
    with_cell(path, cell)
    limit(monkeypatch, SPANNED - 1)
    with pytest.raises(Refusal, match=f"the sheets have {SPANNED} cells"):
        hold_openable(path)


@pytest.mark.parametrize("cell", [*EMPTY, *FILLED])
def test_the_library_never_makes_more_room_than_is_counted(path, monkeypatch, cell):
    with_cell(path, cell)
    limit(monkeypatch, 0)
    with pytest.raises(Refusal) as refused:
        hold_openable(path)
    counted = int(re.search("[0-9]+", refused.value.reason)[0])
    monkeypatch.undo()
    book = CalamineWorkbook.from_filelike(formulas.with_results_as_text(path, hold_openable(path).without_result))
    assert room(book) <= counted


def test_the_same_is_counted_wherever_a_worksheet_is_cut(path, monkeypatch):
    many = "".join(f'<c r="A{row}" s="1"></c><c r="XFD{row}" s="1"><v></v></c>' for row in range(10, 60))
    with_cell(path, f"{many}<c r='D90' t='str'><f>1</f><v>x</v></c>")
    for size in range(40, 80):
        monkeypatch.setattr(guard, "_CHUNK_BYTES", size)
        monkeypatch.setattr(formulas, "_CHUNK_BYTES", size)
        limit(monkeypatch, SPANNED)
        hold_openable(path)
        limit(monkeypatch, SPANNED - 1)
        with pytest.raises(Refusal, match=f"the sheets have {SPANNED} cells"):
            hold_openable(path)


def test_a_tag_longer_than_any_cell_is_refused(path, monkeypatch):
    monkeypatch.setattr(guard, "_CHUNK_BYTES", 1_000)
    monkeypatch.setattr(formulas, "_CHUNK_BYTES", 1_000)
    monkeypatch.setattr(guard, "_LONGEST_CELL", 10_000)
    with_cell(path, f'<c {" " * 20_000} r="D90"><v>1</v></c>')
    with pytest.raises(Refusal, match="the workbook can't be opened"):
        hold_openable(path)


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>1+1</f></c>',
        '<c r="B2" s="1"><f>1+1</f><v/></c>',
        '<c r="B2"><f t="shared" si="0"/><v></v></c>',
        '<c r="B2" t="n"><f>A1&amp;"x"</f><v /></c>',
        "<x:c r='B2'><x:f>1</x:f></x:c>",
    ],
)
def test_a_formula_without_a_result_is_found_and_said(path, monkeypatch, cell):
    second = parts(lambda name, part: re.sub(rb'<c r="B2".*?</c>', cell.encode(), part) if "sheet" in name else part)
    second(path)
    assert hold_openable(path).without_result == {"xl/worksheets/sheet1.xml"}
    for size in (1 << 20, 41):
        monkeypatch.setattr(formulas, "_CHUNK_BYTES", size)
        sheet = ExcelFile(path, CASES).sheet("Cases")
        assert [row.cells for row in sheet.rows] == [["1", "#CALC!"]]
        assert sheet.assumed == [
            "row 2 has a formula without a stored result, read as if calculation had failed; open the workbook in "
            "Excel, save it and send it again"
        ]


def test_a_formula_whose_result_is_no_text_has_a_result(path):
    in_sheet(b'<row r="9"><c r="B9" t="str"><f>IF(1,"")</f><v></v></c></row>')(path)
    assert hold_openable(path).without_result == set()


@pytest.mark.parametrize(
    ("setting", "is_so"),
    [(b'date1904="1"', True), (b"codeName='x' date1904='true'", True), (b'date1904="0"', False), (b"", False)],
)
def test_the_workbook_says_from_when_it_counts(path, setting, is_so):
    parts(lambda _, part: part.replace(b"<workbookPr ", b"<workbookPr " + setting + b" "))(path)
    assert hold_openable(path).counts_from_1904 is is_so


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Ref,Day\n1,a\n", "a text file, such as CSV"),
        ("Ref;Day\nç;é\n".encode(), "a text file, such as CSV"),
        (b"\xef\xbb\xbf<!DOCTYPE html>\n<html>", "a web page"),
        (b"<!-- made --><table><tr>", "a web page"),
        (b'<?xml version="1.0"?>\n<Workbook xmlns="urn:x"/>', "an XML spreadsheet"),
        (b"%PDF-1.4\n\x00", "a PDF document"),
    ],
)
def test_a_file_that_is_something_else_is_named_for_what_it_is(path, content, kind):
    path.write_bytes(content)
    with pytest.raises(Refusal, match=f"it is really {kind}.*; open it in Excel, save it as .xlsx and send it again"):
        hold_openable(path)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
        ("xl/workbook.bin", b"\x83\x01", "an Excel binary workbook"),
    ],
)
def test_so_is_another_program_s_workbook(path, name, content, kind):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(name, content)
    with pytest.raises(Refusal, match=f"it is really {kind}"):
        hold_openable(path)
