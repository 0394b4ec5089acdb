"""Files on the disk: their hash, and making sure that writes have reached the disk.

Here: what keeps writes safe from a crash of the machine, and what proves that a file is unchanged.
"""

import hashlib
import os
from pathlib import Path


class Damaged(Exception):
    """A file of the warehouse that can't be read any more; the message says which, and what to do."""


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Make sure that the names in a folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
