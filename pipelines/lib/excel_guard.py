"""Whether a file is an Excel workbook that can be opened without harm.

Here: what must hold before the library that reads workbooks sees a file, since it holds a worksheet's whole
rectangle in memory and can't be stopped: a file of a few kilobytes can ask for more than any machine has.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipelines.lib.refusal import Refusal

DAMAGED = "the workbook can't be opened: it is damaged, cut short, or not an Excel workbook; send it again"
_LOCKED = "the workbook is protected by a password; send it without one, by a safe way"
_OLD = "the workbook is in Excel's format of before 2007; save it as .xlsx and send it again"
_TOO_LARGE = "the workbook unpacks to more than {:,} MB, which no delivery needs; send it in parts"
_TOO_WIDE = (
    "a sheet spans {:,} cells, from the first to a far one, though hardly any is filled; "
    "delete the rows and columns beyond the table and send it again"
)

#: What a workbook may unpack to, and cells that a worksheet may span, filled or not: each takes 32 bytes.
MOST_BYTES = 1_500_000_000
MOST_CELLS = 20_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_PART = "EncryptedPackage".encode("utf-16-le")
#: Excel's last row: a worksheet that is narrow enough may use it.
_LAST_ROW = 1_048_576
_COLUMN = re.compile(rb"""\sr=["']([A-Z]{1,3})""")
_ROW = re.compile(rb"""\sr=["'][A-Z]{1,3}([0-9]{1,7})""")
_CHUNK_BYTES = 1 << 20
_OVERLAP = 32


def hold_openable(path: Path) -> None:
    """Refuse a file that is no workbook, is locked, or would need more memory than a delivery may.

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
            _hold_small(path, book, parts)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise Refusal(path.name, DAMAGED) from None


def _hold_small(path: Path, book: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = 0
    for part in parts:
        width = 0
        for chunk in _chunks(book, part):
            unpacked += len(chunk) - _OVERLAP
            if unpacked > MOST_BYTES:
                raise Refusal(path.name, _TOO_LARGE.format(MOST_BYTES // 1_000_000))
            if part.filename.startswith("xl/worksheets/"):
                width = max([width, *map(_column_number, set(_COLUMN.findall(chunk)))])
        if width * _LAST_ROW > MOST_CELLS:
            last = max((int(row) for chunk in _chunks(book, part) for row in set(_ROW.findall(chunk))), default=0)
            if width * last > MOST_CELLS:
                raise Refusal(path.name, _TOO_WIDE.format(width * last))


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
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
