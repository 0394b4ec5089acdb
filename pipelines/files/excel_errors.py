"""Keeping the errors of failed formulas in a workbook as text.

Here: a copy of a workbook in memory, made for the library that reads workbooks. The library can't distinguish a failed
formula from an empty cell (python-calamine issue 105).
"""

import re
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from typing import IO

_TYPE = re.compile(rb"""(<(?:\w+:)?c\s(?:[^>]*?\s)?t\s*=\s*["'])e(?=["'])""")
_CHUNK_BYTES = 1 << 20


def with_errors_as_text(path: Path, parts: Collection[str]) -> BytesIO:
    """Return the workbook with the failed formulas in these parts replaced by their error as text: `#DIV/0!`."""
    copy = BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for part in book.infolist():
            with book.open(part) as source, target.open(part.filename, "w", force_zip64=True) as written:
                _copy(source, written, part.filename in parts)
    copy.seek(0)
    return copy


def _copy(source: IO[bytes], target: IO[bytes], as_text: bool) -> None:
    """Copy a part in pieces, each up to its last tag, so that no tag is cut in two."""
    left = b""
    while chunk := source.read(_CHUNK_BYTES):
        whole, tag, left = (left + chunk).rpartition(b"<")
        left = tag + left
        target.write(_TYPE.sub(rb"\1str", whole) if as_text else whole)
    target.write(_TYPE.sub(rb"\1str", left) if as_text else left)
