"""A file that is missing while one with nearly its name is there.

Here: names only. A name is only shown if it is the contract's own, with something that a computer or a careful person
adds to a name; any other could be a person's.
"""

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

#: What is added to a name: a space, (1), Copy of, v2, final, a day or a month.
_ADDED = (
    r"(?:[\s_.-]|\(\d{1,3}\)|\[\d{1,3}\]|copy(?:\s?\d+)?(?:\sof)?|final|new|latest|updated?|corrected|revised|resent|v\.?\d{1,3}"
    r"|version|draft|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|q[1-4]|\d{1,8})*"
)
#: The endings of files that Excel opens and the warehouse doesn't read.
_OTHER_FORMATS = (".xls", ".xlsm", ".xlsb", ".xlsx", ".ods", ".csv", ".txt", ".json", ".jsonl", ".numbers")


def remedy(name: str, sent: Iterable[str]) -> str:
    """Return what to do about a missing file, given the names that were sent: `send it`, if no other name is near.

    Args:
        name: The name in the contract.
        sent: The names of the files in the delivery.
    """
    wanted = PurePosixPath(name)
    near = re.compile(rf"{_ADDED}{re.escape(wanted.stem)}{_ADDED}", re.IGNORECASE)
    found = [path for path in map(PurePosixPath, sent) if near.fullmatch(path.stem) and len(path.parts) <= 2]
    same_format = [path for path in found if path.suffix.strip().lower() == wanted.suffix]
    if len(same_format) > 1:
        return f"{len(same_format)} files have nearly its name; give the right one this name and send it again"
    if same_format:
        (path,) = same_format
        if path.name.lower() == name.lower():
            return "it is in a folder inside the delivery; move it out of that folder"
        return f"is {path.name!r} meant? Rename it to {name}"
    other = [path for path in found if path.suffix.lower() in _OTHER_FORMATS]
    if other:
        return f"{other[0].name!r} is in another format; save it as {wanted.suffix} and send it as {name}"
    return "send it"
