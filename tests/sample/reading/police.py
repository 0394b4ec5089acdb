"""A second reader for the police's contract, using cells.py for what agencies have in common."""

import json
from dataclasses import dataclass, field
from datetime import date

from tests.sample.reading.cells import OFFENCE_REF, Delivery, code, day, files_of, judge, read_csv

HATE = {"RM", "HO", "DA", "TI", "PAC", "HV", "HC", "HP"}


@dataclass
class Police:
    """The police's current records, by key, and the verdicts on their deliveries."""

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
    """Make a delivery's accepted rows current, and withdraw records that are missing from its window."""
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
