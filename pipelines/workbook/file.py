"""A workbook's file: the document's properties, its one date and time, and how it gets its final name.

Here: openpyxl writes the properties, because XlsxWriter can't write the language. It replaces only that part. Passing
every cell through openpyxl as well would double the time and change nothing else.
"""

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl.packaging.core import DocumentProperties
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from pipelines.workbook.lint import WorkbookFault, lint

CREATOR = "Warwickshire hate crime data warehouse"
LANGUAGE = "en-GB"
MOST_FINDINGS = 10


def write_file(
    package: bytes, path: Path, *, title: str, subject: str, marking: str, created: datetime.datetime
) -> None:
    """Write a laid-out workbook with its properties, under a temporary name until it is complete.

    Checklist, "Add document information": title, subject and language. The marking is also in the keywords and the
    category, where a mail filter looks for it.

    Args:
        package: The workbook as laid out.
        path: The final name; its folder must exist.
        title: The document's title.
        subject: The document's subject.
        marking: The security marking.
        created: The date and time used everywhere in the file; UTC if it has no time zone.

    Raises:
        WorkbookFault: if the finished file breaks one of the rules in `lint`.
    """
    if created.tzinfo is not None:
        created = created.astimezone(datetime.UTC).replace(tzinfo=None)
    properties = DocumentProperties(
        title=title,
        subject=subject,
        keywords=marking,
        category=marking,
        language=LANGUAGE,
        creator=CREATOR,
        lastModifiedBy=CREATOR,
        created=created,
        modified=created,
    )
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(_sealed(package, tostring(properties.to_tree()), created))
        if findings := lint(partial):
            raise WorkbookFault(f"{path.name} breaks the rules for workbooks: {_listed(findings)}")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _listed(findings: Sequence[str]) -> str:
    """Return the first findings in one line, and how many more there are."""
    more = len(findings) - MOST_FINDINGS
    return "; ".join([*findings[:MOST_FINDINGS], *([f"and {more} more"] if more > 0 else [])])


def _sealed(package: bytes, core: bytes, moment: datetime.datetime) -> bytes:
    """Return the package with its core properties replaced and the same date and time on each part."""
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as parts, zipfile.ZipFile(sealed, "w") as whole:
        for name in parts.namelist():
            part = zipfile.ZipInfo(name, moment.timetuple()[:6])
            whole.writestr(part, core if name == ARC_CORE else parts.read(name), zipfile.ZIP_DEFLATED)
    return sealed.getvalue()
