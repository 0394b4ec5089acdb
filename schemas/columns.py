"""How a table of the star or of the marts is declared: the few kinds of column, in SQLAlchemy.

Here: the vocabulary only. The tables are in `star/` and `marts/`.
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
    """A column that may be NULL; its comment says what NULL means."""
    parents = [ForeignKey(f"star.{parent}")] if parent else []
    return Column(name, kind, *parents, comment=comment)


def known_or_not(codes: str) -> tuple[str, ...]:
    """Return the codes of a list with fixed codes, and its Unknown member."""
    return (*FIXED_CODES[codes], unknown_member(codes))


def one_of(column: str, *members: str) -> CheckConstraint:
    """Restrict a column to its members."""
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} in ({listed})")


def sex_and_ethnicity(whose: str = "") -> list[Any]:
    """What is known about a person; if there are several, column names say whose they are."""
    of = f"{whose}_" if whose else ""
    return [
        given(f"{of}sex", String, "Male, Female, Other or Unknown"),
        one_of(f"{of}sex", *known_or_not("sex")),
        given(f"{of}ethnicity", String, "as the 2017 report words it, or Unknown", "dim_ethnicity.ethnicity"),
    ]


def status() -> list[Any]:
    """Whether a record of a fact is current, and which delivery it comes from."""
    return [
        given("status", String, "current, or withdrawn: kept but counted nowhere"),
        one_of("status", "current", "withdrawn"),
        given("delivery_id", String, "the delivery that gave the record's current version"),
    ]


def count(name: str, comment: str) -> list[Any]:
    """A mart's count, which is NULL if nothing covers the month and never below 0."""
    return [Column(name, BigInteger, comment=comment), CheckConstraint(f"{name} >= 0")]


def part(name: str, whole: str, comment: str) -> list[Any]:
    """A count that is part of another count."""
    return [*count(name, comment), CheckConstraint(f"{name} <= {whole}")]


def district_month() -> list[Any]:
    """The grain of most marts."""
    return [
        key("district_code", String, "GSS code; OUT outside Warwickshire; UNK unknown"),
        given("district_name", String, "name of the district"),
        key("month_start", Date, "first day of the month"),
    ]


def provisional() -> Column[Any]:
    """Whether a mart's month may still change."""
    return given("is_provisional", Boolean, "whether the month is covered only in part so far")
