"""The reports made on reporthatenow.com, once everything is put right.

Here: what is written in the form, with the mistakes that people make about themselves. Not here: which reports there
are (county/reported_online.py), what a week's file gets wrong (deliveries.py), how it is written (cells.py).
"""

import numpy as np
import pandas as pd

from pipelines.sample.county.chance import Objects, Stream
from pipelines.sample.county.counties import County
from pipelines.sample.county.people.mistakes import Care, as_recorded, digit_wrong, told_by, told_days

CARE = Care(
    forename_typo=15, surname_typo=10, other_form=160, names_swapped=10, accents_lost=350, forename_missing=0,
    day_and_month_swapped=10, birth_mistyped=15, birth_missing=200, postcode_mistyped=15, postcode_missing=150,
)  # fmt: skip
LEAVES_CONTACT = {"victim": 600, "witness": 400, "agency": 750}  # of a thousand
INCIDENT_DATE_MISSING, INCIDENT_DATE_OUT = 100, 60
TELLS_SEX, TELLS_ETHNICITY = 750, 650
REF_MISTYPED = 60
TEXTS = (
    "Shouted at from a passing car.",
    "Comments made in the queue at the supermarket.",
    "It was on the bus home. Nobody said anything.",
    "Posted under a photo on the town's page.\nI have screenshots.",
    "Something was written on the wall of the community centre.",
    "The same group as last time, outside the café.",
    "They said \"go home\" and laughed; she left the shop upset.",
    "Not the first time. I just want somebody to know.",
    "",
)  # fmt: skip
NUMBERS_A_COUNTY = 10_000


def reports_in_force(county: County) -> pd.DataFrame:
    """Return all current reports, in order of submission.

    One row for each report: report_id, week, submitted_at and happened_at (with a time; NaT if not given), district,
    strands (with ';' between), routed_to, reporter, police_ref, has_contact, forename, surname, date_of_birth,
    postcode (of the reporter, if there is a contact), gender, ethnicity, text, incident_no, person_no (missing
    if the report is anonymous).
    """
    reports = county.online
    rng, size = Stream(county.seed, county.number, "online reports"), len(reports)
    people = county.population.people(reports.person_no.to_numpy(np.int64), reports.submitted)
    written = as_recorded(people, CARE, rng)
    told = told_days(reports.happened, rng, out=INCIDENT_DATE_OUT, missing=INCIDENT_DATE_MISSING)
    has_contact = rng.below(1000, size) < reports.reporter.map(LEAVES_CONTACT)
    number = (county.number + 1) * NUMBERS_A_COUNTY + 1 + np.arange(size)
    return reports.assign(
        report_id=[f"RHN-{report}" for report in number.tolist()],
        submitted_at=_timed(reports.submitted, 18, rng),
        happened_at=_timed(told, 12, rng),
        police_ref=_cited(reports.true_ref.to_numpy(object, copy=True), rng),
        has_contact=has_contact,
        **told_by(people, written, rng, sex=TELLS_SEX, ethnicity=TELLS_ETHNICITY),
        text=np.array(TEXTS, dtype=object)[rng.below(len(TEXTS), size)],
        person_no=people.person_no.astype("Int64").where(has_contact),
    )


def _timed(days: pd.Series, hour: int, rng: Stream) -> pd.Series:
    """Return days with a time of day, within six hours after the given hour."""
    return days + (hour * 60 + rng.below(6 * 60, len(days))).astype("timedelta64[m]")


def _cited(refs: Objects, rng: Stream) -> Objects:
    mistyped = rng.happens(REF_MISTYPED, len(refs))
    for at in np.flatnonzero(mistyped & pd.notna(refs)):
        refs[at] = digit_wrong(refs[at])
    return refs
