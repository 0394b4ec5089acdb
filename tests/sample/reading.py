"""A little reading of the contracts, written apart from the warehouse's own and from the sample's.

Here: enough of the contracts to say what is in force from the written files alone. Plain on purpose, and nothing
here is imported from `pipelines`. Not here: what the figures should be (test_figures.py).
"""

import csv
import io
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

import openpyxl

REFERENCE = Path(__file__).parents[2] / "raw" / "reference"
MISSING = {"", "-", "n/a", "null", "#n/a"}
HATE = {"RM", "HO", "DA", "TI", "PAC", "HV", "HC", "HP"}
OFFENCE_REF = re.compile(r"[A-Z0-9]{2}/[0-9]{1,6}/[0-9]{2}")
CASE_TYPES = {
    "Racist": "Racist", "Race": "Racist", "Racial": "Racist", "Religious": "Religious", "Homophobic": "Homophobic",
    "Transphobic": "Transphobic", "Gender identity": "Gender identity", "Disability": "Disability", "Other": "Other",
}  # fmt: skip
CASE_COLUMNS = {
    "case_id": ("Case ID", "Case ref", "Case number"),
    "date_created": ("Date created", "Created"),
    "case_type": ("Case type", "Hate type"),
    "district": ("District", "Local authority"),
    "incident_date": ("Incident date",),
    "referral_source": ("Referral source",),
    "police_crime_ref": ("Police crime ref", "Crime number"),
    "forename": ("Forename",),
    "surname": ("Surname",),
    "dob": ("DOB",),
    "postcode": ("Postcode",),
    "gender": ("Gender",),
    "ethnicity": ("Ethnicity",),
    "support_given": ("Support given",),
}


# --- cells ---------------------------------------------------------------------------------------------------


@lru_cache(maxsize=500_000)
def fold(cell):
    """Return a cell trimmed and folded, None where it means missing."""
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
    """Return the code a cell means: None where missing, Unknown where no list knows it."""
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
    """Return a cell's date, None where it is missing or an error."""
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
    """Return the codes a cell of several means."""
    parts = re.split(r";|,|/|\band\b", fold(cell) or "")
    return tuple(code(kind, part.strip()) for part in parts if part.strip())


def case_types(cell):
    return codes("case_type", cell)


# --- rows ----------------------------------------------------------------------------------------------------


@dataclass
class Verdicts:
    """What became of one file's rows; `keys` are those of accepted and of rejected rows."""

    sent: int
    duplicate: int = 0
    rejected: int = 0
    accepted: dict = field(default_factory=dict)
    keys: set = field(default_factory=set)
    conflicting: int = 0
    unreadable_keys: int = 0


@dataclass
class Delivery:
    """A delivery as it was judged: `refused` says why, or nothing."""

    sent: date
    refused: str = ""
    verdicts: dict[str, Verdicts] = field(default_factory=dict)


@dataclass
class Police:
    """What is in force of the police's records, by key, and how their deliveries were judged."""

    offences: dict[str, dict] = field(default_factory=dict)
    markers: dict[tuple[str, str], dict] = field(default_factory=dict)
    victims: dict[tuple[str, int], dict] = field(default_factory=dict)
    deliveries: list[Delivery] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)

    def marked(self):
        """Return the hate markers of each offence that has one."""
        found = {}
        for ref, marker in self.markers:
            if marker in HATE:
                found.setdefault(ref, set()).add(marker)
        return found


def judge(rows, keys_of, has_fault):
    """Give each row its verdict: duplicates first, then faults and keys that stand in several rows."""
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
    """Return what is in force after a cumulative delivery: what its period no longer holds is withdrawn."""
    if not verdicts.unreadable_keys:
        gone = {case for case, row in cases.items() if is_in_period(row)} - verdicts.keys
        cases = {case: row for case, row in cases.items() if case not in gone}
    return cases | verdicts.accepted


# --- the police ----------------------------------------------------------------------------------------------


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


def _ref(row):
    found = row["offenceref"]
    return found if found and OFFENCE_REF.fullmatch(found) else None


def _offence_key(row):
    return [_ref(row)] if _ref(row) else []


def _marker_keys(row):
    parts = [part for part in (row["markercode"] or "").split(";") if part]
    return [(_ref(row), code("marker_code", part.strip())) for part in parts] if _ref(row) else []


def _victim_key(row):
    return [(_ref(row), int(row["victimno"]))] if _ref(row) and (row["victimno"] or "").isdigit() else []


def read_police(raw):
    """Load all of the police's deliveries, oldest first."""
    police = Police()
    for folder in sorted((raw / "police").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        police.deliveries.append(delivery)
        files = files_of(folder)
        manifest = json.loads(files["manifest.json"].read_text(encoding="utf-8"))
        window = tuple(date.fromisoformat(manifest[f"recorded_{end}"]) for end in ("from", "to"))
        tables = {table: read_csv(files[f"{table}.csv"]) for table in ("offences", "markers", "victims")}
        if any(len(rows) != manifest["rows"][f"{table}.csv"] for table, rows in tables.items()):
            delivery.refused = "a file has not the rows its manifest says"
            continue
        delivery.verdicts = _judge_police(tables, delivery.sent, window)
        assert all(verdicts.rejected * 10 <= verdicts.sent for verdicts in delivery.verdicts.values())
        _take(police, delivery, window)
    return police


def _judge_police(tables, sent, window):
    def offence_fault(row):
        recorded = day(row["recordeddate"], sent)
        required = (recorded, row["recordtype"], row["offencetitle"], row["district"])
        return not all(required) or not window[0] <= recorded <= window[1]

    offences = judge(tables["offences"], _offence_key, offence_fault)

    def orphan(row):
        return _ref(row) not in offences.accepted

    markers, victims = (
        judge(tables["markers"], _marker_keys, orphan),
        judge(tables["victims"], _victim_key, orphan),
    )
    return {"offences": offences, "markers": markers, "victims": victims}


def _take(police, delivery, window):
    """Put a delivery's accepted rows in force, and withdraw what its window no longer holds."""
    offences = delivery.verdicts["offences"]
    if not offences.unreadable_keys:
        for ref in list(police.offences):
            if window[0] <= police.offences[ref]["recorded"] <= window[1] and ref not in offences.keys:
                police.withdrawn.add(ref)
                del police.offences[ref]
    for ref, row in offences.accepted.items():
        recorded = day(row["recordeddate"], delivery.sent)
        committed = day(row["committedfrom"], delivery.sent)
        on = committed if committed and committed <= recorded else recorded
        police.offences[ref] = row | {"recorded": recorded, "aged_on": on}
        police.withdrawn.discard(ref)
    for held, verdicts in (
        (police.markers, delivery.verdicts["markers"]),
        (police.victims, delivery.verdicts["victims"]),
    ):
        for key in list(held):
            restated = key[0] in offences.accepted and key not in verdicts.keys
            if restated or key[0] not in police.offences:
                del held[key]
        held.update({key: row | {"sent": delivery.sent} for key, row in verdicts.accepted.items()})


# --- Victim Support ------------------------------------------------------------------------------------------


def read_workbook(path):
    """Return a workbook's stated period, its rows below the header, and the total it states."""
    lines = [list(line) for line in openpyxl.load_workbook(path, read_only=True)["Cases"].iter_rows(values_only=True)]
    known = {bare(name): column for column, names in CASE_COLUMNS.items() for name in names}
    required = {"case_id", "date_created", "case_type", "district"}
    names = [[known.get(bare(str(cell)), str(cell)) for cell in line if cell is not None] for line in lines[:15]]
    header = next(at for at, found in enumerate(names) if required <= set(found))
    period = next(str(cell) for line in lines[:header] for cell in line if str(cell).startswith("Period"))
    rows, total = [], None
    for line in lines[header + 1 :]:
        if str(line[0] or "").casefold().startswith("total"):
            total = next(cell for cell in line[1:] if cell is not None)
        elif any(fold(cell) for cell in line):
            cells = (fold(cell) if isinstance(cell, str) else cell for cell in line)
            rows.append(dict(zip(names[header], cells, strict=False)))
    ends = [datetime.strptime(found, "%d/%m/%Y").date() for found in re.findall(r"\d\d/\d\d/\d{4}", period)]
    return ends, rows, total


def _case_key(row):
    found = fold(row["case_id"])
    return [found] if found and re.fullmatch(r"VS-\d+", found) else []


def read_victim_support(raw):
    """Load all of Victim Support's deliveries. Returns the cases in force by case ID, and the deliveries."""
    cases, deliveries = {}, []
    for folder in sorted((raw / "victim_support").iterdir()):
        delivery = Delivery(date.fromisoformat(folder.name))
        deliveries.append(delivery)
        (first, last), rows, total = read_workbook(files_of(folder)["cases.xlsx"])
        if total != len(rows):
            delivery.refused = "Total cases is not the rows sent"
            continue
        for row in rows:
            row["created"] = day(row["date_created"], delivery.sent)

        def has_fault(row, first=first, last=last):
            required = (row["created"], case_types(row["case_type"]), fold(row["district"]))
            return not all(required) or not first <= row["created"] <= last

        delivery.verdicts = {"cases": judge(rows, _case_key, has_fault)}
        verdicts = delivery.verdicts["cases"]
        assert verdicts.rejected * 10 <= verdicts.sent
        cases = restated(cases, verdicts, lambda row, first=first, last=last: first <= row["created"] <= last)
    return cases, deliveries
