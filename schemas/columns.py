"""How a table of the star or of the marts is declared: the few kinds of column, in SQLAlchemy.

Here: the vocabulary. The tables stand in `star_*.py` and `marts_*.py`.
"""

from typing import Any

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, ForeignKey, String

from schemas.fields import FIXED_CODES, unknown_member


def key(name: str, kind: Any, comment: str, parent: str | None = None) -> Column[Any]:
    """A column of the primary key."""
    parents = [ForeignKey(f"star.{parent}")] if parent else []
    return Column(name, kind, *parents, primary_key=True, autoincrement=False, comment=comment)


def given(name: str, kind: Any, comment: str, parent: str | None = None) -> Column[Any]:
    """A column that always holds a value."""
    parents = [ForeignKey(f"star.{parent}")] if parent else []
    return Column(name, kind, *parents, nullable=False, comment=comment)


def maybe(name: str, kind: Any, comment: str, parent: str | None = None) -> Column[Any]:
    """A column that may hold nothing; its comment says what nothing means."""
    parents = [ForeignKey(f"star.{parent}")] if parent else []
    return Column(name, kind, *parents, comment=comment)


def known_or_not(codes: str) -> tuple[str, ...]:
    """Return the codes of a list whose codes are fixed, and its Unknown member."""
    return (*FIXED_CODES[codes], unknown_member(codes))


def one_of(column: str, *members: str) -> CheckConstraint:
    """Hold a column to its members."""
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} in ({listed})")


def sex_and_ethnicity(whose: str = "") -> list[Any]:
    """What is known of a person; of one of several, the columns are named after them."""
    of = f"{whose}_" if whose else ""
    return [
        given(f"{of}sex", String, "Male, Female, Other or Unknown"),
        one_of(f"{of}sex", *known_or_not("sex")),
        given(f"{of}ethnicity", String, "as the 2017 report words it, or Unknown", "dim_ethnicity.ethnicity"),
    ]


def status() -> list[Any]:
    """Whether a record of a fact stands, and by which delivery."""
    return [
        given("status", String, "current, or withdrawn: kept and counted nowhere"),
        one_of("status", "current", "withdrawn"),
        given("delivery_id", String, "the delivery whose version of the record is in force"),
    ]


def count(name: str, comment: str) -> list[Any]:
    """A mart's count that is NULL where nothing covers the month, and never below 0."""
    return [Column(name, BigInteger, comment=comment), CheckConstraint(f"{name} >= 0")]


def part(name: str, whole: str, comment: str) -> list[Any]:
    """A count of some of another count."""
    return [*count(name, comment), CheckConstraint(f"{name} <= {whole}")]


def district_month() -> list[Any]:
    """The grain of most marts."""
    return [
        key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
        given("district_name", String, "name of the district"),
        key("month_start", Date, "first day of the month"),
    ]


def provisional() -> Column[Any]:
    """Whether a mart's month may yet change."""
    return given("is_provisional", Boolean, "whether the month is covered only in part, so far")
