"""Which rows are accepted, by the rules between rows (docs/contracts/README.md, "Verdicts").

Each is shown with made-up tables.
"""

from dataclasses import dataclass
from datetime import date

import duckdb
import pandera.pandas as pa
import pytest

from pipelines.build.warehouse import create_macros
from pipelines.files.sheets import Row, Sheet
from pipelines.landing.cells import PART_ROWS, Stated
from pipelines.landing.examination import examine
from schemas.contract import Table
from schemas.fields import Day, Number, Several, Text, code, day, number, several_codes, text
from tests.drawn.tables import drawn

SPELLINGS = {"strand": {"race": "race", "racist": "race", "faith": "religion", "unseen": "notunknown"}}
STATED = Stated(date(2017, 9, 3), None, None, SPELLINGS)
FIRST, SECOND = date(2017, 5, 1), date(2017, 5, 2)
A_SHAPE = "has 9 cells where the header has 4"


class Cases(pa.DataFrameModel):
    """A case, which contacts and strands belong to."""

    case_ref: Text = text(required=True, str_matches="^[A-Z]$", description="a capital letter")
    opened: Day = day(required=True)
    stars: Number = number(ge=1, le=5, description="a whole number from 1 to 5")
    about: Text = code("strand")


class Contacts(pa.DataFrameModel):
    """A contact in a case."""

    case_ref: Text = text(required=True)
    contact_no: Number = number(required=True)
    made: Day = day(required=True)


class Strands(pa.DataFrameModel):
    """The strands of a case, several to a cell."""

    case_ref: Text = text(required=True)
    strand: Several = several_codes("strand", required=True)
    stars: Number = number()


class Events(pa.DataFrameModel):
    """An event, which may have no reference of its own and has no day."""

    event_ref: Text = text()
    place: Text = text()


CASES = Table("cases", "cases.csv", Cases, key=("case_ref",), record_date="opened")
CONTACTS = Table("contacts", "contacts.csv", Contacts, key=("case_ref", "contact_no"), parent="cases")
STRANDS = Table("strands", "strands.csv", Strands, key=("case_ref", "strand"), parent="cases")
EVENTS = Table("events", "events.csv", Events, key=("event_ref",), numbered="event_ref")

TWO_CASES = """
    case_ref | stars | about          | opened
    A        |       |                | 2017-05-01
    B        |       |                | 2017-05-02
"""


@dataclass(frozen=True)
class Examined:
    """A table that was examined; each row is named as its sender reads it."""

    con: duckdb.DuckDBPyConnection
    table: Table

    @property
    def verdicts(self) -> dict[str, str]:
        """The verdict of each row; a row with two would be here as a repeated name."""
        found = self._found("verdict", "_verdict")
        assert len(found) == len(dict(found))
        return dict(found)

    @property
    def faults(self) -> dict[str, list[str]]:
        """The faults of each row that has any, in words."""
        faults: dict[str, list[str]] = {}
        for row, fault in self._found("concat_ws(' ', column_name, fault)", "_fault"):
            faults.setdefault(row, []).append(fault)
        return faults

    @property
    def records(self) -> list[tuple]:
        """Each record: its row, key, date and parent."""
        return self._found("record_key, record_date, parent_table, parent_key", "_record")

    def cells(self, columns: str) -> list[tuple]:
        """Some cells of each row, as they land."""
        return self._found(columns, "_read")

    def _found(self, columns: str, ending: str) -> list[tuple]:
        return self.con.execute(f"""
            select label || row_number % {PART_ROWS}, {columns}
            from {self.table.name}{ending} inner join {self.table.name}_part on part = row_number // {PART_ROWS}
            order by all
        """).fetchall()


@pytest.fixture(scope="module")
def con():
    with duckdb.connect() as con:
        create_macros(con)
        yield con


@pytest.fixture
def examined(con):
    """Examine drawn rows; several drawings are the files of one table, and the first row of a file is row 2."""

    def examine_all(table, *drawings, misshapen=()):
        sheets = []
        for file, drawing in enumerate(drawings, start=1):
            cells = drawn(drawing)
            rows = [
                Row(row, [cell or "" for cell in each.values()], A_SHAPE if row in misshapen else None)
                for row, each in enumerate(cells, start=2)
            ]
            sheets.append(Sheet(f"{file}.csv", list(cells[0]), iter(rows)))
        examine(con, table, sheets, STATED)
        return Examined(con, table)

    return examine_all


def test_every_row_is_accepted_rejected_or_a_duplicate(examined):
    found = examined(
        CASES,
        """
        case_ref | stars | about          | opened
        A        | 5     | racist         | 2017-05-01
        A        | 5     | racist         | 2017-05-01
        B        | 9     | faith          | soon
        B        | 9     | faith          | soon
        C        | 9     | nothing listed | 2017-05-02
        D        |       |                | 2017-05-02
        """,
        misshapen=[7],
    )
    assert found.verdicts == {
        "2": "accepted", "3": "duplicate", "4": "rejected", "5": "duplicate", "6": "accepted", "7": "rejected",
    }  # fmt: skip


def test_an_optional_cell_that_breaks_a_rule_loses_only_itself(examined):
    found = examined(
        CASES,
        """
        case_ref | stars | about          | opened
        A        | 9     | racist         | 2017-05-01
        B        | 5     | #REF!          | 2017-05-01
        C        | 1     | nothing listed | 2017-05-01
        D        | 0     |                | 2017-05-01
        E        | 3     | faith          | 2017-05-01
        """,
        misshapen=[6],
    )
    assert found.cells("case_ref, stars, about") == [
        ("2", "A", None, "race"), ("3", "B", 5, None), ("4", "C", 1, "unknown"), ("5", "D", None, None),
        ("6", "E", 3, "religion"),
    ]  # fmt: skip
    assert [row for row, verdict in found.verdicts.items() if verdict == "accepted"] == ["2", "3", "4", "5"]


def test_a_record_has_its_key_and_date_even_if_it_is_rejected_for_something_else(examined):
    found = examined(
        CASES,
        """
        case_ref | stars | about          | opened
        A        |       |                | 2017-05-01
        A        |       |                | 2017-05-01
        B        |       |                | soon
        c        |       |                | 2017-05-01
        -        |       |                | 2017-05-01
        D        |       |                | 2017-05-01
        """,
        misshapen=[7],
    )
    unreadable = [(row, None, None, None, None) for row in ("5", "6", "7")]
    assert found.records == [("2", "A", FIRST, None, None), ("4", "B", None, None, None), *unreadable]


def test_a_childs_record_has_its_parents_date_and_key(examined):
    examined(CASES, TWO_CASES + "    C | | | soon")
    found = examined(
        CONTACTS,
        """
        case_ref | contact_no | made
        B        | 1          | 2017-08-01
        A        | 1          | 2017-08-01
        A        | 2          | soon
        C        | 1          | 2017-08-01
        A        | x          | 2017-08-01
        -        | x          | 2017-08-01
        """,
    )
    assert found.records == [
        ("2", "B|1", SECOND, "cases", "B"),
        ("3", "A|1", FIRST, "cases", "A"),
        ("4", "A|2", FIRST, "cases", "A"),
        ("5", "C|1", None, "cases", "C"),
        ("6", None, None, None, None),
        ("7", None, None, None, None),
    ]


def test_a_row_with_several_values_in_its_key_has_a_record_for_each(examined):
    examined(CASES, TWO_CASES)
    found = examined(
        STRANDS,
        """
        case_ref | strand               | stars
        A        | race; faith          | 1
        B        | nothing listed; race | 1
        """,
    )
    assert found.records == [
        ("2", "A|race", FIRST, "cases", "A"),
        ("2", "A|religion", FIRST, "cases", "A"),
        ("3", "B|race", SECOND, "cases", "B"),
        ("3", "B|unknown", SECOND, "cases", "B"),
    ]
    assert found.verdicts == {"2": "accepted", "3": "accepted"}


def test_a_row_without_a_reference_of_its_own_is_known_by_its_number(examined):
    found = examined(
        EVENTS,
        """
        event_ref | place
        e         | Rugby
        -         | Rugby
        -         | Rugby
        """,
        """
        event_ref | place
        f         | Rugby
        g         | Rugby
        h         | Rugby
        -         | Rugby
        """,
    )
    assert [record[:3] for record in found.records] == [
        ("1.csv, row 2", "e", None),
        ("1.csv, row 3", "row 3", None),
        ("1.csv, row 4", "row 4", None),
        ("2.csv, row 2", "f", None),
        ("2.csv, row 3", "g", None),
        ("2.csv, row 4", "h", None),
        ("2.csv, row 5", "row 5", None),
    ]
    assert set(found.verdicts.values()) == {"accepted"}


def repeated(rows: str, key: str = "case_ref") -> list[str]:
    return [f"{key} is repeated in rows that differ ({rows}); say which one is right"]


def test_all_rows_of_a_key_that_is_repeated_are_rejected_and_named(examined):
    found = examined(
        CASES,
        """
        case_ref | stars | about          | opened
        A        | 1     |                | 2017-05-01
        B        | 1     |                | 2017-05-01
        A        | 2     |                | 2017-05-01
        A        | 2     |                | 2017-05-01
        B        | 1     |                | soon
        C        | 1     |                | 2017-05-01
        a        | 1     |                | 2017-05-01
        a        | 2     |                | 2017-05-01
        """,
    )
    assert found.faults["2"] == found.faults["4"] == repeated("2, 4")
    assert found.faults["3"] == repeated("3, 6")
    assert found.faults["6"] == [*repeated("3, 6"), "opened is not a date; write it as 2017-03-04 or 04/03/2017"]
    assert found.faults["8"] == found.faults["9"] == ["case_ref is not a capital letter"]
    assert [row for row, verdict in found.verdicts.items() if verdict != "rejected"] == ["5", "7"]


def test_rows_that_repeat_a_key_in_several_files_are_named_with_their_file_five_at_most(examined):
    header = "case_ref | stars | about | opened\n"
    many = "\n".join(f"A | {stars} | | 2017-05-01" for stars in (1, 2, 3, 4))
    found = examined(CASES, f"{header}B | | | 2017-05-01", header + many, f"{header}A | 5 | race | 2017-05-01\n{many}")
    five = "2.csv, row 2, 2.csv, row 3, 2.csv, row 4, 2.csv, row 5, 3.csv, row 2"
    assert found.faults["3.csv, row 6"] == repeated(five)
    assert len(found.faults) == 9
    assert "1.csv, row 2" not in found.faults


def test_a_key_of_several_columns_is_repeated_only_if_all_of_it_is(examined):
    examined(CASES, TWO_CASES)
    found = examined(
        CONTACTS,
        """
        case_ref | contact_no | made
        A        | 1          | 2017-08-01
        A        | 2          | 2017-08-01
        B        | 1          | 2017-08-01
        B        | 1          | 2017-08-02
        """,
    )
    assert found.faults == dict.fromkeys(["4", "5"], repeated("4, 5", "case_ref, contact_no"))


def test_one_value_in_common_repeats_the_key_but_not_a_spelling_that_no_list_has(examined):
    examined(CASES, TWO_CASES)
    found = examined(
        STRANDS,
        """
        case_ref | strand         | stars
        A        | faith; racist  | 1
        A        | race           | 2
        A        | faith; unseen  | 3
        B        | one thing      | 1
        B        | another thing  | 1
        B        | unseen         | 1
        B        | unseen         | 2
        """,
    )
    assert {row: fault for row, (fault, *_) in found.faults.items() if "repeated" in fault} == {
        "2": repeated("2, 3", "case_ref, strand")[0],
        "3": repeated("2, 3", "case_ref, strand")[0],
        "4": repeated("2, 4", "case_ref, strand")[0],
        "7": repeated("7, 8", "case_ref, strand")[0],
        "8": repeated("7, 8", "case_ref, strand")[0],
    }
    assert len(found.faults["2"]) == 1
    assert (found.verdicts["5"], found.verdicts["6"]) == ("accepted", "accepted")


NO_PARENT = "case_ref is not in any accepted row of cases"


def test_a_child_is_rejected_unless_its_parent_is_an_accepted_row(examined):
    examined(
        CASES,
        """
        case_ref | stars | about          | opened
        A        |       |                | 2017-05-01
        A        |       |                | 2017-05-01
        B        |       |                | soon
        C        | 1     |                | 2017-05-01
        C        | 2     |                | 2017-05-01
        D        | 9     |                | 2017-05-01
        """,
    )
    found = examined(
        CONTACTS,
        """
        case_ref | contact_no | made
        A        | 1          | 2017-08-01
        B        | 1          | 2017-08-01
        C        | 1          | 2017-08-01
        D        | 1          | 2017-08-01
        E        | 1          | 2017-08-01
        E        | 1          | 2017-08-01
        """,
    )
    assert found.faults == {"3": [NO_PARENT], "4": [NO_PARENT], "6": [NO_PARENT]}
    assert list(found.verdicts.values()) == ["accepted", "rejected", "rejected", "accepted", "rejected", "duplicate"]
    assert len(found.records) == 5


def test_a_parent_that_can_not_be_read_is_one_fault_but_other_faults_do_not_hide_a_missing_parent(examined):
    examined(CASES, TWO_CASES)
    found = examined(
        CONTACTS,
        """
        case_ref | contact_no | made
        -        | 1          | 2017-08-01
        E        | 1          | 2017-08-01
        E        |            | 2017-08-01
        E        | 3          | soon
        """,
        misshapen=[3],
    )
    assert found.faults == {
        "2": ["case_ref is missing"],
        "3": [A_SHAPE],
        "4": [NO_PARENT, "contact_no is missing"],
        "5": [NO_PARENT, "made is not a date; write it as 2017-03-04 or 04/03/2017"],
    }


class Topics(pa.DataFrameModel):
    """A strand that something is about."""

    topic: Text = code("strand", required=True)


class Pages(pa.DataFrameModel):
    """A page about a topic."""

    topic: Text = code("strand", required=True)
    page: Number = number(required=True)


def test_a_parents_code_that_no_list_has_is_a_parent_that_was_not_sent(examined):
    examined(Table("topics", "topics.csv", Topics, key=("topic",)), "topic\nracist")
    found = examined(
        Table("pages", "pages.csv", Pages, key=("topic", "page"), parent="topics"),
        """
        topic          | page
        race           | 1
        nothing listed | 1
        """,
    )
    assert "topic is not in any accepted row of topics" in found.faults["3"]
    assert found.verdicts == {"2": "accepted", "3": "rejected"}
