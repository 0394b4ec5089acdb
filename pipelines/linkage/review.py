"""Doubtful pairs for a reviewer, and the decisions on them.

Here: which pairs a reviewer is asked about, in which order, and the decisions. Decisions stay in the vault, and every
later linkage applies them. `pipelines/commands/review.py` shows the pairs. Nothing read here is logged.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import duckdb

from pipelines.build import vault
from pipelines.build.statement import Statements
from pipelines.build.warehouse import Warehouse, attach_build, connect, transaction
from pipelines.linkage.link import load_contacts
from pipelines.linkage.person_model import CENTRAL
from pipelines.linkage.person_records import gather
from schemas.agencies import all_agencies

_SQL = Statements(__file__)

Verdict = Literal["yes", "no"]

#: The columns that identify a pair of records.
_PAIR = ("agency_l", "table_name_l", "record_key_l", "agency_r", "table_name_r", "record_key_r")


class NothingToReview(Exception):
    """No load has linked anything yet."""


@dataclass(frozen=True)
class Question:
    """A pair that may be one person: the keys of both records, the model's weight, and what is known about each.

    What is known is left out when a question is printed, as that may end up in a log.
    """

    pair: tuple[str, ...]
    match_weight: float
    changes_a_count: bool
    left: Mapping[str, object] = field(repr=False)
    right: Mapping[str, object] = field(repr=False)

    @property
    def of_model(self) -> Verdict:
        """What the model would say: whether the weight reaches the threshold at which counts are made."""
        return "yes" if self.match_weight >= CENTRAL else "no"


@dataclass(frozen=True)
class Answer:
    """A reviewer's decision on a pair of records, which are named by their agencies' references."""

    decided_at: datetime
    decided_by: str
    verdict: Verdict
    match_weight: float
    pair: tuple[str, ...]


def create_decision(con: duckdb.DuckDBPyConnection) -> None:
    """Create the table of decisions in the attached vault, if it doesn't exist: the newest on each pair."""
    con.execute(_SQL("decision"))


def questions(warehouse: Warehouse, limit: int) -> tuple[list[Question], int]:
    """Return the first undecided doubtful pairs, those that would change a count first, and how many there are.

    A pair with a withdrawn record is not asked, and not counted.

    Raises:
        NothingToReview: if nothing has been linked yet.
        VaultLocked: if the vault's key is wrong or lost, or a load holds the vault.
        WarehouseBusy: if a load is running.
        IdentitiesMissing: if the records did not land with this vault.
    """
    with _linked(warehouse) as con:
        load_contacts(con)
        gather(con, all_agencies())
        con.execute(_SQL("question"))
        known = _known(con, limit)
        rows = con.execute("from question order by rowid").fetchall()
    asked = [Question(row[:6], row[6], row[7], known[row[8]], known[row[9]]) for row in rows[:limit]]
    return asked, len(rows)


def answers(warehouse: Warehouse) -> list[Answer]:
    """Return every decision that the vault keeps, the newest first.

    Raises:
        NothingToReview: if nothing has been linked yet.
        VaultLocked: if the vault's key is wrong or lost, or a load holds the vault.
        WarehouseBusy: if a load is running.
    """
    with _linked(warehouse) as con:
        rows = con.execute(_SQL("answer")).fetchall()
    return [Answer(at, by, verdict, weight, pair=tuple(pair)) for at, by, verdict, weight, *pair in rows]


def decide(warehouse: Warehouse, question: Question, verdict: Verdict, by: str) -> None:
    """Save a decision, who made it and when, in place of any earlier decision.

    Raises:
        VaultLocked: if the vault's key is wrong or lost, or a load holds the vault.
    """
    with connect(warehouse) as con, vault.attached(con, warehouse.vault):
        create_decision(con)
        row = [*question.pair, verdict, by, datetime.now(UTC), question.match_weight]
        with transaction(con):
            con.execute(_SQL("decision_replaced"), dict(zip(_PAIR, question.pair, strict=True)))
            con.execute("insert into vault.linkage.decision values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def take_back(warehouse: Warehouse, pair: tuple[str, ...]) -> None:
    """Remove the decision on a pair, so that it is in doubt again.

    Raises:
        VaultLocked: if the vault's key is wrong or lost, or a load holds the vault.
    """
    with connect(warehouse) as con, vault.attached(con, warehouse.vault):
        con.execute(_SQL("decision_replaced"), dict(zip(_PAIR, pair, strict=True)))


@contextmanager
def _linked(warehouse: Warehouse) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection with the build and the vault attached, if anything has been linked yet."""
    nothing = NothingToReview(f"Nothing has been linked in {warehouse.home} yet; run hatecrime nightly first.")
    if not (warehouse.build.exists() and warehouse.vault.exists()):
        raise nothing
    with connect(warehouse) as con:
        attach_build(con, warehouse, "(read_only)")
        with vault.attached(con, warehouse.vault):
            doubtful = {"database": "vault", "schema": "linkage", "table": "doubtful_pair"}
            if con.execute(_SQL("is_table"), doubtful).fetchone() != (True,):
                raise nothing
            create_decision(con)
            yield con


def decided(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Return both records (as `person_record.record_id`) and the verdict of each decision, yes or no."""
    create_decision(con)
    return con.execute(_SQL("decided")).fetchall()


def _known(con: duckdb.DuckDBPyConnection, limit: int) -> dict[str, dict[str, object]]:
    """Return what is known about each record in the first questions."""
    found = con.execute(_SQL("question_record"), {"limit": limit})
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {str(row["record_id"]): row for row in rows}
