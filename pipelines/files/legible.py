"""What a reader of a file sees: invisible characters left out, and garbled letters put right.

Here: single cells, and the rows they are in. `text_file` turns a file's bytes into text.
"""

import re
from collections.abc import Iterable, Iterator

from pipelines.files.headers import contracted
from pipelines.files.places import named, which
from pipelines.files.sheets import Row, Sheet
from schemas.contract import Table

_UNSEEN = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f\\xad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]"
)

#: Bytes that Windows-1252 leaves out are kept as they are, which is what programs do.
_BYTES = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(256)}
_LATER = "".join(letter for letter, byte in _BYTES.items() if 0x80 <= byte <= 0xBF)
_QUOTES = "‘’“”–—…"
#: Letters of UTF-8 that were read as Windows-1252: `Ã©`, `â€™`. What could also be a capital before a quotation mark
#: or a dash counts only within a word.
_GARBLED = re.compile(
    f"[ÂÃÄÅ](?:[{re.escape(re.sub(f'[{_QUOTES}]', '', _LATER))}]|[{_QUOTES}](?=[^\\W\\d_])(?![sS]\\b))"
    f"|â[{''.join(letter for letter, byte in _BYTES.items() if 0x80 <= byte <= 0x86)}][{re.escape(_LATER)}]"
    f"|ðŸ[{re.escape(_LATER)}]{{2}}|ï»¿|ï¿½"
)
_LOST = "\N{REPLACEMENT CHARACTER}"
_TIMES_GARBLED = 3


def visible(text: str) -> str:
    """Return text without the characters that nobody sees, and without white space at its ends."""
    return (text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)).strip()


def mended(text: str) -> str:
    """Return text with letters put right that were UTF-8, were read as Windows-1252 and saved again: `JosÃ©`."""
    for _ in range(_TIMES_GARBLED):
        if text.isascii() or not _GARBLED.search(text):
            break
        text = _GARBLED.sub(lambda found: bytes(_BYTES[letter] for letter in found[0]).decode("utf-8", "replace"), text)
    return text


def legible(table: Table, sheet: Sheet, rows: Iterable[Row]) -> Iterator[Row]:
    """Yield rows with garbled letters put right, and say in `sheet.assumed` in which rows they were.

    Rows with letters that were lost before the file was sent are named too. Free text is left alone: nobody reads it.
    """
    free_text = {column.name for column in table.columns if column.free_text}
    places = [place for place, name in contracted(table, sheet.header).items() if name not in free_text]
    put_right: list[int] = []
    lost: list[int] = []
    for row in rows:
        if all(map(str.isascii, row.cells)):
            yield row
            continue
        read = {place: mended(row.cells[place]) for place in places if place < len(row.cells)}
        if any(cell != row.cells[place] for place, cell in read.items()):
            put_right.append(row.number)
        if any(_LOST in cell for cell in read.values()):
            lost.append(row.number)
        yield row._replace(cells=[read.get(place, cell) for place, cell in enumerate(row.cells)])
    if put_right:
        had = which(put_right, "has", "have")
        sheet.assumed.append(
            f"{named(put_right)} {had} letters of UTF-8 that a program had read as Windows-1252; they were put right"
        )
    if lost:
        had = which(lost, "has", "have")
        sheet.assumed.append(
            f"{named(lost)} {had} letters that were lost before the file was sent; names there may be wrong"
        )
