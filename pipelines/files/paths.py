"""What can be found out about a path without failing, whatever it leads to and whatever bytes are in its name."""

import os
from pathlib import Path


def is_listed(path: Path) -> bool:
    """Say whether a path is a file or a link, whatever that leads to."""
    try:
        return path.is_symlink() or path.is_file()
    except OSError:  # in a folder that we may not open
        return False


def is_file(path: Path) -> bool:
    """Say whether a path is a file, or a link to one. A link to somewhere we may not open isn't one."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_folder(path: Path) -> bool:
    """Say whether a path is a folder. A link to somewhere we may not open isn't one."""
    try:
        return path.is_dir()
    except OSError:
        return False


def stat_of(path: Path) -> os.stat_result | None:
    """Return the details of a file, or of a link that leads nowhere; None if it has gone in the meantime."""
    for follow_symlinks in (True, False):
        try:
            return path.stat(follow_symlinks=follow_symlinks)
        except OSError:
            continue
    return None


def closed(path: Path) -> str | None:
    """Return what prevents a file, or what is in a folder, from being opened; None if nothing does."""
    try:
        if path.is_dir():
            _ = [inside.lstat() for inside in path.iterdir()]
        else:
            path.open("rb").close()
    except OSError as error:
        return f"{'its folder' if path.is_dir() else 'the file'} can't be opened ({error.strerror})"
    return None


def shown(path: Path, home: Path) -> str:
    """Return a path below `home` that can be printed, whatever bytes are in its name."""
    name = os.fsencode(path.relative_to(home)).decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
