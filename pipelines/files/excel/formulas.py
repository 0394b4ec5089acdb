"""Keeping what became of a workbook's formulas as text: the error of one that failed, and that one has no result.

Here: a copy of a workbook in memory, made for the library that reads workbooks. The library can't distinguish a failed
formula from an empty cell (python-calamine issue 105), nor one that was never calculated: programs that write
workbooks leave the results out, and Excel fills them in when a person opens and saves the workbook.
"""

import re
import shutil
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import IO

from pipelines.files.excel.cells import UNCALCULATED

_FAILED = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*?\s)?t\s*=\s*["'])e(?=["'])""")

#: A formula whose result is text without letters has the type str, so it isn't among these.
_NOT_CALCULATED = re.compile(
    rb"""
    <(?P<of>(?:\w+:)?)c(?P<attributes>(?:\s+(?!t\s*=\s*["']str)\w+\s*=\s*(?:"\w*"|'\w*'))*)\s*>\s*
    <(?P=of)f(?:\s[^<>]*)?(?:/>|>[^<]*</(?P=of)f\s*>)\s*
    (?:<(?P=of)v\s*/>|<(?P=of)v\s*></(?P=of)v\s*>)?\s*
    </(?P=of)c\s*>
    """,
    re.VERBOSE,
)
TYPE = re.compile(rb"""\st\s*=\s*(?:"\w*"|'\w*')""")
_HAS_ERROR = re.compile(rb"""\st\s*=\s*["']e["']""")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s/>]")
_CHUNK_BYTES = 1 << 20
_TAIL_BYTES = 1 << 16


def with_results_as_text(path: Path, parts: Collection[str]) -> BytesIO:
    """Return the workbook with the failed formulas in these parts replaced by their error as text: `#DIV/0!`.

    A formula without a stored result is replaced by `UNCALCULATED`.
    """
    copy = BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in book.infolist():
            with book.open(part) as source, target.open(part.filename, "w", force_zip64=True) as written:
                _copy(source, written, part.filename in parts)
    copy.seek(0)
    return copy


def _copy(source: IO[bytes], target: IO[bytes], as_text: bool) -> None:
    if not as_text:
        shutil.copyfileobj(source, target, _CHUNK_BYTES)
        return
    left = b""
    while chunk := source.read(_CHUNK_BYTES):
        cells, left = whole_cells(left + chunk)
        target.write(_as_text(cells))
    target.write(_as_text(left))


def is_without_result(cells: bytes) -> bool:
    """Say whether a formula in these cells failed, or was never calculated."""
    if _HAS_ERROR.search(cells):
        return True
    return (b"<f" in cells or b":f" in cells) and bool(_NOT_CALCULATED.search(cells))


def whole_cells(text: bytes, is_end: bool = False) -> tuple[bytes, bytes]:
    """Split a piece of a worksheet before its last cell, which may be cut in two, unless the piece is the last one.

    Of a cell longer than a piece, only the last tag may be cut in two.
    """
    if is_end:
        return text, b""
    cut, start = 0, len(text)
    while cut == 0 and start > 0:
        start = max(0, start - _TAIL_BYTES)
        cut = max((found.start() for found in _CELL.finditer(text, start)), default=0)
    if cut == 0 and len(text) > _CHUNK_BYTES:
        cut = max(0, text.rfind(b"<"))
    return text[:cut], text[cut:]


def _as_text(cells: bytes) -> bytes:
    return _FAILED.sub(rb"\1str", _NOT_CALCULATED.sub(_marked, cells))


def _marked(cell: re.Match[bytes]) -> bytes:
    of, attributes = cell["of"], TYPE.sub(b"", cell["attributes"])
    return b'<%sc%s t="str"><%sv>%s</%sv></%sc>' % (of, attributes, of, UNCALCULATED.encode(), of, of)
