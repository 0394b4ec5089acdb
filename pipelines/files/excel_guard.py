"""Whether a file is an Excel workbook that can be opened without harm.

Here: what must hold before the library that reads workbooks sees a file, since it holds a worksheet's whole
rectangle in memory and can't be stopped: a file of a few kilobytes can ask for more than any machine has.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipelines.files.refusal import Refusal

DAMAGED = "the workbook can't be opened: it is damaged, cut short, or not an Excel workbook; send it again"
_LOCKED = "the workbook is protected by a password; send it without one, by a safe way"
_OLD = "the workbook is in Excel's format of before 2007; save it as .xlsx and send it again"
_TOO_LARGE = "the workbook unpacks to more than {:,} MB, which no delivery needs; send it in parts"
_TOO_WIDE = (
    "its sheets span {:,} cells, from the first to a far one, though hardly any is filled; "
    "delete the rows and columns beyond each table and send it again"
)
_UNPLACED = "its cells don't say where they stand; open it in Excel, save it as .xlsx and send it again"

#: What a workbook may unpack to, and cells that its worksheets may span, filled or not: each takes 32 bytes.
MOST_BYTES = 1_500_000_000
MOST_CELLS = 20_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
#: What Excel packs with; of other ways a few bytes can unpack to gigabytes at one go.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# Read as loosely as the library reads: in small letters, with spaces, beyond Excel's last column.
_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,9})""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*([0-9]{1,12})""")
_CELL_WITHOUT_PLACE = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*?\sr\s*=)[^>]*>")
#: A cell of a text that is written once and shared by all cells that hold it; it stands for the text's number.
_SHARED = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*([0-9]{1,9})""")
_SHARED_END = re.compile(rb"</(?:\w+:)?si>")
_FAILED = re.compile(rb"""\st\s*=\s*["']e["']""")
_CHUNK_BYTES = 1 << 20
_OVERLAP = 32


def hold_openable(path: Path) -> set[str]:
    """Refuse a file that is no workbook, is locked, or would need more memory than a delivery may.

    Returns:
        The parts of the workbook in which a formula failed.

    Raises:
        Refusal: saying which.
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
    except Exception:  # the library that unpacks tells a damaged file in many ways
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
            # Whatever a part is called: the workbook says which is which.
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
    """Yield what a part really unpacks to, each chunk with the end of the one before; its stated size may lie."""
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
