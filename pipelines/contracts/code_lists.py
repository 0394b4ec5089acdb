"""The codes that a sender may write: from the contract's fixed lists, or from the reference lists.

Here: each code in all the spellings that its own list has. `aliases.csv` adds more, which are left out unless the list
has no file of its own.
"""

import csv
from dataclasses import dataclass

from pipelines.build.warehouse import ROOT
from pipelines.files.codes import spelling_key
from schemas.fields import FIXED_CODES
from schemas.reference import MEMBERS, Members

#: The most codes that a page lists. For a longer list it names the file.
LONGEST = 40

_FOLDER = ROOT / "raw" / "reference"

#: The spellings of one code.
Code = tuple[str, ...]


@dataclass(frozen=True)
class CodeList:
    """A list of codes by its name in the contract.

    `groups` are the codes by where they come from, such as districts and towns. `files` are the files in
    `raw/reference/` with the codes; none if they are fixed.
    """

    name: str
    groups: tuple[tuple[Code, ...], ...]
    files: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The number of codes."""
        return sum(map(len, self.groups))

    @property
    def is_long(self) -> bool:
        """Whether it has too many codes for a page."""
        return self.size > LONGEST


def code_list(name: str) -> CodeList:
    """Return a list of codes by its name in the contract."""
    if name in FIXED_CODES:
        return CodeList(name, (tuple((code,) for code in FIXED_CODES[name]),))
    if name in MEMBERS:
        groups = [group for source in MEMBERS[name] for group in (_members(source), _besides(name, source)) if group]
        return CodeList(name, tuple(groups), tuple(f"{source.table}.csv" for source in MEMBERS[name]))
    return CodeList(name, (tuple((code,) for code in dict.fromkeys(_aliases(name).values())),), ("aliases.csv",))


def _members(source: Members) -> tuple[Code, ...]:
    """Return the codes of a reference list. Of spellings that differ only in case or punctuation, the last is shown."""
    rows = ([row[column] for column in source.spelled if row[column]] for row in committed_rows(source.table))
    return tuple(tuple({spelling_key(spelling): spelling for spelling in row}.values()) for row in rows)


def _besides(name: str, source: Members) -> tuple[Code, ...]:
    """Return the codes that a reference list leaves out, in the spellings that `aliases.csv` has first."""
    aliases = _aliases(name)
    return tuple((next(alias for alias, code in aliases.items() if code == besides),) for besides in source.besides)


def _aliases(name: str) -> dict[str, str]:
    return {row["alias"]: row["code"] for row in committed_rows("aliases") if row["list"] == name}


def committed_rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a committed reference list."""
    with (_FOLDER / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
