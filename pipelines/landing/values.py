"""How each kind of cell is read: SQL for the value, and SQL for what is wrong with the cell, if anything.

Here: the kinds of cell that a contract can name, using the macros in `sql/0_macros/`, and what means missing
in each. Rules between columns, or for one agency, belong to pandera and are in `schemas/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.build.statement import Sql, text
from pipelines.files.codes import spelling_key
from schemas.contract import Column, Table

ERROR = "is a formula that failed"
NOT_A_DAY = "is not a date; write it as 2017-03-04 or 04/03/2017"
NOT_A_MONTH = "is not a month; write it as Apr-15, 2015-04 or a date"
PLACEHOLDER = "is a date that systems write for one that isn't known, such as 1 January 1900; leave the cell empty"
AFTER_DELIVERY = "is after the date of the delivery"


class Reading(NamedTuple):
    """How one column is read: SQL for what its cell says, for its value and for its problem.

    If a column has no `parse`, its value is looked up.
    """

    parse: Sql | None
    value: Sql
    problem: Sql


@dataclass(frozen=True)
class CellReader:
    """A kind of cell.

    Attributes:
        kind: What a sender calls such a cell.
        examples: Cells that it reads, as an agency's page shows them.
        parse: SQL for what the cell says, over `{cell}` (its cleaned text) and `$sent_on` (the delivery's day); NULL if
            it can't be read.
        not_read: What is wrong with a cell that can't be read, in words that never quote it.
        sql_type: The type that lands.
    """

    kind: str
    examples: tuple[str, ...]
    parse: str
    not_read: str
    sql_type: Sql

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that can be wrong with such a cell."""
        return (self.not_read,)

    def reading(self, cell: Sql, parsed: Sql) -> Reading:
        """Return how a column is read.

        Args:
            cell: The column's cleaned cell.
            parsed: The name under which the result of `parse` is found.
        """
        value = Sql(f"cast({self._value(parsed)} as {self.sql_type})")
        return Reading(Sql(self.parse.format(cell=cell)), value, self._problem(cell, parsed))

    def _value(self, parsed: Sql) -> Sql:
        return parsed

    def _problem(self, cell: Sql, parsed: Sql) -> Sql:
        return Sql(f"case when {cell} is not null and {parsed} is null then {text(self.not_read)} end")


@dataclass(frozen=True)
class DayReader(CellReader):
    """A kind of cell that says a day, which is no earlier than a day of the contract and no later than the delivery.

    A day that stands for one that isn't known is missing, with a warning, wherever it is.

    Attributes:
        earliest: The earliest day it may say, as in 2000-01-01.
        too_early: What is wrong with an earlier one.
    """

    earliest: str
    too_early: str

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything that can be wrong with such a cell."""
        return (self.not_read, PLACEHOLDER, AFTER_DELIVERY, self.too_early)

    def _value(self, parsed: Sql) -> Sql:
        return Sql(
            f"case when {parsed} between date '{self.earliest}' and $sent_on and not is_placeholder_day({parsed})"
            f" then {parsed} end"
        )

    def _problem(self, cell: Sql, parsed: Sql) -> Sql:
        return Sql(
            f"case when {cell} is null then null when {parsed} is null then {text(self.not_read)}"
            f" when is_placeholder_day({parsed}) then {text(PLACEHOLDER)}"
            f" when {parsed} > $sent_on then {text(AFTER_DELIVERY)}"
            f" when {parsed} < date '{self.earliest}' then {text(self.too_early)} end"
        )


_TEXT, _DATE, _WHOLE, _DECIMAL, _FLAG = map(Sql, ("VARCHAR", "DATE", "BIGINT", "DOUBLE", "BOOLEAN"))

_DAYS = ("2017-03-04", "04/03/2017", "04-03-17", "4 March 2017")

READERS = {
    "text": CellReader("text", (), "case when not is_error({cell}) then {cell} end", ERROR, _TEXT),
    "reference": CellReader("reference", (), "read_reference({cell})", ERROR, _TEXT),
    "age_band": CellReader("age band", ("11 to 20", "71+"), "read_age_band({cell})", ERROR, _TEXT),
    "day": DayReader("date", _DAYS, "read_day({cell})", NOT_A_DAY, _DATE, "2000-01-01", "is before 1 January 2000"),
    "birth_date": DayReader(
        "date of birth",
        _DAYS,
        "read_birth_date({cell}, $sent_on)",
        NOT_A_DAY,
        _DATE,
        "1900-01-01",
        "is before 1 January 1900",
    ),
    "month": DayReader(
        "month",
        ("Apr-15", "April 2015", "2015-04", "04/2015", *_DAYS),
        "read_month({cell})",
        NOT_A_MONTH,
        _DATE,
        "2000-01-01",
        "is before January 2000",
    ),
    "birth_year": CellReader(
        "year of birth",
        ("1986",),
        "read_birth_year({cell}, $sent_on)",
        "is not a year of birth from 1902 onwards",
        _WHOLE,
    ),
    "outward_postcode": CellReader(
        "first part of a postcode",
        ("CV11", "CV11 4AB"),
        "read_outward_postcode({cell})",
        "is not the first part of a postcode",
        _TEXT,
    ),
    "decimal": CellReader("number", ("52.37", "-1.26"), "read_decimal({cell})", "is not a number", _DECIMAL),
    "number": CellReader("whole number", ("1", "12"), "read_number({cell})", "is not a whole number", _WHOLE),
    "flag": CellReader(
        "yes or no", ("Yes", "No", "Y", "N", "true", "false"), "read_flag({cell})", "is not yes or no", _FLAG
    ),
    "typed_offence_ref": CellReader(
        "crime reference",
        ("23/10482/17", "23-10482-17", "Crime 23/10482/17", "2310482/17"),
        "read_typed_offence_ref({cell})",
        "is not a crime reference like 23/10482/17",
        _TEXT,
    ),
}

#: What data frames and statistics packages write for a missing value, besides what is missing in every column.
_MISSING = ("NA", "NAN", "NAT", "NONE")
#: Nan, Nat and Na are names.
_NAMES = ("forename", "surname", "initials")


def reader(table: Table, column: Column) -> CellReader:
    """Return how a column's cells are read. A text that identifies a record or a person is a reference."""
    identifies = {*table.key, (table.person or {}).get("person_ref")}
    return READERS["reference" if column.reads == "text" and column.name in identifies else column.reads]


def missing_marks(table: Table, column: Column, spellings: Mapping[str, str]) -> list[str]:
    """Return what means missing in a column, besides what is missing in every column, in capitals.

    In a coded column a mark that its list knows is an answer, and so is None: it may say that there was none.

    Args:
        table: The column's table.
        column: The column.
        spellings: The spellings of the column's list of codes, by `spelling_key`.
    """
    if column.name in {(table.person or {}).get(attribute) for attribute in _NAMES}:
        return []
    if column.codes is None:
        return list(_MISSING)
    return [mark for mark in _MISSING if mark != "NONE" and spelling_key(mark) not in spellings]


def sql_type(column: Column) -> Sql:
    """Return the DuckDB type in which a contract's column lands."""
    if column.codes is not None:
        return Sql("VARCHAR[]") if column.many else Sql("VARCHAR")
    return READERS[column.reads].sql_type
