"""What is reported on reporthatenow.com.

Here: the reports in each week, the persons who make them and the incidents they are about. The police, EQuIP or Victim
Support know some of these incidents too; nobody else hears about the rest. Not here: what the reports say
(report_hate_now/records.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Flags, Objects, Stream, Weighted
from pipelines.sample.county.incidents import Incidents
from pipelines.sample.county.known_elsewhere import KnownElsewhere
from pipelines.sample.county.targets import ONLINE_FROM, ONLINE_REPORTS, SAMPLE_ENDS

KNOWN_TO = Weighted({"police": 38, "equip": 14, "support": 6, "nobody": 42})
WITHIN_DAYS = 21  # from a known incident to the week of its report
DAYS_TO_WRITE = Weighted({0: 30, 1: 30, 2: 15, 4: 10, 8: 10, 20: 5})
REPORTERS = Weighted({"victim": 60, "witness": 28, "agency": 12})
ROUTES = {
    "police": Weighted({"police": 80, "equip": 20}),
    "equip": Weighted({"equip": 1}),
    "support": Weighted({"police": 50, "equip": 50}),
    "nobody": Weighted({"police": 60, "equip": 40}),
}
CITES_POLICE = 600  # of a thousand, if the police have already recorded it
PLACES = Weighted(
    {"E07000218": 8, "E07000219": 30, "E07000220": 24, "E07000221": 13, "E07000222": 23, "OUT": 2}
)  # fmt: skip
ABOUT = Weighted(
    {
        "race": 46, "religion": 13, "race;religion": 9, "sexual_orientation": 12, "disability": 9, "transgender": 8,
        "alternative_culture": 3,
    }
)  # fmt: skip


def choose_reports(
    seed: int, county: int, records: pd.DataFrame, incidents: Incidents, casework: pd.DataFrame
) -> pd.DataFrame:
    """Choose what all of a county's reports are about, and add the incidents that nobody else hears about.

    Returns:
        One row for each report, in order of submission: week, submitted (day), happened, district, strands (with ';'
        between), reporter, routed_to, true_ref (None if the reporter knows none), incident_no, person_no
        (the reporter's).
    """
    rng = Stream(seed, county, "online choice")
    reports = _submissions(rng)
    known_to = KNOWN_TO.draw(rng, len(reports))
    known = _known(incidents, casework)
    offers, taken = KnownElsewhere(known), []
    for at, monday in enumerate(reports.monday):
        row = offers.take(rng, (known.known_to == known_to[at]).to_numpy(), monday, WITHIN_DAYS)
        taken.append(-1 if row is None else row)
    reports["known"] = taken
    heard, alone = reports[reports.known >= 0], reports[reports.known < 0]
    heard = heard.reset_index(drop=True).join(known.iloc[heard.known].reset_index(drop=True))
    both = pd.concat([heard, _known_to_nobody(alone.reset_index(drop=True), incidents, rng)])
    both = both.sort_values(["submitted", "incident_no"], ignore_index=True)
    reporter = np.where(both.reporter.isna(), REPORTERS.draw(rng, len(both)), both.reporter)
    others = incidents.population.adults(rng, both.district.to_numpy(object))
    is_other = (both.known_to != "equip") & (reporter != "victim")
    return both.assign(
        reporter=reporter,
        person_no=np.where(is_other, others, both.person_no),
        routed_to=_routes(both.known_to, rng),
        true_ref=_refs(both, records, rng.happens(CITES_POLICE, len(both))),
    )


def _submissions(rng: Stream) -> pd.DataFrame:
    """Return each report's week (its position), the Monday of that week and the day of submission."""
    week = np.repeat(np.arange(len(ONLINE_REPORTS)), ONLINE_REPORTS)
    monday = np.datetime64(ONLINE_FROM) + (7 * week).astype("timedelta64[D]")
    submitted = np.minimum(monday + rng.below(7, len(week)).astype("timedelta64[D]"), np.datetime64(SAMPLE_ENDS))
    days = {"monday": monday, "submitted": submitted}
    return pd.DataFrame({"week": week, **{name: day.astype("datetime64[s]") for name, day in days.items()}})


def _known(incidents: Incidents, casework: pd.DataFrame) -> pd.DataFrame:
    """Return the persons in incidents that others know, by who knows. Those from EQuIP have the role EQuIP noted."""
    known = incidents.befallen().rename(columns={"incident_date": "happened"})
    hate = casework[casework.is_hate]
    known = known[~known.incident_no.isin(hate.incident_no) & (known.district != "UNK")]
    known = known.assign(known_to=np.where(known.known_to_police, "police", "support"), reporter=None)
    hate = hate.assign(known_to="equip", reporter=hate.role.str.lower())
    columns = ["known_to", "incident_no", "person_no", "happened", "district", "strands", "reporter"]
    return pd.concat([known[columns], hate[columns]], ignore_index=True)


def _known_to_nobody(reports: pd.DataFrame, incidents: Incidents, rng: Stream) -> pd.DataFrame:
    size = len(reports)
    new = reports.assign(
        known_to="nobody",
        incident_date=reports.submitted - DAYS_TO_WRITE.draw(rng, size).astype("timedelta64[D]"),
        district=PLACES.draw(rng, size),
        strands=ABOUT.draw(rng, size),
        reporter=None,
    )
    added = incidents.befall_strangers(new, rng)
    return new.rename(columns={"incident_date": "happened"}).assign(**added)


def _routes(known_to: pd.Series, rng: Stream) -> Objects:
    routed = np.empty(len(known_to), dtype=object)
    for who, routes in ROUTES.items():
        here = (known_to == who).to_numpy()
        routed[here] = routes.draw(rng, int(here.sum()))
    return routed


def _refs(reports: pd.DataFrame, records: pd.DataFrame, cites: Flags) -> Objects:
    """Return the police's reference for the incident, if they had recorded it by then and the report cites it."""
    first = records.drop_duplicates("incident_no").set_index("incident_no")
    recorded = reports.incident_no.map(first.recorded_date)
    refs = reports.incident_no.map(first.offence_ref).astype(object)
    return refs.where((recorded <= reports.submitted) & cites, None).to_numpy(object)
