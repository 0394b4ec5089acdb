"""What people say about an agency's data, beside its contract: `schemas/<agency>.md`.

Here: the file's sections. Whatever the contract itself says, such as its columns, belongs in the contract.
"""

import re

from pipelines.build.warehouse import ROOT
from schemas.contract import Agency

#: The sections that the file may have, in the words of their headings. An agency needs none of them.
SECTIONS = ("What to send", "When", "Where", "What a delivery says about itself", "Known breaks", "Example")

_HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)


def notes(agency: Agency) -> dict[str, str]:
    """Return the text of each section, by its heading; no sections if the agency has no such file.

    Raises:
        ValueError: if the file has a heading that is not in `SECTIONS`, or text above its first heading.
    """
    path = ROOT / "schemas" / f"{agency.stem}.md"
    above, *sections = _HEADING.split(path.read_text(encoding="utf-8")) if path.exists() else ("",)
    found = {heading: text.strip() for heading, text in zip(sections[::2], sections[1::2], strict=True)}
    if above.strip() or not found.keys() <= set(SECTIONS):
        raise ValueError(f"{path}: every section needs one of these headings: {', '.join(SECTIONS)}")
    return found
