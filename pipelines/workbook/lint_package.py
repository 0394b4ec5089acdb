"""Rules about what a finished workbook's package holds: its parts, links out, names, formulas, moments.

Here: what openpyxl passes over or leaves out when it reads a file. Rules about cells are `lint`.
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

#: The parts a workbook is made of. Macros, links to other workbooks (DDE among them), connections, comments, pictures
#: and controls are parts of their own, and none of these.
_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/(_rels/workbook\.xml\.rels|workbook\.xml"
    r"|sharedStrings\.xml|styles\.xml|theme/theme\d+\.xml|tables/table\d+\.xml"
    r"|worksheets/(_rels/)?sheet\d+\.xml(\.rels)?)"
)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_FORMULAS = ("f", "calculatedColumnFormula", "totalsRowFormula", "oleLink", "ddeLink")
#: Excel's own name of the rows that are printed on every page.
_PRINT_TITLES = "_xlnm.Print_Titles"


def lint_package(path: Path) -> list[str]:
    """Return what is wrong with a workbook's package; nothing, where it keeps every rule."""
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
            yield f"{name}: no such part is expected, be it a macro, another workbook's, a comment or a picture"


def _leads_out_by_links_alone(parts: dict[str, Element]) -> Iterator[str]:
    """What leads out of the file is a link to click on: an address of the web or of e-mail."""
    for name, part in parts.items():
        for relation in part.iter() if name.endswith(".rels") else ():
            if relation.get("TargetMode") == "External" and not (
                relation.get("Type") == _LINK and re.match(r"https://|mailto:", relation.get("Target", ""))
            ):
                yield f"{name}: nothing is expected to lead out of the workbook but links to https or mailto"


def _has_no_formula(parts: dict[str, Element]) -> Iterator[str]:
    """No cell, table or object is calculated or fetched."""
    for name, part in parts.items():
        if any(_local(element) in _FORMULAS for element in part.iter()):
            yield f"{name}: text and numbers are expected, no formula"


def _has_no_name(workbook: Element) -> Iterator[str]:
    """No defined name but Excel's own of printed rows: a name can hold a formula, or be hidden."""
    for element in workbook.iter():
        if _local(element) == "definedName" and (element.get("name") != _PRINT_TITLES or element.get("hidden")):
            yield "the workbook: no defined names are expected but those of rows printed on every page"


def _states_one_moment(core: Element, moments: set[datetime]) -> Iterator[str]:
    """The same input gives the same bytes, so a file states one moment only."""
    properties = DocumentProperties.from_tree(core)
    if len({properties.created, properties.modified, *moments}) != 1:
        yield "the document's properties: created, modified and the parts' times are expected to be the same moment"


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
