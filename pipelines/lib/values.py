"""How each kind of cell is read: SQL for the value, and SQL for what is wrong with the cell, if anything.

Here: the kinds of cell a contract can name, over the macros of `sql/0_macros/cells.sql`. Rules that hold
between columns, or for one agency, are pandera's and stand in `schemas/`.
"""

from dataclasses import dataclass

NOT_A_DAY = "is not a date; write it as 2017-03-04 or 04/03/2017"
AFTER_DELIVERY = "is after the day of the delivery"


@dataclass(frozen=True)
class Reader:
    """SQL templates over `{cell}` (cleaned text) and `{sent_on}` (the delivery's day).

    `value` is the typed value, NULL where the cell can't be read; `problem` is a plain-English fault that
    never quotes the cell, NULL where there is none; `sql_type` is the type that lands.
    """

    value: str
    problem: str
    sql_type: str


def _day(value: str, earliest: str, before: str) -> Reader:
    return Reader(
        value=f"case when {value} between date '{earliest}' and {{sent_on}} then {value} end",
        problem=(
            f"case when {{cell}} is null then null when {value} is null then '{NOT_A_DAY}'"
            f" when {value} > {{sent_on}} then '{AFTER_DELIVERY}'"
            f" when {value} < date '{earliest}' then '{before}' end"
        ),
        sql_type="DATE",
    )


def _reader(value: str, problem: str, sql_type: str) -> Reader:
    return Reader(value, f"case when {{cell}} is not null and {value} is null then '{problem}' end", sql_type)


READERS = {
    "text": Reader("{cell}", "cast(null as varchar)", "VARCHAR"),
    "day": _day("read_day({cell})", "2000-01-01", "is before 1 January 2000"),
    "birth_date": _day("read_birth_date({cell}, {sent_on})", "1900-01-01", "is before 1 January 1900"),
    "number": _reader("read_number({cell})", "is not a whole number", "BIGINT"),
    "flag": _reader("read_flag({cell})", "is not true or false", "BOOLEAN"),
    "typed_offence_ref": _reader(
        "read_typed_offence_ref({cell})", "is not a crime reference like 23/10482/17", "VARCHAR"
    ),
}
