"""Text files, in the encodings that senders may use.

Here: finding the encoding of a file, and of single lines in it. `csv_file` and `json_lines` read the text itself.
"""

import codecs
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from pipelines.files.places import named, which
from pipelines.files.refusal import Refusal

_READ_BYTES = 1 << 20
_WINDOWS = "cp1252"
_SEND_UTF8 = "save it as CSV UTF-8 and send it again"

#: How files begin that are something else, whatever their names say.
_SOMETHING_ELSE = {
    b"PK\x03\x04": "a zip or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an Excel workbook",
    b"\x1f\x8b": "packed with gzip",
    b"BZh": "packed with bzip2",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"\xfd7zXZ": "packed with xz",
    b"Rar!": "packed with RAR",
    b"%PDF": "a PDF",
}
_MARKUP = re.compile(rb"\s*<(?:!doctype|html|head|body|table|meta|style|\?xml)\b", re.IGNORECASE)

#: Bytes that are letters in UTF-8 and would make no sense in Windows-1252: `Ã©`, `â€™`, or several such in a row.
_SURE = re.compile(
    rb"[\xc2-\xc5][\x80-\xbf]|\xe2[\x80-\x86][\x80-\xbf]|\xef(?:\xbb\xbf|\xbf\xbd)|\xf0\x9f[\x80-\xbf]{2}"
    rb"|(?:[\xc6-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){2,}"
)


class TextFile:
    """A text file in UTF-8, Windows-1252 or, with a byte order mark, UTF-16 (docs/contracts/README.md,
    "Reading files").

    A file may have lines in both UTF-8 and Windows-1252. `assumed` then says which lines were read as what.

    Raises:
        Refusal: if the file can't be opened, or is something else. This may also happen while lines are being read.
    """

    def __init__(self, path: Path | zipfile.Path, name: str) -> None:
        self._path = path
        self.name = name
        self.assumed: list[str] = []

    @contextmanager
    def lines(self) -> Iterator[Iterator[str]]:
        """Open the file; its lines have their ends, and there is no byte order mark in front."""
        try:
            yield self._without_end_mark(self._mixed() if self._encoding is None else self._plain(self._encoding))
        except UnicodeError:
            raise Refusal(self.name, f"the file is damaged or cut short; {_SEND_UTF8}") from None
        except OSError as error:
            raise Refusal(self.name, f"the file can't be opened ({error.strerror}); send it again") from None
        except (zipfile.BadZipFile, zlib.error, EOFError):
            raise Refusal(self.name, "the zip it is in is damaged or cut short; send it again") from None

    def _plain(self, encoding: str) -> Iterator[str]:
        with self._path.open(encoding=encoding, newline="") as file:
            yield from file

    def _without_end_mark(self, lines: Iterator[str]) -> Iterator[str]:
        """Leave out the Ctrl-Z with which old programs end a file."""
        for line in lines:
            if text := line.rstrip("\x1a"):
                yield text

    @cached_property
    def _encoding(self) -> str | None:
        """The encoding of the whole file, or None if its lines are in several."""
        with self._path.open("rb") as file:
            self._hold_text(start := file.read(1024))
            if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            decoder = codecs.getincrementaldecoder("utf-8")()
            try:
                decoder.decode(start)
                while chunk := file.read(_READ_BYTES):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return self._by_line()
        return "utf-8-sig"

    def _hold_text(self, start: bytes) -> None:
        """Refuse a file that begins like something else, by what it is."""
        if found := next((what for mark, what in _SOMETHING_ELSE.items() if start.startswith(mark)), None):
            raise Refusal(self.name, f"the file is {found} and not text; send the text file itself")
        if _MARKUP.match(start.removeprefix(codecs.BOM_UTF8)):
            raise Refusal(self.name, "the file is a web page or XML and not a table in text; save it as CSV UTF-8")
        # Without a byte order mark, every other byte in a header's letters is zero.
        bare = start[:4]
        is_bare = len(bare) == 4 and any(bare[one::2] == b"\0\0" and all(bare[1 - one :: 2]) for one in (0, 1))
        if is_bare or start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            raise Refusal(self.name, f"the file is in {'UTF-16' if is_bare else 'UTF-32'}; {_SEND_UTF8}")

    def _by_line(self) -> str | None:
        """Find the encoding of each line in a file that isn't UTF-8 throughout, and say which lines are in which.

        Raises:
            Refusal: if a line is in neither encoding, or could be in either.
        """
        utf8: list[int] = []
        windows: list[int] = []
        both: list[int] = []
        unsure: list[int] = []
        has_mark = False
        for number, line in enumerate(self._raw(), start=1):
            if line.isascii():
                continue
            if number == 1 and line.startswith(codecs.BOM_UTF8):
                has_mark, line = True, line.removeprefix(codecs.BOM_UTF8)
            rest = _SURE.sub(b"", line)
            if _is(line, "utf-8"):
                (utf8 if rest.isascii() else unsure).append(number)
            elif _is(rest, _WINDOWS):
                (windows if rest == line else both).append(number)
            else:
                raise Refusal(self.name, f"line {number} is neither UTF-8 nor Windows-1252 text; {_SEND_UTF8}")
        if not (utf8 or both or has_mark):
            return _WINDOWS
        if unsure:
            doubt = which(unsure, "could be UTF-8 or Windows-1252", "could each be UTF-8 or Windows-1252")
            raise Refusal(self.name, f"{named(unsure, 'line')} {doubt}, and the file has both; {_SEND_UTF8}")
        if utf8 and len(utf8) < len(windows):
            self.assumed.append(f"{named(utf8, 'line')} {_was(utf8)} read as UTF-8, the others as Windows-1252")
        elif windows:
            self.assumed.append(f"{named(windows, 'line')} {_was(windows)} read as Windows-1252, the others as UTF-8")
        if both:
            has = which(both, "has", "have")
            self.assumed.append(f"{named(both, 'line')} {has} both UTF-8 and Windows-1252; each was read as what it is")
        return None

    def _mixed(self) -> Iterator[str]:
        for number, line in enumerate(self._raw(), start=1):
            yield _decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line)

    def _raw(self) -> Iterator[bytes]:
        """Yield the lines as bytes, whichever way they end."""
        with self._path.open(encoding="latin-1", newline="") as file:
            for line in file:
                yield line.encode("latin-1")


def _was(lines: list[int]) -> str:
    return which(lines, "was", "were")


def _is(line: bytes, encoding: str) -> bool:
    try:
        line.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(line: bytes) -> str:
    if line.isascii() or _is(line, "utf-8"):
        return line.decode("utf-8")
    text, at = "", 0
    for found in _SURE.finditer(line):
        text += line[at : found.start()].decode(_WINDOWS) + found[0].decode("utf-8", "replace")
        at = found.end()
    return text + line[at:].decode(_WINDOWS)
