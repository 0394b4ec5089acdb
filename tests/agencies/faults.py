"""How files go wrong: each fault as a change to a sound file, and what the sender reads about it.

Here: faults in whole files, by the file's format. `cells` says what can be wrong with a cell.
"""

import os
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl

from pipelines.files.excel import guard

#: Lower limits for the guard in tests, so that a bomb need not be large.
SMALL = {"MOST_BYTES": 4_000_000, "MOST_CELLS": 100_000}

_TEXT = "utf-8"
_JUNK = bytes(range(256)) * 20
_PIPE = "a note within two pipes"


@dataclass(frozen=True)
class Fault:
    """A change to a file, and a pattern for the reason it is refused, or '' if it is still loaded.

    `rejected` says how many of the file's rows are rejected. `unless` has the agencies with a different reason.
    """

    spoil: Callable[[Path], object]
    said: str = ""
    rejected: int = 0
    unless: Mapping[str, str] = field(default_factory=dict)

    def reason(self, agency: str) -> str:
        """Return the pattern for the reason that this agency reads."""
        return self.unless.get(agency, self.said)


def _lines(
    change: Callable[[list[str]], list[str]], encoding: str = _TEXT, end: str = "\n"
) -> Callable[[Path], object]:
    """Return a change to a text file's lines."""

    def spoil(path: Path) -> None:
        text = end.join(change(path.read_text(encoding=_TEXT).splitlines())) + end
        path.write_bytes(text.encode(encoding))

    return spoil


def _same(lines: list[str]) -> list[str]:
    return lines


def _long_cell(lines: list[str]) -> list[str]:
    """Put a cell of a megabyte into a new column in the third line, and leave it empty in the others."""
    return [f"{lines[0]},Long", f"{lines[1]},", f"{lines[2]},{'x' * 1_000_000}", *(f"{line}," for line in lines[3:])]


def _more_columns(cells: str, heading: str = "Note") -> Callable[[Path], object]:
    """Return a change that adds one or several columns with the same cells to a CSV file."""
    return _lines(lambda lines: [f"{lines[0]},{heading}", *(f"{line},{cells}" for line in lines[1:])])


def _more_keys(cells: str) -> Callable[[Path], object]:
    """Return a change that adds keys to every object in a file of JSON lines."""
    return _lines(lambda lines: [f"{line[:-1]}, {cells}}}" for line in lines])


def _third(line: Callable[[str], str]) -> Callable[[Path], object]:
    """Return a change to a text file's third line."""
    return _lines(lambda lines: [*lines[:2], line(lines[2]), *lines[3:]])


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def book(change: Callable[[openpyxl.Workbook], object]) -> Callable[[Path], object]:
    """Return a change to a workbook's content."""

    def spoil(path: Path) -> None:
        opened = openpyxl.load_workbook(path)
        change(opened)
        opened.save(path)

    return spoil


def parts(change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None) -> Callable[[Path], object]:
    """Return a change to the parts in a workbook's package."""

    def spoil(path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            content = {name: packed.read(name) for name in packed.namelist()}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, part in {**content, **(more or {})}.items():
                packed.writestr(name, change(name, part))

    return spoil


def in_sheet(cells: bytes) -> Callable[[Path], object]:
    """Return a change that adds raw XML below the last row of each worksheet."""
    return parts(lambda name, part: part.replace(b"</sheetData>", cells + b"</sheetData>") if "sheet" in name else part)


def _bomb(path: Path) -> None:
    parts(lambda _, part: part, {"xl/media/image1.png": bytes(SMALL["MOST_BYTES"] + 1)})(path)


def _lying_bomb(path: Path) -> None:
    """Write a bomb whose local and central headers both say that it is small."""
    _bomb(path)
    said = (SMALL["MOST_BYTES"] + 1).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(said, (9).to_bytes(4, "little")))


def _shared_bomb(path: Path) -> None:
    """Make fifty cells share a text of a hundred thousand letters, which is written once."""
    parts(lambda name, part: part.replace(b"</si>", b"x" * 100_000 + b"</si>", 1) if "shared" in name else part)(path)
    in_sheet(b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(40, 90)))(path)


def _protected(path: Path) -> None:
    """Write what Excel writes for a workbook with a password: a compound file with the encrypted workbook."""
    names = ("Root Entry", "EncryptionInfo", "EncryptedPackage")
    entries = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + entries + path.read_bytes())


def _header(sheet) -> tuple:
    """Return the cells in a sheet's header: the first row with many cells."""
    return next(row for row in sheet.iter_rows() if sum(cell.value is not None for cell in row) > 3)


def _head(change: Callable[[object, tuple], object]) -> Callable[[Path], object]:
    return book(lambda opened: change(opened.worksheets[0], _header(opened.worksheets[0])))


def _merge_downwards(sheet, header) -> None:
    row = header[0].row
    sheet.insert_rows(row + 1)
    for cell in header:
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=cell.column, end_column=cell.column)


def _merge_sideways(sheet, header) -> None:
    sheet.merge_cells(start_row=header[0].row, end_row=header[0].row, start_column=1, end_column=2)


def _formulas(sheet, header) -> None:
    """Make a required cell in the second row below the header a formula that was never calculated."""
    sheet.cell(header[0].row + 2, 1).value = '="never calculated"'


def _failed(sheet, header) -> None:
    cell = sheet.cell(header[0].row + 2, 1)
    cell.value, cell.data_type = "#REF!", "e"


def _wide(sheet, header) -> None:
    for column in range(len(header) + 1, 301):
        sheet.cell(header[0].row, column).value = f"Note {column}"


def _beside(sheet, _header) -> None:
    """Make the table begin in column C."""
    sheet.insert_cols(1, 2)


def _moved(path: Path) -> None:
    """Move the first worksheet's part to an unusual place."""
    with zipfile.ZipFile(path) as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, part in content.items():
            packed.writestr(name.replace("worksheets/", "odd/"), part.replace(b"worksheets/", b"odd/"))


_FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
_EMPTY = "the file is empty; send it again"
_NO_WORKBOOK = "the workbook can't be opened"
_RENAMED = "(is|are) missing or renamed"
_UTF16 = "the file is in UTF-16; save it as CSV UTF-8"

#: What can be in the place of the file.
ANY = {
    "missing": Fault(Path.unlink, "the file is missing from the delivery|no monthly file"),
    "a space in its name": Fault(
        lambda path: path.rename(path.with_stem(f"{path.stem} ")),
        "the file is missing from the delivery|no monthly file",
    ),
    "a folder in its place": Fault(
        lambda path: (path.unlink(), path.mkdir()), "with this name where the file should be|no monthly file"
    ),
    "a pipe in its place": Fault(
        lambda path: (path.unlink(), os.mkfifo(path)), "with this name where the file should be|no monthly file"
    ),
    "a link that leads out": Fault(
        lambda path: (path.unlink(), path.symlink_to("/etc/hostname")), "a link to somewhere outside the deliveries"
    ),
    "a link to a folder": Fault(
        lambda path: (path.unlink(), path.symlink_to(path.parent)), "with this name where the file should be"
    ),
    "a link to nothing": Fault(
        lambda path: (path.unlink(), path.symlink_to("nothing")), "with this name where the file should be"
    ),
    "a link to itself": Fault(
        lambda path: (path.unlink(), path.symlink_to(path.name)), "with this name where the file should be"
    ),
    "there twice": Fault(
        lambda path: path.with_name(path.name.upper()).write_bytes(path.read_bytes()),
        "the file was sent twice, under names that differ only in upper and lower case",
        unless={"police_uk": "is for the same month; send only one of them"},
    ),
    "a link to a file beside it": Fault(
        lambda path: (path.rename(path.with_name("kept.bin")), path.symlink_to("kept.bin")),
    ),
    "in capital letters": Fault(lambda path: path.rename(path.with_name(path.name.upper()))),
    "beside one with spaces in its name": Fault(lambda path: path.with_name("a note (1).txt").write_text(_PIPE)),
    "beside one whose name is not UTF-8": Fault(
        lambda path: Path(os.fsdecode(os.fsencode(path.parent) + b"/caf\xe9.txt")).write_text(_PIPE)
    ),
}

_JUNK_TEXT = "neither UTF-8 nor Windows-1252|required columns|never closed|UTF-16"
CSV = {
    "nothing": Fault(_bytes(b""), _EMPTY),
    "blank lines only": Fault(_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(_bytes(_JUNK), _JUNK_TEXT),
    "a workbook": Fault(_bytes(b"PK\3\4\x14\0\6\0\x08\0\0\0!\0\x81"), _JUNK_TEXT),
    "no header": Fault(_lines(lambda lines: lines[1:]), _RENAMED),
    "a required column renamed": Fault(
        _lines(lambda lines: [f"x{lines[0]}x", *lines[1:]]), _RENAMED, unless={"police_uk": ""}
    ),
    "a column twice": Fault(
        _lines(lambda lines: [f"{line},{line.split(',')[1]}" for line in lines]), "columns 2 and [0-9]+ both hold"
    ),
    "semicolons": Fault(_lines(lambda lines: [line.replace(",", ";") for line in lines]), _RENAMED),
    "a quote never closed": Fault(_third('"{}'.format), "a quotation mark opened in row 3 .* is never closed"),
    "UTF-16": Fault(_lines(_same, "utf-16"), _UTF16),
    "UTF-16 without a mark": Fault(_lines(_same, "utf-16-le"), _UTF16),
    "UTF-16 the other way": Fault(_lines(_same, "utf-16-be"), _UTF16),
    "300,000 columns": Fault(
        _more_columns("", "," * 300_000), "the first row has 300,0[0-9]+ cells, but a header can have at most 1,000"
    ),
    "a mark": Fault(_lines(_same, "utf-8-sig")),
    "Windows-1252": Fault(lambda path: (_more_columns("café £")(path), _lines(_same, "cp1252")(path))),
    "line ends of Windows": Fault(_lines(_same, end="\r\n")),
    "line ends of old Macs": Fault(_lines(_same, end="\r")),
    "blank lines above and between": Fault(_lines(lambda lines: ["", "", *(f"{line}\n,,, ," for line in lines)])),
    "300 columns": Fault(_more_columns("," * 290, "," * 290)),
    "a cell of a megabyte": Fault(_lines(_long_cell)),
    "NUL bytes": Fault(_more_columns("\0a\0\0b\0")),
    "quotes broken in a row": Fault(_third('"x" {}'.format), rejected=1),
    "a row of another width": Fault(_third("{},,,".format), rejected=1),
}

JSONL = {
    "nothing": Fault(_bytes(b""), _EMPTY),
    "blank lines only": Fault(_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(_bytes(_JUNK), _JUNK_TEXT),
    "one list": Fault(_lines(lambda lines: [f"[{','.join(lines)}]"]), "no line of the file is a JSON object"),
    "a required key renamed": Fault(_lines(lambda lines: [line.replace("report_id", "x") for line in lines]), _RENAMED),
    "UTF-16": Fault(_lines(_same, "utf-16"), _UTF16),
    "UTF-16 without a mark": Fault(_lines(_same, "utf-16-le"), _UTF16),
    "30,000 keys": Fault(_more_keys(", ".join(f'"k{n}": 1' for n in range(30_000))), "more than 1,000 different keys"),
    "a mark": Fault(_lines(_same, "utf-8-sig")),
    "Windows-1252": Fault(lambda path: (_more_keys('"note": "café £"')(path), _lines(_same, "cp1252")(path))),
    "line ends of Windows": Fault(_lines(_same, end="\r\n")),
    "blank lines between": Fault(_lines(lambda lines: [f"\n{line}\n " for line in lines])),
    "300 keys": Fault(_more_keys(", ".join(f'"k{n}": 1' for n in range(300)))),
    "a cell of a megabyte": Fault(_third(lambda line: f'{line[:-1]}, "long": "{"x" * 1_000_000}"}}')),
    "NUL bytes": Fault(_more_keys(r'"nought": "\u0000a\u0000"')),
    "halves of characters": Fault(_more_keys(r'"half\ud800": "\udfff"')),
    "deep lists": Fault(_more_keys(f'"deep": {"[" * 900}{"]" * 900}')),
    "a number of 4,000 digits": Fault(_more_keys(f'"note": {"9" * 4000}')),
    "keys in capitals": Fault(
        _lines(lambda lines: [lines[0], *(line.replace('"district"', '"DISTRICT "') for line in lines[1:])])
    ),
    "a bare NUL": Fault(_third("{}\0".format), rejected=1),
    "a line cut short": Fault(_third(lambda line: line[:-5]), rejected=1),
    "a line of a number": Fault(_third(lambda _: "3"), rejected=1),
    "a line too deep": Fault(_third(lambda _: "[" * 100_000), rejected=1),
    "a key twice": Fault(_third(lambda line: line.replace("{", '{"district": "Warwick", ', 1)), rejected=1),
}

XLSX = {
    "nothing": Fault(_bytes(b""), _NO_WORKBOOK),
    "binary junk": Fault(_bytes(_JUNK), _NO_WORKBOOK),
    "text": Fault(_bytes(b"Ref,Opened\n1,2\n"), _NO_WORKBOOK),
    "cut short": Fault(lambda path: path.write_bytes(path.read_bytes()[:-2_000]), _NO_WORKBOOK),
    "another document": Fault(
        lambda path: zipfile.ZipFile(path, "w").writestr("word/document.xml", "<x/>"), _NO_WORKBOOK
    ),
    "a password": Fault(_protected, "the workbook is protected by a password; send it without a password"),
    "the Excel format used before 2007": Fault(
        _bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(2048, b"\0")), "before 2007"
    ),
    "a bomb": Fault(_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a bomb that states a false size": Fault(_lying_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a bomb of one text in many cells": Fault(_shared_bomb, "the workbook is too large when opened \\(over 4 MB\\)"),
    "a far cell": Fault(in_sheet(_FAR), "the sheets have [0-9,]+ cells"),
    "a far cell in small letters": Fault(in_sheet(_FAR.lower()), "the sheets have [0-9,]+ cells"),
    "a far cell in a part with another name": Fault(
        lambda path: (in_sheet(_FAR)(path), _moved(path)), "the sheets have [0-9,]+ cells"
    ),
    "cells without a place": Fault(
        in_sheet(b"<row><c><v>1</v></c></row>"), "the cells don't say which row and column they are in"
    ),
    "no sheets": Fault(parts(lambda _, part: part.replace(b"<sheet ", b"<nosheet ")), _NO_WORKBOOK),
    "a chart alone": Fault(
        book(lambda opened: (opened.create_chartsheet(), opened.remove(opened.worksheets[0]))),
        "no sheet",
        unless={"equip": "cell B2"},
    ),
    "a sheet renamed": Fault(
        book(lambda opened: setattr(opened.worksheets[0], "title", "Zzyzx")),
        "it has no sheet named",
        unless={"equip": ""},
    ),
    "a required column renamed": Fault(_head(lambda _, header: setattr(header[0], "value", "Zzyzx")), _RENAMED),
    "a column twice": Fault(_head(lambda _, header: setattr(header[-1], "value", header[0].value)), "both hold"),
    "a header merged sideways": Fault(_head(_merge_sideways), _RENAMED),
    "a header merged downwards": Fault(_head(_merge_downwards)),
    "a sheet hidden": Fault(
        book(lambda opened: (setattr(opened.worksheets[0], "sheet_state", "hidden"), opened.create_sheet("Notes")))
    ),
    "300 columns": Fault(_head(_wide)),
    "a table that begins in column C": Fault(
        _head(_beside), unless={"equip": "cell B2 of the first sheet has no period"}
    ),
    "a worksheet in a part with another name": Fault(_moved),
    "a formula never calculated": Fault(_head(_formulas), rejected=1),
    "a formula that failed": Fault(_head(_failed), rejected=1),
    "a cell of a megabyte": Fault(
        in_sheet(b'<row r="40"><c r="A40" t="inlineStr"><is><t>Total ' + b"x" * 1_000_000 + b"</t></is></c></row>")
    ),
}

BY_FORMAT = {".csv": CSV, ".jsonl": JSONL, ".xlsx": XLSX}


def lower_limits(monkeypatch) -> None:
    """Lower the guard's limits, so that even a small file can exceed them."""
    for name, limit in SMALL.items():
        monkeypatch.setattr(guard, name, limit)
