"""The rules for finished workbooks: ours keep them all, and a spoilt one is caught by the rule it breaks."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table

from pipelines.workbook.lint import WorkbookFault, lint
from pipelines.workbook.workbook import write_workbook
from tests.workbook.test_workbook import TYPED, WORKBOOK, with_frame

#: A table's worksheet. Its header is in row 9 and its first record in row 10.
TABLE, HEADER, RECORD = "district_month", 9, 10
CORE, BOOK, SHEET = "docProps/core.xml", "xl/workbook.xml", "xl/worksheets/sheet4.xml"
RELATED = "xl/worksheets/_rels/sheet4.xml.rels"


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("good") / "partner.xlsx"
    write_workbook(WORKBOOK, path)
    return path


def resaved(good: Path, spoil, path: Path) -> list[str]:
    """Spoil a workbook with openpyxl and lint it; its properties, dates and times stay as they were."""
    book = openpyxl.load_workbook(good)
    spoil(book)
    book.save(path)
    with zipfile.ZipFile(good) as before:
        core = before.read(CORE)
    return rewritten(path, lambda name, part: core if name == CORE else part, path)


def rewritten(good: Path, spoil, path: Path, moment: tuple = (2017, 10, 3, 2, 0, 0), **more: bytes) -> list[str]:
    """Spoil the parts in a workbook's package and lint it."""
    with zipfile.ZipFile(good) as package:
        parts = {name: spoil(name, package.read(name)) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, part in {**parts, **more}.items():
            package.writestr(zipfile.ZipInfo(name, moment), part)
    return lint(path)


def replaced(where: str, old: bytes, new: bytes):
    """Return a function that replaces something in one part, which must contain it."""

    def spoil(name: str, part: bytes) -> bytes:
        assert name != where or old in part
        return part.replace(old, new) if name == where else part

    return spoil


def cell(address: str, value: object):
    def spoil(book):
        book[TABLE][address] = value

    return spoil


def on_table(do):
    return lambda book: do(book[TABLE])


def marked_up(change):
    def spoil(book):
        (table,) = book[TABLE].tables.values()
        change(table)

    return spoil


def named(name: str):
    def change(table):
        table.displayName = table.name = name

    return marked_up(change)


def second_table(book):
    book[TABLE].add_table(Table(displayName="another", ref="A1:A2"))


def without_table(book):
    del book[TABLE].tables[TABLE]


def merged(sheet):
    sheet.merge_cells("A10:A11")


def commented(sheet):
    sheet["C10"].comment = Comment("Who?", "Somebody")


def number_to_the_left(sheet):
    sheet["C10"].alignment = Alignment(horizontal="left", wrap_text=True)


def unwrapped(sheet):
    sheet["C9"].alignment = Alignment(horizontal="right")


def unlinked(book):
    book["Contents"]["A6"].hyperlink = None


def misled(book):
    book["Contents"]["A6"].hyperlink.location = "'nowhere'!A1"


def unexplained(book):
    book[TABLE]["A5"] = "Partly hidden."


def another_opens(book):
    book.active = 1
    for sheet in book:
        sheet.sheet_view.tabSelected = sheet.title == "Contents"


def cursor_elsewhere(book):
    book["Notes"].sheet_view.selection[0].activeCell = "B2"


def row_of_blanks(sheet):
    for place in range(1, 6):
        sheet.cell(11, place).value = None


def emptied(address: str):
    return cell(address, None)


def setting(of, **values):
    def spoil(sheet):
        for name, value in values.items():
            setattr(of(sheet), name, value)

    return on_table(spoil)


BY_OPENPYXL = {
    "merged cells": (on_table(merged), "district_month, A10:A11: there should be no merged cells"),
    "a second table": (second_table, "district_month: there should be one table, marked up as one"),
    "no table": (without_table, "district_month: there should be one table, marked up as one"),
    "a table on the cover": (
        lambda book: book["Cover"].add_table(Table(displayName="shown", ref="A1:A2")),
        "Cover: there should be no table",
    ),
    "a name that says nothing": (
        named("Table1"),
        "district_month, A9:E12: the table's name should say what the table holds",
    ),
    "two header rows": (
        marked_up(lambda table: setattr(table, "headerRowCount", 2)),
        "district_month, A9:E12: there should be one header row and no totals row",
    ),
    "an empty header": (emptied("C9"), "district_month, C9: there should be a header that no other column has"),
    "a repeated header": (
        cell("C9", "District"),
        "district_month, C9: there should be a header that no other column has",
    ),
    "a header changed by hand": (
        cell("C9", "Offences"),
        "district_month, A9:E12: the headers should match those in the table's mark-up",
    ),
    "a header that does not wrap": (on_table(unwrapped), "district_month, C9: the text should wrap"),
    "a header not printed on each page": (
        setting(lambda sheet: sheet, print_title_rows="1:1"),
        "district_month, row 9: this row should be printed on every page",
    ),
    "a blank row in a table": (
        on_table(row_of_blanks),
        "district_month, A11: there should be a value or shorthand, not a blank",
    ),
    "a blank row above a table": (emptied("A4"), "district_month, A4: there should be text here, not a blank row"),
    "something below a table": (
        cell("A14", "By the way"),
        "district_month, A9:E12: the table should begin in column A, with nothing beside or below it",
    ),
    "something beside a table": (
        cell("G10", "By the way"),
        "district_month, A9:E12: the table should begin in column A, with nothing beside or below it",
    ),
    "a number as text": (cell("C10", "1,234"), "district_month, C10: a number should be stored as a number"),
    "a number on the left": (
        on_table(number_to_the_left),
        "district_month, C10: numbers, their header and shorthand should be aligned right",
    ),
    "a formula": (
        cell("C10", "=1+1"),
        "district_month, C10: there should be text or a number, not a formula or an error",
    ),
    "an error": (
        cell("C10", "#REF!"),
        "district_month, C10: there should be text or a number, not a formula or an error",
    ),
    "a comment": (on_table(commented), "district_month, C10: there should be no comment"),
    "shorthand that is not explained": (unexplained, "district_month: [c] should be explained above the table"),
    "a hidden worksheet": (
        setting(lambda sheet: sheet, sheet_state="hidden"),
        "district_month: this worksheet should be visible",
    ),
    "a very hidden worksheet": (
        setting(lambda sheet: sheet, sheet_state="veryHidden"),
        "district_month: this worksheet should be visible",
    ),
    "a hidden row": (
        setting(lambda sheet: sheet.row_dimensions[11], hidden=True),
        "district_month, row 11: this row should be visible",
    ),
    "a hidden column": (
        setting(lambda sheet: sheet.column_dimensions["B"], hidden=True),
        "district_month, column B: this column should be visible",
    ),
    "frozen panes": (
        setting(lambda sheet: sheet, freeze_panes="B10"),
        "district_month: there should be no frozen panes and no filter",
    ),
    "a filter": (
        setting(lambda sheet: sheet.auto_filter, ref="A9:E12"),
        "district_month: there should be no frozen panes and no filter",
    ),
    "a table filter": (
        marked_up(lambda table: setattr(table, "autoFilter", AutoFilter(ref=table.ref))),
        "district_month: there should be no frozen panes and no filter",
    ),
    "a page header": (
        setting(lambda sheet: sheet.oddHeader.center, text="Secret"),
        "district_month: there should be no page header or footer",
    ),
    "conditional formatting": (
        on_table(lambda sheet: sheet.conditional_formatting.add("C10:C12", CellIsRule("lessThan", ["8"]))),
        "district_month: there should be no conditional formatting and no data validation",
    ),
    "validation": (
        on_table(lambda sheet: sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="C10"))),
        "district_month: there should be no conditional formatting and no data validation",
    ),
    "another worksheet that opens": (another_opens, "Cover: the workbook should open at this worksheet"),
    "a cursor elsewhere": (cursor_elsewhere, "Notes: the cursor should be in A1"),
    "a worksheet missing from the contents": (unlinked, "Contents: there should be a link to district_month"),
    "a link that leads nowhere": (
        misled,
        "Contents, A6: a link should lead to A1 of a worksheet in this workbook",
    ),
    "a worksheet without marking": (
        cell("A2", "For everybody"),
        "district_month: the marking should be in A2 or A3",
    ),
    "a title that is missing": (emptied("A1"), "district_month, A1: there should be text here, not a blank row"),
}

BY_HAND = {
    **{
        f"no {name}": (
            replaced(CORE, *spoilt),
            f"the document's properties: {name} should be set",
        )
        for name, spoilt in {
            "title": (b"dc:title>", b"dc:description>"),
            "subject": (b"dc:subject>", b"dc:description>"),
            "language": (b"dc:language>", b"dc:identifier>"),
            "category": (b"category>", b"contentStatus>"),
        }.items()
    },
    "another date and time": (
        replaced(CORE, b"2017-10-03T02:00:00Z</dcterms:modified>", b"2017-10-03T02:00:01Z</dcterms:modified>"),
        "the document's properties: created, modified and the parts' times should all be the same",
    ),
    "a link out that is not a web address": (
        replaced(
            RELATED,
            b"</Relationships>",
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'hyperlink" Target="file:///etc/hosts" TargetMode="External"/></Relationships>',
        ),
        f"{RELATED}: only links to https or mailto should lead out of the workbook",
    ),
    "a template from elsewhere": (
        replaced(
            RELATED,
            b"</Relationships>",
            b'<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            b'attachedTemplate" Target="https://bad.example" TargetMode="External"/></Relationships>',
        ),
        f"{RELATED}: only links to https or mailto should lead out of the workbook",
    ),
    "a formula with its value stored": (
        replaced(SHEET, b"<v>1234</v>", b"<f>1233+1</f><v>1234</v>"),
        f"{SHEET}: there should be text and numbers only, no formula",
    ),
    "a name that holds a formula": (
        replaced(BOOK, b"</definedNames>", b'<definedName name="cmd">1+1</definedName></definedNames>'),
        "the workbook: the only defined names should be those for rows printed on every page",
    ),
}

PARTS = [
    "xl/vbaProject.bin",
    "xl/externalLinks/externalLink1.xml",
    "xl/connections.xml",
    "xl/comments1.xml",
    "xl/drawings/drawing1.xml",
    "xl/embeddings/oleObject1.bin",
    "xl/activeX/activeX1.xml",
    "customUI/customUI.xml",
]


def test_our_workbooks_keep_every_rule(good):
    assert lint(good) == []


def test_our_workbooks_keep_every_rule_when_openpyxl_saves_them(good, tmp_path):
    """So the findings below come from the spoiling, and not from openpyxl."""
    assert resaved(good, lambda _: None, tmp_path / "same.xlsx") == []


@pytest.mark.parametrize("name", BY_OPENPYXL)
def test_a_workbook_spoilt_in_one_way_is_caught(good, tmp_path, name):
    spoil, expected = BY_OPENPYXL[name]
    assert expected in resaved(good, spoil, tmp_path / "spoilt.xlsx")


@pytest.mark.parametrize("name", BY_HAND)
def test_a_package_spoilt_in_one_way_is_caught(good, tmp_path, name):
    spoil, expected = BY_HAND[name]
    assert expected in rewritten(good, spoil, tmp_path / "spoilt.xlsx")


@pytest.mark.parametrize("part", PARTS)
def test_a_part_that_our_workbooks_never_have_is_caught(good, tmp_path, part):
    found = rewritten(good, lambda _, part: part, tmp_path / "spoilt.xlsx", **{part: b"<x/>"})
    assert found == [f"{part}: a workbook shouldn't contain this part, such as a macro, an outside link or a picture"]


def test_parts_with_another_date_and_time_are_caught(good, tmp_path):
    found = rewritten(good, lambda _, part: part, tmp_path / "spoilt.xlsx", moment=(2026, 1, 1, 0, 0, 0))
    assert found == ["the document's properties: created, modified and the parts' times should all be the same"]


class TestTypedText:
    """Whatever an agency typed keeps the rules, and no finding quotes what was typed."""

    def test_it_keeps_every_rule(self, tmp_path):
        write_workbook(with_frame(pd.DataFrame({"Typed": TYPED})), tmp_path / "typed.xlsx")
        assert lint(tmp_path / "typed.xlsx") == []

    @pytest.mark.parametrize("text", ["=1+1", "+44 1926 000000", "-", "@SUM(A1)"])
    def test_text_that_looks_like_a_formula_is_caught_if_it_is_not_marked_as_text(self, tmp_path, text):
        path = tmp_path / "typed.xlsx"
        write_workbook(with_frame(pd.DataFrame({"Typed": [text]})), path)

        def unmarked(book):
            (row,) = (row for row in book[TABLE].iter_rows() if row[0].value == text)
            row[0].quotePrefix = False
            row[0].data_type = "s"

        (found,) = resaved(path, unmarked, tmp_path / "spoilt.xlsx")
        assert found.endswith("text that begins like a formula should be marked as text")

    def test_a_year_or_a_code_may_be_text(self, tmp_path):
        frame = pd.DataFrame({"Year": ["2016", "2017"], "School code": ["125500", "125501"]})
        write_workbook(with_frame(frame), tmp_path / "codes.xlsx")
        assert lint(tmp_path / "codes.xlsx") == []


class TestRelease:
    def test_a_workbook_that_breaks_a_rule_is_not_written_and_the_error_says_which_and_why(self, tmp_path):
        frame = pd.DataFrame({"Cases": ["1234", "[c]"]})
        path = tmp_path / "csp_rugby.xlsx"
        with pytest.raises(WorkbookFault) as fault:
            write_workbook(with_frame(frame), path)
        assert str(fault.value).startswith(
            "csp_rugby.xlsx breaks the rules for workbooks: district_month, A9: a number"
        )
        assert "1234" not in str(fault.value)
        assert list(tmp_path.iterdir()) == []

    def test_many_faults_are_not_all_listed(self, tmp_path):
        with pytest.raises(WorkbookFault, match=r"; and \d+ more$"):
            write_workbook(with_frame(pd.DataFrame({"Cases": [str(n) for n in range(100)]})), tmp_path / "a.xlsx")
