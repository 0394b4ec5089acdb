"""How each kind of cell is read: SQL for the value, and SQL for what is wrong with the cell, if anything.

Here: the kinds of cell that a contract can name, using the macros in `sql/0_macros/cells.sql`. Rules between columns,
or for one agency, belong to pandera and are in `schemas/`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipelines.build.statement import Sql, text

ERROR = "is a formula that failed"
NOT_A_DAY = "is not a date; write it as 2017-03-04 or 04/03/2017"
NOT_A_MONTH = "is not a month; write it as Apr-15, 2015-04 or a date"
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
        parse: SQL for what the cell says, over `{cell}` (its cleaned text) and `$sent_on` (the delivery's day); NULL if
            it can't be read.
        not_read: What is wrong with a cell that can't be read, in words that never quote it.
        sql_type: The type that lands.
    """

    parse: str
    not_read: str
    sql_type: Sql

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

    Attributes:
        earliest: The earliest day it may say, as in 2000-01-01.
        too_early: What is wrong with an earlier one.
    """

    earliest: str
    too_early: str

    def _value(self, parsed: Sql) -> Sql:
        return Sql(f"case when {parsed} between date '{self.earliest}' and $sent_on then {parsed} end")

    def _problem(self, cell: Sql, parsed: Sql) -> Sql:
        return Sql(
            f"case when {cell} is null then null when {parsed} is null then {text(self.not_read)}"
            f" when {parsed} > $sent_on then {text(AFTER_DELIVERY)}"
            f" when {parsed} < date '{self.earliest}' then {text(self.too_early)} end"
        )


_TEXT, _DATE, _WHOLE, _DECIMAL, _FLAG = map(Sql, ("VARCHAR", "DATE", "BIGINT", "DOUBLE", "BOOLEAN"))

READERS = {
    "text": CellReader("case when not is_error({cell}) then {cell} end", ERROR, _TEXT),
    "day": DayReader("read_day({cell})", NOT_A_DAY, _DATE, "2000-01-01", "is before 1 January 2000"),
    "birth_date": DayReader(
        "read_birth_date({cell}, $sent_on)", NOT_A_DAY, _DATE, "1900-01-01", "is before 1 January 1900"
    ),
    "month": DayReader("read_month({cell})", NOT_A_MONTH, _DATE, "2000-01-01", "is before January 2000"),
    "birth_year": CellReader("read_birth_year({cell}, $sent_on)", "is not a year of birth from 1900 onwards", _WHOLE),
    "outward_postcode": CellReader("read_outward_postcode({cell})", "is not the first part of a postcode", _TEXT),
    "decimal": CellReader("read_decimal({cell})", "is not a number", _DECIMAL),
    "number": CellReader("read_number({cell})", "is not a whole number", _WHOLE),
    "flag": CellReader("read_flag({cell})", "is not yes or no", _FLAG),
    "typed_offence_ref": CellReader(
        "read_typed_offence_ref({cell})", "is not a crime reference like 23/10482/17", _TEXT
    ),
}
