"""What an agency's contract is made of.

Here: the vocabulary in which `schemas/<agency>.py` says what an agency sends, and nothing about any one agency. How a
delivery is read is in `pipelines/defs/agencies/<agency>.py`; how a cell is read is in `pipelines/landing/values.py`.
"""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Literal

import pandera.pandas as pa

Kind = Literal["window", "cumulative", "append"]

#: A column's line in its model's docstring, and the lines that continue it.
_MEANING = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Column:
    """One column of a sent table: its name, and how its cells are read.

    `reads` names the reader in `pipelines.landing.values`. `codes` names the list of spellings that a coded cell is
    conformed to. `many` says that one cell may hold several codes. `meaning` is its line in the model's docstring,
    which is shown on the agency's page.
    """

    name: str
    reads: str
    aliases: tuple[str, ...] = ()
    codes: str | None = None
    many: bool = False
    identity: bool = False
    free_text: bool = False
    required: bool = False
    meaning: str = ""


@dataclass(frozen=True)
class Table:
    """One table of a delivery: the file it comes in, its pandera model and the key of its rows.

    `record_date` is the column that shows whether a delivery's stated days cover a record; a table with a `parent`
    uses its parent's. `derived` columns are SQL over the row (`child`) and its parent (`parent`). They are computed
    while identities are still at hand, and must not identify anyone. `may_be_empty` says that it is not a fault if a
    delivery has no rows here. `numbered` is a key column that takes the row's number if it is empty: such a row is an
    event of its own. Rows with one key that differ only in the columns `may_differ` are one record, and the first is
    kept. A `*` in `file` stands for the part that differs when a table comes in several files. `worksheet` is the
    worksheet of a workbook that the table is in; if it is empty, the table is in every worksheet with its header.
    `person` says which columns identify the person a record is about. It maps each attribute that linkage compares
    (`pipelines.linkage.person_records`) to a column's name.
    """

    name: str
    file: str
    model: type[pa.DataFrameModel]
    key: tuple[str, ...]
    record_date: str | None = None
    parent: str | None = None
    derived: Mapping[str, str] | None = None
    may_be_empty: bool = False
    numbered: str | None = None
    worksheet: str = ""
    may_differ: tuple[str, ...] = ()
    person: Mapping[str, str] | None = None

    @cached_property
    def schema(self) -> pa.DataFrameSchema:
        """The pandera schema that the parsed rows are checked against."""
        return self.model.to_schema()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The contract's columns, in the contract's order."""
        meanings = self.meanings
        return tuple(_column(name, column, meanings.get(name, "")) for name, column in self.schema.columns.items())

    @property
    def row_is(self) -> str:
        """What a row is: the first sentence of the model's docstring."""
        return inspect.cleandoc(self.model.__doc__ or "").partition("\n")[0]

    @property
    def meanings(self) -> dict[str, str]:
        """What each column means, from `Attributes:` in the model's docstring: rewording it changes no code."""
        described = inspect.cleandoc(self.model.__doc__ or "").partition("\nAttributes:\n")[2]
        return {name: " ".join(meaning.split()) for name, meaning in _MEANING.findall(described)}

    @property
    def identities(self) -> tuple[Column, ...]:
        """The columns that go to the vault and nowhere else."""
        return tuple(column for column in self.columns if column.identity)

    @property
    def landed(self) -> tuple[Column, ...]:
        """The columns that land in the warehouse: neither identity nor free text."""
        return tuple(column for column in self.columns if not column.identity and not column.free_text)

    @property
    def exploded(self) -> Column | None:
        """The key column whose cells may hold several values, if there is one: each value becomes a record."""
        return next((column for column in self.columns if column.many and column.name in self.key), None)


@dataclass(frozen=True)
class Agency:
    """One sender: who it is, what kind of deliveries it makes, and the tables they hold.

    `stem` is the agency's name in every layer. If more than `largest_rejected_share` of a file's rows are rejected,
    the whole delivery is refused (docs/contracts/README.md, "Verdicts"). `files_restate` is for append deliveries: it
    says that each file replaces what older files gave for the days it covers. `other_files` are files in its deliveries
    that are not tables.
    """

    stem: str
    title: str
    sender: str
    kind: Kind
    cadence: timedelta
    tables: tuple[Table, ...]
    largest_rejected_share: float = 0.10
    files_restate: bool = False
    other_files: tuple[str, ...] = ()

    @property
    def restates(self) -> bool:
        """Whether a delivery restates every record of its stated days, so that missing records are withdrawn."""
        return self.kind in ("window", "cumulative") or self.files_restate

    def table(self, name: str) -> Table:
        """Return the table of this name."""
        return next(table for table in self.tables if table.name == name)


def _column(name: str, column: Any, meaning: str) -> Column:
    return Column(name=name, required=not column.nullable, meaning=meaning, **(column.metadata or {}))
