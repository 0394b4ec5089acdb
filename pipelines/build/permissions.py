"""Who may read what is written: its owner and its group, and nobody else."""

import os
import stat
from contextlib import suppress
from pathlib import Path

#: What others may not do with a new file or folder, and what the group may not: write.
_PRIVATE = 0o027


def keep_private() -> None:
    """Let this process make files only for its owner and its group (0640), and folders likewise (0750).

    A caller's own mask that is stricter stays. Whatever is for the owner alone, such as the vault and its key, is
    narrowed where it is made.
    """
    os.umask(os.umask(_PRIVATE) | _PRIVATE)


def close_to_others(folder: Path) -> None:
    """Close a folder, and so everything in it, to all but its owner and its group, whoever made it and when.

    Only its owner can: to anyone else it stays as it is.
    """
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & stat.S_IRWXO:
        with suppress(PermissionError):
            folder.chmod(mode & ~stat.S_IRWXO)
