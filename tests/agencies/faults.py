"""How files go wrong: each fault as a change to a sound file, and what the sender reads about it.

Here: faults in whole files, by the file's format. `cells` says what can be wrong with a cell.
"""

import os
from collections.abc import Callable
from pathlib import Path

from tests.agencies.fault import JUNK, RENAMED, Fault, of_bytes
from tests.agencies.made_workbooks import MADE
from tests.agencies.workbook_faults import XLSX

_TEXT = "utf-8"
_PIPE = "a note within two pipes"


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


_EMPTY = "the file is empty; send it again"
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
    "nothing": Fault(of_bytes(b""), _EMPTY),
    "blank lines only": Fault(of_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(of_bytes(JUNK), _JUNK_TEXT),
    "a workbook": Fault(of_bytes(b"PK\3\4\x14\0\6\0\x08\0\0\0!\0\x81"), _JUNK_TEXT),
    "no header": Fault(_lines(lambda lines: lines[1:]), RENAMED),
    "a required column renamed": Fault(
        _lines(lambda lines: [f"x{lines[0]}x", *lines[1:]]), RENAMED, unless={"police_uk": ""}
    ),
    "a column twice": Fault(
        _lines(lambda lines: [f"{line},{line.split(',')[1]}" for line in lines]), "columns 2 and [0-9]+ both hold"
    ),
    "semicolons": Fault(_lines(lambda lines: [line.replace(",", ";") for line in lines]), RENAMED),
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
    "nothing": Fault(of_bytes(b""), _EMPTY),
    "blank lines only": Fault(of_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(of_bytes(JUNK), _JUNK_TEXT),
    "one list": Fault(_lines(lambda lines: [f"[{','.join(lines)}]"]), "no line of the file is a JSON object"),
    "a required key renamed": Fault(_lines(lambda lines: [line.replace("report_id", "x") for line in lines]), RENAMED),
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

BY_FORMAT = {".csv": CSV, ".jsonl": JSONL, ".xlsx": {**XLSX, **MADE}}
