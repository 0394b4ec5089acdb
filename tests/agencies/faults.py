"""How files go wrong: each fault as a change to a sound file, and what the sender reads about it.

Here: faults in the place of a file, and in workbooks. `text_faults` has those in text files, `cells` those in a cell.
"""

import os
import zipfile
from pathlib import Path

from tests.agencies.fault import Fault
from tests.agencies.made_workbooks import MADE
from tests.agencies.text_faults import CSV, JSONL
from tests.agencies.workbook_faults import XLSX

_PIPE = "a note within two pipes"


def _packed(path: Path) -> None:
    with zipfile.ZipFile(path.with_name("everything.zip"), "w") as packed:
        packed.write(path, path.name)
    path.unlink()


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
    "packed": Fault(_packed, "the file is missing.*unpack it here, folders and all", unless={"police_uk": ""}),
    "beside one with spaces in its name": Fault(lambda path: path.with_name("a note (1).txt").write_text(_PIPE)),
    "beside one whose name is not UTF-8": Fault(
        lambda path: Path(os.fsdecode(os.fsencode(path.parent) + b"/caf\xe9.txt")).write_text(_PIPE)
    ),
}

BY_FORMAT = {".csv": CSV, ".jsonl": JSONL, ".xlsx": {**XLSX, **MADE}}
