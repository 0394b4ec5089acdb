"""Text files, in the encodings that senders may use.

Here: finding a file's encoding and opening the file. `csv_file` and `json_lines` read the text itself.
"""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipelines.files.refusal import Refusal

_READ_BYTES = 1 << 20


@contextmanager
def open_text(path: Path, name: str) -> Iterator[IO[str]]:
    """Open a file in UTF-8, with or without a byte order mark, or in Windows-1252.

    The rule is in docs/contracts/README.md, "Reading files".

    Args:
        path: The file.
        name: The sender's name for the file.

    Raises:
        Refusal: if the file is in another encoding or can't be opened. This may also happen while it is being read.
    """
    try:
        with path.open(encoding=_encoding(path, name), newline="") as file:
            yield file
    except UnicodeDecodeError:
        raise Refusal(
            name, "the file is neither UTF-8 nor Windows-1252 text; save it as CSV UTF-8 and send it again"
        ) from None
    except OSError as error:
        raise Refusal(name, f"the file can't be opened ({error.strerror}); send it again") from None


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        start = file.read(4)
        # Without a byte order mark, every other byte in a header's letters is zero.
        is_bare = len(start) == 4 and any(start[one::2] == b"\0\0" and all(start[1 - one :: 2]) for one in (0, 1))
        if is_bare or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            raise Refusal(name, "the file is in UTF-16; save it as CSV UTF-8 and send it again")
        file.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while chunk := file.read(_READ_BYTES):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8-sig"
