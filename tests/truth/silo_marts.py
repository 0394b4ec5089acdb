"""The marts across agencies, counted: contacts, distinct incidents, who knew about them, and their victims.

Here: all agencies' records together. Records are about one incident or one person if they have the same number in the
truth (linking.py).
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from tests.truth.counting import DISTRICTS, counted, grid, monthly, named, on_months
from tests.truth.coverage import Coverage
from tests.truth.linking import NEIGHBOURS, TOO_LITTLE
from tests.truth.records_in_force import Told

AGENCIES = ("police", "victim_support", "equip", "schools", "report_hate_now")
THRESHOLDS = {"unique_incidents_low": "low", "unique_incidents": "central", "unique_incidents_high": "high"}
#: The figures that need an agency; the others use all agencies that cover the month.
COVERED_BY = {
    "police_offences": "police",
    "police_crimed_incidents": "police",
    "police_all_records": "police",
    "victim_support_cases": "victim_support",
    "equip_hate_cases": "equip",
    "school_incidents": "schools",
    "online_reports": "report_hate_now",
    "known_to_police": "police",
    "not_known_to_police": "police",
}


@dataclass(frozen=True)
class Known:
    """What is known about incidents: `records` has a row for each record, `victims` for each victim on a record.

    A record is_contact if it is about hate and its agency covers its month; the others are police records that are
    cited. `incidents` has, by threshold, those with a contact: where and when, and every agency that holds a record.
    """

    records: pd.DataFrame
    victims: pd.DataFrame
    incidents: dict[str, pd.DataFrame]

    @property
    def contacts(self) -> pd.DataFrame:
        return self.records[self.records.is_contact]


def known(told: Told, cover: Coverage, truth: Path) -> Known:
    """Return what is known about incidents."""
    true = pd.read_csv(truth, dtype=str, keep_default_na=False)
    of_record = true[true.victim_no == ""].set_index(["agency", "record_ref"])
    stands = told.stands
    records = pd.concat(
        [
            stands["police__offences"].assign(agency="police"),
            stands["victim_support__cases"].assign(agency="victim_support", is_hate=True),
            stands["equip__casework"].assign(agency="equip"),
            stands["schools__incidents"].assign(agency="schools", is_hate=True),
            stands["report_hate_now__reports"].assign(agency="report_hate_now", is_hate=True),
        ],
        ignore_index=True,
    ).astype({"is_hate": bool})
    is_cited = (records.agency == "police") & records.record_ref.isin(records.cites)
    records = monthly(records[records.is_hate | is_cited])
    keys = pd.MultiIndex.from_frame(records[["agency", "record_ref"]])
    covered = cover.covered.stack().reindex(pd.MultiIndex.from_frame(records[["month_start", "agency"]]), fill_value=0)
    number = of_record.incident_no.reindex(keys).astype(int).to_numpy()
    records = records.assign(
        is_contact=records.is_hate & (covered > 0).to_numpy(),
        linkable=~records.record_ref.str.endswith(TOO_LITTLE),
        low=number // NEIGHBOURS,
        central=number,
        high=records.agency + " " + records.record_ref,
        person_no=of_record.person_no.reindex(keys).to_numpy(),
    )
    incidents = {threshold: _incidents(records, threshold) for threshold in THRESHOLDS.values()}
    return Known(records, _victims(told, records, true), incidents)


def _incidents(records: pd.DataFrame, threshold: str) -> pd.DataFrame:
    """Return each incident by its first police contact or, if there is none, its first contact."""
    contacts = records[records.is_contact]
    first = contacts.assign(is_others=contacts.agency != "police")
    first = first.sort_values(["is_others", "recorded_date", "agency", "record_ref"]).drop_duplicates(threshold)
    holds = records[[threshold, "agency"]].drop_duplicates().sort_values("agency")
    holds = holds.groupby(threshold).agency.agg("+".join)
    return first[[threshold, "district_code", "month_start"]].assign(agencies=first[threshold].map(holds))


def _victims(told: Told, records: pd.DataFrame, true: pd.DataFrame) -> pd.DataFrame:
    """Return the victims on records, except those with no details; witnesses and agencies aren't victims."""
    noted = told.stands["police__victims"].merge(true[["record_ref", "victim_no", "person_no"]])
    of_police = records.drop(columns="person_no").merge(noted.assign(agency="police"), on=["agency", "record_ref"])
    is_victim = (records.agency == "victim_support") | (records.role == "Victim") | (records.reporter == "Victim")
    victims = pd.concat([of_police, records[is_victim & (records.person_no != "")]], ignore_index=True)
    return victims.drop_duplicates(["agency", "record_ref", "person_no"])


def silo_district_month(told: Told, cover: Coverage, of: Known) -> pd.DataFrame:
    contacts, victims = of.contacts, of.victims[of.victims.is_contact]
    central = of.incidents["central"]
    police_knows = central.agencies.str.contains(r"\bpolice\b").astype(bool)
    counts = {
        "police_offences": contacts[contacts.record_type == "Offence"],
        "police_crimed_incidents": contacts[contacts.record_type == "Crimed incident"],
        "police_all_records": monthly(told.stands["police__offences"]),
        "victim_support_cases": contacts[contacts.agency == "victim_support"],
        "equip_hate_cases": contacts[contacts.agency == "equip"],
        "school_incidents": contacts[contacts.agency == "schools"],
        "online_reports": contacts[contacts.agency == "report_hate_now"],
        "agency_contacts": contacts,
        **{column: of.incidents[threshold] for column, threshold in THRESHOLDS.items()},
        "unique_people": victims.drop_duplicates(["district_code", "month_start", "person_no"]),
        "known_to_police": central[police_knows],
        "not_known_to_police": central[~police_knows],
    }
    on, anyone = grid(cover.months, district_code=DISTRICTS), _any_covers(cover)
    by = {name: cover.covers(COVERED_BY[name]) if name in COVERED_BY else anyone for name in counts}
    rows = pd.concat([counted({name: records}, on, by[name]) for name, records in counts.items()], axis=1)
    return named(rows.assign(is_provisional=on_months(on, cover.partly(*AGENCIES))))


def _any_covers(cover: Coverage) -> pd.Series:
    return pd.concat([cover.covers(agency) for agency in AGENCIES], axis=1).any(axis=1)


def figure_district_month(silo: pd.DataFrame, cover: Coverage) -> pd.DataFrame:
    names = ["district_code", "district_name", "month_start"]
    rows = silo.drop(columns="is_provisional").melt(names, var_name="measure", value_name="figure")
    partly = {
        measure: cover.partly(*([COVERED_BY[measure]] if measure in COVERED_BY else AGENCIES))
        for measure in rows.measure.unique()
    }
    keys = pd.MultiIndex.from_frame(rows[["measure", "month_start"]])
    return rows.assign(is_provisional=pd.concat(partly).reindex(keys).to_numpy())


def silo_pair_district_month(_told: Told, cover: Coverage, of: Known) -> pd.DataFrame:
    others = pd.DataFrame({"other_agency": AGENCIES})
    contacts = of.contacts.merge(others, "cross")
    holds = pd.MultiIndex.from_frame(of.records[["agency", "central"]])
    is_linked = pd.MultiIndex.from_frame(contacts[["other_agency", "central"]]).isin(holds)
    counts = {
        "records": contacts,
        "linkable_records": contacts[contacts.linkable],
        "linked_records": contacts[is_linked],
    }
    on = grid(cover.months, agency=AGENCIES, other_agency=AGENCIES, district_code=DISTRICTS)
    rows = counted(counts, on, pd.Series(True, index=cover.months)).reset_index()
    own, other = (
        (cover.covered.stack().reindex(pd.MultiIndex.from_frame(rows[["month_start", whose]])) > 0).to_numpy()
        for whose in ("agency", "other_agency")
    )
    for count, is_covered in (("records", own), ("linkable_records", own), ("linked_records", own & other)):
        rows[count] = rows[count].where(is_covered)
    rows["is_provisional"] = rows.month_start.map(cover.partly(*AGENCIES))
    return named(rows[rows.agency != rows.other_agency].set_index(on.names))


def silo_combination_district_month(_told: Told, cover: Coverage, of: Known) -> pd.DataFrame:
    incidents = of.incidents["central"]
    on = grid(cover.months, district_code=DISTRICTS)
    every = []
    for agencies, own in incidents.groupby("agencies"):
        covers = pd.concat([cover.covers(agency) for agency in agencies.split("+")], axis=1).all(axis=1)
        rows = counted({"incidents": own}, on, pd.Series(True, index=cover.months))
        is_told = on_months(on, covers) | (rows.incidents > 0)
        every.append(rows.where(is_told).assign(agencies=agencies))
    partly = on_months(on, cover.partly(*AGENCIES))
    return named(pd.concat([rows.assign(is_provisional=partly) for rows in every]))


def repeat_victim_month(_told: Told, cover: Coverage, of: Known) -> pd.DataFrame:
    incidents = of.incidents["central"].set_index("central")[["district_code", "month_start"]]
    victims = of.victims[of.victims.is_contact]
    struck = victims[["person_no", "central"]].drop_duplicates().join(incidents, on="central")
    pairs = struck.merge(struck[["person_no", "central", "month_start"]], on="person_no", suffixes=("", "_past"))
    since = pairs.month_start - pd.DateOffset(months=11)
    pairs = pairs[pairs.month_start_past.between(since, pairs.month_start)]
    here = ["district_code", "month_start", "person_no"]
    pairs = pairs.drop_duplicates([*here, "central_past"])
    again = pairs[pairs.groupby(here).central_past.transform("size") > 1]
    on, police = grid(cover.months, district_code=DISTRICTS), cover.covers("police")
    year = police.rolling(12).sum() == 12
    repeated = {
        "repeat_victims": again.drop_duplicates(here),
        "incidents_of_repeat_victims": again.drop_duplicates(["district_code", "month_start", "central_past"]),
    }
    rows = counted({"victims": struck.drop_duplicates(here)}, on, police).join(counted(repeated, on, year))
    return named(rows.assign(is_provisional=on_months(on, cover.partly(*AGENCIES))))
