"""Rules about what a finished workbook's package holds: its parts, links out, names, formulas, dates and times.

Here: what openpyxl skips when it reads a file. `lint` has the rules about cells.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import fromstring

#: The parts a workbook may have. Macros, links to other workbooks (including DDE), connections, comments, pictures and
#: controls are separate parts, and none of them is allowed.
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(_rels/workbook\.xml\.rels|workbook\.xml"
    r"|sharedStrings\.xml|styles\.xml|theme/theme\d+\.xml|tables/table\d+\.xml"
    r"|worksheets/(_rels/)?sheet\d+\.xml(\.rels)?)"
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_FORMULAS = ("f", "calculatedColumnFormula", "totalsRowFormula", "oleLink", "ddeLink")
#: Excel's own name for the rows printed on every page.
_PRINT_TITLES = "_xlnm.Print_Titles"


def lint_package(path: Path) -> list[str]:
    """Return what is wrong with a workbook's package; nothing if it keeps every rule."""
    with zipfile.ZipFile(path) as package:
        parts = {
            name: fromstring(package.read(name)) for name in package.namelist() if name.endswith((".xml", ".rels"))
        }
        moments = {datetime(*part.date_time) for part in package.infolist()}
    return [
        *_holds_known_parts(package.namelist()),
        *_leads_out_by_links_alone(parts),
        *_has_no_formula(parts),
        *_has_no_name(parts["xl/workbook.xml"]),
        *_states_one_moment(parts[ARC_CORE], moments),
    ]


def _holds_known_parts(names: list[str]) -> Iterator[str]:
    """No macros, links to other workbooks, connections, comments, pictures or controls."""
    for name in names:
        if not _PARTS.fullmatch(name):
            yield f"{name}: a workbook shouldn't contain this part, such as a macro, an outside link or a picture"


def _leads_out_by_links_alone(parts: dict[str, Element]) -> Iterator[str]:
    """The only way out of the file is a link to click on: a web or email address."""
    for name, part in parts.items():
        for relation in part.iter() if name.endswith(".rels") else ():
            if relation.get("TargetMode") == "External" and not (
                relation.get("Type") == _LINK and re.match(r"https://|mailto:", relation.get("Target", ""))
            ):
                yield f"{name}: only links to https or mailto should lead out of the workbook"


def _has_no_formula(parts: dict[str, Element]) -> Iterator[str]:
    """No cell, table or object is calculated or fetched."""
    for name, part in parts.items():
        if any(_local(element) in _FORMULAS for element in part.iter()):
            yield f"{name}: there should be text and numbers only, no formula"


def _has_no_name(workbook: Element) -> Iterator[str]:
    """The only defined name is Excel's own for printed rows: a name can hold a formula, or be hidden."""
    for element in workbook.iter():
        if _local(element) == "definedName" and (element.get("name") != _PRINT_TITLES or element.get("hidden")):
            yield "the workbook: the only defined names should be those for rows printed on every page"


def _states_one_moment(core: Element, moments: set[datetime]) -> Iterator[str]:
    """The same input gives the same bytes, so a file has only one date and time."""
    properties = DocumentProperties.from_tree(core)
    if len({properties.created, properties.modified, *moments}) != 1:
        yield "the document's properties: created, modified and the parts' times should all be the same"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
