"""Reading CSV files: what separates cells, quotation marks, lines above and below the table, rows cut short."""

import pandera.pandas as pa
import pytest

from pipelines.files.csv_file import read_csv
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Row
from schemas.contract import Table
from schemas.fields import Text, text


class Letters(pa.DataFrameModel):
    """A table of two columns."""

    a: Text = text(required=True)
    b: Text = text()


TABLE = Table("letters", "offences.csv", Letters, key=("a",))


@pytest.fixture
def sheet_of(tmp_path):
    """Write bytes, or text in UTF-8, to a CSV file and read it back, with its rows."""

    def read(content):
        path = tmp_path / "offences.csv"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        sheet = read_csv(path, TABLE)
        return sheet, list(sheet.rows)

    return read


@pytest.fixture
def csv_of(sheet_of):
    """Write a CSV file and read it back: its header, and its rows."""

    def read(content):
        sheet, rows = sheet_of(content)
        return sheet.header, rows

    return read


def cells(rows):
    return [row.cells for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_text_is_utf8_with_or_without_a_mark_or_windows_1252(csv_of, encoding):
    header, rows = csv_of("a,café\n\u00a3\u2019\u00e9,2\n".encode(encoding))
    assert header == ["a", "café"]
    assert cells(rows) == [["\u00a3\u2019\u00e9", "2"]]


def test_quotes_commas_and_new_lines_within_quotes_belong_to_the_cell(csv_of):
    header, rows = csv_of('a,b\r\n"x, y","say ""hi"""\r\n"two\r\nlines",2\r\n"",\r\n3,4')
    assert header == ["a", "b"]
    assert cells(rows) == [["x, y", 'say "hi"'], ["two\r\nlines", "2"], ["3", "4"]]


def test_a_row_keeps_its_number_whatever_comes_before_it(csv_of):
    _, rows = csv_of('a,b\n1,2\n\n"two\nlines",2\n , \n3,4\n')
    assert [(row.number, row.cells[0]) for row in rows] == [(2, "1"), (4, "two\nlines"), (6, "3")]


def test_a_quote_that_is_never_closed_refuses_the_file_and_says_where(csv_of):
    with pytest.raises(Refusal, match=r"a quotation mark opened in row 3 \(line 4 of the file\) is never closed"):
        csv_of('a,b\n"x\ny",1\n"z,2\n3,4\n')


def test_missing_cells_at_the_end_are_empty_and_this_is_said(sheet_of):
    sheet, rows = sheet_of("a,b,c\n1\n1,2\n1,2,3\n")
    assert [row.problem for row in rows] == [None] * 3
    assert sheet.assumed == ["rows 2 and 3 have fewer cells than the header; those missing at the end are empty"]


def test_surplus_empty_cells_are_nothing_and_surplus_text_is_only_that_rows_problem(csv_of):
    _, rows = csv_of("a,b\n1,2,,\n1,2, \u200b\n1,2,3\n1,2,,3\n")
    assert cells(rows) == [["1", "2"], ["1", "2"], ["1", "2", "3"], ["1", "2", "", "3"]]
    assert [row.problem for row in rows[:3]] == [None, None, "has 3 cells, but the header has 2"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_last_row_without_a_line_end_is_cut_short_if_it_lacks_cells(csv_of, end):
    lines = ["a,b,c", "1,2,3", "4,5"]
    assert csv_of(end.join(lines))[1][1].problem == (
        "is cut short: it has 2 cells, but the header has 3, and its line has no end"
    )
    assert csv_of(end.join([*lines, ""]))[1][1].problem is None
    assert csv_of(end.join([*lines[:2], "4,5,6"]))[1][1].problem is None
    assert csv_of(end.join([*lines[:2], "(1 row affected)"]))[1][1:] == []


@pytest.mark.parametrize(
    "above", ["", "sep={}\n", '"sep={}"\n', "SEP={}\r\n", "Title\n\n", "\ufeffTitle\nsep={}\n", "\n\n"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_header_says_what_separates_cells_and_may_have_lines_above(sheet_of, separator, above):
    sheet, rows = sheet_of(above.format(separator) + "a,b\n1,2\n".replace(",", separator))
    assert (sheet.header, cells(rows), sheet.assumed) == (["a", "b"], [["1", "2"]], [])
    assert rows[0].number == above.count("\n") + 2


def test_a_separator_that_only_the_first_line_names_is_used(csv_of):
    assert csv_of("sep=^\na^b\n1^2\n") == (["a", "b"], [Row(3, ["1", "2"])])


def test_excel_text_in_utf16_with_tabs_is_read(csv_of):
    assert csv_of("a\tb\r\nJosé\t2\r\n".encode("utf-16")) == (["a", "b"], [Row(2, ["José", "2"])])


def test_a_header_within_fifteen_rows_is_found_and_no_further_down(csv_of):
    assert csv_of("title\n" * 14 + "a,b\n1,2\n")[0] == ["a", "b"]
    with pytest.raises(Refusal, match="none of its first 15 rows has any of the required columns"):
        csv_of("title\n" * 15 + "a,b\n1,2\n")


@pytest.mark.parametrize("content", ["x^y\n1^2\n", "1,2\n3,4\n", "a b\n1 2\n"])
def test_without_any_required_column_the_first_line_or_the_separator_is_wrong(csv_of, content):
    with pytest.raises(Refusal, match="so its first line, or what separates its cells, is wrong; send it again with"):
        csv_of(content)


def test_rows_of_nothing_to_see_are_blank(csv_of):
    assert csv_of("a,b\n\u200b,\xad\n\0\0\n1,2\n\x1a")[1] == [Row(4, ["1", "2"])]


def test_files_put_together_repeat_the_header_which_is_no_row(sheet_of):
    sheet, rows = sheet_of("\ufeffa,b\n1,2\n\ufeffA,B\n3,4\n")
    assert cells(rows) == [["1", "2"], ["3", "4"]]
    assert sheet.assumed == ["row 3 repeats the header, so it was not taken for a row"]


def test_garbled_letters_are_put_right_and_lost_ones_named(sheet_of):
    sheet, rows = sheet_of("a,b\nJosÃ©,O’Neill\nÅukasz,2\nJos\ufffd,3\nÅ�ukasz,4\n")
    assert cells(rows)[0] == ["José", "O’Neill"]
    assert sheet.assumed[0].startswith("row 2 has letters of UTF-8 that a program had read as Windows-1252")
    assert "rows 4 and 5 have letters that were lost" in sheet.assumed[1]


def test_broken_quotes_are_only_that_rows_problem(csv_of):
    _, rows = csv_of('a,b\n"x" y,1\n1,2\n')
    assert [(row.number, row.problem is None) for row in rows] == [(2, False), (3, True)]
    assert "quotation marks are broken" in rows[0].problem


def test_a_header_alone_has_no_rows(csv_of):
    assert csv_of("a,b\n") == (["a", "b"], [])


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " , \n"])
def test_an_empty_file_is_refused(csv_of, content):
    with pytest.raises(Refusal, match="the file is empty"):
        csv_of(content)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(Refusal):
        list(read_csv(tmp_path / "none.csv", TABLE).rows)
