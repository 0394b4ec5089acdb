"""Reading files with one JSON object on each line as a table of text."""

import json

import pandera.pandas as pa
import pytest

from pipelines.files.json_lines import read_json_lines
from pipelines.files.refusal import Refusal
from schemas.contract import Table
from schemas.fields import Text, text

NO_OBJECT = "is not a JSON object; write each report as one object on its own line"
TWICE = "has the same key twice; say which one is right"


class Letters(pa.DataFrameModel):
    """A table of one column."""

    a: Text = text(required=True)


TABLE = Table("letters", "reports.jsonl", Letters, key=("a",))


@pytest.fixture
def read(tmp_path):
    """Write text or bytes to a file of JSON lines and read it back: its header, and its rows."""

    def read_lines(content):
        path = tmp_path / "reports.jsonl"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        sheet = read_json_lines(path, TABLE)
        return sheet.header, list(sheet.rows)

    return read_lines


def cell(read, value):
    """Return the cell that a value is read as."""
    _, (row,) = read(json.dumps({"a": value}))
    return row.cells[0]


def test_each_key_is_a_column_and_missing_keys_are_empty(read):
    header, rows = read('{"a": 1, "b": "x"}\n{"c": "y", "a": "2"}\n')
    assert header == ["a", "b", "c"]
    assert [(row.number, row.cells, row.problem) for row in rows] == [
        (1, ["1", "x", ""], None),
        (2, ["2", "", "y"], None),
    ]


def test_the_keys_of_an_inner_object_follow_its_name(read):
    header, (row,) = read('{"contact": {"forename": "x", "more": {"y": 1}}, "a": 2}')
    assert header == ["contact.forename", "contact.more", "a"]
    assert row.cells == ["x", '{"y": 1}', "2"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x", "x"),
        (" x ", " x "),
        ("", ""),
        (None, ""),
        (True, "Yes"),
        (False, "No"),
        (7, "7"),
        (1.5, "1.5"),
        (10**400, "1" + "0" * 400),
        (float("inf"), "Infinity"),
        (float("nan"), ""),
        (900001.0, "900001"),
        (1e300, "1e+300"),
        ([], ""),
        (["race", "religion"], "race; religion"),
        (["race", None, "", 3, True], "race; 3; Yes"),
        ([None, ""], ""),
        ([["race"], {"x": 1}], '["race"]; {"x": 1}'),
        ("\ud800x", "?x"),
        ("a\0b", "a\0b"),
        ("two\nlines", "two\nlines"),
    ],
)
def test_a_value_becomes_text(read, value, text):
    assert cell(read, value) == text


def test_a_missing_contact_is_not_a_column(read):
    assert read('{"a": 1, "contact": null}')[0] == ["a", "contact"]
    assert read('{"a": 1, "contact": {}}')[0] == ["a"]


@pytest.mark.parametrize(
    "line",
    [
        *["[1]", "3", '"x"', "null", "true", "x", '{"a": 1', '{"a": 1}}', "{'a': 1}", '{"a": 1} 3'],
        *["[" * 100_000, '{"a":' * 100_000, '{"a": ' + "9" * 5_000 + "}", '{"a": 1}\0', '{"a": "\t"}'],
    ],
)
def test_a_line_that_is_not_an_object_is_only_that_rows_problem(read, line):
    header, rows = read(f'{{"a": 1}}\n{line}\n{{"a": 2}}\n')
    assert header == ["a"]
    assert [(row.number, row.problem) for row in rows] == [(1, None), (2, NO_OBJECT), (3, None)]
    assert rows[1].cells == [line]


@pytest.mark.parametrize(
    "line",
    [
        '{"a": 1, "a": 1}',
        '{"a": 1, "A ": 2}',
        '{"a": {"b": 1}, "a.b": 2}',
        '{"a": {"b": 1, "b": 2}}',
        '{"x": [{"b": 1, "b": 2}]}',
        r'{"\ud800": 1, "\udfff": 2}',
    ],
)
def test_an_object_with_the_same_key_twice_is_only_that_rows_problem(read, line):
    _, rows = read(f'{line}\n{{"a": 2}}\n')
    assert [(row.number, row.problem) for row in rows] == [(1, TWICE), (2, None)]
    assert rows[0].cells == [line]


def test_how_a_line_spells_its_keys_does_not_affect_other_lines(read):
    header, rows = read('{"report_id": 1, "district": 2}\n{"Report ID": 3, "DISTRICT": 4}\n')
    assert header == ["report_id", "district"]
    assert [row.cells for row in rows] == [["1", "2"], ["3", "4"]]


def test_keys_without_a_letter_are_kept_apart(read):
    assert read('{"!": 1, "?": 2, "": 3}')[0] == ["!", "?", ""]


IN_ANY_FORM = [
    '{{"a": {}}}\n{{"a": {}}}\n',
    '{{"a": {}}},\n{{"a": {}}},\n',
    '{{"a": {}}}{{"a": {}}}\n',
    '{{\n"a": {}\n}}\n{{\n"a": {},\n}}\n',
    '\ufeff{{"a": {}}}\n\ufeff{{"a": {}}}\n\x1a',
    '{{"a": {}}}\n{{"a": {}}}\n(2 rows affected)\n',
]


@pytest.mark.parametrize("form", IN_ANY_FORM)
@pytest.mark.parametrize("value", ["one", 'a, ] or } or "', "x,}", "JosÃ©"])
def test_objects_are_read_however_they_are_set_out(read, form, value):
    _, rows = read(form.format(json.dumps(value, ensure_ascii=False), '"two"'))
    assert [(row.cells, row.problem) for row in rows] == [([value.replace("Ã©", "é")], None), (["two"], None)]


def test_objects_are_numbered_by_line_or_else_by_place(read):
    assert [row.number for row in read('{"a": 1}\n\n{"a": 2} {"a": 3}\nx\n{"a": 4}\n')[1]] == [1, 2, 3, 4, 5]


def test_lines_with_several_objects_are_said(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text('{"a": 1}\n{"a": 2} {"a": 3}\n')
    assert read_json_lines(path, TABLE).assumed == [
        "line 2 has several objects, so rows are numbered by object and not by line"
    ]


@pytest.mark.parametrize(
    "content",
    [
        '[{"a": 1}, {"a": 2}]',
        '[\n\n{"a": 1},\n{"a": 2}\n]',
        '\n\ufeff [ {"a": 1}, {"a": 2}',
        '[\n  {\n    "a": 1\n  }\n]\n',
    ],
)
def test_one_list_is_refused_with_what_to_send(read, content):
    with pytest.raises(Refusal, match="one JSON list; write each report as one object on its own line and send"):
        read(content)


def test_json_cut_short_is_refused_with_what_to_send(read):
    with pytest.raises(Refusal, match="write each report as one object on its own line and send"):
        read('{\n"a": 1\n}\n{\n"a"\n')


def test_blank_lines_are_skipped_and_lines_keep_their_numbers(read):
    _, rows = read('\n{"a": 1}\r\n  \n\n{"a": 2}')
    assert [row.number for row in rows] == [2, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_lines_may_be_in_utf8_or_windows_1252(read, encoding):
    assert read('{"a": "café £"}'.encode(encoding))[1][0].cells == ["café £"]


@pytest.mark.parametrize("content", ["", "\n \r\n", "\ufeff"])
def test_a_file_without_lines_is_refused(read, content):
    with pytest.raises(Refusal, match="the file is empty; send it again with its lines"):
        read(content)


def test_more_keys_than_any_table_has_columns_are_refused(read):
    assert len(read(json.dumps(dict.fromkeys(map(str, range(1_000)))))[0]) == 1_000
    with pytest.raises(Refusal, match="the objects have more than 1,000 different keys"):
        read("\n".join(json.dumps({f"k{number}": 1}) for number in range(1_001)))
