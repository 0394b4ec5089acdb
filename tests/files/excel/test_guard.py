"""Which files may be opened as workbooks: harmful files are refused before the library that reads them sees them."""

import lzma
import zipfile

import pytest

from pipelines.files.excel import guard
from pipelines.files.excel.guard import hold_openable
from pipelines.files.excel.workbook import ExcelFile
from pipelines.files.refusal import Refusal
from tests.agencies.workbook_faults import SMALL, XLSX, in_sheet, lower_limits, parts
from tests.drawn.deliveries import write_workbook
from tests.files.test_sheets import CASES

#: Faults of a workbook that the guard itself knows.
REFUSED = [
    *[
        "nothing",
        "binary junk",
        "text",
        "cut short",
        "another document",
        "a password",
        "the Excel format used before 2007",
    ],
    *[
        "a bomb",
        "a bomb that states a false size",
        "a bomb of one text in many cells",
        "a far cell",
        "a far cell in small letters",
    ],
    *["a far cell in a part with another name", "cells without a place"],
]


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A sound workbook, with limits that even a small one can exceed."""
    lower_limits(monkeypatch)
    path = tmp_path / "cases.xlsx"
    write_workbook(path, {"Cases": [["Ref", "Day"], *([str(number), "a"] for number in range(300))]})
    return path


def test_a_sound_workbook_may_be_opened_and_has_no_failed_formula(path):
    assert hold_openable(path).without_result == set()


@pytest.mark.parametrize("name", REFUSED)
def test_a_harmful_file_is_refused_with_what_to_do(path, name):
    XLSX[name].spoil(path)
    with pytest.raises(Refusal, match=XLSX[name].said) as refusal:
        hold_openable(path)
    assert refusal.value.file == "cases.xlsx"


@pytest.mark.parametrize(
    ("cells", "spans"),
    [
        (b'<row r="1001"><c r="CV1001"><v>1</v></c></row>', "100,100"),
        (b'<row r="1"><c r = "ZZZZ9" ><v>1</v></c></row>', None),
        (b'<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>', None),
        (b"<x:row r='1'><x:c s='1' r='XFD99999'><v>1</v></x:c></x:row>", None),
    ],
)
def test_cells_are_counted_as_the_library_counts_them(path, cells, spans):
    in_sheet(cells)(path)
    with pytest.raises(Refusal, match=f"the sheets have {spans or ''}"):
        hold_openable(path)


def test_a_table_that_fills_its_sheet_is_not_too_wide(path):
    rows = SMALL["MOST_CELLS"] // 2
    in_sheet(f'<row r="{rows}"><c r="B{rows}"><v>1</v></c></row>'.encode())(path)
    hold_openable(path)


def test_sheets_are_counted_together_because_all_are_in_memory_at_once(path):
    third = SMALL["MOST_CELLS"] // 6
    write_workbook(path, {name: [["Ref", "Day"]] for name in ("Q1 2017", "Q2 2017", "Q3 2017", "Q4 2017")})
    in_sheet(f'<row r="{third}"><c r="B{third}"><v>1</v></c></row>'.encode())(path)
    with pytest.raises(Refusal, match="the sheets have"):
        hold_openable(path)


def test_the_text_in_a_cell_is_not_taken_for_its_place(path):
    write_workbook(path, {"Cases": [["Ref", "Day"], [' r="XFD1048576"', ' t="e"']]})
    assert hold_openable(path).without_result == set()


@pytest.mark.parametrize("size", [4_096, 5_003, 1 << 20])
def test_a_shared_text_counts_in_every_cell_wherever_it_is_cut(path, monkeypatch, size):
    texts = [f"text {number} {'x' * (number % 97)}" for number in range(2_000)]
    write_workbook(path, {"Cases": [["Ref", "Day"], *([text, text] for text in texts)]})
    with zipfile.ZipFile(path) as packed:
        unpacked = sum(part.file_size for part in packed.infolist())
        shared = len(packed.read("xl/sharedStrings.xml"))
    monkeypatch.setattr(guard, "_CHUNK_BYTES", size)
    monkeypatch.setattr(guard, "MOST_BYTES", int(unpacked + 2 * shared * 1.02))
    hold_openable(path)
    monkeypatch.setattr(guard, "MOST_BYTES", int(unpacked + 2 * shared * 0.98))
    with pytest.raises(Refusal, match="too large when opened"):
        hold_openable(path)


@pytest.mark.parametrize("way", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_only_the_compression_that_excel_uses_is_unpacked(path, way):
    with zipfile.ZipFile(path, "w", way) as packed:
        packed.writestr("xl/workbook.xml", bytes(50_000_000))
    with pytest.raises(Refusal, match="the workbook can't be opened"):
        hold_openable(path)


def test_any_error_from_unpacking_is_a_refusal(path, monkeypatch):
    def broken(*_):
        raise lzma.LZMAError("quotes Qwertyson")

    monkeypatch.setattr(guard, "_hold_small", broken)
    with pytest.raises(Refusal, match="the workbook can't be opened") as refusal:
        hold_openable(path)
    assert "Qwertyson" not in str(refusal.value)


@pytest.mark.parametrize("cell", [b'<c r="A400" t="e">', b'<c t="e" s="0" r="A400">', b"<c r='A400' t = 'e' >"])
def test_the_error_of_a_failed_formula_is_kept_as_text(path, cell):
    in_sheet(b'<row r="400">' + cell + b'<f>1/0</f><v>#DIV/0!</v></c><c r="B400"><v>7</v></c></row>')(path)
    assert hold_openable(path).without_result == {"xl/worksheets/sheet1.xml"}
    rows = [row.cells for row in ExcelFile(path, CASES).sheet("Cases").rows]
    assert (rows[0], rows[-1]) == (["0", "a"], ["#DIV/0!", "7"])


def test_a_failed_formula_is_kept_wherever_it_is_cut(path, monkeypatch):
    cells = b"".join(b'<row r="%d"><c r="A%d" t="e"><v>#REF!</v></c></row>' % (row, row) for row in range(400, 600))
    in_sheet(cells)(path)
    for size in (50, 61, 512):
        monkeypatch.setattr("pipelines.files.excel.formulas._CHUNK_BYTES", size)
        rows = [row.cells for row in ExcelFile(path, CASES).sheet("Cases").rows]
        assert rows[300:] == [["#REF!", ""]] * 200


def test_a_limit_is_given_in_numbers_that_people_read(path):
    parts(lambda _, part: part, {"xl/media/image1.png": bytes(SMALL["MOST_BYTES"] + 1)})(path)
    with pytest.raises(Refusal, match=r"too large when opened \(over 4 MB\); send it in parts"):
        hold_openable(path)
