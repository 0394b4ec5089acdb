"""Files: written row by row, the same bytes on every machine.

Here: CSV, JSON and workbook files and plain lines, dated to the day they were sent. Not here: their contents.
"""

import csv
import json
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any

import pandas as pd
import xlsxwriter

from pipelines.sample.county.chance import Objects

#: The file that says that a delivery is synthetic, and what it says.
MARK = "SYNTHETIC.txt"
SYNTHETIC = "This delivery is synthetic: hatecrime sample wrote it. Nobody in it is real. A real warehouse refuses it."


class CsvFile:
    """A CSV file open for writing."""

    def __init__(self, path: Path, columns: Sequence[str], encoding: str = "utf-8", line_end: str = "\n") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("w", encoding=encoding, newline="")
        self._writer = csv.writer(self._file, lineterminator=line_end)
        self._writer.writerow(columns)

    def write(self, rows: pd.DataFrame | Mapping[Any, Objects]) -> None:
        """Write all rows in a frame, or in columns, in the columns' order."""
        self._writer.writerows(zip(*(rows[column].tolist() for column in rows), strict=True))

    def __enter__(self) -> "CsvFile":
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON file, indented for people to read."""
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_workbook(path: Path, sheets: Mapping[str, Iterable[Sequence[Any]]], created: date) -> None:
    """Write a workbook from the rows of each of its sheets: dates as date cells, everything else as it is.

    The parts are stored, not compressed: compressed bytes differ from one zlib to another.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = BytesIO()
    workbook = xlsxwriter.Workbook(packed, {"constant_memory": True, "default_date_format": "dd/mm/yyyy"})
    workbook.set_properties({"title": "Synthetic sample", "created": datetime.combine(created, time(12))})
    for sheet, rows in sheets.items():
        page = workbook.add_worksheet(sheet)
        for at, row in enumerate(rows):
            page.write_row(at, 0, row)
    workbook.close()
    with zipfile.ZipFile(packed) as compressed, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as stored:
        for part in compressed.infolist():
            plain = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            plain.create_system = 3  # otherwise Windows would write its own
            stored.writestr(plain, compressed.read(part))


def write_lines(path: Path, lines: Iterable[str], encoding: str = "utf-8", line_end: str = "\n") -> None:
    """Write lines of text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        file.writelines(line + line_end for line in lines)


def send(folder: Path, day: date) -> None:
    """Mark a complete delivery as synthetic, and give its files the time it was sent, noon on its day.

    Each folder in it has the mark too: a month of data.police.uk is often copied by itself. The time makes the delivery
    look complete to a loader.
    """
    for each in (folder, *(path for path in sorted(folder.rglob("*")) if path.is_dir())):
        (each / MARK).write_text(f"{SYNTHETIC}\n", encoding="utf-8", newline="\n")
    moment = datetime.combine(day, time(12), UTC).timestamp()
    for path in folder.rglob("*"):
        os.utime(path, (moment, moment))
