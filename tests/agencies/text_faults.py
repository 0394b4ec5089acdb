"""How text files go wrong, or are only written in another way than the contract shows: CSV and JSON lines."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

from tests.agencies.fault import JUNK, RENAMED, Fault, of_bytes

_TEXT = "utf-8"
_EMPTY = "the file is empty; send it again"
_UTF16 = "the file is in UTF-16; save it as CSV UTF-8"
_WEB_PAGE = b"<html><body><table><tr><td>Ref</td></tr></table>"
_NO_COLUMNS = "so its first line, or what separates its cells, is wrong"


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


def _separated(by: str, first: str = "") -> Callable[[Path], object]:
    """Return a change of what separates a CSV file's cells, with a first line if one is given."""

    def spoil(path: Path) -> None:
        with path.open(encoding=_TEXT, newline="") as file:
            rows = list(csv.reader(file))
        with path.open("w", encoding=_TEXT, newline="") as file:
            file.write(f"{first}\n" if first else "")
            csv.writer(file, delimiter=by).writerows(rows)

    return spoil


def _below(*footer: str) -> Callable[[Path], object]:
    """Return a change that adds lines below the last one."""
    return _lines(lambda lines: [*lines, *footer])


def _in_two_encodings(path: Path) -> None:
    """Write the third line in Windows-1252 and the others in UTF-8."""
    lines = path.read_text(encoding=_TEXT).splitlines()
    encodings = [_TEXT, _TEXT, "cp1252", *([_TEXT] * len(lines))]
    path.write_bytes(b"".join(f"{line}\n".encode(by) for line, by in zip(lines, encodings, strict=False)))


def _cut(path: Path) -> None:
    """Cut a file short within the second cell of its last row."""
    *lines, last = path.read_text(encoding=_TEXT).splitlines()
    path.write_text("\n".join([*lines, last[: last.index(",") + 2]]), encoding=_TEXT)


_JUNK_TEXT = "neither UTF-8 nor Windows-1252|required columns|never closed|UTF-16|is broken"
CSV = {
    "nothing": Fault(of_bytes(b""), _EMPTY),
    "blank lines only": Fault(of_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(of_bytes(JUNK), _JUNK_TEXT),
    "a workbook": Fault(of_bytes(b"PK\3\4\x14\0\6\0\x08\0\0\0!\0\x81"), "the file is a zip or an Excel workbook"),
    "gzip": Fault(of_bytes(b"\x1f\x8b\x08\0"), "the file is packed with gzip"),
    "a web page": Fault(of_bytes(_WEB_PAGE), "the file is a web page or XML and not a table"),
    "no header": Fault(_lines(lambda lines: lines[1:]), _NO_COLUMNS),
    "an unusual separator": Fault(_separated("^"), _NO_COLUMNS),
    "a required column renamed": Fault(
        _lines(lambda lines: [f"x{lines[0]}x", *lines[1:]]), RENAMED, unless={"police_uk": ""}
    ),
    "a column twice": Fault(
        _lines(lambda lines: [f"{line},{line.split(',')[1]}" for line in lines]), "columns 2 and [0-9]+ both hold"
    ),
    "a quote never closed": Fault(_third('"{}'.format), "a quotation mark opened in row 3 .* is never closed"),
    "a line in neither encoding": Fault(
        lambda path: path.write_bytes(path.read_bytes() + b"\x81\n"), "line [0-9]+ is neither UTF-8 nor Windows-1252"
    ),
    "UTF-16 without a mark": Fault(_lines(_same, "utf-16-le"), _UTF16),
    "UTF-16 the other way": Fault(_lines(_same, "utf-16-be"), _UTF16),
    "300,000 columns": Fault(
        _more_columns("", "," * 300_000), "the first row has 300,0[0-9]+ cells, but a header can have at most 1,000"
    ),
    "a mark": Fault(_lines(_same, "utf-8-sig")),
    "UTF-16": Fault(_lines(_same, "utf-16")),
    "Excel's Unicode text": Fault(
        lambda path: (_separated("\t")(path), _lines(_same, "utf-16", end="\r\n")(path)),
    ),
    "semicolons": Fault(_separated(";")),
    "tabs": Fault(_separated("\t")),
    "pipes": Fault(_separated("|")),
    "a line that names the separator": Fault(_separated(",", "sep=,")),
    "a line that names semicolons": Fault(_separated(";", "sep=;")),
    "a line that names an unusual separator": Fault(_separated("^", "sep=^")),
    "a title above": Fault(_lines(lambda lines: ["Extract", "For the county, and nobody else", "", *lines])),
    "a rule below the header": Fault(
        _lines(lambda lines: [lines[0], ",".join("-----" for _ in lines[0].split(",")), *lines[1:]])
    ),
    "what a database prints": Fault(_below("", "(12 rows affected)")),
    "what a database prints, with its time": Fault(_below("12 rows selected.", "Elapsed: 00:00:01")),
    "a total": Fault(_below("Total,12")),
    "a total with a comma": Fault(_below("Grand total: 1,203")),
    "notes with commas": Fault(_below("", "Notes: provisional, and may change, see page 3", "1. Seen, and closed.")),
    "a marking": Fault(_below("OFFICIAL-SENSITIVE", "------", "-- end of file", "Page 1 of 1")),
    "a footer without a line end": Fault(
        lambda path: path.write_bytes(path.read_bytes() + b"Produced by the county"),
    ),
    "words below": Fault(
        _below("The team was away in July."),
        noted="row 14, below the table, was taken for a note",
    ),
    "two files put together": Fault(
        _lines(lambda lines: [*lines[:7], f"\ufeff{lines[0]}", *lines[7:]]), noted="row 8 repeats the header"
    ),
    "cells missing at the end": Fault(
        lambda path: (
            _more_columns("", "Note")(path),
            _lines(lambda lines: [line.rstrip(",") for line in lines])(path),
        ),
        noted="rows 2, 3, 4, 5, 6 and 7 more have fewer cells than the header",
    ),
    "surplus empty cells": Fault(_lines(lambda lines: [lines[0], *(f"{line},, ," for line in lines[1:])])),
    "one line in Windows-1252": Fault(
        lambda path: (_more_columns("café £")(path), _in_two_encodings(path)),
        noted="line 3 was read as Windows-1252, the others as UTF-8",
    ),
    "Ctrl-Z at the end": Fault(lambda path: path.write_bytes(path.read_bytes() + b"\x1a")),
    "headings with what nobody sees": Fault(
        _lines(lambda lines: [lines[0].replace(",", "\u200b,\ufeff").replace("_", "\xad_"), *lines[1:]])
    ),
    "Windows-1252": Fault(lambda path: (_more_columns("café £")(path), _lines(_same, "cp1252")(path))),
    "line ends of Windows": Fault(_lines(_same, end="\r\n")),
    "line ends of old Macs": Fault(_lines(_same, end="\r")),
    "blank lines above and between": Fault(_lines(lambda lines: ["", "", *(f"{line}\n,,, ," for line in lines)])),
    "300 columns": Fault(_more_columns("," * 290, "," * 290)),
    "a cell of a megabyte": Fault(_lines(_long_cell)),
    "NUL bytes": Fault(_more_columns("\0a\0\0b\0")),
    "quotes broken in a row": Fault(_third('"x" {}'.format), rejected=1),
    "a row with surplus text": Fault(_third("{},,,more".format), rejected=1),
    "a last row cut short": Fault(_cut, rejected=1),
}

_LIST = "the file is one JSON list; write each report as one object on its own line"
JSONL = {
    "nothing": Fault(of_bytes(b""), _EMPTY),
    "blank lines only": Fault(of_bytes(b"\xef\xbb\xbf\n \n\r\n"), _EMPTY),
    "binary junk": Fault(of_bytes(JUNK), _JUNK_TEXT),
    "one list": Fault(_lines(lambda lines: [f"[{','.join(lines)}]"]), _LIST),
    "one list, indented": Fault(
        _lines(lambda lines: json.dumps([json.loads(line) for line in lines], indent=2).splitlines()), _LIST
    ),
    "a list with one on each line": Fault(_lines(lambda lines: ["[", *(f"{line}," for line in lines), "]"]), _LIST),
    "a list cut short": Fault(_lines(lambda lines: [f"[{','.join(lines)}"]), _LIST),
    "a list within an object": Fault(
        _lines(lambda lines: [f'{{"count": 12, "reports": [{", ".join(lines)}]}}']), RENAMED
    ),
    "a web page": Fault(of_bytes(_WEB_PAGE), "the file is a web page or XML and not a table"),
    "gzip": Fault(of_bytes(b"\x1f\x8b\x08\0"), "the file is packed with gzip"),
    "a required key renamed": Fault(_lines(lambda lines: [line.replace("report_id", "x") for line in lines]), RENAMED),
    "UTF-16 without a mark": Fault(_lines(_same, "utf-16-le"), _UTF16),
    "30,000 keys": Fault(_more_keys(", ".join(f'"k{n}": 1' for n in range(30_000))), "more than 1,000 different keys"),
    "a mark": Fault(_lines(_same, "utf-8-sig")),
    "UTF-16": Fault(_lines(_same, "utf-16")),
    "commas at the ends": Fault(_lines(lambda lines: [f"{line[:-1]},}}," for line in lines])),
    "all on one line": Fault(_lines(lambda lines: ["".join(lines)]), noted="line 1 has several objects"),
    "what a database prints": Fault(_below("", "Query returned 12 rows", "-- end of file")),
    "not a number": Fault(_more_keys('"note": NaN, "whole": 900001.0')),
    "one line in Windows-1252": Fault(
        lambda path: (_more_keys('"note": "café £"')(path), _in_two_encodings(path)),
        noted="line 3 was read as Windows-1252, the others as UTF-8",
    ),
    "Ctrl-Z at the end": Fault(lambda path: path.write_bytes(path.read_bytes() + b"\x1a")),
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
