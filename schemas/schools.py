"""Warwickshire schools, prejudice related incident form: what a delivery must look like.

The agency's page is docs/contracts/schools.md. Reporting is voluntary, and pupils are never named.
"""

from datetime import timedelta

import pandas as pd
import pandera.pandas as pa

from schemas.contract import Agency, Table
from schemas.fields import Day, Several, Text, code, day, free_text, several_codes, text


class Incidents(pa.DataFrameModel):
    """A prejudice related incident that a school reported.

    Attributes:
        incident_id: The incident's number, which is never used for another incident.
        submitted_at: The day the form was submitted; a time may follow.
        school_urn: The school's unique reference number, of six digits. A number that is not in our list counts as an
            unknown school.
        incident_date: The day of the incident, no later than `submitted_at`.
        incident_type: The kinds of prejudice: `Racist`, `Religious`, `Homophobic`, `Transphobic`, `Disability` or
            `Other`.
        nature: What happened, such as `Verbal abuse`.
        time_of_day: When in the school day, such as `Lunch`.
        place: Where in the school, such as `Playground`.
        victim_role: Who it happened to, such as `Pupil`.
        perpetrator_role: Who did it.
        victim_gender: The victim's gender.
        perpetrator_gender: The perpetrator's gender.
        victim_ethnicity: The victim's ethnicity.
        perpetrator_ethnicity: The perpetrator's ethnicity.
        victim_year_group: The victim's year group, such as `Year 8` or `Y8`.
        perpetrator_year_group: The perpetrator's year group.
        actions: What the school did, such as `Parents informed; Detention`.
        victim_outcome: The outcome for the victim.
        perpetrator_outcome: The outcome for the perpetrator.
        description: What happened, in words.
    """

    incident_id: Text = text(required=True)
    submitted_at: Day = day(required=True)
    school_urn: Text = code("school", required=True)
    incident_date: Day = day(required=True)
    incident_type: Several = several_codes("strand", required=True)
    nature: Several = several_codes("nature")
    time_of_day: Text = code("time_of_day")
    place: Text = code("school_place")
    victim_role: Text = code("school_role")
    perpetrator_role: Text = code("school_role")
    victim_gender: Text = code("sex")
    perpetrator_gender: Text = code("sex")
    victim_ethnicity: Text = code("ethnicity")
    perpetrator_ethnicity: Text = code("ethnicity")
    victim_year_group: Text = code("year_group")
    perpetrator_year_group: Text = code("year_group")
    actions: Several = several_codes("action")
    victim_outcome: Text = code("outcome")
    perpetrator_outcome: Text = code("outcome")
    description: Text = free_text()

    @pa.dataframe_check(name="incident_date", error="is after submitted_at")
    def happened_before_submitted(cls, rows: pd.DataFrame) -> pd.Series:
        """Check that an incident happened no later than the day it was reported."""
        return ~(rows.incident_date > rows.submitted_at).fillna(False)


SCHOOLS = Agency(
    stem="schools",
    title="Warwickshire schools",
    sender="Warwickshire County Council, Diversity and Equality Team",
    kind="append",
    cadence=timedelta(days=122),
    tables=(Table("incidents", "incidents.csv", Incidents, key=("incident_id",), record_date="incident_date"),),
)
