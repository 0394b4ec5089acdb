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

from pipelines.files.refusal import Refusal

DAMAGED = "the workbook can't be opened: it is damaged, cut short, or not an Excel workbook; send it again"
_LOCKED = "the workbook is protected by a password; send it without a password, by a secure route"
_OLD = "the workbook is in the Excel format used before 2007; save it as .xlsx and send it again"
_TOO_LARGE = "the workbook is too large when opened (over {:,} MB); send it in parts"
_TOO_WIDE = (
    "the sheets have {:,} cells, most of them probably empty; "
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
_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,9})""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*([0-9]{1,12})""")
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*?\sr\s*=)[^>]*>")
#: A cell with a shared text: the text is written once, and the cell holds its number.
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})""")
_SHARED_END = re.compile(rb"</(?:\w+:)?si>")
_FAILED = re.compile(rb"""\st\s*=\s*["']e["']""")
_CHUNK_BYTES = 1 << 20
_OVERLAP = 32


def hold_openable(path: Path) -> set[str]:
    """Refuse a file that isn't a workbook, is locked, or would need more memory than a delivery may use.

    Returns:
        The parts of the workbook in which a formula failed.

    Raises:
        Refusal: saying which of these it is.
    """
    try:
        with path.open("rb") as file:
            if file.read(len(_OLE)) == _OLE:
                raise Refusal(path.name, _LOCKED if _LOCKED_PART in file.read() else _OLD)
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
            if not any(part.filename.startswith("xl/") for part in parts):
                raise Refusal(path.name, DAMAGED)
            return _hold_small(path, book, parts)
    except Refusal:
        raise
    except Exception:  # the library that unpacks reports a damaged file in many ways
        raise Refusal(path.name, DAMAGED) from None


def _hold_small(path: Path, book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> set[str]:
    unpacked = spanned = 0
    failed, shared, ends = set(), Counter[bytes](), [0]
    for part in parts:
        if part.compress_type not in _PACKED:
            raise Refusal(path.name, DAMAGED)
        width = last = at = 0
        is_worksheet = is_shared = False
        for chunk in _chunks(book, part):
            unpacked += len(chunk) - _OVERLAP
            _hold_bytes(path, unpacked)
            # A part's name doesn't matter: the workbook says which part is which.
            is_shared |= b"<sst" in chunk or b":sst" in chunk
            is_worksheet |= b"sheetData" in chunk
            if is_shared:
                ends += [at + found.end() for found in _SHARED_END.finditer(chunk) if found.end() > _OVERLAP]
                at += len(chunk) - _OVERLAP
            if is_worksheet:
                if _CELL_WITHOUT_PLACE.search(chunk):
                    raise Refusal(path.name, _UNPLACED)
                width = max([width, *map(_column_number, set(_COLUMN.findall(chunk)))])
                last = max([last, *map(int, set(_ROW.findall(chunk)))])
                shared.update(_SHARED.findall(chunk))
                if _FAILED.search(chunk):
                    failed.add(part.filename)
        spanned += width * last
        if spanned > MOST_CELLS:
            raise Refusal(path.name, _TOO_WIDE.format(spanned))
    lengths = dict(enumerate(end - start for start, end in pairwise(ends)))
    _hold_bytes(path, unpacked + sum(lengths.get(int(text), 0) * cells for text, cells in shared.items()))
    return failed


def _hold_bytes(path: Path, unpacked: int) -> None:
    if unpacked > MOST_BYTES:
        raise Refusal(path.name, _TOO_LARGE.format(MOST_BYTES // 1_000_000))


def _chunks(book: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what a part really unpacks to, as its stated size may be false. Each chunk repeats the end of the last."""
    end = b"\0" * _OVERLAP
    part.file_size = 1 << 62
    with book.open(part) as file:
        while chunk := file.read(_CHUNK_BYTES):
            yield end + chunk
            end = (end + chunk)[-_OVERLAP:]


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
