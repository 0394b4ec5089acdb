"""Workbooks as a partner's program opens them: through openpyxl, calamine and the raw package."""

import dataclasses
import datetime
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from xlsxwriter.exceptions import DuplicateWorksheetName, InvalidWorksheetName

from pipelines.workbook.workbook import Sheet, Workbook, write_workbook

MONTHS = [datetime.date(2017, 7, 1), datetime.date(2017, 8, 1), datetime.date(2017, 9, 1)]
TYPED = [
    "=1+1",
    '=HYPERLINK("http://bad.example", "see")',
    "{=SUM(A1:A9)}",
    "+44 1926 000000",
    "-",
    "@SUM(A1)",
    "[see](http://bad.example)",
    "http://bad.example",
    "mailto:nobody@bad.example",
    "$$note$$",
    "two\nlines",
    "00123",
    "1e5",
    "ਪੰਜਾਬੀ",
]

DISTRICT_MONTH = Sheet(
    name="district_month",
    title="Hate incidents by district and month",
    notes=("0 means that the agency delivered its records and had none.",),
    source="Warwickshire Police",
    frame=pd.DataFrame(
        {
            "Month": MONTHS,
            "District": ["Rugby", "Warwick", "Rugby"],
            "Police offences": [1234, 0, 7],
            "Cases": [5, None, "[c]"],
            "Rate per 1,000": [1.25, 0.5, None],
        }
    ),
)
WORKBOOK = Workbook(
    title="Hate crime in Warwickshire",
    subject="Hate crime by district and month",
    marking="OFFICIAL-SENSITIVE",
    period="July 2017 to September 2017",
    introduction=("What the agencies recorded.", "EQuIP's file [old](1).xlsx was refused."),
    changes=("Compared with the last figures:", "Warwickshire Police: September 2017 is now included."),
    gaps=("EQuIP: no delivery covers July 2017.",),
    contact="Insight Service: insight@example.org",
    notes=(("Recorded date", "Police offences count in the month in which they were recorded."),),
    sheets=(DISTRICT_MONTH,),
    created=datetime.datetime(2017, 10, 3, 2, 0),
)


def with_frame(frame: pd.DataFrame, **changes) -> Workbook:
    return dataclasses.replace(WORKBOOK, sheets=(dataclasses.replace(DISTRICT_MONTH, frame=frame, **changes),))


def opened(workbook: Workbook, folder: Path) -> openpyxl.Workbook:
    path = folder / "partner.xlsx"
    write_workbook(workbook, path)
    return openpyxl.load_workbook(path)


def cells_of(worksheet: Worksheet) -> list[list]:
    """The cells of the worksheet's only table, header first."""
    (table,) = worksheet.tables.values()
    return [list(row) for row in worksheet[table.ref]]


def values_of(worksheet: Worksheet) -> list[list]:
    return [[cell.value for cell in row] for row in cells_of(worksheet)]


def above_table(worksheet: Worksheet) -> list[str]:
    return [worksheet.cell(row, 1).value for row in range(1, cells_of(worksheet)[0][0].row)]


@pytest.fixture
def book(tmp_path: Path) -> openpyxl.Workbook:
    return opened(WORKBOOK, tmp_path)


class TestLayout:
    def test_cover_then_contents_then_notes_then_tables(self, book):
        assert book.sheetnames == ["Cover", "Contents", "Notes", "district_month"]

    def test_cover_says_what_it_is_and_how_it_is_marked_first(self, book):
        lines = [cell.value for cell in book["Cover"]["A"]]
        assert lines == [
            "Hate crime in Warwickshire",
            "Introductory information",
            "OFFICIAL-SENSITIVE",
            "Period covered: July 2017 to September 2017",
            "What the agencies recorded.",
            "EQuIP's file [old](1).xlsx was refused.",
            "What has changed since last time",
            "Compared with the last figures:",
            "Warwickshire Police: September 2017 is now included.",
            "What is missing from the figures",
            "EQuIP: no delivery covers July 2017.",
            "Contact",
            "Insight Service: insight@example.org",
        ]

    def test_every_worksheet_bears_the_marking(self, book):
        for worksheet in book:
            assert "OFFICIAL-SENSITIVE" in [cell.value for cell in worksheet["A"][:3]]

    def test_contents_link_to_every_worksheet_after_it(self, book):
        rows = cells_of(book["Contents"])[1:]
        assert [(label.value, what.value) for label, what in rows] == [
            ("Notes", "Notes on the figures, and what the shorthand means"),
            ("district_month", "Hate incidents by district and month"),
        ]
        assert [label.hyperlink.location for label, _ in rows] == ["'Notes'!A1", "'district_month'!A1"]

    def test_a_link_survives_an_apostrophe_in_the_label(self, tmp_path):
        workbook = with_frame(DISTRICT_MONTH.frame, name="People's Panel")
        contents = opened(workbook, tmp_path)["Contents"]
        assert cells_of(contents)[2][0].hyperlink.location == "'People''s Panel'!A1"

    def test_a_table_comes_below_its_title_notes_and_source(self, book):
        assert above_table(book["district_month"]) == [
            "Hate incidents by district and month",
            "OFFICIAL-SENSITIVE",
            "This worksheet contains one table. The Notes worksheet says more about the figures.",
            "0 means that the agency delivered its records and had none.",
            "[c] Confidential: hidden so that nobody can be identified.",
            "[x] Not available: no delivery covers this figure. It does not mean none.",
            "Source: Warwickshire Police",
            "Back to contents",
        ]
        assert book["district_month"]["A8"].hyperlink.location == "'Contents'!A1"

    def test_a_long_note_is_broken_into_lines_that_fit_the_page(self, tmp_path):
        note = "One incident can be in several columns, so the columns don't add up to distinct incidents. " * 3
        lines = above_table(opened(with_frame(DISTRICT_MONTH.frame, notes=(note,)), tmp_path)["district_month"])
        assert " ".join(lines[3:6]) == note.strip()
        assert all(len(line) <= 110 for line in lines[3:6])

    def test_notes_explain_each_shorthand_that_is_used(self, book):
        assert [name for name, _ in values_of(book["Notes"])[1:]] == ["Recorded date", "[c]", "[x]"]

    def test_not_available_is_explained_even_if_nothing_is_missing(self, tmp_path):
        notes = opened(with_frame(pd.DataFrame({"Cases": [1]})), tmp_path)["Notes"]
        assert [name for name, _ in values_of(notes)[1:]] == ["Recorded date", "[x]"]

    def test_a_note_named_after_a_shorthand_replaces_its_explanation(self, tmp_path):
        book = opened(dataclasses.replace(WORKBOOK, notes=(("[c]", "From 1 to 7."),)), tmp_path)
        assert values_of(book["Notes"])[1] == ["[c]", "From 1 to 7."]
        assert "[c] From 1 to 7." in above_table(book["district_month"])


class TestCells:
    def test_values_arrive_as_what_they_are(self, book):
        assert values_of(book["district_month"]) == [
            ["Month", "District", "Police offences", "Cases", "Rate per 1,000"],
            [datetime.datetime(2017, 7, 1), "Rugby", 1234, 5, 1.25],
            [datetime.datetime(2017, 8, 1), "Warwick", 0, "[x]", 0.5],
            [datetime.datetime(2017, 9, 1), "Rugby", 7, "[c]", "[x]"],
        ]

    def test_calamine_reads_the_same(self, tmp_path):
        write_workbook(WORKBOOK, tmp_path / "partner.xlsx")
        rows = CalamineWorkbook.from_path(tmp_path / "partner.xlsx").get_sheet_by_name("district_month").to_python()
        assert rows[-3:] == [
            [MONTHS[0], "Rugby", 1234, 5, 1.25],
            [MONTHS[1], "Warwick", 0, "[x]", 0.5],
            [MONTHS[2], "Rugby", 7, "[c]", "[x]"],
        ]

    @pytest.mark.parametrize(
        ("header", "shown"), [("Month", "mmm yyyy"), ("First month", "mmm yyyy"), ("Delivered", "d mmm yyyy")]
    )
    def test_dates_are_shown_as_months_if_the_header_says_so(self, tmp_path, header, shown):
        worksheet = opened(with_frame(pd.DataFrame({header: MONTHS})), tmp_path)["district_month"]
        assert {row[0].number_format for row in cells_of(worksheet)[1:]} == {shown}
        assert all(row[0].is_date for row in cells_of(worksheet)[1:])

    @pytest.mark.parametrize(
        ("numbers", "shown"),
        [
            ([40738, 0], "#,##0"),
            ([12.0, None], "#,##0"),
            ([0.1, 0.25], "#,##0.00"),
            ([1 / 3], "#,##0.0000"),
            ([Decimal("0.5"), Decimal(2)], "#,##0.0"),
            ([None, None], "#,##0"),
        ],
    )
    def test_numbers_line_up(self, tmp_path, numbers, shown):
        frame = pd.DataFrame({"Cases": pd.Series(numbers, dtype=object)})
        rows = cells_of(opened(with_frame(frame), tmp_path)["district_month"])
        assert {row[0].number_format for row in rows} == {shown}
        assert {row[0].alignment.horizontal for row in rows} == {"right"}
        assert [row[0].data_type for row in rows[1:]] == ["s" if number is None else "n" for number in numbers]

    def test_shorthand_among_numbers_is_right_aligned_and_text_is_left(self, book):
        header, *rows = cells_of(book["district_month"])
        assert [cell.alignment.horizontal for cell in header] == ["left", "left", "right", "right", "right"]
        for row in rows:
            assert [cell.alignment.horizontal for cell in row] == ["left", "left", "right", "right", "right"]

    def test_text_after_numbers_is_indented(self, tmp_path):
        frame = pd.DataFrame({"District": ["Rugby"], "Cases": [1], "Caveat": ["Part of the month"], "Band": ["Low"]})
        for row in cells_of(opened(with_frame(frame), tmp_path)["district_month"]):
            assert [cell.alignment.indent for cell in row] == [0, 0, 1, 0]

    def test_columns_from_arrow_are_printed_the_same_way(self, tmp_path):
        table = pa.table(
            {
                "Month": pa.array([MONTHS[0], None], pa.date32()),
                "Cases": pa.array([3, None], pa.int64()),
                "Share": pa.array([Decimal("0.25"), None], pa.decimal128(9, 2)),
                "District": pa.array(["Rugby", " "]),
                "Aggravated": pa.array([True, False]),
            }
        )
        worksheet = opened(with_frame(table.to_pandas(types_mapper=pd.ArrowDtype)), tmp_path)["district_month"]
        assert values_of(worksheet)[1:] == [
            [datetime.datetime(2017, 7, 1), 3, 0.25, "Rugby", "Yes"],
            ["[x]", "[x]", "[x]", "[x]", "No"],
        ]
        assert [cell.number_format for cell in cells_of(worksheet)[1][:3]] == ["mmm yyyy", "#,##0", "#,##0.00"]

    def test_a_table_without_rows_says_so(self, tmp_path):
        worksheet = opened(with_frame(pd.DataFrame({"Month": [], "Category": []})), tmp_path)["district_month"]
        assert values_of(worksheet) == [["Month", "Category"], ["[z]", "[z]"]]
        assert "[z] Not applicable: there is nothing to show here." in above_table(worksheet)


class TestTypedText:
    """Whatever an agency typed stays text, unchanged."""

    @pytest.fixture
    def package(self, tmp_path) -> bytes:
        frame = pd.DataFrame({"Typed": TYPED, "=Header": range(len(TYPED))})
        write_workbook(with_frame(frame, title="=1+1", notes=("[a](b)",), source="@police"), tmp_path / "partner.xlsx")
        return (tmp_path / "partner.xlsx").read_bytes()

    def test_it_arrives_unchanged_as_text(self, package):
        worksheet = openpyxl.load_workbook(io.BytesIO(package))["district_month"]
        header, *rows = cells_of(worksheet)
        assert [row[0].value for row in rows] == TYPED
        assert {row[0].data_type for row in rows} == {"s"}
        assert header[1].value == "=Header"
        assert (worksheet["A1"].value, worksheet["A1"].data_type) == ("=1+1", "s")
        assert worksheet["A4"].value == "[a](b)"

    def test_there_is_no_formula_and_no_link_out(self, package):
        with zipfile.ZipFile(io.BytesIO(package)) as parts:
            for name in parts.namelist():
                assert b"<f>" not in parts.read(name) and b"<f " not in parts.read(name)
                assert b'TargetMode="External"' not in parts.read(name)

    def test_it_does_not_become_a_formula_when_the_cell_is_edited(self, package):
        rows = cells_of(openpyxl.load_workbook(io.BytesIO(package))["district_month"])[1:]
        quoted = [row[0].value for row in rows if row[0].quotePrefix]
        assert quoted == [text for text in TYPED if text[0] in "=+-@"]


class TestChecklist:
    """The Analysis Function's "Making spreadsheets accessible: a brief checklist of the basics"."""

    def test_each_table_is_marked_up_and_named_after_what_it_holds(self, book):
        assert [list(worksheet.tables) for worksheet in book] == [[], ["contents"], ["notes"], ["district_month"]]
        for worksheet in book.worksheets[1:]:
            (table,) = worksheet.tables.values()
            assert table.headerRowCount == 1
            assert [column.name for column in table.tableColumns] == values_of(worksheet)[0]

    @pytest.mark.parametrize(
        ("label", "table"),
        [("By district", "By_district"), ("Q1", "table_Q1"), ("R1C1", "table_R1C1"), ("2017", "table_2017")],
    )
    def test_any_label_makes_a_table_name_that_excel_accepts(self, tmp_path, label, table):
        assert list(opened(with_frame(DISTRICT_MONTH.frame, name=label), tmp_path)[label].tables) == [table]

    def test_a_table_has_no_empty_cell_and_ends_its_worksheet(self, book):
        for worksheet in book.worksheets[1:]:
            assert None not in [value for row in values_of(worksheet) for value in row]
            assert worksheet.max_row == cells_of(worksheet)[-1][0].row
            assert None not in above_table(worksheet)

    def test_nothing_is_merged_hidden_filtered_or_frozen(self, book):
        for worksheet in book:
            assert not worksheet.merged_cells.ranges
            assert worksheet.freeze_panes is None
            assert worksheet.sheet_state == "visible"
            assert not any(dimension.hidden for dimension in worksheet.column_dimensions.values())
            assert all(table.autoFilter is None for table in worksheet.tables.values())

    def test_text_wraps(self, book):
        assert all(cell.alignment.wrap_text for cell in book["Cover"]["A"])
        for worksheet in book.worksheets[1:]:
            assert all(cell.alignment.wrap_text for row in cells_of(worksheet) for cell in row)

    def test_the_cursor_is_in_the_first_cell_of_the_first_worksheet(self, book):
        assert book.active.title == "Cover"
        for worksheet in book:
            assert worksheet.sheet_view.selection[0].activeCell == "A1"
            assert bool(worksheet.sheet_view.tabSelected) == (worksheet.title == "Cover")

    def test_the_document_says_what_it_is(self, book):
        properties = book.properties
        assert properties.title == "Hate crime in Warwickshire"
        assert properties.subject == "Hate crime by district and month"
        assert properties.keywords == properties.category == "OFFICIAL-SENSITIVE"
        assert properties.language == "en-GB"
        assert properties.creator == properties.lastModifiedBy == "Warwickshire hate crime data warehouse"
        assert properties.created == properties.modified == WORKBOOK.created

    def test_a_moment_with_a_time_zone_is_stated_in_utc(self, tmp_path):
        summer = datetime.timezone(datetime.timedelta(hours=1))
        workbook = dataclasses.replace(WORKBOOK, created=datetime.datetime(2017, 7, 1, 0, 30, tzinfo=summer))
        assert opened(workbook, tmp_path).properties.created == datetime.datetime(2017, 6, 30, 23, 30)

    def test_it_prints_landscape_one_page_wide_with_the_header_on_each(self, book):
        for worksheet in book:
            assert worksheet.page_setup.orientation == "landscape"
            assert worksheet.page_setup.paperSize == int(worksheet.PAPERSIZE_A4)
            assert worksheet.sheet_properties.pageSetUpPr.fitToPage
            assert (worksheet.page_setup.fitToWidth or 1, worksheet.page_setup.fitToHeight) == (1, 0)
            assert not worksheet.oddHeader.center.text
        header_row = cells_of(book["district_month"])[0][0].row
        assert book["district_month"].print_title_rows == f"${header_row}:${header_row}"


class TestFit:
    def test_columns_are_as_wide_as_they_need_to_be_and_no_wider(self, tmp_path):
        frame = pd.DataFrame({"Month": MONTHS, "Cases": [1, 2, 3], "Story": ["word " * 200, "", "x"]})
        columns = opened(with_frame(frame), tmp_path)["district_month"].column_dimensions
        assert 8 < columns["A"].width < 15
        assert 5 < columns["B"].width < 15
        assert 50 < columns["C"].width < 70

    def test_a_row_is_as_high_as_its_longest_text(self, tmp_path):
        frame = pd.DataFrame({"Cases": [1, 2], "Story": ["Public order", "word " * 40]})
        worksheet = opened(with_frame(frame), tmp_path)["district_month"]
        short, long = (row[0].row for row in cells_of(worksheet)[1:])
        assert worksheet.row_dimensions[short].height is None
        assert 4 * 15 < worksheet.row_dimensions[long].height < 8 * 15

    def test_a_long_header_breaks_over_two_or_three_lines(self, tmp_path):
        frame = pd.DataFrame({"Police: all recorded offences and crimed incidents": [1]})
        worksheet = opened(with_frame(frame), tmp_path)["district_month"]
        header = cells_of(worksheet)[0][0]
        assert 2 * 15 < worksheet.row_dimensions[header.row].height < 4 * 15
        assert worksheet.column_dimensions["A"].width < 30

    def test_the_cover_leaves_room_for_each_paragraph(self, tmp_path):
        workbook = dataclasses.replace(WORKBOOK, introduction=("A long paragraph goes on and on. " * 20,))
        assert opened(workbook, tmp_path)["Cover"].row_dimensions[5].height > 6 * 15


class TestFile:
    def test_the_same_input_gives_the_same_bytes(self, tmp_path):
        write_workbook(WORKBOOK, tmp_path / "a.xlsx")
        write_workbook(WORKBOOK, tmp_path / "b.xlsx")
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

    def test_a_file_has_only_one_date_and_time(self, tmp_path):
        write_workbook(WORKBOOK, tmp_path / "partner.xlsx")
        with zipfile.ZipFile(tmp_path / "partner.xlsx") as parts:
            assert {part.date_time for part in parts.infolist()} == {(2017, 10, 3, 2, 0, 0)}
            moments = [
                m for part in parts.namelist() for m in re.findall(rb"20\d\d-\d\d-\d\dT[\d:]+Z", parts.read(part))
            ]
        assert moments == [b"2017-10-03T02:00:00Z"] * 2

    def test_a_failure_leaves_the_last_workbook_and_nothing_else(self, tmp_path, monkeypatch):
        path = tmp_path / "partner.xlsx"
        write_workbook(WORKBOOK, path)
        before = path.read_bytes()

        def disk_full(self: Path, content: bytes) -> None:
            with self.open("wb") as file:
                file.write(content[:100])
            raise OSError("No space left on device")

        monkeypatch.setattr(Path, "write_bytes", disk_full)
        with pytest.raises(OSError, match="No space left"):
            write_workbook(with_frame(pd.DataFrame({"Cases": [1]})), path)
        assert [entry.name for entry in tmp_path.iterdir()] == ["partner.xlsx"]
        assert path.read_bytes() == before

    def test_two_worksheets_with_the_same_name_are_refused(self, tmp_path):
        with pytest.raises(DuplicateWorksheetName):
            write_workbook(dataclasses.replace(WORKBOOK, sheets=(DISTRICT_MONTH,) * 2), tmp_path / "partner.xlsx")
        assert not list(tmp_path.iterdir())

    def test_a_label_that_excel_does_not_accept_is_refused(self, tmp_path):
        with pytest.raises(InvalidWorksheetName, match="Victim Support: cases"):
            write_workbook(with_frame(DISTRICT_MONTH.frame, name="Victim Support: cases"), tmp_path / "partner.xlsx")
        assert not list(tmp_path.iterdir())

    @pytest.mark.parametrize(
        ("headers", "refusal"),
        [
            (["Cases", "cases"], (UserWarning, "Duplicate header name")),
            (["Cases", "Cases"], (ValueError, "Duplicate column names")),
            (["Cases", ""], (ValueError, "Empty column name")),
        ],
    )
    def test_headers_that_excel_does_not_accept_are_refused(self, tmp_path, headers, refusal):
        error, words = refusal
        with pytest.raises(error, match=words):
            write_workbook(with_frame(pd.DataFrame([[1, 2]], columns=headers)), tmp_path / "partner.xlsx")
        assert not list(tmp_path.iterdir())
