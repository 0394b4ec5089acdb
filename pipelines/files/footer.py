"""What is below a table, or between its rows, and is no row: totals, notes, page numbers, what a database printed.

Here: telling a table's rows from everything else, in files of every format. A row is never taken for something else
without proof in the file, and what is taken for a note without a known heading is said in `Sheet.assumed`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Literal

from pipelines.files.codes import spelling_key
from pipelines.files.headers import contracted
from pipelines.files.legible import legible, visible
from pipelines.files.places import named, which
from pipelines.files.sheets import Row, Sheet
from schemas.contract import Table

_RULE = re.compile(r"[-=_*~+.\s]+")
_TOTAL = re.compile(r"(?:(?:grand|sub|overall)\W?)?totals?\b.*|.*\btotals?\W*[0-9,]*\W*", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(r"[-(]?[£$€]?\s?[0-9][0-9,. ]*%?\)?")
#: What databases and reports print among rows. Nobody writes it into a cell.
_PRINTED = re.compile(
    r"""
    (?:query\ (?:ok|returned)\W+|returned\ )?\(?\ ?(?:[0-9,]+|no)\ (?:rows?|records?)(?:\(s\))?
    (?:\ (?:affected|selected|returned|in\ set|retrieved|fetched|exported|found).*)?\W*
    | (?:number\ of\ )?(?:rows?|records?)(?:\ ?count)?\W+[0-9,]+\W*
    | page\W*[0-9]+(?:\ ?(?:of|/)\ ?[0-9]+)?\W*
    | (?:completion\ time|elapsed|time\ taken|execution\ time)\W.*
    | sql>.*
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
#: How the lines below a table begin. They may also be in a cell, so they count only where no row follows.
_NOTE = re.compile(
    r"""
    (?: (?:foot|please\ |general\ |data\ )?notes? | n\.?b | caveats? | disclaimer | (?:data\ )?sources? | key | legend
    | definitions? | contacts? | author | signed | approved | as\ at | (?:report\ |data\ |date\ |last\ )*
      (?: produced | prepared | printed | generated | extract(?:ed)? | export(?:ed)? | created | compiled | run
        | downloaded | published | updated )
    | end(?:\ of\ (?:the\ )?\w+)? | eof
    | official(?:\W*sensitive)? | restricted | confidential | protect | secret | handl(?:e|ing)
    | not\ protectively\ marked
    | this\ (?:report|file|document|extract|table|spreadsheet|information|data) | crown\ copyright | copyright
    ) \b | ©
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MARKS = " \t\r\n\"'*#(-–—=_~[<>/|:."
_WORD = re.compile(r"[^\W\d_]{2,}")

#: What a row seems to be. A rule, a repeated header and what a machine printed are no rows wherever they are; a note
#: with a known heading, and prose without one, are none if no row follows.
_Seems = Literal["row", "blank", "rule", "header", "printed", "note", "prose"]


def table_rows(table: Table, sheet: Sheet, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows of a table; put what is between or below them into `sheet.footer` and `sheet.assumed`.

    A row that is blank in every column of the contract is blank. A row cut short is not a footer.
    Garbled letters are put right (`legible`).

    Args:
        table: The contract.
        sheet: The table's part; its `header` says where each column is.
        rows: What is below the header.
    """
    shape = _Shape(table, sheet.header)
    first = next((place for place, cell in enumerate(sheet.header) if cell.strip()), 0)
    held: list[tuple[Row, _Seems]] = []
    headers: list[int] = []
    seems: _Seems = "header"
    last = 0
    for row in legible(table, sheet, rows):
        seems = shape.seems(row, stands_apart=seems != "row" or row.number > last + 1)
        last = row.number
        if seems == "row":
            yield from (note for note, _ in held)
            held.clear()
            yield row
        elif seems in ("note", "prose"):
            held.append((row, seems))
        elif seems == "header":
            headers.append(row.number)
        elif seems != "rule" and any(row.cells):
            sheet.footer.append(row.cells[first:])
    sheet.footer += [row.cells[first:] for row, _ in held]
    if headers:
        taken = which(headers, "repeats the header, so it was not", "repeat the header, so they were not")
        sheet.assumed.append(f"{named(headers)} {taken} taken for {which(headers, 'a row', 'rows')}")
    until_known = takewhile(lambda each: each[1] == "prose", held)
    if guessed := [row.number for row, _ in until_known]:
        taken = which(guessed, "was taken for a note and not a row", "were taken for notes and not rows")
        sheet.assumed.append(f"{named(guessed)}, below the table, {taken}")


def is_footer(text: str) -> bool:
    """Say whether a line that can't be a record, below the last one, is a total, a note or printed by a program."""
    said = visible(text).strip(_MARKS)
    return bool(_RULE.fullmatch(text) or any(form.fullmatch(said) for form in (_TOTAL, _PRINTED)) or _NOTE.match(said))


class _Shape:
    """What tells a table's rows from other rows: where the contract's columns are, and which of them can't be empty."""

    def __init__(self, table: Table, header: Sequence[str]) -> None:
        self._header = [spelling_key(cell) for cell in header]
        self._contract = contracted(table, header)
        due = {column.name for column in table.columns if column.required} | set(table.key)
        self._due = {place for place, name in self._contract.items() if name in due}
        self._first = min(self._contract, default=0)

    def seems(self, row: Row, stands_apart: bool) -> _Seems:
        """Return what a row seems to be; `stands_apart` says that blank rows or other notes are above it."""
        if row.problem is None and self._is_plain(row.cells):
            return "row"
        filled = {place: text for place, cell in enumerate(row.cells) if (text := visible(cell))}
        own = {place: text for place, text in filled.items() if place in self._contract}
        if not filled or not (own or row.problem):
            return "blank"
        if [spelling_key(cell) for cell in row.cells[: len(self._header)]] == self._header:
            return "header"
        if all(map(_RULE.fullmatch, own.values())) and any(len(text) > 2 for text in own.values()):
            return "rule"
        # A list to the left of the table says nothing about its rows; a column of numbers there may hold their label.
        firsts = dict.fromkeys((min(filled), min(own, default=min(filled))))
        seem = (
            self._below(filled[first], first, own, row.problem is not None, stands_apart)
            for first in firsts
            # The first words are where a key or a date should be, or every key and date is missing.
            if first in self._due or self._due.isdisjoint(own)
        )
        return next((kind for kind in seem if kind != "row"), "row")

    def _is_plain(self, cells: Sequence[str]) -> bool:
        """Say whether a row is so plainly a record that it needs no closer look, as nearly all are."""
        for place in self._due:
            if place >= len(cells) or not cells[place].strip():
                return False
        said = visible(cells[self._first])
        if said[:1].isdigit() and " " not in said:
            return True
        return said != "" and not (is_footer(said) or self._header[self._first].startswith(said[0].casefold()))

    def _below(self, said: str, first: int, own: Mapping[int, str], is_broken: bool, stands_apart: bool) -> _Seems:
        """Return what a row seems to be that begins with these words, which can't be a record's."""
        text = said.strip(_MARKS)
        rest = [cell for place, cell in own.items() if place != first]
        is_partial = not self._due <= own.keys()
        if _TOTAL.fullmatch(text) and (is_partial or all(map(_NUMBER.fullmatch, rest))):
            return "printed"
        if _PRINTED.fullmatch(text) and len(rest) <= 1:
            return "printed"
        is_key = first in self._due
        if _NOTE.match(text) and (not rest or (is_key and (is_partial or len(rest) == 1))):
            return "note"
        is_prose = len(_WORD.findall(text)) > 1 and " " in text
        if not rest and ((is_key and is_prose) or not (is_key or is_broken)):
            return "prose"
        # A sentence with commas in it, in a file that doesn't put its cells in quotation marks.
        is_run_on = max(own, default=0) == first + len(rest) and all(map(_WORD.search, rest)) and " " in text
        says = len(_WORD.findall(" ".join([text, *rest])))
        return "prose" if is_key and is_partial and is_run_on and says > 2 and stands_apart else "row"
