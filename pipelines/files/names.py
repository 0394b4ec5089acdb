"""What a file's name says about it: that a system or a program left it there, or that it is unfinished.

Here: names only. No file is opened, and its size and times are not looked at.
"""

import re

#: Names that systems and programs give their own files and folders, in lower case.
_SYSTEM_NAMES = frozenset(
    {
        *(".ds_store", ".localized", ".apdisk", ".volumeicon.icns", "icon\r", "__macosx"),
        *(".spotlight-v100", ".trashes", ".trash", ".fseventsd", ".temporaryitems", ".documentrevisions-v100"),
        *(".appledouble", ".appledb", ".appledesktop", "network trash folder", "temporary items"),
        *("thumbs.db", "thumbs.db:encryptable", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini"),
        *("$recycle.bin", "recycler", "system volume information"),
        *(".directory", "lost+found", "@eadir", "#recycle", ".@__thumb", ".dropbox", ".dropbox.attr"),
        *(".gitkeep", ".gitignore", ".gitattributes", ".keep"),
    }
)

#: Excel's and LibreOffice's locks, macOS's attributes, deleted files that NFS or FUSE still hold, Emacs's locks.
_SYSTEM_FORMS = re.compile(r"~\$.*|\.~lock\..*#|\._.*|\.(nfs|fuse_hidden)\w+|\.trash-\d+|\.#.*", re.DOTALL)

#: The endings that browsers, editors and upload tools give a file until it is complete.
_UNFINISHED_ENDINGS = (
    *(".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".download", ".opdownload", ".aria2"),
    *(".swp", ".swo", ".swx", ".upload", ".uploading", ".inprogress", ".incomplete"),
)

#: Hidden names that upload tools give a file until it is complete: rsync, ProFTPD, Pure-FTPd, Nextcloud, GNOME and our
#: own pull. Six lower-case letters after the last dot are more likely an ending, such as `.backup`, than rsync's.
_UNFINISHED_FORMS = re.compile(
    r"\..+\.(?=.*[A-Z0-9])[A-Za-z0-9]{6}|\.in\..+|\.pureftpd-upload\..+|\..+\.~[0-9a-f]+|\.goutputstream-\w+"
    r"|\.~tmp~|\.rsync-partial|\.pull-.+",
    re.DOTALL,
)


def is_left_by_system(name: str) -> bool:
    """Say whether a system or a program left a file or folder of this name for itself, so that nobody sent it."""
    return name.lower() in _SYSTEM_NAMES or _SYSTEM_FORMS.fullmatch(name.lower()) is not None


def is_unfinished(name: str) -> bool:
    """Say whether a file or folder of this name is still being written, or was left unfinished."""
    return name.lower().endswith(_UNFINISHED_ENDINGS) or _UNFINISHED_FORMS.fullmatch(name) is not None
