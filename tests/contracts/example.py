"""The example on an agency's page, as the delivery that it shows.

Here: reading the example from the page and writing its files. Nothing here knows any agency.
"""

import re
from pathlib import Path

from tests.drawn.deliveries import settle, write_workbook

_FOLDER = re.compile(r"The folder `(\w+/\d{4}-\d\d-\d\d)/`")
_FILE = re.compile(r"^`([^`]+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORKSHEET = re.compile(r"^`([^`]+)`, worksheet `([^`]+)`(?:, columns \w to \w)?:\n\n((?:\|.*\n)+)", re.MULTILINE)


def write_example(page: str, raw: Path) -> Path:
    """Write the delivery that a page's example shows, and return its folder."""
    example = page.partition("\n## Example\n")[2]
    folder = raw / _FOLDER.search(example)[1]
    folder.mkdir(parents=True)
    for name, content in _FILE.findall(example):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    sheets: dict[tuple[str, str], list[list[str]]] = {}
    for name, worksheet, table in _WORKSHEET.findall(example):
        rows = _rows(table)
        before = sheets.setdefault((name, worksheet), [[] for _ in rows])
        sheets[name, worksheet] = [left + right for left, right in zip(before, rows, strict=True)]
    for (name, worksheet), rows in sheets.items():
        write_workbook(folder / name, {worksheet: rows})
    return settle(folder)


def _rows(table: str) -> list[list[str]]:
    """Return the cells of some columns of a worksheet, shown with a letter above each and a number before each row."""
    lines = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.splitlines()]
    return [cells for _, *cells in lines[2:]]
