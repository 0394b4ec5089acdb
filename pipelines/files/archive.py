"""Files in a zip that is read as it was downloaded.

Here: which files of a zip may be read, and that they are safe to unpack. Nothing is unpacked to disk.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path

from pipelines.files.excel.guard import MOST_BYTES
from pipelines.files.refusal import Refusal

#: The ways of packing that a download may use; with others, a few bytes can unpack to gigabytes in one step.
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
#: The endings of names of files that others are packed into.
PACKED_FILES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst")


def packed_files(path: Path, name: str, is_wanted: Callable[[str], bool]) -> dict[str, zipfile.Path]:
    """Return the files in a zip that are wanted, by their path in it.

    Args:
        path: The zip.
        name: The sender's name for it.
        is_wanted: Says whether a file is wanted, by its path in the zip.

    Raises:
        Refusal: if the zip is damaged or locked, or what is wanted would unpack to more than a delivery may.
    """
    try:
        root = zipfile.Path(path)
        parts = [part for part in root.root.infolist() if _is_seen(part) and is_wanted(part.filename)]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refusal(name, "the zip can't be opened: it is damaged or cut short; send it again") from None
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise Refusal(name, "the zip is protected by a password; send it without a password")
    if any(part.compress_type not in _PACKED for part in parts):
        raise Refusal(name, "the zip is packed in an unusual way; unpack it here, folders and all")
    # Reading stops at the size that a part states, whatever it would really unpack to.
    if sum(part.file_size for part in parts) > MOST_BYTES:
        reason = f"the zip is too large when unpacked (over {MOST_BYTES // 1_000_000:,} MB)"
        raise Refusal(name, f"{reason}; send it in parts")
    return {part.filename: root / part.filename for part in parts}


def _is_seen(part: zipfile.ZipInfo) -> bool:
    """Say whether a part is a file that a person put there: systems add hidden ones."""
    folders = part.filename.split("/")
    return not part.is_dir() and not any(folder.startswith((".", "__MACOSX")) for folder in folders)
