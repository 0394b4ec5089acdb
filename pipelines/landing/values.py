"""How each kind of cell is read: SQL for the value, and SQL for what is wrong with the cell, if anything.

Here: the kinds of cell a contract can name, over the macros of `sql/0_macros/cells.sql`. Rules that hold
between columns, or for one agency, are pandera's and stand in `schemas/`.
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipelines.build.statement import Sql, text

ERROR = "is a formula that failed"
NOT_A_DAY = "is not a date; write it as 2017-03-04 or 04/03/2017"
NOT_A_MONTH = "is not a month; write it as Apr-15, 2015-04 or a date"
AFTER_DELIVERY = "is after the day of the delivery"


class Reading(NamedTuple):
    """How one column is read: SQL for what its cell says, for its value and for its problem.

    A column without `parse` has its value looked up.
    """

    parse: Sql | None
    value: Sql
    problem: Sql


@dataclass(frozen=True)
class CellReader:
    """SQL over `{cell}` (cleaned text), `{parsed}` and `$sent_on` (the delivery's day).

    `parse` gives what the cell says, once, for the others to look at as `{parsed}`; `value` the typed value, NULL
    where the cell can't be read; `problem` a plain-English fault that never quotes the cell, NULL where there is
    none; `sql_type` is the type that lands.
    """

    parse: str
    value: str
    problem: str
    sql_type: Sql

    def reading(self, cell: Sql, parsed: Sql) -> Reading:
        """Return how a column is read.

        Args:
            cell: Its cell, as cleaned.
            parsed: Where what `parse` gives is found.
        """
        parse, value, problem = (
            Sql(template.format(cell=cell, parsed=parsed)) for template in (self.parse, self.value, self.problem)
        )
        return Reading(parse, Sql(f"cast({value} as {self.sql_type})"), problem)


def _day(parse: str, earliest: str, before: str, not_read: str = NOT_A_DAY) -> CellReader:
    return CellReader(
        parse=parse,
        value=f"case when {{parsed}} between date '{earliest}' and $sent_on then {{parsed}} end",
        problem=(
            f"case when {{cell}} is null then null when {{parsed}} is null then {text(not_read)}"
            f" when {{parsed}} > $sent_on then {text(AFTER_DELIVERY)}"
            f" when {{parsed}} < date '{earliest}' then {text(before)} end"
        ),
        sql_type=Sql("DATE"),
    )


def _reader(parse: str, problem: str, sql_type: str) -> CellReader:
    not_read = f"case when {{cell}} is not null and {{parsed}} is null then {text(problem)} end"
    return CellReader(parse, "{parsed}", not_read, Sql(sql_type))


READERS = {
    "text": _reader("case when not is_error({cell}) then {cell} end", ERROR, "VARCHAR"),
    "day": _day("read_day({cell})", "2000-01-01", "is before 1 January 2000"),
    "birth_date": _day("read_birth_date({cell}, $sent_on)", "1900-01-01", "is before 1 January 1900"),
    "month": _day("read_month({cell})", "2000-01-01", "is before January 2000", NOT_A_MONTH),
    "birth_year": _reader("read_birth_year({cell}, $sent_on)", "is not a year of birth from 1900 on", "BIGINT"),
    "outward_postcode": _reader("read_outward_postcode({cell})", "is not the first part of a postcode", "VARCHAR"),
    "decimal": _reader("read_decimal({cell})", "is not a number", "DOUBLE"),
    "number": _reader("read_number({cell})", "is not a whole number", "BIGINT"),
    "flag": _reader("read_flag({cell})", "is not yes or no", "BOOLEAN"),
    "typed_offence_ref": _reader(
        "read_typed_offence_ref({cell})", "is not a crime reference like 23/10482/17", "VARCHAR"
    ),
}
