"""What can be wrong with a row in any agency's table, and what the result must be.

Here: the contract's own words on faults (docs/contracts/README.md, "Verdicts"), repeated separately from the tested
code: which cells are bad, what the sender reads, and the verdict on the row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from hypothesis import strategies as st

from pipelines.files.codes import spelling_key
from schemas.contract import Table
from tests.agencies.senders import Row, Sender

#: Days that mean that nobody knows the day.
PLACEHOLDERS = ("1900-01-01", "30/12/1899", "1 January 1901", "1/1/1753", "9999-12-31")

_LATE, _NO_DAY = "is after the date of the delivery", "is not a date"

#: Cells that are wrong for each kind of column, and what is said about them.
BAD = {
    "day": [
        ("31/02/2017", _NO_DAY),
        ("soon", _NO_DAY),
        ("2099-01-01", _LATE),
        ("1/1/1999", "is before 1 January 2000"),
    ],
    "birth_date": [
        ("31/02/1986", _NO_DAY),
        ("2099-01-01", _LATE),
        ("1899-12-29", "is before 1 January 1900"),
        *((day, "is a date that systems write") for day in PLACEHOLDERS),
    ],
    "month": [("Smarch-17", "is not a month"), ("Apr-99", "is before January 2000"), ("2099-01", _LATE)],
    "birth_year": [("1899", "is not a year of birth"), ("2099", "is not a year of birth"), ("x", "is not a year")],
    "outward_postcode": [("Zzyzx", "is not the first part of a postcode"), ("12", "is not the first part")],
    "decimal": [("north", "is not a number"), ("1,5", "is not a number")],
    "number": [("1.5", "is not a whole number"), ("0", "is not a whole number from 1"), ("x", "is not a whole number")],
    "flag": [("perhaps", "is not yes or no"), ("2", "is not yes or no"), ("x", "is not yes or no")],
    "typed_offence_ref": [("ask the officer", "is not a crime reference like 23/10482/17")],
    "text": [("#REF!", "is a formula that failed")],
    "code": [("#DIV/0!", "is a formula that failed")],
}
#: Text columns with a fixed form.
FORMS = {
    "offence_ref": "is not a crime reference like 23/10482/17",
    "case_id": "is not a case number like VS-104233",
    "ref": "is not a reference like EQ/2017/043",
}
#: Cells that only look like trouble.
ODD = ('"', "two\nlines", "'; drop table x; --", "=1+1", "\u202eZ\u0301")
UNMAPPED = "has a value that isn't in the reference lists"
MISSING = ("", " \u00a0", "n/a", "NULL", "#N/A", "-", "\u2013", "--", "<NA>", "\u200b", "&nbsp;", "\\N")


@dataclass(frozen=True)
class Bad:
    """A cell, what is said about it ('' if nothing is), and whether it rejects the row."""

    column: str
    cell: str
    said: str
    is_fatal: bool


@dataclass(frozen=True)
class Sent:
    """A row as it is sent: its number, its bad cells, whether it has too many cells, and how it is repeated."""

    number: int
    bad: Sequence[Bad] = ()
    is_broken: bool = False
    again: str = "once"

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with the row itself."""
        return not self.bad and not self.is_broken


def bad_cells(sender: Sender, table: Table) -> Iterator[Bad]:
    """Yield every bad cell for every column that a sound row in the table has."""
    row = sender.sample[table.name](1)
    for column in table.columns:
        has_cell = sender.heading(table, column) or ("contact" in row and column.name.startswith("contact_"))
        if not has_cell or column.free_text or column.name == "contact":
            continue
        is_fatal = column.required or column.name in table.key
        for cell in MISSING:
            yield Bad(column.name, cell, "is missing" if column.required else "", column.required)
        for cell, said in BAD[column.reads]:
            yield Bad(column.name, cell, said, is_fatal)
        if column.reads == "text" and column.name not in (*table.key, *FORMS):
            for cell in ODD:
                yield Bad(column.name, cell, "", is_fatal=False)
        if column.codes is not None:
            yield Bad(column.name, "Zzyzx", UNMAPPED, is_fatal=False)
        if column.name in FORMS and column.reads == "text":
            yield Bad(column.name, "Zzyzx", FORMS[column.name], is_fatal)


class Earned(NamedTuple):
    """The result that a written row must have: its verdict, and what its sender reads, by the number of its `Sent`."""

    number: int
    verdict: str
    told: tuple[str, ...] = ()


def rows_of(sender: Sender, table: Table, count: int):
    """Draw rows from number 1 on, with any number of bad cells, sent once, twice, or with another with the same key."""
    each = list(bad_cells(sender, table))
    cells = st.lists(st.sampled_from(each), max_size=4, unique_by=lambda bad: bad.column)
    broken = st.integers(0, 5).map(lambda drawn: drawn == 5) if may_break(table) else st.just(False)
    again = st.sampled_from(["once", "once", "once", "twice", "another"])
    return st.tuples(*(st.builds(Sent, st.just(number), cells, broken, again) for number in range(1, count + 1)))


def written(sender: Sender, table: Table, drawn: Sequence[Sent]) -> list[Row | str]:
    """Return the rows to write, after a sound one with number 0, which alone decides which columns there are.

    The number is in a column outside the contract, so that two rows without their keys are never the same.
    """
    rows: list[Row | str] = [sender.sample[table.name](0) | {"number": 0}]
    for one in drawn:
        row = sender.sample[table.name](one.number) | {"number": one.number}
        for bad in one.bad:
            column = next(column for column in table.columns if column.name == bad.column)
            row = sender.with_cell(row, table, column, bad.cell)
        if one.is_broken:
            row = f'["{one.number}"]' if table.file.endswith(".jsonl") else {**row, "one too many": "x"}
        rows.append(row)
        if one.again == "twice":
            rows.append(row)
        elif one.again == "another":
            other = {heading: cell for heading, cell in sender.other.items() if heading in row}
            rows.append(row if one.is_broken else {**row, **other})
    return rows


def earned(sender: Sender, table: Table, drawn: Sequence[Sent], parents: Mapping[int, str]) -> list[Earned]:
    """Return the result that each row in `written` must have. `parents` has the verdicts on the parent's rows."""
    found = [Earned(0, "accepted")]
    for one in drawn:
        fatal = {bad.column for bad in one.bad if bad.is_fatal}
        # A data.police.uk row without its own key is an event, however often it is there.
        is_event = any(bad.column == table.numbered and bad.cell in MISSING for bad in one.bad)
        is_unmapped = any(bad.column in table.key and bad.said == UNMAPPED for bad in one.bad)
        is_other = one.again == "another" and not one.is_broken
        conflicts = is_other and not (fatal & set(table.key) or is_event or is_unmapped)
        is_orphan = table.parent is not None and parents[one.number] != "accepted"
        verdict = "rejected" if one.is_broken or fatal or conflicts or is_orphan else "accepted"
        told = [f"{bad.column} {bad.said}" for bad in one.bad if bad.said]
        told += ["is repeated in rows that differ"] * conflicts
        found.append(Earned(one.number, verdict, () if one.is_broken else tuple(told)))
        if is_other:
            changed = {spelling_key(heading) for heading in sender.other}
            left = [said for said in told if spelling_key(said.split()[0]) not in changed]
            found.append(Earned(one.number, verdict, tuple(left)))
        elif one.again != "once":
            found.append(found[-1] if is_event else Earned(one.number, "duplicate"))
    return found


def all_earned(sender: Sender, drawn: Mapping[str, Sequence[Sent]]) -> dict[str, list[Earned]]:
    """Return the result that each written row must have, by table."""
    found: dict[str, list[Earned]] = {}
    for table in sender.agency.tables:
        parents = {one.number: one.verdict for one in reversed(found[table.parent])} if table.parent else {}
        found[table.name] = earned(sender, table, drawn[table.name], parents)
    return found


def drawings(sender: Sender, count: int):
    """Draw what is sent for each table: rows with the same numbers, each with its own faults."""
    return st.fixed_dictionaries({table.name: rows_of(sender, table, count) for table in sender.agency.tables})


def one_of_each(sender: Sender) -> dict[str, list[Sent]]:
    """Return a row for every bad cell in every table, and rows that are sound, broken and repeated.

    If a table is the parent of others, it has a sound row with the number of each of their rows.
    """
    faulty = {}
    for table in sender.agency.tables:
        rows = [Sent(0, again="twice"), Sent(0, again="another"), *(Sent(0, [bad]) for bad in bad_cells(sender, table))]
        rows += [Sent(0, is_broken=True), Sent(0, is_broken=True, again="twice")] * may_break(table)
        faulty[table.name] = rows
    (first, *others) = sender.agency.tables
    parents = max((len(faulty[table.name]) for table in others), default=6)
    return {
        first.name: [*map(Sent, range(1, parents + 1)), *_numbered(faulty[first.name], parents + 1)],
        **{table.name: _numbered(faulty[table.name], 1) for table in others},
    }


def _numbered(rows: Sequence[Sent], start: int) -> list[Sent]:
    return [replace(row, number=number) for number, row in enumerate(rows, start)]


def may_break(table: Table) -> bool:
    """Say whether a row in the table's file can be broken: in a workbook none can."""
    return not table.file.endswith(".xlsx")
