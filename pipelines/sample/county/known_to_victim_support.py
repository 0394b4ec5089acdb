"""Whom Victim Support supports.

Here: the cases that the report's figures call for, and the victims and incidents they are about. The police know most
of them. Only Victim Support hears about the others, and adds them to the county's incidents. Not here: what is written
down about a case (victim_support/records.py).
"""

from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from pipelines.sample.county.chance import Stream, Weighted
from pipelines.sample.county.incidents import Incidents
from pipelines.sample.county.targets import CASES_BY_DISTRICT, CASES_BY_TYPE, NEW_TYPES, NEW_TYPES_FROM, SAMPLE_ENDS

STRAND_OF_TYPE = {
    "Racist": "race",
    "Religious": "religion",
    "Homophobic": "sexual_orientation",
    "Transphobic": "transgender",
    "Gender identity": "transgender",
    "Disability": "disability",
    "Other": "alternative_culture",
}
KNOWN_TO_POLICE = 81  # of a hundred cases, if the police have such an incident
DAYS_TO_REFER = Weighted({0: 10, 1: 20, 2: 15, 4: 15, 7: 12, 12: 8, 20: 6, 35: 3})
DAYS_TO_COME = Weighted({1: 10, 3: 15, 7: 15, 14: 15, 30: 10, 60: 5})


class Choice(NamedTuple):
    """What a case is about; `true_ref` is '' if the police don't know, and types have ';' between."""

    incident_no: int
    person_no: int
    date_created: date
    happened: date
    district: str
    true_ref: str
    case_types: str


class _Offer(NamedTuple):
    """A victim whom the police know, and what the incident was about."""

    choice: Choice
    strands: frozenset[str]


class _Wanted(NamedTuple):
    """A case that the figures call for."""

    year: int
    district: str
    case_types: str

    @property
    def days(self) -> tuple[date, date]:
        """The first and last day on which the case may be opened."""
        first, last = year_days(self.year)
        is_new = any(kind in NEW_TYPES for kind in self.case_types.split(";"))
        return (max(first, NEW_TYPES_FROM) if is_new else first), last

    @property
    def strands(self) -> list[str]:
        """What the incident behind the case was about."""
        return [STRAND_OF_TYPE[kind] for kind in self.case_types.split(";")]


def year_days(year: int) -> tuple[date, date]:
    """Return the first and last day of the financial year that begins in a year, up to the sample's end."""
    return date(year, 4, 1), min(date(year + 1, 3, 31), SAMPLE_ENDS)


def choose_cases(
    seed: int, county: int, records: pd.DataFrame, victims: pd.DataFrame, incidents: Incidents
) -> list[Choice]:
    """Choose what all of a county's cases are about, and add the incidents that only Victim Support hears about."""
    rng = Stream(seed, county, "support choice")
    offered, known, wanted = _offers(records.iloc[victims.record], victims, incidents, rng), [], []
    used: set[tuple[int, int]] = set()
    for case in _demand(rng):
        first, last = case.days
        fitting = (
            choice
            for choice, strands in offered.get(case.district, [])
            if first <= choice.date_created <= last
            and strands.issuperset(case.strands)
            and (choice.incident_no, choice.person_no) not in used
        )
        chosen = next(fitting, None) if rng.below(100, 1)[0] < KNOWN_TO_POLICE else None
        if chosen:
            used.add((chosen.incident_no, chosen.person_no))
            known.append(chosen._replace(case_types=case.case_types))
        else:
            wanted.append(case)
    return known + _known_to_nobody(incidents, wanted, rng)


def _demand(rng: Stream) -> list[_Wanted]:
    """Return the cases that the figures call for, the rarest types of a year first."""
    wanted = []
    for year, by_district in CASES_BY_DISTRICT.items():
        districts = [district for district, count in by_district.items() for _ in range(count)]
        by_rarity = sorted(CASES_BY_TYPE[year].items(), key=lambda item: item[1])
        types = [kinds for kinds, count in by_rarity for _ in range(count)]
        order = rng.order(len(districts)).tolist()
        wanted += [_Wanted(year, districts[at], kinds) for at, kinds in zip(order, types, strict=True)]
    return wanted


def _offers(records: pd.DataFrame, victims: pd.DataFrame, incidents: Incidents, rng: Stream) -> dict[str, list[_Offer]]:
    """Return the victims whom the police know, by district and in random order; `records` has the record of each."""
    created = records.recorded_date + DAYS_TO_REFER.draw(rng, len(records)).astype("timedelta64[D]")
    strands = dict(zip(incidents.happened.incident_no, incidents.happened.strands, strict=True))
    columns = (
        records.incident_no,
        victims.person_no,
        created.dt.date,
        records.incident_date.dt.date,
        records.district,
        records.offence_ref,
        [""] * len(records),
    )
    choices = [Choice(*row) for row in zip(*columns, strict=True)]
    offered: dict[str, list[_Offer]] = {}
    for at in rng.order(len(choices)).tolist():
        about = frozenset(strands[choices[at].incident_no].split(";"))
        offered.setdefault(choices[at].district, []).append(_Offer(choices[at], about))
    return offered


def _known_to_nobody(incidents: Incidents, wanted: list[_Wanted], rng: Stream) -> list[Choice]:
    """Add incidents that only Victim Support hears about, each with a new person; return the cases they lead to."""
    size = len(wanted)
    spans = [((last - first).days + 1, first) for first, last in (case.days for case in wanted)]
    created = [first + timedelta(days=int(rng.below(days, 1)[0])) for days, first in spans]
    happened = [day - timedelta(days=lag) for day, lag in zip(created, DAYS_TO_COME.draw(rng, size), strict=True)]
    new = pd.DataFrame(
        {
            "incident_date": pd.Series(pd.to_datetime(happened)).astype("datetime64[s]"),
            "district": [case.district for case in wanted],
            "strands": [";".join(case.strands) for case in wanted],
        }
    )
    added = incidents.befall_strangers(new, rng)
    incident, person = added.incident_no.tolist(), added.person_no.tolist()
    return [
        Choice(incident[at], person[at], created[at], happened[at], case.district, "", case.case_types)
        for at, case in enumerate(wanted)
    ]
