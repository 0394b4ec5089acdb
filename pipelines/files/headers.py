"""Matching headers as sent to the columns of a contract.

Here: which sent column is which. The cells in the column are not looked at.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.files.codes import spelling_key
from pipelines.files.refusal import Refusal
from pipelines.files.sheets import Sheet
from schemas.contract import Column, Table

#: The header is the first row, among this many, that has every required column (docs/contracts/README.md,
#: "Reading files").
HEADER_WITHIN = 15

#: What a form adds to a heading in brackets: (required), [dd/mm/yyyy], (Y/N), (please select).
_HOW_TO_FILL_IN = re.compile(
    r"""
    [(\[]\W*(?:(?:required|mandatory|compulsory|essential|optional|must|be|completed?|field|please|select|choose|pick|from
    |the|list|drop|down|dropdown|format|if|known|d{1,2}|m{1,4}|y{1,4}|yes|no|y|n|or|unknown)\b\W*)+[)\]]\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True)
class Header:
    """Where each column of the contract is in the file.

    `positions` has the index of each sent column, by the contract's name for it. `aliases_used` has the listed aliases
    that were found, as the contract spells them. `ignored` has the indexes of columns that aren't in the contract.
    """

    positions: dict[str, int]
    aliases_used: tuple[str, ...]
    ignored: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """The columns of a table that came in one part or several, whose headers may differ.

    `header` says where each column is once the parts are put together. `names` has each column's heading where it first
    appears. `places` says, for each part, where each of its own columns is in the whole.
    """

    header: Header
    names: tuple[str, ...]
    places: tuple[tuple[int, ...], ...]


def lay_out(table: Table, sheets: Sequence[Sheet]) -> Layout:
    """Combine the columns of a table's parts: those in the contract by its names, others by their spelling.

    Raises:
        Refusal: if a part lacks a required column, or two columns in a part are the same.
    """
    positions: dict[str, int] = {}
    names: list[str] = []
    aliases_used: dict[str, None] = {}
    ignored: dict[tuple[str, int], int] = {}
    places = []
    for sheet in sheets:
        header = match_header(sheet.file, table, sheet.header)
        aliases_used |= dict.fromkeys(header.aliases_used)
        contracted = {place: name for name, place in header.positions.items()}
        seen: Counter[str] = Counter()
        place = []
        for index, cell in enumerate(sheet.header):
            if index in contracted:
                at = positions.setdefault(contracted[index], len(names))
            else:
                key = heading_key(cell)
                seen[key] += 1
                at = ignored.setdefault((key, seen[key]), len(names))
            if at == len(names):
                names.append(cell)
            place.append(at)
        places.append(tuple(place))
    return Layout(Header(positions, tuple(aliases_used), tuple(ignored.values())), tuple(names), tuple(places))


def heading_key(heading: str) -> str:
    """Return a key that all spellings of a heading share, without brackets that only say how to fill the column in."""
    return spelling_key(_HOW_TO_FILL_IN.sub("", heading))


def missing_columns(table: Table, cells: Sequence[str]) -> list[str]:
    """Return the table's required columns that a row of cells doesn't have, by the contract's names."""
    keys = {heading_key(cell) for cell in cells}
    return [column.name for column in table.columns if column.required and not keys & set(_names(column))]


def contracted(table: Table, cells: Sequence[str]) -> dict[int, str]:
    """Return where a row of headings has columns of the contract: each column's name by its place."""
    names = {key: column.name for column in table.columns for key in _names(column)}
    return {place: names[key] for place, cell in enumerate(cells) if (key := heading_key(cell)) in names}


def match_header(file: str, table: Table, cells: Sequence[str]) -> Header:
    """Match a header to the table's columns by name or listed alias, ignoring case and punctuation.

    Raises:
        Refusal: if a required column is missing, or two sent columns are the same column in the contract.
    """
    contract = {key: (column, alias) for column in table.columns for key, alias in _names(column).items()}
    positions: dict[str, int] = {}
    aliases_used, ignored = [], []
    for index, cell in enumerate(cells):
        column, alias = contract.get(heading_key(cell), (None, None))
        if column is None:
            ignored.append(index)
        elif column.name in positions:
            where = f"columns {positions[column.name] + 1} and {index + 1}"
            raise Refusal(file, f"{where} both hold {column.name}; delete one and send the file again")
        else:
            positions[column.name] = index
            aliases_used.extend([alias] if alias else [])
    if missing := missing_columns(table, cells):
        one = len(missing) == 1
        raise Refusal(
            file,
            f"the required column{'' if one else 's'} {', '.join(missing)} {'is' if one else 'are'} missing or "
            "renamed; send the file again with the contract's column names",
        )
    return Header(positions, tuple(aliases_used), tuple(ignored))


def _names(column: Column) -> dict[str, str | None]:
    names: dict[str, str | None] = {spelling_key(alias): alias for alias in column.aliases}
    return {**names, spelling_key(column.name): None}
