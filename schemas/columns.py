"""How a table of the star or of the marts is declared: the few kinds of column, in SQLAlchemy.

Here: the vocabulary. The tables stand in `star.py` and `marts.py`.
"""

from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey


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


def one_of(column: str, *members: str) -> CheckConstraint:
    """Hold a column to its members."""
    listed = ", ".join(f"'{member}'" for member in members)
    return CheckConstraint(f"{column} in ({listed})")
