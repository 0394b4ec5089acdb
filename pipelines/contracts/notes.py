"""What people say about an agency's data, beside its contract: `schemas/<agency>.md`.

Here: the file's sections. Whatever the contract itself says, such as its columns, belongs in the contract.
"""

import re
from pathlib import Path

from pipelines.build.warehouse import ROOT
from schemas.contract import Agency

#: The sections that the file may have, in the words of their headings. An agency needs none of them.
SECTIONS = ("What to send", "When", "Where", "What a delivery says about itself", "Known breaks", "Example")

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


class NotesFault(Exception):
    """A section of the file is one that no page has. The message names the file and the headings to use."""


def notes(agency: Agency) -> dict[str, str]:
    """Return the text of each section, by its heading; no sections if the agency has no such file."""
    path = _path(agency)
    _, *sections = _HEADING.split(path.read_text(encoding="utf-8")) if path.exists() else ("",)
    return {heading: text.strip() for heading, text in zip(sections[::2], sections[1::2], strict=True)}


def notes_for_page(agency: Agency) -> dict[str, str]:
    """Return the text of every section that a page has; '' for those that the agency doesn't need.

    Raises:
        NotesFault: if the file has a heading that is not in `SECTIONS`.
    """
    found = notes(agency)
    if unknown := found.keys() - set(SECTIONS):
        reason = f"no page has a section {', '.join(sorted(unknown))}; use the headings {', '.join(SECTIONS)}"
        raise NotesFault(f"{_path(agency)}: {reason}")
    return {section: found.get(section, "") for section in SECTIONS}


def _path(agency: Agency) -> Path:
    return ROOT / "schemas" / f"{agency.stem}.md"
