"""Checking that a file is an Excel workbook that is safe to open.

Here: the checks before the library that reads workbooks sees a file. The library keeps a worksheet's whole rectangle in
memory and can't be stopped, so a file of a few kilobytes can ask for more memory than any machine has.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pipelines.files.excel.formulas import TYPE, is_without_result, whole_cells
from pipelines.files.refusal import Refusal

DAMAGED = "the workbook can't be opened: it is damaged, cut short, or not an Excel workbook; send it again"
_LOCKED = "the workbook is protected by a password; send it without a password, by a secure route"
_OLD = "the workbook is in the Excel format used before 2007; save it as .xlsx and send it again"
_ANOTHER = "the workbook can't be opened: it is really {}; open it in Excel, save it as .xlsx and send it again"
_TOO_LARGE = "the workbook is too large when opened (over {:,} MB); send it in parts"
_TOO_WIDE = (
    "the sheets have {:,} cells, most of them probably empty, because a cell far from the table has something in it; "
    "delete the rows and columns beyond each table and send the workbook again"
)
_UNPLACED = (
    "the cells don't say which row and column they are in; "
    "open the workbook in Excel, save it as .xlsx and send it again"
)

#: The most that a workbook may unpack to, and the most cells its sheets may span. Even an empty cell takes 32 bytes.
MOST_BYTES = 1_500_000_000
MOST_CELLS = 20_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
#: The compression methods that Excel uses; with others, a few bytes can unpack to gigabytes in one step.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# As lenient as the library: lower case, spaces, and columns beyond Excel's last one are all read.
_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,9})(?=[0-9])""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{1,9}([0-9]{1,12})""")
#: A cell that holds nothing, only a format. The library makes no room for it, nor for a row without cells. The pattern
#: is narrow, so that nothing else can pass for such a cell: its attributes have no quotation marks and no brackets.
_HOLDS_NOTHING = re.compile(
    rb"""
    <(?P<of>(?:\w{1,20}+:)?+)c(?P<attributes>(?:\s++\w++\s*+=\s*+(?:"\w*+"|'\w*+'))*+)\s*+
    (?: /> | >\s*+(?P<value><(?P=of)v\s*/>|<(?P=of)v></(?P=of)v>)?+\s*+</(?P=of)c\s*> )
    """,
    re.VERBOSE,
)
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*?\sr\s*=)[^>]*>")
#: A cell with a shared text: the text is written once, and the cell holds its number.
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})""")
_SHARED_END = re.compile(rb"</(?:\w+:)?si>")
_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\s(?:[^>]*?\s)?date1904\s*=\s*["'](?:1|true|on)["']""")
_CHUNK_BYTES = 1 << 20
_OVERLAP = 32
#: Far more than Excel lets a cell hold.
_LONGEST_CELL = 1 << 24
_START_BYTES = 4096

#: What a file called .xlsx may be instead, and how it begins.
_KINDS = {
    "a web page (HTML)": re.compile(
        rb"[\xef\xbb\xbf\s]*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|meta|table|style|div)\b", re.I | re.S
    ),
    "an XML spreadsheet, as Excel 2003 wrote": re.compile(rb"[\xef\xbb\xbf\s]*<\?xml.*<(?:\w+:)?Workbook\b", re.S),
    "a PDF document": re.compile(rb"\s*%PDF-"),
    "an OpenDocument spreadsheet (.ods)": re.compile(
        rb"PK.{20,60}mimetypeapplication/vnd[.]oasis[.]opendocument", re.S
    ),
    "a text file, such as CSV": re.compile(rb"[\t\r\n\x20-\x7e\x80-\xff]+\Z"),
}


class Openable(NamedTuple):
    """A workbook that may be opened.

    `without_result` has the parts in which a formula failed or was never calculated. `counts_from_1904` says that days
    are counted from 1904 instead of 1900.
    """

    without_result: frozenset[str]
    counts_from_1904: bool


def hold_openable(path: Path) -> Openable:
    """Refuse a file that isn't a workbook, is locked, or would need more memory than a delivery may use.

    Raises:
        Refusal: saying which of these it is.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START_BYTES)
            if start.startswith(_OLE):
                raise Refusal(path.name, _LOCKED if _LOCKED_PART in start + file.read() else _OLD)
        if reason := _another_kind(start):
            raise Refusal(path.name, reason)
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.bin" in names:
                raise Refusal(path.name, _ANOTHER.format("an Excel binary workbook (.xlsb)"))
            if not any(name.startswith("xl/") for name in names):
                raise Refusal(path.name, DAMAGED)
            return _hold_small(path, book, parts)
    except Refusal:
        raise
    except Exception:  # the library that unpacks reports a damaged file in many ways
        raise Refusal(path.name, DAMAGED) from None


def _another_kind(start: bytes) -> str | None:
    """Say what a file is, from its first bytes, if they show that it is no workbook; None if they don't."""
    kind = next((kind for kind, begins in _KINDS.items() if begins.match(start)), None)
    return _ANOTHER.format(kind) if kind else None


def _hold_small(path: Path, book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Openable:
    unpacked = spanned = 0
    without_result, shared, ends = set(), Counter[bytes](), [0]
    from_1904 = False
    for part in parts:
        if part.compress_type not in _PACKED:
            raise Refusal(path.name, DAMAGED)
        width = last = at = 0
        is_worksheet = is_shared = False
        left = b""
        for chunk in _chunks(book, part):
            unpacked += len(chunk) - _OVERLAP
            _hold_bytes(path, unpacked)
            # A part's name doesn't matter: the workbook says which part is which.
            is_shared |= b"<sst" in chunk or b":sst" in chunk
            is_worksheet |= b"sheetData" in chunk
            from_1904 |= b"date1904" in chunk and bool(_FROM_1904.search(chunk))
            if is_shared:
                ends += [at + found.end() for found in _SHARED_END.finditer(chunk) if found.end() > _OVERLAP]
                at += len(chunk) - _OVERLAP
            if not is_worksheet:
                continue
            # The last chunk is empty, so that what was left over is looked at too.
            cells, left = whole_cells(left + (chunk[_OVERLAP:] if left else chunk), is_end=len(chunk) == _OVERLAP)
            if len(left) > _LONGEST_CELL:
                raise Refusal(path.name, DAMAGED)
            cells = _HOLDS_NOTHING.sub(_without_nothing, cells)
            if _CELL_WITHOUT_PLACE.search(cells):
                raise Refusal(path.name, _UNPLACED)
            width = max([width, *map(_column_number, set(_COLUMN.findall(cells)))])
            last = max([last, *map(int, set(_ROW.findall(cells)))])
            shared.update(_SHARED.findall(cells))
            if is_without_result(cells):
                without_result.add(part.filename)
        spanned += width * last
        if spanned > MOST_CELLS:
            raise Refusal(path.name, _TOO_WIDE.format(spanned))
    lengths = dict(enumerate(end - start for start, end in pairwise(ends)))
    _hold_bytes(path, unpacked + sum(lengths.get(int(text), 0) * cells for text, cells in shared.items()))
    return Openable(frozenset(without_result), from_1904)


def _without_nothing(cell: re.Match[bytes]) -> bytes:
    """Return nothing for a cell that holds nothing. An empty value has a type if it is a formula's result."""
    return cell[0] if cell["value"] and TYPE.search(cell["attributes"]) else b" "


def _hold_bytes(path: Path, unpacked: int) -> None:
    if unpacked > MOST_BYTES:
        raise Refusal(path.name, _TOO_LARGE.format(MOST_BYTES // 1_000_000))


def _chunks(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, as its stated size may be false. Each chunk repeats the end of the last.

    The last chunk has nothing new.
    """
    end = b"\0" * _OVERLAP
    part.file_size = 1 << 62
    with book.open(part) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield end + chunk
            end = (end + chunk)[-_OVERLAP:]
    yield end


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
