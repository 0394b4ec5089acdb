"""A small reader for the contracts, written separately from the warehouse's and from the sample.

Here: what agencies' files have in common: cells, verdicts on rows, CSV files. It is simple on purpose and imports
nothing from `pipelines`. Not here: reading one agency's deliveries (police.py and similar), what the figures
should be (test_police_figures.py and similar).
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

REFERENCE = Path(__file__).parents[3] / "raw" / "reference"
MISSING = {"", "-", "n/a", "null", "#n/a"}
OFFENCE_REF = re.compile(r"[A-Z0-9]{2}/[0-9]{1,6}/[0-9]{2}")
CASE_TYPES = {
    "Racist": "Racist", "Race": "Racist", "Racial": "Racist", "Religious": "Religious", "Homophobic": "Homophobic",
    "Transphobic": "Transphobic", "Gender identity": "Gender identity", "Disability": "Disability", "Other": "Other",
}  # fmt: skip


# --- cells ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=500_000)
def fold(cell):
    """Return a cell trimmed and in lower case; None if it means missing."""
    text = " ".join(str("" if cell is None else cell).split())
    return None if text.casefold() in MISSING else text


def bare(text):
    """Return a column's name or a code without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@cache
def reference(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _listed(name, value, *keys):
    return {bare(row[key]): row[value] for key in keys for row in reference(name) if row[key]}


def _aliases(listed):
    return {bare(row["alias"]): row["code"] for row in reference("aliases") if row["list"] == listed}


@cache
def spellings(kind):
    return {
        "district": lambda: (
            _listed("district", "district_code", "district_name")
            | _listed("town", "district_code", "town")
            | _aliases("district")
        ),
        "ethnicity": lambda: _listed("ethnicity", "ethnicity", "code", "ethnicity") | _aliases("ethnicity"),
        "marker_code": lambda: _listed("interest_marker", "marker_code", "marker_code") | _aliases("marker_code"),
        "premises_type": lambda: _listed("premises_type", "premises_type", "premises_type") | _aliases("premises_type"),
        "jsna_area": lambda: _listed("jsna_area", "jsna_area", "jsna_area") | _aliases("jsna_area"),
        "offence_title": lambda: _listed("offence_category", "offence_category", "offence_category"),
        "case_type": lambda: {bare(word): kind for word, kind in CASE_TYPES.items()},
        "strand": lambda: _listed("strand", "strand", "strand") | _aliases("strand"),
    }.get(kind, lambda: _aliases(kind))()


def code(kind, cell):
    """Return the code that a cell means: None if missing, Unknown if no list knows it."""
    return spellings(kind).get(bare(cell), "Unknown") if cell else None


@cache
def _day(text):
    text = re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?$", "", text)
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%y", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def day(cell, sent, earliest=date(2000, 1, 1)):
    """Return a cell's date; None if it is missing or an error."""
    if isinstance(cell, datetime):
        found = cell.date()
    elif isinstance(cell, int | float):
        found = date(1899, 12, 30) + timedelta(days=int(cell))
    else:
        found = _day(cell) if cell else None
    return found if found and earliest <= found <= sent else None


def birth(cell, sent):
    return day(cell, sent, date(1900, 1, 1))


def codes(kind, cell):
    """Return the codes in a cell that holds several."""
    parts = re.split(r";|,|/|\band\b", fold(cell) or "")
    return tuple(code(kind, part.strip()) for part in parts if part.strip())


# --- rows ----------------------------------------------------------------------------------------------------


@dataclass
class Verdicts:
    """What happened to one file's rows; `keys` holds the keys of accepted and rejected rows."""

    sent: int
    duplicate: int = 0
    rejected: int = 0
    accepted: dict = field(default_factory=dict)
    keys: set = field(default_factory=set)
    conflicting: int = 0
    unreadable_keys: int = 0


@dataclass
class Delivery:
    """The verdict on a delivery: `refused` says why it was refused, or is empty."""

    sent: date
    refused: str = ""
    verdicts: dict[str, Verdicts] = field(default_factory=dict)


def judge(rows, keys_of, has_fault):
    """Give each row its verdict: duplicates first, then faults and keys that several rows share."""
    verdicts, seen, distinct = Verdicts(sent=len(rows)), set(), []
    for row in rows:
        whole = tuple(row.values())
        if whole in seen:
            verdicts.duplicate += 1
        else:
            seen.add(whole)
            distinct.append((row, keys_of(row)))
    held = Counter(key for _, keys in distinct for key in keys)
    for row, keys in distinct:
        verdicts.keys.update(keys)
        conflicts = any(held[key] > 1 for key in keys)
        verdicts.conflicting += conflicts
        verdicts.unreadable_keys += not keys
        if not keys or conflicts or has_fault(row):
            verdicts.rejected += 1
        else:
            verdicts.accepted.update(dict.fromkeys(keys, row))
    return verdicts


def restated(cases, verdicts, is_in_period):
    """Return the current records after a cumulative delivery: records missing from its period are withdrawn."""
    if not verdicts.unreadable_keys:
        gone = {case for case, row in cases.items() if is_in_period(row)} - verdicts.keys
        cases = {case: row for case, row in cases.items() if case not in gone}
    return cases | verdicts.accepted


# --- files ---------------------------------------------------------------------------------------------------


def read_csv(path):
    sent = path.read_bytes()
    try:
        text = sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = sent.decode("cp1252")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns = [bare(column) for column in header]
    return [dict(zip(columns, map(fold, row), strict=True)) for row in rows]


def is_utf8(content):
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def files_of(folder):
    return {path.name.casefold(): path for path in folder.iterdir()}
