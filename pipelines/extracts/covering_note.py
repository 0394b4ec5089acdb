"""What a partner's folder in a release holds beside the workbook: a covering note, and the files' SHA-256.

Here: what these say. `extract` writes the workbook; `deliver` sends the folder.
"""

import shutil
import textwrap
from collections.abc import Mapping
from pathlib import Path

from pipelines.build.disk import sha256
from pipelines.workbook.column import SHORTHAND
from pipelines.workbook.workbook import Workbook

NOTE, SUMS = "README.txt", "SHA256SUMS"
LINE = 78  # letters


def write_note(workbook: Workbook, path: Path) -> None:
    """Write a workbook's covering note beside it: what it is, how to read and handle it, whom to ask.

    Args:
        workbook: The workbook's contents.
        path: The workbook's path.
    """
    shorthand = [f"{code} {meaning}" for code, meaning in workbook.notes if code in SHORTHAND]
    sections = {
        "Period covered": [workbook.period],
        "Files": [
            f"{path.name} is the workbook, for Excel or LibreOffice. If it asks for a password, use the one agreed "
            "with you.",
            f"To check that the files arrived complete, run: sha256sum -c {SUMS}",
        ],
        "How to read and handle it": [*workbook.introduction, *shorthand],
        "Contact": [workbook.contact],
    }
    lines = [*textwrap.wrap(workbook.title, LINE), workbook.marking]
    for heading, paragraphs in sections.items():
        lines += ["", heading, "-" * len(heading)]
        for number, paragraph in enumerate(paragraphs):
            lines += [*[""] * bool(number), *textwrap.wrap(paragraph, LINE)]
    path.with_name(NOTE).write_text("\n".join(lines) + "\n", encoding="utf-8")


def copy_extract(made: Path, folder: Path) -> None:
    """Copy a partner's workbook and note into its folder in a release, and add the files' SHA-256.

    Args:
        made: The folder with the workbook and its note, and nothing else.
        folder: The partner's folder, which must not exist.
    """
    shutil.copytree(made, folder, ignore=shutil.ignore_patterns(".*"))
    files = {path.name: sha256(path) for path in folder.iterdir()}
    (folder / SUMS).write_text(sums(files), encoding="utf-8")


def sums(files: Mapping[str, str]) -> str:
    """Return the text of `SHA256SUMS`, in the format that the command `sha256sum` reads.

    Args:
        files: Each file's SHA-256, by its name.
    """
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(files.items()))
